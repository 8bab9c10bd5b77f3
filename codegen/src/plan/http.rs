//! In: the traits of an operation's input and output members. Out: [`bindings`](super::bindings), its HTTP request and answer.
//!
//! Rules: Smithy specification, "HTTP bindings"; AWS restJson1 protocol, "Content-Type" and "HTTP binding serialization".

use super::bindings::{
    Body, BoundValue, EventStreamPlan, FieldRef, HostPart, MapBinding, NamedBinding, PathPart,
    Payload, PrefixBinding, Request, Response, Scalar,
};
use super::scope::Scope;
use super::{Structure, codec::Codec};
use crate::model::traits::{self, Http, TimestampFormat, UriSegment};
use crate::model::{Member, ShapeKind};

/// Where a member travels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Location {
    Label,
    Query,
    QueryParams,
    Header,
    PrefixHeaders,
    StatusCode,
    Payload,
    Body,
}

fn location(member: &Member) -> Location {
    let t = &member.traits;
    if t.http_label {
        Location::Label
    } else if t.http_query.is_some() {
        Location::Query
    } else if t.http_query_params {
        Location::QueryParams
    } else if t.http_header.is_some() {
        Location::Header
    } else if t.http_prefix_headers.is_some() {
        Location::PrefixHeaders
    } else if t.http_response_code {
        Location::StatusCode
    } else if t.http_payload {
        Location::Payload
    } else {
        Location::Body
    }
}

/// Whether the member is bound to something else than the JSON body of a request.
pub fn leaves_request_body(member: &Member) -> bool {
    !matches!(location(member), Location::Body | Location::StatusCode)
}

/// Whether the member is bound to something else than the JSON body of an answer.
pub fn leaves_response_body(member: &Member) -> bool {
    matches!(
        location(member),
        Location::Header | Location::PrefixHeaders | Location::StatusCode | Location::Payload
    )
}

/// The codec of a member that leaves the body: a timestamp without a format of its own has the format of its binding.
pub fn bound_codec(scope: &Scope<'_>, member: &Member, codec: Codec) -> Codec {
    let format = match location(member) {
        Location::Header => TimestampFormat::HttpDate,
        Location::Label | Location::Query => TimestampFormat::DateTime,
        _ => return codec,
    };
    let of = |member: &Member| {
        let own = scope.timestamp_format(&member.target, &member.traits);
        Codec::Timestamp(own.unwrap_or(format))
    };
    match (codec, &scope.shape(&member.target).kind) {
        (Codec::Timestamp(_), _) => of(member),
        (Codec::List { element, sparse }, ShapeKind::List { member }) => Codec::List {
            element: match *element {
                Codec::Timestamp(_) => Box::new(of(member)),
                _ => element,
            },
            sparse,
        },
        (codec, _) => codec,
    }
}

pub fn request(scope: &Scope<'_>, http: &Http, members: &[Member], input: &Structure) -> Request {
    let field = |m: &Member| field_ref(input, m);
    let mut path = Vec::new();
    let mut literal = String::new();
    for segment in &http.uri.segments {
        literal.push('/');
        let (name, greedy) = match segment {
            UriSegment::Literal(text) => {
                literal.push_str(text);
                continue;
            }
            UriSegment::Label(name) => (name, false),
            UriSegment::GreedyLabel(name) => (name, true),
        };
        // The loader has refused labels without a member.
        let Some(member) = members.iter().find(|m| m.name == *name) else {
            continue;
        };
        path.push(PathPart::Literal(std::mem::take(&mut literal)));
        path.push(PathPart::Label {
            member: member.name.to_string(),
            field: field(member),
            value: scalar(scope, member, TimestampFormat::DateTime, false),
            greedy,
        });
    }
    if !literal.is_empty() || path.is_empty() {
        path.push(PathPart::Literal(if literal.is_empty() {
            "/".to_owned()
        } else {
            literal
        }));
    }
    let of = |wanted: Location| members.iter().filter(move |m| location(m) == wanted);
    Request {
        method: http.method.to_string(),
        path,
        query_literals: http
            .uri
            .query
            .iter()
            .map(|(name, value)| {
                if value.is_empty() {
                    name.to_string()
                } else {
                    format!("{name}={value}")
                }
            })
            .collect(),
        query: of(Location::Query)
            .map(|m| {
                named(
                    scope,
                    m,
                    field(m),
                    m.traits.http_query.as_deref(),
                    TimestampFormat::DateTime,
                    false,
                )
            })
            .collect(),
        query_params: of(Location::QueryParams).next().map(|m| {
            let target = scope.shape(&m.target);
            let lists = match &target.kind {
                ShapeKind::Map { value, .. } => {
                    matches!(scope.shape(&value.target).kind, ShapeKind::List { .. })
                }
                _ => false,
            };
            MapBinding {
                field: field(m),
                lists,
                sparse: target.traits.sparse,
            }
        }),
        headers: headers(scope, members, input),
        prefix_headers: prefix_headers(members, input),
        body: body(scope, members, input, leaves_request_body),
    }
}

pub fn response(scope: &Scope<'_>, code: u16, members: &[Member], output: &Structure) -> Response {
    Response {
        code,
        headers: headers(scope, members, output),
        prefix_headers: prefix_headers(members, output),
        status_code: members
            .iter()
            .find(|m| location(m) == Location::StatusCode)
            .map(|m| field_ref(output, m)),
        body: body(scope, members, output, leaves_response_body),
    }
}

fn headers(scope: &Scope<'_>, members: &[Member], structure: &Structure) -> Vec<NamedBinding> {
    members
        .iter()
        .filter(|m| location(m) == Location::Header)
        .map(|m| {
            let name = m.traits.http_header.as_deref();
            named(
                scope,
                m,
                field_ref(structure, m),
                name,
                TimestampFormat::HttpDate,
                true,
            )
        })
        .collect()
}

fn prefix_headers(members: &[Member], structure: &Structure) -> Option<PrefixBinding> {
    members
        .iter()
        .find(|m| location(m) == Location::PrefixHeaders)
        .map(|m| PrefixBinding {
            field: field_ref(structure, m),
            prefix: m
                .traits
                .http_prefix_headers
                .as_deref()
                .unwrap_or_default()
                .to_owned(),
        })
}

fn named(
    scope: &Scope<'_>,
    member: &Member,
    field: FieldRef,
    name: Option<&str>,
    timestamps: TimestampFormat,
    header: bool,
) -> NamedBinding {
    let target = scope.shape(&member.target);
    let value = match &target.kind {
        ShapeKind::List { member } => BoundValue::List {
            element: scalar(scope, member, timestamps, header),
            sparse: target.traits.sparse,
        },
        _ => BoundValue::One(scalar(scope, member, timestamps, header)),
    };
    NamedBinding {
        member: member.name.to_string(),
        field,
        name: name.unwrap_or(&member.name).to_owned(),
        value,
    }
}

fn scalar(scope: &Scope<'_>, member: &Member, timestamps: TimestampFormat, header: bool) -> Scalar {
    let target = scope.shape(&member.target);
    match &target.kind {
        ShapeKind::Boolean => Scalar::Boolean,
        ShapeKind::Byte => Scalar::Byte,
        ShapeKind::Short => Scalar::Short,
        ShapeKind::Integer | ShapeKind::IntEnum { .. } => Scalar::Integer,
        ShapeKind::Long => Scalar::Long,
        ShapeKind::Float => Scalar::Float,
        ShapeKind::Double => Scalar::Double,
        ShapeKind::BigInteger => Scalar::BigInteger,
        ShapeKind::BigDecimal => Scalar::BigDecimal,
        ShapeKind::Timestamp => Scalar::Timestamp(
            scope
                .timestamp_format(&member.target, &member.traits)
                .unwrap_or(timestamps),
        ),
        ShapeKind::Enum { .. } => Scalar::Enum(scope.type_name(&member.target)),
        ShapeKind::Blob => Scalar::Blob,
        _ if header
            && (target.traits.media_type.is_some() || member.traits.media_type.is_some()) =>
        {
            Scalar::MediaTypeString
        }
        _ => Scalar::String,
    }
}

fn body(
    scope: &Scope<'_>,
    members: &[Member],
    structure: &Structure,
    leaves_body: fn(&Member) -> bool,
) -> Body {
    if let Some(member) = members.iter().find(|m| m.traits.http_payload) {
        let payload = payload(scope, member, false);
        return Body::Payload {
            field: field_ref(structure, member),
            member: member.name.to_string(),
            payload,
        };
    }
    let in_body: Vec<&Member> = members.iter().filter(|m| !leaves_body(m)).collect();
    if let Some(stream) = in_body.iter().find(|m| is_event_stream(scope, m)) {
        let payload = payload(scope, stream, in_body.len() > 1);
        return Body::Payload {
            field: field_ref(structure, stream),
            member: stream.name.to_string(),
            payload,
        };
    }
    if in_body.is_empty() {
        Body::None
    } else {
        Body::Members
    }
}

fn is_event_stream(scope: &Scope<'_>, member: &Member) -> bool {
    let target = scope.shape(&member.target);
    target.traits.streaming && matches!(target.kind, ShapeKind::Union { .. })
}

pub fn payload(scope: &Scope<'_>, member: &Member, initial_message: bool) -> Payload {
    let target = scope.shape(&member.target);
    let media_type = |default: &str| {
        let own = member
            .traits
            .media_type
            .as_deref()
            .or(target.traits.media_type.as_deref());
        own.unwrap_or(default).to_owned()
    };
    match &target.kind {
        ShapeKind::Blob if target.traits.streaming => Payload::ByteStream {
            media_type: media_type("application/octet-stream"),
            requires_length: target.traits.requires_length || member.traits.requires_length,
        },
        ShapeKind::Blob => Payload::Blob {
            media_type: media_type("application/octet-stream"),
        },
        ShapeKind::String => Payload::String {
            media_type: media_type("text/plain"),
        },
        ShapeKind::Enum { .. } => Payload::Enum {
            name: scope.type_name(&member.target),
            media_type: media_type("text/plain"),
        },
        ShapeKind::Document => Payload::Document,
        ShapeKind::Union { .. } if target.traits.streaming => {
            let union = scope.type_name(&member.target);
            Payload::EventStream(EventStreamPlan {
                module: scope.type_module(&member.target),
                error: scope.stream_error(&member.target).name,
                union,
                initial_message,
            })
        }
        kind => Payload::Json {
            codec: scope.codec(&member.target, &member.traits),
            structure: matches!(kind, ShapeKind::Structure { .. }),
        },
    }
}

/// The host prefix of an operation (Smithy specification, "endpoint trait").
pub fn host_prefix(
    prefix: &traits::HostPrefix,
    members: &[Member],
    input: &Structure,
) -> Vec<HostPart> {
    prefix
        .parts
        .iter()
        .filter_map(|part| match part {
            traits::HostPart::Literal(text) => Some(HostPart::Literal(text.to_string())),
            traits::HostPart::Label(name) => {
                let member = members.iter().find(|m| m.name == *name)?;
                Some(HostPart::Label {
                    member: name.to_string(),
                    field: field_ref(input, member),
                })
            }
        })
        .collect()
}

pub fn field_ref(structure: &Structure, member: &Member) -> FieldRef {
    // Fields are planned from the same members, so one is there for each.
    let field = structure.fields.iter().find(|f| f.member == *member.name);
    FieldRef {
        name: field.map(|f| f.name.clone()).unwrap_or_default(),
        optional: field.is_none_or(|f| f.optional),
    }
}

/// Whether a codec is that of a stream.
pub fn is_stream(codec: &Codec) -> bool {
    matches!(codec, Codec::Stream)
}
