//! Holds the test's own JSON to the model: every value is full, and over all values every variant of every union occurs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::{Model, members, target, trait_value};

/// The values of one direction, inputs or outputs.
#[derive(Default)]
pub struct Coverage {
    /// Every variant within reach of the shapes that were checked: `Union$member`.
    within_reach: BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl Coverage {
    /// Checks that `value` is a full value of the shape: every member of every structure is set, nothing else is there,
    /// and no list or map is empty.
    pub fn check(&mut self, model: &Model, shape: &str, value: &Value) {
        self.reach(model, shape, &mut BTreeSet::new());
        self.full(model, shape, value, shape);
    }

    pub fn assert_complete(&self, direction: &str) {
        let missing: Vec<_> = self.within_reach.difference(&self.seen).collect();
        assert!(missing.is_empty(), "{direction} never have {missing:?}");
    }

    fn reach(&mut self, model: &Model, id: &str, visited: &mut BTreeSet<String>) {
        if !visited.insert(id.to_owned()) || id.starts_with("smithy.api#") {
            return;
        }
        let shape = model.shape(id);
        for part in ["member", "value"] {
            if let Some(member) = shape.get(part) {
                self.reach(model, target(member), visited);
            }
        }
        let kind = model.kind(id);
        if kind == "structure" || kind == "union" {
            for (name, member) in members(shape) {
                if kind == "union" {
                    self.within_reach.insert(format!("{id}${name}"));
                }
                self.reach(model, target(member), visited);
            }
        }
    }

    fn full(&mut self, model: &Model, id: &str, value: &Value, path: &str) {
        let object = || {
            let object = value.as_object();
            object.unwrap_or_else(|| panic!("{path}: {value} is no object"))
        };
        match model.kind(id).as_str() {
            "structure" => {
                let shape = model.shape(id);
                for (name, member) in members(shape) {
                    let value = object().get(name);
                    let value = value.unwrap_or_else(|| panic!("{path}.{name} is not set"));
                    self.full(model, target(member), value, &format!("{path}.{name}"));
                }
                let unknown = object()
                    .keys()
                    .find(|name| shape["members"].get(name).is_none());
                assert!(unknown.is_none(), "{path}: {unknown:?} is no member");
            }
            "union" => {
                assert_eq!(object().len(), 1, "{path}: a union has one member");
                let (name, value) = object().iter().next().expect("one member");
                let member = model.shape(id)["members"].get(name);
                let member = member.unwrap_or_else(|| panic!("{path}: {name} is no member"));
                self.seen.insert(format!("{id}${name}"));
                self.full(model, target(member), value, &format!("{path}.{name}"));
            }
            "list" => {
                let list = value.as_array().filter(|list| !list.is_empty());
                let list = list.unwrap_or_else(|| panic!("{path}: {value} is no filled list"));
                for (index, value) in list.iter().enumerate() {
                    let member = target(&model.shape(id)["member"]);
                    self.full(model, member, value, &format!("{path}[{index}]"));
                }
            }
            "map" => {
                assert!(!object().is_empty(), "{path} is empty");
                for (key, value) in object() {
                    let member = target(&model.shape(id)["value"]);
                    self.full(model, member, value, &format!("{path}[{key:?}]"));
                }
            }
            "enum" => {
                let known = members(model.shape(id))
                    .any(|(_, member)| trait_value(member, "smithy.api#enumValue") == value);
                assert!(known, "{path}: {value} is not of {id}");
            }
            "string" | "timestamp" => assert!(value.is_string(), "{path}: {value}"),
            "boolean" => assert!(value.is_boolean(), "{path}: {value}"),
            "integer" | "long" => assert!(value.is_i64(), "{path}: {value}"),
            "document" => {}
            kind => panic!("{path}: this test does not know what a {kind} looks like"),
        }
    }
}
