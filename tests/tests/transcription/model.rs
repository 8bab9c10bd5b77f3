//! In: `shapes.json` and `bindings.json` of one service. Out: both as JSON, and merged.
//!
//! Read with `serde_json` and not by the generator's loader, so that the two can disagree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::ast::FileId;
use codegen::transcribe::page::{self, Page};
use serde_json::{Map, Value};

/// A service whose model is checked in, and where the sources that it was transcribed from are.
pub struct Service {
    /// Folder below `models/`.
    pub folder: &'static str,
    page: &'static str,
    table: &'static str,
}

pub const SERVICES: [Service; 2] = [
    Service {
        folder: "devops-agent",
        page: "docs/devops-agent-2026-05-19.txt",
        table: "facts/shapes-devops-agent.tsv",
    },
    Service {
        folder: "agentcore-payments",
        page: "docs/agentcore-2026-05-07.txt",
        table: "facts/shapes-agentcore-payments.tsv",
    },
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of the sources, or `None` where they are not beside the repository.
fn shared(path: &str) -> Option<String> {
    let folder = root().join("../shared");
    if !folder.exists() {
        println!("skipped: ../shared is not here");
        return None;
    }
    let path = folder.join(path);
    Some(fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

impl Service {
    pub fn read(&self, file: &str) -> String {
        let path = root().join("models").join(self.folder).join(file);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.read(file))
            .unwrap_or_else(|e| panic!("{}/{file}: {e}", self.folder))
    }

    pub fn page_text(&self) -> Option<String> {
        shared(self.page)
    }

    pub fn page(&self) -> Option<Page> {
        let text = self.page_text()?;
        Some(
            page::parse(&text, FileId(0)).unwrap_or_else(|d| panic!("{}: {:?}", self.page, d.list)),
        )
    }

    pub fn table(&self) -> Option<String> {
        shared(self.table)
    }

    /// The definitions of `shapes.json` with the traits of `bindings.json` put on them.
    pub fn model(&self) -> Model {
        let mut shapes: BTreeMap<String, Value> = BTreeMap::new();
        for (id, shape) in object(&self.json("shapes.json")["shapes"]) {
            shapes.insert(id.clone(), shape.clone());
        }
        for (id, statement) in object(&self.json("bindings.json")["shapes"]) {
            let (shape, member) = id
                .split_once('$')
                .map_or((id.as_str(), None), |(s, m)| (s, Some(m)));
            let shape = shapes
                .get_mut(shape)
                .unwrap_or_else(|| panic!("apply {id}: no such shape"));
            let target = match member {
                None => shape,
                Some(m) => {
                    member_mut(shape, m).unwrap_or_else(|| panic!("apply {id}: no such member"))
                }
            };
            let traits = target
                .as_object_mut()
                .expect("an object")
                .entry("traits")
                .or_insert_with(|| Map::new().into());
            for (name, value) in object(&statement["traits"]) {
                let before = traits
                    .as_object_mut()
                    .expect("an object")
                    .insert(name.clone(), value.clone());
                assert!(
                    before.is_none(),
                    "{id}: shapes.json and bindings.json both have {name}"
                );
            }
        }
        Model { shapes }
    }
}

pub struct Model {
    pub shapes: BTreeMap<String, Value>,
}

impl Model {
    /// The id of a shape by its name.
    pub fn id(&self, name: &str) -> Option<&str> {
        self.shapes
            .keys()
            .map(String::as_str)
            .find(|id| id.rsplit('#').next() == Some(name))
    }

    pub fn members(&self, id: &str) -> Vec<(String, &Value)> {
        self.shapes.get(id).map(members).unwrap_or_default()
    }
}

/// Members of every kind of aggregate shape, in order.
pub fn members(shape: &Value) -> Vec<(String, &Value)> {
    let single = ["member", "key", "value"].into_iter();
    let single = single.filter_map(|name| Some((name.to_owned(), shape.get(name)?)));
    let named = shape
        .get("members")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    single
        .chain(named.map(|(name, member)| (name.clone(), member)))
        .collect()
}

fn member_mut<'a>(shape: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    if shape.get("members").is_some() {
        shape.get_mut("members")?.get_mut(name)
    } else {
        shape.get_mut(name)
    }
}

pub fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

pub fn traits(shape_or_member: &Value) -> impl Iterator<Item = (&String, &Value)> {
    shape_or_member.get("traits").into_iter().flat_map(object)
}

pub fn has_trait(shape_or_member: &Value, id: &str) -> bool {
    traits(shape_or_member).any(|(name, _)| name == id)
}

pub fn target(value: &Value) -> &str {
    value["target"].as_str().unwrap_or_default()
}

pub fn documentation(shape_or_member: &Value) -> Option<&str> {
    let (_, text) =
        traits(shape_or_member).find(|(name, _)| *name == "smithy.api#documentation")?;
    text.as_str()
}
