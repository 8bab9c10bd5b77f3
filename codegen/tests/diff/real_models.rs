//! The models of this repository, from which one member, value or error is taken away: it is one change and nothing beside it, both
//! ways, and the class is never lower than what the APIs of the two crates show.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::diff::rules::Api;
use codegen::diff::{Action, Class};
use serde_json::Value;

/// Each of so many is taken away: all of them would take long.
const STRIDE: usize = 23;

#[test]
fn what_is_taken_away_is_one_change() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models");
    for name in ["agentcore-payments", "devops-agent"] {
        let folder = models.join(name);
        let text = fs::read_to_string(folder.join("shapes.json")).expect("a model");
        let whole: Value = serde_json::from_str(&text).expect("JSON");
        let mut members = Vec::new();
        for (id, shape) in whole["shapes"].as_object().expect("shapes") {
            let kind = shape["type"].as_str().unwrap_or_default();
            if matches!(kind, "structure" | "union" | "enum") {
                let all = shape["members"].as_object().expect("members");
                members.extend(all.keys().map(|member| (id.clone(), member.clone())));
            }
        }
        assert!(members.len() > 100);
        let mut compared = 0;
        for (id, member) in members.iter().step_by(STRIDE) {
            compared += usize::from(one_change(&folder, &whole, id, member));
        }
        assert!(compared > 3, "{name}: {compared}");
    }
}

/// False if there is no model without the member.
fn one_change(folder: &Path, whole: &Value, id: &str, member: &str) -> bool {
    let root = tempfile::tempdir().expect("a folder");
    let mut without = whole.clone();
    let all = without["shapes"][id]["members"]
        .as_object_mut()
        .expect("members");
    all.shift_remove(member);
    let at = |name: &str| root.path().join(name);
    fs::write(at("shapes.json"), without.to_string()).expect("a file");
    let copy = |name: &str| fs::copy(folder.join(name), at(name)).expect("a file");
    copy("service.toml");
    // What is applied to a member that is not there is an error.
    let text = fs::read_to_string(folder.join("bindings.json")).expect("a model");
    let mut bindings: Value = serde_json::from_str(&text).expect("JSON");
    let shapes = bindings["shapes"].as_object_mut().expect("shapes");
    shapes.shift_remove(&format!("{id}${member}"));
    fs::write(at("bindings.json"), bindings.to_string()).expect("a file");

    let open = |path: PathBuf| codegen::diff::open_folder(&path);
    let Ok(new) = open(root.path().to_owned()) else {
        return false;
    };
    let old = open(folder.to_owned()).expect("a model");
    for (old, new, action) in [(&old, &new, Action::Removed), (&new, &old, Action::Added)] {
        let diff = codegen::diff::diff(old, new);
        let text = codegen::diff::text(&diff);
        let of_member = |shape: &str| shape == format!("{id}${member}");
        let about: Vec<_> = diff
            .changes
            .iter()
            .filter(|c| of_member(&c.shape))
            .collect();
        assert!(about.iter().all(|c| c.action == action), "{text}");
        assert!(
            about.len() == 1 || diff.changes.is_empty(),
            "{id}${member}\n{text}"
        );
        for change in &diff.changes {
            // Beside it there may be shapes that only it has led to.
            let is_shape = change.rule.id.starts_with("shape-");
            assert!(
                of_member(&change.shape) || is_shape,
                "{id}${member}\n{text}"
            );
            assert!(change.class >= Api::of(&change.api).class(), "{text}");
            assert!(!change.rule.id.starts_with("api-"), "{text}");
        }
        // The crate has a message in every error, whatever the model says.
        let is_kept = about.iter().any(|c| c.rule.id == "member-removed-kept");
        if action == Action::Removed && !diff.changes.is_empty() && !is_kept {
            assert_eq!(diff.class(), Some(Class::Major), "{text}");
        }
    }
    true
}
