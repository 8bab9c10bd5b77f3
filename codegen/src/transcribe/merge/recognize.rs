//! In: a place of a page that the model has not, and a draft. Out: the shape of the draft that is used there, if one is known.
//!
//! A shape is known by its content: the same type with the same members, values, elements, all the way down. Of several that
//! are alike, and for content that says little (a string, a list of strings), its place decides:
//!
//! 1. a shape that nothing refers to is waiting for a place: one with the name of the member in its own;
//! 2. a structure writes all its timestamps alike: what the others target;
//! 3. what members of the same name target elsewhere, first that of the structure that is most like this one. A shape named
//!    after the structure that it is used in is of use there only;
//! 4. a shape that waits and has a word of the member's name in its own, or the only one that waits, with content that says
//!    much;
//! 5. a shape with one of the names that a new one would get ([`names::candidates`]), even if it has more members, or with the name of the member in its own; for a
//!    string also one with the name that the member's ends in (`RoleArn` for `webIdentityRoleArn`);
//! 6. the only shape with content that says much: an enum of several values, or a structure of several members or with
//!    such content below.

use std::collections::BTreeSet;

use super::super::draft::{self, Draft};
use super::super::names;
use super::super::node::{Kind, Node};

/// Whether a shape is of a type that the page prints as it does here; members are not looked at.
pub fn fits(draft: &Draft, node: &Node, shape: &str) -> bool {
    let kinds: &[&str] = match &node.kind {
        Kind::String => &["string"],
        Kind::Enum(_) => &["enum"],
        Kind::Boolean => &["boolean"],
        Kind::Integer => &["byte", "short", "integer", "long", "bigInteger", "intEnum"],
        Kind::Float => &["float", "double", "bigDecimal"],
        Kind::Timestamp => &["timestamp"],
        Kind::Blob | Kind::StreamingBlob => &["blob"],
        Kind::Document => &["document"],
        Kind::List(_) => &["list"],
        Kind::Map { .. } => &["map"],
        Kind::Structure(m) if m.members.is_empty() => &["structure", "unit"],
        Kind::Structure(_) => &["structure", "union"],
        Kind::EventStream(_) => &["union"],
        Kind::Recursive => &["structure", "union", "list", "map"],
    };
    // That it streams is for bindings.json to say; so nothing is wrong while nobody has said it.
    let plain = matches!(node.kind, Kind::Blob | Kind::Structure(_));
    kinds.contains(&draft.kind(shape)) && !(plain && draft.has_trait(shape, "smithy.api#streaming"))
}

/// The type of a place, for messages.
pub fn described(kind: &Kind) -> &'static str {
    match kind {
        Kind::String => "a string",
        Kind::Enum(_) => "an enum",
        Kind::Boolean => "a boolean",
        Kind::Integer => "an integer",
        Kind::Float => "a float",
        Kind::Timestamp => "a timestamp",
        Kind::Blob => "a blob",
        Kind::StreamingBlob => "a streaming blob",
        Kind::Document => "a document",
        Kind::Recursive => "a shape further out",
        Kind::List(_) => "a list",
        Kind::Map { .. } => "a map",
        Kind::Structure(_) => "a structure",
        Kind::EventStream(_) => "an event stream",
    }
}

pub fn known(draft: &Draft, owner: &str, member: &str, node: &Node) -> Option<String> {
    let alike: Vec<&str> = draft
        .shapes
        .keys()
        .map(String::as_str)
        .filter(|id| *id != owner && same(draft, node, id))
        .collect();
    let orphans = draft.orphans();
    let waiting: Vec<&str> = alike
        .iter()
        .copied()
        .filter(|id| orphans.contains(id))
        .collect();
    let named: Vec<&str> = waiting
        .iter()
        .copied()
        .filter(|id| holds(id, member))
        .collect();
    most_alike(&named, owner, member, node)
        .or_else(|| other_timestamps(draft, owner, node))
        .or_else(|| namesake(draft, owner, member, node))
        .or_else(|| most_alike(&waiting, owner, member, node))
        .or_else(|| named_alike(draft, &alike, owner, member, node))
        .or_else(|| match alike.as_slice() {
            [only] if says_much(node) => Some((*only).to_owned()),
            _ => None,
        })
}

/// Words that many names end in: having one in common is nothing.
const SAY_LITTLE: [&str; 7] = ["arn", "id", "list", "name", "string", "type", "value"];

/// Of shapes that wait for a place, the one for this place.
fn most_alike(waiting: &[&str], owner: &str, member: &str, node: &Node) -> Option<String> {
    let mut of_member = names::words(member);
    if !of_member
        .iter()
        .all(|word| SAY_LITTLE.contains(&word.as_str()))
    {
        of_member.retain(|word| !SAY_LITTLE.contains(&word.as_str()));
    }
    let of_owner = names::words(draft::name(owner));
    let shared = |id: &str, words: &[String]| {
        let own = names::words(draft::name(id));
        own.iter().filter(|word| words.contains(word)).count()
    };
    let scored = waiting.iter().map(|id| {
        let of_member = shared(id, &of_member) + 2 * usize::from(holds(id, member));
        let score = (of_member, shared(id, &of_owner));
        (score, *id)
    });
    // The first of equals: `max_by_key` would take the last.
    let best = scored.rev().max_by_key(|(score, _)| *score);
    let (score, best) = best?;
    let only = waiting.len() == 1 && says_much(node);
    (score.0 > 0 || only).then(|| best.to_owned())
}

fn namesake(draft: &Draft, owner: &str, member: &str, node: &Node) -> Option<String> {
    if matches!(member, "member" | "key" | "value") {
        return None;
    }
    let mine: BTreeSet<&str> = draft
        .members(owner)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let words = names::words(draft::name(owner));
    let is_input = |id: &str| draft.has_trait(id, "smithy.api#input");
    let likeness = |other: &str| {
        let theirs = draft.members(other).into_iter();
        let members = theirs.filter(|(name, _)| mine.contains(name)).count();
        let both = is_input(owner) == is_input(other);
        let other = names::words(draft::name(other));
        let words = other.iter().filter(|word| words.contains(word)).count();
        (both, members, words)
    };
    let namesakes: Vec<_> = draft
        .references()
        .filter(|(other, name, target)| {
            let of_other = draft::name(target).starts_with(draft::name(other));
            *name == member && *other != owner && !of_other && same(draft, node, target)
        })
        .map(|(other, _, target)| (likeness(other), target))
        .collect();
    let best = namesakes
        .iter()
        .rev()
        .max_by_key(|(likeness, _)| *likeness)?;
    Some(best.1.to_owned())
}

fn other_timestamps(draft: &Draft, owner: &str, node: &Node) -> Option<String> {
    if node.kind != Kind::Timestamp {
        return None;
    }
    let members = draft.members(owner).into_iter();
    let targets = members.map(|(_, member)| draft::target(member));
    let timestamps: BTreeSet<&str> = targets.filter(|t| draft.kind(t) == "timestamp").collect();
    match timestamps.first() {
        Some(only) if timestamps.len() == 1 => Some((*only).to_owned()),
        _ => None,
    }
}

fn named_alike(
    draft: &Draft,
    alike: &[&str],
    owner: &str,
    member: &str,
    node: &Node,
) -> Option<String> {
    let candidates = names::candidates(owner, member, &node.kind);
    let mut ids = candidates.iter().map(|name| draft.id(name));
    if let Some(id) = ids.find(|id| id != owner && has_all(draft, node, id)) {
        return Some(id);
    }
    let mut holding = alike.iter().filter(|id| holds(id, member));
    if let (Some(only), None) = (holding.next(), holding.next()) {
        return Some((*only).to_owned());
    }
    if node.kind != Kind::String {
        return None;
    }
    let of_member = names::words(member);
    let ending = alike.iter().filter(|id| {
        let words = names::words(draft::name(id));
        words.len() > 1 && of_member.ends_with(&words)
    });
    let longest = ending.max_by_key(|id| draft::name(id).len())?;
    Some((*longest).to_owned())
}

/// Whether the shape's name has the member's in it, whatever the case of the letters. Short names are in too many.
fn holds(shape: &str, member: &str) -> bool {
    let shape = draft::name(shape).to_ascii_lowercase();
    member.len() > 4 && shape.contains(&member.to_ascii_lowercase())
}

/// Whether a shape has exactly the content of the place.
fn same(draft: &Draft, node: &Node, shape: &str) -> bool {
    let count = match &node.kind {
        Kind::Enum(values) => values.len(),
        Kind::Structure(of) | Kind::EventStream(of) => of.members.len(),
        _ => return has_all(draft, node, shape),
    };
    draft.member_count(shape) == count && has_all(draft, node, shape)
}

/// Whether a shape has the content of the place; it may have more, since pages do not say that something is still there.
/// What is below is exactly the same.
fn has_all(draft: &Draft, node: &Node, shape: &str) -> bool {
    if !fits(draft, node, shape) {
        return false;
    }
    match &node.kind {
        Kind::Enum(values) => {
            let ours = draft.values(shape);
            values
                .iter()
                .all(|value| ours.iter().any(|(_, v)| v == value))
        }
        Kind::List(element) => same(draft, element, draft.target(shape, "member")),
        Kind::Map { key, value } => {
            same(draft, key, draft.target(shape, "key"))
                && same(draft, value, draft.target(shape, "value"))
        }
        Kind::Structure(of) | Kind::EventStream(of) => of.members.iter().all(|member| {
            let target = draft.target(shape, &member.name);
            !target.is_empty() && same(draft, &member.node, target)
        }),
        _ => true,
    }
}

fn says_much(node: &Node) -> bool {
    match &node.kind {
        Kind::Enum(values) => values.len() > 1,
        Kind::List(element) => says_much(element),
        Kind::Map { value, .. } => says_much(value),
        Kind::Structure(of) | Kind::EventStream(of) => {
            of.members.len() > 1 || of.members.iter().any(|member| says_much(&member.node))
        }
        _ => false,
    }
}
