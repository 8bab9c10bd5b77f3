//! In: changes. Out: sentences for those who use the crate, in Rust's names: `ServiceType` gained `McpServerSigv4`. They make up the
//! entry of a changelog.

use std::collections::BTreeSet;

use super::{Action, Change, Class, Effect};

/// What a release says of its changes, each list without doubles and in the order of the changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What programs must be changed for.
    pub breaking: Vec<String>,
    /// What there is to use.
    pub added: Vec<String>,
    /// What is there and differs.
    pub changed: Vec<String>,
}

/// The words for a release.
pub fn entry(changes: &[Change]) -> Entry {
    let mut entry = Entry::default();
    let mut seen = BTreeSet::new();
    let mut documented = BTreeSet::new();
    for change in changes {
        if is_documentation(change) {
            documented.insert(change.shape.as_str());
            continue;
        }
        let list = match (change.class, change.api.is_empty()) {
            (Class::Major, _) => &mut entry.breaking,
            (_, false) => &mut entry.added,
            (_, true) => &mut entry.changed,
        };
        list.extend(
            sentences(change)
                .into_iter()
                .filter(|sentence| seen.insert(sentence.clone())),
        );
    }
    if !documented.is_empty() {
        let names: Vec<_> = documented.iter().map(|shape| name(shape)).collect();
        let more = names.len().saturating_sub(SHOWN);
        let shown = names[..names.len().min(SHOWN)].join(", ");
        let rest = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        entry
            .changed
            .push(format!("Documentation of {shown}{rest}."));
    }
    entry
}

/// Names that a sentence lists at most.
const SHOWN: usize = 8;

fn is_documentation(change: &Change) -> bool {
    matches!(
        change.rule.id,
        "documentation-changed" | "deprecation-changed" | "constraint-changed"
    )
}

/// One sentence for each item that programs see, or one for the change.
fn sentences(change: &Change) -> Vec<String> {
    let effects: Vec<&Effect> = change
        .api
        .iter()
        .filter(|effect| !effect.path().starts_with("Error::"))
        .collect();
    if effects.is_empty() {
        return without_effect(change).into_iter().collect();
    }
    let mut out: Vec<String> = effects.into_iter().map(of_effect).collect();
    if change.class > Class::Minor && change.api.iter().all(|e| e.action() == Action::Added) {
        // The compiler does not see why this breaks.
        if let Some(last) = out.last_mut() {
            let without = last.trim_end_matches('.').to_owned();
            *last = format!("{without}, and must be given.");
        }
    }
    out
}

fn of_effect(effect: &Effect) -> String {
    let path = effect.path();
    let (parent, leaf) = path.rsplit_once("::").unwrap_or(("", path));
    let (module, owner) = parent.rsplit_once("::").unwrap_or(("", parent));
    let is_operation = parent == "operation";
    let is_type = matches!(parent, "types" | "types::error")
        || (module == "operation" && !leaf.ends_with(')') && leaf.starts_with(char::is_uppercase));
    match effect {
        Effect::Added { .. } if is_operation => format!("New operation `{leaf}`."),
        Effect::Added { .. } if parent == "types::error" => format!("New error `{leaf}`."),
        Effect::Added { .. } if is_type => format!("New type `{leaf}`."),
        Effect::Added { .. } => format!("`{owner}` gained `{leaf}`."),
        Effect::Removed { .. } if is_operation => format!("The operation `{leaf}` is gone."),
        Effect::Removed { .. } if is_type => format!("`{leaf}` is gone from `{parent}`."),
        Effect::Removed { .. } => format!("`{owner}` lost `{leaf}`."),
        Effect::Changed { new, .. } if leaf.ends_with("build()") => {
            if new.starts_with("Result") {
                format!("`build()` of `{owner}` gives a `Result` now.")
            } else {
                format!("`build()` of `{owner}` gives no `Result` any more.")
            }
        }
        Effect::Changed { old, new, .. } if old.is_empty() || new.is_empty() => {
            let (lost, all) = if new.is_empty() {
                ("no longer", old)
            } else {
                ("now", new)
            };
            format!("`{leaf}` is {lost} `{all}`.")
        }
        Effect::Changed { old, new, .. } => {
            format!("`{owner}::{leaf}` is `{new}` now; it was `{old}`.")
        }
    }
}

fn without_effect(change: &Change) -> Option<String> {
    let subject = name(&change.shape);
    let Change {
        what,
        action,
        old,
        new,
        rule,
        ..
    } = change;
    let action = action.name();
    Some(match (rule.id, new) {
        ("deprecated", _) => format!("{subject} is deprecated."),
        ("default-changed", Some(new)) => format!("The default of {subject} is `{new}` now."),
        ("enum-value-changed", Some(new)) => format!("{subject} is `{new}` on the wire now."),
        ("required-in-input", _) => format!("{subject} must be given."),
        ("required-member-added", _) => format!("New member {subject}, which must be given."),
        ("crate-name-changed", Some(new)) => format!("The crate is called `{new}` now."),
        // Nothing that a program or a wire shows.
        _ if rule.wire.is_none() && change.class == Class::Patch => return None,
        _ => {
            let effect = rule.wire.unwrap_or(rule.reason);
            let values = match (old, new) {
                (Some(old), Some(new)) if old.len() + new.len() < 80 => {
                    format!(" from `{old}` to `{new}`")
                }
                _ => String::new(),
            };
            format!("{subject}: {what} {action}{values} ({effect}).")
        }
    })
}

/// `com.example#Parcel$weight` as `Parcel.weight`.
fn name(shape: &str) -> String {
    let name = shape.split_once('#').map_or(shape, |(_, name)| name);
    format!("`{}`", name.replace('$', "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_told_in_rusts_names() {
        let added = |path: &str| Effect::Added {
            path: path.to_owned(),
        };
        let changed = |path: &str, old: &str, new: &str| Effect::Changed {
            path: path.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        for (effect, expected) in [
            (added("types::Kind::Blue"), "`Kind` gained `Blue`."),
            (added("types::Parcel"), "New type `Parcel`."),
            (added("types::error::Lost"), "New error `Lost`."),
            (added("operation::get_it"), "New operation `get_it`."),
            (
                added("operation::get_it::GetItInput::name"),
                "`GetItInput` gained `name`.",
            ),
            (
                changed("types::Parcel::name", "String", "Option<String>"),
                "`Parcel::name` is `Option<String>` now; it was `String`.",
            ),
            (
                changed(
                    "types::Parcel::builder().build()",
                    "_",
                    "Result<_, BuildError>",
                ),
                "`build()` of `Parcel` gives a `Result` now.",
            ),
        ] {
            assert_eq!(of_effect(&effect), expected);
        }
    }
}
