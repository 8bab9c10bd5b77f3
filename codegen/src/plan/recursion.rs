//! In: the shapes of a crate. Out: which members need a `Box` so that their structure or union has a finite size (Smithy
//! specification, "Recursive shape definitions").
//!
//! Lists and maps point to the heap anyway, so only cycles of structures and unions alone matter. One member of each such
//! cycle is boxed: the first by id, as the official generator chooses, because the choice shows in public types.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{Model, ShapeId, ShapeKind};

/// A member as `(shape, member name)`.
pub type MemberRef = (ShapeId, String);

/// The members of `shapes` that are boxed.
pub fn boxed_members(model: &Model, shapes: &BTreeSet<ShapeId>) -> BTreeSet<MemberRef> {
    let mut edges: BTreeMap<&ShapeId, Vec<(&str, &ShapeId)>> = BTreeMap::new();
    for id in shapes {
        if let ShapeKind::Structure { members } | ShapeKind::Union { members } =
            &model.shape(id).kind
        {
            let out = members
                .iter()
                .filter(|m| {
                    matches!(
                        model.shape(&m.target).kind,
                        ShapeKind::Structure { .. } | ShapeKind::Union { .. }
                    )
                })
                .map(|m| (&*m.name, &m.target))
                .collect();
            edges.insert(id, out);
        }
    }
    let mut boxed = BTreeSet::new();
    for start in edges.keys() {
        while let Some(cycle) = shortest_cycle(start, &edges, &boxed) {
            let first = cycle
                .into_iter()
                .min_by_key(|(shape, member)| format!("{shape}${member}"));
            boxed.extend(first);
        }
    }
    boxed
}

/// The members along a shortest way from `start` back to itself that passes no boxed member.
fn shortest_cycle(
    start: &ShapeId,
    edges: &BTreeMap<&ShapeId, Vec<(&str, &ShapeId)>>,
    boxed: &BTreeSet<MemberRef>,
) -> Option<Vec<MemberRef>> {
    let mut came_from: BTreeMap<&ShapeId, (&ShapeId, &str)> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(shape) = queue.pop_front() {
        for (member, target) in edges.get(shape).into_iter().flatten() {
            if !boxed.is_empty() && boxed.contains(&(shape.clone(), (*member).to_owned())) {
                continue;
            }
            if *target == start {
                let mut cycle = vec![(shape.clone(), (*member).to_owned())];
                let mut at = shape;
                while at != start {
                    let (previous, member) = came_from[at];
                    cycle.push((previous.clone(), member.to_owned()));
                    at = previous;
                }
                return Some(cycle);
            }
            if !came_from.contains_key(target) {
                came_from.insert(target, (shape, member));
                queue.push_back(target);
            }
        }
    }
    None
}
