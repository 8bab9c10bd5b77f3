//! In: the traits of two shapes or members. Out: those that were added, removed or changed.

use std::collections::BTreeMap;

use super::{Compare, Of, action, union};
use crate::ast::{Node, Value};
use crate::diff::rules::Kind;
use crate::model::ShapeId;
use crate::model::traits::Traits;

impl Compare<'_> {
    pub(super) fn traits(&mut self, shape: &str, old: &Traits, new: &Traits, of: &Of) {
        let by_id = |traits: &Traits| -> BTreeMap<ShapeId, String> {
            let listed = traits.raw.iter().filter(|(id, _)| !is_in_the_shape(id));
            listed.map(|(id, node)| (id.clone(), json(node))).collect()
        };
        let (before, after) = (by_id(old), by_id(new));
        for id in union(before.keys(), after.keys()) {
            let (a, b) = (before.get(&id), after.get(&id));
            if a == b {
                continue;
            }
            let action = action(a.is_some(), b.is_some());
            self.push(Kind::Trait, action, shape, &format!("trait {id}"), of);
            self.values(a.cloned(), b.cloned());
            if let Some(change) = self.changes.last_mut() {
                change.trait_id = Some(id);
            }
        }
    }
}

/// Traits that the loader has made a part of the shape, so that a change of theirs is one of the shape.
fn is_in_the_shape(id: &ShapeId) -> bool {
    matches!(
        id.as_str(),
        "smithy.api#enum" | "smithy.api#enumValue" | "smithy.api#mixin"
    )
}

/// JSON of the value, the keys of objects in order: the same for values that are the same.
pub(super) fn json(node: &Node) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("{}:{}", quoted(&entry.key), json(&entry.value)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}
