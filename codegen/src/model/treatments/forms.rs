//! The values that traits take, and the check of a value against its form.

use crate::ast::{Node, Span};

/// The shape of a trait's value, as far as a mistake in it is worth naming.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// An object without members that matter: `{}`.
    Annotation,
    String,
    NonEmptyString,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    Integer,
    Strings,
    Array,
    /// An object of any members.
    Map,
    Object(&'static [Field]),
    /// An array of such objects.
    Objects(&'static [Field]),
    Any,
}

/// A member of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    pub name: &'static str,
    pub required: bool,
    pub kind: FieldKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldKind {
    String,
    NonEmptyString,
    Integer,
    Number,
    Boolean,
    Strings,
    Array,
    Map,
    Any,
}

pub(super) const fn required(name: &'static str, kind: FieldKind) -> Field {
    Field {
        name,
        required: true,
        kind,
    }
}

pub(super) const fn optional(name: &'static str, kind: FieldKind) -> Field {
    Field {
        name,
        required: false,
        kind,
    }
}

/// A mistake in a trait's value.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    pub span: Span,
    /// What is wrong there.
    pub label: String,
    /// What to write instead.
    pub help: String,
    /// Whether a required value is missing (and not one of a wrong form).
    pub missing: bool,
}

impl Form {
    /// Everything that is wrong with `value`.
    pub fn check(self, value: &Node) -> Vec<Mistake> {
        let kind = match self {
            Self::Any => return Vec::new(),
            Self::Annotation => {
                return expect(value, value.as_object().is_some(), "an object", "write {}");
            }
            Self::OneOf(words) => {
                let good = value.as_str().is_some_and(|s| words.contains(&s));
                return expect(
                    value,
                    good,
                    &format!("one of {}", quoted(words)),
                    &format!("write one of {}", quoted(words)),
                );
            }
            Self::Object(fields) => return check_object(fields, value),
            Self::Objects(fields) => {
                return match value.as_array() {
                    Some(items) => items
                        .iter()
                        .flat_map(|item| check_object(fields, item))
                        .collect(),
                    None => check_kind(FieldKind::Array, value),
                };
            }
            Self::String => FieldKind::String,
            Self::NonEmptyString => FieldKind::NonEmptyString,
            Self::Integer => FieldKind::Integer,
            Self::Strings => FieldKind::Strings,
            Self::Array => FieldKind::Array,
            Self::Map => FieldKind::Map,
        };
        check_kind(kind, value)
    }
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|w| format!("\"{w}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

fn expect(value: &Node, good: bool, what: &str, help: &str) -> Vec<Mistake> {
    if good {
        return Vec::new();
    }
    let found = match value.as_str() {
        Some(text) if text.len() <= 40 => format!("the string \"{text}\""),
        _ => value.kind().to_owned(),
    };
    let label = format!("this is {found}, but the trait takes {what}");
    vec![Mistake {
        span: value.span,
        label,
        help: help.to_owned(),
        missing: false,
    }]
}

fn check_kind(kind: FieldKind, value: &Node) -> Vec<Mistake> {
    let (good, what) = match kind {
        FieldKind::Any => (true, "anything"),
        FieldKind::String => (value.as_str().is_some(), "a string"),
        FieldKind::NonEmptyString => (
            value.as_str().is_some_and(|s| !s.is_empty()),
            "a string that is not empty",
        ),
        FieldKind::Integer => (value.as_i64().is_some(), "a whole number"),
        FieldKind::Number => (value.as_f64().is_some(), "a number"),
        FieldKind::Boolean => (value.as_bool().is_some(), "true or false"),
        FieldKind::Strings => {
            let strings = value
                .as_array()
                .is_some_and(|a| a.iter().all(|n| n.as_str().is_some()));
            (strings, "an array of strings")
        }
        FieldKind::Array => (value.as_array().is_some(), "an array"),
        FieldKind::Map => (value.as_object().is_some(), "an object"),
    };
    expect(value, good, what, &format!("write {what}"))
}

fn check_object(fields: &[Field], value: &Node) -> Vec<Mistake> {
    if value.as_object().is_none() {
        return expect(
            value,
            false,
            "an object",
            &format!("write an object with {}", names(fields)),
        );
    }
    let mut mistakes = Vec::new();
    for field in fields {
        match value.get(field.name) {
            Some(found) => mistakes.extend(check_kind(field.kind, found)),
            None if field.required => mistakes.push(Mistake {
                span: value.span,
                label: format!("no member `{}` in this value", field.name),
                help: format!("add \"{}\"; the trait has {}", field.name, names(fields)),
                missing: true,
            }),
            None => {}
        }
    }
    mistakes
}

fn names(fields: &[Field]) -> String {
    let name = |f: &Field| {
        if f.required {
            format!("`{}` (required)", f.name)
        } else {
            format!("`{}`", f.name)
        }
    };
    fields.iter().map(name).collect::<Vec<_>>().join(", ")
}
