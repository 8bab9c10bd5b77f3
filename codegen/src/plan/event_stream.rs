//! In: unions that are event streams. Out: which event is which member, where the members of an event travel, and the error enum
//! that the exceptions of a stream become.
//!
//! Rules: Smithy specification, "Event streams", "eventHeader trait", "eventPayload trait".

use std::collections::BTreeSet;

use super::bindings::Payload;
use super::codec::Codec;
use super::scope::Scope;
use super::shapes::Role;
use super::{OperationError, Structure, http, operations};
use crate::model::{Member, Model, Operation, ShapeId, ShapeKind};

/// A union whose members are the events of a stream.
#[derive(Clone, Debug)]
pub struct EventStream {
    pub union: String,
    /// Private module of `crate::types` that holds the union.
    pub module: String,
    /// Absolute id of the union.
    pub shape: String,
    /// Item of `crate::types::error`, and the private module there that defines it.
    pub error: OperationError,
    pub error_module: String,
    /// What errors name: the operation, or the union where several operations have it.
    pub operation: String,
    pub events: Vec<Event>,
    pub exceptions: Vec<Exception>,
    pub received: bool,
    pub sent: bool,
}

/// A member that is an event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Of the union, and on the wire.
    pub member: String,
    pub variant: String,
    pub form: EventForm,
}

#[derive(Clone, Debug)]
pub enum EventForm {
    /// No data.
    Unit,
    /// The structure is the JSON of the payload.
    Whole(Codec),
    /// Members of the structure are bound to headers or to the payload.
    Bound(Box<BoundEvent>),
}

#[derive(Clone, Debug)]
pub struct BoundEvent {
    /// Of its fields, those in the body are bound to nothing.
    pub structure: Structure,
    pub headers: Vec<EventHeader>,
    pub payload: EventPayload,
}

/// A member bound to a header of its name.
#[derive(Clone, Debug)]
pub struct EventHeader {
    pub member: String,
    /// Of the structure.
    pub field: String,
    pub kind: HeaderKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderKind {
    Boolean,
    Integer,
    Blob,
    String,
    Enum,
    Timestamp,
}

#[derive(Clone, Debug)]
pub enum EventPayload {
    /// Every member is a header.
    None,
    /// The members that are bound to nothing, as one JSON object.
    Members,
    Member {
        member: String,
        field: String,
        payload: Payload,
    },
}

/// A member that is an exception.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Of the union, and on the wire.
    pub member: String,
    /// Variant of the error enum.
    pub variant: String,
    /// Code of the error: the name of its shape.
    pub code: String,
    /// Private module of `crate::types::error`.
    pub module: String,
}

/// The event streams of `operations`, by the name of their union.
pub fn event_streams(scope: &Scope<'_>, operations: &[(&ShapeId, &Operation)]) -> Vec<EventStream> {
    let mut unions: BTreeSet<&ShapeId> = BTreeSet::new();
    for (_, operation) in operations {
        unions.extend(union_of(scope.model, &operation.input));
        unions.extend(union_of(scope.model, &operation.output));
    }
    let mut streams: Vec<EventStream> = unions
        .into_iter()
        .map(|id| event_stream(scope, id, operations))
        .collect();
    streams.sort_by(|a, b| a.union.cmp(&b.union));
    streams
}

/// The union of the event stream of an input or output.
pub fn union_of<'a>(model: &'a Model, id: &ShapeId) -> Option<&'a ShapeId> {
    let ShapeKind::Structure { members } = &model.shape(id).kind else {
        return None;
    };
    members
        .iter()
        .map(|m| &m.target)
        .find(|target| is_event_stream(model, target))
}

pub fn is_event_stream(model: &Model, id: &ShapeId) -> bool {
    let shape = model.shape(id);
    shape.traits.streaming && matches!(shape.kind, ShapeKind::Union { .. })
}

/// Whether members of an event are bound to headers or to the payload.
pub fn is_bound(members: &[Member]) -> bool {
    members
        .iter()
        .any(|m| m.traits.event_header || m.traits.event_payload)
}

/// The shapes that the members of the union `id` are read and written as JSON by: events and exceptions, or what the members
/// of events with bindings of their own target.
pub fn parts_in_json<'a>(model: &'a Model, id: &ShapeId) -> Vec<&'a ShapeId> {
    let members: &[Member] = match &model.shape(id).kind {
        ShapeKind::Union { members } => members,
        _ => &[],
    };
    members
        .iter()
        .flat_map(|event| match &model.shape(&event.target).kind {
            ShapeKind::Structure { members } if is_bound(members) => {
                members.iter().map(|m| &m.target).collect()
            }
            _ => vec![&event.target],
        })
        .collect()
}

fn event_stream(
    scope: &Scope<'_>,
    id: &ShapeId,
    operations: &[(&ShapeId, &Operation)],
) -> EventStream {
    let members: &[Member] = match &scope.shape(id).kind {
        ShapeKind::Union { members } => members,
        _ => &[],
    };
    let is_error = |m: &&Member| scope.shape(&m.target).traits.error.is_some();
    let uses = |of: fn(&Operation) -> &ShapeId| -> Vec<&ShapeId> {
        operations
            .iter()
            .filter(|(_, operation)| union_of(scope.model, of(operation)) == Some(id))
            .map(|(id, _)| *id)
            .collect()
    };
    let (sent, received) = (uses(|o| &o.input), uses(|o| &o.output));
    let users: BTreeSet<_> = sent.iter().chain(&received).collect();
    let (union, error) = (scope.type_name(id), scope.stream_error(id));
    let mut seen = BTreeSet::new();
    let variants = members
        .iter()
        .filter(is_error)
        .filter(|m| seen.insert(&m.target))
        .map(|m| operations::error_variant(scope, &m.target))
        .collect();
    EventStream {
        module: scope.type_module(id),
        shape: id.to_string(),
        error: OperationError {
            name: error.name,
            variants,
        },
        error_module: error.module,
        operation: match users.first() {
            Some(only) if users.len() == 1 => only.name().to_owned(),
            _ => id.name().to_owned(),
        },
        events: members
            .iter()
            .filter(|m| !is_error(m))
            .map(|m| event(scope, id, m))
            .collect(),
        exceptions: members
            .iter()
            .filter(is_error)
            .map(|m| Exception {
                member: m.name.to_string(),
                variant: scope.type_name(&m.target),
                code: m.target.name().to_owned(),
                module: scope.type_module(&m.target),
            })
            .collect(),
        received: !received.is_empty(),
        sent: !sent.is_empty(),
        union,
    }
}

fn event(scope: &Scope<'_>, union: &ShapeId, member: &Member) -> Event {
    let form = match &scope.shape(&member.target).kind {
        _ if member.target.as_str() == "smithy.api#Unit" => EventForm::Unit,
        ShapeKind::Structure { members } if is_bound(members) => {
            EventForm::Bound(Box::new(bound(scope, &member.target, members)))
        }
        _ => EventForm::Whole(scope.codec(&member.target, &member.traits)),
    };
    Event {
        member: member.name.to_string(),
        variant: scope.variant_names(union, &member.name).name,
        form,
    }
}

fn bound(scope: &Scope<'_>, id: &ShapeId, members: &[Member]) -> BoundEvent {
    let mut structure = scope.structure(id, members, Role::Types);
    for (field, member) in structure.fields.iter_mut().zip(members) {
        field.in_body = !member.traits.event_header && !member.traits.event_payload;
    }
    let field = |m: &Member| http::field_ref(&structure, m).name;
    let headers = members
        .iter()
        .filter(|m| m.traits.event_header)
        .map(|m| EventHeader {
            member: m.name.to_string(),
            field: field(m),
            kind: match &scope.shape(&m.target).kind {
                ShapeKind::Boolean => HeaderKind::Boolean,
                ShapeKind::Blob => HeaderKind::Blob,
                ShapeKind::Timestamp => HeaderKind::Timestamp,
                ShapeKind::Enum { .. } => HeaderKind::Enum,
                ShapeKind::String => HeaderKind::String,
                // The loader has refused what no header can hold.
                _ => HeaderKind::Integer,
            },
        })
        .collect();
    let payload = match members.iter().find(|m| m.traits.event_payload) {
        Some(m) => EventPayload::Member {
            member: m.name.to_string(),
            field: field(m),
            payload: http::payload(scope, m, false),
        },
        None if structure.fields.iter().any(|f| f.in_body) => EventPayload::Members,
        None => EventPayload::None,
    };
    BoundEvent {
        headers,
        payload,
        structure,
    }
}
