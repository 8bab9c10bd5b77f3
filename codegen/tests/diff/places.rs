//! How models are named: folders, files, revisions; and what is not compared.

use std::fs;
use std::path::Path;
use std::process::Command;

use codegen::diff::{self, Place, SideError};

use crate::case::cases;

#[test]
fn a_file_takes_the_settings_of_the_other_side() {
    let case = cases()
        .into_iter()
        .find(|case| case.rule == "operation-added")
        .expect("a case");
    let (old, new) = case.files();
    let root = tempfile::tempdir().expect("a folder");
    new.write(&root.path().join("new"));
    fs::write(root.path().join("old.json"), old.model()).expect("a file");
    // The settings name an operation that the file does not have.
    let settings = new.settings() + "operations = [\"OperationAddedOp\", \"OperationAddedNew\"]\n";
    fs::write(root.path().join("new/service.toml"), settings).expect("a file");
    let diff = crate::compared(&root.path().join("old.json"), &root.path().join("new"));
    let rules: Vec<_> = diff.changes.iter().map(|change| change.rule.id).collect();
    assert_eq!(rules, ["operation-added"]);
    assert_eq!(diff.next_version.to_string(), "1.3.0");
}

#[test]
fn what_the_operations_do_not_reach_is_counted_only() {
    let case = cases()
        .into_iter()
        .find(|case| case.rule == "operation-added")
        .expect("a case");
    let (old, new) = case.files();
    let root = tempfile::tempdir().expect("a folder");
    for (files, name) in [(&old, "old"), (&new, "new")] {
        files.write(&root.path().join(name));
        let settings = files.settings() + "operations = [\"OperationAddedOp\"]\n";
        fs::write(root.path().join(name).join("service.toml"), settings).expect("a file");
    }
    let diff = crate::compared(&root.path().join("old"), &root.path().join("new"));
    assert!(diff.changes.is_empty());
    assert_eq!(diff.elsewhere, 1);
    assert!(
        diff::text(&diff).contains("1 shape differs"),
        "{}",
        diff::text(&diff)
    );
}

#[test]
fn what_cannot_be_read_is_an_error_that_says_why() {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(
        root.path().join("bad.json"),
        "{\"smithy\": \"2.0\", \"shapes\": 1}",
    )
    .expect("a file");
    let error = |place: &str| {
        let place = Place::parse(place);
        diff::open(&place, &place, Path::new("models")).expect_err("an error")
    };
    let nowhere = root.path().join("nowhere");
    let text = error(nowhere.to_str().expect("a path")).to_string();
    assert!(text.contains("cannot be read"), "{text}");
    let text = error(root.path().join("bad.json").to_str().expect("a path"));
    assert!(matches!(text, SideError::Model(_)), "{text}");
    let text = error("git:no-such-revision:models").to_string();
    assert!(text.contains("no-such-revision"), "{text}");
    let text = error("git:HEAD").to_string();
    assert!(text.contains("says no path"), "{text}");
}

/// In a repository of its own, so that nothing depends on the history of this one.
#[test]
fn revisions_are_read_from_the_repository_around_the_working_folder() {
    let case = cases()
        .into_iter()
        .find(|case| case.rule == "member-added")
        .expect("a case");
    let (old, new) = case.files();
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("models/tested");
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(root.path())
            .output()
            .expect("git");
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "--quiet"]);
    old.write(&folder);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "old"]);
    new.write(&folder);
    let xtask = |old: &str, new: &str| {
        // The command is a crate of its own; what it does with places is this.
        let script = format!("{old} {new}");
        let places: Vec<_> = script.split(' ').map(Place::parse).collect();
        diff::open_in(root.path(), &places[0], &places[1], Path::new("models"))
    };
    for (before, after) in [
        ("git:HEAD", "models/tested"),
        ("git:HEAD", "tested"),
        ("git:HEAD:tested", "tested"),
        ("git:HEAD:models/tested", "tested"),
    ] {
        let (old, new) = xtask(before, after).unwrap_or_else(|e| panic!("{before} {after}: {e}"));
        let diff = diff::diff(&old, &new);
        assert_eq!(diff.changes.len(), 1, "{before} {after}");
        assert_eq!(diff.changes[0].rule.id, "member-added");
    }
    let (old, new) = xtask("git:HEAD:tested", "git:HEAD:tested").expect("two models");
    assert!(diff::diff(&old, &new).changes.is_empty());
}
