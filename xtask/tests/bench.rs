//! `cargo xtask bench` as a user meets it, as far as nothing has to be measured for that.

use std::process::{Command, Output};

/// With a target folder of its own: results of real runs are left alone.
fn bench(arguments: &[&str]) -> Output {
    let target = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("bench")
        .args(arguments)
        .env("CARGO_TARGET_DIR", target.path())
        .output()
        .unwrap()
}

#[test]
fn shows_the_results_that_there_are() {
    let output = bench(&["--show"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert!(text.contains("| decode 20 KB, of official"), "{text}");
}

#[test]
fn refuses_what_it_does_not_know_before_it_measures() {
    let output = bench(&["--part", "compile", "--services", "account,nothing"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("`nothing`") && text.contains("lambda"),
        "{text}"
    );
    assert_eq!(bench(&["--part", "nothing"]).status.code(), Some(2));
}

#[test]
fn help_names_parts_and_services() {
    let help = String::from_utf8(bench(&["--help"]).stdout).unwrap();
    for part in [
        "Usage: cargo xtask bench",
        "calls, compile, generation",
        "iot",
        "--write",
        "Examples:",
    ] {
        assert!(help.contains(part), "{part} is missing in\n{help}");
    }
}
