//! In: the `paginated` traits of the service and the operation. Out: the plan of `into_paginator()` (Smithy specification,
//! "paginated trait").

use std::sync::Arc;

use super::scope::Scope;
use super::types::RustType;
use super::{ItemsPath, PageSize, Paginator, PathStep, Structure};
use crate::model::traits::Paginated;
use crate::model::{ShapeId, ShapeKind};

/// The trait of the operation, completed by that of the service.
pub fn merge(operation: &Paginated, service: Option<&Paginated>) -> Paginated {
    let mut merged = operation.clone();
    if let Some(service) = service {
        merged.input_token = merged.input_token.or_else(|| service.input_token.clone());
        merged.output_token = merged.output_token.or_else(|| service.output_token.clone());
        merged.items = merged.items.or_else(|| service.items.clone());
        merged.page_size = merged.page_size.or_else(|| service.page_size.clone());
    }
    merged
}

/// `None` where a path leads nowhere, which the loader has reported, or where the token is no string.
pub fn paginator(
    scope: &Scope<'_>,
    paginated: &Paginated,
    input: &Structure,
    output: &ShapeId,
) -> Option<Paginator> {
    let token = paginated.input_token.as_deref()?;
    let input_token = input.fields.iter().find(|f| f.member == token)?;
    let (output_token, token_type) = path(scope, output, paginated.output_token.as_ref()?)?;
    if token_type != RustType::String || input_token.ty != RustType::String {
        return None;
    }
    let items = match &paginated.items {
        Some(items) => {
            let (steps, item) = path(scope, output, items)?;
            Some(ItemsPath { steps, item })
        }
        None => None,
    };
    let page_size = paginated.page_size.as_deref().and_then(|name| {
        let field = input.fields.iter().find(|f| f.member == name)?;
        Some(PageSize {
            field: field.name.clone(),
            ty: field.ty.clone(),
        })
    });
    Some(Paginator {
        input_token: input_token.name.clone(),
        output_token,
        items,
        page_size,
    })
}

/// The fields along a path of member names, and the type at its end.
fn path(
    scope: &Scope<'_>,
    structure: &ShapeId,
    path: &[Arc<str>],
) -> Option<(Vec<PathStep>, RustType)> {
    let mut shape = structure;
    let mut steps = Vec::new();
    let mut end = None;
    for (i, name) in path.iter().enumerate() {
        let ShapeKind::Structure { members } = &scope.shape(shape).kind else {
            return None;
        };
        let member = members.iter().find(|m| m.name == *name)?;
        let optional = scope.is_optional(scope.shape(shape), member);
        steps.push(PathStep {
            field: scope.field_names(shape, name).name,
            optional,
        });
        if i + 1 == path.len() {
            end = Some(scope.rust_type(&member.target));
        }
        shape = &member.target;
    }
    Some((steps, end?))
}
