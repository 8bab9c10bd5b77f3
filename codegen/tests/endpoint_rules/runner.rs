// The part of the checking crate that is the same for every service.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use aws_smithy_runtime_api::client::endpoint::{
    EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::{Document, Number};

pub use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams as Params;

pub struct Case {
    pub documentation: &'static str,
    pub params: &'static [(&'static str, Value)],
    /// Parameters as calls of operations would have them: the same.
    pub calls: &'static [fn() -> Result<Params, String>],
    pub expect: Expect,
}

#[derive(Debug)]
#[allow(dead_code)]
pub enum Value {
    String(&'static str),
    Boolean(bool),
    List(&'static [&'static str]),
}

#[allow(dead_code)]
impl Value {
    pub fn string(&self) -> String {
        match self {
            Value::String(value) => value.to_string(),
            other => panic!("{other:?} is no string"),
        }
    }

    pub fn boolean(&self) -> bool {
        match self {
            Value::Boolean(value) => *value,
            other => panic!("{other:?} is no boolean"),
        }
    }

    pub fn list(&self) -> Vec<String> {
        match self {
            Value::List(items) => items.iter().map(|item| item.to_string()).collect(),
            other => panic!("{other:?} is no list"),
        }
    }
}

#[derive(Debug)]
pub enum Expect {
    Error(&'static str),
    Endpoint {
        url: &'static str,
        headers: &'static [(&'static str, &'static [&'static str])],
        properties: &'static str,
    },
}

/// Runs the cases of one service, twice each, so that the resolver's memory has its turn. Gives how many failed.
pub fn run(
    service: &str,
    cases: &'static [Case],
    resolver: SharedEndpointResolver,
    params: fn(&Case) -> Result<EndpointResolverParams, String>,
) -> usize {
    let mut failed = 0;
    for case in cases {
        let once = || resolve(&resolver, &params(case)?);
        let outcome = check(&case.expect, once())
            .and_then(|()| check(&case.expect, once()))
            .and_then(|()| {
                case.calls
                    .iter()
                    .try_for_each(|call| same(params(case), call()))
            });
        if let Err(message) = outcome {
            println!("{service}: {}: {message}", case.documentation);
            failed += 1;
        }
    }
    println!(
        "{service}: {} passed, {failed} failed",
        cases.len() - failed
    );
    failed
}

fn same(expected: Result<Params, String>, found: Result<Params, String>) -> Result<(), String> {
    let (expected, found) = (format!("{expected:?}"), format!("{found:?}"));
    if expected == found {
        Ok(())
    } else {
        Err(format!(
            "a call has the parameters\n{found}, expected\n{expected}"
        ))
    }
}

fn resolve(
    resolver: &SharedEndpointResolver,
    params: &EndpointResolverParams,
) -> Result<Endpoint, String> {
    let future = pin!(resolver.resolve_endpoint(params));
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.map_err(|err| err.to_string()),
        Poll::Pending => Err("the resolver is not done at once".to_owned()),
    }
}

fn check(expect: &Expect, outcome: Result<Endpoint, String>) -> Result<(), String> {
    let fine = match (expect, &outcome) {
        (Expect::Error(message), Err(found)) => message == found,
        (
            Expect::Endpoint {
                url,
                headers,
                properties,
            },
            Ok(endpoint),
        ) => {
            let found: BTreeMap<&str, Vec<&str>> = endpoint
                .headers()
                .map(|(name, values)| (name, values.collect()))
                .collect();
            let wanted = headers
                .iter()
                .map(|(name, values)| (*name, values.to_vec()))
                .collect();
            endpoint.url() == *url && found == wanted && properties_of(endpoint) == *properties
        }
        _ => false,
    };
    if fine {
        Ok(())
    } else {
        Err(format!("expected {expect:?}, got {outcome:?}"))
    }
}

/// The properties as canonical JSON, the authentication schemes among them.
fn properties_of(endpoint: &Endpoint) -> String {
    let mut members: BTreeMap<String, Document> = endpoint
        .properties()
        .iter()
        .map(|(name, value)| (name.to_string(), value.clone()))
        .collect();
    if !endpoint.auth_schemes().is_empty() {
        let schemes = endpoint
            .auth_schemes()
            .iter()
            .map(|scheme| scheme.as_document());
        members.insert("authSchemes".to_owned(), Document::Array(schemes.collect()));
    }
    json(&Document::Object(members.into_iter().collect()))
}

fn json(document: &Document) -> String {
    match document {
        Document::Null => "null".to_owned(),
        Document::Bool(value) => value.to_string(),
        Document::Number(Number::PosInt(value)) => value.to_string(),
        Document::Number(Number::NegInt(value)) => value.to_string(),
        Document::Number(Number::Float(value)) => value.to_string(),
        Document::String(value) => format!("{value:?}"),
        Document::Array(items) => {
            format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(","))
        }
        Document::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{name:?}:{}", json(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
    }
}
