//! In: a model and what was chosen of it. Out: the [`CratePlan`], put together: which shapes are types, which are errors, and what
//! travels in which direction (Smithy specification, "Service closure").

use std::collections::BTreeSet;

use super::distinct::Contents;
use super::operations::Lives;
use super::recursion;
use super::scope::Scope;
use super::sensitivity;
use super::shapes::Role;
use super::{
    ClientContextParamPlan, CratePlan, Package, RustType, ServicePlan, TypeItem, distinct,
    event_stream, examples, names, operations,
};
use crate::diagnostics::Diagnostics;
use crate::docs::to_rustdoc;
use crate::endpoint_rules::{self, EndpointPlan, ParamSource};
use crate::model::traits::{ClientContextParam, ContextParamKind};
use crate::model::{Model, Operation, Service, Shape, ShapeId, ShapeKind};

/// What the user chose.
#[derive(Clone, Debug)]
pub struct Selection {
    pub service: ShapeId,
    /// Sorted by name.
    pub operations: Vec<ShapeId>,
    pub crate_name: String,
    pub crate_version: String,
}

/// `None` only with errors in `diagnostics`.
pub fn plan(
    model: &Model,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<CratePlan> {
    let service_shape = model.shape(&selection.service);
    let ShapeKind::Service(service) = &service_shape.kind else {
        return None;
    };
    let chosen: Vec<(&ShapeId, &Operation)> = selection
        .operations
        .iter()
        .filter_map(|id| match &model.shape(id).kind {
            ShapeKind::Operation(operation) => Some((id, operation)),
            _ => None,
        })
        .collect();
    let errors: Vec<Vec<ShapeId>> = chosen
        .iter()
        .map(|(_, op)| errors_of(model, service, op))
        .collect();

    let (mut written, mut read) = (BTreeSet::new(), BTreeSet::new());
    let mut reached = BTreeSet::new();
    for ((_, operation), errors) in chosen.iter().zip(&errors) {
        for (top, of) in [
            (&operation.input, &mut written),
            (&operation.output, &mut read),
        ] {
            reach(model, top, Follow::Json, of);
            reach(model, top, Follow::All, &mut reached);
        }
        for id in errors {
            reach(model, id, Follow::Json, &mut read);
            reach(model, id, Follow::All, &mut reached);
        }
    }
    let tops: Vec<&ShapeId> = chosen
        .iter()
        .flat_map(|(_, op)| [&op.input, &op.output])
        .collect();
    let error_ids: BTreeSet<&ShapeId> = errors.iter().flatten().collect();
    let is_type = |id: &&ShapeId| {
        use ShapeKind::{Enum, Structure, Union};
        // An error may also be a member of something: it stays in `types::error` then.
        let kind = &model.shape(id).kind;
        matches!(kind, Structure { .. } | Union { .. } | Enum { .. })
            && !id.is_prelude()
            && !error_ids.contains(id)
    };
    let types: Vec<&ShapeId> = reached.iter().filter(is_type).collect();
    let names = Contents {
        model,
        service,
        types: types.clone(),
        errors: error_ids.iter().copied().collect(),
        streams: types
            .iter()
            .copied()
            .filter(|id| event_stream::is_event_stream(model, id))
            .collect(),
        operations: chosen.iter().map(|(id, _)| *id).collect(),
        inputs: chosen.iter().map(|(_, op)| &op.input).collect(),
        outputs: chosen.iter().map(|(_, op)| &op.output).collect(),
    };
    let scope = Scope {
        model,
        service,
        distinct: distinct::distinct(&names, diagnostics),
        boxed: {
            let mut all = reached.clone();
            all.extend(tops.iter().map(|id| (*id).clone()));
            all.extend(errors.iter().flatten().cloned());
            recursion::boxed_members(model, &all)
        },
        sensitive: sensitivity::holding_sensitive(model),
        written,
        read,
    };

    let mut types: Vec<TypeItem> = types
        .into_iter()
        .filter_map(|id| match &model.shape(id).kind {
            ShapeKind::Structure { members } => Some(TypeItem::Structure(scope.structure(
                id,
                members,
                Role::Types,
            ))),
            ShapeKind::Union { members } => Some(TypeItem::Union(scope.union(id, members))),
            ShapeKind::Enum { members, .. } => Some(TypeItem::Enum(scope.enumeration(id, members))),
            _ => None,
        })
        .collect();
    types.sort_by(|a, b| a.name().cmp(b.name()));
    let data: BTreeSet<&ShapeId> = reached
        .iter()
        .chain(tops)
        .chain(error_ids.iter().copied())
        .filter(|id| !event_stream::is_event_stream(model, id))
        .flat_map(|id| targets(model, id))
        .collect();
    let sent: BTreeSet<ShapeId> = chosen
        .iter()
        .flat_map(|(_, op)| event_stream_errors(model, &op.input))
        .collect();
    let mut error_structures: Vec<_> = error_ids
        .iter()
        .filter_map(|id| match &model.shape(id).kind {
            ShapeKind::Structure { members } => {
                let lives = Lives {
                    data: data.contains(id),
                    sent: sent.contains(*id),
                };
                Some(operations::error(&scope, id, members, lives))
            }
            _ => None,
        })
        .collect();
    error_structures.sort_by(|a, b| a.structure.name.cmp(&b.structure.name));
    let endpoint = endpoint(service_shape, diagnostics)?;
    let mut operations: Vec<_> = chosen
        .iter()
        .zip(&errors)
        .filter_map(|((id, operation), errors)| {
            operations::operation(
                &scope,
                id,
                operation,
                errors,
                service_shape,
                &endpoint,
                diagnostics,
            )
        })
        .collect();
    operations.sort_by(|a, b| a.name.cmp(&b.name));
    for operation in &mut operations {
        operation.example = examples::example(operation, &types);
    }

    let traits = &service_shape.traits;
    let aws = traits.aws_service.as_ref();
    let sdk_id = aws
        .map_or(selection.service.name(), |s| &s.sdk_id)
        .to_owned();
    let plan = CratePlan {
        package: Package {
            name: selection.crate_name.clone(),
            lib_name: selection.crate_name.replace('-', "_"),
            version: selection.crate_version.clone(),
        },
        service: ServicePlan {
            title: traits.title.as_deref().unwrap_or(&sdk_id).to_owned(),
            shape_name: selection.service.name().to_owned(),
            api_version: service.version.clone(),
            docs: scope.docs(traits, ""),
            sigv4: traits.sigv4.is_some(),
            signing_name: traits
                .sigv4
                .as_ref()
                .map(|s| s.name.to_string())
                .or_else(|| aws.map(|s| s.arn_namespace.to_string()))
                .unwrap_or_default(),
            endpoint_prefix: aws
                .map(|s| s.endpoint_prefix.to_string())
                .unwrap_or_default(),
            sdk_id,
        },
        client_context_params: traits
            .client_context_params
            .iter()
            .filter_map(|param| client_context_param(&endpoint, param))
            .collect(),
        idempotency_tokens: operations
            .iter()
            .any(|o| o.input.fields.iter().any(|f| f.idempotency_token)),
        event_streams: event_stream::event_streams(&scope, &chosen),
        types,
        errors: error_structures,
        operations,
        endpoint,
    };
    (!diagnostics.has_errors()).then_some(plan)
}

/// The service's endpoint rules; a service without any has a custom endpoint or none.
fn endpoint(service: &Shape, diagnostics: &mut Diagnostics) -> Option<EndpointPlan> {
    let traits = &service.traits;
    match &traits.endpoint_rule_set {
        Some(node) => endpoint_rules::compile(
            service.id.as_str(),
            node,
            &traits.client_context_params,
            diagnostics,
        ),
        None => endpoint_rules::custom_endpoint_only(service.id.as_str(), diagnostics),
    }
}

fn client_context_param(
    endpoint: &EndpointPlan,
    param: &ClientContextParam,
) -> Option<ClientContextParamPlan> {
    let used = endpoint.param(&param.name)?;
    let newtype = used.sources.iter().find_map(|source| match source {
        ParamSource::ClientContext(name) => Some(name.clone()),
        _ => None,
    })?;
    Some(ClientContextParamPlan {
        field: names::snake_case(&param.name),
        newtype,
        ty: match param.kind {
            ContextParamKind::String => RustType::String,
            ContextParamKind::Boolean => RustType::Bool,
            ContextParamKind::StringArray => RustType::Vec(Box::new(RustType::String)),
        },
        docs: param
            .documentation
            .as_deref()
            .map(to_rustdoc)
            .filter(|d| !d.trim().is_empty())
            .unwrap_or_else(|| format!("The endpoint parameter `{}` of the service.", param.name)),
    })
}

/// An operation's errors: its own, then those of the service, each once.
fn errors_of(model: &Model, service: &Service, operation: &Operation) -> Vec<ShapeId> {
    let mut seen = BTreeSet::new();
    let stream_errors = [&operation.input, &operation.output]
        .into_iter()
        .flat_map(|id| event_stream_errors(model, id));
    operation
        .errors
        .iter()
        .cloned()
        .chain(service.errors.iter().cloned())
        .chain(stream_errors)
        .filter(|id| seen.insert(id.clone()))
        .collect()
}

/// Errors that are members of the event stream of an input or output.
fn event_stream_errors(model: &Model, id: &ShapeId) -> Vec<ShapeId> {
    match event_stream::union_of(model, id).map(|id| &model.shape(id).kind) {
        Some(ShapeKind::Union { members }) => members
            .iter()
            .filter(|m| model.shape(&m.target).traits.error.is_some())
            .map(|m| m.target.clone())
            .collect(),
        _ => Vec::new(),
    }
}

/// Where [`reach`] goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follow {
    All,
    /// Only to what is read or written as JSON: not an event stream itself, and of an event, of which members are bound to
    /// headers or to the payload, only what these members target.
    Json,
}

/// Adds what the members of `id` lead to, but not `id` itself.
fn reach(model: &Model, id: &ShapeId, follow: Follow, reached: &mut BTreeSet<ShapeId>) {
    let mut stack = vec![id];
    while let Some(id) = stack.pop() {
        for target in targets(model, id) {
            let targets = match follow {
                Follow::Json if event_stream::is_event_stream(model, target) => {
                    event_stream::parts_in_json(model, target)
                }
                _ => vec![target],
            };
            stack.extend(
                targets
                    .into_iter()
                    .filter(|id| reached.insert((*id).clone())),
            );
        }
    }
}

/// What the members of the shape target.
fn targets<'a>(model: &'a Model, id: &ShapeId) -> Vec<&'a ShapeId> {
    match &model.shape(id).kind {
        ShapeKind::Structure { members } | ShapeKind::Union { members } => {
            members.iter().map(|m| &m.target).collect()
        }
        ShapeKind::List { member } => vec![&member.target],
        ShapeKind::Map { key, value } => vec![&key.target, &value.target],
        _ => Vec::new(),
    }
}
