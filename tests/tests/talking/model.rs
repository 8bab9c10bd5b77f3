//! In: `shapes.json` and `bindings.json` of a service. Out: its shapes as JSON, with the `apply` statements applied.
//!
//! Read with `serde_json` and not by the generator's loader, so that the two can disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

pub struct Model {
    shapes: BTreeMap<String, Value>,
    service: &'static str,
}

impl Model {
    pub fn read(folder: &Path, service: &'static str) -> Self {
        let file = |name: &str| -> Map<String, Value> {
            let path = folder.join(name);
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let json: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            json["shapes"].as_object().expect("shapes").clone()
        };
        let mut shapes: BTreeMap<_, _> = file("shapes.json").into_iter().collect();
        for (id, statement) in file("bindings.json") {
            assert_eq!(statement["type"], "apply", "{id}");
            let (shape, member) = match id.split_once('$') {
                Some((shape, member)) => (shape, Some(member)),
                None => (id.as_str(), None),
            };
            let shape = shapes.get_mut(shape).unwrap_or_else(|| panic!("no {id}"));
            let target = match member {
                // Those of lists and maps stand beside the type.
                Some(member) if shape.get("members").is_none() => &mut shape[member],
                Some(member) => &mut shape["members"][member],
                None => shape,
            };
            let target = target.as_object_mut().unwrap_or_else(|| panic!("no {id}"));
            let traits = target.entry("traits").or_insert_with(|| json!({}));
            let applied = statement["traits"].as_object().expect("traits").clone();
            traits.as_object_mut().expect("traits").extend(applied);
        }
        Self { shapes, service }
    }

    pub fn shape(&self, id: &str) -> &Value {
        self.shapes.get(id).unwrap_or_else(|| panic!("no {id}"))
    }

    pub fn service(&self) -> &Value {
        self.shape(self.service)
    }

    /// An operation of the service, by the name of its shape.
    pub fn operation(&self, name: &str) -> &Value {
        let (namespace, _) = self.service.split_once('#').expect("an absolute id");
        self.shape(&format!("{namespace}#{name}"))
    }

    /// Names of the operations that answer with JSON: all but those that answer with an event stream.
    pub fn json_operations(&self) -> BTreeSet<String> {
        let operations = self.shapes.iter().filter(|(_, s)| s["type"] == "operation");
        operations
            .filter(|(_, operation)| {
                let output = self.shape(target(&operation["output"]));
                !members(output).any(|(_, member)| {
                    let target = self.shapes.get(target(member));
                    target.is_some_and(|shape| has(shape, "smithy.api#streaming"))
                })
            })
            .map(|(id, _)| id.rsplit('#').next().expect("a name").to_owned())
            .collect()
    }

    /// The kind of a shape. Shapes of the prelude are of the kind that they are named after.
    pub fn kind(&self, id: &str) -> String {
        match id.strip_prefix("smithy.api#") {
            Some(name) => name.to_lowercase(),
            None => self.shape(id)["type"].as_str().expect("a type").to_owned(),
        }
    }
}

/// Members of a structure, union or enum.
pub fn members(shape: &Value) -> impl Iterator<Item = (&String, &Value)> {
    shape["members"].as_object().into_iter().flatten()
}

pub fn target(reference: &Value) -> &str {
    reference["target"].as_str().expect("a target")
}

/// The value of a trait; null if it is not there.
pub fn trait_value<'a>(node: &'a Value, id: &str) -> &'a Value {
    &node["traits"][id]
}

pub fn has(node: &Value, id: &str) -> bool {
    node["traits"].get(id).is_some()
}
