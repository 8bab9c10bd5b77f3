//! In: the nodes of all files of a model. Out: a [`Model`], and every finding on the way.
//!
//! [`read`] takes files apart, [`merge`] puts them together and carries out `apply`, [`legacy`] translates what is of 1.0,
//! [`mixins`] copies mixins in, [`resolve`] checks references and types the traits.

mod answers;
mod ids;
mod legacy;
mod merge;
mod mixins;
mod parts;
mod prelude;
mod raw;
mod read;
mod resolve;
#[cfg(test)]
mod tests;

pub(crate) use ids::is_identifier;
pub(crate) use merge::same_value;

use super::Model;
use crate::ast::Node;
use crate::diagnostics::Diagnostics;

/// Loads the files of one model, in the order given.
///
/// A model comes back with errors as well, so that [`super::validate`] can report more in the same run: references that lead nowhere
/// then lead to a placeholder named in [`Model::unresolved`]. **Whoever goes on to plan a client asks
/// [`Diagnostics::has_errors`] first.** `None` if no file could be read at all.
pub fn load(files: Vec<Node>, diagnostics: &mut Diagnostics) -> Option<Model> {
    let mut raw = raw::RawModel::default();
    let mut metadata = Vec::new();
    prelude::add(&mut raw);
    let own = raw.shapes.len();
    for file in files {
        read::read(file, &mut raw, &mut metadata, diagnostics);
    }
    if raw.shapes.len() == own && raw.applies.is_empty() && diagnostics.has_errors() {
        return None;
    }
    merge::apply_all(&mut raw, diagnostics);
    resolve::check_trait_values(&raw, diagnostics);
    answers::carry_out(&mut raw);
    legacy::add_defaults(&mut raw);
    mixins::flatten(&mut raw, diagnostics);
    Some(resolve::resolve(raw, diagnostics))
}
