//! In: an operation of the model. Out: its [`OperationPlan`]: input, output, error enum, bindings, paginator, waiters.
//!
//! Rules: Smithy specification, "Operation", "HTTP bindings", "Authentication traits", "error trait".

use super::bindings::{Auth, Body};
use super::codec::Codec;
use super::scope::Scope;
use super::shapes::{Role, deprecated, retry_kind};
use super::{
    ErrorPlan, ErrorVariant, OperationError, OperationPlan, Structure, http, paginators, waiters,
};
use crate::diagnostics::Diagnostics;
use crate::endpoint_rules::{self, EndpointPlan};
use crate::model::traits::Traits;
use crate::model::{Member, Operation, Shape, ShapeId, ShapeKind};

/// **Precondition:** the operation has an `http` trait; the loader has refused those without.
pub fn operation(
    scope: &Scope<'_>,
    id: &ShapeId,
    operation: &Operation,
    errors: &[ShapeId],
    service: &Shape,
    endpoint: &EndpointPlan,
    diagnostics: &mut Diagnostics,
) -> Option<OperationPlan> {
    let shape = scope.shape(id);
    let http = shape.traits.http.as_ref()?;
    let endpoint_params = endpoint_rules::bind(endpoint, scope.model, shape, scope, diagnostics)?;
    let names = scope.operation_names(id);
    let input_members = members(scope, &operation.input);
    let output_members = members(scope, &operation.output);
    let mut input = scope.structure(&operation.input, input_members, Role::Input(&names));
    let mut output = scope.structure(&operation.output, output_members, Role::Output(&names));
    let request = http::request(scope, http, input_members, &input);
    let response = http::response(scope, http.code, output_members, &output);
    for (structure, members, leaves) in [
        (
            &mut input,
            input_members,
            http::leaves_request_body as fn(&Member) -> bool,
        ),
        (&mut output, output_members, http::leaves_response_body),
    ] {
        for (field, member) in structure.fields.iter_mut().zip(members) {
            field.in_body = !leaves(member) && !http::is_stream(&field.codec);
            if !field.in_body {
                let codec = std::mem::replace(&mut field.codec, Codec::Unit);
                field.codec = http::bound_codec(scope, member, codec);
            }
        }
    }
    let paginated = shape.traits.paginated.as_ref();
    let paginator = paginated
        .map(|p| paginators::merge(p, service.traits.paginated.as_ref()))
        .and_then(|p| paginators::paginator(scope, &p, &input, &operation.output));
    let of = shape.traits.waiters.iter();
    let mut waiters: Vec<_> = of
        .filter_map(|waiter| waiters::waiter(scope, operation, waiter))
        .collect();
    // They are members of a map, whose order has no meaning.
    waiters.sort_by(|a, b| a.shape_name.cmp(&b.shape_name));
    let waiter_setters = match waiters.is_empty() {
        true => Vec::new(),
        false => waiters::setters(&input),
    };
    // The body of an error answer is traced by the same rule as that of any other.
    let sensitive = [&operation.input, &operation.output]
        .into_iter()
        .chain(errors)
        .any(|id| scope.sensitive.contains(id));
    Some(OperationPlan {
        shape_name: id.name().to_owned(),
        module: names.module,
        method: names.method,
        docs: scope.docs(&shape.traits, ""),
        deprecated: deprecated(&shape.traits),
        error: OperationError {
            name: format!("{}Error", names.name),
            variants: errors.iter().map(|id| error_variant(scope, id)).collect(),
        },
        host_prefix: shape
            .traits
            .endpoint_host_prefix
            .as_ref()
            .map(|prefix| http::host_prefix(prefix, input_members, &input)),
        endpoint_params,
        auth: auth(&shape.traits, &service.traits),
        checksum_required: shape.traits.http_checksum_required,
        request_compression: shape
            .traits
            .request_compression
            .iter()
            .flatten()
            .any(|encoding| encoding.eq_ignore_ascii_case("gzip")),
        name: names.name,
        request,
        response,
        paginator,
        waiters,
        waiter_setters,
        example: Default::default(),
        sensitive,
        input,
        output,
    })
}

/// An error structure: of its members, those bound to headers leave the body.
/// What an error is besides the error of operations.
#[derive(Clone, Copy)]
pub struct Lives {
    /// A member of something that is no event stream.
    pub data: bool,
    /// An exception of an event stream that the client sends.
    pub sent: bool,
}

pub fn error(scope: &Scope<'_>, id: &ShapeId, members: &[Member], lives: Lives) -> ErrorPlan {
    let mut structure = scope.structure(id, members, Role::Error);
    // As data it is an object like others, whatever its members are bound to in an answer.
    let data = lives.data.then(|| Structure {
        reads: scope.read.contains(id),
        ..structure.clone()
    });
    structure.writes &= lives.sent;
    for (field, member) in structure.fields.iter_mut().zip(members) {
        field.in_body = !http::leaves_response_body(member);
        if !field.in_body {
            let codec = std::mem::replace(&mut field.codec, Codec::Unit);
            field.codec = http::bound_codec(scope, member, codec);
        }
    }
    let mut response = http::response(scope, 0, members, &structure);
    if matches!(response.body, Body::None) && structure.fields.iter().any(|f| f.in_body) {
        // The message member that planning has added.
        response.body = Body::Members;
    }
    ErrorPlan {
        structure,
        response,
        data,
    }
}

/// Members of an input or output; `Unit` has none.
fn members<'a>(scope: &'a Scope<'_>, id: &ShapeId) -> &'a [Member] {
    match &scope.shape(id).kind {
        ShapeKind::Structure { members } => members,
        _ => &[],
    }
}

pub fn error_variant(scope: &Scope<'_>, id: &ShapeId) -> ErrorVariant {
    let shape = scope.shape(id);
    let names = scope.type_names(id);
    ErrorVariant {
        is_method: names.is_method(),
        docs: scope.docs(&shape.traits, ""),
        code: id.name().to_owned(),
        retryable: retry_kind(&shape.traits),
        name: names.name,
    }
}

fn auth(operation: &Traits, service: &Traits) -> Auth {
    let schemes = operation.auth.as_ref().or(service.auth.as_ref());
    if schemes.is_some_and(Vec::is_empty) || service.sigv4.is_none() {
        Auth::None
    } else if operation.optional_auth {
        Auth::Optional
    } else if operation.unsigned_payload {
        Auth::SigV4UnsignedPayload
    } else {
        Auth::SigV4
    }
}
