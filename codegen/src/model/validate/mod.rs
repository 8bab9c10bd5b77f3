//! In: a loaded model and the closure that a client is wanted of. Out: everything that is wrong with them, in one run.
//!
//! What makes a shape invalid is looked for in the whole model; what concerns the protocol, the traits without a counterpart and the
//! service, in the closure only. Rules: Smithy specification, "Model validation" and the sections that each module names.

mod defaults;
mod finite;
mod http;
mod pagination;
mod placement;
mod questions;
mod services;
mod shapes;
mod streaming;
mod treatments;
mod waiters;

use std::fmt::Display;

use super::closure::{self, Closure};
use super::{Member, Model, Shape, ShapeId, ShapeKind};
use crate::ast::Span;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports what is invalid in the model, whatever the closure.
pub fn model(model: &Model, diagnostics: &mut Diagnostics) {
    let mut context = Context { model, diagnostics };
    shapes::check(&mut context);
    defaults::check(&mut context);
    finite::check(&mut context);
    placement::check(&mut context);
    streaming::check(&mut context);
}

/// Reports what keeps a restJson1 client from being generated of the closure, and warns of what the client will not do.
pub fn closure(model: &Model, closure: &Closure, diagnostics: &mut Diagnostics) {
    let mut context = Context { model, diagnostics };
    services::check(closure, &mut context);
    questions::check(closure, &mut context);
    http::check(closure, &mut context);
    pagination::check(closure, &mut context);
    waiters::check(closure, &mut context);
    treatments::check(closure, &mut context);
}

struct Context<'a> {
    model: &'a Model,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Context<'a> {
    /// Shapes of the model's own files.
    fn own_shapes(&self) -> impl Iterator<Item = &'a Shape> + use<'a> {
        self.model.shapes.values().filter(|s| s.span.is_some())
    }

    /// The shape a member targets, or `None` where the target is a placeholder, of which nothing can be said.
    fn target(&self, member: &Member) -> Option<&'a Shape> {
        self.known(&member.target)
    }

    fn known(&self, id: &ShapeId) -> Option<&'a Shape> {
        if self.model.unresolved.contains(id) {
            None
        } else {
            self.model.shapes.get(id)
        }
    }

    /// Members of an operation's input or output, an error, or any other structure.
    fn structure_members(&self, id: &ShapeId) -> &'a [Member] {
        match self.known(id).map(|s| &s.kind) {
            Some(ShapeKind::Structure { members }) => members,
            _ => &[],
        }
    }

    fn error(
        &mut self,
        title: impl Into<String>,
        shape: impl Display,
        place: Place,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(place.put(Diagnostic::error(title).shape(shape).help(help)));
    }

    fn warning(
        &mut self,
        title: impl Into<String>,
        shape: impl Display,
        place: Place,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(place.put(Diagnostic::warning(title).shape(shape).help(help)));
    }
}

/// Where a finding is, why, and what else belongs to it.
struct Place {
    span: Option<Span>,
    label: String,
    related: Vec<(Span, String)>,
}

impl Place {
    fn new(span: Option<Span>, label: impl Into<String>) -> Self {
        Self {
            span,
            label: label.into(),
            related: Vec::new(),
        }
    }

    fn and(mut self, span: Option<Span>, label: impl Into<String>) -> Self {
        self.related.extend(span.map(|s| (s, label.into())));
        self
    }

    fn put(self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.span = self.span;
        diagnostic.label = self.label;
        diagnostic.related = self.related;
        diagnostic
    }
}

fn member_id(shape: &ShapeId, member: &Member) -> String {
    format!("{shape}${}", member.name)
}

/// The place of a trait on a member, or of the member if the trait has none.
fn trait_span(member: &Member, id: &str) -> Option<Span> {
    member.traits.id_span(id).or(member.span)
}

fn is_list_of(context: &Context<'_>, shape: &Shape, good: impl Fn(&ShapeKind) -> bool) -> bool {
    match &shape.kind {
        ShapeKind::List { member } => context.target(member).is_none_or(|s| good(&s.kind)),
        _ => false,
    }
}

/// Every member of a shape with its id, enum members too.
fn members(shape: &Shape) -> impl Iterator<Item = &Member> {
    closure::members(shape)
}
