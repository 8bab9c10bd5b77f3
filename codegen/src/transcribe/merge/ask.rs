//! What a page cannot say of something new, as topics of [`crate::model::questions`]; and new shapes, which most topics are
//! about.

use serde_json::{Value, json};

use super::super::draft::{self, PRELUDE};
use super::super::names;
use super::super::node::{Kind, Member, Node};
use super::super::page::Operation;
use super::change::What;
use super::{Context, Merge, REQUIRED, recognize};
use crate::model::questions::{ANSWERS, QUESTIONS, Question};

const UNIT: &str = "smithy.api#Unit";

impl<'p> Merge<'p> {
    /// The shape for a member that is new or that targets the wrong type: one that is known, else a new one.
    pub(super) fn target(
        &mut self,
        owner: &str,
        member: &str,
        node: &'p Node,
        context: &Context<'p>,
    ) -> String {
        let given = self.given.place(owner, member, || context.path.to_string());
        if let Some(given) = given {
            let id = self.draft.id(given);
            if !self.draft.has(&id) {
                self.create(&id, node, context);
            } else if !recognize::fits(&self.draft, node, &id) {
                let what = format!(
                    "{} is {} here, but [names] gives it {}, of type {}",
                    context.path,
                    recognize::described(&node.kind),
                    draft::short(&id),
                    self.draft.kind(&id)
                );
                self.error(node.line, what, "correct [names] of service.toml");
            }
            return id;
        }
        if node.kind == Kind::Recursive {
            let mut around = context.around.shapes();
            let nearest = around.find(|id| recognize::fits(&self.draft, node, id));
            return nearest.unwrap_or(UNIT).to_owned();
        }
        if let Some(known) = recognize::known(&self.draft, owner, member, node) {
            return known;
        }
        let prelude = match node.kind {
            Kind::String => "String",
            Kind::Boolean => "Boolean",
            Kind::Integer => "Integer",
            Kind::Float => "Float",
            Kind::Timestamp => "Timestamp",
            Kind::Blob => "Blob",
            Kind::Document => "Document",
            _ => "",
        };
        let id = if prelude.is_empty() {
            names::shape(&self.draft, owner, member, &node.kind)
        } else {
            let candidates = names::candidates(owner, member, &node.kind);
            match names::awaited(&self.draft, &candidates) {
                Some(awaited) => awaited,
                None => return format!("{PRELUDE}{prelude}"),
            }
        };
        self.create(&id, node, context);
        id
    }

    /// Adds a shape of the page's type; what is within it is for [`Merge::descend`], which follows.
    fn create(&mut self, id: &str, node: &'p Node, context: &Context<'p>) {
        let (kind, topics): (_, &[&str]) = match &node.kind {
            Kind::String => ("string", &["sensitive", "description"]),
            Kind::Boolean => ("boolean", &["description"]),
            Kind::Integer => ("integer", &["number", "description"]),
            Kind::Float => ("float", &["number", "description"]),
            Kind::Timestamp => ("timestamp", &["timestamp-format", "description"]),
            Kind::Blob => ("blob", &["sensitive", "description"]),
            Kind::StreamingBlob => ("blob", &["event-stream", "sensitive", "description"]),
            Kind::Document => ("document", &["sensitive", "description"]),
            Kind::Enum(_) => ("enum", &["description"]),
            Kind::List(_) => ("list", &["description"]),
            Kind::Map { .. } => ("map", &["description"]),
            Kind::EventStream(_) => ("union", &["event-stream", "description"]),
            Kind::Structure(of) if of.members.is_empty() => {
                ("structure", &["members", "description"])
            }
            // No member of a union is required.
            Kind::Structure(of) if of.members.iter().any(|m| m.required) => {
                ("structure", &["description"])
            }
            Kind::Structure(_) | Kind::Recursive => ("structure", &["type", "description"]),
        };
        let mut definition = json!({ "type": kind });
        match &node.kind {
            Kind::Enum(_) | Kind::Structure(_) | Kind::EventStream(_) | Kind::Recursive => {
                definition["members"] = json!({});
            }
            // Replaced below, once the name of the list is taken.
            Kind::List(_) => definition["member"] = json!({ "target": UNIT }),
            Kind::Map { .. } => {
                definition["key"] = json!({ "target": UNIT });
                definition["value"] = json!({ "target": UNIT });
            }
            _ => {}
        }
        self.add_shape(id, definition, kind, node.line);
        self.ask(id, topics);
        let context = context.within(id, context.listed);
        match &node.kind {
            Kind::List(element) => self.inner(id, "member", element, &context),
            Kind::Map { key, value } => {
                self.inner(id, "key", key, &context);
                self.inner(id, "value", value, &context);
            }
            _ => {}
        }
    }

    fn inner(&mut self, id: &str, name: &'static str, node: &'p Node, context: &Context<'p>) {
        let target = self.target(id, name, node, &context.inner(name));
        self.draft.set_target(id, name, &target);
        let place = format!("{id}${name}");
        self.added.insert(place.clone());
        self.ask_of_target(&place, &node.kind, &target);
        self.ask(&place, &["description"]);
    }

    pub(super) fn ask_of_member(
        &mut self,
        owner: &str,
        place: &str,
        member: &Member,
        target: &str,
        context: &Context<'p>,
    ) {
        let mut topics = Vec::new();
        match (context.top, context.request) {
            (true, true) => topics.push("binding"),
            (true, false) => topics.push("answer-binding"),
            _ => {}
        }
        if context.top && context.request && is_idempotency_token(member) {
            topics.push("idempotency-token");
        }
        if !context.says_required() && self.draft.kind(owner) != "union" {
            topics.push("required");
        }
        if member.node.kind == Kind::Recursive {
            topics.push("recursive");
        }
        topics.push("description");
        self.ask(place, &topics);
        self.ask_of_target(place, &member.node.kind, target);
        if context.events && self.added.contains(target) {
            // Events are structures, errors among them.
            self.answered(target, "type");
            let ends = ["Exception", "Error"];
            if ends.iter().any(|end| member.name.ends_with(end)) {
                self.ask(target, &["error"]);
            }
        }
    }

    /// What is asked of a member that targets a shape of Smithy's, which cannot have traits of its own.
    pub(super) fn ask_of_target(&mut self, place: &str, kind: &Kind, target: &str) {
        if !target.starts_with(PRELUDE) {
            return;
        }
        match kind {
            Kind::Integer | Kind::Float => self.ask(place, &["number"]),
            Kind::Timestamp => self.ask(place, &["timestamp-format"]),
            Kind::String | Kind::Blob | Kind::Document => self.ask(place, &["secret"]),
            _ => {}
        }
    }

    pub(super) fn ask_of_operation(&mut self, id: &str, operation: &Operation) {
        let mut topics = vec!["http", "effect"];
        if operation.errors.is_empty() {
            topics.push("errors");
        }
        let tokens = |members: &[Member]| {
            let mut names = members
                .iter()
                .map(|member| member.name.to_ascii_lowercase());
            names.any(|name| name.contains("token") || name.contains("marker"))
        };
        let lists = operation
            .output
            .iter()
            .any(|m| matches!(m.node.kind, Kind::List(_)));
        if tokens(&operation.input) && tokens(&operation.output) && lists {
            topics.push("pagination");
        }
        topics.push("description");
        self.ask(id, &topics);
    }

    /// Records what of `topics` is open at a place, beside what was asked there before.
    pub(super) fn ask(&mut self, place: &str, topics: &[&str]) {
        let mut asked: Vec<String> = self.words(place, QUESTIONS);
        asked.extend(topics.iter().map(|topic| (*topic).to_owned()));
        self.record(place, &asked);
    }

    /// What a later place of the page has answered.
    pub(super) fn answered(&mut self, place: &str, topic: &str) {
        let mut asked = self.words(place, QUESTIONS);
        if asked.iter().any(|t| t == topic) {
            asked.retain(|t| t != topic);
            self.record(place, &asked);
        }
    }

    /// Writes down which of the topics are open. Returns those that are not.
    fn record(&mut self, place: &str, asked: &[String]) -> Vec<String> {
        let open = self.question(place, asked);
        let open = open.map(|question| question.topics).unwrap_or_default();
        let names: Vec<&str> = open.iter().map(|topic| topic.name).collect();
        let value = (!names.is_empty()).then(|| json!(names));
        if value.as_ref() != self.draft.trait_value(place, QUESTIONS) {
            self.draft.set_trait(place, QUESTIONS, value);
        }
        let closed = asked
            .iter()
            .filter(|topic| !names.contains(&topic.as_str()));
        closed.cloned().collect()
    }

    fn question(&self, place: &str, asked: &[String]) -> Option<Question> {
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let answers = self.words(place, ANSWERS);
        let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
        Question::open(place, &asked, &answers, |id| {
            self.draft.has_trait(place, id)
        })
    }

    fn words(&self, place: &str, id: &str) -> Vec<String> {
        let list = self.draft.trait_value(place, id).and_then(Value::as_array);
        let words = list.into_iter().flatten().filter_map(Value::as_str);
        words.map(str::to_owned).collect()
    }

    /// Takes away what has been answered since it was asked, and carries out the answers that change `shapes.json`.
    pub(super) fn settle_questions(&mut self) {
        for place in self.draft.places_with(&[QUESTIONS, ANSWERS]) {
            let answers = self.words(&place, ANSWERS);
            let says = |word: &str| answers.iter().any(|answer| answer == word);
            if says("union") && self.draft.kind(&place) == "structure" {
                if let Some(shape) = self.draft.place_mut(&place) {
                    shape.insert("type".to_owned(), json!("union"));
                }
                self.change(What::Answered("a union".to_owned()), &place, 0, None);
            }
            if says("required") && place.contains('$') && !self.draft.has_trait(&place, REQUIRED) {
                self.draft.set_trait(&place, REQUIRED, Some(json!({})));
                self.change(What::Answered("required".to_owned()), &place, 0, None);
            }
            let asked = self.words(&place, QUESTIONS);
            let closed = self.record(&place, &asked);
            if !closed.is_empty() {
                self.change(What::Answered(closed.join(", ")), &place, 0, None);
            }
        }
    }
}

fn is_idempotency_token(member: &Member) -> bool {
    let name = member.name.to_ascii_lowercase();
    let documented = |text: &String| text.contains("autopopulated");
    member.node.kind == Kind::String
        && (member.node.documentation.iter().any(documented)
            || name.contains("token") && (name.contains("client") || name.contains("idempoten")))
}
