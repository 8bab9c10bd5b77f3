//! The published models that lie beside the repository, where they do: each becomes a crate that compiles without warnings.
//!
//! All of them take minutes, so only a few are compiled every time.

use std::fs;

use super::workspace::{self, Subject};

/// Between them: event streams, host prefixes with labels, streaming bodies, paginators, and services with few operations.
const EVERY_TIME: &[&str] = &["lex-runtime-v2", "mediastore-data", "neptune-graph"];

fn compile(purpose: &str, wanted: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(workspace::root().join("../shared/models")) else {
        println!("skipped: no folder ../shared/models beside the repository");
        return;
    };
    let mut subjects: Vec<Subject> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|model| Subject {
            name: model
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            model,
        })
        .filter(|subject| wanted(&subject.name))
        .collect();
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!subjects.is_empty(), "no model to compile");
    for subject in &mut subjects {
        // Not the name of an official crate.
        subject.name = format!("published-{}", subject.name);
    }
    let folder = workspace::target().join("obstacles").join(purpose);
    workspace::compile(&folder, &subjects);
}

#[test]
fn a_few_published_models_compile_without_warnings() {
    compile("published-few", |name| EVERY_TIME.contains(&name));
}

#[test]
#[ignore = "takes minutes: cargo test -p conformance --test obstacles -- --ignored"]
fn published_models_compile_without_warnings() {
    compile("published", |_| true);
}
