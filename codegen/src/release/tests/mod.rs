#[cfg(unix)]
mod fake_cargo;

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A workspace with one service and its crate as of an earlier release, or before the first.
struct Workspace {
    root: tempfile::TempDir,
}

const MODEL: &str = r#"{
    "smithy": "2.0",
    "shapes": {
        "t#Tested": {
            "type": "service", "version": "1", "operations": [{"target": "t#GetIt"}],
            "traits": {"aws.protocols#restJson1": {}, "aws.api#service": {"sdkId": "Tested", "endpointPrefix": "t"}}
        },
        "t#GetIt": {
            "type": "operation", "input": {"target": "t#GetItInput"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/", "code": 200}}
        },
        "t#GetItInput": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}, "traits": {"smithy.api#input": {}}}
    }
}"#;

const SETTINGS: &str = "# Of people.\nservice = \"t#Tested\"\ncrate-name = \"tested\"\nversion = \"0.1.0\" # of the crate\n";

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"tested\"\nversion = \"0.1.0\"\n";

impl Workspace {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let workspace = Self { root };
        workspace.write("models/tested/model.json", MODEL);
        workspace.write("models/tested/service.toml", SETTINGS);
        workspace.write("models/tested/notes/of-people.txt", "kept");
        workspace.write("Cargo.lock", LOCK);
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn asked(&self) -> Asked {
        Asked {
            root: self.root.path().to_owned(),
            name: "tested".to_owned(),
            at_least: None,
            notes: Vec::new(),
            date: "2026-11-22".to_owned(),
        }
    }

    fn release(&self, asked: &Asked) -> String {
        let release = prepare(asked).unwrap().unwrap();
        commit(&release).unwrap();
        release.version.to_string()
    }

    fn add_member(&self, member: &str) {
        let found = "\"members\": {";
        let text = MODEL.replace(found, &format!("{found}{member}, "));
        assert_ne!(text, MODEL);
        self.write("models/tested/model.json", &text);
    }

    /// Every file with its text, but for what is built.
    fn tree(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, out: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true if path.ends_with("target") => {}
                    true => walk(&path, out),
                    false => out.push((path.clone(), fs::read(&path).unwrap())),
                }
            }
        }
        let mut out = Vec::new();
        walk(self.root.path(), &mut out);
        out.sort();
        out
    }
}

const OPTIONAL: &str = r#""color": {"target": "smithy.api#String"}"#;
const REQUIRED: &str =
    r#""color": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}"#;

#[test]
fn first_release_has_the_version_of_the_settings() {
    let workspace = Workspace::new();
    assert_eq!(workspace.release(&workspace.asked()), "0.1.0");
    let changelog = workspace.read("generated/tested/CHANGELOG.md");
    assert!(
        changelog.ends_with("## 0.1.0 (2026-11-22)\n\nFirst release: 1 operation of Tested.\n"),
        "{changelog}"
    );
    assert_eq!(workspace.read("models/tested/released/model.json"), MODEL);
    assert_eq!(
        workspace.read("models/tested/released/service.toml"),
        SETTINGS
    );
    assert_eq!(workspace.read("models/tested/notes/of-people.txt"), "kept");
    let manifest = workspace.read("generated/tested/Cargo.toml");
    assert!(manifest.contains("version = \"0.1.0\""), "{manifest}");
    // And no second one, until something changes.
    let before = workspace.tree();
    assert!(prepare(&workspace.asked()).unwrap().is_none());
    assert_eq!(workspace.tree(), before);
}

#[test]
fn later_releases_follow_from_the_changes() {
    let workspace = Workspace::new();
    workspace.release(&workspace.asked());
    workspace.add_member(OPTIONAL);
    assert_eq!(workspace.release(&workspace.asked()), "0.1.1");
    let changelog = workspace.read("generated/tested/CHANGELOG.md");
    assert!(
        changelog.contains(
            "## 0.1.1 (2026-11-22)\n\n### New\n\n- `GetItInput` gained `color`.\n\n## 0.1.0"
        ),
        "{changelog}"
    );
    let settings = workspace.read("models/tested/service.toml");
    assert_eq!(settings, SETTINGS.replace("0.1.0", "0.1.1"));
    assert!(workspace.read("Cargo.lock").contains("\"0.1.1\""));
    assert!(
        workspace
            .read("generated/tested/src/operation/get_it/_get_it_input.rs")
            .contains("color")
    );

    workspace.add_member(REQUIRED);
    assert_eq!(workspace.release(&workspace.asked()), "0.2.0");
    let changelog = workspace.read("generated/tested/CHANGELOG.md");
    assert!(
        changelog.contains(
            "## 0.2.0 (2026-11-22)\n\n### Breaking\n\n- `GetItInput.color` must be given.\n"
        ),
        "{changelog}"
    );
}

#[test]
fn what_no_model_shows_can_be_released() {
    let workspace = Workspace::new();
    workspace.release(&workspace.asked());
    let mut asked = workspace.asked();
    asked.notes = vec!["Calls allocate less.".to_owned()];
    assert_eq!(workspace.release(&asked), "0.1.1");
    let changelog = workspace.read("generated/tested/CHANGELOG.md");
    assert!(
        changelog.contains("## 0.1.1 (2026-11-22)\n\nCalls allocate less.\n\n## 0.1.0"),
        "{changelog}"
    );
    asked.at_least = Some(Class::Major);
    assert_eq!(workspace.release(&asked), "0.2.0");
    // A version that was raised by hand is kept if it is high enough.
    let settings = workspace
        .read("models/tested/service.toml")
        .replace("0.2.0", "0.5.0");
    workspace.write("models/tested/service.toml", &settings);
    workspace.add_member(OPTIONAL);
    assert_eq!(workspace.release(&workspace.asked()), "0.5.0");
}

#[test]
fn a_release_that_was_broken_off_is_completed_by_the_next() {
    let workspace = Workspace::new();
    workspace.release(&workspace.asked());
    workspace.add_member(OPTIONAL);
    let old_settings = workspace.read("models/tested/service.toml");
    let models_before = workspace.read("models/tested/released/model.json");
    workspace.release(&workspace.asked());
    let whole = workspace.tree();
    // The last step did not come about: the models are the old ones, all else is new.
    workspace.write("models/tested/service.toml", &old_settings);
    workspace.write("models/tested/released/service.toml", &old_settings);
    workspace.write("models/tested/released/model.json", &models_before);
    assert_ne!(workspace.tree(), whole);
    assert_eq!(workspace.release(&workspace.asked()), "0.1.1");
    assert_eq!(workspace.tree(), whole);
}

#[test]
fn what_cannot_be_released_changes_nothing() {
    let workspace = Workspace::new();
    workspace.release(&workspace.asked());
    workspace.write("models/tested/model.json", "{}");
    let before = workspace.tree();
    assert!(matches!(prepare(&workspace.asked()), Err(Error::Model(_))));
    let mut asked = workspace.asked();
    asked.name = "nothing".to_owned();
    let error = prepare(&asked).unwrap_err().to_string();
    assert!(
        error.contains("models/nothing has no service.toml"),
        "{error}"
    );
    assert_eq!(workspace.tree(), before);
}

#[test]
fn what_people_change_while_a_release_is_checked_is_kept() {
    let workspace = Workspace::new();
    workspace.release(&workspace.asked());
    for (path, added) in [
        ("models/tested/service.toml", "# mine\n"),
        ("generated/tested/CHANGELOG.md", "mine\n"),
        ("Cargo.lock", "# mine\n"),
    ] {
        workspace.add_member(OPTIONAL);
        let release = prepare(&workspace.asked()).unwrap().unwrap();
        let old = workspace.read(path);
        workspace.write(path, &format!("{old}{added}"));
        let before = workspace.tree();
        let error = commit(&release).unwrap_err();
        assert!(
            matches!(&error, Error::ChangedMeanwhile(found) if *found == workspace.path(path)),
            "{error}"
        );
        assert_eq!(workspace.tree(), before);
        workspace.write(path, &old);
    }
    // The model goes on without the release; what was checked is released.
    let release = prepare(&workspace.asked()).unwrap().unwrap();
    workspace.add_member(REQUIRED);
    let newer = workspace.read("models/tested/model.json");
    commit(&release).unwrap();
    assert_eq!(workspace.read("models/tested/model.json"), newer);
    assert_ne!(workspace.read("models/tested/released/model.json"), newer);
}
