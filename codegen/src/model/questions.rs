//! Questions that the documentation of an API leaves open, recorded in the model until somebody answers them.
//!
//! In: the trait `codegen#questions` of a shape or member, a list of [`Topic`] names, and the other traits there. Out: what is
//! open, with the lines that answer it. `codegen::transcribe` writes the trait into `shapes.json` beside what it adds, and
//! [`super::validate`] refuses a model with an open question, in the same words.
//!
//! A topic is answered by one of the traits that it names, or by one of its words in the trait `codegen#answers`, a list too,
//! which says what no trait of Smithy's can say (that a structure is a union, that a member is in the body, that nothing applies). Both
//! are applied in `bindings.json`. Two words change the model, when it is loaded (`load/answers.rs`): `union` makes a union
//! of a structure, and `required` a required member.

use crate::ast::Span;
use crate::diagnostics::Diagnostic;

pub const QUESTIONS: &str = "codegen#questions";
pub const ANSWERS: &str = "codegen#answers";

/// One thing that pages do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    pub name: &'static str,
    /// The question.
    pub asks: &'static str,
    /// Traits that answer it: id and an example of its value. `{member}` stands for the member's name.
    pub traits: &'static [(&'static str, &'static str)],
    /// Words of `codegen#answers` that answer it, with their meaning.
    pub words: &'static [(&'static str, &'static str)],
    /// What else can be done, outside of `bindings.json`. `{id}` stands for the id without its namespace.
    pub or: &'static str,
}

const fn topic(
    name: &'static str,
    asks: &'static str,
    traits: &'static [(&'static str, &'static str)],
    words: &'static [(&'static str, &'static str)],
) -> Topic {
    Topic {
        name,
        asks,
        traits,
        words,
        or: "",
    }
}

const fn or(mut topic: Topic, or: &'static str) -> Topic {
    topic.or = or;
    topic
}

/// All topics, in the order in which they are shown.
#[rustfmt::skip]
pub const TOPICS: &[Topic] = &[
    topic("http", "by which method and URI is it called, and which status means success?",
        &[("smithy.api#http", r#"{ "method": "POST", "uri": "/…", "code": 200 }"#)], &[]),
    topic("effect", "does a call change nothing, or nothing more when it is repeated?",
        &[("smithy.api#readonly", "{}"), ("smithy.api#idempotent", "{}")],
        &[("repeats", "each call may change something")]),
    or(topic("errors", "which errors does it answer with? Those listed are the page's, or those that all other operations share",
        &[], &[("errors", "the list in shapes.json is right")]), "correct `errors` of {id} in shapes.json first"),
    topic("pagination", "does it answer page by page?",
        &[("smithy.api#paginated", r#"{ "inputToken": "nextToken", "outputToken": "nextToken", "items": "…", "pageSize": "maxResults" }"#)],
        &[("whole", "it answers at once")]),
    topic("input", "is the structure the input of this operation alone?",
        &[("smithy.api#input", "{}")], &[("shared", "it is used elsewhere too")]),
    topic("output", "is the structure the output of this operation alone?",
        &[("smithy.api#output", "{}")], &[("shared", "it is used elsewhere too")]),
    topic("binding", "where in the request is it?",
        &[("smithy.api#httpLabel", "{}"), ("smithy.api#httpQuery", "\"{member}\""), ("smithy.api#httpHeader", "\"…\""),
          ("smithy.api#httpPayload", "{}"), ("smithy.api#httpPrefixHeaders", "\"…\""), ("smithy.api#httpQueryParams", "{}")],
        &[("body", "a member of the JSON body")]),
    topic("answer-binding", "where in the answer is it?",
        &[("smithy.api#httpHeader", "\"…\""), ("smithy.api#httpPayload", "{}"), ("smithy.api#httpPrefixHeaders", "\"…\""),
          ("smithy.api#httpResponseCode", "{}")],
        &[("body", "a member of the JSON body")]),
    topic("idempotency-token", "does the client make a value up where none is given?",
        &[("smithy.api#idempotencyToken", "{}")], &[("given", "no, it is what the caller gives")]),
    topic("required", "is it always there? Pages say so of requests only",
        &[], &[("required", "yes"), ("optional", "no")]),
    topic("type", "is it a structure or a union? A page prints both alike",
        &[], &[("structure", "any of its members together"), ("union", "one of its members at a time")]),
    or(topic("members", "has it no members? The page prints none",
        &[], &[("empty", "there are none")]), "add them to {id} in shapes.json"),
    or(topic("recursive", "which of the shapes around it is it? The page does not print it a second time",
        &[], &[("recursive", "the one that it targets now")]), "say `\"{id}\" = \"Shape\"` under [names] of service.toml, and transcribe again"),
    or(topic("number", "how large can it be?",
        &[], &[("fits", "the shape that it targets holds it")]), "say `\"{id}\" = \"smithy.api#Long\"` under [names] of service.toml, and transcribe again"),
    topic("timestamp-format", "in which format is it written?",
        &[("smithy.api#timestampFormat", "\"date-time\"")], &[("default-format", "that of its place: seconds in bodies, RFC 7231 in headers")]),
    topic("event-stream", "it is an event stream, which bindings.json has to say",
        &[("smithy.api#streaming", "{}")], &[]),
    topic("error", "whose fault is the error, and which status does it have?",
        &[("smithy.api#error", "\"client\"")], &[]),
    topic("sensitive", "is it to be kept out of logs?",
        &[("smithy.api#sensitive", "{}")], &[("public", "no")]),
    or(topic("secret", "is it to be kept out of logs?",
        &[], &[("public", "no")]), "say `\"{id}\" = \"NameOfItsShape\"` under [names] of service.toml, transcribe again, and apply smithy.api#sensitive to that shape"),
    or(topic("description", "what is it, in our own words?",
        &[("smithy.api#documentation", "\"…\"")], &[]), "in shapes.json, where all descriptions are"),
];

/// What is open at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Absolute id of the shape or member.
    pub place: String,
    /// In the order of [`TOPICS`]; names that no topic has are left out.
    pub topics: Vec<&'static Topic>,
}

impl Question {
    /// What of `asked` no trait of the place answers. `None` if nothing is left, or nothing was asked.
    pub fn open(
        place: &str,
        asked: &[&str],
        answers: &[&str],
        has_trait: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let answered = |topic: &Topic| {
            topic.traits.iter().any(|(id, _)| has_trait(id))
                || topic.words.iter().any(|(word, _)| answers.contains(word))
        };
        let topics: Vec<_> = TOPICS
            .iter()
            .filter(|topic| asked.contains(&topic.name) && !answered(topic))
            .collect();
        (!topics.is_empty()).then(|| Self {
            place: place.to_owned(),
            topics,
        })
    }

    /// The question as an error at `span`, the place of the trait `codegen#questions`.
    pub fn diagnostic(&self, span: Option<Span>) -> Diagnostic {
        let names: Vec<&str> = self.topics.iter().map(|topic| topic.name).collect();
        let plural = if names.len() == 1 { "" } else { "s" };
        let title = format!(
            "open question{plural} about {}: {}",
            self.place,
            names.join(", ")
        );
        let diagnostic = Diagnostic::error(title)
            .shape(&self.place)
            .help(self.help());
        match span {
            Some(span) => diagnostic.at(span, "transcribed from a page that does not say it"),
            None => diagnostic,
        }
    }

    /// Each topic with its answers, then the statement for `bindings.json` with one line for each.
    pub fn help(&self) -> String {
        let id = self.place.rsplit('#').next().unwrap_or(&self.place);
        let member = id.rsplit('$').next().unwrap_or(id);
        let mut text = String::new();
        let mut first = Vec::new();
        let mut words = Vec::new();
        for topic in &self.topics {
            text.push_str(&format!("{}: {}\n", topic.name, topic.asks));
            let in_shapes = topic.name == "description";
            for (name, value) in topic.traits {
                let value = value.replace("{member}", member);
                text.push_str(&format!("    \"{name}\": {value}\n"));
            }
            for (word, meaning) in topic.words {
                text.push_str(&format!("    \"{ANSWERS}\": [\"{word}\"]  ({meaning})\n"));
            }
            if !topic.or.is_empty() {
                let prefix = if in_shapes { "" } else { "or " };
                text.push_str(&format!("    {prefix}{}\n", topic.or.replace("{id}", id)));
            }
            match (topic.traits.first(), topic.words.first()) {
                _ if in_shapes => {}
                (Some((name, value)), _) => {
                    first.push(format!("\"{name}\": {}", value.replace("{member}", member)));
                }
                (None, Some((word, _))) => words.push(format!("\"{word}\"")),
                (None, None) => {}
            }
        }
        if !words.is_empty() {
            first.push(format!("\"{ANSWERS}\": [{}]", words.join(", ")));
        }
        if first.is_empty() {
            return text.trim_end().to_owned();
        }
        format!(
            "{text}add to bindings.json, with the answers that are right:\n\"{}\": {{\n  \"type\": \"apply\",\n  \"traits\": {{\n    {}\n  }}\n}}",
            self.place,
            first.join(",\n    ")
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn topics_differ_and_can_be_answered() {
        let names: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.name).collect();
        assert_eq!(names.len(), TOPICS.len());
        for topic in TOPICS {
            assert!(
                !topic.traits.is_empty() || !topic.words.is_empty(),
                "{} has no answer",
                topic.name
            );
        }
    }

    #[test]
    fn traits_and_words_answer() {
        let asked = ["type", "binding", "no such topic"];
        let open = |answers: &[&str], id: &str| {
            let question = Question::open("a#B$c", &asked, answers, |t| t == id);
            question.map(|q| q.topics.iter().map(|t| t.name).collect::<Vec<_>>())
        };
        assert_eq!(open(&[], ""), Some(vec!["binding", "type"]));
        assert_eq!(open(&["union"], ""), Some(vec!["binding"]));
        assert_eq!(open(&[], "smithy.api#httpQuery"), Some(vec!["type"]));
        assert_eq!(open(&["structure", "body"], ""), None);
    }

    #[test]
    fn the_statement_is_json() {
        for topic in TOPICS.iter().filter(|topic| topic.name != "description") {
            let question = Question {
                place: "a#B$c".to_owned(),
                topics: vec![topic],
            };
            let help = question.help();
            let (_, statement) = help.split_once("right:\n").expect("a statement");
            let json: serde_json::Value =
                serde_json::from_str(&format!("{{{statement}}}")).expect("JSON");
            assert_eq!(json["a#B$c"]["type"], "apply");
        }
    }
}
