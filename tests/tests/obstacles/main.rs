//! Models that try to break the generator: by their names, their texts, their recursion, their size. Each becomes a crate that
//! compiles without warnings and that writes and reads every member of every shape.
//!
//! Models are the files of `tests/obstacles` (drop one in, it is tested) and those that [`names`] and [`large`] make.

mod cases;
mod large;
mod names;
mod published;
mod shapes;
mod workspace;

use std::fs;
use std::path::{Path, PathBuf};

use codegen::conformance::{self, Failure, Options, Outcome};
use serde_json::Value;
use workspace::Subject;

/// Every model with its protocol tests, in a folder for `purpose` alone: tests run beside each other.
fn subjects(purpose: &str) -> (PathBuf, Vec<Subject>) {
    let folder = workspace::target().join("obstacles").join(purpose);
    fs::create_dir_all(folder.join("models")).expect("a writable target folder");
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("obstacles"))
        .expect("the folder of the models");
    let written = files.flatten().map(|entry| {
        let path = entry.path();
        let text = fs::read_to_string(&path).expect("a readable model");
        let model = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (name, model)
    });
    let made = names::models()
        .into_iter()
        .chain([("large", large::model())]);
    let mut all: Vec<(String, Value)> = written
        .chain(made.map(|(name, model)| (name.to_owned(), model)))
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let subjects = all.into_iter().map(|(name, mut model)| {
        cases::add(&mut model);
        let path = folder.join("models").join(format!("{name}.json"));
        let text = serde_json::to_string_pretty(&model).expect("a JSON value");
        fs::write(&path, text).expect("a writable target folder");
        Subject {
            name: format!("obstacle-{name}"),
            model: path,
        }
    });
    let subjects = subjects.collect();
    (folder, subjects)
}

#[test]
fn obstacles_compile_without_warnings() {
    let (folder, subjects) = subjects("compile");
    workspace::compile(&folder, &subjects);
}

#[test]
fn obstacles_are_written_and_read() {
    let (folder, subjects) = subjects("round-trip");
    let mut failures = Vec::new();
    for subject in &subjects {
        let options = Options {
            model: vec![subject.model.clone()],
            service: None,
            name: None,
            dir: folder.join(&subject.name),
            // As the conformance tests do: the crates that clients depend on are compiled there already.
            target: workspace::target().join("conformance/build"),
            lock: Some(workspace::root().join("Cargo.lock")),
            ignored: Vec::new(),
        };
        match conformance::run(&options, &mut |_| ()) {
            Ok(report) => {
                println!(
                    "{}: {} passed, {} failed",
                    subject.name,
                    report.passed(),
                    report.failed()
                );
                assert!(
                    report.passed() + report.failed() > 0,
                    "{} has no tests",
                    subject.name
                );
                failures.extend(report.outcomes.into_iter().filter_map(|(case, outcome)| {
                    match outcome {
                        Outcome::Failed(text) => Some(format!("{} {case}: {text}", subject.name)),
                        _ => None,
                    }
                }));
            }
            Err(Failure::Model(found)) => failures.push(found.0.render(&found.1, false)),
            Err(Failure::Ignore(error)) => failures.push(error.to_string()),
            Err(Failure::Run(error)) => failures.push(format!("{}: {error}", subject.name)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
