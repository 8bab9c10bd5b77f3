//! In: two models. Out: the number of shapes that differ and that neither crate has.

use std::collections::BTreeSet;

use super::{Compare, Of, union};
use crate::diff::side::Side;
use crate::model::{ShapeId, ShapeKind};

/// How many shapes that neither crate has differ.
pub(super) fn elsewhere(old: &Side, new: &Side) -> usize {
    let outside = |side: &Side| -> BTreeSet<ShapeId> {
        let all = side.model.shapes.keys();
        all.filter(|id| !id.is_prelude() && !side.closure.shapes.contains(*id))
            .cloned()
            .collect()
    };
    let (before, after) = (outside(old), outside(new));
    let differs = |id: &ShapeId| {
        let (Some(before), Some(after)) = (old.model.get(id.as_str()), new.model.get(id.as_str()))
        else {
            return true;
        };
        let mut compare = Compare {
            old: &old.model,
            new: &new.model,
            changes: Vec::new(),
            inputs: BTreeSet::new(),
        };
        match (&before.kind, &after.kind) {
            (ShapeKind::Operation(a), ShapeKind::Operation(b)) => {
                compare.operation(id, a, b);
                compare.traits("", &before.traits, &after.traits, &Of::shape(id));
                (&a.input, &a.output) != (&b.input, &b.output) || !compare.changes.is_empty()
            }
            (ShapeKind::Resource(a), ShapeKind::Resource(b)) => {
                a.identifiers != b.identifiers
                    || a.properties != b.properties
                    || a.operations != b.operations
                    || a.resources != b.resources
            }
            _ => {
                compare.shape(id, id);
                !compare.changes.is_empty()
            }
        }
    };
    let inside = |id: &ShapeId| old.closure.shapes.contains(id) || new.closure.shapes.contains(id);
    union(&before, &after)
        .iter()
        .filter(|id| !inside(id) && differs(id))
        .count()
}
