//! Operations: the service's list of them, their inputs and outputs, and the errors that the page documents.

use serde_json::{Map, Value, json};

use super::super::draft::{self, target};
use super::super::names;
use super::super::node::Member;
use super::super::page::{self, Operation};
use super::change::{Announced, What};
use super::{Around, Context, Merge, Path};

const UNIT: &str = "smithy.api#Unit";

impl<'p> Merge<'p> {
    pub(super) fn operation(&mut self, operation: &'p Operation) {
        let id = self.draft.id(&operation.name);
        let kind = self.draft.kind(&id);
        let is_new = kind.is_empty();
        if !is_new && kind != "operation" {
            let what = format!("{} is a {kind} in the model", operation.name);
            self.error(operation.line, what, "rename the shape in the model");
            return;
        }
        if is_new {
            self.draft.add_shape(&id, json!({ "type": "operation" }));
            self.bind(&id);
            self.added.insert(id.clone());
            self.change(What::Operation, &id, operation.line, None);
        }
        self.structure(&id, operation, true);
        self.structure(&id, operation, false);
        self.errors_of(&id, operation, is_new);
        if is_new {
            self.ask_of_operation(&id, operation);
        }
    }

    /// Binds an operation to the service: by name, if the list is in that order, else behind the others.
    fn bind(&mut self, id: &str) {
        let service = self.draft.service.clone();
        let Some(service) = self.draft.place_mut(&service) else {
            return;
        };
        let list = service.entry("operations").or_insert_with(|| json!([]));
        let Some(list) = list.as_array_mut() else {
            return;
        };
        if list.iter().any(|entry| target(entry) == id) {
            return;
        }
        let at = if list.is_sorted_by(|a, b| target(a) <= target(b)) {
            list.partition_point(|entry| target(entry) < id)
        } else {
            list.len()
        };
        list.insert(at, json!({ "target": id }));
    }

    /// The input or output.
    fn structure(&mut self, id: &str, operation: &'p Operation, request: bool) {
        let (key, members, summary): (_, &'p [Member], _) = if request {
            ("input", &operation.input, &operation.request_change)
        } else {
            ("output", &operation.output, &operation.response_change)
        };
        let bound = self.draft.shape(id).and_then(|shape| shape.get(key));
        let mut shape = bound.map_or(UNIT, target).to_owned();
        let is_new = self.added.contains(id);
        if !self.draft.has(&shape) || shape == UNIT && (is_new || !members.is_empty()) {
            if shape == UNIT {
                shape = names::input_or_output(&self.draft, &operation.name, request);
            }
            // A response of `None` is Unit, unless the model has a structure for it.
            if members.is_empty()
                && !request
                && !self.draft.has(&shape)
                && !self.draft.awaits(&shape)
            {
                shape = UNIT.to_owned();
            }
            if !self.draft.has(&shape) {
                self.add_shape(
                    &shape,
                    json!({ "type": "structure", "members": {} }),
                    "structure",
                    operation.line,
                );
                let topics: &[&str] = if request {
                    &["input", "description"]
                } else {
                    &["output", "description"]
                };
                self.ask(&shape, topics);
            }
            if let Some(definition) = self.draft.place_mut(id) {
                // Behind type and input, as all models have it.
                let at = 1 + usize::from(!request && definition.contains_key("input"));
                definition.shift_insert(
                    at.min(definition.len()),
                    key.to_owned(),
                    json!({ "target": shape }),
                );
            }
            if !is_new {
                let target = draft::short(&shape).to_owned();
                self.change(
                    What::Structure { key, target },
                    id,
                    operation.line,
                    Some(summary.is_some()),
                );
            }
        }
        let summaries = operation.request_change.is_some() || operation.response_change.is_some();
        let context = Context {
            request,
            listed: true,
            top: true,
            events: false,
            path: Path::new(&operation.name).and(key),
            around: Around::default().and(&shape),
            announced: summaries.then_some(Announced(summary.as_ref())),
        };
        self.members(&shape, members, &context);
    }

    /// Errors that the page documents; for a new operation without any, those that all others have.
    fn errors_of(&mut self, id: &str, operation: &'p Operation, is_new: bool) {
        let documented: Vec<String> = operation
            .errors
            .iter()
            .map(|error| self.draft.id(&error.name))
            .collect();
        let wanted = if is_new && documented.is_empty() {
            self.common_errors(id)
        } else {
            documented
        };
        for error in wanted {
            let bound = self.draft.shape(id).and_then(|shape| shape.get("errors"));
            let mut bound = bound.and_then(Value::as_array).into_iter().flatten();
            if bound.any(|entry| target(entry) == error) {
                continue;
            }
            if !self.draft.has(&error) {
                self.new_error(&error, operation);
            }
            if let Some(definition) = self.draft.place_mut(id) {
                append_error(definition, &error);
            }
            let name = draft::short(&error).to_owned();
            self.change(What::Error(name), id, operation.line, None);
        }
    }

    fn common_errors(&self, new: &str) -> Vec<String> {
        let others = self
            .draft
            .shapes
            .iter()
            .filter(|(id, shape)| *id != new && shape.get("type") == Some(&json!("operation")))
            .filter(|(id, _)| !self.added.contains(*id));
        let mut lists = others.map(|(_, shape)| -> Vec<&str> {
            let list = shape.get("errors").and_then(Value::as_array);
            list.into_iter().flatten().map(target).collect()
        });
        let mut common = lists.next().unwrap_or_default();
        for list in lists {
            common.retain(|error| list.contains(error));
        }
        common.into_iter().map(str::to_owned).collect()
    }

    /// An error has a message, which pages do not print.
    fn new_error(&mut self, id: &str, operation: &page::Operation) {
        let definition = json!({
            "type": "structure",
            "members": { "message": { "target": "smithy.api#String" } },
        });
        self.add_shape(id, definition, "structure", operation.line);
        self.ask(id, &["error", "description"]);
        self.ask(&format!("{id}$message"), &["required", "description"]);
    }

    pub(super) fn add_shape(&mut self, id: &str, definition: Value, kind: &'static str, line: u32) {
        self.draft.add_shape(id, definition);
        self.added.insert(id.to_owned());
        self.change(What::Shape(kind), id, line, None);
    }
}

fn append_error(operation: &mut Map<String, Value>, error: &str) {
    if !operation.contains_key("errors") {
        let at = ["output", "input", "type"]
            .iter()
            .find_map(|key| operation.keys().position(|k| k == key));
        operation.shift_insert(at.map_or(0, |at| at + 1), "errors".to_owned(), json!([]));
    }
    if let Some(errors) = operation.get_mut("errors").and_then(Value::as_array_mut) {
        errors.push(json!({ "target": error }));
    }
}
