//! What a merge has changed, in words.

use std::fmt;

use super::syntax;

/// What the change summary says of a place: the part of it that is about this place, if it has one.
#[derive(Clone, Copy, Debug)]
pub struct Announced<'p>(pub Option<&'p syntax::Change>);

/// One change of `shapes.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub what: What,
    /// The shape or member, without the model's namespace.
    pub place: String,
    /// Of the page; 0 for what is not from the page.
    pub line: u32,
    /// Whether the page's change summary names it; `None` where there is no summary, as for new operations.
    pub announced: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Operation,
    /// A new shape of this type.
    Shape(&'static str),
    Member {
        target: String,
        required: bool,
    },
    /// A new value of an enum.
    Value(String),
    /// A member that targets another shape than before.
    Target {
        before: String,
        after: String,
    },
    /// An operation's input or output, which it had not.
    Structure {
        key: &'static str,
        target: String,
    },
    /// A member that is required from now on, or no longer.
    Required(bool),
    /// An error of an operation.
    Error(String),
    /// Questions that were answered, and are no longer asked.
    Answered(String),
}

impl What {
    pub fn sign(&self) -> char {
        match self {
            Self::Operation
            | Self::Shape(_)
            | Self::Member { .. }
            | Self::Value(_)
            | Self::Structure { .. }
            | Self::Error(_) => '+',
            Self::Target { .. } | Self::Required(_) | Self::Answered(_) => '~',
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        let sign = self.what.sign();
        match &self.what {
            What::Operation => write!(f, "{sign} operation {place}"),
            What::Shape(kind) => write!(f, "{sign} {kind} {place}"),
            What::Member { target, required } => {
                let required = if *required { ", required" } else { "" };
                write!(f, "{sign} member {place}: {target}{required}")
            }
            What::Value(value) => write!(f, "{sign} enum value {place} = \"{value}\""),
            What::Target { before, after } => {
                write!(f, "{sign} target of {place}: {before} → {after}")
            }
            What::Structure { key, target } => write!(f, "{sign} {key} of {place}: {target}"),
            What::Required(true) => write!(f, "{sign} {place} is required now"),
            What::Required(false) => write!(f, "{sign} {place} is no longer required"),
            What::Error(error) => write!(f, "{sign} error of {place}: {error}"),
            What::Answered(topics) => write!(f, "{sign} answered of {place}: {topics}"),
        }?;
        if self.line > 0 {
            write!(f, "  (line {}", self.line)?;
            if self.announced == Some(false) {
                write!(f, ", not in the page's change summary")?;
            }
            write!(f, ")")?;
        }
        Ok(())
    }
}
