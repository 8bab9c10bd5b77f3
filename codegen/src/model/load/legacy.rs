//! What models of Smithy 1.0 mean in the terms of 2.0: implicit defaults become the trait `default`, and strings with the trait
//! `enum` become enums.
//!
//! Rules: Smithy specification, "Migrating Smithy 1.0 models to 2.0", "enum trait".

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::raw::{RawMember, RawModel, RawTrait, Reference, Type, Version};
use crate::ast::{Entry, Node, Span, Value};
use crate::model::ShapeId;

/// Gives shapes and structure members of 1.0 files the `default` that they have by the rules of that version.
pub(super) fn add_defaults(model: &mut RawModel) {
    let mut zero: BTreeMap<ShapeId, Value> = BTreeMap::new();
    let mut streams: BTreeSet<ShapeId> = BTreeSet::new();
    for shape in model.shapes.values_mut() {
        if has(&shape.traits, "smithy.api#streaming") && shape.ty == Type::Blob {
            streams.insert(shape.id.clone());
        }
        let Some(value) = zero_value(shape.ty) else {
            continue;
        };
        match shape.version {
            Version::V1 if !has(&shape.traits, "smithy.api#box") => {
                zero.insert(shape.id.clone(), value.clone());
                if let Some(span) = shape.span
                    && !has(&shape.traits, "smithy.api#default")
                {
                    shape.traits.push(default_trait(value, span));
                }
            }
            // A shape of a 2.0 file without a zero default counts as boxed, those of the prelude too.
            Version::V2
                if shape
                    .traits
                    .iter()
                    .any(|t| t.id.as_str() == "smithy.api#default" && is_zero(&t.value)) =>
            {
                zero.insert(shape.id.clone(), value);
            }
            _ => {}
        }
    }
    for shape in model
        .shapes
        .values_mut()
        .filter(|s| s.version == Version::V1 && s.ty == Type::Structure)
    {
        for member in &mut shape.members {
            let Some(span) = member.span else { continue };
            if has(&member.traits, "smithy.api#default") || has(&member.traits, "smithy.api#box") {
                continue;
            }
            if let Some(value) = zero.get(&member.target.id) {
                member.traits.push(default_trait(value.clone(), span));
            } else if streams.contains(&member.target.id)
                && !has(&member.traits, "smithy.api#required")
            {
                member
                    .traits
                    .push(default_trait(Value::String("".into()), span));
            }
        }
    }
}

fn has(traits: &[RawTrait], id: &str) -> bool {
    traits.iter().any(|t| t.id.as_str() == id)
}

fn default_trait(value: Value, span: Span) -> RawTrait {
    RawTrait {
        id: ShapeId::new("smithy.api#default"),
        span,
        value: Node { value, span },
    }
}

fn zero_value(ty: Type) -> Option<Value> {
    match ty {
        Type::Boolean => Some(Value::Bool(false)),
        Type::Byte | Type::Short | Type::Integer | Type::Long | Type::Float | Type::Double => {
            Some(Value::Number("0".into()))
        }
        _ => None,
    }
}

fn is_zero(value: &Node) -> bool {
    value.as_bool() == Some(false) || value.as_f64() == Some(0.0)
}

/// Members of a string's `enum` trait, and whether names had to be made up. `None` for a trait that is not readable, which the check of
/// trait values reports.
pub(super) fn enum_members(definition: &Node) -> Option<(Vec<RawMember>, bool)> {
    let mut taken = HashSet::new();
    let mut synthesized = false;
    let mut members = Vec::new();
    for item in definition.as_array()? {
        let value = item.get("value")?;
        let text = value.as_str()?;
        let given = item.get("name").and_then(Node::as_str);
        let wanted = given.map_or_else(|| synthesize(text), Arc::from);
        synthesized |= given.is_none();
        let mut name = wanted.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wanted}_{number}").into();
            number += 1;
        }
        members.push(RawMember {
            name,
            span: Some(item.span),
            target: Reference {
                id: ShapeId::new("smithy.api#Unit"),
                span: item.span,
            },
            traits: enum_traits(item, value),
        });
    }
    Some((members, synthesized))
}

/// The definition's own properties, as the traits that they have become in 2.0.
fn enum_traits(item: &Node, value: &Node) -> Vec<RawTrait> {
    let make = |id: &str, value: &Node| RawTrait {
        id: ShapeId::new(id),
        span: value.span,
        value: value.clone(),
    };
    let mut traits = vec![make("smithy.api#enumValue", value)];
    traits.extend(
        item.get("documentation")
            .map(|n| make("smithy.api#documentation", n)),
    );
    let empty = |n: &Node| Node {
        value: Value::Object(Vec::<Entry>::new()),
        span: n.span,
    };
    if let Some(node) = item.get("deprecated").filter(|n| n.as_bool() == Some(true)) {
        traits.push(make("smithy.api#deprecated", &empty(node)));
    }
    if let Some(tags) = item.get("tags") {
        traits.push(make("smithy.api#tags", tags));
        if tags
            .as_array()
            .is_some_and(|a| a.iter().any(|t| t.as_str() == Some("internal")))
        {
            traits.push(make("smithy.api#internal", &empty(tags)));
        }
    }
    traits
}

/// A member name for a value: runs of separators become an underscore, as the specification's conversion has it; what is still no
/// identifier then (a leading digit, other characters) becomes one.
fn synthesize(value: &str) -> Arc<str> {
    let mut name = String::with_capacity(value.len());
    let mut in_separator = false;
    for c in value.chars() {
        let separator = matches!(c, '-' | '.' | ':' | '/') || c.is_whitespace();
        if c.is_ascii_alphanumeric() || c == '_' {
            name.push(c);
        } else if !(separator && in_separator) {
            name.push('_');
        }
        in_separator = separator;
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if name.bytes().all(|b| b == b'_') {
        name.push_str("_0");
    }
    name.into()
}

#[cfg(test)]
mod tests {
    use super::synthesize;

    #[test]
    fn names_from_values() {
        for (value, name) in [
            ("foo", "foo"),
            ("m4.large", "m4_large"),
            ("a - b", "a_b"),
            ("s3:ObjectCreated:*", "s3_ObjectCreated__"),
            ("256", "_256"),
            ("*", "__0"),
            ("", "_0"),
        ] {
            assert_eq!(&*synthesize(value), name, "{value}");
        }
    }
}
