//! Traits on shapes that they cannot be applied to, and traits that exclude each other.
//!
//! Smithy specification, the selector and the conflicts of each trait; the table is [`crate::model::treatments`].

use super::{Context, Place, member_id, members};
use crate::model::traits::Traits;
use crate::model::treatments::{self, Kinds};
use crate::model::{Shape, ShapeId};

/// Of each row, a shape or member may have one only.
const EXCLUSIVE: &[&[&str]] = &[
    &[
        "smithy.api#httpLabel",
        "smithy.api#httpQuery",
        "smithy.api#httpQueryParams",
        "smithy.api#httpHeader",
        "smithy.api#httpPrefixHeaders",
        "smithy.api#httpPayload",
        "smithy.api#httpResponseCode",
    ],
    &["smithy.api#input", "smithy.api#output", "smithy.api#error"],
    &["smithy.api#readonly", "smithy.api#idempotent"],
    &["smithy.api#eventHeader", "smithy.api#eventPayload"],
    &["smithy.api#sparse", "smithy.api#uniqueItems"],
];

pub(super) fn check(context: &mut Context<'_>) {
    for shape in context.own_shapes() {
        let kind = Kinds::of(&shape.kind);
        let what = format!("a shape of type {}", shape.kind.name());
        applied(
            &shape.traits,
            &shape.id,
            context,
            |on| on.shapes.intersects(kind),
            &what,
        );
        for member in members(shape) {
            let Some(target) = context.target(member) else {
                continue;
            };
            let target_kind = Kinds::of(&target.kind);
            let id = member_id(&shape.id, member);
            let what = format!(
                "a member of a shape of type {}, with a target of type {}",
                shape.kind.name(),
                target.kind.name()
            );
            let good = |on: &treatments::On| {
                on.members_of.intersects(kind) && on.targets.intersects(target_kind)
            };
            applied(&member.traits, &id, context, good, &what);
        }
        of_errors_only(shape, context);
    }
}

fn applied(
    traits: &Traits,
    id: &dyn std::fmt::Display,
    context: &mut Context<'_>,
    good: impl Fn(&treatments::On) -> bool,
    what: &str,
) {
    if traits.raw.is_empty() {
        return;
    }
    let span = |wanted: &ShapeId| traits.id_span(wanted.as_str());
    for (trait_id, _) in &traits.raw {
        let Some(info) = treatments::find(trait_id) else {
            continue;
        };
        if !good(&info.on) {
            context.error(
                format!("the trait {trait_id} cannot be applied here"),
                id,
                Place::new(span(trait_id), format!("applied to {what}")),
                "remove it, or see in its specification what it may be applied to",
            );
        }
    }
    for row in EXCLUSIVE {
        let mut found = traits
            .raw
            .iter()
            .map(|(id, _)| id)
            .filter(|id| row.contains(&id.as_str()));
        if let (Some(first), Some(second)) = (found.next(), found.next()) {
            context.error(
                format!("the traits {first} and {second} exclude each other"),
                id,
                Place::new(span(second), "second trait").and(span(first), "first trait"),
                "keep one of the two",
            );
        }
    }
}

/// `retryable` and `httpError` say something of errors only.
fn of_errors_only(shape: &Shape, context: &mut Context<'_>) {
    if shape.traits.value("smithy.api#error").is_some() {
        return;
    }
    for id in ["smithy.api#retryable", "smithy.api#httpError"] {
        if let Some(span) = shape.traits.id_span(id) {
            context.error(
                format!("the trait {id} on a structure that is no error"),
                &shape.id,
                Place::new(Some(span), "applied here")
                    .and(shape.span, "no trait smithy.api#error on this shape"),
                "add \"smithy.api#error\", or remove the trait",
            );
        }
    }
}
