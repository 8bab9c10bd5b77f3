//! The models against the API change pages: the same operations, members and enum values in the same order, and nothing more.
//!
//! That types and required flags are the page's is for `codegen/tests/transcribe` to say: over these models, transcribing
//! finds nothing to change. But transcribing keeps what a page lacks, and the model's order.

use std::collections::{BTreeSet, VecDeque};

use codegen::transcribe::node::{Kind, Member, Members, Node};
use serde_json::Value;

use super::model::{Model, SERVICES, has_trait, target};
use super::{report, service_id};

/// Compares one tree of a page with shapes of a model.
struct Comparison<'a> {
    model: &'a Model,
    seen: BTreeSet<String>,
    problems: Vec<String>,
}

impl Comparison<'_> {
    fn members(&mut self, on_page: &[Member], shape: &str, path: &str) {
        self.seen.insert(shape.to_owned());
        let in_model = self.model.members(shape);
        let names: Vec<&str> = on_page.iter().map(|m| m.name.as_str()).collect();
        let ours: Vec<&str> = in_model.iter().map(|(name, _)| name.as_str()).collect();
        if names != ours {
            self.problems.push(format!(
                "{path}: the page has {names:?}, {shape} has {ours:?}"
            ));
            return;
        }
        for (member, (_, definition)) in on_page.iter().zip(in_model) {
            let path = format!("{path}.{}", member.name);
            self.node(&member.node, target(definition), &path);
        }
    }

    fn node(&mut self, node: &Node, shape: &str, path: &str) {
        self.seen.insert(shape.to_owned());
        let streaming = self
            .model
            .shapes
            .get(shape)
            .is_some_and(|s| has_trait(s, "smithy.api#streaming"));
        if streaming != matches!(node.kind, Kind::StreamingBlob | Kind::EventStream(_)) {
            self.problems.push(format!(
                "{path}: only one of the page and {shape} is a stream"
            ));
        }
        let model = self.model;
        let inner = |name: &str| {
            let found = model.members(shape).into_iter().find(|(n, _)| n == name);
            found
                .map(|(_, definition)| target(definition).to_owned())
                .unwrap_or_default()
        };
        match &node.kind {
            Kind::Enum(values) => {
                let ours = model
                    .members(shape)
                    .into_iter()
                    .map(|(_, m)| m["traits"]["smithy.api#enumValue"].clone());
                let ours: Vec<Value> = ours.collect();
                if *values != ours {
                    self.problems.push(format!(
                        "{path}: the page has {values:?}, {shape} has {ours:?}"
                    ));
                }
            }
            Kind::List(element) => self.node(element, &inner("member"), &format!("{path}[]")),
            Kind::Map { key, value } => {
                self.node(key, &inner("key"), &format!("{path}(key)"));
                self.node(value, &inner("value"), &format!("{path}(value)"));
            }
            Kind::Structure(Members { members, .. })
            | Kind::EventStream(Members { members, .. }) => {
                self.members(members, shape, path);
            }
            _ => {}
        }
    }
}

/// `ids` and what they refer to.
fn closure(model: &Model, ids: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let mut open: VecDeque<String> = ids.into_iter().collect();
    let mut closure = BTreeSet::new();
    while let Some(id) = open.pop_front() {
        open.extend(
            model
                .members(&id)
                .into_iter()
                .map(|(_, member)| target(member).to_owned()),
        );
        if !closure.insert(id) {
            open.retain(|id| !closure.contains(id));
        }
    }
    closure
}

#[test]
fn pages_and_models_have_the_same_operations_and_shapes() {
    let mut problems = Vec::new();
    for service in &SERVICES {
        let Some(page) = service.page() else { return };
        let model = service.model();
        let root = &model.shapes[service_id(&model)];
        if root["traits"]["smithy.api#title"] != page.title.as_str() {
            problems.push(format!("the page's title is {}", page.title));
        }
        let operations = root["operations"]
            .as_array()
            .into_iter()
            .flatten()
            .map(target);
        let ours: BTreeSet<&str> = operations.filter_map(|id| id.rsplit('#').next()).collect();
        let theirs: BTreeSet<&str> = page.operations.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(theirs, ours, "operations of {}", service.folder);

        let mut explained = BTreeSet::from([service_id(&model).to_owned()]);
        for operation in &page.operations {
            let id = model
                .id(&operation.name)
                .expect("an operation of the service is a shape");
            let shape = &model.shapes[id];
            for (place, on_page) in [("input", &operation.input), ("output", &operation.output)] {
                let mut comparison = Comparison {
                    model: &model,
                    seen: BTreeSet::new(),
                    problems: Vec::new(),
                };
                let path = format!("{} {place}", operation.name);
                comparison.members(on_page, target(&shape[place]), &path);
                problems.extend(comparison.problems);
                explained.extend(comparison.seen);
            }
            let errors: Vec<&str> = shape["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(target)
                .collect();
            for error in &operation.errors {
                if !model.id(&error.name).is_some_and(|id| errors.contains(&id)) {
                    problems.push(format!(
                        "{}: the page documents {}",
                        operation.name, error.name
                    ));
                }
            }
            explained.extend(closure(&model, errors.iter().map(|id| id.to_string())));
            explained.insert(id.to_owned());
        }
        let extra = model.shapes.keys().filter(|id| !explained.contains(*id));
        problems
            .extend(extra.map(|id| format!("{id} is neither on the page nor part of an error")));
    }
    report(problems);
}
