//! The verdict is the compiler's: the programs of all cases are compiled with the crate before, with the crate after all changes that
//! are said to break nothing, and, each by itself, with the crate after those that are said to break programs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::diff::Class;
use codegen::diff::rules::RULES;
use codegen::generate::{self, From, Request};
use codegen::settings::Settings;
use codegen::write::{self, Target};

use crate::case::{Case, Files, cases};

/// Whether the program of the case compiles with the new crate.
fn is_compatible(case: &Case) -> bool {
    let class = RULES
        .iter()
        .find(|rule| rule.id == case.rule)
        .map(|rule| rule.class);
    case.compiles.unwrap_or(class < Some(Class::Major))
}

#[test]
fn programs_compile_as_the_rules_say() {
    let cases: Vec<Case> = cases()
        .into_iter()
        .filter(|case| case.program.is_some())
        .collect();
    let (compatible, breaking): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| is_compatible(case));
    assert!(compatible.len() > 10 && breaking.len() > 10);

    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver");
    let all: Vec<&Case> = cases.iter().collect();
    crate_of(&workspace, "before", &all, &[]);
    crate_of(&workspace, "compatible", &all, &compatible);
    crate_of(&workspace, "breaking", &all, &breaking);
    programs(&workspace, "before", &all);
    programs(&workspace, "compatible", &compatible);
    programs(&workspace, "breaking", &breaking);
    let members = ["before", "compatible", "breaking"]
        .map(|name| [name.to_owned(), format!("{name}-programs")]);
    let members: Vec<String> = members.into_iter().flatten().collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    put(&workspace.join("Cargo.toml"), &manifest);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let lock = fs::read_to_string(lock).expect("the lock file of this workspace");
    fs::write(workspace.join("Cargo.lock"), lock).expect("a writable folder");

    // The programs are right, and stay so.
    let (failed, text) = check(&workspace, &["before-programs", "compatible-programs"]);
    assert!(failed.is_empty(), "{failed:?} do not compile:\n{text}");
    let (failed, text) = check(&workspace, &["breaking-programs"]);
    let expected: BTreeSet<String> = breaking.iter().map(|case| case.rule.clone()).collect();
    assert_eq!(
        failed, expected,
        "left: what does not compile; right: what should not\n{text}"
    );
}

/// The crate of all cases, those of `changed` in their new state.
fn crate_of(workspace: &Path, name: &str, cases: &[&Case], changed: &[&Case]) {
    let mut files = Files::default();
    files.service = "Service".to_owned();
    for case in cases {
        let is_changed = changed.iter().any(|other| other.rule == case.rule);
        case.add(&mut files, is_changed);
    }
    let model = vec![(PathBuf::from("model.json"), files.model())];
    let settings = Settings {
        crate_name: Some(name.to_owned()),
        ..Settings::default()
    };
    let outcome = generate::generate(&Request {
        from: From::Texts { model, settings },
        command: "a test".to_owned(),
    });
    let findings = outcome.diagnostics.render(&outcome.sources, false);
    let files = outcome
        .files
        .unwrap_or_else(|| panic!("{name}:\n{findings}"));
    // Files of an earlier run that the crate has no more go away.
    let target = Target {
        dir: &workspace.join(name),
        files: &files,
    };
    write::write(&[target], None).expect("a writable folder");
}

/// A package with a program for each case, to which the crate is called `before`.
fn programs(workspace: &Path, name: &str, cases: &[&Case]) {
    let folder = workspace.join(format!("{name}-programs"));
    // Those of cases that are no more.
    let _ = fs::remove_dir_all(folder.join("src"));
    let manifest = format!(
        "[package]\nname = \"{name}-programs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nbefore = {{ package = \"{name}\", path = \"../{name}\" }}\n"
    );
    put(&folder.join("Cargo.toml"), &manifest);
    for case in cases {
        let program = case.program.as_deref().unwrap_or_default();
        let text = format!(
            "#![allow(unused)]\nuse before::{{Client, operation, types}};\n\n\
             fn uses(client: Client) {{\n{program}\n}}\n\nfn main() {{}}\n"
        );
        put(&folder.join(format!("src/bin/{}.rs", case.rule)), &text);
    }
}

/// The programs of the packages that do not compile, and what the compiler says.
fn check(workspace: &Path, packages: &[&str]) -> (BTreeSet<String>, String) {
    // Dependencies that an earlier run has compiled are not compiled again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("a target folder");
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--offline",
            "--keep-going",
            "--bins",
            "--message-format",
            "short",
            "--target-dir",
        ])
        .arg(target)
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .current_dir(workspace)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let failed: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.split_once("(bin \"")?.1.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert!(output.status.success() || !failed.is_empty(), "{text}");
    (failed, text)
}

fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().expect("a path in a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable file");
    }
}
