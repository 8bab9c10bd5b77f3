//! Typed traits: what a client needs to know of a shape or member, parsed and checked once, when the model is loaded.
//!
//! Each trait of the Smithy prelude, `aws.api`, `aws.auth`, `aws.protocols`, `smithy.rules`, `smithy.test` and
//! `smithy.waiters` has a stated treatment in [`super::treatments`].

use std::sync::Arc;

use super::ShapeId;
use super::waiters::Waiter;
use crate::ast::{Node, Span};

/// The traits of one shape or member. A field is `None`, empty or `false` where the trait is absent.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// Every trait as written, in the order of the model, by absolute id.
    pub raw: Vec<(ShapeId, Node)>,
    /// Where the ids of `raw` stand, one for each.
    pub id_spans: Vec<Span>,

    // Documentation
    pub documentation: Option<Arc<str>>,
    pub deprecated: Option<Deprecated>,
    pub title: Option<Arc<str>>,
    pub since: Option<Arc<str>>,
    pub internal: bool,
    pub unstable: bool,
    pub external_documentation: Vec<(Arc<str>, Arc<str>)>,
    pub examples: Option<Node>,

    // Type refinement
    pub required: bool,
    pub default: Option<Node>,
    pub added_default: bool,
    pub client_optional: bool,
    pub input: bool,
    pub output: bool,
    pub sparse: bool,
    pub mixin: bool,
    pub error: Option<ErrorFault>,
    pub enum_value: Option<Node>,
    /// 1.0 `box`.
    pub boxed: bool,

    /// No trait: set by a fix-up. Requests leave the member out when it equals its default.
    pub omits_default: bool,

    // Constraints (for documentation; a client does not enforce them)
    pub length: Option<Bounds>,
    pub range: Option<Bounds>,
    pub pattern: Option<Arc<str>>,
    pub unique_items: bool,

    // Behaviour
    pub idempotency_token: bool,
    pub idempotent: bool,
    pub readonly: bool,
    pub retryable: Option<Retryable>,
    pub paginated: Option<Paginated>,
    pub http_checksum_required: bool,

    // Streaming and protocol
    pub streaming: bool,
    pub requires_length: bool,
    pub event_header: bool,
    pub event_payload: bool,
    pub json_name: Option<Arc<str>>,
    pub media_type: Option<Arc<str>>,
    pub timestamp_format: Option<TimestampFormat>,
    pub sensitive: bool,

    // HTTP bindings
    pub http: Option<Http>,
    pub http_error: Option<u16>,
    pub http_header: Option<Arc<str>>,
    pub http_label: bool,
    pub http_payload: bool,
    pub http_prefix_headers: Option<Arc<str>>,
    pub http_query: Option<Arc<str>>,
    pub http_query_params: bool,
    pub http_response_code: bool,
    pub request_compression: Option<Vec<Arc<str>>>,

    // Endpoint
    /// `smithy.api#endpoint`: the host prefix as written, such as `cp.` or `{accountId}.data.`.
    pub endpoint_host_prefix: Option<HostPrefix>,
    pub host_label: bool,
    pub endpoint_rule_set: Option<Node>,
    pub endpoint_tests: Option<Node>,
    pub static_context_params: Vec<(Arc<str>, Node)>,
    pub context_param: Option<Arc<str>>,
    pub client_context_params: Vec<ClientContextParam>,
    /// `smithy.rules#operationContextParams`: parameter name and JMESPath expression.
    pub operation_context_params: Vec<(Arc<str>, Arc<str>)>,

    // Authentication
    /// `smithy.api#auth`: scheme ids in order of preference; `Some(vec![])` means none.
    pub auth: Option<Vec<ShapeId>>,
    pub optional_auth: bool,
    pub sigv4: Option<SigV4>,
    /// Ids of the other authentication scheme traits on the service (`smithy.api#httpBearerAuth`, `aws.auth#sigv4a`, …).
    pub other_auth_schemes: Vec<ShapeId>,
    pub unsigned_payload: bool,

    // AWS
    pub aws_service: Option<AwsService>,
    pub rest_json1: bool,
    /// Ids of the other protocol traits on the service.
    pub other_protocols: Vec<ShapeId>,
    pub http_checksum: Option<Node>,

    // Tests and waiters
    /// `smithy.waiters#waitable`.
    pub waiters: Vec<Waiter>,
    pub http_request_tests: Option<Node>,
    pub http_response_tests: Option<Node>,
    pub event_stream_tests: Option<Node>,
}

/// Minimum and maximum as written, both inclusive.
pub type Bounds = (Option<Arc<str>>, Option<Arc<str>>);

impl Traits {
    /// The value of a trait as written.
    pub fn value(&self, id: &str) -> Option<&Node> {
        self.raw
            .iter()
            .find(|(t, _)| t.as_str() == id)
            .map(|(_, value)| value)
    }

    /// Where the id of a trait stands.
    pub fn id_span(&self, id: &str) -> Option<Span> {
        let index = self.raw.iter().position(|(t, _)| t.as_str() == id)?;
        self.id_spans.get(index).copied()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    pub message: Option<Arc<str>>,
    pub since: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorFault {
    Client,
    Server,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retryable {
    pub throttling: bool,
}

/// `smithy.api#paginated`; of the service or of the operation. The planner merges the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paginated {
    pub input_token: Option<Arc<str>>,
    /// Path of member names.
    pub output_token: Option<Vec<Arc<str>>>,
    /// Path of member names.
    pub items: Option<Vec<Arc<str>>>,
    pub page_size: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimestampFormat {
    DateTime,
    HttpDate,
    EpochSeconds,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    pub method: Arc<str>,
    pub uri: UriPattern,
    /// 200 unless the model says otherwise.
    pub code: u16,
    /// Where the pattern stands.
    pub uri_span: Option<Span>,
}

/// Smithy specification, "http trait", "uri".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriPattern {
    /// As written.
    pub text: Arc<str>,
    pub segments: Vec<UriSegment>,
    /// Literal query parameters: name and value (empty where the pattern has none).
    pub query: Vec<(Arc<str>, Arc<str>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriSegment {
    Literal(Arc<str>),
    Label(Arc<str>),
    /// `{name+}`.
    GreedyLabel(Arc<str>),
}

/// Pieces of a host prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix {
    pub text: Arc<str>,
    pub parts: Vec<HostPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    Literal(Arc<str>),
    Label(Arc<str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientContextParam {
    pub name: Arc<str>,
    pub kind: ContextParamKind,
    pub documentation: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextParamKind {
    String,
    Boolean,
    StringArray,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigV4 {
    pub name: Arc<str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsService {
    pub sdk_id: Arc<str>,
    pub arn_namespace: Arc<str>,
    pub endpoint_prefix: Arc<str>,
    pub cloud_trail_event_source: Option<Arc<str>>,
}
