//! Every folder of `bad_input/` is an input that is wrong in one way (or several), with the exact text that the generator says to it:
//!
//! - the files of the model, `*.json`, in order of their names;
//! - `service.toml`, or what a command line would say, in `args.toml`; nothing of both for the defaults;
//! - `out/`, the folder to write into, where that is what is wrong;
//! - `expected.err`.
//!
//! A new folder is found by itself; `UPDATE_EXPECT=1` writes `expected.err` anew. All stages run, and each fixture ends in an
//! error, but those whose names begin with `warning_`: they make a crate.

use std::path::{Path, PathBuf};

use codegen::generate::{self, From, Request};
use codegen::settings::Settings;
use codegen::write::{self, Target};

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Args {
    service: Option<String>,
    operations: Option<Vec<String>>,
    crate_name: Option<String>,
    crate_version: Option<String>,
}

fn request(folder: &Path) -> Request {
    let from = if folder.join("service.toml").exists() {
        From::Folder(folder.to_owned())
    } else {
        let args: Args = match std::fs::read_to_string(folder.join("args.toml")) {
            Ok(text) => {
                toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
            }
            Err(_) => Args::default(),
        };
        let is_json = |path: &PathBuf| path.extension().is_some_and(|e| e == "json");
        From::Files {
            model: sorted(folder).into_iter().filter(is_json).collect(),
            settings: Settings {
                service: args.service.map(Into::into),
                operations: args
                    .operations
                    .map(|names| names.into_iter().map(Into::into).collect()),
                crate_name: args.crate_name,
                version: args.crate_version,
                ..Settings::default()
            },
        }
    };
    let command = "cargo xtask codegen".to_owned();
    Request { from, command }
}

/// What the generator says, without the folder of the fixture; writes only where there is a folder `out`, and nothing there.
fn messages(folder: &Path) -> String {
    let outcome = generate::generate(&request(folder));
    let mut text = outcome.diagnostics.render(&outcome.sources, false);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut failed = outcome.files.is_none();
    assert_eq!(failed, outcome.diagnostics.has_errors(), "{name}");
    if let Some(files) = &outcome.files
        && folder.join("out").exists()
    {
        let copy = tempfile::tempdir().expect("a temporary folder");
        let dir = copy.path().join("out");
        copy_folder(&folder.join("out"), &dir);
        let target = Target { dir: &dir, files };
        let error = write::write(&[target], None).expect_err("a folder that is refused");
        text.push_str(&format!("error: {error}\n"));
        text = text.replace(&format!("{}/", copy.path().display()), "");
        assert_eq!(contents(&dir), contents(&folder.join("out")), "{name}");
        failed = true;
    }
    assert_eq!(failed, !name.starts_with("warning_"), "{name}:\n{text}");
    text.replace(&format!("{}/", folder.display()), "")
        .replace(&folder.display().to_string(), &name)
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a writable folder");
    for path in sorted(from) {
        let copy = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &copy);
        } else {
            std::fs::copy(&path, copy).expect("a readable fixture");
        }
    }
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for path in sorted(folder) {
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        if path.is_dir() {
            out.extend(
                contents(&path)
                    .into_iter()
                    .map(|(of, bytes)| (name.join(of), bytes)),
            );
        } else {
            out.push((name, std::fs::read(&path).expect("a readable file")));
        }
    }
    out
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
