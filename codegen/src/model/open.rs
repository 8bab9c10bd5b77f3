//! In: the files of a model and what is wanted of it. Out: the model and the closure, both valid, or findings.
//!
//! This is all that comes before the planner: [`crate::ast`], [`super::load`], [`super::validate`], [`super::closure`].

use super::closure::{self, Closure};
use super::{Model, load, validate};
use crate::ast::{self, FileId, Node};
use crate::diagnostics::{Diagnostics, Sources};
use crate::settings::Named;

/// Which service and which of its operations a client is wanted for; see [`closure::choose`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    /// Id or name; the only service of the model if `None`.
    pub service: Option<&'a Named>,
    /// Ids or names; all operations if `None`.
    pub operations: Option<&'a [Named]>,
}

/// Reads, loads and validates the files of one model. **`None` if and only if `diagnostics` has an error afterwards** (given that it had
/// none before).
pub fn open(
    sources: &Sources,
    files: &[FileId],
    choice: Choice<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Closure)> {
    of_nodes(parse(sources, files, diagnostics)?, choice, diagnostics)
}

/// Reads the files of one model. **`None` only with an error in `diagnostics`.**
pub(crate) fn parse(
    sources: &Sources,
    files: &[FileId],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Node>> {
    let nodes: Vec<_> = files
        .iter()
        .filter_map(|file| ast::parse(*file, &sources.get(*file).text, diagnostics))
        .collect();
    // What a broken file would have defined would be missing everywhere else.
    (nodes.len() == files.len()).then_some(nodes)
}

/// [`open`] without its first step.
pub(crate) fn of_nodes(
    nodes: Vec<Node>,
    choice: Choice<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Closure)> {
    let model = load(nodes, diagnostics)?;
    validate::model(&model, diagnostics);
    let closure = closure::choose(&model, choice.service, choice.operations, diagnostics)?;
    validate::closure(&model, &closure, diagnostics);
    (!diagnostics.has_errors()).then_some((model, closure))
}
