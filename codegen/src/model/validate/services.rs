//! The service itself: its protocol, its authentication, and that names are unique in its closure.
//!
//! Smithy specification, "Service types", "Service closure", "auth trait".

use std::collections::HashMap;

use super::{Context, Place};
use crate::model::closure::Closure;
use crate::model::load::same_value;
use crate::model::traits::Traits;
use crate::model::{Service, Shape, ShapeId, ShapeKind};

pub(super) fn check(closure: &Closure, context: &mut Context<'_>) {
    let Some(shape) = context.known(&closure.service) else {
        return;
    };
    let ShapeKind::Service(service) = &shape.kind else {
        return;
    };
    protocol(shape, context);
    authentication(shape, closure, context);
    unique_names(shape, service, closure, context);
    if closure.operations.is_empty() {
        context.error(
            "the service has no operation",
            &shape.id,
            Place::new(shape.span, "neither itself nor through a resource"),
            "add at least one to `operations`",
        );
    }
}

fn protocol(shape: &Shape, context: &mut Context<'_>) {
    if shape.traits.rest_json1 {
        return;
    }
    let others = shape
        .traits
        .other_protocols
        .iter()
        .map(ShapeId::to_string)
        .collect::<Vec<_>>();
    let (title, label, span) = match others.first() {
        Some(first) => (
            "the service does not speak restJson1",
            format!("it speaks {}", others.join(", ")),
            shape.traits.id_span(first),
        ),
        None => (
            "the service speaks no protocol",
            "no trait of a protocol on this service".to_owned(),
            shape.span,
        ),
    };
    context.error(
        title,
        &shape.id,
        Place::new(span, label),
        "clients are generated for aws.protocols#restJson1 only: add that trait if the service speaks it too",
    );
}

fn authentication(service: &Shape, closure: &Closure, context: &mut Context<'_>) {
    let known = |id: &ShapeId| id.as_str() == "aws.auth#sigv4" && service.traits.sigv4.is_some();
    let none = |id: &ShapeId| id.as_str() == "smithy.api#noAuth";
    let of_service =
        |id: &ShapeId| known(id) || none(id) || service.traits.other_auth_schemes.contains(id);
    let listed = |shape: &Shape, context: &mut Context<'_>| {
        for id in shape
            .traits
            .auth
            .iter()
            .flatten()
            .filter(|id| !of_service(id))
        {
            context.error(
                format!("the authentication scheme {id} is not one of the service's"),
                &shape.id,
                Place::new(shape.traits.id_span("smithy.api#auth"), "listed here").and(
                    service.span.filter(|_| shape.id != service.id),
                    "the service does not have the trait",
                ),
                format!("add the trait {id} to the service, or take it out of the list"),
            );
        }
    };
    listed(service, context);
    for id in &closure.operations {
        let Some(operation) = context.known(id) else {
            continue;
        };
        listed(operation, context);
        let own = operation
            .traits
            .auth
            .as_ref()
            .or(service.traits.auth.as_ref());
        let (some, usable) = match own {
            Some(list) => (
                !list.is_empty(),
                list.iter().any(|id| known(id) || none(id)),
            ),
            None => {
                let sigv4 = service.traits.sigv4.is_some();
                (
                    sigv4 || !service.traits.other_auth_schemes.is_empty(),
                    sigv4,
                )
            }
        };
        if some && !usable && !operation.traits.optional_auth {
            let span = auth_span(&operation.traits).or_else(|| auth_span(&service.traits));
            context.error(
                "an operation that a client could not authenticate for",
                id,
                Place::new(span.or(service.span), "none of its authentication schemes is aws.auth#sigv4"),
                "clients authenticate by SigV4 or not at all: add aws.auth#sigv4, or leave the operation out with --operations",
            );
        }
    }
}

fn auth_span(traits: &Traits) -> Option<crate::ast::Span> {
    traits.id_span("smithy.api#auth")
}

/// Names without namespaces are unique, but for simple shapes and lists of them that are the same.
fn unique_names(shape: &Shape, service: &Service, closure: &Closure, context: &mut Context<'_>) {
    let mut seen: HashMap<String, &Shape> = HashMap::new();
    for id in &closure.shapes {
        // Shapes of the prelude are nobody's to rename.
        let Some(found) = context
            .known(id)
            .filter(|s| s.id != shape.id && s.span.is_some())
        else {
            continue;
        };
        let name = service.rename.get(id).map_or(id.name(), |name| name);
        let Some(first) = seen.get(&name.to_ascii_lowercase()) else {
            seen.insert(name.to_ascii_lowercase(), found);
            continue;
        };
        if compatible(first, found, context) {
            continue;
        }
        let title = format!("two shapes of the service are called `{name}`");
        let place = Place::new(found.span.or(shape.span), format!("one is {id}"))
            .and(first.span, format!("the other is {}", first.id));
        let help = format!("give one another name in `rename` of {}", shape.id);
        if has_a_type(first) && has_a_type(found) {
            context.error(title, id, place, help);
        } else {
            context.warning(title, id, place, help);
        }
    }
    for (id, name) in &service.rename {
        let forbidden = matches!(
            context.known(id).map(|s| &s.kind),
            Some(ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_))
        );
        if forbidden {
            context.error(
                format!("{id} cannot be renamed"),
                &shape.id,
                Place::new(shape.span, format!("renamed to {name} here")),
                "services, resources and operations keep their names",
            );
        }
    }
}

/// Whether the client has a type of the shape's name. Other shapes cannot collide in it, whatever the specification forbids.
fn has_a_type(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure { .. }
            | ShapeKind::Union { .. }
            | ShapeKind::Enum { .. }
            | ShapeKind::IntEnum { .. }
            | ShapeKind::Operation(_)
    )
}

fn compatible(a: &Shape, b: &Shape, context: &Context<'_>) -> bool {
    let same_traits = |a: &Traits, b: &Traits| {
        a.raw.len() == b.raw.len()
            && a.raw
                .iter()
                .all(|(id, v)| b.value(id.as_str()).is_some_and(|w| same_value(v, w)))
    };
    if a.kind.name() != b.kind.name() || !same_traits(&a.traits, &b.traits) {
        return false;
    }
    match (&a.kind, &b.kind) {
        (ShapeKind::List { member: x }, ShapeKind::List { member: y }) => {
            let (Some(s), Some(t)) = (context.target(x), context.target(y)) else {
                return true;
            };
            // Lists of lists would have to be followed; no published model needs that.
            let simple = !matches!(s.kind, ShapeKind::List { .. });
            same_traits(&x.traits, &y.traits)
                && (x.target == y.target || (simple && compatible(s, t, context)))
        }
        (
            ShapeKind::Map { .. }
            | ShapeKind::Structure { .. }
            | ShapeKind::Union { .. }
            | ShapeKind::Operation(_)
            | ShapeKind::Resource(_)
            | ShapeKind::Service(_)
            | ShapeKind::Enum { .. }
            | ShapeKind::IntEnum { .. },
            _,
        ) => false,
        _ => true,
    }
}
