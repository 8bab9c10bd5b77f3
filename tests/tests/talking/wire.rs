//! In: the model, an operation and the JSON of an input. Out: the request that restJson1 makes of them.
//!
//! Rules: Smithy specification, "HTTP binding traits" and "AWS restJson1 protocol", as far as the two models use them.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::model::{Model, has, members, target, trait_value};
use crate::server::Request;

/// What stays as it is in labels and queries.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Headers that every request of the SDK has, whatever its operation is.
const OF_THE_SDK: [&str; 8] = [
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "host",
    "user-agent",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-user-agent",
];

/// Checks the request against the model; `host` is that of the endpoint, without the prefix of the operation.
pub fn check(model: &Model, operation: &str, input: &Value, host: &str, request: &Request) {
    let shape = model.operation(operation);
    let http = trait_value(shape, "smithy.api#http");
    let bound = bind(model, target(&shape["input"]), input);

    assert_eq!(http["method"], request.method.as_str(), "{operation}");

    let prefix = &trait_value(shape, "smithy.api#endpoint")["hostPrefix"];
    let host = format!("{}{host}", prefix.as_str().unwrap_or_default());
    assert_eq!(request.header("host"), Some(host.as_str()), "{operation}");

    let (path, query) = match request.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (request.target.as_str(), None),
    };
    let uri = http["uri"].as_str().expect("a URI");
    assert!(!uri.contains('?') && !uri.contains("+}"), "{uri}");
    assert_eq!(path, fill(uri, &bound.labels), "{operation}");
    assert_eq!(parse_query(query), bound.query, "{operation}");
    assert_headers(operation, &bound, request);

    match &bound.body {
        Some(expected) => {
            let body: Value = serde_json::from_slice(&request.body)
                .unwrap_or_else(|error| panic!("{operation}: {error} in {:?}", request.body));
            assert_eq!(&body, expected, "{operation}");
        }
        None => assert!(request.body.is_empty(), "{operation}: {:?}", request.body),
    }
}

#[derive(Default)]
struct Bound {
    labels: BTreeMap<String, String>,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    /// `None` if no member of the input is bound to the body.
    body: Option<Value>,
}

fn bind(model: &Model, input_shape: &str, input: &Value) -> Bound {
    const OTHER_BINDINGS: [&str; 5] = [
        "smithy.api#httpPayload",
        "smithy.api#httpPrefixHeaders",
        "smithy.api#httpQueryParams",
        "smithy.api#jsonName",
        "smithy.api#mediaType",
    ];
    let mut bound = Bound::default();
    for (name, member) in members(model.shape(input_shape)) {
        for other in OTHER_BINDINGS {
            assert!(!has(member, other), "this test does not know {other}");
        }
        let value = &input[name.as_str()];
        if has(member, "smithy.api#httpLabel") {
            bound.labels.insert(name.clone(), text(value));
        } else if let Some(name) = trait_value(member, "smithy.api#httpQuery").as_str() {
            bound.query.insert(name.to_owned(), text(value));
        } else if let Some(name) = trait_value(member, "smithy.api#httpHeader").as_str() {
            bound.headers.insert(name.to_lowercase(), text(value));
        } else {
            let body = bound.body.get_or_insert_with(|| Map::new().into());
            body[name.as_str()] = value.clone();
        }
    }
    bound
}

/// A value outside of the body: strings without quotes, numbers as they are.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other} is neither a string nor a number"),
    }
}

fn fill(uri: &str, labels: &BTreeMap<String, String>) -> String {
    let mut filled = uri.to_owned();
    for (name, value) in labels {
        let value = utf8_percent_encode(value, UNRESERVED).to_string();
        filled = filled.replace(&format!("{{{name}}}"), &value);
    }
    assert!(!filled.contains('{'), "{filled} has a label left");
    filled
}

fn parse_query(query: Option<&str>) -> BTreeMap<String, String> {
    let mut parsed = BTreeMap::new();
    for pair in query.into_iter().flat_map(|query| query.split('&')) {
        let (name, value) = pair.split_once('=').expect("name=value");
        for encoded in [name, value] {
            let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~%".contains(&b);
            assert!(encoded.bytes().all(allowed), "{encoded} is not encoded");
        }
        let decode = |text| percent_decode_str(text).decode_utf8().expect("UTF-8");
        let before = parsed.insert(decode(name).into_owned(), decode(value).into_owned());
        assert!(before.is_none(), "{name} is there twice");
    }
    parsed
}

/// Nothing is missing, and nothing is there that neither the SDK nor the model wants.
fn assert_headers(operation: &str, bound: &Bound, request: &Request) {
    let mut expected = bound.headers.clone();
    if bound.body.is_some() {
        expected.insert("content-type".to_owned(), "application/json".to_owned());
        expected.insert("content-length".to_owned(), request.body.len().to_string());
    }
    let mut actual = BTreeMap::new();
    for (name, value) in &request.headers {
        let before = actual.insert(name.as_str().to_owned(), value.to_str().unwrap().to_owned());
        assert!(before.is_none(), "{operation}: {name} is there twice");
    }
    for name in OF_THE_SDK {
        let value = actual.remove(name).unwrap_or_default();
        assert!(!value.is_empty(), "{operation}: no header {name}");
    }
    assert_eq!(actual, expected, "{operation}");
}
