//! In: an API change page, and the folder of a model. Out: the model with what is new on the page, and what the page leaves
//! open.
//!
//! [`page`] reads the sections of a page, [`syntax`] the notation of its request and response syntax and of its change
//! summary, the private `listing` its parameter lists; [`node`] joins what syntax and list say of the same place. [`draft`] is the
//! model, [`merge`] adds to it, [`names`] names what is new, [`text`] writes the file, and [`folder`] does all of this for the files
//! of a folder.
//!
//! No specification rules the form: it is what boto3's documentation prints, behind a heading with the kind of change.

pub mod draft;
pub mod folder;
mod head;
mod listing;
pub mod merge;
pub mod names;
pub mod node;
pub mod page;
mod reader;
mod scanner;
pub mod syntax;
#[cfg(test)]
mod tests;
pub mod text;

/// Why a page cannot be read, and at which line (counted from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    pub line: u32,
    pub what: String,
    pub help: String,
}

impl Malformed {
    pub(crate) fn new(line: u32, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            line,
            what: what.into(),
            help: help.into(),
        }
    }

    /// A page that contradicts itself, which none does as it was published.
    pub(crate) fn edited(line: u32, what: impl Into<String>) -> Self {
        Self::new(line, what, "the page was cut or edited; save it again")
    }
}

pub(crate) type Result<T> = std::result::Result<T, Malformed>;

/// How deep structures, lists and maps may nest on a page. Deeper ones are refused, so that no page overflows the stack.
pub(crate) const MAX_DEPTH: usize = 64;
