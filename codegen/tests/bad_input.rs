//! Every folder of `bad_input/` is a model that is wrong in one way (or several), with the exact text that the generator says to it:
//! `*.json` (the files of the model, in order of their names), `args.toml` if it needs any (`service`, `operations`), `expected.err`.
//!
//! A new folder is found by itself; `UPDATE_EXPECT=1` writes `expected.err` anew.

use std::path::{Path, PathBuf};

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::{self, Choice};

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Args {
    service: Option<String>,
    operations: Option<Vec<String>>,
}

/// As many stages as there are.
fn run(
    sources: &Sources,
    files: &[codegen::ast::FileId],
    args: &Args,
    diagnostics: &mut Diagnostics,
) {
    let choice = Choice {
        service: args.service.as_deref(),
        operations: args.operations.as_deref(),
    };
    model::open(sources, files, choice, diagnostics);
}

fn messages(folder: &Path) -> String {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let mut files = Vec::new();
    for path in sorted(folder)
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
    {
        let text = std::fs::read_to_string(&path).expect("a readable file of a fixture");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        files.push(sources.add(name, text));
    }
    let args = match std::fs::read_to_string(folder.join("args.toml")) {
        Ok(text) => toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", folder.display())),
        Err(_) => Args::default(),
    };
    run(&sources, &files, &args, &mut diagnostics);
    assert!(
        diagnostics.has_errors() || folder_is_of_warnings(folder),
        "{}: no error",
        folder.display()
    );
    diagnostics.render(&sources, false)
}

/// Fixtures whose names begin with `warning_` end in warnings only.
fn folder_is_of_warnings(folder: &Path) -> bool {
    folder
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("warning_"))
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|e| e.expect("an entry of the folder").path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_bad_input_says_what_is_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let folders = sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input"));
    let mut failures = Vec::new();
    for folder in folders.iter().filter(|f| f.is_dir()) {
        let actual = messages(folder);
        let path = folder.join("expected.err");
        if update {
            std::fs::write(&path, &actual).expect("a writable fixture");
            continue;
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if expected != actual {
            let name = folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            failures.push(format!(
                "== {name}, expected:\n{expected}\n== {name}, found:\n{actual}"
            ));
        }
    }
    assert!(!folders.is_empty(), "there are fixtures");
    assert!(
        failures.is_empty(),
        "{} differ (UPDATE_EXPECT=1 accepts):\n{}",
        failures.len(),
        failures.join("\n")
    );
}
