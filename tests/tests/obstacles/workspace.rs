//! In: models. Out: their crates in one Cargo workspace below the target folder, compiled at once: by clippy and by rustdoc, with
//! warnings as errors, offline, with the versions of the repository's lock file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use codegen::generate::{self, From, Request};
use codegen::settings::Settings;
use codegen::write::{self, Target};

/// A model on disk, and the name of the crate to make of it.
pub struct Subject {
    pub name: String,
    pub model: PathBuf,
}

/// The target folder that this test itself was built in: what the repository's crates share is compiled there already.
pub fn target() -> PathBuf {
    let test = std::env::current_exe().expect("a path of this test");
    // …/<target>/<profile>/deps/<test>
    test.ancestors().nth(3).expect("a target folder").to_owned()
}

pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Generates a crate from each model and compiles them all.
///
/// # Panics
///
/// With what the generator, clippy or rustdoc has to say.
pub fn compile(folder: &Path, subjects: &[Subject]) {
    let crates = folder.join("crates");
    fs::create_dir_all(folder).expect("a writable target folder");
    generate(&crates, subjects);
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n",
    )
    .expect("a writable target folder");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    cargo(folder, &["clippy", "--lib", "--", "-D", "warnings"], &[]);
    cargo(
        folder,
        &["doc", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    );
}

/// Writes what has changed since the last run, and removes the crates of models that are gone.
fn generate(crates: &Path, subjects: &[Subject]) {
    let requests: Vec<Request> = subjects
        .iter()
        .map(|subject| Request {
            from: From::Files {
                model: vec![subject.model.clone()],
                settings: Settings {
                    crate_name: Some(subject.name.clone()),
                    ..Settings::default()
                },
            },
            command: "cargo test".to_owned(),
        })
        .collect();
    let mut names = BTreeSet::new();
    let mut refused = String::new();
    for (subject, outcome) in subjects.iter().zip(generate::generate_all(&requests)) {
        let Some(files) = outcome.files else {
            let findings = outcome.diagnostics.render(&outcome.sources, false);
            refused.push_str(&format!("{}:\n{findings}\n", subject.name));
            continue;
        };
        let dir = crates.join(&subject.name);
        let target = Target {
            dir: &dir,
            files: &files,
        };
        write::write(&[target], None).unwrap_or_else(|error| panic!("{}: {error}", subject.name));
        names.insert(subject.name.clone());
    }
    assert!(refused.is_empty(), "{refused}");
    for entry in fs::read_dir(crates)
        .expect("the folder of the crates")
        .flatten()
    {
        if !names.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_dir_all(entry.path()).expect("a folder of an earlier run");
        }
    }
}

fn cargo(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) {
    let (command, arguments) = arguments.split_first().expect("a command");
    let output = Command::new(env!("CARGO"))
        .args([command, "--offline", "--workspace", "--keep-going"])
        .args(arguments)
        .envs(environment.iter().copied())
        .env("CARGO_TARGET_DIR", target())
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    let text = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("Checking "));
    assert!(
        output.status.success(),
        "cargo {command} in {}:\n{}",
        folder.display(),
        text.take(400).collect::<Vec<_>>().join("\n")
    );
}
