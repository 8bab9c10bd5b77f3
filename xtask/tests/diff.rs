//! `cargo xtask diff` as a user meets it: what it prints, how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn diff(arguments: &[&str]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("diff")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn differences_are_no_failure_unless_they_are_denied() {
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/tiny.json");
    let root = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(&tiny).unwrap();
    let without = text.replace("\"BLUE\"", "\"NAVY\"");
    assert_ne!(without, text);
    let changed = root.path().join("changed.json");
    fs::write(&changed, without).unwrap();
    let (tiny, changed) = (tiny.to_str().unwrap(), changed.to_str().unwrap());

    let (code, stdout, stderr) = diff(&[tiny, tiny, "--deny", "patch"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(stdout.contains("no change"), "{stdout}");
    assert!(stdout.contains("version: 0.1.0 stays"), "{stdout}");

    let (code, stdout, stderr) = diff(&[tiny, changed]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(stdout.contains("1 change: 1 major"), "{stdout}");
    assert!(stdout.contains("[enum-value-renamed]"), "{stdout}");
    assert!(stdout.contains("version: 0.1.0 → 0.2.0"), "{stdout}");
    assert_eq!(diff(&[tiny, changed, "--deny", "major"]).0, 3);

    let (code, stdout, _) = diff(&[tiny, changed, "--format", "json"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("{\n  \"format\": 1,\n"), "{stdout}");
    let (_, stdout, _) = diff(&[tiny, changed, "--format", "markdown"]);
    assert!(stdout.starts_with("### tiny-things: "), "{stdout}");
}

#[test]
fn what_cannot_be_compared_is_a_failure() {
    let (code, stdout, stderr) = diff(&["nowhere.json", "nowhere.json"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("nowhere.json cannot be read"), "{stderr}");
    assert_eq!(diff(&["nowhere.json"]).0, 2);
    let (code, stdout, _) = diff(&["--rules"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("required-member-added"), "{stdout}");
}
