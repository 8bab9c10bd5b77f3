//! What `codegen/README.md` says of the generator is so.

use std::path::Path;

use codegen::model::treatments::{self, Treatment};

const README: &str = include_str!("../README.md");

#[test]
fn table_of_the_unsupported_has_each_trait_that_is_warned_of_or_refused() {
    let mut expected: Vec<_> = treatments::all()
        .filter_map(|row| {
            let finding = match row.treatment {
                Treatment::Warned => "warning",
                Treatment::Refused => "error",
                Treatment::Used | Treatment::NothingNeeded => return None,
            };
            Some(format!("| `{}` | {finding} | {} |", row.id, row.reason))
        })
        .collect();
    expected.sort();
    let found: Vec<_> = README
        .lines()
        .filter(|line| line.starts_with("| `") && line.contains('#'))
        .collect();
    assert_eq!(
        found,
        expected,
        "the table should be:\n{}",
        expected.join("\n")
    );
}

#[test]
fn files_that_it_points_to_are_there() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for link in README
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
    {
        assert!(here.join(link).exists(), "{link}");
    }
}

#[test]
fn functions_that_the_walk_names_are_there() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = 0;
    for line in README.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = line.split(" | ").collect();
        let [_, file, look_at, _] = cells[..] else {
            continue;
        };
        let Some(path) = file
            .split("](")
            .nth(1)
            .and_then(|rest| rest.split(')').next())
        else {
            continue;
        };
        let text = std::fs::read_to_string(here.join(path)).expect("a file of the generator");
        for name in look_at.split('`').skip(1).step_by(2) {
            let found = [
                format!("fn {name}("),
                format!("fn {name}<"),
                format!(" {name}: &"),
            ];
            let defined = found.iter().any(|definition| text.contains(definition));
            assert!(defined, "{path} defines no `{name}`");
            names += 1;
        }
    }
    assert!(names > 10, "{names} names in the table");
}

#[test]
fn the_example_of_the_walk_is_what_is_generated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let block = |language: &str| {
        let rest = README
            .split(&format!("```{language}\n"))
            .nth(1)
            .expect("a block");
        rest.split("```").next().expect("an end").to_owned()
    };
    let without_indent = |text: &str| {
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        lines.join("\n")
    };
    let bindings = read("models/devops-agent/bindings.json");
    let key = block("json");
    let key = key.lines().next().expect("a line");
    assert!(bindings.contains(key), "{key}");
    let operation =
        read("generated/devops-agent/src/operation/list_associations/_list_associations.rs");
    let code = without_indent(&block("rust"));
    assert!(without_indent(&operation).contains(code.trim()), "{code}");
}
