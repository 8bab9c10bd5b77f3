//! In: the value of `smithy.waiters#waitable`. Out: the [`Waiter`]s of an operation; what is not of the trait's form is reported and
//! left out.
//!
//! Rules: Smithy specification, "Waiters". What holds between waiters, and between a waiter and its operation, is checked by
//! [`super::validate`].

use std::sync::Arc;

use super::treatments::{Field, FieldKind, Form};
use crate::ast::{Entry, Node, Span};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// A waiter of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    pub name: Text,
    pub documentation: Option<Arc<str>>,
    /// In the order in which they are asked.
    pub acceptors: Vec<Acceptor>,
    /// Seconds.
    pub min_delay: Seconds,
    /// Seconds.
    pub max_delay: Seconds,
    pub deprecated: bool,
}

/// A string, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: Arc<str>,
    pub span: Span,
}

/// A number of seconds, and where it stands; the specification's defaults stand nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seconds {
    pub seconds: i64,
    pub span: Option<Span>,
}

/// What follows from one answer of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptor {
    pub state: AcceptorState,
    pub matcher: Matcher,
    /// The JMESPath expression of a message.
    pub message: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    Success,
    Failure,
    Retry,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// The call succeeds, or fails.
    Success(bool),
    /// The call fails with the error of this name; the namespace of an absolute id is of no account.
    ErrorType(Arc<str>),
    /// A successful call's output, or input and output, have something.
    Path(PathMatcher),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMatcher {
    pub over: Over,
    /// The JMESPath expression.
    pub path: Text,
    pub comparator: Comparator,
    pub comparator_span: Span,
    pub expected: Text,
}

/// What a path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Output,
    /// An object of two members, `input` and `output`.
    InputOutput,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    StringEquals,
    BooleanEquals,
    AllStringEquals,
    AnyStringEquals,
}

impl Comparator {
    /// The specification's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::StringEquals => "stringEquals",
            Self::BooleanEquals => "booleanEquals",
            Self::AllStringEquals => "allStringEquals",
            Self::AnyStringEquals => "anyStringEquals",
        }
    }
}

/// In seconds, where the model does not say it.
const MIN_DELAY: i64 = 2;
const MAX_DELAY: i64 = 120;

const TRAIT: &str = "smithy.waiters#waitable";

const fn field(name: &'static str, required: bool, kind: FieldKind) -> Field {
    Field {
        name,
        required,
        kind,
    }
}

const WAITER: Form = Form::Object(&[
    field("acceptors", true, FieldKind::Array),
    field("documentation", false, FieldKind::String),
    field("minDelay", false, FieldKind::Integer),
    field("maxDelay", false, FieldKind::Integer),
    field("deprecated", false, FieldKind::Boolean),
    field("tags", false, FieldKind::Strings),
]);

const ACCEPTOR: Form = Form::Object(&[
    field("state", true, FieldKind::String),
    field("matcher", true, FieldKind::Map),
    field("message", false, FieldKind::String),
]);

const PATH_MATCHER: Form = Form::Object(&[
    field("path", true, FieldKind::String),
    field("expected", true, FieldKind::String),
    field("comparator", true, FieldKind::String),
]);

/// Reads the trait's value, of the operation called `shape`.
pub(super) fn read(
    value: &Node,
    shape: &dyn Fn() -> String,
    diagnostics: &mut Diagnostics,
) -> Vec<Waiter> {
    let mut reader = Reader { shape, diagnostics };
    let waiters = value.as_object().unwrap_or_default().iter();
    waiters.filter_map(|entry| reader.waiter(entry)).collect()
}

struct Reader<'a> {
    shape: &'a dyn Fn() -> String,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn report(&mut self, span: Span, label: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(
            Diagnostic::error(format!("the trait {TRAIT} has a value of a wrong form"))
                .shape((self.shape)())
                .at(span, label)
                .help(help),
        );
    }

    /// Whether the node is of the form.
    fn holds(&mut self, form: Form, node: &Node) -> bool {
        let mistakes = form.check(node);
        let fine = mistakes.is_empty();
        for mistake in mistakes {
            self.report(mistake.span, mistake.label, mistake.help);
        }
        fine
    }

    fn waiter(&mut self, entry: &Entry) -> Option<Waiter> {
        let node = &entry.value;
        if !self.holds(WAITER, node) {
            return None;
        }
        let acceptors = node.get("acceptors")?.as_array()?;
        let read: Vec<Acceptor> = acceptors.iter().filter_map(|a| self.acceptor(a)).collect();
        let seconds = |key: &str, default: i64| {
            let given = node.get(key);
            Seconds {
                seconds: given.and_then(Node::as_i64).unwrap_or(default),
                span: given.map(|n| n.span),
            }
        };
        Some(Waiter {
            name: Text {
                text: entry.key.clone(),
                span: entry.key_span,
            },
            documentation: text(node, "documentation").map(|t| t.text),
            min_delay: seconds("minDelay", MIN_DELAY),
            max_delay: seconds("maxDelay", MAX_DELAY),
            deprecated: node.get("deprecated").and_then(Node::as_bool) == Some(true),
            // With an acceptor left out, the waiter would not be what the model says.
            acceptors: (read.len() == acceptors.len()).then_some(read)?,
        })
    }

    fn acceptor(&mut self, node: &Node) -> Option<Acceptor> {
        if !self.holds(ACCEPTOR, node) {
            return None;
        }
        let state = text(node, "state")?;
        let state = match &*state.text {
            "success" => Some(AcceptorState::Success),
            "failure" => Some(AcceptorState::Failure),
            "retry" => Some(AcceptorState::Retry),
            other => {
                let label = format!("`{other}` is no state of an acceptor");
                self.report(state.span, label, "write success, failure or retry");
                None
            }
        };
        let matcher = self.matcher(node.get("matcher")?);
        Some(Acceptor {
            state: state?,
            matcher: matcher?,
            message: text(node, "message"),
        })
    }

    fn matcher(&mut self, node: &Node) -> Option<Matcher> {
        const HELP: &str = "write one of `success`, `errorType`, `output` and `inputOutput`";
        let [entry] = node.as_object()? else {
            self.report(node.span, "not exactly one member in this matcher", HELP);
            return None;
        };
        let value = &entry.value;
        match &*entry.key {
            "success" => match value.as_bool() {
                Some(wanted) => return Some(Matcher::Success(wanted)),
                None => self.report(
                    value.span,
                    format!("this is {}", value.kind()),
                    "write true or false",
                ),
            },
            "errorType" => match value.as_str().filter(|name| !name.is_empty()) {
                Some(id) => {
                    let name = id.rsplit_once('#').map_or(id, |(_, name)| name);
                    return Some(Matcher::ErrorType(name.into()));
                }
                None => self.report(
                    value.span,
                    "no name of an error",
                    "write the name of an error",
                ),
            },
            "output" => return self.path(value, Over::Output),
            "inputOutput" => return self.path(value, Over::InputOutput),
            other => self.report(
                entry.key_span,
                format!("there is no matcher `{other}`"),
                HELP,
            ),
        }
        None
    }

    fn path(&mut self, node: &Node, over: Over) -> Option<Matcher> {
        if !self.holds(PATH_MATCHER, node) {
            return None;
        }
        let comparator = text(node, "comparator")?;
        let all = [
            Comparator::StringEquals,
            Comparator::BooleanEquals,
            Comparator::AllStringEquals,
            Comparator::AnyStringEquals,
        ];
        let Some(found) = all.into_iter().find(|c| c.name() == &*comparator.text) else {
            let label = format!("`{}` is no comparator", comparator.text);
            let names = all.map(Comparator::name).join(", ");
            self.report(comparator.span, label, format!("write one of {names}"));
            return None;
        };
        let expected = text(node, "expected")?;
        if found == Comparator::BooleanEquals && !matches!(&*expected.text, "true" | "false") {
            let label = "booleanEquals compares with \"true\" or \"false\"";
            self.report(expected.span, label, "write \"true\" or \"false\"");
            return None;
        }
        Some(Matcher::Path(PathMatcher {
            over,
            path: text(node, "path")?,
            comparator: found,
            comparator_span: comparator.span,
            expected,
        }))
    }
}

fn text(node: &Node, key: &str) -> Option<Text> {
    let node = node.get(key)?;
    Some(Text {
        text: node.as_str()?.into(),
        span: node.span,
    })
}
