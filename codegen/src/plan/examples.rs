//! The example of an operation's documentation: a call with all required members set, which a doctest compiles.

use std::collections::BTreeMap;

use heck::ToKebabCase;

use super::bindings::{Body, Payload};
use super::{Example, ExampleArgument, ExampleValue, OperationPlan, RustType, TypeItem};

/// `types` are those of the crate: an example names a variant of an enum.
pub fn example(operation: &OperationPlan, types: &[TypeItem]) -> Example {
    let enums: BTreeMap<&str, &str> = types
        .iter()
        .filter_map(|item| match item {
            TypeItem::Enum(of) => Some((&*of.name, &*of.variants.first()?.name)),
            _ => None,
        })
        .collect();
    let required = operation
        .input
        .fields
        .iter()
        .filter(|f| (f.required && !f.idempotency_token) || f.ty.is_stream());
    let arguments = required
        .map(|f| ExampleArgument {
            method: match f.ty {
                RustType::HashMap(..) => f.setter.clone(),
                _ => f.name.clone(),
            },
            value: match &f.ty {
                // The plain setter appends one element.
                RustType::Vec(element) => value(&f.member, element, &enums),
                RustType::HashMap(..) => ExampleValue::Optional(f.ty.clone()),
                of => value(&f.member, of, &enums),
            },
        })
        .collect();
    let stream = match &operation.response.body {
        Body::Payload {
            field,
            payload: Payload::EventStream(_),
            ..
        } => Some(field.name.clone()),
        _ => None,
    };
    Example { arguments, stream }
}

fn value(member: &str, of: &RustType, enums: &BTreeMap<&str, &str>) -> ExampleValue {
    match of {
        RustType::String => ExampleValue::String(member.to_kebab_case()),
        RustType::Bool => ExampleValue::Literal("true"),
        RustType::I8 | RustType::I16 | RustType::I32 | RustType::I64 => ExampleValue::Literal("1"),
        RustType::F32 | RustType::F64 => ExampleValue::Literal("1.0"),
        RustType::Type(name) => match enums.get(&**name) {
            Some(variant) => ExampleValue::Variant {
                of: name.clone(),
                variant: (*variant).to_owned(),
            },
            None => ExampleValue::Given(of.clone()),
        },
        other => ExampleValue::Given(other.clone()),
    }
}
