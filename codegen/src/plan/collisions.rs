//! Names that are two in the model and one in Rust: found here, reported with both places.

use std::collections::BTreeMap;

use super::{CratePlan, TypeItem, names};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Model, Shape, ShapeId, ShapeKind};

/// Reports shapes of one crate whose types would have the same name, and members of one shape whose fields or variants
/// would.
pub fn check(model: &Model, plan: &CratePlan, diagnostics: &mut Diagnostics) {
    let types = plan.types.iter().map(|t| match t {
        TypeItem::Structure(s) => (&s.name, &s.shape),
        TypeItem::Union(u) => (&u.name, &u.shape),
        TypeItem::Enum(e) => (&e.name, &e.shape),
    });
    shapes(model, "type", types, diagnostics);
    shapes(
        model,
        "error type",
        plan.errors
            .iter()
            .map(|e| (&e.structure.name, &e.structure.shape))
            .chain(plan.event_streams.iter().map(|s| (&s.error.name, &s.shape))),
        diagnostics,
    );
    for shape in plan
        .types
        .iter()
        .map(shape_of)
        .chain(plan.errors.iter().map(|e| &e.structure.shape))
    {
        members(model.shape(&ShapeId::new(&**shape)), diagnostics);
    }
    for operation in &plan.operations {
        for id in [&operation.input.shape, &operation.output.shape] {
            members(model.shape(&ShapeId::new(&**id)), diagnostics);
        }
    }
    let mut modules: BTreeMap<&str, &str> = BTreeMap::new();
    for operation in &plan.operations {
        if let Some(first) = modules.insert(&operation.module, &operation.shape_name) {
            diagnostics.push(
                Diagnostic::error(format!(
                    "operations `{first}` and `{}` would have the same module `{}` in Rust",
                    operation.shape_name, operation.module
                ))
                .shape(&operation.shape_name)
                .help("choose only one of the two with `operations`"),
            );
        }
    }
}

fn shape_of(item: &TypeItem) -> &String {
    match item {
        TypeItem::Structure(s) => &s.shape,
        TypeItem::Union(u) => &u.shape,
        TypeItem::Enum(e) => &e.shape,
    }
}

fn shapes<'a>(
    model: &Model,
    what: &str,
    items: impl Iterator<Item = (&'a String, &'a String)>,
    diagnostics: &mut Diagnostics,
) {
    let mut first_of: BTreeMap<String, &String> = BTreeMap::new();
    for (name, id) in items {
        // Modules are named after types in snake case, where case alone makes no difference.
        let key = names::snake_case(name);
        let Some(first) = first_of.insert(key, id) else {
            continue;
        };
        let mut d = Diagnostic::error(format!(
            "`{first}` and `{id}` would be the same {what} `{name}` in Rust"
        ))
        .shape(id)
        .help("rename one of the two with the service's `rename` property");
        if let Some(span) = model.shape(&ShapeId::new(&**id)).span {
            d = d.at(span, format!("becomes `{name}`"));
        }
        if let Some(span) = model.shape(&ShapeId::new(&**first)).span {
            d = d.related(span, format!("becomes `{name}` too"));
        }
        diagnostics.push(d);
    }
}

fn members(shape: &Shape, diagnostics: &mut Diagnostics) {
    let (members, rust_name): (_, fn(&str) -> String) = match &shape.kind {
        ShapeKind::Structure { members } => (members, names::member),
        ShapeKind::Union { members } => (members, names::variant),
        ShapeKind::Enum { members, .. } => (members, names::variant),
        _ => return,
    };
    let mut first_of = BTreeMap::new();
    for member in members {
        let name = rust_name(&member.name);
        let Some(first) = first_of.insert(name.clone(), member) else {
            continue;
        };
        let mut d = Diagnostic::error(format!(
            "members `{}` and `{}` would both be `{name}` in Rust",
            first.name, member.name
        ))
        .shape(format!("{}${}", shape.id, member.name))
        .help("the generator has no way to tell the two apart: rename one of them in the model");
        if let Some(span) = member.span {
            d = d.at(span, format!("becomes `{name}`"));
        }
        if let Some(span) = first.span {
            d = d.related(span, format!("becomes `{name}` too"));
        }
        diagnostics.push(d);
    }
}
