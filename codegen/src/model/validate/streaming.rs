//! Byte streams and event streams: where they may be, and what events are made of.
//!
//! Smithy specification, "Streaming".

use std::collections::BTreeSet;

use super::{Context, Place, member_id, members, trait_span};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

pub(super) fn check(context: &mut Context<'_>) {
    // Shapes that are values: of members, and errors.
    let mut values: BTreeSet<&ShapeId> = BTreeSet::new();
    for shape in context.own_shapes() {
        values.extend(members(shape).map(|m| &m.target));
        match &shape.kind {
            ShapeKind::Operation(operation) => values.extend(&operation.errors),
            ShapeKind::Service(service) => values.extend(&service.errors),
            _ => {}
        }
    }
    let mut events: BTreeSet<&ShapeId> = BTreeSet::new();
    for shape in context.own_shapes() {
        if shape.traits.requires_length && !shape.traits.streaming {
            context.error(
                "the trait smithy.api#requiresLength on a blob that is no stream",
                &shape.id,
                Place::new(
                    shape.traits.id_span("smithy.api#requiresLength"),
                    "applied here",
                ),
                "add \"smithy.api#streaming\", or remove the trait",
            );
        }
        if let ShapeKind::Union { members } = &shape.kind
            && shape.traits.streaming
        {
            events.extend(members.iter().map(|m| &m.target));
            union_of_events(shape, members, context);
        }
        let top_level =
            matches!(shape.kind, ShapeKind::Structure { .. }) && !values.contains(&shape.id);
        stream_members(shape, top_level, context);
    }
    for shape in context.own_shapes() {
        if let ShapeKind::Structure { members } = &shape.kind
            && !shape.traits.mixin
        {
            event(shape, members, events.contains(&shape.id), context);
        }
    }
}

fn union_of_events(shape: &Shape, members: &[Member], context: &mut Context<'_>) {
    for member in members {
        let Some(target) = context.target(member) else {
            continue;
        };
        if !matches!(target.kind, ShapeKind::Structure { .. }) {
            context.error(
                "an event that is no structure",
                member_id(&shape.id, member),
                Place::new(
                    member.span,
                    format!("{} is of type {}", target.id, target.kind.name()),
                )
                .and(
                    shape.traits.id_span("smithy.api#streaming"),
                    "the union is an event stream",
                ),
                "let the member target a structure that has the value as its member",
            );
        }
    }
}

/// Streams may be targeted by members of inputs and outputs only, one in each. A structure that nothing uses may be one of them.
fn stream_members(shape: &Shape, top_level: bool, context: &mut Context<'_>) {
    let mut first: Option<&Member> = None;
    for member in members(shape) {
        let Some(target) = context.target(member).filter(|t| t.traits.streaming) else {
            continue;
        };
        let id = member_id(&shape.id, member);
        let stream = trait_span_of(target);
        if !top_level {
            context.error(
                "a stream inside of a value",
                id,
                Place::new(member.span, format!("{} is a stream", target.id))
                    .and(stream, "by this trait"),
                "streams are members of the input or output of an operation; move it there",
            );
            continue;
        }
        if let Some(first) = first {
            context.error(
                "two streams in one message",
                id.clone(),
                Place::new(member.span, "second stream").and(first.span, "first stream"),
                "keep one of the two: a message has one body",
            );
        }
        first.get_or_insert(member);
        let blob = matches!(target.kind, ShapeKind::Blob);
        if blob && !member.traits.required && member.traits.default.is_none() {
            context.error(
                "a byte stream that is neither required nor has a default",
                id,
                Place::new(member.span, format!("{} is a byte stream", target.id))
                    .and(stream, "by this trait"),
                "add \"smithy.api#required\": {} or \"smithy.api#default\": \"\"",
            );
        }
    }
}

fn trait_span_of(shape: &Shape) -> Option<crate::ast::Span> {
    shape.traits.id_span("smithy.api#streaming")
}

fn event(shape: &Shape, members: &[Member], is_event: bool, context: &mut Context<'_>) {
    const PAYLOAD: &str = "smithy.api#eventPayload";
    const HEADER: &str = "smithy.api#eventHeader";
    let mut payload: Option<&Member> = None;
    for member in members {
        let (bound, id) = match (member.traits.event_payload, member.traits.event_header) {
            (true, _) => (true, PAYLOAD),
            (_, true) => (true, HEADER),
            _ => (false, ""),
        };
        if bound && !is_event {
            context.warning(
                format!("the trait {id} on a member of a structure that is no event"),
                member_id(&shape.id, member),
                Place::new(trait_span(member, id), "has no effect here"),
                "let a member of an event stream target the structure, or remove the trait",
            );
        }
        if bound && is_event && shape.traits.error.is_some() {
            context.error(
                format!("the trait {id} on a member of an exception"),
                member_id(&shape.id, member),
                Place::new(trait_span(member, id), "not implemented for exceptions"),
                "remove the trait: the members of an exception are the JSON of its payload",
            );
        }
        if let Some(first) = payload.filter(|_| member.traits.event_payload) {
            context.error(
                "two payloads in one event",
                member_id(&shape.id, member),
                Place::new(trait_span(member, PAYLOAD), "second payload")
                    .and(trait_span(first, PAYLOAD), "first payload"),
                "keep one of the two, or bind neither: then the payload is an object of both",
            );
        }
        if member.traits.event_payload {
            payload.get_or_insert(member);
        }
    }
    let Some(payload) = payload.filter(|_| is_event) else {
        return;
    };
    for member in members
        .iter()
        .filter(|m| !m.traits.event_header && !m.traits.event_payload)
    {
        context.error(
            "a member of an event that is bound to nothing beside a payload",
            member_id(&shape.id, member),
            Place::new(member.span, "neither header nor payload")
                .and(trait_span(payload, PAYLOAD), "the whole payload is this"),
            "add \"smithy.api#eventHeader\": {}, or remove smithy.api#eventPayload from the other",
        );
    }
}
