//! What the files of one model may say twice, and what it means.
//!
//! Rules: Smithy specification, "Merging model files", "Metadata conflicts", "Trait conflict resolution".

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};

use super::raw::{Properties, RawMember, RawModel, RawShape, RawTrait, Reference, Type};
use crate::ast::{Entry, Node, Span, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::treatments;

/// Adds a shape; a second definition of the same form is merged into the first, any other is an error.
pub(super) fn define(shape: RawShape, model: &mut RawModel, diagnostics: &mut Diagnostics) {
    match model.shapes.entry(shape.id.clone()) {
        Slot::Vacant(slot) => {
            slot.insert(shape);
        }
        Slot::Occupied(mut slot) => {
            let first = slot.get_mut();
            if let Some(difference) = difference(first, &shape) {
                let mut diagnostic =
                    Diagnostic::error("two definitions of a shape that differ").shape(&shape.id);
                if let Some(span) = shape.span {
                    diagnostic = diagnostic.at(span, format!("second definition: {difference}"));
                }
                if let Some(span) = first.span {
                    diagnostic = diagnostic.related(span, "first definition");
                }
                diagnostics.push(diagnostic.help(
                    "keep one definition and write what the other adds as an `apply` statement, or rename one of the two",
                ));
                return;
            }
            merge_traits(
                &mut first.traits,
                shape.traits,
                first.id.as_str(),
                diagnostics,
            );
            let mut others: HashMap<_, _> = shape
                .members
                .into_iter()
                .map(|m| (m.name.clone(), m))
                .collect();
            for member in &mut first.members {
                let id = format!("{}${}", first.id, member.name);
                let traits = others
                    .remove(&member.name)
                    .map(|m| m.traits)
                    .unwrap_or_default();
                merge_traits(&mut member.traits, traits, &id, diagnostics);
            }
        }
    }
}

/// In what two definitions differ that must not.
fn difference(first: &RawShape, second: &RawShape) -> Option<String> {
    if first.ty != second.ty {
        return Some(format!(
            "a {} here, a {} there",
            second.ty.name(),
            first.ty.name()
        ));
    }
    if !same_references(&first.mixins, &second.mixins) {
        return Some("other mixins".to_owned());
    }
    // The order of members may differ: the first definition's counts.
    let targets = |members: &[RawMember]| {
        members
            .iter()
            .map(|m| (m.name.clone(), m.target.id.clone()))
            .collect::<BTreeMap<_, _>>()
    };
    let (a, b) = (targets(&first.members), targets(&second.members));
    if !a.keys().eq(b.keys()) {
        return Some("other members".to_owned());
    }
    for ((name, a), b) in a.iter().zip(b.values()) {
        if a != b {
            return Some(format!("member `{name}` targets {b} here, {a} there"));
        }
    }
    let (a, b) = (&first.properties, &second.properties);
    let same = a.version == b.version && same_flat(a, b);
    (!same).then(|| "other properties".to_owned())
}

fn same_flat(a: &Properties, b: &Properties) -> bool {
    let flat = |p: &Properties| p.references().map(|r| r.id.clone()).collect::<Vec<_>>();
    let counts = |p: &Properties| {
        (
            p.input.is_some(),
            p.errors.len(),
            p.operations.len(),
            p.resources.len(),
            p.identifiers.len(),
            p.rename.len(),
        )
    };
    let names = |p: &Properties| {
        let keys = p
            .identifiers
            .iter()
            .chain(&p.properties)
            .map(|(k, _)| k.clone());
        keys.chain(p.rename.iter().map(|(_, to)| to.clone()))
            .collect::<Vec<_>>()
    };
    flat(a) == flat(b) && counts(a) == counts(b) && names(a) == names(b)
}

fn same_references(a: &[Reference], b: &[Reference]) -> bool {
    a.iter().map(|r| &r.id).eq(b.iter().map(|r| &r.id))
}

/// Carries out every `apply` statement. Those for members that mixins bring are kept with the shape.
pub(super) fn apply_all(model: &mut RawModel, diagnostics: &mut Diagnostics) {
    for apply in std::mem::take(&mut model.applies) {
        let Some(shape) = model.shapes.get_mut(&apply.target) else {
            if !model.broken.contains(&apply.target) {
                diagnostics.push(unknown_target(apply.target.as_str(), apply.span));
            }
            continue;
        };
        let Some(name) = &apply.member else {
            merge_traits(
                &mut shape.traits,
                apply.traits,
                shape.id.as_str(),
                diagnostics,
            );
            continue;
        };
        let id = format!("{}${name}", shape.id);
        let legacy_enum = shape.ty == Type::String;
        if let Some(member) = shape.members.iter_mut().find(|m| m.name == *name) {
            merge_traits(&mut member.traits, apply.traits, &id, diagnostics);
        } else if !shape.mixins.is_empty() && !legacy_enum {
            let introduced = shape.introduced.entry(name.clone()).or_default();
            merge_traits(introduced, apply.traits, &id, diagnostics);
        } else {
            diagnostics.push(unknown_target(&id, apply.span));
        }
    }
}

/// `apply` names something that the model does not have.
pub(super) fn unknown_target(id: &str, span: Span) -> Diagnostic {
    Diagnostic::error("`apply` to something that does not exist")
        .shape(id)
        .at(span, "no such shape or member in the model")
        .help("correct the id, or add the file that defines it")
}

/// Adds `more` to `traits` by the rules of trait conflict resolution.
pub(super) fn merge_traits(
    traits: &mut Vec<RawTrait>,
    more: Vec<RawTrait>,
    shape: &str,
    diagnostics: &mut Diagnostics,
) {
    for new in more {
        let Some(old) = traits.iter_mut().find(|t| t.id == new.id) else {
            traits.push(new);
            continue;
        };
        if same_value(&old.value, &new.value) {
            continue;
        }
        if treatments::is_list(&new.id)
            && let Value::Array(list) = &mut old.value.value
            && let Value::Array(more) = new.value.value
        {
            list.extend(more);
            continue;
        }
        diagnostics.push(
            Diagnostic::error(format!("two values of the trait {}", new.id))
                .shape(shape)
                .at(new.span, "another value here")
                .related(old.span, "first value here")
                .help("keep one of the two: only lists are joined, and equal values merged"),
        );
    }
}

/// Metadata of a further file.
pub(super) fn metadata(metadata: &mut Vec<Entry>, more: Vec<Entry>, diagnostics: &mut Diagnostics) {
    for new in more {
        let Some(old) = metadata.iter_mut().find(|e| e.key == new.key) else {
            metadata.push(new);
            continue;
        };
        match (&mut old.value.value, new.value.value) {
            (Value::Array(list), Value::Array(more)) => list.extend(more),
            (_, value) => {
                if !same_value(
                    &old.value,
                    &Node {
                        value,
                        span: new.value.span,
                    },
                ) {
                    diagnostics.push(
                        Diagnostic::error(format!("two values of the metadata `{}`", new.key))
                            .at(new.key_span, "another value here")
                            .related(old.key_span, "first value here")
                            .help("keep one of the two: only arrays are joined, and equal values merged"),
                    );
                }
            }
        }
    }
}

/// Equal as JSON: the order of an object's members does not count, nor does the spelling of a number.
pub(crate) fn same_value(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Number(x), Value::Number(y)) => {
            x == y || (a.as_f64().is_some() && a.as_f64() == b.as_f64())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len()
                && x.iter().all(|e| {
                    b.get(&e.key)
                        .is_some_and(|other| same_value(&e.value, other))
                })
        }
        _ => false,
    }
}
