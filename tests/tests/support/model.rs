//! The models of both services, read by the generator's loader.

use std::path::Path;
use std::sync::OnceLock;

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::{Choice, Member, Model, Operation, Shape, ShapeId, ShapeKind, closure};

pub struct Service {
    pub folder: &'static str,
    pub model: Model,
    pub operations: Vec<ShapeId>,
    id: ShapeId,
}

/// devops-agent and agentcore-payments.
pub fn services() -> &'static [Service; 2] {
    static SERVICES: OnceLock<[Service; 2]> = OnceLock::new();
    SERVICES.get_or_init(|| ["devops-agent", "agentcore-payments"].map(read))
}

fn read(folder: &'static str) -> Service {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../models")
        .join(folder);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let files: Vec<_> = ["shapes.json", "bindings.json"]
        .iter()
        .filter_map(|file| sources.read(&path.join(file), &mut diagnostics))
        .collect();
    let opened = codegen::model::open(&sources, &files, Choice::default(), &mut diagnostics);
    let Some((model, closure)) = opened else {
        panic!("{}", diagnostics.render(&sources, false));
    };
    Service {
        folder,
        model,
        operations: closure.operations,
        id: closure.service,
    }
}

/// The service that has the operation, and the operation.
pub fn operation(name: &str) -> (&'static Service, &'static Operation) {
    let found = services().iter().find_map(|service| {
        let id = service.operations.iter().find(|id| id.name() == name)?;
        Some((service, service.operation(id)))
    });
    found.unwrap_or_else(|| panic!("no operation {name}"))
}

impl Service {
    pub fn operation(&self, id: &ShapeId) -> &Operation {
        match &self.model.shape(id).kind {
            ShapeKind::Operation(operation) => operation,
            _ => panic!("{id} is no operation"),
        }
    }

    pub fn shape(&self, id: &ShapeId) -> &Shape {
        self.model.shape(id)
    }

    /// The errors of an operation, the service's included.
    pub fn errors(&self, operation: &ShapeId) -> Vec<ShapeId> {
        closure::errors(&self.model, &self.id, operation)
    }

    /// Every shape that operations reach.
    pub fn reached(&self) -> impl Iterator<Item = &Shape> {
        let shapes = closure::shapes(&self.model, &self.id, &self.operations);
        shapes.into_iter().map(|id| self.model.shape(&id))
    }

    /// Whether what the member holds must not be shown, whatever it is in.
    pub fn is_sensitive(&self, member: &Member) -> bool {
        member.traits.sensitive || self.shape(&member.target).traits.sensitive
    }

    /// The stream of an output that is one.
    pub fn event_stream(&self, output: &ShapeId) -> Option<&Shape> {
        closure::members(self.shape(output))
            .map(|member| self.shape(&member.target))
            .find(|shape| shape.traits.streaming)
    }
}

/// Whether the member of an input or output is in the body.
pub fn in_body(member: &Member) -> bool {
    let traits = &member.traits;
    !(traits.http_label
        || traits.http_query.is_some()
        || traits.http_query_params
        || traits.http_header.is_some()
        || traits.http_prefix_headers.is_some()
        || traits.http_response_code)
}

/// The member's key in JSON.
pub fn json_name(member: &Member) -> &str {
    member.traits.json_name.as_deref().unwrap_or(&member.name)
}
