//! In: the model and what of it a client is made of. Out: the test cases that concern the client, typed.
//!
//! Rules: Smithy specification, "HTTP protocol compliance tests", "Event stream compliance tests", "Rules engine endpoint
//! test cases". Cases of other protocols and those that apply to servers are left out.

use std::collections::BTreeSet;
use std::fmt;

use crate::ast::{Node, Value};
use crate::model::closure::Closure;
use crate::model::{Model, ShapeId};

/// The traits that hold cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Request,
    Response,
    EventStream,
    Endpoint,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::Request,
        Self::Response,
        Self::EventStream,
        Self::Endpoint,
    ];

    /// The name of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "httpRequestTests",
            Self::Response => "httpResponseTests",
            Self::EventStream => "eventStreamTests",
            Self::Endpoint => "endpointTests",
        }
    }

    /// The module of generated tests.
    pub fn module(self) -> &'static str {
        match self {
            Self::Request => "http_request_tests",
            Self::Response => "http_response_tests",
            Self::EventStream => "event_stream_tests",
            Self::Endpoint => "endpoint_tests",
        }
    }
}

/// Kind and id: `httpRequestTests/SayHello`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseId {
    pub kind: Kind,
    pub id: String,
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.name(), self.id)
    }
}

#[derive(Clone, Debug)]
pub struct Case {
    pub id: CaseId,
    /// The operation, error or service that has the trait.
    pub shape: ShapeId,
    /// What there is to test, or why that cannot be read.
    pub content: Result<Content, String>,
}

#[derive(Clone, Debug)]
pub enum Content {
    Request(Box<RequestCase>),
    Response(Box<ResponseCase>),
    EventStream(Box<EventStreamCase>),
    Endpoint(Box<EndpointCase>),
}

/// An element of `smithy.test#httpRequestTests`, in the words of the trait.
#[derive(Clone, Debug)]
pub struct RequestCase {
    pub method: String,
    pub uri: String,
    pub host: Option<String>,
    pub resolved_host: Option<String>,
    pub query_params: Vec<String>,
    pub forbid_query_params: Vec<String>,
    pub require_query_params: Vec<String>,
    pub headers: Vec<(String, String)>,
    pub forbid_headers: Vec<String>,
    pub require_headers: Vec<String>,
    pub body: Option<String>,
    pub body_media_type: Option<String>,
    pub params: Option<Node>,
    pub auth_scheme: Option<String>,
    pub vendor_params: Option<Node>,
}

/// An element of `smithy.test#httpResponseTests`, in the words of the trait.
#[derive(Clone, Debug)]
pub struct ResponseCase {
    pub code: u16,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
    pub body_media_type: Option<String>,
    pub params: Option<Node>,
    pub auth_scheme: Option<String>,
    pub vendor_params: Option<Node>,
}

/// An element of `smithy.test#eventStreamTests`, in the words of the trait.
#[derive(Clone, Debug)]
pub struct EventStreamCase {
    pub initial_request_params: Option<Node>,
    pub initial_request: Option<RequestCase>,
    pub initial_response_params: Option<Node>,
    pub initial_response: Option<ResponseCase>,
    pub events: Vec<EventCase>,
    /// `Some` if the case expects an error; that of the shape, if it names one.
    pub failure: Option<Option<String>>,
    pub vendor_params: Option<Node>,
}

#[derive(Clone, Debug)]
pub struct EventCase {
    pub direction: Direction,
    /// One member of the union; `None` for an event that is not modelled.
    pub params: Option<Node>,
    /// Each a union of one member.
    pub headers: Vec<(String, Node)>,
    pub forbid_headers: Vec<String>,
    pub require_headers: Vec<String>,
    pub body: Option<String>,
    pub body_media_type: Option<String>,
    /// In base64.
    pub bytes: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Request,
    Response,
}

/// An element of `testCases` of `smithy.rules#endpointTests`.
#[derive(Clone, Debug)]
pub struct EndpointCase {
    pub params: Vec<(String, Node)>,
    pub operation_inputs: Vec<OperationInput>,
    pub expect: EndpointExpectation,
}

#[derive(Clone, Debug)]
pub struct OperationInput {
    pub operation: String,
    pub params: Option<Node>,
    pub built_ins: Vec<(String, Node)>,
    pub client: Vec<(String, Node)>,
}

#[derive(Clone, Debug)]
pub enum EndpointExpectation {
    Error(String),
    Endpoint {
        url: String,
        headers: Vec<(String, Vec<String>)>,
        /// A JSON object, as text.
        properties: String,
    },
}

const PROTOCOL: &str = "aws.protocols#restJson1";

/// The cases of the service, its operations and its errors that concern a client, in the order of the shapes' ids.
pub fn of_client(model: &Model, closure: &Closure) -> Vec<Case> {
    let mut cases = Vec::new();
    for id in &closure.shapes {
        let traits = &model.shape(id).traits;
        let of_trait = |kind: Kind, node: &Option<Node>, cases: &mut Vec<Case>| {
            let node = node.as_ref();
            let list = match kind {
                Kind::Endpoint => node.and_then(|node| node.get("testCases")),
                _ => node,
            };
            let list = list.and_then(Node::as_array).unwrap_or_default();
            for (index, node) in list.iter().enumerate() {
                if concerns_client(kind, node) {
                    cases.push(case(kind, id, index, node));
                }
            }
        };
        of_trait(Kind::Request, &traits.http_request_tests, &mut cases);
        of_trait(Kind::Response, &traits.http_response_tests, &mut cases);
        of_trait(Kind::EventStream, &traits.event_stream_tests, &mut cases);
        of_trait(Kind::Endpoint, &traits.endpoint_tests, &mut cases);
    }
    // Ids should be unique within a kind; if they are not, no case may hide another.
    let mut seen = BTreeSet::new();
    for case in &mut cases {
        let id = case.id.id.clone();
        let mut number = 2;
        while !seen.insert(case.id.clone()) {
            case.id.id = format!("{id}_{number}");
            number += 1;
        }
    }
    cases
}

fn concerns_client(kind: Kind, node: &Node) -> bool {
    let of_protocol = node
        .get("protocol")
        .and_then(Node::as_str)
        .is_none_or(|id| id == PROTOCOL);
    let of_server = node.get("appliesTo").and_then(Node::as_str) == Some("server");
    kind == Kind::Endpoint || (of_protocol && !of_server)
}

fn case(kind: Kind, shape: &ShapeId, index: usize, node: &Node) -> Case {
    let id = match kind {
        // These have no ids, but often a sentence that is as good.
        Kind::Endpoint => match node.get("documentation").and_then(Node::as_str) {
            Some(text) => format!("{index} {}", text.trim()),
            None => index.to_string(),
        },
        _ => match node.get("id").and_then(Node::as_str) {
            Some(id) => id.to_owned(),
            None => format!("{} {index}", shape.name()),
        },
    };
    let content = match kind {
        Kind::Request => request(node).map(|case| Content::Request(Box::new(case))),
        Kind::Response => response(node).map(|case| Content::Response(Box::new(case))),
        Kind::EventStream => event_stream(node).map(|case| Content::EventStream(Box::new(case))),
        Kind::Endpoint => endpoint(node).map(|case| Content::Endpoint(Box::new(case))),
    };
    Case {
        id: CaseId { kind, id },
        shape: shape.clone(),
        content,
    }
}

fn request(node: &Node) -> Result<RequestCase, String> {
    Ok(RequestCase {
        method: text(node, "method")?.ok_or("the case has no `method`")?,
        uri: text(node, "uri")?.ok_or("the case has no `uri`")?,
        host: text(node, "host")?,
        resolved_host: text(node, "resolvedHost")?,
        query_params: texts(node, "queryParams")?,
        forbid_query_params: texts(node, "forbidQueryParams")?,
        require_query_params: texts(node, "requireQueryParams")?,
        headers: pairs(node, "headers")?,
        forbid_headers: texts(node, "forbidHeaders")?,
        require_headers: texts(node, "requireHeaders")?,
        body: text(node, "body")?,
        body_media_type: text(node, "bodyMediaType")?,
        params: node.get("params").cloned(),
        auth_scheme: text(node, "authScheme")?,
        vendor_params: node.get("vendorParams").cloned(),
    })
}

fn response(node: &Node) -> Result<ResponseCase, String> {
    let code = node.get("code").and_then(Node::as_i64);
    Ok(ResponseCase {
        code: code
            .and_then(|code| u16::try_from(code).ok())
            .ok_or("the case has no `code`")?,
        headers: pairs(node, "headers")?,
        body: text(node, "body")?,
        body_media_type: text(node, "bodyMediaType")?,
        params: node.get("params").cloned(),
        auth_scheme: text(node, "authScheme")?,
        vendor_params: node.get("vendorParams").cloned(),
    })
}

fn event_stream(node: &Node) -> Result<EventStreamCase, String> {
    let events = node
        .get("events")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let expectation = node.get("expectation");
    let failure = expectation.and_then(|expectation| expectation.get("failure"));
    Ok(EventStreamCase {
        initial_request_params: node.get("initialRequestParams").cloned(),
        initial_request: node.get("initialRequest").map(request).transpose()?,
        initial_response_params: node.get("initialResponseParams").cloned(),
        initial_response: node.get("initialResponse").map(response).transpose()?,
        events: events.iter().map(event).collect::<Result<_, _>>()?,
        failure: failure
            .map(|failure| text(failure, "errorId"))
            .transpose()?,
        vendor_params: node.get("vendorParams").cloned(),
    })
}

fn event(node: &Node) -> Result<EventCase, String> {
    let direction = match node.get("type").and_then(Node::as_str) {
        Some("request") => Direction::Request,
        Some("response") => Direction::Response,
        _ => return Err("the `type` of an event is neither `request` nor `response`".to_owned()),
    };
    Ok(EventCase {
        direction,
        params: node.get("params").cloned(),
        headers: members(node.get("headers")),
        forbid_headers: texts(node, "forbidHeaders")?,
        require_headers: texts(node, "requireHeaders")?,
        body: text(node, "body")?,
        body_media_type: text(node, "bodyMediaType")?,
        bytes: text(node, "bytes")?,
    })
}

fn endpoint(node: &Node) -> Result<EndpointCase, String> {
    let expect = node.get("expect").ok_or("the case has no `expect`")?;
    let expect = match (expect.get("endpoint"), text(expect, "error")?) {
        (None, Some(error)) => EndpointExpectation::Error(error),
        (Some(endpoint), None) => EndpointExpectation::Endpoint {
            url: text(endpoint, "url")?.ok_or("the expected endpoint has no `url`")?,
            headers: members(endpoint.get("headers"))
                .into_iter()
                .map(|(name, node)| Ok((name, elements(&node)?)))
                .collect::<Result<_, String>>()?,
            properties: endpoint.get("properties").map_or("{}".to_owned(), json),
        },
        _ => return Err("the case expects neither an endpoint nor an error, or both".to_owned()),
    };
    let inputs = node
        .get("operationInputs")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let operation_inputs = inputs.iter().map(|input| {
        Ok(OperationInput {
            operation: text(input, "operationName")?
                .ok_or("an operation input has no `operationName`")?,
            params: input.get("operationParams").cloned(),
            built_ins: members(input.get("builtInParams")),
            client: members(input.get("clientParams")),
        })
    });
    Ok(EndpointCase {
        params: members(node.get("params")),
        operation_inputs: operation_inputs.collect::<Result<_, String>>()?,
        expect,
    })
}

fn text(node: &Node, name: &str) -> Result<Option<String>, String> {
    match node.get(name) {
        None => Ok(None),
        Some(value) => match value.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(format!(
                "`{name}` of the case is {}, not a string",
                value.kind()
            )),
        },
    }
}

fn texts(node: &Node, name: &str) -> Result<Vec<String>, String> {
    node.get(name).map_or(Ok(Vec::new()), elements)
}

fn elements(node: &Node) -> Result<Vec<String>, String> {
    let items = node
        .as_array()
        .ok_or_else(|| format!("expected a list of strings, found {}", node.kind()))?;
    let items = items.iter().map(|item| {
        let text = item
            .as_str()
            .ok_or_else(|| format!("expected a string, found {}", item.kind()))?;
        Ok(text.to_owned())
    });
    items.collect()
}

fn pairs(node: &Node, name: &str) -> Result<Vec<(String, String)>, String> {
    let pairs = members(node.get(name))
        .into_iter()
        .map(|(key, value)| match value.as_str() {
            Some(text) => Ok((key, text.to_owned())),
            None => Err(format!(
                "`{name}.{key}` of the case is {}, not a string",
                value.kind()
            )),
        });
    pairs.collect()
}

fn members(node: Option<&Node>) -> Vec<(String, Node)> {
    let entries = node.and_then(Node::as_object).unwrap_or_default();
    entries
        .iter()
        .map(|entry| (entry.key.to_string(), entry.value.clone()))
        .collect()
}

/// The node as JSON text.
fn json(node: &Node) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(value) => quoted(value),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(","))
        }
        Value::Object(entries) => {
            let members = entries
                .iter()
                .map(|entry| format!("{}:{}", quoted(&entry.key), json(&entry.value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}
