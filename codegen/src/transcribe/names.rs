//! In: the place of something new on a page. Out: its name.
//!
//! A page has no names of shapes. A new one is named by the first of these that is free:
//!
//! 1. what the table `[names]` of `service.toml` says. Its keys are the id of a member without the namespace
//!    (`Association$status`), of an enum's value (`Service$mcpserver`), or a path from an operation
//!    (`GetService.output.service.serviceType`, with `member` for the elements of a list and `key` and `value` for a map);
//! 2. a name that `bindings.json` applies traits to although `shapes.json` does not have it, if it is one of those below;
//! 3. the member's name with a capital first letter, with `List` or `Map` behind it for these; for the element of a list
//!    the list's name without `List` and a plural s, or with `Item` where it has neither; for a map's key and value the map's name with `Key` and
//!    `Value`;
//! 4. the same with the name of the structure before it; 5. that with 2, 3 and so on behind it.
//!
//! Simple shapes other than enums get no name, and are Smithy's own (`smithy.api#String`), unless 1 or 2 names them. Input
//! and output are called as most of the model's operations have it, `Input` and `Output` where that decides nothing.
//!
//! The name of an enum's value is that of the same value in another enum; else the value in capitals, with `_` between words.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToSnakeCase};
use serde_json::Value;

use super::draft::{self, Draft};
use super::node::Kind;

/// The table `[names]`.
pub type Names = BTreeMap<String, String>;

/// Whether something can be called so: a shape, by name or absolute id, or the value of an enum.
pub fn is_name(name: &str) -> bool {
    let identifier = |part: &str| {
        let mut chars = part.chars();
        chars
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    match name.split_once('#') {
        Some((namespace, name)) => namespace.split('.').all(identifier) && identifier(name),
        None => identifier(name),
    }
}

/// The table `[names]`, ready to be asked for every member of a page.
#[derive(Debug)]
pub struct Given<'n> {
    /// By owner and member.
    members: BTreeMap<&'n str, BTreeMap<&'n str, &'n str>>,
    /// By path.
    paths: BTreeMap<&'n str, &'n str>,
}

impl<'n> Given<'n> {
    pub fn new(names: &'n Names) -> Self {
        let mut given = Self {
            members: BTreeMap::new(),
            paths: BTreeMap::new(),
        };
        for (key, name) in names {
            match key.split_once('$') {
                Some((owner, member)) => {
                    given.members.entry(owner).or_default().insert(member, name);
                }
                None => drop(given.paths.insert(key, name)),
            }
        }
        given
    }

    /// The name of a member's target, or of an enum's value.
    pub fn member(&self, owner: &str, member: &str) -> Option<&'n str> {
        self.members.get(draft::name(owner))?.get(member).copied()
    }

    /// The name of the target at a place.
    pub fn place(&self, owner: &str, member: &str, path: impl Fn() -> String) -> Option<&'n str> {
        let by_member = self.member(owner, member);
        by_member.or_else(|| {
            let known = !self.paths.is_empty();
            known.then(|| self.paths.get(path().as_str()).copied())?
        })
    }
}

/// Names for the target of a member, best first. `base` has no suffix that the model chooses.
pub fn candidates(owner: &str, member: &str, kind: &Kind) -> Vec<String> {
    let owner = draft::name(owner);
    let base = match (member, kind) {
        ("member", _) => element(owner),
        ("key", _) => format!("{owner}Key"),
        ("value", _) => format!("{owner}Value"),
        _ => capital(member),
    };
    let nested = matches!(member, "member" | "key" | "value");
    let with_owner = |name: &str| {
        if nested {
            name.to_owned()
        } else {
            format!("{owner}{name}")
        }
    };
    let suffix = match kind {
        Kind::List(_) => "List",
        Kind::Map { .. } => "Map",
        _ => "",
    };
    let suffixed = if base.ends_with(suffix) {
        base.clone()
    } else {
        format!("{base}{suffix}")
    };
    let mut all = vec![suffixed.clone(), with_owner(&suffixed)];
    let typed = match kind {
        Kind::String => "String",
        Kind::Integer => "Integer",
        Kind::Timestamp => "Timestamp",
        _ => "",
    };
    all.extend([
        base.clone(),
        with_owner(&base),
        with_owner(&format!("{base}{typed}")),
    ]);
    all
}

/// The name of a new shape, which nothing has yet.
pub fn shape(draft: &Draft, owner: &str, member: &str, kind: &Kind) -> String {
    let candidates = candidates(owner, member, kind);
    if let Some(awaited) = awaited(draft, &candidates) {
        return awaited;
    }
    free(draft, &candidates[..2.min(candidates.len())])
}

/// The name among `candidates` that another file of the model speaks of already.
pub fn awaited(draft: &Draft, candidates: &[String]) -> Option<String> {
    let mut ids = candidates.iter().map(|name| draft.id(name));
    ids.find(|id| draft.awaits(id))
}

/// The first candidate that is free, the last with a number if none is.
pub fn free(draft: &Draft, candidates: &[String]) -> String {
    let taken = |id: &String| {
        let prelude = format!("{}{}", draft::PRELUDE, draft::name(id));
        draft.has(id) || draft.has(&prelude)
    };
    let ids: Vec<String> = candidates.iter().map(|name| draft.id(name)).collect();
    if let Some(id) = ids.iter().find(|id| !taken(id)) {
        return id.clone();
    }
    let last = ids.last().cloned().unwrap_or_else(|| draft.id("Shape"));
    let numbered = (2..).map(|n: u32| format!("{last}{n}"));
    numbered.into_iter().find(|id| !taken(id)).unwrap_or(last)
}

/// The id of an operation's input or output: one that exists and that no operation has, else a new one.
pub fn input_or_output(draft: &Draft, operation: &str, request: bool) -> String {
    let suffixes: [&str; 2] = if request {
        ["Input", "Request"]
    } else {
        ["Output", "Response"]
    };
    let key = if request { "input" } else { "output" };
    let operations = draft
        .shapes
        .iter()
        .filter(|(_, shape)| shape.get(key).is_some());
    let count = |suffix: &str| {
        let ends = |shape: &Value| draft::target(&shape[key]).ends_with(suffix);
        operations.clone().filter(|(_, shape)| ends(shape)).count()
    };
    let [first, second] = suffixes;
    let suffixes = if count(second) > count(first) {
        [second, first]
    } else {
        [first, second]
    };
    let candidates = suffixes.map(|suffix| format!("{operation}{suffix}"));
    let orphans = draft.orphans();
    let orphan = candidates
        .iter()
        .map(|name| draft.id(name))
        .find(|id| orphans.contains(id.as_str()));
    orphan
        .or_else(|| awaited(draft, &candidates))
        .unwrap_or_else(|| free(draft, &candidates))
}

/// The name of a new value of an enum.
pub fn value(draft: &Draft, given: &Given<'_>, shape: &str, value: &str) -> String {
    let taken: Vec<&str> = draft
        .values(shape)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let wanted = given
        .member(shape, value)
        .map(str::to_owned)
        .or_else(|| same_value(draft, shape, value))
        .unwrap_or_else(|| shouted(value));
    if !taken.contains(&wanted.as_str()) {
        return wanted;
    }
    let numbered = (2..).map(|n: u32| format!("{wanted}_{n}"));
    numbered
        .into_iter()
        .find(|name| !taken.contains(&name.as_str()))
        .unwrap_or_else(|| wanted.clone())
}

/// The name that another enum has for the value, exactly or in other letters (`api-key` for `apikey`).
fn same_value(draft: &Draft, shape: &str, value: &str) -> Option<String> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let enums = || {
        let all = draft.shapes.keys().filter(|id| id.as_str() != shape);
        all.filter(|id| draft.kind(id) == "enum")
    };
    let exactly = enums().find_map(|id| draft.values(id).into_iter().find(|(_, v)| *v == value));
    let alike = || {
        let wanted = letters(value);
        let like = |(_, v): &(&str, &str)| letters(v) == wanted;
        enums().find_map(|id| draft.values(id).into_iter().find(like))
    };
    let (name, _) = exactly.or_else(alike)?;
    Some(name.to_owned())
}

fn shouted(value: &str) -> String {
    let name = value.to_shouty_snake_case();
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("_{name}")
    }
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

fn element(list: &str) -> String {
    let name = list.strip_suffix("List").unwrap_or(list);
    let stem = name.strip_suffix('s').unwrap_or(name);
    if stem.is_empty() || stem == list {
        format!("{list}Item")
    } else {
        stem.to_owned()
    }
}

/// The words of a name in lower case, without a plural s: `mcpToolsList` is `mcp`, `tool`, `list`.
pub fn words(name: &str) -> Vec<String> {
    let snake = name.to_snake_case();
    let words = snake.split('_').filter(|word| !word.is_empty());
    words
        .map(|word| match word.strip_suffix('s') {
            Some(stem) if stem.len() > 2 => stem.to_owned(),
            _ => word.to_owned(),
        })
        .collect()
}
