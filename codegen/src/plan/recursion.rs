//! In: the shapes of a crate. Out: which members need a `Box` so that their structure or union has a finite size (Smithy
//! specification, "Recursive shape definitions").
//!
//! Lists and maps point to the heap anyway, so only cycles of structures and unions alone matter. One member of each such
//! cycle is boxed: the first by id, as the official generator chooses, because the choice shows in public types.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{Model, ShapeId, ShapeKind};

/// A member as `(shape, member name)`.
pub type MemberRef = (ShapeId, String);

/// The members that point from a structure or union to another, by the shape that has them.
type Edges<'a> = BTreeMap<&'a ShapeId, Vec<(&'a str, &'a ShapeId)>>;

/// The members of `shapes` that are boxed.
pub fn boxed_members(model: &Model, shapes: &BTreeSet<ShapeId>) -> BTreeSet<MemberRef> {
    let mut edges = Edges::new();
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
    let near = near_cycles(&edges);
    edges.retain(|id, _| near.contains(id));
    boxed(&edges)
}

/// The shapes on cycles, and between one cycle and another. Of all shapes, those are few; a search from each of the others, for a
/// cycle that it is not on, would go through all that it reaches.
fn near_cycles<'a>(edges: &Edges<'a>) -> BTreeSet<&'a ShapeId> {
    type Ways<'a> = BTreeMap<&'a ShapeId, Vec<&'a ShapeId>>;
    let mut forward: Ways = BTreeMap::new();
    let mut backward: Ways = edges.keys().map(|id| (*id, Vec::new())).collect();
    for (id, out) in edges {
        for (_, target) in out {
            backward.entry(target).or_default().push(id);
        }
        forward.insert(id, out.iter().map(|(_, target)| *target).collect());
    }
    // Takes away ends until there are none: what is left leads to a cycle.
    let leading_to_cycles = |ways: &Ways<'a>, back: &Ways<'a>| {
        let mut left: BTreeMap<_, _> = ways.iter().map(|(id, to)| (*id, to.len())).collect();
        let mut ends: Vec<_> = left
            .iter()
            .filter(|(_, count)| **count == 0)
            .map(|(id, _)| *id)
            .collect();
        while let Some(end) = ends.pop() {
            left.remove(end);
            for before in back.get(end).into_iter().flatten() {
                if let Some(count) = left.get_mut(before) {
                    *count -= 1;
                    if *count == 0 {
                        ends.push(before);
                    }
                }
            }
        }
        left.into_keys().collect::<BTreeSet<_>>()
    };
    let before = leading_to_cycles(&forward, &backward);
    let behind = leading_to_cycles(&backward, &forward);
    before.intersection(&behind).copied().collect()
}

fn boxed(edges: &Edges<'_>) -> BTreeSet<MemberRef> {
    let mut boxed = BTreeSet::new();
    for start in edges.keys() {
        while let Some(cycle) = shortest_cycle(start, edges, &boxed) {
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
    edges: &Edges<'_>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edges<'a>(ids: &'a [ShapeId], ways: &[(usize, usize)]) -> Edges<'a> {
        let mut edges: Edges<'a> = ids.iter().map(|id| (id, Vec::new())).collect();
        for (from, to) in ways {
            edges.entry(&ids[*from]).or_default().push(("m", &ids[*to]));
        }
        edges
    }

    fn ids(count: usize) -> Vec<ShapeId> {
        (0..count)
            .map(|i| ShapeId::new(format!("a#S{i:02}")))
            .collect()
    }

    #[test]
    fn shapes_beside_cycles_are_left_out() {
        let ids = ids(7);
        // A way to a cycle of two, one on to a shape that is a cycle by itself, and a way out.
        let ways = [(0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 4), (4, 5)];
        let near = near_cycles(&edges(&ids, &ways));
        assert_eq!(near, ids[1..5].iter().collect());
    }

    proptest! {
        #[test]
        fn boxed_are_the_same_as_of_all_shapes(
            ways in proptest::collection::vec((0usize..10, 0usize..10), 0..16)
        ) {
            let ids = ids(10);
            let all = edges(&ids, &ways);
            let mut few = all.clone();
            let near = near_cycles(&all);
            few.retain(|id, _| near.contains(id));
            prop_assert_eq!(boxed(&few), boxed(&all));
        }
    }
}
