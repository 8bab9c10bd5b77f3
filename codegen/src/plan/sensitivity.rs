//! In: a model. Out: the shapes of which a value can hold something that must not be shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Member, Model, Shape, ShapeId, ShapeKind};

/// The shapes that are sensitive, have a sensitive member, or lead to such a shape.
///
/// Found once, from those that are sensitive back to those that lead there: a search from each operation would go through
/// all that it reaches, and large models have operations that reach most shapes.
pub fn holding_sensitive(model: &Model) -> BTreeSet<ShapeId> {
    let mut holders: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut found = Vec::new();
    for shape in model.shapes.values() {
        let members = members(shape);
        for member in &members {
            holders.entry(&member.target).or_default().push(&shape.id);
        }
        if shape.traits.sensitive || members.iter().any(|member| member.traits.sensitive) {
            found.push(&shape.id);
        }
    }
    let mut holding = BTreeSet::new();
    while let Some(id) = found.pop() {
        if holding.insert(id.clone()) {
            found.extend(holders.get(id).into_iter().flatten());
        }
    }
    holding
}

fn members(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        ShapeKind::Structure { members } | ShapeKind::Union { members } => members.iter().collect(),
        ShapeKind::List { member } => vec![member],
        ShapeKind::Map { key, value } => vec![key, value],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, Sources};
    use crate::model;

    #[test]
    fn shapes_that_lead_to_secrets_hold_them() {
        let text = r#"{"smithy": "2.0", "shapes": {
            "a#Secret": {"type": "string", "traits": {"smithy.api#sensitive": {}}},
            "a#Secrets": {"type": "list", "member": {"target": "a#Secret"}},
            "a#ByName": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "a#Secrets"}},
            "a#Top": {"type": "structure", "members": {
                "byName": {"target": "a#ByName"},
                "again": {"target": "a#Top"}
            }},
            "a#Choice": {"type": "union", "members": {"top": {"target": "a#Top"}}},
            "a#Plain": {"type": "structure", "members": {"text": {"target": "smithy.api#String"}}}
        }}"#;
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("model.json", text);
        let nodes = model::parse(&sources, &[file], &mut diagnostics).unwrap();
        let model = model::load(nodes, &mut diagnostics).unwrap();
        let holding = holding_sensitive(&model);
        let names: Vec<_> = holding.iter().map(ShapeId::name).collect();
        assert_eq!(names, ["ByName", "Choice", "Secret", "Secrets", "Top"]);
    }
}
