//! Values of the trait `default`, which must be of the type they are the default of.
//!
//! Smithy specification, "default trait".

use super::{Context, Place, member_id, members};
use crate::ast::{Node, Value};
use crate::model::{Shape, ShapeKind};

pub(super) fn check(context: &mut Context<'_>) {
    for shape in context.own_shapes() {
        if let Some(value) = &shape.traits.default {
            value_of(value, shape, shape.id.to_string(), context);
        }
        for member in members(shape) {
            if let (Some(value), Some(target)) = (&member.traits.default, context.target(member)) {
                value_of(value, target, member_id(&shape.id, member), context);
            }
        }
    }
}

fn value_of(value: &Node, shape: &Shape, id: String, context: &mut Context<'_>) {
    let whole = |low: i64, high: i64| value.as_i64().is_some_and(|n| (low..=high).contains(&n));
    let number = matches!(value.value, Value::Number(_));
    let (good, wanted) = match &shape.kind {
        _ if value.is_null() => (true, ""),
        ShapeKind::Boolean => (value.as_bool().is_some(), "true or false"),
        ShapeKind::String | ShapeKind::Blob => (value.as_str().is_some(), "a string"),
        ShapeKind::Enum { members, .. } => {
            let known = members
                .iter()
                .filter_map(|m| m.traits.enum_value.as_ref()?.as_str());
            (
                known.into_iter().any(|v| Some(v) == value.as_str()),
                "one of the enum's values",
            )
        }
        ShapeKind::IntEnum { members } => {
            let known = members
                .iter()
                .filter_map(|m| m.traits.enum_value.as_ref()?.as_i64());
            // Zero is what 1.0 gives to every number.
            (
                known
                    .into_iter()
                    .chain([0])
                    .any(|v| Some(v) == value.as_i64()),
                "one of the intEnum's values",
            )
        }
        ShapeKind::Byte => (
            whole(i8::MIN.into(), i8::MAX.into()),
            "a whole number of 8 bits",
        ),
        ShapeKind::Short => (
            whole(i16::MIN.into(), i16::MAX.into()),
            "a whole number of 16 bits",
        ),
        ShapeKind::Integer => (
            whole(i32::MIN.into(), i32::MAX.into()),
            "a whole number of 32 bits",
        ),
        ShapeKind::Long => (whole(i64::MIN, i64::MAX), "a whole number of 64 bits"),
        ShapeKind::Float | ShapeKind::Double | ShapeKind::BigInteger | ShapeKind::BigDecimal => {
            let special = matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"));
            (number || special, "a number")
        }
        ShapeKind::Timestamp => (
            number || value.as_str().is_some(),
            "a number of seconds or a string",
        ),
        ShapeKind::List { .. } => (
            value.as_array().is_some_and(<[_]>::is_empty),
            "[], the only default of a list",
        ),
        ShapeKind::Map { .. } => (
            value.as_object().is_some_and(<[_]>::is_empty),
            "{}, the only default of a map",
        ),
        ShapeKind::Document => {
            let empty = value.as_array().is_none_or(<[_]>::is_empty)
                && value.as_object().is_none_or(<[_]>::is_empty);
            (empty, "a simple value, [] or {}")
        }
        _ => (false, "null: structures and unions have no default"),
    };
    if !good {
        context.error(
            "a default of a wrong type",
            id,
            Place::new(
                Some(value.span),
                format!("{} is of type {}", shape.id, shape.kind.name()),
            ),
            format!("write {wanted}"),
        );
    }
}
