//! In: two models with their closures. Out: every change between them, once, in the specification's terms. What a change means is
//! not decided here.
//!
//! An input or output belongs to its operation: it is compared with what the operation had before, whatever the two are called, and
//! comes and goes with it. A member whose shape was added or removed is no change of its own.

mod elsewhere;
mod members;
mod traits;

use std::collections::BTreeSet;

use super::side::Side;
use super::{Action, rules::Kind};
use crate::model::closure::members;
use crate::model::{Member, Model, Operation, Service, Shape, ShapeId, ShapeKind};

/// A change, before it is judged.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub kind: Kind,
    /// Id of the shape or member, for people.
    pub shape: String,
    pub what: String,
    pub action: Action,
    pub old: Option<String>,
    pub new: Option<String>,
    /// The trait, where `kind` is one.
    pub trait_id: Option<ShapeId>,
    /// What [`super::api::Owner`]s say of the items that come from it: ids of the shape before and after, and the part.
    pub owners: Vec<String>,
    pub part: Option<String>,
    /// The targets of the member before and after.
    pub targets: Vec<ShapeId>,
}

/// The changes of what the crates have, and the number of shapes that differ elsewhere.
pub(super) fn compare(old: &Side, new: &Side) -> (Vec<Raw>, usize) {
    let mut out = Compare {
        old: &old.model,
        new: &new.model,
        changes: Vec::new(),
        inputs: inputs(old).chain(inputs(new)).collect(),
    };
    out.settings(old, new);
    out.service(&old.closure.service, &new.closure.service);
    // Compared with what stands in the same place, not by id.
    let mut done: BTreeSet<(ShapeId, ShapeId)> = BTreeSet::new();
    let mut of_operations = BTreeSet::new();
    for id in union(&old.closure.operations, &new.closure.operations) {
        let before = old
            .closure
            .operations
            .contains(&id)
            .then(|| operation(out.old, &id));
        let after = new
            .closure
            .operations
            .contains(&id)
            .then(|| operation(out.new, &id));
        let (before, after) = (before.flatten(), after.flatten());
        for (_, operation) in before.iter().chain(&after) {
            of_operations.extend([operation.input.clone(), operation.output.clone()]);
        }
        match (before, after) {
            (Some((before, old)), Some((after, new))) => {
                out.operation(&id, old, new);
                out.traits(
                    &id.to_string(),
                    &before.traits,
                    &after.traits,
                    &Of::shape(&id),
                );
                for (before, after, what, kind) in [
                    (&old.input, &new.input, "input", Kind::Input),
                    (&old.output, &new.output, "output", Kind::Output),
                ] {
                    if before != after {
                        let values = (before.to_string(), after.to_string());
                        out.changed(kind, &id.to_string(), what, values, &Of::shape(&id));
                    }
                    if done.insert((before.clone(), after.clone())) {
                        out.shape(before, after);
                    }
                }
            }
            (before, _) => {
                let action = if before.is_some() {
                    Action::Removed
                } else {
                    Action::Added
                };
                out.push(
                    Kind::Operation,
                    action,
                    &id.to_string(),
                    "operation",
                    &Of::shape(&id),
                );
            }
        }
    }
    let (before, after) = (shapes(old), shapes(new));
    for id in union(&before, &after) {
        match (before.contains(&id), after.contains(&id)) {
            (true, true) => {
                if done.insert((id.clone(), id.clone())) {
                    out.shape(&id, &id);
                }
            }
            _ if of_operations.contains(&id) && !is_target(&id, old, new) => {}
            (was, _) => {
                let (action, model) = if was {
                    (Action::Removed, out.old)
                } else {
                    (Action::Added, out.new)
                };
                let what = model.shape(&id).kind.name();
                out.push(Kind::Shape, action, &id.to_string(), what, &Of::shape(&id));
            }
        }
    }
    let elsewhere = elsewhere::elsewhere(old, new);
    (out.changes, elsewhere)
}

fn inputs(side: &Side) -> impl Iterator<Item = ShapeId> {
    side.closure
        .operations
        .iter()
        .filter_map(|id| operation(&side.model, id))
        .map(|(_, operation)| operation.input.clone())
}

/// The shapes of a closure that are neither the service nor an operation, nor of the prelude.
fn shapes(side: &Side) -> BTreeSet<ShapeId> {
    let is_data = |id: &&ShapeId| {
        !id.is_prelude()
            && !matches!(
                side.model.shape(id).kind,
                ShapeKind::Service(_) | ShapeKind::Operation(_) | ShapeKind::Resource(_)
            )
    };
    side.closure
        .shapes
        .iter()
        .filter(is_data)
        .cloned()
        .collect()
}

/// Whether some member of a shape of either crate targets the shape, or it is an error of an operation.
fn is_target(id: &ShapeId, old: &Side, new: &Side) -> bool {
    [old, new].into_iter().any(|side| {
        side.closure
            .shapes
            .iter()
            .any(|shape| match &side.model.shape(shape).kind {
                ShapeKind::Operation(operation) => operation.errors.contains(id),
                _ => members(side.model.shape(shape)).any(|member| member.target == *id),
            })
    })
}

fn operation<'a>(model: &'a Model, id: &ShapeId) -> Option<(&'a Shape, &'a Operation)> {
    let shape = model.shape(id);
    match &shape.kind {
        ShapeKind::Operation(operation) => Some((shape, operation)),
        _ => None,
    }
}

fn union<'a, T: Ord + Clone + 'a>(
    a: impl IntoIterator<Item = &'a T>,
    b: impl IntoIterator<Item = &'a T>,
) -> BTreeSet<T> {
    a.into_iter().chain(b).cloned().collect()
}

/// What the items of the API that a change explains belong to.
struct Of {
    owners: Vec<String>,
    part: Option<String>,
    targets: Vec<ShapeId>,
}

impl Of {
    fn shape(id: &ShapeId) -> Self {
        Self {
            owners: vec![id.to_string()],
            part: None,
            targets: Vec::new(),
        }
    }

    fn shapes(before: &ShapeId, after: &ShapeId) -> Self {
        Self {
            owners: vec![before.to_string(), after.to_string()],
            part: None,
            targets: Vec::new(),
        }
    }

    fn part(&self, part: &str) -> Self {
        Self {
            owners: self.owners.clone(),
            part: Some(part.to_owned()),
            targets: Vec::new(),
        }
    }

    fn targets(mut self, members: &[&Member]) -> Self {
        self.targets = members.iter().map(|member| member.target.clone()).collect();
        self
    }
}

struct Compare<'a> {
    old: &'a Model,
    new: &'a Model,
    changes: Vec<Raw>,
    /// Inputs of the operations.
    inputs: BTreeSet<ShapeId>,
}

impl Compare<'_> {
    fn push(&mut self, kind: Kind, action: Action, shape: &str, what: &str, of: &Of) {
        self.changes.push(Raw {
            kind,
            shape: shape.to_owned(),
            what: what.to_owned(),
            action,
            old: None,
            new: None,
            trait_id: None,
            owners: of.owners.clone(),
            part: of.part.clone(),
            targets: of.targets.clone(),
        });
    }

    fn values(&mut self, old: Option<String>, new: Option<String>) {
        if let Some(change) = self.changes.last_mut() {
            (change.old, change.new) = (old, new);
        }
    }

    fn changed(&mut self, kind: Kind, shape: &str, what: &str, values: (String, String), of: &Of) {
        self.push(kind, Action::Changed, shape, what, of);
        self.values(Some(values.0), Some(values.1));
    }

    /// What `service.toml` says beyond the model.
    fn settings(&mut self, old: &Side, new: &Side) {
        let of = Of::shape(&new.closure.service);
        let service = new.closure.service.to_string();
        let names = [old, new].map(|side| side.plan.package.name.clone());
        if names[0] != names[1] {
            let [before, after] = names;
            self.changed(
                Kind::CrateName,
                &service,
                "crate name",
                (before, after),
                &of,
            );
        }
        for name in union(&old.fixups, &new.fixups) {
            let action = match (old.fixups.contains(&name), new.fixups.contains(&name)) {
                (true, false) => Action::Removed,
                (false, true) => Action::Added,
                _ => continue,
            };
            self.push(
                Kind::FixUp,
                action,
                &service,
                &format!("fix-up {name}"),
                &of,
            );
        }
    }

    fn service(&mut self, before: &ShapeId, after: &ShapeId) {
        let of = Of::shapes(before, after);
        let shape = after.to_string();
        if before != after {
            let values = (before.to_string(), after.to_string());
            self.changed(Kind::Service, &shape, "service", values, &of);
        }
        let (old, new) = (self.old.shape(before), self.new.shape(after));
        if let (ShapeKind::Service(a), ShapeKind::Service(b)) = (&old.kind, &new.kind) {
            if a.version != b.version {
                let values = (a.version.clone(), b.version.clone());
                self.changed(Kind::Version, &shape, "version", values, &of);
            }
            self.errors(&shape, &a.errors, &b.errors, Kind::ServiceError, &of);
            self.renames(&shape, a, b);
        }
        self.traits(&shape, &old.traits, &new.traits, &of);
    }

    fn renames(&mut self, shape: &str, old: &Service, new: &Service) {
        for id in union(old.rename.keys(), new.rename.keys()) {
            let (before, after) = (old.rename.get(&id), new.rename.get(&id));
            if before != after {
                let action = action(before.is_some(), after.is_some());
                let what = format!("rename of {id}");
                self.push(Kind::Rename, action, shape, &what, &Of::shape(&id));
                self.values(before.cloned(), after.cloned());
            }
        }
    }

    fn operation(&mut self, id: &ShapeId, old: &Operation, new: &Operation) {
        let (shape, of) = (id.to_string(), Of::shape(id));
        self.errors(&shape, &old.errors, &new.errors, Kind::OperationError, &of);
    }

    fn errors(&mut self, shape: &str, old: &[ShapeId], new: &[ShapeId], kind: Kind, of: &Of) {
        for id in union(old, new) {
            let action = match (old.contains(&id), new.contains(&id)) {
                (true, false) => Action::Removed,
                (false, true) => Action::Added,
                _ => continue,
            };
            let mut of = of.part(id.name());
            of.targets = vec![id.clone()];
            self.push(kind, action, shape, &format!("error {id}"), &of);
        }
    }
}

fn action(was: bool, is: bool) -> Action {
    match (was, is) {
        (false, true) => Action::Added,
        (true, false) => Action::Removed,
        _ => Action::Changed,
    }
}
