//! The support code of `codegen/runtime`, copied as it is into every crate as the private module `runtime`.

use include_dir::{Dir, include_dir};

use super::RenderedFile;
use crate::plan::CratePlan;

/// **Invariant:** the sources hold no tests: those are integration tests of `codegen/runtime`, so that what is copied is what
/// is used.
static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/runtime/src");

/// The files below `src/runtime/`: all but `lib.rs`, which `mod.rs` takes the place of, and the sample `service`, which is
/// rendered.
pub fn files(_plan: &CratePlan, head: &str) -> Vec<RenderedFile> {
    let mut files = Vec::new();
    collect(&SOURCES, head, &mut files);
    let modules: Vec<&str> = SOURCES
        .get_file("lib.rs")
        .and_then(|f| f.contents_utf8())
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.starts_with("pub mod "))
        .collect();
    let contents = format!(
        "{head}\n\n//! Support code, the same in every crate of this generator.\n\n\
         #![allow(dead_code, unused_imports, unused_macros)] // Not every service needs all of it.\n\
         #![allow(missing_docs)] // What is public here is public in this crate only, unless a public module re-exports it.\n\n\
         {modules}\n\npub(crate) use macros::*;\n",
        head = head.trim_end(),
        modules = modules.join("\n"),
    );
    files.push(RenderedFile {
        path: "src/runtime/mod.rs".to_owned(),
        contents,
    });
    files
}

fn collect(dir: &Dir<'_>, head: &str, files: &mut Vec<RenderedFile>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if path == "lib.rs" || path == "service.rs" || path.starts_with("service/") {
            continue;
        }
        let text = file.contents_utf8().unwrap_or_default();
        files.push(RenderedFile {
            path: format!("src/runtime/{path}"),
            contents: format!("{}\n\n{text}", head.trim_end()),
        });
    }
    for dir in dir.dirs() {
        collect(dir, head, files);
    }
}
