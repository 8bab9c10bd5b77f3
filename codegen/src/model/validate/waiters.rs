//! Waiters: their names and delays, and whether what their acceptors look at is there.
//!
//! Smithy specification, "Waiters". What it calls a danger, a path that leads nowhere or to a wrong type, is an error: no answer would
//! ever match.

use std::collections::BTreeMap;

use super::{Context, Place};
use crate::ast::Span;
use crate::jmespath::{self, Kind, Nameless, Root};
use crate::model::closure::Closure;
use crate::model::waiters::{AcceptorState, Comparator, Matcher, Over, PathMatcher, Text, Waiter};
use crate::model::{Operation, Shape, ShapeId, ShapeKind};

const UNIT: &str = "smithy.api#Unit";

pub(super) fn check(closure: &Closure, context: &mut Context<'_>) {
    let mut names = BTreeMap::new();
    for id in &closure.operations {
        let Some(shape) = context.known(id) else {
            continue;
        };
        let ShapeKind::Operation(operation) = &shape.kind else {
            continue;
        };
        let mut check = Check {
            shape,
            operation,
            context,
        };
        check.streams();
        for waiter in &shape.traits.waiters {
            check.name(waiter);
            check.delays(waiter);
            check.acceptors(waiter);
            let lower = waiter.name.text.to_ascii_lowercase();
            if let Some(first) = names.insert(lower, waiter.name.span) {
                check.twice(waiter, first);
            }
        }
    }
}

struct Check<'a, 'b> {
    shape: &'a Shape,
    operation: &'a Operation,
    context: &'b mut Context<'a>,
}

impl<'a> Check<'a, '_> {
    fn error(&mut self, title: String, span: Span, label: String, help: impl Into<String>) {
        let place = Place::new(Some(span), label);
        self.context.error(title, &self.shape.id, place, help);
    }

    /// A waiter calls its operation again and again, which a stream can only go along with if it is the answer's.
    fn streams(&mut self) {
        let Some(waiter) = self.shape.traits.waiters.first() else {
            return;
        };
        for (id, is_input) in [
            (&self.operation.input, true),
            (&self.operation.output, false),
        ] {
            let streams: Vec<&Shape> = self
                .context
                .structure_members(id)
                .iter()
                .filter_map(|member| self.context.target(member))
                .filter(|target| target.traits.streaming)
                .collect();
            for target in streams {
                if is_input || matches!(target.kind, ShapeKind::Union { .. }) {
                    self.error(
                        "a waiter of an operation that cannot be repeated".to_owned(),
                        waiter.name.span,
                        format!("{id} has the stream {}", target.id),
                        "remove the trait smithy.waiters#waitable, or leave the operation out",
                    );
                }
            }
        }
    }

    fn name(&mut self, waiter: &Waiter) {
        let name = &waiter.name;
        let is_upper_camel = name.text.starts_with(|c: char| c.is_ascii_uppercase())
            && name.text.bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_upper_camel {
            self.error(
                format!("`{}` is no name of a waiter", name.text),
                name.span,
                "not a capital letter and then letters and digits".to_owned(),
                "write a name such as ThingExists",
            );
        }
    }

    fn twice(&mut self, waiter: &Waiter, first: Span) {
        let place = Place::new(Some(waiter.name.span), "this one is the second")
            .and(Some(first), "the first");
        self.context.error(
            format!("two waiters are named `{}`", waiter.name.text),
            &self.shape.id,
            place,
            "names of waiters differ in the whole service, and not by upper and lower case alone",
        );
    }

    fn delays(&mut self, waiter: &Waiter) {
        // Whatever else a number of seconds may be used for, it is a year here at most.
        const LONGEST: i64 = 366 * 24 * 60 * 60;
        let mut fine = true;
        for (property, delay) in [
            ("minDelay", waiter.min_delay),
            ("maxDelay", waiter.max_delay),
        ] {
            if !(1..=LONGEST).contains(&delay.seconds) {
                fine = false;
                self.error(
                    format!("`{property}` of a waiter is out of range"),
                    delay.span.unwrap_or(waiter.name.span),
                    format!("{} seconds", delay.seconds),
                    format!("delays are of 1 to {LONGEST} seconds"),
                );
            }
        }
        if fine && waiter.min_delay.seconds > waiter.max_delay.seconds {
            let of = |seconds: i64, span: Option<Span>| match span {
                Some(_) => format!("{seconds} seconds"),
                None => format!("{seconds} seconds, which is the default"),
            };
            let (min, max) = (waiter.min_delay, waiter.max_delay);
            self.error(
                "`minDelay` of a waiter is greater than its `maxDelay`".to_owned(),
                min.span.or(max.span).unwrap_or(waiter.name.span),
                format!(
                    "`minDelay` is {}, `maxDelay` {}",
                    of(min.seconds, min.span),
                    of(max.seconds, max.span)
                ),
                "make `minDelay` smaller or `maxDelay` greater",
            );
        }
    }

    fn acceptors(&mut self, waiter: &Waiter) {
        let mut states = waiter.acceptors.iter().map(|acceptor| acceptor.state);
        if !states.any(|state| state == AcceptorState::Success) {
            self.error(
                format!("the waiter `{}` can never succeed", waiter.name.text),
                waiter.name.span,
                "no acceptor of the state `success`".to_owned(),
                "add an acceptor that says when the wait is over",
            );
        }
        for acceptor in &waiter.acceptors {
            if let Matcher::Path(path) = &acceptor.matcher {
                self.path(path);
            }
            if let Some(message) = &acceptor.message {
                self.message(message, acceptor.state);
            }
        }
    }

    fn path(&mut self, matcher: &PathMatcher) {
        let output = &self.operation.output;
        if output.as_str() == UNIT && matcher.over == Over::Output {
            self.error(
                "a waiter looks at an output that is not there".to_owned(),
                matcher.path.span,
                format!("{} has no output", self.shape.id),
                "use the matcher `success` or `errorType`",
            );
            return;
        }
        let root = root(matcher.over, self.operation);
        let Some(found) = self.compile(&matcher.path, root) else {
            return;
        };
        let strings = || Kind::Array(Box::new(Kind::String));
        let (wanted, needed) = match matcher.comparator {
            Comparator::StringEquals => (Kind::String, "a string"),
            Comparator::BooleanEquals => (Kind::Boolean, "a boolean"),
            Comparator::AllStringEquals | Comparator::AnyStringEquals => {
                (strings(), "a list of strings")
            }
        };
        if !found.fits(&wanted) {
            let help = match &found {
                Kind::String => "use stringEquals",
                Kind::Boolean => "use booleanEquals",
                Kind::Array(element) if element.fits(&Kind::String) => {
                    "use allStringEquals or anyStringEquals"
                }
                _ => "lead the path to strings or to a comparison",
            };
            let place = Place::new(
                Some(matcher.comparator_span),
                format!("{} compares {needed}", matcher.comparator.name()),
            )
            .and(
                Some(matcher.path.span),
                format!("but this is {}", described(&found)),
            );
            self.context.error(
                "the comparator of a waiter does not fit its path",
                &self.shape.id,
                place,
                help,
            );
        }
    }

    fn message(&mut self, message: &Text, state: AcceptorState) {
        if state != AcceptorState::Failure {
            self.error(
                "a message for what is no failure".to_owned(),
                message.span,
                "the acceptor's state is not `failure`".to_owned(),
                "remove the message",
            );
            return;
        }
        let Some(found) = self.compile(message, root(Over::Output, self.operation)) else {
            return;
        };
        if !found.fits(&Kind::String) && !found.fits(&Kind::Array(Box::new(Kind::String))) {
            self.error(
                "the message of a waiter is no text".to_owned(),
                message.span,
                format!("this is {}", described(&found)),
                "lead the path to a string or a list of strings",
            );
            return;
        }
        self.context.warning(
            "the message of a waiter is not shown",
            &self.shape.id,
            Place::new(
                Some(message.span),
                "the error type of waiters has no room for it",
            ),
            "callers find it in the output, which the error holds",
        );
    }

    /// What is known of the values of an expression. `None` if it was reported.
    fn compile(&mut self, path: &Text, root: Root<'_>) -> Option<Kind> {
        let model = self.context.model;
        // Of placeholders for missing shapes nothing can be said.
        if !self.context.model.unresolved.is_empty() {
            return None;
        }
        let refusal = match jmespath::parse(&path.text) {
            Ok(expr) => {
                let compiled = jmespath::compile(model, &Nameless, root, &expr).and_then(|typed| {
                    let kind = jmespath::kind_of(model, &typed.ty);
                    jmespath::value(model, &Nameless, typed, expr.offset).map(|_| kind)
                });
                match compiled {
                    Ok(kind) => return Some(kind),
                    Err(refusal) => refusal,
                }
            }
            Err(error) => jmespath::Refusal {
                offset: error.offset,
                message: error.message,
                help: "write a JMESPath expression".to_owned(),
            },
        };
        self.error(
            format!("the path `{}` of a waiter is wrong", path.text),
            span_within(path, refusal.offset),
            refusal.message,
            refusal.help,
        );
        None
    }
}

fn root(over: Over, operation: &Operation) -> Root<'_> {
    let (input, output): (&ShapeId, &ShapeId) = (&operation.input, &operation.output);
    match over {
        Over::Output => Root::Output(output),
        Over::InputOutput => Root::InputOutput { input, output },
    }
}

fn described(kind: &Kind) -> String {
    match kind {
        Kind::Array(element) => format!(
            "a list whose elements are {}",
            match &**element {
                Kind::Array(_) => "lists",
                Kind::Boolean => "booleans",
                Kind::Number => "numbers",
                Kind::Object => "objects",
                Kind::String => "strings",
                Kind::Null => "null",
                Kind::Any => "of any type",
            }
        ),
        kind => kind.name().to_owned(),
    }
}

/// The place of a byte of the text and of the word that begins there; the whole text where the file has escapes in it.
fn span_within(text: &Text, offset: usize) -> Span {
    let Span { file, start, end } = text.span;
    let quotes = 2;
    if (end - start) as usize != text.text.len() + quotes {
        return text.span;
    }
    let rest = text.text.get(offset..).unwrap_or_default();
    let word = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let start = start + 1 + offset as u32;
    Span {
        file,
        start,
        end: start + word.max(first) as u32,
    }
}
