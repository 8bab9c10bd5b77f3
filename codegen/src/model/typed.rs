//! In: the traits of one shape or member as written. Out: [`Traits`] with every field filled in.
//!
//! **A value of a wrong form leaves its field empty**: it has been reported where it is written
//! ([`super::treatments::Form::check`]). What no form says (patterns, ranges) is reported here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ShapeId;
use super::patterns;
use super::traits::{
    AwsService, ClientContextParam, ContextParamKind, Deprecated, ErrorFault, Http, Paginated,
    Retryable, SigV4, TimestampFormat, Traits,
};
use super::treatments;
use super::waiters;
use crate::ast::{Node, Span, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Traits that the model defines itself and that say what a service speaks.
#[derive(Debug, Default)]
pub(super) struct CustomTraits {
    pub protocols: BTreeSet<ShapeId>,
    pub auth_schemes: BTreeSet<ShapeId>,
}

/// Types the traits of the shape or member called `shape`. `spans` are the places of the trait ids, one for each of `raw`.
pub(super) fn traits(
    raw: Vec<(ShapeId, Node)>,
    spans: Vec<Span>,
    custom: &CustomTraits,
    shape: &dyn Fn() -> String,
    diagnostics: &mut Diagnostics,
) -> Traits {
    let mut traits = Traits::default();
    for (id, value) in &raw {
        // `None` says that the value is unreadable or the trait has no field; both are dealt with elsewhere.
        let _ = match id.namespace() {
            "smithy.api" => prelude(id.name(), value, &mut traits, shape, diagnostics),
            "aws.api" | "aws.auth" | "aws.protocols" => aws(id.as_str(), value, &mut traits),
            _ => smithy(id.as_str(), value, &mut traits, shape, diagnostics),
        };
    }
    for (id, _) in &raw {
        if id.as_str() != "aws.protocols#restJson1"
            && (treatments::is_protocol(id) || custom.protocols.contains(id))
        {
            traits.other_protocols.push(id.clone());
        }
        if id.as_str() != "aws.auth#sigv4"
            && (treatments::is_auth_scheme(id) || custom.auth_schemes.contains(id))
        {
            traits.other_auth_schemes.push(id.clone());
        }
    }
    traits.raw = raw;
    traits.id_spans = spans;
    traits
}

fn string(node: &Node) -> Option<Arc<str>> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn member(node: &Node, key: &str) -> Option<Arc<str>> {
    node.get(key).and_then(string)
}

fn number(node: &Node, key: &str) -> Option<Arc<str>> {
    match &node.get(key)?.value {
        Value::Number(text) => Some(text.clone()),
        _ => None,
    }
}

fn entries(node: &Node) -> impl Iterator<Item = (&Arc<str>, &Node)> {
    node.as_object()
        .unwrap_or_default()
        .iter()
        .map(|e| (&e.key, &e.value))
}

fn path(text: &str) -> Vec<Arc<str>> {
    text.split('.').map(Arc::from).collect()
}

/// `None` where the value is not of the trait's form, or the trait has no field.
fn prelude(
    name: &str,
    value: &Node,
    t: &mut Traits,
    shape: &dyn Fn() -> String,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    match name {
        "documentation" => t.documentation = Some(string(value)?),
        "deprecated" => {
            t.deprecated = Some(Deprecated {
                message: member(value, "message"),
                since: member(value, "since"),
            });
        }
        "title" => t.title = Some(string(value)?),
        "since" => t.since = Some(string(value)?),
        "internal" => t.internal = true,
        "unstable" => t.unstable = true,
        "externalDocumentation" => {
            t.external_documentation = entries(value)
                .filter_map(|(k, v)| Some((k.clone(), string(v)?)))
                .collect();
        }
        "examples" => t.examples = Some(value.clone()),
        "required" => t.required = true,
        "default" => t.default = Some(value.clone()),
        "addedDefault" => t.added_default = true,
        "clientOptional" => t.client_optional = true,
        "input" => t.input = true,
        "output" => t.output = true,
        "sparse" => t.sparse = true,
        "mixin" => t.mixin = true,
        "error" => {
            t.error = Some(if value.as_str()? == "server" {
                ErrorFault::Server
            } else {
                ErrorFault::Client
            });
        }
        "enumValue" => t.enum_value = Some(value.clone()),
        "box" => t.boxed = true,
        "length" => t.length = Some((number(value, "min"), number(value, "max"))),
        "range" => t.range = Some((number(value, "min"), number(value, "max"))),
        "pattern" => t.pattern = Some(string(value)?),
        "uniqueItems" => t.unique_items = true,
        "idempotencyToken" => t.idempotency_token = true,
        "idempotent" => t.idempotent = true,
        "readonly" => t.readonly = true,
        "retryable" => {
            let throttling = value
                .get("throttling")
                .and_then(Node::as_bool)
                .unwrap_or(false);
            t.retryable = Some(Retryable { throttling });
        }
        "paginated" => {
            t.paginated = Some(Paginated {
                input_token: member(value, "inputToken"),
                output_token: member(value, "outputToken").map(|p| path(&p)),
                items: member(value, "items").map(|p| path(&p)),
                page_size: member(value, "pageSize"),
            });
        }
        "httpChecksumRequired" => t.http_checksum_required = true,
        "streaming" => t.streaming = true,
        "requiresLength" => t.requires_length = true,
        "eventHeader" => t.event_header = true,
        "eventPayload" => t.event_payload = true,
        "jsonName" => t.json_name = Some(string(value)?),
        "mediaType" => t.media_type = Some(string(value)?),
        "timestampFormat" => {
            t.timestamp_format = Some(match value.as_str()? {
                "date-time" => TimestampFormat::DateTime,
                "http-date" => TimestampFormat::HttpDate,
                "epoch-seconds" => TimestampFormat::EpochSeconds,
                _ => return None,
            });
        }
        "sensitive" => t.sensitive = true,
        "http" => t.http = http(value, shape, diagnostics),
        "httpError" => t.http_error = status(value, shape, diagnostics),
        "httpHeader" => t.http_header = Some(string(value)?),
        "httpLabel" => t.http_label = true,
        "httpPayload" => t.http_payload = true,
        "httpPrefixHeaders" => t.http_prefix_headers = Some(string(value)?),
        "httpQuery" => t.http_query = Some(string(value)?),
        "httpQueryParams" => t.http_query_params = true,
        "httpResponseCode" => t.http_response_code = true,
        "requestCompression" => {
            let encodings = value.get("encodings")?.as_array()?;
            t.request_compression = Some(encodings.iter().filter_map(string).collect());
        }
        "endpoint" => {
            let node = value.get("hostPrefix")?;
            match patterns::host_prefix(&string(node)?) {
                Ok(prefix) => t.endpoint_host_prefix = Some(prefix),
                Err(what) => diagnostics.push(
                    Diagnostic::error("not a host prefix")
                        .shape(shape())
                        .at(node.span, what)
                        .help("a host prefix has literals and labels such as {accountId}, and ends in a dot"),
                ),
            }
        }
        "hostLabel" => t.host_label = true,
        "auth" => {
            t.auth = Some(
                value
                    .as_array()?
                    .iter()
                    .filter_map(string)
                    .map(ShapeId::new)
                    .collect(),
            )
        }
        "optionalAuth" => t.optional_auth = true,
        _ => return None,
    }
    Some(())
}

fn http(value: &Node, shape: &dyn Fn() -> String, diagnostics: &mut Diagnostics) -> Option<Http> {
    let method = member(value, "method")?;
    if method.is_empty()
        || !method
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    {
        diagnostics.push(
            Diagnostic::error(format!("`{method}` is no method of HTTP"))
                .shape(shape())
                .at(value.get("method").unwrap_or(value).span, "not a token")
                .help("write GET, POST, PUT, PATCH, DELETE, HEAD or another token"),
        );
        return None;
    }
    let node = value.get("uri")?;
    let uri = match patterns::uri(&string(node)?) {
        Ok(uri) => uri,
        Err(what) => {
            diagnostics.push(
                Diagnostic::error("not a URI pattern")
                    .shape(shape())
                    .at(node.span, what)
                    .help("a pattern looks like /city/{cityId}/files/{path+}?list=all"),
            );
            return None;
        }
    };
    let code = match value.get("code") {
        Some(node) => status(node, shape, diagnostics)?,
        None => 200,
    };
    Some(Http {
        method,
        uri,
        code,
        uri_span: Some(node.span),
    })
}

fn status(node: &Node, shape: &dyn Fn() -> String, diagnostics: &mut Diagnostics) -> Option<u16> {
    let number = node.as_i64()?;
    let code = u16::try_from(number)
        .ok()
        .filter(|n| (100..=999).contains(n));
    if code.is_none() {
        diagnostics.push(
            Diagnostic::error(format!("{number} is no status code"))
                .shape(shape())
                .at(node.span, "out of range")
                .help("status codes are 100 to 999"),
        );
    }
    code
}

fn aws(id: &str, value: &Node, t: &mut Traits) -> Option<()> {
    match id {
        "aws.api#service" => {
            let sdk_id = member(value, "sdkId")?;
            // The defaults that the specification gives, from the SDK id.
            let words = || sdk_id.to_lowercase().replace(' ', "");
            t.aws_service = Some(AwsService {
                arn_namespace: member(value, "arnNamespace").unwrap_or_else(|| words().into()),
                endpoint_prefix: member(value, "endpointPrefix")
                    .or_else(|| member(value, "arnNamespace"))
                    .unwrap_or_else(|| words().into()),
                cloud_trail_event_source: member(value, "cloudTrailEventSource"),
                sdk_id,
            });
        }
        "aws.auth#sigv4" => {
            t.sigv4 = Some(SigV4 {
                name: member(value, "name")?,
            })
        }
        "aws.auth#unsignedPayload" => t.unsigned_payload = true,
        "aws.protocols#restJson1" => t.rest_json1 = true,
        "aws.protocols#httpChecksum" => t.http_checksum = Some(value.clone()),
        _ => return None,
    }
    Some(())
}

fn smithy(
    id: &str,
    value: &Node,
    t: &mut Traits,
    shape: &dyn Fn() -> String,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let mut wrong = |node: &Node, what: &str, help: &str| {
        diagnostics.push(
            Diagnostic::error(format!("the trait {id} has a value of a wrong form"))
                .shape(shape())
                .at(node.span, what)
                .help(help),
        );
    };
    match id {
        "smithy.rules#endpointRuleSet" => t.endpoint_rule_set = Some(value.clone()),
        "smithy.rules#endpointTests" => t.endpoint_tests = Some(value.clone()),
        "smithy.rules#staticContextParams" => {
            for (name, param) in entries(value) {
                match param.get("value") {
                    Some(value) => t.static_context_params.push((name.clone(), value.clone())),
                    None => wrong(
                        param,
                        "no member `value` in this parameter",
                        "write {\"value\": …}",
                    ),
                }
            }
        }
        "smithy.rules#contextParam" => t.context_param = Some(member(value, "name")?),
        "smithy.rules#clientContextParams" => {
            for (name, param) in entries(value) {
                let kind = match param.get("type").and_then(Node::as_str) {
                    Some("string" | "String") => ContextParamKind::String,
                    Some("boolean" | "Boolean") => ContextParamKind::Boolean,
                    Some("stringArray" | "StringArray") => ContextParamKind::StringArray,
                    _ => {
                        wrong(
                            param,
                            "no readable `type` in this parameter",
                            "types are string, boolean and stringArray",
                        );
                        continue;
                    }
                };
                let documentation = member(param, "documentation");
                t.client_context_params.push(ClientContextParam {
                    name: name.clone(),
                    kind,
                    documentation,
                });
            }
        }
        "smithy.rules#operationContextParams" => {
            for (name, param) in entries(value) {
                match member(param, "path") {
                    Some(path) => t.operation_context_params.push((name.clone(), path)),
                    None => wrong(
                        param,
                        "no member `path` in this parameter",
                        "write {\"path\": \"…\"}, a JMESPath expression",
                    ),
                }
            }
        }
        "smithy.waiters#waitable" => t.waiters = waiters::read(value, shape, diagnostics),
        "smithy.test#httpRequestTests" => t.http_request_tests = Some(value.clone()),
        "smithy.test#httpResponseTests" => t.http_response_tests = Some(value.clone()),
        "smithy.test#eventStreamTests" => t.event_stream_tests = Some(value.clone()),
        _ => return None,
    }
    Some(())
}
