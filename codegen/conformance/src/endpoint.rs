//! Compares what an endpoint resolver gives with what a case expects of it.
//!
//! Rules: Smithy specification, "Rules engine endpoint test cases".

use super::exchange::block_on;
use super::outcome::{Failure, Outcome};
use aws_smithy_runtime_api::client::endpoint::EndpointFuture;
use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::{Document, Number};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An endpoint, or the text of an error.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    Error(&'static str),
    Endpoint {
        url: &'static str,
        headers: &'static [(&'static str, &'static [&'static str])],
        /// A JSON object.
        properties: &'static str,
    },
}

/// What a resolver gives, errors as text.
pub fn resolved(future: EndpointFuture<'_>) -> Result<Endpoint, String> {
    block_on(future).map_err(|error| error.to_string())
}

impl Expected {
    /// # Errors
    ///
    /// All that differs.
    pub fn check(&self, found: Result<Endpoint, String>) -> Outcome {
        let mut findings = Vec::new();
        match (self, found) {
            (Self::Error(expected), Err(error)) => {
                if error != *expected {
                    findings.push(format!("expected the error {expected:?}, got {error:?}"));
                }
            }
            (Self::Error(expected), Ok(endpoint)) => {
                findings.push(format!(
                    "expected the error {expected:?}, got {}",
                    endpoint.url()
                ));
            }
            (Self::Endpoint { url, .. }, Err(error)) => {
                findings.push(format!("expected {url}, got the error {error:?}"));
            }
            (
                Self::Endpoint {
                    url,
                    headers,
                    properties,
                },
                Ok(endpoint),
            ) => {
                if endpoint.url() != *url {
                    findings.push(format!("expected {url}, got {}", endpoint.url()));
                }
                let found: BTreeMap<String, Vec<&str>> = endpoint
                    .headers()
                    .map(|(name, values)| (name.to_ascii_lowercase(), values.collect()))
                    .collect();
                let wanted: BTreeMap<String, Vec<&str>> = headers
                    .iter()
                    .map(|(name, values)| (name.to_ascii_lowercase(), values.to_vec()))
                    .collect();
                if found != wanted {
                    findings.push(format!("expected the headers {wanted:?}, got {found:?}"));
                }
                let found = properties_of(&endpoint);
                match serde_json::from_str::<Value>(properties) {
                    Ok(wanted) if wanted == found => {}
                    Ok(wanted) => {
                        findings.push(format!("expected the properties {wanted}, got {found}"))
                    }
                    Err(error) => {
                        findings.push(format!("the expected properties are no JSON: {error}"))
                    }
                }
            }
        }
        Failure::of(findings)
    }
}

/// The properties as JSON, the authentication schemes among them.
fn properties_of(endpoint: &Endpoint) -> Value {
    let mut members: Map<String, Value> = endpoint
        .properties()
        .iter()
        .map(|(name, value)| (name.to_string(), json(value)))
        .collect();
    if !endpoint.auth_schemes().is_empty() {
        let schemes = endpoint.auth_schemes().iter();
        let schemes = schemes.map(|scheme| json(&scheme.as_document())).collect();
        members.insert("authSchemes".to_owned(), Value::Array(schemes));
    }
    Value::Object(members)
}

fn json(document: &Document) -> Value {
    match document {
        Document::Null => Value::Null,
        Document::Bool(value) => Value::Bool(*value),
        Document::Number(Number::PosInt(value)) => Value::from(*value),
        Document::Number(Number::NegInt(value)) => Value::from(*value),
        Document::Number(Number::Float(value)) => Value::from(*value),
        Document::String(value) => Value::String(value.clone()),
        Document::Array(items) => Value::Array(items.iter().map(json).collect()),
        Document::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), json(value)))
                .collect(),
        ),
    }
}
