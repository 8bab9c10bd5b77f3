//! Structures that no finite value can have, since each required member needs another of them.
//!
//! Smithy specification, "Recursive shape definitions".

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Place};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

pub(super) fn check(context: &mut Context<'_>) {
    let infinite = infinite(context);
    let mut reported: BTreeSet<&ShapeId> = BTreeSet::new();
    for start in &infinite {
        // Follow what makes each shape infinite until one comes again: from there on it is a cycle.
        let mut path: Vec<(&ShapeId, &Member)> = Vec::new();
        let mut at = *start;
        let cycle = loop {
            if reported.contains(at) {
                break None;
            }
            if let Some(first) = path.iter().position(|(id, _)| *id == at) {
                break Some(first);
            }
            let Some(member) = culprit(context, at, &infinite) else {
                break None;
            };
            path.push((at, member));
            at = &member.target;
        };
        reported.extend(path.iter().map(|(id, _)| *id));
        let Some(first) = cycle else { continue };
        let cycle = &path[first..];
        let way = cycle
            .iter()
            .map(|(id, m)| format!("{}${}", id.name(), m.name))
            .collect::<Vec<_>>()
            .join(" → ");
        let (id, member) = cycle[0];
        context.error(
            format!("the shape {id} has no finite value"),
            id,
            Place::new(member.span, format!("needs {} through {way}", at.name())),
            "make one of these members optional (remove smithy.api#required), or put a list or map between",
        );
    }
}

/// Members that a value of the shape cannot do without: of a structure the required ones. Of a union one is enough.
fn needed(shape: &Shape) -> (Vec<&Member>, bool) {
    match &shape.kind {
        ShapeKind::Structure { members } => (
            members.iter().filter(|m| m.traits.required).collect(),
            false,
        ),
        ShapeKind::Union { members } => (members.iter().collect(), true),
        _ => (Vec::new(), false),
    }
}

fn culprit<'a>(
    context: &Context<'a>,
    id: &ShapeId,
    infinite: &BTreeSet<&ShapeId>,
) -> Option<&'a Member> {
    let (members, _) = needed(context.model.shapes.get(id)?);
    members.into_iter().find(|m| infinite.contains(&m.target))
}

/// The least set: a shape leaves it when all that it needs has left.
fn infinite<'a>(context: &Context<'a>) -> BTreeSet<&'a ShapeId> {
    let mut missing: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    let mut users: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut finite: Vec<&ShapeId> = Vec::new();
    for shape in context.model.shapes.values() {
        let (members, one_is_enough) = needed(shape);
        if members.is_empty() {
            finite.push(&shape.id);
            continue;
        }
        missing.insert(&shape.id, if one_is_enough { 1 } else { members.len() });
        for member in members {
            users.entry(&member.target).or_default().push(&shape.id);
        }
    }
    while let Some(id) = finite.pop() {
        for user in users.remove(id).unwrap_or_default() {
            if let Some(count) = missing.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    missing.remove(user);
                    finite.push(user);
                }
            }
        }
    }
    missing.into_keys().collect()
}
