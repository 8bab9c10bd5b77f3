//! Macros for what generated items have in common: the items themselves, with their documentation, are generated; the
//! traits and methods that are the same for all items of a kind are implemented here.
//!
//! Paths: `$crate::runtime` is this module's parent in a generated crate, `$crate::types::error` and `$crate::Error` are
//! generated.

mod errors;
mod operation;

pub(crate) use errors::*;
pub(crate) use operation::*;
