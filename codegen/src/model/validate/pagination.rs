//! Paths of the trait `paginated`, which must lead to members of the right types.
//!
//! Smithy specification, "paginated trait".

use std::sync::Arc;

use super::{Context, Place};
use crate::ast::Span;
use crate::model::closure::Closure;
use crate::model::traits::Paginated;
use crate::model::{Member, Operation, Shape, ShapeId, ShapeKind};

const TRAIT: &str = "smithy.api#paginated";

pub(super) fn check(closure: &Closure, context: &mut Context<'_>) {
    let service = context
        .known(&closure.service)
        .and_then(|s| s.traits.paginated.as_ref());
    for id in &closure.operations {
        let Some(shape) = context.known(id) else {
            continue;
        };
        let (Some(own), ShapeKind::Operation(operation)) = (&shape.traits.paginated, &shape.kind)
        else {
            continue;
        };
        let merged = merge(own, service);
        Check {
            shape,
            operation,
            context,
        }
        .all(&merged);
    }
}

/// What the operation leaves out comes from the service.
fn merge(own: &Paginated, service: Option<&Paginated>) -> Paginated {
    let inherit = |value: &Option<Arc<str>>, of: fn(&Paginated) -> &Option<Arc<str>>| {
        value
            .clone()
            .or_else(|| service.and_then(|s| of(s).clone()))
    };
    Paginated {
        input_token: inherit(&own.input_token, |p| &p.input_token),
        output_token: own
            .output_token
            .clone()
            .or_else(|| service.and_then(|s| s.output_token.clone())),
        items: own
            .items
            .clone()
            .or_else(|| service.and_then(|s| s.items.clone())),
        page_size: inherit(&own.page_size, |p| &p.page_size),
    }
}

struct Check<'a, 'b> {
    shape: &'a Shape,
    operation: &'a Operation,
    context: &'b mut Context<'a>,
}

impl<'a> Check<'a, '_> {
    fn all(&mut self, paginated: &Paginated) {
        match &paginated.input_token {
            None => self.missing("inputToken"),
            Some(name) => {
                self.resolve(
                    "inputToken",
                    &self.operation.input.clone(),
                    std::slice::from_ref(name),
                );
            }
        }
        match &paginated.output_token {
            None => self.missing("outputToken"),
            Some(path) => {
                self.resolve("outputToken", &self.operation.output.clone(), path);
            }
        }
        if let Some(path) = &paginated.items
            && let Some(target) = self.resolve("items", &self.operation.output.clone(), path)
            && !matches!(target.kind, ShapeKind::List { .. } | ShapeKind::Map { .. })
        {
            self.wrong(
                "items",
                format!("{} is of type {}", target.id, target.kind.name()),
                "name a list or a map",
            );
        }
        if let Some(name) = &paginated.page_size
            && let Some(target) = self.resolve(
                "pageSize",
                &self.operation.input.clone(),
                std::slice::from_ref(name),
            )
            && !matches!(
                target.kind,
                ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long | ShapeKind::IntEnum { .. }
                    // Some published models have a string that holds the number.
                    | ShapeKind::String
            )
        {
            self.wrong(
                "pageSize",
                format!("{} is of type {}", target.id, target.kind.name()),
                "name a whole number",
            );
        }
    }

    fn span(&self, property: &str) -> Option<Span> {
        let value = self.shape.traits.value(TRAIT);
        value
            .and_then(|v| v.get(property))
            .map(|n| n.span)
            .or(self.shape.traits.id_span(TRAIT))
    }

    fn missing(&mut self, property: &str) {
        self.context.error(
            format!("the trait {TRAIT} lacks `{property}`"),
            &self.shape.id,
            Place::new(
                self.shape.traits.id_span(TRAIT),
                "neither the operation nor the service says it",
            ),
            format!("add \"{property}\" here or to the service's trait"),
        );
    }

    fn wrong(&mut self, property: &str, label: String, help: &str) {
        self.context.error(
            format!("`{property}` of the trait {TRAIT} leads to a wrong type"),
            &self.shape.id,
            Place::new(self.span(property), label),
            help,
        );
    }

    /// The shape at the end of a path of member names. `None` if it leads nowhere (reported) or nothing can be said.
    fn resolve(&mut self, property: &str, from: &ShapeId, path: &[Arc<str>]) -> Option<&'a Shape> {
        let mut at = from.clone();
        let mut found = self.context.known(&at)?;
        for name in path {
            let members: &[Member] = match &found.kind {
                ShapeKind::Structure { members } => members,
                _ => &[],
            };
            let Some(member) = members.iter().find(|m| m.name == *name) else {
                let names = members.iter().map(|m| (&*m.name, &m.name));
                let help = match crate::model::similar::nearest(name, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("members of {at}: {}", list(members)),
                };
                self.context.error(
                    format!("`{property}` of the trait {TRAIT} leads nowhere"),
                    &self.shape.id,
                    Place::new(self.span(property), format!("{at} has no member `{name}`")),
                    help,
                );
                return None;
            };
            found = self.context.target(member)?;
            at = member.target.clone();
        }
        Some(found)
    }
}

fn list(members: &[Member]) -> String {
    if members.is_empty() {
        return "none".to_owned();
    }
    members
        .iter()
        .map(|m| &*m.name)
        .collect::<Vec<_>>()
        .join(", ")
}
