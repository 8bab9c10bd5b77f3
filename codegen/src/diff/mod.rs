//! In: two models, each with the operations that a crate has. Out: a [`Diff`]: each change of the model once, with what it does to
//! the generated crate's public API and to the wire, its semver [`Class`] for users of the crate, and the version that results.
//!
//! Models are compared as the crate sees them: files merged, `apply` statements and mixins resolved, and of all shapes those that the
//! chosen operations reach (Smithy specification, "Service closure"). What differs elsewhere makes no difference to the crate: it
//! is counted, and not listed.
//!
//! 1. `compare` finds the changes, in the model's terms;
//! 2. [`api`] lists the public API of both crates, from their plans, so that what a program sees is never guessed;
//! 3. `judge` lays every difference of the API to the change that made it, and picks the rule of [`rules`] for each change.
//!
//! **Invariant:** a difference of the API is never lost: one that no change explains is a change of its own.
//!
//! **The measure of a class:** a program that compiles and works with the old crate does so with the new one (minor, patch) or it may
//! not (major). What a service does to requests of old and new crates alike is no matter of the crate's version.

pub mod api;
mod compare;
mod judge;
mod report;
mod revision;
pub mod rules;
mod side;
mod version;
pub mod words;

use std::fmt;

pub use report::{json, markdown, rules_table, text};
pub use rules::Rule;
pub use side::{Place, Side, SideError, open, open_folder, open_in};
pub use version::next;

/// What a change means for the version of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Nothing new for programs.
    Patch,
    /// Something to use, or to know about; programs work as they are.
    Minor,
    /// A program may not compile any more, or what worked may fail.
    Major,
}

impl Class {
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    Added,
    Removed,
    Changed,
}

impl Action {
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A difference in the crate's public API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Added {
        path: String,
    },
    Removed {
        path: String,
    },
    Changed {
        path: String,
        old: String,
        new: String,
    },
}

impl Effect {
    pub fn action(&self) -> Action {
        match self {
            Self::Added { .. } => Action::Added,
            Self::Removed { .. } => Action::Removed,
            Self::Changed { .. } => Action::Changed,
        }
    }

    pub fn path(&self) -> &str {
        match self {
            Self::Added { path } | Self::Removed { path } | Self::Changed { path, .. } => path,
        }
    }
}

/// `+ types::Parcel`, `- types::Parcel::name`, `~ types::Parcel::name: String → Option<String>`.
impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added { path } => write!(f, "+ {path}"),
            Self::Removed { path } => write!(f, "- {path}"),
            Self::Changed { path, old, new } => {
                let old = if old.is_empty() { "()" } else { old };
                let new = if new.is_empty() { "()" } else { new };
                write!(f, "~ {path}: {old} → {new}")
            }
        }
    }
}

/// One change of the model.
#[derive(Clone, Debug)]
pub struct Change {
    /// Absolute id of the shape or member: `com.example#Parcel$weight`.
    pub shape: String,
    /// What changed, in the specification's word: `operation`, `member`, `enum value`, `target`, `trait smithy.api#required`.
    pub what: String,
    pub action: Action,
    /// As it was: a shape id, a type, the JSON of a trait's value. `None` where there was nothing, or nothing to show.
    pub old: Option<String>,
    pub new: Option<String>,
    pub rule: &'static Rule,
    pub class: Class,
    pub api: Vec<Effect>,
}

/// All that differs between two models.
#[derive(Clone, Debug)]
pub struct Diff {
    pub crate_name: String,
    /// How the two sides were named by who asked.
    pub old_label: String,
    pub new_label: String,
    /// By shape, in the order of their ids; the service and operations first.
    pub changes: Vec<Change>,
    /// Shapes that differ, and that neither crate has.
    pub elsewhere: usize,
    /// Of the old crate.
    pub old_version: semver::Version,
    /// What the settings of the new model say.
    pub new_version: semver::Version,
    /// What the changes make of the old version, by cargo's rules.
    pub next_version: semver::Version,
}

impl Diff {
    /// The highest class among the changes; `None` without changes.
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }
}

/// Compares what two models make of a crate.
pub fn diff(old: &Side, new: &Side) -> Diff {
    let (changes, elsewhere) = compare::compare(old, new);
    let operations = |side: &Side| {
        side.closure
            .operations
            .iter()
            .map(|id| (id.name().to_owned(), id.clone()))
            .collect()
    };
    let api = |side: &Side| api::api(&side.plan, &side.closure.service, &operations(side));
    let effects = api::differences(&api(old), &api(new));
    let changes = judge::judge(changes, effects, old, new);
    let class = changes.iter().map(|change: &Change| change.class).max();
    Diff {
        crate_name: new.plan.package.name.clone(),
        old_label: old.label.clone(),
        new_label: new.label.clone(),
        next_version: version::next(&old.version, class),
        old_version: old.version.clone(),
        new_version: new.version.clone(),
        changes,
        elsewhere,
    }
}
