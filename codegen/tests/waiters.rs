//! Waiters, called: a program with a client of its own for each of two questions.
//!
//! - `waiters/behaviour.rs`: what do the waiters of the golden model `waiters` do with answers of all sorts, and when do they ask again?
//! - `waiters/cases.json`: which answers does a path match? Each case is a path over `waiters/model.json`, with outputs that it matches and
//!   outputs that it does not; add one, and it runs.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::generate::{self, From, Request};
use codegen::settings::Settings;
use serde_json::{Value, json};

#[test]
fn waiters_do_what_the_model_says() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("waiters");

    client(
        &here.join("golden/waiters/model.json"),
        &workspace,
        "behaviour",
    );
    let behaviour = read(&here.join("waiters/behaviour.rs"));
    program(&workspace, "behaviour", &behaviour);

    let cases: Vec<Case> =
        serde_json::from_str(&read(&here.join("waiters/cases.json"))).expect("cases");
    let model = workspace.join("expressions.json");
    write(
        &model,
        &with_waiters(&read(&here.join("waiters/model.json")), &cases),
    );
    client(&model, &workspace, "expressions");
    program(&workspace, "expressions", &expressions(&cases));

    run(&workspace);
}

#[derive(serde::Deserialize)]
struct Case {
    path: String,
    comparator: String,
    expected: String,
    /// `output` or `inputOutput`.
    over: String,
    matches: Vec<Value>,
    misses: Vec<Value>,
}

/// The model with a waiter for each case: it succeeds with outputs that the path matches, and fails with all others.
fn with_waiters(model: &str, cases: &[Case]) -> String {
    let waiters = cases.iter().enumerate().map(|(i, case)| {
        let path =
            json!({"path": case.path, "comparator": case.comparator, "expected": case.expected});
        let matcher: serde_json::Map<_, _> = [(case.over.clone(), path)].into_iter().collect();
        let acceptors = json!([
            {"state": "success", "matcher": matcher},
            {"state": "failure", "matcher": {"success": true}},
        ]);
        (format!("Case{i}"), json!({"acceptors": acceptors}))
    });
    let waiters: serde_json::Map<_, _> = waiters.collect();
    let mut model: Value = serde_json::from_str(model).expect("a model");
    model["shapes"]["org.example.things#GetThing"]["traits"]["smithy.waiters#waitable"] =
        Value::Object(waiters);
    model.to_string()
}

fn expressions(cases: &[Case]) -> String {
    let mut functions = String::new();
    let mut calls = String::new();
    for (i, case) in cases.iter().enumerate() {
        let matches = case.matches.iter().map(|output| (output, true));
        let misses = case.misses.iter().map(|output| (output, false));
        let outputs: Vec<(String, bool)> = matches
            .chain(misses)
            .map(|(output, expected)| (output.to_string(), expected))
            .collect();
        let path = &case.path;
        write!(
            functions,
            "
async fn case{i}(wrong: &mut Vec<String>) {{
    for (output, expected) in {outputs:?} {{
        let waiter = Server::new(&[(200, None, output)]).client().wait_until_case{i}();
        let waiter = waiter.names(\"a\").names(\"b\").limit(3);
        let found = waiter.wait(Duration::from_secs(9)).await;
        if found.is_ok() != expected {{
            wrong.push(format!(\"{{}} over {{output}}: {{found:?}}\", {path:?}));
        }}
    }}
}}
"
        )
        .expect("a string");
        writeln!(calls, "    Box::pin(case{i}(&mut wrong)).await;").expect("a string");
    }
    format!(
        "mod support;

use std::time::Duration;
use subject::client::Waiters;
use support::Server;

#[tokio::test]
async fn paths_match_what_they_should() {{
    let mut wrong = Vec::new();
{calls}    assert!(wrong.is_empty(), \"{{}}\", wrong.join(\"\\n\"));
}}
{functions}"
    )
}

/// Generates the crate `waiters-<name>`.
fn client(model: &Path, workspace: &Path, name: &str) {
    let outcome = generate::generate(&Request {
        from: From::Files {
            model: vec![model.to_owned()],
            settings: Settings {
                crate_name: Some(format!("waiters-{name}")),
                ..Settings::default()
            },
        },
        command: "cargo xtask codegen --model model.json".to_owned(),
    });
    let findings = outcome.diagnostics.render(&outcome.sources, false);
    let files = outcome.files.unwrap_or_else(|| panic!("{findings}"));
    assert_eq!(findings, "");
    for file in files {
        write(
            &workspace.join(format!("{name}-client")).join(file.path),
            &file.contents,
        );
    }
}

/// A package whose only test is `source`, with the client as `subject`.
fn program(workspace: &Path, name: &str, source: &str) {
    let manifest = format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
aws-smithy-async = "*"
aws-smithy-runtime-api = {{ version = "*", features = ["client", "http-1x"] }}
aws-smithy-types = "*"
subject = {{ package = "waiters-{name}", path = "../{name}-client", default-features = false, features = ["rt-tokio", "test-util"] }}
tokio = {{ version = "*", features = ["macros", "rt"] }}
"#
    );
    let folder = workspace.join(name);
    let support = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/waiters/support.rs");
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/lib.rs"), "");
    write(&folder.join("tests/support/mod.rs"), &read(&support));
    write(&folder.join("tests/waiters.rs"), source);
}

fn run(workspace: &Path) {
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"behaviour\", \"behaviour-client\", \"expressions\", \"expressions-client\"]\n\n\
                    [profile.dev]\ndebug = false\nincremental = false\n";
    write(&workspace.join("Cargo.toml"), manifest);
    // The versions of this workspace, all of which are on this machine.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::write(workspace.join("Cargo.lock"), read(&root.join("Cargo.lock")))
        .expect("a writable folder");
    // Dependencies that an earlier run has compiled are not compiled again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("a target folder");
    let output = Command::new(env!("CARGO"))
        .args([
            "test",
            "--quiet",
            "--offline",
            "--no-fail-fast",
            "-p",
            "behaviour",
            "-p",
            "expressions",
        ])
        .arg("--target-dir")
        .arg(target)
        .current_dir(workspace)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo");
    assert!(
        output.status.success(),
        "in {}:\n{}\n{}",
        workspace.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// Leaves a file that is as it should be alone, so that nothing is compiled for nothing.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        let folder: PathBuf = path.parent().expect("a path in a folder").to_owned();
        fs::create_dir_all(folder).expect("a writable folder");
        fs::write(path, text).expect("a writable file");
    }
}
