//! In: shapes with all traits on them. Out: the two answers of `codegen#answers` that no trait of Smithy's can give: `union`
//! and `required`. See [`crate::model::questions`].

use super::raw::{RawModel, RawTrait, Type};
use crate::ast::{Node, Value};
use crate::model::ShapeId;
use crate::model::questions::ANSWERS;

const REQUIRED: &str = "smithy.api#required";

pub(super) fn carry_out(model: &mut RawModel) {
    for shape in model.shapes.values_mut() {
        if shape.ty == Type::Structure && says(&shape.traits, "union").is_some() {
            shape.ty = Type::Union;
        }
        for member in &mut shape.members {
            let Some(span) = says(&member.traits, "required").map(|answer| answer.span) else {
                continue;
            };
            if !member.traits.iter().any(|t| t.id.as_str() == REQUIRED) {
                member.traits.push(RawTrait {
                    id: ShapeId::new(REQUIRED),
                    span,
                    value: Node {
                        value: Value::Object(Vec::new()),
                        span,
                    },
                });
            }
        }
    }
}

/// The trait, if `word` is among its answers.
fn says<'a>(traits: &'a [RawTrait], word: &str) -> Option<&'a RawTrait> {
    let answers = traits.iter().find(|t| t.id.as_str() == ANSWERS)?;
    let words = answers.value.as_array()?;
    words
        .iter()
        .any(|answer| answer.as_str() == Some(word))
        .then_some(answers)
}
