//! Rules of single shapes: names, members, values of enums, keys of maps, errors, resources.
//!
//! Smithy specification, "Aggregate types", "Simple types", "Shape ID conflicts", "Service types".

use std::collections::{BTreeSet, HashMap};

use super::{Context, Place, member_id};
use crate::model::{Member, Resource, Shape, ShapeId, ShapeKind};

pub(super) fn check(context: &mut Context<'_>) {
    names(context);
    for shape in context.own_shapes() {
        match &shape.kind {
            ShapeKind::Union { members }
            | ShapeKind::IntEnum { members }
            | ShapeKind::Enum { members, .. }
                if members.is_empty() =>
            {
                let kind = shape.kind.name();
                let article = if matches!(shape.kind, ShapeKind::Union { .. }) {
                    "a"
                } else {
                    "an"
                };
                context.error(
                    format!("{article} {kind} without members"),
                    &shape.id,
                    Place::new(
                        shape.span,
                        format!("the {kind} has no value that could be written"),
                    ),
                    "add at least one member to `members`",
                );
            }
            ShapeKind::Map { key, .. } => map_key(shape, key, context),
            ShapeKind::Operation(operation) => errors(shape, &operation.errors, context),
            ShapeKind::Service(service) => errors(shape, &service.errors, context),
            _ => {}
        }
        enum_values(shape, context);
    }
    resource_cycles(context);
}

/// No two ids may differ by case only.
fn names(context: &mut Context<'_>) {
    let mut seen: HashMap<String, &Shape> = HashMap::new();
    for shape in context.own_shapes() {
        if let Some(first) = seen.get(&shape.id.as_str().to_ascii_lowercase()) {
            context.error(
                format!("the ids {} and {} differ by case only", first.id, shape.id),
                &shape.id,
                Place::new(shape.span, "second shape").and(first.span, "first shape"),
                "rename one of the two",
            );
        } else {
            seen.insert(shape.id.as_str().to_ascii_lowercase(), shape);
        }
    }
}

fn enum_values(shape: &Shape, context: &mut Context<'_>) {
    let (members, integers) = match &shape.kind {
        ShapeKind::Enum { members, .. } => (members, false),
        ShapeKind::IntEnum { members } => (members, true),
        _ => return,
    };
    let mut seen: HashMap<String, &Member> = HashMap::new();
    for member in members {
        let id = member_id(&shape.id, member);
        let Some(value) = &member.traits.enum_value else {
            context.error(
                "a member of an intEnum without a value",
                id,
                Place::new(member.span, "no trait smithy.api#enumValue here"),
                "add \"smithy.api#enumValue\": 1, or whatever its number is",
            );
            continue;
        };
        let text = if integers {
            value
                .as_i64()
                .filter(|n| i32::try_from(*n).is_ok())
                .map(|n| n.to_string())
        } else {
            value.as_str().filter(|s| !s.is_empty()).map(str::to_owned)
        };
        let Some(text) = text else {
            let (label, help) = if integers {
                ("not a whole number of 32 bits", "write a number such as 1")
            } else {
                (
                    "not a string, or an empty one",
                    "write a string of at least one character",
                )
            };
            context.error(
                format!("a wrong value of an {}", shape.kind.name()),
                id,
                Place::new(Some(value.span), label),
                help,
            );
            continue;
        };
        if let Some(first) = seen.get(&text) {
            let first_span = first.traits.enum_value.as_ref().map(|n| n.span);
            context.error(
                format!(
                    "two members of an {} have the value `{text}`",
                    shape.kind.name()
                ),
                id,
                Place::new(Some(value.span), "second value").and(first_span, "first value"),
                "remove one of the two, or give it another value",
            );
        } else {
            seen.insert(text, member);
        }
    }
}

fn map_key(shape: &Shape, key: &Member, context: &mut Context<'_>) {
    let Some(target) = context.target(key) else {
        return;
    };
    if !matches!(target.kind, ShapeKind::String | ShapeKind::Enum { .. }) {
        context.error(
            "a map whose keys are no strings",
            member_id(&shape.id, key),
            Place::new(
                key.span,
                format!("{} is of type {}", target.id, target.kind.name()),
            ),
            "let the key target a string or an enum",
        );
    }
}

fn errors(shape: &Shape, errors: &[ShapeId], context: &mut Context<'_>) {
    for id in errors {
        let Some(error) = context.known(id) else {
            continue;
        };
        if error.traits.error.is_none() && error.traits.value("smithy.api#error").is_none() {
            context.error(
                format!("{id} is listed as an error and is none"),
                &shape.id,
                Place::new(error.span, "no trait smithy.api#error here").and(shape.span, "listed by this shape"),
                "add \"smithy.api#error\": \"client\" (or \"server\") to it, or take it out of `errors`",
            );
        }
    }
}

/// A resource must not contain itself.
fn resource_cycles(context: &mut Context<'_>) {
    let children = |id: &ShapeId| match context.model.shapes.get(id).map(|s| &s.kind) {
        Some(ShapeKind::Resource(Resource { resources, .. })) => &**resources,
        _ => &[],
    };
    let mut done: BTreeSet<&ShapeId> = BTreeSet::new();
    let mut cycles = Vec::new();
    for shape in context
        .own_shapes()
        .filter(|s| matches!(s.kind, ShapeKind::Resource(_)))
    {
        // Depth first with an own stack: each entry is a resource and which of its children is next.
        let mut stack: Vec<(&ShapeId, usize)> = vec![(&shape.id, 0)];
        while let Some((id, next)) = stack.last_mut() {
            let id = *id;
            let Some(child) = children(id).get(*next).filter(|_| !done.contains(id)) else {
                done.insert(id);
                stack.pop();
                continue;
            };
            *next += 1;
            if stack.iter().any(|(on_stack, _)| *on_stack == child) {
                cycles.push((id, child));
            } else if !done.contains(child) {
                stack.push((child, 0));
            }
        }
    }
    for (parent, child) in cycles {
        let span = context.model.shape(parent).span;
        context.error(
            format!("the resource {child} contains itself"),
            parent,
            Place::new(
                span,
                format!("{child} is a child of this resource, and the reverse"),
            ),
            "take one of them out of `resources`",
        );
    }
}
