//! In: what a model is about. Out: its JSON AST, of a restJson1 service whose operations are all `POST /<Operation>`.

use serde_json::{Map, Value, json};

/// A model that is being written.
pub struct Shapes {
    namespace: String,
    shapes: Map<String, Value>,
    operations: Vec<Value>,
}

impl Shapes {
    pub fn new(namespace: &str) -> Self {
        Self {
            namespace: namespace.to_owned(),
            shapes: Map::new(),
            operations: Vec::new(),
        }
    }

    /// A shape of the model; names of the prelude have their namespace.
    pub fn id(&self, name: &str) -> String {
        match name.contains('#') {
            true => name.to_owned(),
            false => format!("{}#{name}", self.namespace),
        }
    }

    pub fn target(&self, name: &str) -> Value {
        json!({ "target": self.id(name) })
    }

    pub fn add(&mut self, name: &str, shape: Value) {
        let before = self.shapes.insert(self.id(name), shape);
        assert!(before.is_none(), "{name} is there twice");
    }

    /// A `structure`, `union` or `enum` with members and their targets.
    pub fn aggregate(&mut self, kind: &str, name: &str, members: &[(&str, &str)]) {
        let members: Map<String, Value> = members
            .iter()
            .map(|(member, target)| ((*member).to_owned(), self.target(target)))
            .collect();
        self.add(name, json!({ "type": kind, "members": members }));
    }

    pub fn list(&mut self, name: &str, member: &str) {
        let member = self.target(member);
        self.add(name, json!({ "type": "list", "member": member }));
    }

    /// An operation; `input` and `output` are structures of the model.
    pub fn operation(
        &mut self,
        name: &str,
        input: Option<&str>,
        output: Option<&str>,
        errors: &[&str],
    ) {
        let target = |of: Option<&str>| self.target(of.unwrap_or("smithy.api#Unit"));
        let errors: Vec<Value> = errors.iter().map(|error| self.target(error)).collect();
        let shape = json!({
            "type": "operation",
            "input": target(input),
            "output": target(output),
            "errors": errors,
            "traits": {
                "smithy.api#http": { "method": "POST", "uri": format!("/{name}"), "code": 200 },
            },
        });
        self.operations.push(self.target(name));
        self.add(name, shape);
    }

    /// The model with its service.
    pub fn finish(mut self, service: &str) -> Value {
        let operations = std::mem::take(&mut self.operations);
        self.add(
            service,
            json!({
                "type": "service",
                "version": "2026-01-01",
                "operations": operations,
                "traits": {
                    "aws.protocols#restJson1": {},
                    "aws.auth#sigv4": { "name": "obstacles" },
                    "aws.api#service": { "sdkId": service },
                },
            }),
        );
        json!({ "smithy": "2.0", "shapes": self.shapes })
    }
}
