//! The support code of `codegen/runtime`, copied as it is into every crate as the private module `runtime`.

use include_dir::{Dir, include_dir};

use super::RenderedFile;
use crate::plan::CratePlan;

/// **Invariant:** unit tests stand last in their file, as `mod tests`: what comes before is what crates use, and all that is
/// copied.
static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/runtime/src");

/// Modules that a crate has no use for, by name, wherever they are: `event_stream` is also `primitives::event_stream`.
fn unused(plan: &CratePlan) -> Vec<&'static str> {
    let modules = [
        ("event_stream", !plan.event_streams.is_empty()),
        ("request_checksum", plan.has_checksums()),
        ("request_compression", plan.has_compression()),
        ("waiters", plan.has_waiters()),
    ];
    let unused = modules.into_iter().filter(|(_, used)| !used);
    unused.map(|(name, _)| name).collect()
}

/// The files below `src/runtime/`: all but `lib.rs`, which `mod.rs` takes the place of, the sample `service`, which is
/// rendered, and modules that the crate has no use for.
pub fn files(plan: &CratePlan, head: &str) -> Vec<RenderedFile> {
    let mut files = Vec::new();
    let unused = unused(plan);
    collect(&SOURCES, &unused, head, &mut files);
    let declares_unused = |line: &&str| declares(line, &unused);
    let modules: Vec<&str> = SOURCES
        .get_file("lib.rs")
        .and_then(|f| f.contents_utf8())
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.starts_with("pub mod ") && !declares_unused(line))
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

fn without_tests(source: &str) -> &str {
    match source.split_once("\n#[cfg(test)]\nmod tests {") {
        Some((used, _)) => used,
        None => source,
    }
}

/// Whether the line declares one of the modules.
fn declares(line: &str, modules: &[&str]) -> bool {
    line.strip_prefix("pub mod ")
        .and_then(|rest| rest.strip_suffix(';'))
        .is_some_and(|name| modules.contains(&name))
}

/// The files of a folder but those of the modules `unused`, which are not declared either.
fn collect(dir: &Dir<'_>, unused: &[&str], head: &str, files: &mut Vec<RenderedFile>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let is_unused = path
            .split('/')
            .any(|part| unused.contains(&part.strip_suffix(".rs").unwrap_or(part)));
        if path == "lib.rs" || path == "service.rs" || path.starts_with("service/") || is_unused {
            continue;
        }
        let text: String = without_tests(file.contents_utf8().unwrap_or_default())
            .split_inclusive('\n')
            .filter(|line| !declares(line.trim_end(), unused))
            .collect();
        files.push(RenderedFile {
            path: format!("src/runtime/{path}"),
            contents: format!("{}\n\n{text}", head.trim_end()),
        });
    }
    for dir in dir.dirs() {
        collect(dir, unused, head, files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_sources_hold_no_tests() {
        let mut files = Vec::new();
        collect(&SOURCES, &[], "// head", &mut files);
        assert!(files.len() > 40, "{}", files.len());
        for file in files {
            for trace in ["#[test]", "mod tests", "proptest"] {
                assert!(!file.contents.contains(trace), "{}: {trace}", file.path);
            }
        }
    }
}
