//! The rules of `diff`, one case each, and what they say about programs: those of the cases are compiled with the crates before and
//! after.

mod case;
mod formats;
mod places;
mod programs;
mod real_models;

use std::collections::BTreeSet;
use std::path::Path;

use case::{Case, cases};
use codegen::diff::rules::RULES;
use codegen::diff::{self, Diff, Place, SideError};

/// Compares two folders.
fn compared(old: &Path, new: &Path) -> Diff {
    let place = |path: &Path| Place::Path(path.to_owned());
    match diff::open(&place(old), &place(new), Path::new("models")) {
        Ok((old, new)) => diff::diff(&old, &new),
        Err(SideError::Model(found)) => panic!("{}", found.1.render(&found.2, false)),
        Err(error) => panic!("{error}"),
    }
}

fn diff_of(case: &Case) -> Diff {
    let root = tempfile::tempdir().expect("a folder");
    let (old, new) = case.files();
    let (before, after) = (root.path().join("old"), root.path().join("new"));
    old.write(&before);
    new.write(&after);
    compared(&before, &after)
}

#[test]
fn every_rule_has_a_case_and_judges_it() {
    let cases = cases();
    let with_case: BTreeSet<&str> = cases.iter().map(|case| case.rule.as_str()).collect();
    let mut failures = Vec::new();
    for rule in RULES {
        if !with_case.contains(rule.id) {
            failures.push(format!("rule {} has no case", rule.id));
        }
    }
    for case in &cases {
        let diff = diff_of(case);
        let mut found: Vec<&str> = diff.changes.iter().map(|change| change.rule.id).collect();
        let mut expected: Vec<&str> = case.with.iter().map(String::as_str).collect();
        expected.push(&case.rule);
        found.sort();
        expected.sort();
        if found != expected {
            let text = diff::text(&diff);
            failures.push(format!("{}: {found:?}\n{text}", case.rule));
            continue;
        }
        for change in &diff.changes {
            if change.class != change.rule.class {
                failures.push(format!(
                    "{}: {} is {}",
                    case.rule, change.rule.id, change.class
                ));
            }
        }
        // And nothing between a model and itself.
        let root = tempfile::tempdir().expect("a folder");
        case.files().1.write(root.path());
        assert!(compared(root.path(), root.path()).changes.is_empty());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
