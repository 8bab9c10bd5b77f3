//! In: two models with their closures. Out: every change between them, once, in the specification's terms. What a change means is
//! not decided here.
//!
//! An input or output belongs to its operation: it is compared with what the operation had before, whatever the two are called, and
//! comes and goes with it. A member whose shape was added or removed is no change of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use super::{Action, rules::Kind};
use crate::ast::{Node, Value};
use crate::model::closure::members;
use crate::model::traits::Traits;
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
    let elsewhere = elsewhere(old, new);
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

/// How many shapes that neither crate has differ.
fn elsewhere(old: &Side, new: &Side) -> usize {
    let outside = |side: &Side| -> BTreeSet<ShapeId> {
        let all = side.model.shapes.keys();
        all.filter(|id| !id.is_prelude() && !side.closure.shapes.contains(*id))
            .cloned()
            .collect()
    };
    let (before, after) = (outside(old), outside(new));
    let differs = |id: &ShapeId| {
        let (Some(before), Some(after)) = (old.model.get(id.as_str()), new.model.get(id.as_str()))
        else {
            return true;
        };
        let mut compare = Compare {
            old: &old.model,
            new: &new.model,
            changes: Vec::new(),
            inputs: BTreeSet::new(),
        };
        match (&before.kind, &after.kind) {
            (ShapeKind::Operation(a), ShapeKind::Operation(b)) => {
                compare.operation(id, a, b);
                compare.traits("", &before.traits, &after.traits, &Of::shape(id));
                (&a.input, &a.output) != (&b.input, &b.output) || !compare.changes.is_empty()
            }
            (ShapeKind::Resource(a), ShapeKind::Resource(b)) => {
                a.identifiers != b.identifiers
                    || a.properties != b.properties
                    || a.operations != b.operations
                    || a.resources != b.resources
            }
            _ => {
                compare.shape(id, id);
                !compare.changes.is_empty()
            }
        }
    };
    let inside = |id: &ShapeId| old.closure.shapes.contains(id) || new.closure.shapes.contains(id);
    union(&before, &after)
        .iter()
        .filter(|id| !inside(id) && differs(id))
        .count()
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

    /// Compares two shapes that stand in the same place.
    fn shape(&mut self, before: &ShapeId, after: &ShapeId) {
        let (old, new) = (self.old.shape(before), self.new.shape(after));
        let shape = after.to_string();
        let of = Of::shapes(before, after);
        let types = (old.kind.name(), new.kind.name());
        let is_same_type = types.0 == types.1;
        if !is_same_type {
            let values = (types.0.to_owned(), types.1.to_owned());
            self.changed(Kind::ShapeType, &shape, "type", values, &of);
        }
        match (&old.kind, &new.kind) {
            (ShapeKind::Enum { members: a, .. }, ShapeKind::Enum { members: b, .. })
            | (ShapeKind::IntEnum { members: a }, ShapeKind::IntEnum { members: b }) => {
                self.enum_values(&shape, a, b, &of)
            }
            _ if is_same_type => self.members(&shape, old, new, &of),
            _ => {}
        }
        if !before.is_prelude() && !after.is_prelude() {
            self.traits(&shape, &old.traits, &new.traits, &of);
        }
    }

    fn members(&mut self, shape: &str, old: &Shape, new: &Shape, of: &Of) {
        let by_name = |shape| -> BTreeMap<_, _> {
            members(shape)
                .map(|member: &Member| (member.name.clone(), member))
                .collect()
        };
        let (before, after) = (by_name(old), by_name(new));
        let is_input = self.inputs.contains(&new.id);
        let what = match new.kind {
            ShapeKind::Union { .. } => "union member",
            _ => "member",
        };
        for name in union(before.keys(), after.keys()) {
            let id = format!("{shape}${name}");
            let of = of.part(&name);
            match (before.get(&name), after.get(&name)) {
                (Some(a), Some(b)) => {
                    let of = of.targets(&[a, b]);
                    if a.target != b.target {
                        let values = (a.target.to_string(), b.target.to_string());
                        self.changed(Kind::Target, &id, "target", values, &of);
                    }
                    let at = self.changes.len();
                    self.traits(&id, &a.traits, &b.traits, &of);
                    if is_input && self.is_option(new, b) && must_be_given(b) && !must_be_given(a) {
                        self.mark_input_required(at);
                    }
                }
                (Some(a), None) => {
                    let kind = if what == "member" {
                        Kind::Member
                    } else {
                        Kind::UnionMember
                    };
                    self.push(kind, Action::Removed, &id, what, &of.targets(&[a]));
                    self.values(Some(a.target.to_string()), None);
                }
                (None, Some(b)) => {
                    let kind = match what {
                        "member" if self.is_needed(new, b, is_input) => Kind::RequiredMember,
                        "member" => Kind::Member,
                        _ => Kind::UnionMember,
                    };
                    self.push(kind, Action::Added, &id, what, &of.targets(&[b]));
                    self.values(None, Some(b.target.to_string()));
                }
                (None, None) => {}
            }
        }
        let order = |of: &BTreeMap<_, _>, shape| -> Vec<_> {
            members(shape)
                .map(|member: &Member| member.name.clone())
                .filter(|name| of.contains_key(name))
                .collect()
        };
        let (a, b) = (order(&after, old), order(&before, new));
        if a != b {
            self.changed(
                Kind::Order,
                shape,
                "order of members",
                (a.join(", "), b.join(", ")),
                of,
            );
        }
    }

    /// Whether a value without the new member is refused: an input when it is sent, another structure when it is built, if the field
    /// cannot be empty.
    fn is_needed(&self, container: &Shape, member: &Member, is_input: bool) -> bool {
        let traits = &member.traits;
        if is_input {
            return must_be_given(member);
        }
        traits.required && !has_default(member) && !self.is_option(container, member)
    }

    /// Whether the field is an `Option` though the member is required.
    fn is_option(&self, container: &Shape, member: &Member) -> bool {
        let target = self.new.shape(&member.target);
        member.traits.client_optional
            || container.traits.input
            || target.traits.streaming
            || matches!(
                target.kind,
                ShapeKind::Structure { .. } | ShapeKind::Union { .. }
            )
    }

    /// Of the changes of an input's member from `at` on, marks the one that makes requests without the member fail.
    fn mark_input_required(&mut self, at: usize) {
        let makes_required = |change: &&mut Raw| {
            let id = change.trait_id.as_ref().map_or("", ShapeId::as_str);
            matches!(
                (id, change.action),
                ("smithy.api#required", Action::Added)
                    | ("smithy.api#idempotencyToken", Action::Removed)
            )
        };
        if let Some(change) = self.changes[at..].iter_mut().find(makes_required) {
            change.kind = Kind::RequiredInInput;
        }
    }

    /// By name; what is left, by value.
    fn enum_values(&mut self, shape: &str, old: &[Member], new: &[Member], of: &Of) {
        let mut added: Vec<&Member> = new
            .iter()
            .filter(|b| old.iter().all(|a| a.name != b.name))
            .collect();
        for a in old {
            let value = value_of(a);
            let id = format!("{shape}${}", a.name);
            let of = of.part(&value);
            if let Some(b) = new.iter().find(|b| b.name == a.name) {
                if value != value_of(b) {
                    let values = (value, value_of(b));
                    self.changed(Kind::EnumValue, &id, "enum value", values, &of);
                }
                self.traits(&id, &a.traits, &b.traits, &of);
            } else if let Some(at) = added.iter().position(|b| value_of(b) == value) {
                let b = added.remove(at);
                let id = format!("{shape}${}", b.name);
                let values = (a.name.to_string(), b.name.to_string());
                self.changed(Kind::EnumName, &id, "name of enum value", values, &of);
                self.traits(&id, &a.traits, &b.traits, &of);
            } else {
                self.push(Kind::EnumValue, Action::Removed, &id, "enum value", &of);
                self.values(Some(value), None);
            }
        }
        for b in added {
            let (id, value) = (format!("{shape}${}", b.name), value_of(b));
            self.push(
                Kind::EnumValue,
                Action::Added,
                &id,
                "enum value",
                &of.part(&value),
            );
            self.values(None, Some(value));
        }
    }

    fn traits(&mut self, shape: &str, old: &Traits, new: &Traits, of: &Of) {
        let by_id = |traits: &Traits| -> BTreeMap<ShapeId, String> {
            let listed = traits.raw.iter().filter(|(id, _)| !is_in_the_shape(id));
            listed.map(|(id, node)| (id.clone(), json(node))).collect()
        };
        let (before, after) = (by_id(old), by_id(new));
        for id in union(before.keys(), after.keys()) {
            let (a, b) = (before.get(&id), after.get(&id));
            if a == b {
                continue;
            }
            let action = action(a.is_some(), b.is_some());
            self.push(Kind::Trait, action, shape, &format!("trait {id}"), of);
            self.values(a.cloned(), b.cloned());
            if let Some(change) = self.changes.last_mut() {
                change.trait_id = Some(id);
            }
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

/// Traits that the loader has made a part of the shape, so that a change of theirs is one of the shape.
fn is_in_the_shape(id: &ShapeId) -> bool {
    matches!(
        id.as_str(),
        "smithy.api#enum" | "smithy.api#enumValue" | "smithy.api#mixin"
    )
}

fn value_of(member: &Member) -> String {
    match &member.traits.enum_value {
        Some(node) => match &node.value {
            Value::String(text) | Value::Number(text) => text.to_string(),
            _ => json(node),
        },
        None => member.name.to_string(),
    }
}

fn has_default(member: &Member) -> bool {
    member.traits.default.as_ref().is_some_and(|d| !d.is_null())
}

/// Whether a request without the member is refused before it is sent.
fn must_be_given(member: &Member) -> bool {
    member.traits.required && !member.traits.idempotency_token
}

/// JSON of the value, the keys of objects in order: the same for values that are the same.
pub(super) fn json(node: &Node) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("{}:{}", quoted(&entry.key), json(&entry.value)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}
