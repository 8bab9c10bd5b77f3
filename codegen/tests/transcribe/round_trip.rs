//! Whatever one thing is taken out of a model, its page puts it back.

use std::collections::BTreeSet;

use codegen::model::questions::QUESTIONS;
use codegen::transcribe::node::{Kind, Member, Members, Node};
use rayon::prelude::*;
use serde_json::{Map, Value};

use super::subject::{Subject, published};

const DOCUMENTATION: &str = "smithy.api#documentation";
const REQUIRED: &str = "smithy.api#required";

#[test]
fn over_the_models_as_they_are_nothing_changes() {
    for subject in published() {
        let merged = subject.transcribe(subject.shapes.clone());
        assert_eq!(merged.changes, [], "{}", subject.name);
        assert_eq!(text(&merged.draft.shapes), text(&subject.shapes));
    }
}

fn text(shapes: &Map<String, Value>) -> String {
    serde_json::to_string_pretty(shapes).expect("JSON")
}

/// What the page prints: shapes, members (`Shape$member`, those of enums too), and those members that requests list.
#[derive(Default)]
struct Printed {
    members: BTreeSet<(String, String)>,
    in_requests: BTreeSet<(String, String)>,
}

impl Printed {
    fn of(subject: &Subject) -> Self {
        let mut printed = Self::default();
        let namespace = subject.service.split('#').next().unwrap_or_default();
        for operation in &subject.page.operations {
            let shape = &subject.shapes[&format!("{namespace}#{}", operation.name)];
            for (key, members, request) in [
                ("input", &operation.input, true),
                ("output", &operation.output, false),
            ] {
                let id = shape[key]["target"].as_str().expect("a target");
                printed.members(subject, id, members, request, true);
            }
        }
        printed
    }

    fn members(
        &mut self,
        subject: &Subject,
        id: &str,
        members: &[Member],
        request: bool,
        listed: bool,
    ) {
        for member in members {
            let place = (id.to_owned(), member.name.clone());
            if request && listed {
                self.in_requests.insert(place.clone());
            }
            self.members.insert(place);
            self.node(
                subject,
                &subject.shapes[id]["members"][&member.name],
                &member.node,
                request,
            );
        }
    }

    fn node(&mut self, subject: &Subject, member: &Value, node: &Node, request: bool) {
        let id = member["target"].as_str().expect("a target");
        let Some(shape) = subject.shapes.get(id) else {
            return;
        };
        match &node.kind {
            Kind::List(element) => self.node(subject, &shape["member"], element, request),
            Kind::Map { key, value } => {
                self.node(subject, &shape["key"], key, request);
                self.node(subject, &shape["value"], value, request);
            }
            Kind::Enum(_) => {
                let values = shape["members"].as_object().expect("values").keys();
                self.members
                    .extend(values.map(|name| (id.to_owned(), name.clone())));
            }
            Kind::Structure(Members { members, listed })
            | Kind::EventStream(Members { members, listed }) => {
                self.members(subject, id, members, request, *listed);
            }
            _ => {}
        }
    }
}

#[test]
fn a_member_or_value_that_was_taken_away_comes_back() {
    let mut problems = Vec::new();
    for subject in published() {
        let printed = Printed::of(&subject);
        assert!(printed.members.len() > 100, "{}", subject.name);
        let places: Vec<_> = printed.members.iter().collect();
        // One copy of the model a thread, mended after each turn: copies would cost more than all else.
        let copy = || subject.shapes.clone();
        let found = places.par_iter().map_init(copy, |shapes, (id, name)| {
            let in_request = printed.in_requests.contains(&(id.clone(), name.clone()));
            let problem = without(&subject, shapes, id, name, in_request);
            match &problem {
                None => shapes[id] = subject.shapes[id].clone(),
                Some(_) => *shapes = copy(),
            }
            problem
        });
        problems.extend(found.flatten().collect::<Vec<_>>());
    }
    assert!(
        problems.is_empty(),
        "{}\n{}",
        problems.len(),
        problems.join("\n")
    );
}

/// Takes a member away and transcribes. What came back that is not what was there.
fn without(
    subject: &Subject,
    shapes: &mut Map<String, Value>,
    id: &str,
    name: &str,
    in_request: bool,
) -> Option<String> {
    let mut less = std::mem::take(shapes);
    let members = less[id]["members"].as_object_mut().expect("members");
    members.shift_remove(name);
    let merged = subject.transcribe(less);
    *shapes = merged.draft.shapes;
    let mut returned = shapes[id].clone();
    let mut expected = subject.shapes[id].clone();
    forget(&mut expected["members"][name], DOCUMENTATION);
    forget(&mut returned["members"][name], QUESTIONS);
    if !in_request {
        forget(&mut expected["members"][name], REQUIRED);
    }
    let rest = || {
        let others = shapes.iter().zip(&subject.shapes);
        others
            .filter(|((other, _), _)| *other != id)
            .all(|((a_id, a), (b_id, b))| a_id == b_id && same(a, b))
    };
    if same(&returned, &expected) && shapes.len() == subject.shapes.len() && rest() {
        return None;
    }
    let changes: Vec<_> = merged.changes.iter().map(ToString::to_string).collect();
    let expected = &expected["members"][name];
    Some(format!(
        "{id}${name}: {}\n    not {expected}",
        changes.join("; ")
    ))
}

/// Equal, the order of members included, which `==` does not count.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|((a_key, a), (b_key, b))| a_key == b_key && same(a, b))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        _ => a == b,
    }
}

fn forget(member: &mut Value, name: &str) {
    let Some(traits) = member.get_mut("traits").and_then(Value::as_object_mut) else {
        return;
    };
    traits.shift_remove(name);
    if traits.is_empty() {
        member
            .as_object_mut()
            .expect("a member")
            .shift_remove("traits");
    }
}

#[test]
fn an_operation_that_was_taken_away_comes_back() {
    for subject in published() {
        for operation in &subject.page.operations {
            let id = subject.id(&operation.name);
            let original = &subject.shapes[&id];
            let structures =
                ["input", "output"].map(|key| original[key]["target"].as_str().expect("a target"));
            // Alone, and with the structures that are its own.
            for whole in [false, true] {
                let mut less = subject.shapes.clone();
                less.shift_remove(&id);
                let bound = less[&subject.service]["operations"]
                    .as_array_mut()
                    .expect("operations");
                bound.retain(|entry| entry["target"] != *id);
                if whole {
                    structures
                        .iter()
                        .for_each(|id| drop(less.shift_remove(*id)));
                }
                let mut merged = subject.transcribe(less);
                let back = &mut merged.draft.shapes;
                let mut expected = subject.shapes.clone();
                for shapes in [&mut *back, &mut expected] {
                    // A page describes nothing in our words, and prints no errors.
                    shapes[&id]
                        .as_object_mut()
                        .expect("a shape")
                        .shift_remove("errors");
                    forget(&mut shapes[&id], DOCUMENTATION);
                    forget(&mut shapes[&id], QUESTIONS);
                    for (structure, request) in
                        structures.iter().zip([true, false]).filter(|_| whole)
                    {
                        forget(&mut shapes[*structure], DOCUMENTATION);
                        forget(&mut shapes[*structure], QUESTIONS);
                        let members = shapes[*structure]["members"]
                            .as_object_mut()
                            .expect("members");
                        for (_, member) in members {
                            forget(member, DOCUMENTATION);
                            forget(member, QUESTIONS);
                            if !request {
                                forget(member, REQUIRED);
                            }
                        }
                    }
                }
                let (back, expected) = (text(back), text(&expected));
                let differs = back.lines().zip(expected.lines()).find(|(a, b)| a != b);
                assert_eq!(differs, None, "{id}");
                assert_eq!(back.len(), expected.len(), "{id}");
            }
        }
    }
}
