//! A shape or member of the closure with an open question is refused: the client would be made on a guess.

use super::{Context, member_id, members};
use crate::ast::Node;
use crate::model::closure::Closure;
use crate::model::questions::{ANSWERS, QUESTIONS, Question};
use crate::model::traits::Traits;

pub(super) fn check(closure: &Closure, context: &mut Context<'_>) {
    let model = context.model;
    for id in &closure.shapes {
        let Some(shape) = model.shapes.get(id).filter(|s| s.span.is_some()) else {
            continue;
        };
        check_place(&shape.traits, id.as_str(), context);
        for member in members(shape) {
            check_place(&member.traits, &member_id(id, member), context);
        }
    }
}

fn check_place(traits: &Traits, place: &str, context: &mut Context<'_>) {
    let Some(asked) = traits.value(QUESTIONS) else {
        return;
    };
    let answers = traits.value(ANSWERS).map(words).unwrap_or_default();
    let question = Question::open(place, &words(asked), &answers, |id| {
        traits.value(id).is_some()
    });
    if let Some(question) = question {
        let span = traits.id_span(QUESTIONS);
        context.diagnostics.push(question.diagnostic(span));
    }
}

fn words(list: &Node) -> Vec<&str> {
    let words = list.as_array().into_iter().flatten();
    words.filter_map(Node::as_str).collect()
}
