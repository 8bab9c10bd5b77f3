//! In: a [`Page`] and a [`Draft`] of the model. Out: the draft with what the page has and the model has not.
//!
//! Two passes. The first walks all that both have: it compares types and flags, adds values to enums, and puts new members and
//! operations aside. The second adds those, requests first since only they say what is required; a new member targets a
//! shape that the model has, if `recognize.rs` knows it, else a new one.
//!
//! **What the page lacks stays**: a page shows what was added and changed, and says nothing of what was removed. **Names, order
//! and descriptions of the model stay**; sentences of the page are never copied. What a shape is used for in several places is
//! one shape: a member that is new there is added once. Where the page tells two places apart that are one shape in the
//! model, that is an error.

mod ask;
pub mod change;
mod operations;
mod recognize;
mod summary;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use serde_json::json;

use super::draft::{self, Draft};
use super::names::{self, Given, Names};
use super::node::{Kind, Member, Members, Node};
use super::page::Page;
use super::{Malformed, syntax};
use change::{Announced, Change, What};

const REQUIRED: &str = "smithy.api#required";

/// What came of a merge.
#[derive(Debug)]
pub struct Merged {
    pub draft: Draft,
    /// In the order in which they were made.
    pub changes: Vec<Change>,
}

/// Merges; errors name lines of the page, and then nothing comes out.
pub fn merge<'p>(page: &'p Page, draft: Draft, names: &'p Names) -> Result<Merged, Vec<Malformed>> {
    let mut merge = Merge {
        draft,
        given: Given::new(names),
        changes: Vec::new(),
        errors: Vec::new(),
        aside: Vec::new(),
        retargeted: Vec::new(),
        putting_aside: true,
        required: BTreeMap::new(),
        added: BTreeSet::new(),
    };
    for operation in &page.operations {
        merge.errors.extend(summary::check(operation));
    }
    let (known, new): (Vec<_>, Vec<_>) = page.operations.iter().partition(|operation| {
        merge
            .draft
            .shape(&merge.draft.id(&operation.name))
            .is_some()
    });
    for operation in known.iter().chain(&new) {
        merge.operation(operation);
    }
    merge.putting_aside = false;
    for (owner, member, node, context) in std::mem::take(&mut merge.retargeted) {
        merge.place(&owner, &member, node, &context);
    }
    let mut aside = std::mem::take(&mut merge.aside);
    aside.sort_by_key(|a| !a.context.says_required());
    for place in aside {
        merge.member(&place.owner, place.previous, place.member, &place.context);
    }
    merge.settle_questions();
    if merge.errors.is_empty() {
        Ok(Merged {
            draft: merge.draft,
            changes: merge.changes,
        })
    } else {
        merge
            .errors
            .sort_by(|a, b| (a.line, &a.what).cmp(&(b.line, &b.what)));
        merge.errors.dedup();
        Err(merge.errors)
    }
}

struct Merge<'p> {
    draft: Draft,
    given: Given<'p>,
    changes: Vec<Change>,
    errors: Vec<Malformed>,
    /// New members, for the second pass.
    aside: Vec<Aside<'p>>,
    /// Members whose target is to change, for the second pass: owner and name.
    retargeted: Vec<(String, String, &'p Node, Context<'p>)>,
    putting_aside: bool,
    /// What the page has said of members so far, by id, and where.
    required: BTreeMap<String, (bool, u32)>,
    /// Shapes and members that this merge has added.
    added: BTreeSet<String>,
}

struct Aside<'p> {
    owner: String,
    previous: Option<&'p str>,
    member: &'p Member,
    context: Context<'p>,
}

/// Where on the page something is.
#[derive(Clone)]
struct Context<'p> {
    request: bool,
    /// Whether the page lists the members here, and with them what is required.
    listed: bool,
    /// Whether these are the members of an input or output.
    top: bool,
    /// Whether these are the events of an event stream.
    events: bool,
    path: Path<'p>,
    around: Around,
    announced: Option<Announced<'p>>,
}

/// `Operation.input.member.member`, each part knowing those before it.
#[derive(Clone)]
struct Path<'p>(Rc<(&'p str, Option<Path<'p>>)>);

impl<'p> Path<'p> {
    fn new(operation: &'p str) -> Self {
        Self(Rc::new((operation, None)))
    }

    fn and(&self, name: &'p str) -> Self {
        Self(Rc::new((name, Some(self.clone()))))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, before) = &*self.0;
        match before {
            Some(before) => write!(f, "{before}.{name}"),
            None => write!(f, "{name}"),
        }
    }
}

/// The shapes around a place.
#[derive(Clone, Default)]
struct Around(Option<Rc<(String, Around)>>);

impl Around {
    fn and(&self, shape: &str) -> Self {
        Self(Some(Rc::new((shape.to_owned(), self.clone()))))
    }

    /// Innermost first.
    fn shapes(&self) -> impl Iterator<Item = &str> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let (shape, outer) = rest.0.as_deref()?;
            rest = outer;
            Some(shape.as_str())
        })
    }
}

impl<'p> Context<'p> {
    fn says_required(&self) -> bool {
        self.request && self.listed
    }

    /// A member of this place.
    fn step(&self, name: &'p str) -> Self {
        Self {
            path: self.path.and(name),
            announced: self.announced.map(|tree| tree.member(name)),
            ..self.clone()
        }
    }

    /// The element of a list, or the key or value of a map: the summary does not write these levels.
    fn inner(&self, name: &'static str) -> Self {
        let announced = self.announced.map(|tree| match name {
            "value" => tree.value(),
            "key" => tree,
            _ => tree.element(),
        });
        Self {
            path: self.path.and(name),
            announced,
            ..self.clone()
        }
    }

    /// The members of the shape that is at this place.
    fn within(&self, shape: &str, listed: bool) -> Self {
        Self {
            around: self.around.and(shape),
            listed,
            top: false,
            events: false,
            ..self.clone()
        }
    }

    fn is_announced(&self) -> Option<bool> {
        self.announced.map(|tree| tree.is_there())
    }
}

impl<'p> Merge<'p> {
    fn change(&mut self, what: What, place: &str, line: u32, announced: Option<bool>) {
        self.changes.push(Change {
            what,
            place: draft::short(place).to_owned(),
            line,
            announced,
        });
    }

    fn error(&mut self, line: u32, what: String, help: &str) {
        self.errors.push(Malformed::new(line, what, help));
    }

    /// All members that the page prints of a shape, in the page's order.
    fn members(&mut self, owner: &str, members: &'p [Member], context: &Context<'p>) {
        let mut previous = None;
        for member in members {
            let context = context.step(&member.name);
            if self.putting_aside && self.draft.member(owner, &member.name).is_none() {
                self.aside.push(Aside {
                    owner: owner.to_owned(),
                    previous,
                    member,
                    context,
                });
            } else {
                self.member(owner, previous, member, &context);
            }
            previous = Some(&member.name);
        }
    }

    /// A member, which is added if it is missing.
    fn member(
        &mut self,
        owner: &str,
        previous: Option<&'p str>,
        member: &'p Member,
        context: &Context<'p>,
    ) {
        let place = format!("{owner}${}", member.name);
        if self.draft.member(owner, &member.name).is_some() {
            self.check_required(&place, member, context);
            self.place(owner, &member.name, &member.node, context);
            return;
        }
        if self.draft.shapes.get(owner).is_none() {
            let what = format!(
                "{} has a new member, but shapes.json does not define it",
                draft::short(owner)
            );
            self.error(
                member.node.line,
                what,
                "move the definition to shapes.json: what pages say belongs there",
            );
            return;
        }
        let target = self.target(owner, &member.name, &member.node, context);
        let mut definition = json!({ "target": target });
        if context.says_required() {
            self.required
                .insert(place.clone(), (member.required, member.node.line));
            if member.required {
                definition["traits"] = json!({ REQUIRED: {} });
            }
        }
        self.draft
            .add_member(owner, previous, &member.name, definition);
        self.added.insert(place.clone());
        let what = What::Member {
            target: draft::short(&target).to_owned(),
            required: context.says_required() && member.required,
        };
        self.change(what, &place, member.node.line, context.is_announced());
        self.ask_of_member(owner, &place, member, &target, context);
        self.descend(&target, &member.node, context);
    }

    /// Compares the required flag with what the page says here.
    fn check_required(&mut self, place: &str, member: &Member, context: &Context<'p>) {
        if !context.says_required() {
            return;
        }
        let said = *self
            .required
            .entry(place.to_owned())
            .or_insert((member.required, member.node.line));
        if said.0 != member.required {
            let flag = |required| if required { "required" } else { "optional" };
            let what = format!(
                "{} is {} here and {} at line {}, where the model has the same shape",
                draft::short(place),
                flag(member.required),
                flag(said.0),
                said.1
            );
            self.error(
                member.node.line,
                what,
                "give one of the two a shape of its own, by the path of a member under [names] of service.toml",
            );
            return;
        }
        if self.draft.has_trait(place, REQUIRED) == member.required {
            if self.added.contains(place) {
                self.answered(place, "required");
            }
            return;
        }
        self.draft
            .set_trait(place, REQUIRED, member.required.then(|| json!({})));
        // Of what is new in this run only the outcome is of interest.
        if self.added.contains(place) {
            self.answered(place, "required");
            let short = draft::short(place).to_owned();
            for change in self.changes.iter_mut().filter(|c| c.place == short) {
                if let What::Member { required, .. } = &mut change.what {
                    *required = member.required;
                }
            }
        } else {
            let what = What::Required(member.required);
            self.change(what, place, member.node.line, context.is_announced());
        }
    }

    /// A place that the model has: what it targets is of the page's type, or changes.
    fn place(&mut self, owner: &str, member: &str, node: &'p Node, context: &Context<'p>) {
        let before = self.draft.target(owner, member).to_owned();
        let given = self.given.place(owner, member, || context.path.to_string());
        let renamed = given.is_some_and(|name| self.draft.id(name) != before);
        let fits = recognize::fits(&self.draft, node, &before);
        let mut target = before.clone();
        if renamed || !fits {
            if self.putting_aside {
                // What it is may be a shape that the page completes elsewhere.
                self.retargeted
                    .push((owner.to_owned(), member.to_owned(), node, context.clone()));
                return;
            }
            target = self.target(owner, member, node, context);
            if target == before {
                let what = format!(
                    "{} is {} here, but {} is of type {}",
                    context.path,
                    recognize::described(&node.kind),
                    draft::short(&target),
                    self.draft.kind(&target)
                );
                self.error(
                    node.line,
                    what,
                    "correct [names] of service.toml, or the shape",
                );
                return;
            }
            let place = format!("{owner}${member}");
            self.draft.set_target(owner, member, &target);
            let what = What::Target {
                before: draft::short(&before).to_owned(),
                after: draft::short(&target).to_owned(),
            };
            self.change(what, &place, node.line, context.is_announced());
            self.ask_of_target(&place, &node.kind, &target);
        }
        self.descend(&target, node, context);
    }

    /// What is within a place that targets `shape`, which is of the page's type.
    fn descend(&mut self, shape: &str, node: &'p Node, context: &Context<'p>) {
        match &node.kind {
            Kind::Enum(values) => self.values(shape, values, node.line, context),
            Kind::List(element) => {
                let context = context.within(shape, context.listed).inner("member");
                self.place(shape, "member", element, &context);
            }
            Kind::Map { key, value } => {
                let context = context.within(shape, context.listed);
                self.place(shape, "key", key, &context.inner("key"));
                self.place(shape, "value", value, &context.inner("value"));
            }
            Kind::Structure(Members { members, listed }) => {
                self.members(shape, members, &context.within(shape, *listed));
            }
            Kind::EventStream(Members { members, listed }) => {
                let mut context = context.within(shape, *listed);
                context.events = true;
                self.members(shape, members, &context);
            }
            _ => {}
        }
    }

    fn values(&mut self, shape: &str, values: &[String], line: u32, context: &Context<'p>) {
        let known = self.draft.values(shape).into_iter();
        let known = known.map(|(name, value)| (value.to_owned(), name.to_owned()));
        let mut names_of: BTreeMap<String, String> = known.collect();
        let mut previous: Option<String> = None;
        for value in values {
            if let Some(name) = names_of.get(value) {
                previous = Some(name.clone());
                continue;
            }
            let name = names::value(&self.draft, &self.given, shape, value);
            let definition = json!({
                "target": "smithy.api#Unit",
                "traits": { "smithy.api#enumValue": value },
            });
            self.draft
                .add_member(shape, previous.as_deref(), &name, definition);
            let place = format!("{shape}${name}");
            self.added.insert(place.clone());
            let announced = context.announced.map(|tree| tree.value_is_there(value));
            self.change(What::Value(value.clone()), &place, line, announced);
            self.ask(&place, &["description"]);
            names_of.insert(value.clone(), name.clone());
            previous = Some(name);
        }
    }
}
