//! In: two shapes that stand in the same place. Out: what differs in their types, members and values.

use std::collections::BTreeMap;

use super::traits::json;
use super::{Compare, Of, Raw, union};
use crate::ast::Value;
use crate::diff::{Action, rules::Kind};
use crate::model::closure::members;
use crate::model::{Member, Shape, ShapeId, ShapeKind};

impl Compare<'_> {
    /// Compares two shapes that stand in the same place.
    pub(super) fn shape(&mut self, before: &ShapeId, after: &ShapeId) {
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
