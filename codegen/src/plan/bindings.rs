//! Plain data, made by `plan::http` and rendered as requests and answers: where each member of an operation's input and
//! output travels (Smithy specification, "HTTP bindings").

use super::codec::Codec;
use crate::model::traits::TimestampFormat;

#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Pieces of the path; literals are percent-encoded.
    pub path: Vec<PathPart>,
    /// Literal query parameters of the URI, each `name` or `name=value`, percent-encoded.
    pub query_literals: Vec<String>,
    pub query: Vec<NamedBinding>,
    /// The `httpQueryParams` member.
    pub query_params: Option<MapBinding>,
    pub headers: Vec<NamedBinding>,
    pub prefix_headers: Option<PrefixBinding>,
    pub body: Body,
}

#[derive(Clone, Debug)]
pub enum PathPart {
    Literal(String),
    Label {
        member: String,
        field: FieldRef,
        value: Scalar,
        greedy: bool,
    },
}

/// A field of the input or output, as the generated code reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRef {
    pub name: String,
    pub optional: bool,
}

/// A member bound to a query parameter or header of its own.
#[derive(Clone, Debug)]
pub struct NamedBinding {
    pub member: String,
    pub field: FieldRef,
    /// Of the parameter or header.
    pub name: String,
    pub value: BoundValue,
}

#[derive(Clone, Debug)]
pub enum BoundValue {
    One(Scalar),
    /// `sparse` lists skip their nulls.
    List {
        element: Scalar,
        sparse: bool,
    },
}

/// `httpQueryParams`.
#[derive(Clone, Debug)]
pub struct MapBinding {
    pub field: FieldRef,
    /// Values are lists of strings.
    pub lists: bool,
    pub sparse: bool,
}

/// `httpPrefixHeaders`.
#[derive(Clone, Debug)]
pub struct PrefixBinding {
    pub field: FieldRef,
    pub prefix: String,
}

/// How a value is written in a label, query parameter or header.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    String,
    /// A string with a media type: base64 in a header.
    MediaTypeString,
    /// The type of `crate::types`, by name.
    Enum(String),
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp(TimestampFormat),
    Blob,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// No member is bound to the body.
    None,
    /// Members without another binding, as one JSON object.
    Members,
    Payload {
        field: FieldRef,
        member: String,
        payload: Payload,
    },
}

#[derive(Clone, Debug)]
pub enum Payload {
    Blob {
        media_type: String,
    },
    String {
        media_type: String,
    },
    Enum {
        name: String,
        media_type: String,
    },
    Document,
    /// A structure, union, list or map: its JSON. An absent structure is sent as `{}`, what else is absent not at all.
    Json {
        codec: Codec,
        structure: bool,
    },
    ByteStream {
        media_type: String,
        requires_length: bool,
    },
    EventStream(EventStreamPlan),
}

/// One direction of an event stream.
#[derive(Clone, Debug)]
pub struct EventStreamPlan {
    /// Private module of `crate::types` that holds the union.
    pub module: String,
    pub union: String,
    pub error: String,
    /// Members beside the stream travel in the initial message (otherwise they are bound to HTTP).
    pub initial_message: bool,
}

#[derive(Clone, Debug)]
pub struct Response {
    /// The status of success.
    pub code: u16,
    pub headers: Vec<NamedBinding>,
    pub prefix_headers: Option<PrefixBinding>,
    /// The `httpResponseCode` member.
    pub status_code: Option<FieldRef>,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    Literal(String),
    Label { member: String, field: FieldRef },
}

/// Authentication of an operation where it differs from the service's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    SigV4,
    /// Signed with `UNSIGNED-PAYLOAD`.
    SigV4UnsignedPayload,
    /// SigV4 with credentials, anonymous without.
    Optional,
    None,
}
