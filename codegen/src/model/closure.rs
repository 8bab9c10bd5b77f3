//! What of a model a client needs: the operations of a service, pruned to a selection, and every shape that they reach.
//!
//! Rules: Smithy specification, "Service types", "Service closure".

use std::collections::BTreeSet;

use super::{Member, Model, Operation, Service, Shape, ShapeId, ShapeKind, similar};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::settings::Named;

/// The part of a model that one client is generated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    pub service: ShapeId,
    /// Chosen operations, ordered by id.
    pub operations: Vec<ShapeId>,
    /// Every shape that the chosen operations reach: the service, the operations, their inputs, outputs and errors (the service's
    /// too), and all that those refer to. `smithy.api#Unit` only where a member targets it.
    pub shapes: BTreeSet<ShapeId>,
}

/// Chooses a service and its operations. `service` is an absolute id or a name; `None` chooses the only service of the model.
/// `selected` holds names or ids of operations; `None` chooses all.
pub fn choose(
    model: &Model,
    service: Option<&Named>,
    selected: Option<&[Named]>,
    diagnostics: &mut Diagnostics,
) -> Option<Closure> {
    let service = choose_service(model, service, diagnostics)?;
    let operations = operations(model, &service, selected, diagnostics)?;
    let shapes = shapes(model, &service, &operations);
    Some(Closure {
        service,
        operations,
        shapes,
    })
}

fn choose_service(
    model: &Model,
    wanted: Option<&Named>,
    diagnostics: &mut Diagnostics,
) -> Option<ShapeId> {
    let services: Vec<&Shape> = model
        .shapes
        .values()
        .filter(|s| matches!(s.kind, ShapeKind::Service(_)) && !s.traits.mixin)
        .collect();
    let names = services
        .iter()
        .map(|s| s.id.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    let Some(wanted) = wanted else {
        return match &*services {
            [one] => Some(one.id.clone()),
            [] => {
                diagnostics.push(
                    Diagnostic::error("the model has no service")
                        .help("add the file that defines the service shape"),
                );
                None
            }
            many => {
                let diagnostic =
                    Diagnostic::error("the model has several services, and none was chosen")
                        .help(format!("choose one with --service: {names}"));
                diagnostics.push(at(diagnostic, many, "a service"));
                None
            }
        };
    };
    let found = services
        .iter()
        .find(|s| s.id.as_str() == wanted.name || s.id.name() == wanted.name);
    if found.is_none() {
        let near = similar::nearest(
            &wanted.name,
            services
                .iter()
                .flat_map(|s| [(s.id.as_str(), s), (s.id.name(), s)]),
        );
        let help = match near {
            Some(near) => format!("did you mean {}?", near.id),
            None if services.is_empty() => {
                "the model has no service: add the file that defines it".to_owned()
            }
            None => format!("services of the model: {names}"),
        };
        let title = format!("the model has no service `{}`", wanted.name);
        let diagnostic = asked_at(Diagnostic::error(title).help(help), wanted);
        diagnostics.push(at(diagnostic, &services, "a service"));
    }
    found.map(|s| s.id.clone())
}

/// Shows where the user has asked for it.
fn asked_at(diagnostic: Diagnostic, wanted: &Named) -> Diagnostic {
    match wanted.span {
        Some(span) => diagnostic.at(span, "asked for here"),
        None => diagnostic,
    }
}

/// Shows the shapes, the first as the place of the finding if it has none yet.
fn at(mut diagnostic: Diagnostic, shapes: &[&Shape], label: &str) -> Diagnostic {
    for span in shapes.iter().filter_map(|s| s.span) {
        diagnostic = if diagnostic.span.is_none() {
            diagnostic.at(span, label)
        } else {
            diagnostic.related(span, label)
        };
    }
    diagnostic
}

/// Operations of a service, those of its resources included, ordered by id; `selected` (names or ids) prunes them. `None` if
/// a selected one does not exist.
pub fn operations(
    model: &Model,
    service: &ShapeId,
    selected: Option<&[Named]>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<ShapeId>> {
    let all = all_operations(model, service);
    let Some(selected) = selected else {
        return Some(all.into_iter().collect());
    };
    let mut chosen = BTreeSet::new();
    let mut complete = true;
    for wanted in selected {
        match all
            .iter()
            .find(|id| id.as_str() == wanted.name || id.name() == wanted.name)
        {
            Some(id) => {
                chosen.insert(id.clone());
            }
            None => {
                complete = false;
                let near = similar::nearest(
                    &wanted.name,
                    all.iter()
                        .flat_map(|id| [(id.name(), id), (id.as_str(), id)]),
                );
                let help = match near {
                    Some(near) => format!("did you mean {}?", near.name()),
                    None => {
                        const SHOWN: usize = 10;
                        let names: Vec<_> = all.iter().take(SHOWN).map(ShapeId::name).collect();
                        let more = if all.len() > SHOWN {
                            format!(", … ({} in all)", all.len())
                        } else {
                            String::new()
                        };
                        format!("operations of the service: {}{more}", names.join(", "))
                    }
                };
                let title = format!("the service {service} has no operation `{}`", wanted.name);
                let diagnostic = Diagnostic::error(title).shape(service).help(help);
                let diagnostic = asked_at(diagnostic, wanted);
                diagnostics.push(at(diagnostic, &[model.shape(service)], "the service"));
            }
        }
    }
    if selected.is_empty() {
        complete = false;
        let diagnostic = Diagnostic::error("no operation was chosen")
            .shape(service)
            .help("name at least one, or leave --operations out");
        diagnostics.push(at(diagnostic, &[model.shape(service)], "the service"));
    }
    complete.then(|| chosen.into_iter().collect())
}

/// Every operation bound to the service or to a resource below it.
fn all_operations(model: &Model, service: &ShapeId) -> BTreeSet<ShapeId> {
    let mut operations = BTreeSet::new();
    let Some(Shape {
        kind: ShapeKind::Service(service),
        ..
    }) = model.shapes.get(service)
    else {
        return operations;
    };
    operations.extend(service.operations.iter().cloned());
    for id in all_resources(model, service) {
        if let ShapeKind::Resource(resource) = &model.shape(&id).kind {
            operations.extend(resource.operations.iter().cloned());
        }
    }
    operations
}

/// Every resource of the service, those of resources included. Cycles end.
pub fn all_resources(model: &Model, service: &Service) -> BTreeSet<ShapeId> {
    let mut seen = BTreeSet::new();
    let mut queue: Vec<&ShapeId> = service.resources.iter().collect();
    while let Some(id) = queue.pop() {
        if seen.insert(id.clone())
            && let Some(Shape {
                kind: ShapeKind::Resource(resource),
                ..
            }) = model.shapes.get(id)
        {
            queue.extend(&resource.resources);
        }
    }
    seen
}

/// Errors an operation may answer with: its own in the order of the model, then those of the service.
pub fn errors(model: &Model, service: &ShapeId, operation: &ShapeId) -> Vec<ShapeId> {
    let mut errors = match &model.shape(operation).kind {
        ShapeKind::Operation(operation) => operation.errors.clone(),
        _ => Vec::new(),
    };
    if let ShapeKind::Service(service) = &model.shape(service).kind {
        for error in &service.errors {
            if !errors.contains(error) {
                errors.push(error.clone());
            }
        }
    }
    errors
}

/// Every shape that the operations reach; see [`Closure::shapes`].
pub fn shapes(model: &Model, service: &ShapeId, operations: &[ShapeId]) -> BTreeSet<ShapeId> {
    let mut reached = BTreeSet::new();
    let mut queue: Vec<&ShapeId> = vec![service];
    queue.extend(operations);
    if let Some(Shape {
        kind: ShapeKind::Service(service),
        ..
    }) = model.shapes.get(service)
    {
        queue.extend(&service.errors);
    }
    while let Some(id) = queue.pop() {
        let Some(shape) = model.shapes.get(id) else {
            continue;
        };
        if !reached.insert(id.clone()) {
            continue;
        }
        match &shape.kind {
            ShapeKind::Operation(Operation {
                input,
                output,
                errors,
            }) => {
                queue.extend([input, output].into_iter().filter(|id| !is_unit(id)));
                queue.extend(errors);
            }
            ShapeKind::Enum { .. } | ShapeKind::IntEnum { .. } => {}
            _ => queue.extend(members(shape).map(|m| &m.target)),
        }
    }
    reached
}

fn is_unit(id: &ShapeId) -> bool {
    id.as_str() == "smithy.api#Unit"
}

/// The members of a shape: of a list its member, of a map key and value; none of a shape without members.
pub fn members(shape: &Shape) -> impl Iterator<Item = &Member> {
    let (slice, pair): (&[Member], [Option<&Member>; 2]) = match &shape.kind {
        ShapeKind::Enum { members, .. }
        | ShapeKind::IntEnum { members }
        | ShapeKind::Structure { members }
        | ShapeKind::Union { members } => (members, [None, None]),
        ShapeKind::List { member } => (&[], [Some(member), None]),
        ShapeKind::Map { key, value } => (&[], [Some(key), Some(value)]),
        _ => (&[], [None, None]),
    };
    slice.iter().chain(pair.into_iter().flatten())
}
