//! In: the change summary of an operation. Out: whether a place is announced there, and whether all that is announced is on
//! the page.
//!
//! The summary does not tell a new structure from one that has something new within, so a place is announced if the
//! summary names it in either way.

use super::super::Malformed;
use super::super::node::{Kind, Member, Node};
use super::super::page::Operation;
use super::change::Announced;
use super::syntax::Change;

impl<'p> Announced<'p> {
    pub fn member(self, name: &str) -> Self {
        let entry = match self.0.map(unlisted) {
            Some(Change::Members(members)) => members.iter().find(|(key, _)| key == name),
            _ => None,
        };
        Self(entry.map(|(_, tree)| tree))
    }

    pub fn element(self) -> Self {
        Self(self.0.map(unlisted))
    }

    /// The value of a map, which is written as `{'string': …}`.
    pub fn value(self) -> Self {
        match self.0 {
            Some(Change::Members(members)) if members.len() == 1 => Self(Some(&members[0].1)),
            _ => self,
        }
    }

    pub fn is_there(self) -> bool {
        self.0.is_some()
    }

    pub fn value_is_there(self, value: &str) -> bool {
        match self.0.map(unlisted) {
            Some(Change::Values(values)) => values.iter().any(|v| v == value),
            Some(Change::Added(values)) => values.split('|').any(|v| v.trim() == value),
            _ => false,
        }
    }
}

fn unlisted(mut tree: &Change) -> &Change {
    while let Change::List(element) = tree {
        tree = element;
    }
    tree
}

/// What is announced and not there, which no page has that was published whole.
pub fn check(operation: &Operation) -> Vec<Malformed> {
    let mut errors = Vec::new();
    let parts = [
        (&operation.request_change, &operation.input, "input"),
        (&operation.response_change, &operation.output, "output"),
    ];
    for (tree, members, key) in parts {
        if let Some(Change::Members(announced)) = tree {
            let path = format!("{}.{key}", operation.name);
            check_members(announced, members, &path, operation.line, &mut errors);
        }
    }
    errors
}

fn check_members(
    announced: &[(String, Change)],
    members: &[Member],
    path: &str,
    line: u32,
    errors: &mut Vec<Malformed>,
) {
    for (name, tree) in announced {
        let path = format!("{path}.{name}");
        match members.iter().find(|member| member.name == *name) {
            Some(member) => check_node(tree, &member.node, &path, errors),
            None => errors.push(missing(line, &path)),
        }
    }
}

fn check_node(tree: &Change, node: &Node, path: &str, errors: &mut Vec<Malformed>) {
    match (unlisted(tree), &node.kind) {
        (tree, Kind::List(element)) => check_node(tree, element, path, errors),
        (Change::Members(entries), Kind::Map { value, .. }) if entries.len() == 1 => {
            check_node(&entries[0].1, value, path, errors);
        }
        (Change::Members(entries), Kind::Structure(of) | Kind::EventStream(of)) => {
            check_members(entries, &of.members, path, node.line, errors);
        }
        (Change::Values(values), Kind::Enum(there)) => {
            for value in values.iter().filter(|value| !there.contains(value)) {
                errors.push(missing(node.line, &format!("{path}.{value}")));
            }
        }
        _ => {}
    }
}

fn missing(line: u32, path: &str) -> Malformed {
    Malformed::edited(
        line,
        format!("the change summary announces {path}, which is not here"),
    )
}
