//! In: the files of a model. Out: the client that is put to the test: model, closure, plan, and the operations that the
//! generator refuses, each with its diagnostics. Of the service's operations, those that cases call.
//!
//! **Invariant:** an operation that cannot be generated hides no other: the plan is that of all others.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::ast::{FileId, Node};
use crate::diagnostics::{Diagnostics, Severity, Sources};
use crate::model::closure::{self, Closure};
use crate::model::{self, Choice, Model, ShapeId, ShapeKind};
use crate::plan::{self, CratePlan, OperationPlan, Selection};
use crate::settings::Named;

pub struct Subject {
    pub model: Model,
    /// Of all operations of the service, those that are refused included.
    pub closure: Closure,
    pub plan: CratePlan,
    /// Why there is no client for an operation.
    pub refused: BTreeMap<ShapeId, String>,
}

/// The folder of the generated client, and the name that tests have for it.
pub const CLIENT: &str = "client";

/// `package` is that of the tests; the client's package is named after it. `Err` if no operation at all can be generated.
pub fn subject(
    files: &[PathBuf],
    service: Option<&str>,
    package: &str,
) -> Result<Subject, Box<(Diagnostics, Sources)>> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let ids: Vec<_> = files
        .iter()
        .filter_map(|file| sources.read(file, &mut diagnostics))
        .collect();
    if diagnostics.has_errors() {
        return Err(Box::new((diagnostics, sources)));
    }
    let Some((model, closure)) = loaded(&sources, &ids, service, &mut diagnostics) else {
        return Err(Box::new((diagnostics, sources)));
    };
    let mut refused = BTreeMap::new();
    let mut wanted = tested(&model, &closure);
    let mut findings = Diagnostics::default();
    let crate_name = format!("{package}-{CLIENT}");
    let choice = (service, crate_name.as_str());
    let mut plan = with_operations(&sources, &ids, choice, &wanted, &mut findings);
    if plan.is_none() {
        // What is wrong may concern a few operations only.
        wanted.retain(|operation| {
            let only = std::slice::from_ref(operation);
            let mut findings = Diagnostics::default();
            let plan = with_operations(&sources, &ids, choice, only, &mut findings);
            if plan.is_none() {
                refused.insert(operation.clone(), titles(&findings));
            }
            plan.is_some()
        });
        if !wanted.is_empty() {
            findings = Diagnostics::default();
            plan = with_operations(&sources, &ids, choice, &wanted, &mut findings);
        }
    }
    match plan {
        Some(plan) => Ok(Subject {
            model,
            closure,
            plan,
            refused,
        }),
        None => Err(Box::new((findings, sources))),
    }
}

/// The operations that cases call, so that nothing is compiled for nothing: those with tests, those of errors with tests, and
/// those that endpoint tests name. At least one.
fn tested(model: &Model, closure: &Closure) -> Vec<ShapeId> {
    let traits = |id: &ShapeId| &model.shape(id).traits;
    let endpoint_tests = traits(&closure.service).endpoint_tests.as_ref();
    let cases = endpoint_tests.and_then(|tests| tests.get("testCases"));
    let inputs = cases.and_then(Node::as_array).unwrap_or_default().iter();
    let inputs = inputs.filter_map(|case| case.get("operationInputs")?.as_array());
    let named: Vec<&str> = inputs
        .flatten()
        .filter_map(|input| input.get("operationName")?.as_str())
        .collect();
    let is_tested = |id: &&ShapeId| {
        let own = traits(id);
        let errors = match &model.shape(id).kind {
            ShapeKind::Operation(operation) => &operation.errors[..],
            _ => &[],
        };
        own.http_request_tests.is_some()
            || own.http_response_tests.is_some()
            || own.event_stream_tests.is_some()
            || named.contains(&id.name())
            || errors
                .iter()
                .any(|id| traits(id).http_response_tests.is_some())
    };
    let tested: Vec<ShapeId> = closure
        .operations
        .iter()
        .filter(is_tested)
        .cloned()
        .collect();
    match tested.is_empty() {
        true => closure.operations.iter().take(1).cloned().collect(),
        false => tested,
    }
}

impl Subject {
    pub fn operation(&self, id: &ShapeId) -> Option<&OperationPlan> {
        self.plan
            .operations
            .iter()
            .find(|operation| operation.shape_name == id.name())
    }

    /// The operation of a case, or why it cannot be called.
    pub fn callable(&self, id: &ShapeId) -> Result<&OperationPlan, String> {
        match self.operation(id) {
            Some(operation) => Ok(operation),
            None => Err(match self.refused.get(id) {
                Some(why) => format!(
                    "expected a client for {}, got diagnostics: {why}",
                    id.name()
                ),
                None => format!("the client has no operation {}", id.name()),
            }),
        }
    }
}

/// The model, and all of the service.
fn loaded(
    sources: &Sources,
    ids: &[FileId],
    service: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Closure)> {
    let nodes: Vec<_> = ids
        .iter()
        .filter_map(|id| crate::ast::parse(*id, &sources.get(*id).text, diagnostics))
        .collect();
    if nodes.len() < ids.len() {
        return None;
    }
    let model = model::load(nodes, diagnostics)?;
    let service = service.map(Named::from);
    let closure = closure::choose(&model, service.as_ref(), None, diagnostics)?;
    Some((model, closure))
}

fn with_operations(
    sources: &Sources,
    ids: &[FileId],
    (service, crate_name): (Option<&str>, &str),
    operations: &[ShapeId],
    diagnostics: &mut Diagnostics,
) -> Option<CratePlan> {
    let service = service.map(Named::from);
    let operations: Vec<Named> = operations.iter().map(|id| id.as_str().into()).collect();
    let choice = Choice {
        service: service.as_ref(),
        operations: Some(&operations),
    };
    let (model, closure) = model::open(sources, ids, choice, diagnostics)?;
    let selection = Selection {
        service: closure.service.clone(),
        operations: closure.operations.clone(),
        crate_name: crate_name.to_owned(),
        crate_version: "0.0.0".to_owned(),
    };
    plan::plan(&model, &selection, diagnostics)
}

/// The errors in one line.
fn titles(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics
        .list
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let titles = errors.map(|d| match (&*d.shape, &*d.label) {
        ("", "") => d.title.clone(),
        (shape, "") => format!("{} ({shape})", d.title),
        (shape, label) => format!("{} ({shape}: {label})", d.title),
    });
    titles.collect::<Vec<_>>().join("; ")
}
