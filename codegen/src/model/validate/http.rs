//! HTTP bindings of the closure's operations.
//!
//! Smithy specification, "HTTP bindings", "endpoint trait"; AWS restJson1 protocol.

use std::collections::HashMap;

use super::{Context, Place, is_list_of, member_id, trait_span};
use crate::model::closure::{self, Closure};
use crate::model::traits::{HostPart, Http, UriSegment};
use crate::model::{Member, Operation, Shape, ShapeId, ShapeKind};

const LABEL: &str = "smithy.api#httpLabel";
const PAYLOAD: &str = "smithy.api#httpPayload";
const HOST_LABEL: &str = "smithy.api#hostLabel";

pub(super) fn check(closure: &Closure, context: &mut Context<'_>) {
    if !context
        .known(&closure.service)
        .is_some_and(|s| s.traits.rest_json1)
    {
        return;
    }
    let mut uris: HashMap<String, &ShapeId> = HashMap::new();
    for id in &closure.operations {
        let Some(shape) = context.known(id) else {
            continue;
        };
        let ShapeKind::Operation(operation) = &shape.kind else {
            continue;
        };
        host_labels(shape, operation, context);
        bindings(&operation.input, true, context);
        bindings(&operation.output, false, context);
        match &shape.traits.http {
            Some(http) => {
                labels(shape, operation, http, context);
                query_literals(operation, http, context);
                same_uri(shape, http, &mut uris, context);
            }
            // A trait that is there and could not be read has been reported.
            None if shape.traits.value("smithy.api#http").is_none() => context.error(
                "an operation without the trait smithy.api#http",
                id,
                Place::new(shape.span, "restJson1 needs its method and URI"),
                "add \"smithy.api#http\": {\"method\": \"POST\", \"uri\": \"/…\"}, or leave the operation out with --operations",
            ),
            None => {}
        }
    }
    let mut errors: Vec<ShapeId> = Vec::new();
    for id in &closure.operations {
        errors.extend(closure::errors(context.model, &closure.service, id));
    }
    errors.sort();
    errors.dedup();
    for error in &errors {
        bindings(error, false, context);
    }
}

/// Labels of the URI and members with `httpLabel` are the same.
fn labels(shape: &Shape, operation: &Operation, http: &Http, context: &mut Context<'_>) {
    let members = context.structure_members(&operation.input);
    let known = context.known(&operation.input).is_some();
    for segment in &http.uri.segments {
        let (name, greedy) = match segment {
            UriSegment::Label(name) => (name, false),
            UriSegment::GreedyLabel(name) => (name, true),
            UriSegment::Literal(_) => continue,
        };
        let member = members.iter().find(|m| m.name == *name);
        match member {
            Some(member) if member.traits.http_label => {
                let target = context.target(member);
                if let Some(target) = target.filter(|_| greedy)
                    && !matches!(target.kind, ShapeKind::String | ShapeKind::Enum { .. })
                {
                    context.error(
                        format!("the greedy label `{{{name}+}}` is no string"),
                        member_id(&operation.input, member),
                        Place::new(
                            member.span,
                            format!("{} is of type {}", target.id, target.kind.name()),
                        )
                        .and(http.uri_span, "greedy in this URI"),
                        "let the member target a string, or remove the `+`",
                    );
                }
            }
            Some(member) => context.error(
                format!("the label `{{{name}}}` names a member that is no label"),
                &shape.id,
                Place::new(http.uri_span, format!("`{name}` is in this URI"))
                    .and(member.span, "this member has no smithy.api#httpLabel"),
                "add \"smithy.api#httpLabel\": {} and \"smithy.api#required\": {} to the member",
            ),
            None if known => {
                let near = crate::model::similar::nearest(
                    name,
                    members.iter().map(|m| (&*m.name, &m.name)),
                );
                let help = match near {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!(
                        "add a required member `{name}` with smithy.api#httpLabel to {}",
                        operation.input
                    ),
                };
                context.error(
                    format!("the label `{{{name}}}` has no member"),
                    &shape.id,
                    Place::new(
                        http.uri_span,
                        format!("{} has no member `{name}`", operation.input),
                    ),
                    help,
                );
            }
            None => {}
        }
    }
    for member in members.iter().filter(|m| m.traits.http_label) {
        let in_uri = http.uri.segments.iter().any(|s| match s {
            UriSegment::Label(name) | UriSegment::GreedyLabel(name) => *name == member.name,
            UriSegment::Literal(_) => false,
        });
        if !in_uri {
            context.error(
                format!("the label `{}` is not in the URI", member.name),
                member_id(&operation.input, member),
                Place::new(trait_span(member, LABEL), "bound to a label").and(
                    http.uri_span,
                    format!("no `{{{}}}` in the URI of {}", member.name, shape.id.name()),
                ),
                "add the label to the URI, or bind the member to something else",
            );
        }
        if !member.traits.required {
            context.error(
                format!("the label `{}` is not required", member.name),
                member_id(&operation.input, member),
                Place::new(trait_span(member, LABEL), "bound to a label")
                    .and(http.uri_span, "without it there is no URI"),
                "add \"smithy.api#required\": {}",
            );
        }
    }
}

fn host_labels(shape: &Shape, operation: &Operation, context: &mut Context<'_>) {
    let members = context.structure_members(&operation.input);
    let known = context.known(&operation.input).is_some();
    let prefix = shape.traits.endpoint_host_prefix.as_ref();
    let span = shape
        .traits
        .value("smithy.api#endpoint")
        .and_then(|v| v.get("hostPrefix"))
        .map(|n| n.span);
    for part in prefix.iter().flat_map(|p| &p.parts) {
        let HostPart::Label(name) = part else {
            continue;
        };
        let member = members.iter().find(|m| m.name == *name);
        if member.is_none_or(|m| !m.traits.host_label) && known {
            let mut place = Place::new(span, format!("`{name}` is in this host prefix"));
            if let Some(member) = member {
                place = place.and(member.span, "this member has no smithy.api#hostLabel");
            }
            context.error(
                format!("the host label `{{{name}}}` has no member"),
                &shape.id,
                place,
                format!(
                    "add a required member `{name}` with smithy.api#hostLabel to {}",
                    operation.input
                ),
            );
        }
    }
    for member in members.iter().filter(|m| m.traits.host_label) {
        let used = prefix.is_some_and(|p| {
            p.parts
                .iter()
                .any(|p| matches!(p, HostPart::Label(n) if *n == member.name))
        });
        // Without the endpoint trait there is no host to be a label of, and the trait no more than a remark.
        if prefix.is_some() && !used {
            context.error(
                format!("the host label `{}` is not in the host prefix", member.name),
                member_id(&operation.input, member),
                Place::new(trait_span(member, HOST_LABEL), "bound to a host label")
                    .and(span, "not in this host prefix"),
                "add the label to `hostPrefix`, or remove the trait",
            );
        }
        if !member.traits.required {
            context.error(
                format!("the host label `{}` is not required", member.name),
                member_id(&operation.input, member),
                Place::new(trait_span(member, HOST_LABEL), "bound to a host label")
                    .and(span, "without it there is no host"),
                "add \"smithy.api#required\": {}",
            );
        }
    }
}

/// Bindings of one message: nothing is said twice, and a payload leaves no member over.
fn bindings(id: &ShapeId, input: bool, context: &mut Context<'_>) {
    let members = context.structure_members(id);
    let mut seen: HashMap<(&str, String), &Member> = HashMap::new();
    for member in members {
        let t = &member.traits;
        let bound = [
            (
                "smithy.api#httpHeader",
                t.http_header.as_ref().map(|h| h.to_ascii_lowercase()),
                "header",
            ),
            (
                "smithy.api#httpQuery",
                t.http_query.as_ref().map(|q| q.to_string()),
                "query parameter",
            ),
            (
                "smithy.api#httpQueryParams",
                t.http_query_params.then(String::new),
                "set of query parameters",
            ),
            (
                "smithy.api#httpPrefixHeaders",
                t.http_prefix_headers.as_ref().map(|_| String::new()),
                "set of headers",
            ),
            (PAYLOAD, t.http_payload.then(String::new), "body"),
            (
                "smithy.api#httpResponseCode",
                t.http_response_code.then(String::new),
                "status",
            ),
        ];
        for (trait_id, value, what) in bound {
            let Some(value) = value else { continue };
            target_of(trait_id, id, member, context);
            if let Some(first) = seen.get(&(trait_id, value.clone())) {
                let name = if value.is_empty() {
                    String::new()
                } else {
                    format!(" `{value}`")
                };
                context.error(
                    format!("two members are the {what}{name} of one message"),
                    member_id(id, member),
                    Place::new(trait_span(member, trait_id), "second member")
                        .and(trait_span(first, trait_id), "first member"),
                    "keep one of the two",
                );
            } else {
                seen.insert((trait_id, value), member);
            }
        }
    }
    let Some(payload) = members.iter().find(|m| m.traits.http_payload) else {
        return;
    };
    for member in members.iter().filter(|m| !is_bound(m, input)) {
        context.error(
            "a member of the body beside a payload",
            member_id(id, member),
            Place::new(member.span, "bound to nothing, so a part of the body").and(
                trait_span(payload, PAYLOAD),
                "but this member is the whole body",
            ),
            "bind it to a header, a query parameter or a label, or remove smithy.api#httpPayload",
        );
    }
}

fn is_bound(member: &Member, input: bool) -> bool {
    let t = &member.traits;
    let either = t.http_header.is_some() || t.http_prefix_headers.is_some() || t.http_payload;
    let request = t.http_label || t.http_query.is_some() || t.http_query_params;
    // A host label without another binding is in the body as well.
    either || if input { request } else { t.http_response_code }
}

/// What the table of traits cannot say: the types inside of lists and maps.
fn target_of(trait_id: &str, id: &ShapeId, member: &Member, context: &mut Context<'_>) {
    let Some(target) = context.target(member) else {
        return;
    };
    let simple = |kind: &ShapeKind| {
        !matches!(
            kind,
            ShapeKind::List { .. }
                | ShapeKind::Map { .. }
                | ShapeKind::Structure { .. }
                | ShapeKind::Union { .. }
                | ShapeKind::Document
                | ShapeKind::Blob
        )
    };
    let string = |kind: &ShapeKind| matches!(kind, ShapeKind::String | ShapeKind::Enum { .. });
    let (good, help) = match trait_id {
        "smithy.api#httpHeader" | "smithy.api#httpQuery" => (
            !matches!(target.kind, ShapeKind::List { .. }) || is_list_of(context, target, simple),
            "a list here has strings, numbers, booleans or timestamps",
        ),
        "smithy.api#httpPrefixHeaders" | "smithy.api#httpQueryParams" => {
            let ShapeKind::Map { value, .. } = &target.kind else {
                return;
            };
            let Some(value) = context.target(value) else {
                return;
            };
            let lists =
                trait_id == "smithy.api#httpQueryParams" && is_list_of(context, value, string);
            (
                string(&value.kind) || lists,
                "the values of the map must be strings (or, in the query, lists of strings)",
            )
        }
        PAYLOAD => (
            string(&target.kind) || !simple(&target.kind),
            "a payload is a structure, a union, a document, a blob, a string, a list or a map",
        ),
        _ => return,
    };
    if !good {
        context.error(
            format!("the trait {trait_id} on a member of a wrong type"),
            member_id(id, member),
            Place::new(
                trait_span(member, trait_id),
                format!("{} is of type {}", target.id, target.kind.name()),
            )
            .and(target.span, "the target"),
            help,
        );
    }
}

/// A query parameter of the URI must not be a member's too.
fn query_literals(operation: &Operation, http: &Http, context: &mut Context<'_>) {
    for member in context.structure_members(&operation.input) {
        let Some(name) = &member.traits.http_query else {
            continue;
        };
        if http.uri.query.iter().any(|(literal, _)| literal == name) {
            context.error(
                format!("the query parameter `{name}` is in the URI and a member"),
                member_id(&operation.input, member),
                Place::new(
                    trait_span(member, "smithy.api#httpQuery"),
                    "bound to it here",
                )
                .and(http.uri_span, "in this URI already"),
                "take it out of the URI, or give the member another parameter",
            );
        }
    }
}

/// A service could not tell two operations of the same method and URI apart; a client does not mind.
fn same_uri<'a>(
    shape: &'a Shape,
    http: &Http,
    seen: &mut HashMap<String, &'a ShapeId>,
    context: &mut Context<'_>,
) {
    let host = shape
        .traits
        .endpoint_host_prefix
        .as_ref()
        .map_or("", |p| &p.text);
    let mut key = format!("{} {host}", http.method);
    for segment in &http.uri.segments {
        key.push('/');
        match segment {
            UriSegment::Literal(text) => key.push_str(text),
            UriSegment::Label(_) => key.push_str("{}"),
            UriSegment::GreedyLabel(_) => key.push_str("{+}"),
        }
    }
    let mut query: Vec<_> = http.uri.query.iter().collect();
    query.sort();
    for (name, value) in query {
        key.push_str(&format!("&{name}={value}"));
    }
    if let Some(first) = seen.get(&key) {
        let first_span = context
            .known(first)
            .and_then(|s| s.traits.http.as_ref()?.uri_span);
        context.warning(
            format!(
                "{} and {} have the same method and URI",
                first.name(),
                shape.id.name()
            ),
            &shape.id,
            Place::new(http.uri_span, "second URI").and(first_span, "first URI"),
            "the service cannot tell the two apart: correct one of them",
        );
    } else {
        seen.insert(key, &shape.id);
    }
}
