//! The models against the API change pages: operations, members in their order, types, enum values, required flags.

use std::collections::{BTreeSet, VecDeque};

use codegen::ast::FileId;
use codegen::transcribe::node::{Kind, Member, Members, Node};
use codegen::transcribe::page;
use serde_json::Value;

use super::model::{Model, SERVICES, has_trait, target};
use super::{report, service_id};

/// Compares one tree of a page with shapes of a model.
struct Comparison<'a> {
    model: &'a Model,
    /// Whether members that are required are marked: only in requests.
    request: bool,
    seen: BTreeSet<String>,
    problems: Vec<String>,
}

impl Comparison<'_> {
    fn members(&mut self, on_page: &[Member], listed: bool, shape: &str, path: &str) {
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
            let required = has_trait(definition, "smithy.api#required");
            if self.request && listed && required != member.required {
                let page = member.required;
                self.problems
                    .push(format!("{path}: required: page {page}, {shape} {required}"));
            }
            self.node(&member.node, target(definition), &path);
        }
    }

    fn node(&mut self, node: &Node, shape: &str, path: &str) {
        self.seen.insert(shape.to_owned());
        let kind = self.model.kind(shape);
        let kinds: &[&str] = match &node.kind {
            Kind::String => &["string"],
            Kind::Enum(_) => &["enum"],
            Kind::Boolean => &["boolean"],
            Kind::Integer => &["byte", "short", "integer", "long", "bigInteger"],
            Kind::Float => &["float", "double", "bigDecimal"],
            Kind::Timestamp => &["timestamp"],
            Kind::Blob | Kind::StreamingBlob => &["blob"],
            Kind::Document => &["document"],
            Kind::List(_) => &["list"],
            Kind::Map { .. } => &["map"],
            Kind::Structure(m) if m.members.is_empty() => &["structure", "unit"],
            Kind::Structure(_) => &["structure", "union"],
            Kind::EventStream(_) => &["union"],
            Kind::Recursive => &["structure", "union", "list", "map"],
        };
        if !kinds.contains(&kind.as_str()) {
            self.problems.push(format!(
                "{path}: the page has {kinds:?}, {shape} is a {kind}"
            ));
            return;
        }
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
            Kind::Structure(Members { members, listed })
            | Kind::EventStream(Members { members, listed }) => {
                self.members(members, *listed, shape, path);
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
            for (request, on_page) in [(true, &operation.input), (false, &operation.output)] {
                let place = if request { "input" } else { "output" };
                let mut comparison = Comparison {
                    model: &model,
                    request,
                    seen: BTreeSet::new(),
                    problems: Vec::new(),
                };
                let path = format!("{} {place}", operation.name);
                comparison.members(on_page, true, target(&shape[place]), &path);
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

#[test]
fn a_page_cut_behind_any_line_is_refused() {
    for service in &SERVICES {
        let Some(text) = service.page_text() else {
            return;
        };
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        // Behind the last item only its description is left, which no form demands.
        let last_item = text.rfind('•').expect("a page has items");
        for end in ends
            .iter()
            .filter(|end| **end < last_item)
            .step_by(151)
            .chain([&last_item])
        {
            let line = text[..*end].matches('\n').count() + 1;
            assert!(
                page::parse(&text[..*end], FileId(0)).is_err(),
                "{} cut at line {line}",
                service.folder
            );
        }
    }
}
