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
