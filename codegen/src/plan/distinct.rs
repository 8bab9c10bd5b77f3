//! In: what a crate is made of, in the model's words. Out: [`Distinct`], the Rust names of it, no two of one place the same.
//!
//! Names that differ in the model may be one in Rust (`fooBar` and `foo_bar`, `HTTP_GET` and `HttpGet`), or be one that generated
//! code has taken. The first keeps its name and the others are numbered from 2; what is renamed is a warning that shows the
//! name. Nothing changes on the wire. **Invariants:** a name that does not collide is never changed, and a number never takes
//! the name of something else. First is first in the order of the model for members, and by id for shapes, whatever the order
//! of files.

use std::collections::{BTreeMap, BTreeSet};

use super::identifiers::{FieldNames, OperationNames, TypeNames, VariantNames};
use crate::ast::Span;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Member, Model, Service, Shape, ShapeId, ShapeKind};

/// Which of several with one name something is: 2 for the second; what keeps its name has none.
pub type Number = Option<u32>;

/// The numbers of everything that is numbered.
#[derive(Clone, Debug, Default)]
pub struct Distinct {
    shapes: BTreeMap<ShapeId, u32>,
    streams: BTreeMap<ShapeId, u32>,
    operations: BTreeMap<ShapeId, u32>,
    members: BTreeMap<ShapeId, BTreeMap<String, u32>>,
}

impl Distinct {
    pub fn shape(&self, id: &ShapeId) -> Number {
        self.shapes.get(id).copied()
    }

    /// Of the error of an event stream, by its union.
    pub fn stream(&self, id: &ShapeId) -> Number {
        self.streams.get(id).copied()
    }

    pub fn operation(&self, id: &ShapeId) -> Number {
        self.operations.get(id).copied()
    }

    pub fn member(&self, id: &ShapeId, member: &str) -> Number {
        self.members.get(id)?.get(member).copied()
    }
}

/// What one crate is made of.
pub struct Contents<'a> {
    pub model: &'a Model,
    pub service: &'a Service,
    /// Items of `types`.
    pub types: Vec<&'a ShapeId>,
    /// Items of `types::error`, and the unions of event streams, whose errors are there too.
    pub errors: Vec<&'a ShapeId>,
    pub streams: Vec<&'a ShapeId>,
    pub operations: Vec<&'a ShapeId>,
    /// Inputs and outputs of the operations.
    pub inputs: Vec<&'a ShapeId>,
    pub outputs: Vec<&'a ShapeId>,
}

/// Names of generated functions and variants that something of the model could have as well.
const OF_CLIENT: &[&str] = &["config", "from_conf", "new"];
const OF_INPUT: &[&str] = &[
    "as_input",
    "config_override",
    "into_paginator",
    "new",
    "send_with",
];
const OF_ERROR: &[&str] = &["meta", "retryable_error_kind", "set_meta"];
/// Of an error to which the planner gives a message.
const OF_MESSAGE: &[&str] = &["get_message", "message", "set_message"];
const OF_UNION: &[&str] = &["Unknown", "as_unknown", "is_unknown"];
const OF_ERROR_ENUM: &[&str] = &["Unhandled"];

/// Numbers what needs it, and says so.
pub fn distinct(contents: &Contents<'_>, diagnostics: &mut Diagnostics) -> Distinct {
    let mut out = Distinct::default();
    let renamed = |id: &ShapeId| {
        contents
            .service
            .rename
            .get(id)
            .map_or(id.name(), |name| name)
            .to_owned()
    };
    let shape = |id: &&ShapeId| {
        let span = contents.model.shape(id).span;
        let name = renamed(id);
        Item::new((*id).clone(), id.to_string(), span, move |n| {
            TypeNames::of_shape(&name, n).claims()
        })
    };
    let types: Vec<_> = contents.types.iter().map(shape).collect();
    out.shapes.extend(number(&types, &[], diagnostics));

    let mut errors: Vec<Item<'_, (ShapeId, bool)>> = Vec::new();
    let error_claims = |names: TypeNames| {
        let is_method = names.is_method();
        names.claims().into_iter().chain([is_method]).collect()
    };
    for id in &contents.errors {
        let name = renamed(id);
        let item = shape(id).of(|id| (id, false));
        errors.push(Item {
            claims: Box::new(move |n| error_claims(TypeNames::of_shape(&name, n))),
            ..item
        });
    }
    for id in &contents.streams {
        let name = renamed(id);
        let item = shape(id).of(|id| (id, true));
        errors.push(Item {
            claims: Box::new(move |n| TypeNames::of_stream_error(&name, n).claims()),
            what: format!("{} (the error of its stream)", item.what),
            ..item
        });
    }
    for ((id, is_stream), n) in number(&errors, OF_ERROR_ENUM, diagnostics) {
        let numbers = if is_stream {
            &mut out.streams
        } else {
            &mut out.shapes
        };
        numbers.insert(id, n);
    }

    let operations: Vec<_> = contents
        .operations
        .iter()
        .map(|id| {
            let name = id.name().to_owned();
            let span = contents.model.shape(id).span;
            Item::new((*id).clone(), id.to_string(), span, move |n| {
                OperationNames::new(&name, n).claims()
            })
        })
        .collect();
    out.operations
        .extend(number(&operations, OF_CLIENT, diagnostics));

    let all: BTreeSet<&ShapeId> = [
        &contents.types,
        &contents.errors,
        &contents.inputs,
        &contents.outputs,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect();
    for id in all {
        let shape = contents.model.shape(id);
        let mut taken = Vec::new();
        if contents.inputs.contains(&id) {
            taken.extend(OF_INPUT);
        }
        if contents.errors.contains(&id) {
            taken.extend(OF_ERROR);
        }
        let numbers = members(shape, taken, diagnostics);
        if !numbers.is_empty() {
            out.members.insert(id.clone(), numbers);
        }
    }
    out
}

fn members(
    shape: &Shape,
    mut taken: Vec<&str>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, u32> {
    type Claims = fn(&str, Number) -> Vec<String>;
    let (members, claims): (&[Member], Claims) = match &shape.kind {
        ShapeKind::Structure { members } => {
            let has_message = members
                .iter()
                .any(|m| matches!(&*m.name, "message" | "Message"));
            if shape.traits.error.is_some() && !has_message {
                taken.extend(OF_MESSAGE);
            }
            (members, |name, n| FieldNames::new(name, n).claims())
        }
        ShapeKind::Union { members } => {
            taken.extend(OF_UNION);
            (members, |name, n| VariantNames::new(name, n).claims())
        }
        ShapeKind::Enum { members, .. } => {
            (members, |name, n| vec![VariantNames::new(name, n).name])
        }
        _ => return BTreeMap::new(),
    };
    let items: Vec<_> = members
        .iter()
        .map(|m| {
            let what = format!("{}${}", shape.id, m.name);
            Item::new(m.name.to_string(), what, m.span, move |n| {
                claims(&m.name, n)
            })
        })
        .collect();
    number(&items, &taken, diagnostics).into_iter().collect()
}

/// Something with a name. What it claims are all the identifiers that it takes, its name first.
struct Item<'a, K> {
    key: K,
    /// For people: its id.
    what: String,
    span: Option<Span>,
    claims: Box<dyn Fn(Number) -> Vec<String> + 'a>,
}

impl<'a, K> Item<'a, K> {
    fn new(
        key: K,
        what: String,
        span: Option<Span>,
        claims: impl Fn(Number) -> Vec<String> + 'a,
    ) -> Self {
        Self {
            key,
            what,
            span,
            claims: Box::new(claims),
        }
    }

    fn of<T>(self, key: impl FnOnce(K) -> T) -> Item<'a, T> {
        Item {
            key: key(self.key),
            what: self.what,
            span: self.span,
            claims: self.claims,
        }
    }
}

/// The items that are numbered. The first with a name keeps it, unless it is among those `taken`.
fn number<K: Clone>(
    items: &[Item<'_, K>],
    taken: &[&str],
    diagnostics: &mut Diagnostics,
) -> Vec<(K, u32)> {
    let plain: Vec<_> = items.iter().map(|item| (item.claims)(None)).collect();
    // Who has which identifier; nobody of the model has what is taken.
    let mut owners: BTreeMap<String, Option<usize>> = taken
        .iter()
        .map(|name| ((*name).to_owned(), None))
        .collect();
    let mut colliding = Vec::new();
    for (i, claims) in plain.iter().enumerate() {
        match claims
            .iter()
            .find_map(|claim| owners.get(claim).map(|owner| (claim, *owner)))
        {
            Some((claim, owner)) => colliding.push((i, claim.clone(), owner)),
            None => owners.extend(claims.iter().map(|claim| (claim.clone(), Some(i)))),
        }
    }
    if colliding.is_empty() {
        return Vec::new();
    }
    // A name that is another item's in its own right is none for a numbered one, even where that other is numbered too.
    let mut used: BTreeSet<String> = owners
        .keys()
        .cloned()
        .chain(plain.into_iter().flatten())
        .collect();
    let mut numbered = Vec::new();
    for (i, claim, owner) in colliding {
        let item = &items[i];
        let (n, claims) = (2..)
            .map(|n| (n, (item.claims)(Some(n))))
            .find(|(_, claims)| claims.iter().all(|claim| !used.contains(claim)))
            .expect("fewer names than numbers");
        diagnostics.push(finding(
            item,
            &claims[0],
            &claim,
            owner.map(|owner| &items[owner]),
        ));
        used.extend(claims);
        numbered.push((item.key.clone(), n));
    }
    numbered
}

fn finding<K>(
    item: &Item<'_, K>,
    name: &str,
    claim: &str,
    owner: Option<&Item<'_, K>>,
) -> Diagnostic {
    let title = match owner {
        Some(owner) => format!(
            "{} and {} would both be `{claim}` in Rust",
            owner.what, item.what
        ),
        None => format!(
            "{} would be `{claim}` in Rust, which generated code has taken",
            item.what
        ),
    };
    let mut finding = Diagnostic::warning(title).shape(&item.what).help(
        "nothing changes on the wire; rename it in the model for a name of your choice (the service's `rename` for a shape, \
         smithy.api#jsonName to keep the wire name of a member)",
    );
    if let Some(span) = item.span {
        finding = finding.at(span, format!("becomes `{name}`"));
    }
    if let Some(span) = owner.and_then(|owner| owner.span) {
        finding = finding.related(span, "keeps its name");
    }
    finding
}
