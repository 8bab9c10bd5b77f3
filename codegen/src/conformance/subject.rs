//! In: the files of a model. Out: the client that is put to the test: model, closure, plan, and the operations that the
//! generator refuses, each with its diagnostics.
//!
//! **Invariant:** an operation that cannot be generated hides no other: the plan is that of all others.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::ast::FileId;
use crate::diagnostics::{Diagnostics, Severity, Sources};
use crate::model::closure::{self, Closure};
use crate::model::{self, Choice, Model, ShapeId};
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

/// The name of the generated client's package and crate.
pub const CLIENT: &str = "client";

/// `Err` if no operation at all can be generated.
pub fn subject(
    files: &[PathBuf],
    service: Option<&str>,
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
    let mut refused = BTreeMap::new();
    match with_operations(&sources, &ids, service, None, &mut diagnostics) {
        Some((model, closure, plan)) => Ok(Subject {
            model,
            closure,
            plan,
            refused,
        }),
        None => {
            // What is wrong may concern a few operations only.
            let Some((model, closure)) = loaded(&sources, &ids, service) else {
                return Err(Box::new((diagnostics, sources)));
            };
            let mut fine = Vec::new();
            for operation in &closure.operations {
                let mut findings = Diagnostics::default();
                let only = [operation.to_string()];
                match with_operations(&sources, &ids, service, Some(&only), &mut findings) {
                    Some(_) => fine.push(operation.to_string()),
                    None => {
                        refused.insert(operation.clone(), titles(&findings));
                    }
                }
            }
            if fine.is_empty() {
                return Err(Box::new((diagnostics, sources)));
            }
            let mut findings = Diagnostics::default();
            match with_operations(&sources, &ids, service, Some(&fine), &mut findings) {
                Some((_, _, plan)) => Ok(Subject {
                    model,
                    closure,
                    plan,
                    refused,
                }),
                None => Err(Box::new((findings, sources))),
            }
        }
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

fn loaded(sources: &Sources, ids: &[FileId], service: Option<&str>) -> Option<(Model, Closure)> {
    let mut ignored = Diagnostics::default();
    let nodes: Vec<_> = ids
        .iter()
        .filter_map(|id| crate::ast::parse(*id, &sources.get(*id).text, &mut ignored))
        .collect();
    if nodes.len() < ids.len() {
        return None;
    }
    let model = model::load(nodes, &mut ignored)?;
    let service = service.map(Named::from);
    let closure = closure::choose(&model, service.as_ref(), None, &mut ignored)?;
    Some((model, closure))
}

fn with_operations(
    sources: &Sources,
    ids: &[FileId],
    service: Option<&str>,
    operations: Option<&[String]>,
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Closure, CratePlan)> {
    let service = service.map(Named::from);
    let operations: Option<Vec<Named>> =
        operations.map(|names| names.iter().map(|name| name.as_str().into()).collect());
    let (model, closure) = model::open(
        sources,
        ids,
        Choice {
            service: service.as_ref(),
            operations: operations.as_deref(),
        },
        diagnostics,
    )?;
    let selection = Selection {
        service: closure.service.clone(),
        operations: closure.operations.clone(),
        crate_name: CLIENT.to_owned(),
        crate_version: "0.0.0".to_owned(),
    };
    let plan = plan::plan(&model, &selection, diagnostics)?;
    Some((model, closure, plan))
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
