//! In: the changes of a model and the differences of the crate's API. Out: each change with the differences that it made, its rule
//! and its class.
//!
//! A difference belongs to one change: to the one of the member or shape that the item comes from that explains it best; or of
//! what that member leads to by lists and maps, whose types are written out in Rust. What is left follows from changes elsewhere
//! (a number for a name that is not alone any more, a `Box` for a new cycle) and is a change of its own.

use std::collections::BTreeSet;

use super::api::{Difference, Owner};
use super::compare::Raw;
use super::rules::{self, Api, Kind};
use super::side::Side;
use super::{Action, Change, Effect};
use crate::model::closure::members;
use crate::model::{Model, ShapeId, ShapeKind};

pub(super) fn judge(
    raw: Vec<Raw>,
    differences: Vec<Difference>,
    old: &Side,
    new: &Side,
) -> Vec<Change> {
    let mut effects: Vec<Vec<Effect>> = vec![Vec::new(); raw.len()];
    let mut left: Vec<Difference> = Vec::new();
    for difference in differences {
        match cause(&raw, &difference, old, new) {
            Some(at) => effects[at].push(difference.effect),
            None => left.push(difference),
        }
    }
    let mut changes: Vec<Change> = raw
        .into_iter()
        .zip(effects)
        .map(|(raw, effects)| change(raw, effects))
        .collect();
    changes.extend(left.into_iter().map(consequence));
    let order = |change: &Change| {
        let id = change.shape.split('$').next().unwrap_or_default();
        let kind = |side: &Side| side.model.get(id).map(|shape| order(&shape.kind));
        kind(new).or_else(|| kind(old)).unwrap_or(3)
    };
    // Within a shape or member, in the order in which they were found.
    changes.sort_by(|a, b| (order(a), &a.shape).cmp(&(order(b), &b.shape)));
    changes
}

fn order(kind: &ShapeKind) -> usize {
    match kind {
        ShapeKind::Service(_) => 0,
        ShapeKind::Operation(_) => 1,
        _ => 2,
    }
}

fn change(raw: Raw, api: Vec<Effect>) -> Change {
    let effect = Api::of(&api);
    let trait_id = raw.trait_id.as_ref().map(ShapeId::as_str);
    let rule = rules::rule(raw.kind, raw.action, trait_id, effect);
    Change {
        shape: raw.shape,
        what: raw.what,
        action: raw.action,
        old: raw.old,
        new: raw.new,
        rule,
        // What a compiler says is never talked down.
        class: rule.class.max(effect.class()),
        api,
    }
}

fn consequence(difference: Difference) -> Change {
    let owner = difference.owners.into_iter().next_back();
    let shape = match owner {
        Some(Owner { shape, part: None }) => shape,
        Some(Owner {
            shape,
            part: Some(part),
        }) => format!("{shape}${part}"),
        None => String::new(),
    };
    let action = difference.effect.action();
    let api = vec![difference.effect];
    let effect = Api::of(&api);
    let rule = rules::rule(Kind::Consequence, action, None, effect);
    Change {
        shape,
        what: "Rust type or name".to_owned(),
        action,
        old: None,
        new: None,
        rule,
        class: rule.class.max(effect.class()),
        api,
    }
}

/// The change that made the difference, by its index.
fn cause(raw: &[Raw], difference: &Difference, old: &Side, new: &Side) -> Option<usize> {
    let owned = |raw: &Raw, shape: &str| raw.owners.iter().any(|owner| owner == shape);
    let best = |fits: &dyn Fn(&Raw) -> bool| {
        raw.iter()
            .enumerate()
            .filter(|(_, raw)| fits(raw) && weight(raw) > 0)
            // The first of those that weigh the same.
            .rev()
            .max_by_key(|(_, raw)| weight(raw))
            .map(|(at, _)| at)
    };
    let owners = &difference.owners;
    // Of the member, value or error itself.
    let itself = best(&|raw| {
        owners
            .iter()
            .any(|owner| owner.part.is_some() && raw.part == owner.part && owned(raw, &owner.shape))
    });
    // Of the shape.
    let shape =
        || best(&|raw| raw.part.is_none() && owners.iter().any(|owner| owned(raw, &owner.shape)));
    // Of a member of the shape: what `build()` gives, and what can be cloned, follows from the members.
    let members = || {
        best(&|raw| {
            raw.part.is_some()
                && owners
                    .iter()
                    .any(|owner| owner.part.is_none() && owned(raw, &owner.shape))
        })
    };
    // Of what the member targets.
    let targets = || {
        let reached: BTreeSet<String> = [old, new]
            .into_iter()
            .flat_map(|side| owners.iter().flat_map(|owner| reached(&side.model, owner)))
            .collect();
        best(&|raw| {
            is_written_out(raw, old, new) && raw.owners.iter().any(|owner| reached.contains(owner))
        })
    };
    // Errors come to an operation from its service, and from the events of its streams.
    let errors = || {
        best(&|raw| {
            matches!(raw.kind, Kind::ServiceError | Kind::UnionMember)
                && raw.targets.iter().any(|target| {
                    owners
                        .iter()
                        .any(|owner| owner.part.as_deref() == Some(target.name()))
                })
        })
    };
    itself
        .or_else(shape)
        .or_else(members)
        .or_else(targets)
        .or_else(errors)
}

/// Whether the types of those who target the shape say what changed: its name and kind, and all of a list or map.
fn is_written_out(raw: &Raw, old: &Side, new: &Side) -> bool {
    let is_collection = |side: &Side| {
        raw.owners.iter().any(|owner| {
            side.model.get(owner).is_some_and(|shape| {
                matches!(shape.kind, ShapeKind::List { .. } | ShapeKind::Map { .. })
            })
        })
    };
    raw.part.is_none() || is_collection(old) || is_collection(new)
}

/// The shapes that the owner's member targets, through lists and maps; of a shape, those of all of its members.
fn reached(model: &Model, owner: &Owner) -> Vec<String> {
    let Some(shape) = model.get(&owner.shape) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut queue: Vec<&ShapeId> = members(shape)
        .filter(|member| {
            owner
                .part
                .as_deref()
                .is_none_or(|part| *member.name == *part)
        })
        .map(|member| &member.target)
        .collect();
    while let Some(id) = queue.pop() {
        let id_text = id.to_string();
        if out.contains(&id_text) {
            continue;
        }
        out.push(id_text);
        let target = model.shape(id);
        if matches!(target.kind, ShapeKind::List { .. } | ShapeKind::Map { .. }) {
            queue.extend(members(target).map(|member| &member.target));
        }
    }
    out
}

/// How well a change explains a difference of the API; 0 for one that cannot make any.
fn weight(raw: &Raw) -> u8 {
    let of_trait = |id: &str| match id {
        "smithy.api#required" | "smithy.api#default" | "smithy.api#clientOptional" => 5,
        "smithy.api#addedDefault" | "smithy.api#box" | "smithy.api#input" => 4,
        "smithy.api#sparse" | "smithy.api#streaming" | "smithy.api#error" => 6,
        "smithy.api#paginated" | "smithy.waiters#waitable" => 6,
        "smithy.api#requestCompression" => 3,
        "smithy.rules#endpointRuleSet" => 4,
        "smithy.rules#clientContextParams" => 5,
        "smithy.rules#endpointBdd" => 1,
        _ => 0,
    };
    match raw.kind {
        Kind::CrateName | Kind::FixUp | Kind::Version | Kind::Order => 0,
        // The members say what differs.
        Kind::Input | Kind::Output | Kind::Service => 1,
        Kind::EnumValue if raw.action == Action::Changed => 0,
        Kind::Trait | Kind::RequiredInInput => {
            of_trait(raw.trait_id.as_ref().map_or("", ShapeId::as_str))
        }
        Kind::Target => 7,
        Kind::Rename => 8,
        _ => 9,
    }
}
