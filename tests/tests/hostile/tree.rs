//! Values inside a value: where they are, how errors call the place, and how to put something else there.

use std::collections::BTreeSet;
use std::sync::Mutex;

use codegen::model::{ShapeId, ShapeKind, closure};
use serde_json::Value;

use crate::place::Place;
use crate::support::model::{Service, json_name};

/// The steps from the whole to a value in it: keys of objects and indexes of arrays.
pub type Path = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Member(String),
    Entry(String),
    Index(usize),
}

/// A value inside a value, its shape, and the shape that it is directly in.
pub struct Node {
    pub path: Path,
    pub shape: ShapeId,
    parent: Option<ShapeId>,
}

/// What has been checked: members by their structure, since the same function reads them wherever that is, and near the
/// outside of an answer also by the operation.
#[derive(Default)]
pub struct Seen(Mutex<BTreeSet<String>>);

impl Seen {
    pub const fn new() -> Self {
        Self(Mutex::new(BTreeSet::new()))
    }

    /// Checks every kind of place for a value in the full values of an answer, once.
    pub fn each_node(&self, place: &Place, mut check: impl FnMut(&Value, &Node)) {
        for value in place.values() {
            for node in nodes(place.service, &place.shape, &value) {
                let key = match (&node.parent, node.path.last()) {
                    (Some(parent), Some(Step::Member(name))) if node.path.len() > 2 => {
                        format!("{parent}${name}")
                    }
                    (Some(parent), Some(_)) if node.path.len() > 2 => parent.to_string(),
                    _ => format!("{place:?} {}", kind_of_path(&node.path)),
                };
                if self.0.lock().unwrap().insert(key) {
                    check(&value, &node);
                }
            }
        }
    }
}

/// Every value in a value of this shape, itself included.
fn nodes(service: &Service, shape: &ShapeId, value: &Value) -> Vec<Node> {
    let mut nodes = Vec::new();
    walk(service, None, shape, value, &mut Vec::new(), &mut nodes);
    nodes
}

fn walk(
    service: &Service,
    parent: Option<&ShapeId>,
    id: &ShapeId,
    value: &Value,
    path: &mut Path,
    nodes: &mut Vec<Node>,
) {
    nodes.push(Node {
        path: path.clone(),
        shape: id.clone(),
        parent: parent.cloned(),
    });
    let shape = service.shape(id);
    let mut into = |step: Step, target: &ShapeId, value: &Value| {
        path.push(step);
        walk(service, Some(id), target, value, path, nodes);
        path.pop();
    };
    match (&shape.kind, value) {
        (ShapeKind::List { member }, Value::Array(elements)) => {
            for (index, element) in elements.iter().enumerate() {
                into(Step::Index(index), &member.target, element);
            }
        }
        (ShapeKind::Map { value: member, .. }, Value::Object(entries)) => {
            for (key, value) in entries {
                into(Step::Entry(key.clone()), &member.target, value);
            }
        }
        (ShapeKind::Structure { .. } | ShapeKind::Union { .. }, Value::Object(members)) => {
            for member in closure::members(shape) {
                if let Some(value) = members.get(json_name(member)) {
                    into(
                        Step::Member(json_name(member).to_owned()),
                        &member.target,
                        value,
                    );
                }
            }
        }
        _ => {}
    }
}

/// The value with another one at the path.
pub fn replaced(value: &Value, path: &[Step], with: Value) -> Value {
    let mut whole = value.clone();
    *at(&mut whole, path) = with;
    whole
}

pub fn at<'v>(value: &'v mut Value, path: &[Step]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Member(key) | Step::Entry(key) => &mut value[key],
        Step::Index(index) => &mut value[index],
    })
}

/// The path without what tells one element of a list from another.
fn kind_of_path(path: &[Step]) -> String {
    let mut kind = String::new();
    for step in path {
        match step {
            Step::Member(name) => kind.extend([".", name]),
            Step::Entry(_) => kind.push_str("{}"),
            Step::Index(_) => kind.push_str("[]"),
        }
    }
    kind
}

/// The path as errors write it. Entries of maps are counted; maps of full values have one entry.
pub fn written(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Member(name) if text.is_empty() => text.push_str(name),
            Step::Member(name) => text.extend([".", name]),
            Step::Entry(_) => text.push_str("{0}"),
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}
