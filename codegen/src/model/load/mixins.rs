//! In: shapes with mixins. Out: the same shapes with the members, traits and properties of their mixins copied in.
//!
//! Rules: Smithy specification, "Mixins".

use std::collections::BTreeMap;

use super::merge::unknown_target;
use super::raw::{RawMember, RawModel, RawShape, RawTrait, Reference, Type};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ShapeId;

/// Copies every mixin in. Shapes that use a mixin which is not there, or which mixes itself in, stay as they are.
pub(super) fn flatten(model: &mut RawModel, diagnostics: &mut Diagnostics) {
    let order = order(model, diagnostics);
    for id in order {
        let Some(mut shape) = model.shapes.remove(&id) else {
            continue;
        };
        mix_into(&mut shape, model, diagnostics);
        model.shapes.insert(id, shape);
    }
}

/// Shapes that have mixins, each behind those that it mixes in. Shapes in or behind a cycle are left out.
fn order(model: &mut RawModel, diagnostics: &mut Diagnostics) -> Vec<ShapeId> {
    let mut waiting: BTreeMap<ShapeId, usize> = BTreeMap::new();
    let mut users: BTreeMap<ShapeId, Vec<ShapeId>> = BTreeMap::new();
    for shape in model.shapes.values().filter(|s| !s.mixins.is_empty()) {
        let pending = shape.mixins.iter().filter(|m| {
            model
                .shapes
                .get(&m.id)
                .is_some_and(|s| !s.mixins.is_empty())
        });
        let mut count = 0;
        for mixin in pending {
            users
                .entry(mixin.id.clone())
                .or_default()
                .push(shape.id.clone());
            count += 1;
        }
        waiting.insert(shape.id.clone(), count);
    }
    let mut order: Vec<ShapeId> = waiting
        .iter()
        .filter(|(_, n)| **n == 0)
        .map(|(id, _)| id.clone())
        .collect();
    let mut next = 0;
    while next < order.len() {
        for user in users.get(&order[next]).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    order.push(user.clone());
                }
            }
        }
        next += 1;
    }
    for (id, _) in waiting.iter().filter(|(_, n)| **n > 0) {
        let shape = &model.shapes[id];
        if let Some(mixin) = shape
            .mixins
            .iter()
            .find(|m| waiting.get(&m.id).is_some_and(|n| *n > 0))
        {
            diagnostics.push(
                Diagnostic::error("a cycle of mixins")
                    .shape(id)
                    .at(
                        mixin.span,
                        format!("{} is in the cycle, or leads into it", mixin.id),
                    )
                    .help("remove one of the mixins of the cycle"),
            );
        }
        model.broken.insert(id.clone());
    }
    order
}

fn mix_into(shape: &mut RawShape, model: &RawModel, diagnostics: &mut Diagnostics) {
    let mut members: Vec<RawMember> = Vec::new();
    let mut traits: Vec<RawTrait> = Vec::new();
    for reference in &shape.mixins {
        let Some(mixin) = usable(shape, reference, model, diagnostics) else {
            continue;
        };
        // Later mixins take precedence over earlier ones.
        override_traits(&mut traits, inherited(mixin));
        for member in &mixin.members {
            match members.iter_mut().find(|m| m.name == member.name) {
                Some(known) => {
                    same_target(shape, known, member, diagnostics);
                    override_traits(&mut known.traits, member.traits.iter().cloned());
                }
                None => members.push(member.clone()),
            }
        }
    }
    mix_properties(shape, model);
    for own in std::mem::take(&mut shape.members) {
        match members.iter_mut().find(|m| m.name == own.name) {
            Some(known) => {
                same_target(shape, known, &own, diagnostics);
                override_traits(&mut known.traits, own.traits);
                known.span = own.span;
                known.target = own.target;
            }
            None => members.push(own),
        }
    }
    for (name, introduced) in std::mem::take(&mut shape.introduced) {
        match members.iter_mut().find(|m| m.name == name) {
            Some(member) => override_traits(&mut member.traits, introduced),
            None => {
                if let Some(first) = introduced.first() {
                    diagnostics.push(unknown_target(&format!("{}${name}", shape.id), first.span));
                }
            }
        }
    }
    shape.members = members;
    override_traits(&mut traits, std::mem::take(&mut shape.traits));
    shape.traits = traits;
}

/// The mixin, unless it cannot be one of this shape's.
fn usable<'m>(
    shape: &RawShape,
    reference: &Reference,
    model: &'m RawModel,
    diagnostics: &mut Diagnostics,
) -> Option<&'m RawShape> {
    let Some(mixin) = model.shapes.get(&reference.id) else {
        if !model.broken.contains(&reference.id) {
            diagnostics.push(
                Diagnostic::error(format!("the mixin {} does not exist", reference.id))
                    .shape(&shape.id)
                    .at(reference.span, "no such shape in the model")
                    .help("correct the id, or add the file that defines the mixin"),
            );
        }
        return None;
    };
    let mut wrong = |label: String, help: &str| {
        let mut diagnostic = Diagnostic::error(format!("{} cannot be mixed in here", reference.id))
            .shape(&shape.id)
            .at(reference.span, label)
            .help(help);
        if let Some(span) = mixin.span {
            diagnostic = diagnostic.related(span, "the mixin");
        }
        diagnostics.push(diagnostic);
    };
    if mixin.ty != shape.ty {
        wrong(
            format!(
                "this is a {}, and the shape a {}",
                mixin.ty.name(),
                shape.ty.name()
            ),
            "a mixin is of the same type as the shapes that use it",
        );
        return None;
    }
    if !is_mixin(mixin) {
        wrong(
            "not marked as a mixin".to_owned(),
            "add the trait smithy.api#mixin to it",
        );
        return None;
    }
    if mixin.ty == Type::Operation
        && (mixin.properties.input.is_some() || mixin.properties.output.is_some())
    {
        let unit = |r: &Option<Reference>| {
            r.as_ref()
                .is_none_or(|r| r.id.as_str() == "smithy.api#Unit")
        };
        if !unit(&mixin.properties.input) || !unit(&mixin.properties.output) {
            wrong(
                "an operation mixin with an input or output".to_owned(),
                "define input and output in the operations that use it",
            );
        }
    }
    Some(mixin)
}

pub(super) fn is_mixin(shape: &RawShape) -> bool {
    shape
        .traits
        .iter()
        .any(|t| t.id.as_str() == "smithy.api#mixin")
}

/// The traits that a mixin hands on: all but `mixin` itself and those that it keeps local.
fn inherited(mixin: &RawShape) -> impl Iterator<Item = RawTrait> + '_ {
    let local: Vec<&str> = mixin
        .traits
        .iter()
        .filter(|t| t.id.as_str() == "smithy.api#mixin")
        .filter_map(|t| t.value.get("localTraits")?.as_array())
        .flatten()
        .filter_map(|n| n.as_str())
        .collect();
    mixin
        .traits
        .iter()
        .filter(move |t| t.id.as_str() != "smithy.api#mixin" && !local.contains(&t.id.as_str()))
        .cloned()
}

/// Adds `more`, which replace traits of the same id.
fn override_traits(traits: &mut Vec<RawTrait>, more: impl IntoIterator<Item = RawTrait>) {
    for new in more {
        match traits.iter_mut().find(|t| t.id == new.id) {
            Some(old) => *old = new,
            None => traits.push(new),
        }
    }
}

fn same_target(
    shape: &RawShape,
    known: &RawMember,
    other: &RawMember,
    diagnostics: &mut Diagnostics,
) {
    if known.target.id == other.target.id {
        return;
    }
    let span = other.span.unwrap_or(other.target.span);
    let mut diagnostic = Diagnostic::error(format!("member `{}` has two targets", other.name))
        .shape(format!("{}${}", shape.id, other.name))
        .at(span, format!("targets {} here", other.target.id))
        .help("a member that a mixin brings may be repeated only with the same target");
    if let Some(first) = known.span {
        diagnostic = diagnostic.related(first, format!("targets {} here", known.target.id));
    }
    diagnostics.push(diagnostic);
}

/// Properties of services and the errors of operations: lists are joined, maps and single values of the shape itself win.
fn mix_properties(shape: &mut RawShape, model: &RawModel) {
    let mut joined = super::raw::Properties::default();
    for reference in &shape.mixins {
        let Some(mixin) = model.shapes.get(&reference.id).filter(|m| m.ty == shape.ty) else {
            continue;
        };
        join(&mut joined, &mixin.properties);
    }
    join(&mut joined, &shape.properties);
    shape.properties = joined;
}

fn join(into: &mut super::raw::Properties, from: &super::raw::Properties) {
    fn replace<T: Clone>(into: &mut Option<T>, from: &Option<T>) {
        if from.is_some() {
            into.clone_from(from);
        }
    }
    fn append(into: &mut Vec<Reference>, from: &[Reference]) {
        for reference in from {
            if !into.iter().any(|r| r.id == reference.id) {
                into.push(reference.clone());
            }
        }
    }
    fn insert<K: Clone, V: Clone>(
        into: &mut Vec<(K, V)>,
        from: &[(K, V)],
        same: impl Fn(&K, &K) -> bool,
    ) {
        for (key, value) in from {
            match into.iter_mut().find(|(k, _)| same(k, key)) {
                Some((_, old)) => *old = value.clone(),
                None => into.push((key.clone(), value.clone())),
            }
        }
    }
    replace(&mut into.version, &from.version);
    replace(&mut into.input, &from.input);
    replace(&mut into.output, &from.output);
    append(&mut into.errors, &from.errors);
    append(&mut into.operations, &from.operations);
    append(&mut into.resources, &from.resources);
    insert(&mut into.identifiers, &from.identifiers, |a, b| a == b);
    insert(&mut into.properties, &from.properties, |a, b| a == b);
    insert(&mut into.rename, &from.rename, |a, b| a.id == b.id);
}
