//! Checks and packages with a cargo that answers as a test says: a script that notes what it was asked for.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::Workspace;
use crate::release::publish::{self, Package, Registry};
use crate::release::{Cargo, Error, checks, prepare};

/// A cargo for which each line of `cases` is an arm of the shell's `case "$1"`.
fn cargo(folder: &Path, cases: &str) -> (Cargo, PathBuf) {
    let (script, log) = (folder.join("cargo"), folder.join("log"));
    let text = format!(
        "#!/bin/sh\necho \"$@\" >> '{}'\ncase \"$1\" in\n{cases}\nesac\nexit 0\n",
        log.display()
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    (Cargo::from(script), log)
}

#[test]
fn a_check_that_fails_stops_the_release() {
    let workspace = Workspace::new();
    workspace.release(&workspace.asked());
    workspace.write("generated/tested/examples/of_people.rs", "fn main() {}");
    workspace.add_member(super::OPTIONAL);
    let before = workspace.tree();
    let release = prepare(&workspace.asked()).unwrap().unwrap();
    let tools = tempfile::tempdir().unwrap();

    // What is checked is the new crate with what people put beside it.
    let there = "check) test -f crate/examples/of_people.rs || exit 1; grep -q 0.1.1 crate/Cargo.toml Cargo.lock || exit 1;;";
    let (fine, log) = cargo(tools.path(), there);
    checks::checks(&fine, &release, &mut |_| {}).unwrap();
    let log = fs::read_to_string(log).unwrap();
    let asked: Vec<_> = log
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(asked, ["check", "test", "doc"]);

    let (failing, _) = cargo(tools.path(), "test) echo 'it is broken' >&2; exit 101;;");
    let error = checks::checks(&failing, &release, &mut |_| {}).unwrap_err();
    assert!(matches!(error, Error::Check { .. }));
    let text = error.to_string();
    assert!(
        text.contains("cargo test") && text.contains("it is broken"),
        "{text}"
    );
    assert_eq!(workspace.tree(), before);
}

fn package() -> Package {
    Package {
        name: "tested".to_owned(),
        version: "0.1.0".to_owned(),
        folder: PathBuf::new(),
    }
}

#[test]
fn the_registry_is_asked_through_cargo() {
    let tools = tempfile::tempdir().unwrap();
    let (cargo_there, log) = cargo(tools.path(), "");
    assert_eq!(
        publish::registry(&cargo_there, &package()),
        Registry::Published
    );
    assert_eq!(
        fs::read_to_string(log).unwrap(),
        "info --quiet tested@0.1.0\n"
    );
    let (missing, _) = cargo(
        tools.path(),
        "info) echo 'error: could not find `tested@0.1.0` in registry' >&2; exit 101;;",
    );
    assert_eq!(
        publish::registry(&missing, &package()),
        Registry::NotPublished
    );
    let (offline, _) = cargo(
        tools.path(),
        "info) echo 'error: no network' >&2; exit 101;;",
    );
    let answer = publish::registry(&offline, &package());
    assert_eq!(answer, Registry::Unknown("error: no network".to_owned()));
}

const MANIFEST: &str = "[package]\nname = \"tested\"\nversion = \"0.1.0\"\ndescription = \"d\"\nlicense = \"Apache-2.0\"\n\
    readme = \"README.md\"\nrust-version = \"1.94.1\"\nkeywords = [\"k\"]\ncategories = [\"c\"]\n";

/// Puts the package where cargo would.
fn pack(root: &Path, files: &[(&str, &str)]) {
    let folder = root.join("target/publish/package");
    fs::create_dir_all(&folder).unwrap();
    let file = fs::File::create(folder.join("tested-0.1.0.crate")).unwrap();
    let mut archive = tar::Builder::new(GzEncoder::new(file, Compression::fast()));
    for (path, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        let path = format!("tested-0.1.0/{path}");
        archive
            .append_data(&mut header, path, text.as_bytes())
            .unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap();
}

#[test]
fn packages_are_built_and_tested_outside_of_the_workspace() {
    let (root, tools) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let good = [
        ("Cargo.toml", MANIFEST),
        ("LICENSE", "Apache License"),
        ("README.md", "# tested"),
        ("src/lib.rs", ""),
    ];
    let outside = format!(
        "build|test) case \"$PWD\" in {}*) exit 1;; esac; test -f src/lib.rs || exit 1;;",
        root.path().display()
    );
    let (fine, log) = cargo(tools.path(), &outside);
    pack(root.path(), &good);
    let verified = publish::verify(&fine, root.path(), &package(), true, &mut |_| {}).unwrap();
    assert_eq!(verified.files, 4);
    assert!(verified.packed > 0 && verified.unpacked > 100);
    let log = fs::read_to_string(log).unwrap();
    assert_eq!(
        log,
        "package --quiet --no-verify --package tested --allow-dirty\nbuild --quiet\ntest --quiet --all-features\n"
    );

    let wrong = |files: &[(&str, &str)], cases: &str| {
        pack(root.path(), files);
        let (cargo, _) = cargo(tools.path(), cases);
        publish::verify(&cargo, root.path(), &package(), true, &mut |_| {})
            .unwrap_err()
            .to_string()
    };
    let manifest =
        MANIFEST.replace("license", "licence") + "\n[dependencies]\na = { path = \"../a\" }\n";
    let text = wrong(&[("Cargo.toml", &manifest), ("README.md", "nothing")], "");
    assert_eq!(
        text,
        "Cargo.toml: `license` is missing\n\
         LICENSE cannot be read: No such file or directory (os error 2)\n\
         README.md does not say `tested`\n\
         Cargo.toml: the dependency `a` is a path"
    );
    let text = wrong(&good, "test) echo 'one failed'; exit 101;;");
    assert!(
        text.contains("cargo test") && text.contains("one failed"),
        "{text}"
    );
}
