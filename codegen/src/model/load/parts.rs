//! The parts that shapes are made of: members, traits, references. Half of [`super::read`], with the same rules.

use std::sync::Arc;

use super::ids;
use super::raw::{RawMember, RawTrait, Reference};
use super::read::Reader;
use crate::ast::{Entry, Node, Value};
use crate::diagnostics::Diagnostic;
use crate::model::ShapeId;

impl Reader<'_> {
    pub(super) fn member(&mut self, entry: Entry) -> Option<RawMember> {
        if !ids::is_identifier(&entry.key) {
            self.error(
                format!("`{}` is no member name", entry.key),
                entry.key_span,
                "not an identifier",
                "a member name has ASCII letters, digits and underscores, and begins with a letter",
            );
            return None;
        }
        let outer = self.id.clone();
        self.id = format!("{outer}${}", entry.key).into();
        let member = self.member_value(entry);
        self.id = outer;
        member
    }

    fn member_value(&mut self, entry: Entry) -> Option<RawMember> {
        let span = entry.key_span;
        let mut target = None;
        let mut traits = Vec::new();
        for property in self.object(entry.value, "a member")? {
            match &*property.key {
                "target" => target = Some(self.id_string(property.value, "`target`")?),
                "traits" => traits = self.traits(property.value),
                other => self.diagnostics.push(
                    Diagnostic::warning(format!("`{other}` is no property of a member"))
                        .shape(&self.id)
                        .at(property.key_span, "ignored")
                        .help("a member has `target` and `traits`"),
                ),
            }
        }
        let Some(target) = target else {
            self.error(
                "a member without a target",
                span,
                "no `target` in this member",
                "add \"target\": \"…\"",
            );
            return None;
        };
        Some(RawMember {
            name: entry.key,
            span: Some(span),
            target,
            traits,
        })
    }

    pub(super) fn traits(&mut self, node: Node) -> Vec<RawTrait> {
        let mut traits = Vec::new();
        for entry in self.object(node, "`traits`").unwrap_or_default() {
            match ids::parse(&entry.key) {
                Some(parts) if parts.member.is_none() => {
                    traits.push(RawTrait {
                        id: ShapeId::new(entry.key),
                        span: entry.key_span,
                        value: entry.value,
                    });
                }
                _ => self.error(
                    format!("`{}` is no id of a trait", entry.key),
                    entry.key_span,
                    "not an absolute shape id",
                    format!(
                        "traits are written with their namespace, such as smithy.api#{}",
                        entry.key
                    ),
                ),
            }
        }
        traits
    }

    fn id_string(&mut self, node: Node, what: &str) -> Option<Reference> {
        let Value::String(text) = &node.value else {
            let label = format!("this is {}", node.kind());
            self.error(
                format!("{what} must be a shape id"),
                node.span,
                label,
                "write \"namespace#Name\"",
            );
            return None;
        };
        match ids::parse(text) {
            Some(parts) if parts.member.is_none() => Some(Reference {
                id: ShapeId::new(text.clone()),
                span: node.span,
            }),
            _ => {
                self.error(
                    format!("`{text}` is no shape id"),
                    node.span,
                    "not an absolute shape id",
                    "write namespace#Name; shapes of the prelude are smithy.api#String and so on",
                );
                None
            }
        }
    }

    pub(super) fn reference(&mut self, node: Node, what: &str) -> Option<Reference> {
        let span = node.span;
        let entries = self.object(node, what)?;
        match entries.into_iter().find(|e| &*e.key == "target") {
            Some(entry) => self.id_string(entry.value, "`target`"),
            None => {
                self.error(
                    format!("{what} without a target"),
                    span,
                    "no `target` here",
                    "write {\"target\": \"…\"}",
                );
                None
            }
        }
    }

    pub(super) fn references(&mut self, node: Node, what: &str) -> Vec<Reference> {
        match node.value {
            Value::Array(items) => items
                .into_iter()
                .filter_map(|n| self.reference(n, what))
                .collect(),
            _ => {
                let label = format!("this is {}", node.kind());
                self.error(
                    format!("{what} must be an array"),
                    node.span,
                    label,
                    "write [{\"target\": \"…\"}]",
                );
                Vec::new()
            }
        }
    }

    pub(super) fn named_references(
        &mut self,
        node: Node,
        what: &str,
    ) -> Vec<(Arc<str>, Reference)> {
        let entries = self.object(node, what).unwrap_or_default();
        entries
            .into_iter()
            .filter_map(|e| Some((e.key, self.reference(e.value, what)?)))
            .collect()
    }

    pub(super) fn rename(&mut self, node: Node) -> Vec<(Reference, Arc<str>)> {
        let mut renames = Vec::new();
        for entry in self.object(node, "`rename`").unwrap_or_default() {
            let from = Node {
                value: Value::String(entry.key),
                span: entry.key_span,
            };
            let Some(from) = self.id_string(from, "`rename`") else {
                continue;
            };
            match &entry.value.value {
                Value::String(to) if ids::is_identifier(to) => renames.push((from, to.clone())),
                _ => self.error(
                    "a shape must be renamed to an identifier",
                    entry.value.span,
                    "not an identifier",
                    "write a name without a namespace, such as \"OtherCity\"",
                ),
            }
        }
        renames
    }
}
