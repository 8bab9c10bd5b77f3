//! In: a [`CratePlan`]. Out: the [`Api`] of its crate: every public item that the model decides, by path, and what programs see of
//! it. The shared code of `codegen/runtime` is the same in every crate and no part of this.
//!
//! Each item knows the shape or member that it comes from, so that a difference between two crates can be laid to what changed
//! in the model.

use std::collections::BTreeMap;

use super::Effect;
use crate::endpoint_rules::ParamSource;
use crate::model::ShapeId;
use crate::plan::{
    CratePlan, Field, OperationError, OperationPlan, Place, RustType, Structure, TypeItem,
};

/// Public items by path: `types::Parcel::weight`.
pub type Api = BTreeMap<String, Item>;

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What programs depend on beyond the path: a type, or what a function gives.
    pub signature: String,
    pub owner: Owner,
}

/// Where in the model an item comes from: the id of a shape, and the name of its member or the id of an operation's error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub shape: String,
    pub part: Option<String>,
}

/// A difference between two crates, and the owners of the item in both.
#[derive(Clone, Debug)]
pub struct Difference {
    pub effect: Effect,
    pub owners: Vec<Owner>,
}

/// What differs, by path. What an item that is there in one crate only consists of is not listed.
pub fn differences(old: &Api, new: &Api) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut paths: Vec<_> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    let mut whole: Vec<String> = Vec::new();
    for path in paths {
        if whole.iter().any(|item| path.starts_with(item.as_str())) {
            continue;
        }
        let (before, after) = (old.get(path), new.get(path));
        let owners: Vec<Owner> = [before, after]
            .into_iter()
            .flatten()
            .map(|item| item.owner.clone())
            .collect();
        let effect = match (before, after) {
            (Some(before), Some(after)) if before.signature == after.signature => continue,
            (Some(before), Some(after)) => Effect::Changed {
                path: path.clone(),
                old: before.signature.clone(),
                new: after.signature.clone(),
            },
            (Some(_), None) => Effect::Removed { path: path.clone() },
            (None, _) => Effect::Added { path: path.clone() },
        };
        if !matches!(effect, Effect::Changed { .. }) {
            whole.push(format!("{path}::"));
        }
        out.push(Difference { effect, owners });
    }
    out
}

/// The API of the crate that is planned; `service` is the id of its service, `operations` has those of its operations, by name.
pub fn api(plan: &CratePlan, service: &ShapeId, operations: &BTreeMap<String, ShapeId>) -> Api {
    let mut api = Surface {
        items: Api::new(),
        service: service.to_string(),
    };
    for item in &plan.types {
        match item {
            TypeItem::Structure(structure) => api.structure(structure),
            TypeItem::Union(union) => {
                let path = format!("types::{}", union.name);
                api.item(&path, derives(union.cloneable), &union.shape, None);
                for variant in &union.variants {
                    let ty = variant.ty.as_ref().map_or(String::new(), text);
                    let path = format!("{path}::{}", variant.name);
                    api.item(&path, ty, &union.shape, Some(&variant.member));
                }
            }
            TypeItem::Enum(item) => {
                let path = format!("types::{}", item.name);
                api.item(&path, String::new(), &item.shape, None);
                for variant in &item.variants {
                    let path = format!("{path}::{}", variant.name);
                    // The value, by which a renamed constant of the model is known, is in the owner's place.
                    api.item(&path, String::new(), &item.shape, Some(&variant.value));
                }
            }
        }
    }
    for error in &plan.errors {
        api.structure(&error.structure);
        let path = format!("Error::{}", error.structure.name);
        api.item(&path, String::new(), &error.structure.shape, None);
    }
    for stream in &plan.event_streams {
        let path = format!("types::error::{}", stream.error.name);
        api.item(&path, String::new(), &stream.shape, None);
        for exception in &stream.exceptions {
            let path = format!("{path}::{}", exception.variant);
            api.item(&path, String::new(), &stream.shape, Some(&exception.member));
        }
    }
    for operation in &plan.operations {
        if let Some(id) = operations.get(&operation.shape_name) {
            api.operation(operation, id);
        }
    }
    api.configuration(plan, operations);
    api.items
}

struct Surface {
    items: Api,
    service: String,
}

impl Surface {
    fn item(&mut self, path: &str, signature: String, shape: &str, part: Option<&str>) {
        let owner = Owner {
            shape: shape.to_owned(),
            part: part.map(str::to_owned),
        };
        self.items
            .insert(path.to_owned(), Item { signature, owner });
    }

    fn structure(&mut self, structure: &Structure) {
        let shape = &structure.shape;
        let path = match &structure.place {
            Place::Types => format!("types::{}", structure.name),
            Place::Errors(_) => format!("types::error::{}", structure.name),
            Place::Input { operation } | Place::Output { operation } => {
                format!("operation::{operation}::{}", structure.name)
            }
        };
        self.item(&path, derives(structure.cloneable), shape, None);
        let built = if structure.fallible_build {
            "Result<_, BuildError>"
        } else {
            "_"
        };
        let build = format!("{path}::builder().build()");
        self.item(&build, built.to_owned(), shape, None);
        for field in &structure.fields {
            let path = format!("{path}::{}", field.name);
            self.item(&path, field_type(field), shape, Some(&field.member));
        }
    }

    fn operation(&mut self, operation: &OperationPlan, id: &ShapeId) {
        let path = format!("operation::{}", operation.module);
        self.item(&path, String::new(), id.as_str(), None);
        self.structure(&operation.input);
        self.structure(&operation.output);
        self.errors(
            &format!("{path}::{}", operation.error.name),
            &operation.error,
            id,
        );
        for waiter in &operation.waiters {
            let path = format!("client::Waiters::{}", waiter.method);
            self.item(&path, String::new(), id.as_str(), None);
        }
        if let Some(paginator) = &operation.paginator {
            let path = format!("{path}::into_paginator()");
            self.item(&path, String::new(), id.as_str(), None);
            if let Some(items) = &paginator.items {
                let path = format!("{path}::items()");
                self.item(&path, text(&items.item), id.as_str(), None);
            }
            if let Some(size) = &paginator.page_size {
                let path = format!("{path}::page_size()");
                self.item(&path, text(&size.ty), id.as_str(), None);
            }
        }
    }

    fn errors(&mut self, path: &str, error: &OperationError, id: &ShapeId) {
        for variant in &error.variants {
            let path = format!("{path}::{}", variant.name);
            self.item(&path, String::new(), id.as_str(), Some(&variant.code));
        }
    }

    fn configuration(&mut self, plan: &CratePlan, operations: &BTreeMap<String, ShapeId>) {
        let service = self.service.clone();
        for param in &plan.client_context_params {
            let path = format!("config::Builder::{}", param.field);
            self.item(&path, text(&param.ty), &service, Some(&param.field));
        }
        for param in &plan.endpoint.params {
            let path = format!("config::endpoint::Params::{}", param.field);
            let ty = format!("{:?}", param.ty);
            let ty = if param.required {
                ty
            } else {
                format!("Option<{ty}>")
            };
            self.item(&path, ty, &service, Some(&param.field));
            if param.sources.contains(&ParamSource::UseDualStack) {
                let path = "config::Builder::use_dual_stack";
                self.item(path, "bool".to_owned(), &service, None);
            }
        }
        let compresses = plan.operations.iter().find(|o| o.request_compression);
        if let Some(id) = compresses.and_then(|o| operations.get(&o.shape_name)) {
            let path = "config::Builder::disable_request_compression";
            self.item(path, "bool".to_owned(), id.as_str(), None);
        }
    }
}

fn derives(cloneable: bool) -> String {
    if cloneable {
        "Clone + PartialEq".to_owned()
    } else {
        String::new()
    }
}

fn field_type(field: &Field) -> String {
    let ty = text(&field.ty);
    if field.optional {
        format!("Option<{ty}>")
    } else {
        ty
    }
}

/// A type as documentation shows it.
fn text(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I8 => "i8".to_owned(),
        RustType::I16 => "i16".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::BigInteger => "BigInteger".to_owned(),
        RustType::BigDecimal => "BigDecimal".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Blob => "Blob".to_owned(),
        RustType::DateTime => "DateTime".to_owned(),
        RustType::Document => "Document".to_owned(),
        RustType::Type(name) => name.clone(),
        RustType::Vec(of) => format!("Vec<{}>", text(of)),
        RustType::HashMap(key, value) => format!("HashMap<{}, {}>", text(key), text(value)),
        RustType::Option(of) => format!("Option<{}>", text(of)),
        RustType::Box(of) => format!("Box<{}>", text(of)),
        RustType::ByteStream => "ByteStream".to_owned(),
        RustType::EventReceiver { union, error } => format!("EventReceiver<{union}, {error}>"),
        RustType::EventSender { union, error } => format!("EventStreamSender<{union}, {error}>"),
    }
}
