//! Every folder of `golden/` is one concern of the generator:
//!
//! - `model.json`: a model of our own, small, with the concern and little else;
//! - `expected/`: of the crate that it makes, the files that show the concern, at their paths in the crate;
//! - `warnings.txt`, if there are any.
//!
//! A new folder is found by itself: write the model, create the files that are of interest empty, and let `UPDATE_EXPECT=1` fill them.
//! The whole crates are compiled too, all in one workspace, and clippy has nothing to say about them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::generate::{self, From, Request};
use codegen::settings::Settings;

fn goldens() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let folders = sorted(&folder);
    assert!(!folders.is_empty(), "there are goldens");
    folders
}

fn name(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The files of the crate, by path, and what was warned of.
fn generated(folder: &Path) -> (BTreeMap<String, String>, String) {
    let outcome = generate::generate(&Request {
        from: From::Files {
            model: vec![folder.join("model.json")],
            settings: Settings {
                crate_name: Some(format!("golden-{}", name(folder).replace('_', "-"))),
                ..Settings::default()
            },
        },
        command: "cargo xtask codegen --model model.json".to_owned(),
    });
    let findings = outcome.diagnostics.render(&outcome.sources, false);
    let Some(files) = outcome.files else {
        panic!("{}:\n{findings}", name(folder));
    };
    let files = files
        .into_iter()
        .map(|file| (file.path, file.contents))
        .collect();
    (
        files,
        findings.replace(&format!("{}/", folder.display()), ""),
    )
}

#[test]
fn files_are_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut failures = Vec::new();
    for folder in goldens() {
        let (mut files, warnings) = generated(&folder);
        let expected = folder.join("expected");
        let paths = files_below(&expected);
        assert!(!paths.is_empty(), "{} expects no file", name(&folder));
        let warned = folder.join("warnings.txt");
        assert_eq!(
            warned.exists(),
            !warnings.is_empty(),
            "{}:\n{warnings}",
            name(&folder)
        );
        files.insert("../warnings.txt".to_owned(), warnings);
        let warned = warned
            .exists()
            .then(|| ("../warnings.txt".to_owned(), warned));
        let below = |path: PathBuf| {
            let below = path
                .strip_prefix(&expected)
                .expect("a file below the folder");
            (below.to_string_lossy().replace('\\', "/"), path)
        };
        for (below, path) in paths.into_iter().map(below).chain(warned) {
            let Some(actual) = files.get(&below) else {
                failures.push(format!(
                    "== {}: the crate has no file {below}",
                    name(&folder)
                ));
                continue;
            };
            if update {
                fs::write(&path, actual).expect("a writable golden");
                continue;
            }
            let text = fs::read_to_string(&path).expect("a readable golden");
            if text != *actual {
                let differing = text.lines().zip(actual.lines()).position(|(a, b)| a != b);
                let line =
                    differing.unwrap_or_else(|| text.lines().count().min(actual.lines().count()));
                let of = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
                let line_number = line + 1;
                failures.push(format!(
                    "== {}: {below}, line {line_number}\nexpected: {}\nfound:    {}",
                    name(&folder),
                    of(&text),
                    of(actual)
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} differ (UPDATE_EXPECT=1 accepts):\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Removes what an earlier run has left below `folder` that is no file of the crate any more: it could be a module.
fn remove_others(member: &Path, folder: &Path, files: &BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            remove_others(member, &path, files);
            continue;
        }
        let relative = path.strip_prefix(member).unwrap_or(&path);
        let relative = relative.to_string_lossy().replace('\\', "/");
        if !files.contains_key(&relative) {
            fs::remove_file(&path).expect("a writable target folder");
        }
    }
}

#[test]
fn crates_compile_without_a_word_of_clippy() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goldens");
    let mut members = Vec::new();
    for folder in goldens() {
        let member = workspace.join(name(&folder));
        let files = generated(&folder).0;
        remove_others(&member, &member, &files);
        for (path, contents) in files {
            write(&member.join(path), &contents);
        }
        members.push(name(&folder));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write(&workspace.join("Cargo.toml"), &manifest);
    // The versions of this workspace, all of which are on this machine.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let lock = fs::read_to_string(lock).expect("the lock file of this workspace");
    fs::write(workspace.join("Cargo.lock"), lock).expect("a writable folder");
    // Dependencies that an earlier run has compiled are not compiled again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("a target folder");
    let output = Command::new(env!("CARGO"))
        .args([
            "clippy",
            "--quiet",
            "--offline",
            "--workspace",
            "--features",
            "serde",
            "--target-dir",
        ])
        .arg(target)
        .args(["--", "--deny", "warnings"])
        .current_dir(&workspace)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "in {}:\n{text}",
        workspace.display()
    );
}

/// Leaves a file that is as it should be alone, so that nothing is compiled for nothing.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().expect("a path in a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable file");
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let of = |path: PathBuf| {
        if path.is_dir() {
            files_below(&path)
        } else {
            vec![path]
        }
    };
    sorted(folder).into_iter().flat_map(of).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    paths.sort();
    paths
}
