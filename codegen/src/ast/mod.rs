//! In: JSON text. Out: a [`Node`] tree in which every value and every key knows where it stands.
//!
//! JSON as RFC 8259 has it and nothing more (no comments, no trailing commas). Numbers stay text, so that a
//! `BigDecimal` default survives; object keys keep their order; a duplicate key is an error.

mod lexical;
mod parse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use lexical::MAX_DEPTH;
pub use parse::parse;

/// Index of a file in [`crate::diagnostics::Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Bytes `start..end` of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// One JSON value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    /// The number as written.
    Number(Arc<str>),
    String(Arc<str>),
    Array(Vec<Node>),
    /// Members in the order of the file; keys are unique.
    Object(Vec<Entry>),
}

/// One member of an object.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Arc<str>,
    pub key_span: Span,
    pub value: Node,
}

impl Node {
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// A whole number, also one that is written as `2.0` or `1e3`.
    pub fn as_i64(&self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let Value::Number(text) = &self.value else {
            return None;
        };
        text.parse().ok().or_else(|| {
            let number = self
                .as_f64()
                .filter(|n| n.fract() == 0.0 && n.abs() <= EXACT)?;
            Some(number as i64)
        })
    }

    pub fn as_f64(&self) -> Option<f64> {
        match &self.value {
            Value::Number(n) => n.parse().ok(),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(a) => Some(a),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Object(o) => Some(o),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The member `key` of an object; `None` for a missing member and for a value that is no object.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?
            .iter()
            .find(|e| &*e.key == key)
            .map(|e| &e.value)
    }

    /// What kind of JSON value this is, for messages: `null`, `a boolean`, `a number`, `a string`, `an array`,
    /// `an object`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}
