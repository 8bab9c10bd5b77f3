//! Values of any type in one form, so that they can be compared and their differences named.
//!
//! Rules: Smithy specification, "HTTP protocol compliance tests", `params`: values are equal member by member; NaN is equal
//! to itself.

use super::outcome::{Failure, Outcome};
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document, Number};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// A value of a member.
#[derive(Clone, Debug)]
pub enum Value {
    /// An absent member, the null of a sparse collection.
    None,
    /// The null of a document, which is a value.
    Null,
    Boolean(bool),
    Integer(i128),
    Float(f64),
    /// A number of any size.
    BigNumber(String),
    /// A string or an enum.
    Text(String),
    Blob(Vec<u8>),
    Timestamp(i64, u32),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
    /// Member names and values.
    Structure(Vec<(&'static str, Value)>),
    Union(String, Box<Value>),
}

/// Turns a value into its [`Value`].
pub trait Dump {
    fn dump(&self) -> Value;
}

/// # Errors
///
/// What differs, member by member.
pub fn same(expected: &Value, actual: &Value) -> Outcome {
    let mut findings = Vec::new();
    compare(expected, actual, &mut String::new(), &mut findings);
    Failure::of(findings)
}

fn compare(expected: &Value, actual: &Value, path: &mut String, findings: &mut Vec<String>) {
    use Value::{List, Map, Structure, Union};
    let length = path.len();
    match (expected, actual) {
        (List(a), List(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                path.push_str(&format!("[{i}]"));
                compare(a, b, path, findings);
                path.truncate(length);
            }
        }
        (Map(a), Map(b)) if a.keys().eq(b.keys()) => {
            for (key, a) in a {
                path.push_str(&format!("[{key:?}]"));
                compare(a, &b[key], path, findings);
                path.truncate(length);
            }
        }
        (Structure(a), Structure(b)) => {
            for ((name, a), (_, b)) in a.iter().zip(b) {
                path.push_str(if length == 0 { "" } else { "." });
                path.push_str(name);
                compare(a, b, path, findings);
                path.truncate(length);
            }
        }
        (Union(a_name, a), Union(b_name, b)) if a_name == b_name => {
            path.push_str(if length == 0 { "" } else { "." });
            path.push_str(a_name);
            compare(a, b, path, findings);
            path.truncate(length);
        }
        _ if equal(expected, actual) => {}
        _ => {
            let place = if path.is_empty() { "the value" } else { path };
            findings.push(format!("{place}: expected {expected}, got {actual}"));
        }
    }
}

fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::None, Value::None) | (Value::Null, Value::Null) => true,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
        // In documents, `1.0` and `1` are the same number.
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => {
            *a as f64 == *b
        }
        (Value::BigNumber(a), Value::BigNumber(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Blob(a), Value::Blob(b)) => a == b,
        (Value::Timestamp(a, a_nanos), Value::Timestamp(b, b_nanos)) => {
            (a, a_nanos) == (b, b_nanos)
        }
        _ => false,
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("nothing"),
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::BigNumber(value) => f.write_str(value),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Blob(value) => write!(f, "b\"{}\"", value.escape_ascii()),
            Self::Timestamp(seconds, nanos) => write!(f, "{seconds}.{nanos:09} s since 1970"),
            Self::List(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", separator(i))?;
                }
                f.write_str("]")
            }
            Self::Map(entries) => {
                f.write_str("{")?;
                for (i, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}{key:?}: {value}", separator(i))?;
                }
                f.write_str("}")
            }
            Self::Structure(members) => {
                f.write_str("{")?;
                let set = members
                    .iter()
                    .filter(|(_, value)| !matches!(value, Self::None));
                for (i, (name, value)) in set.enumerate() {
                    write!(f, "{}{name}: {value}", separator(i))?;
                }
                f.write_str("}")
            }
            Self::Union(name, value) => write!(f, "{{{name}: {value}}}"),
        }
    }
}

fn separator(i: usize) -> &'static str {
    if i == 0 {
        ""
    } else {
        ", "
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {
        $(impl Dump for $ty {
            fn dump(&self) -> Value {
                Value::Integer((*self).into())
            }
        })*
    };
}
integers!(i8, i16, i32, i64);

impl Dump for bool {
    fn dump(&self) -> Value {
        Value::Boolean(*self)
    }
}

impl Dump for f32 {
    fn dump(&self) -> Value {
        Value::Float((*self).into())
    }
}

impl Dump for f64 {
    fn dump(&self) -> Value {
        Value::Float(*self)
    }
}

impl Dump for String {
    fn dump(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Dump for BigInteger {
    fn dump(&self) -> Value {
        Value::BigNumber(self.as_ref().to_owned())
    }
}

impl Dump for BigDecimal {
    fn dump(&self) -> Value {
        Value::BigNumber(self.as_ref().to_owned())
    }
}

impl Dump for Blob {
    fn dump(&self) -> Value {
        Value::Blob(self.as_ref().to_vec())
    }
}

impl<T: Dump> Dump for Vec<T> {
    fn dump(&self) -> Value {
        Value::List(self.iter().map(Dump::dump).collect())
    }
}

impl Dump for DateTime {
    fn dump(&self) -> Value {
        Value::Timestamp(self.secs(), self.subsec_nanos())
    }
}

impl Dump for Document {
    fn dump(&self) -> Value {
        match self {
            Document::Null => Value::Null,
            Document::Bool(value) => Value::Boolean(*value),
            Document::Number(Number::PosInt(value)) => Value::Integer((*value).into()),
            Document::Number(Number::NegInt(value)) => Value::Integer((*value).into()),
            Document::Number(Number::Float(value)) => Value::Float(*value),
            Document::String(value) => Value::Text(value.clone()),
            Document::Array(items) => Value::List(items.iter().map(Dump::dump).collect()),
            Document::Object(members) => Value::Map(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.dump()))
                    .collect(),
            ),
        }
    }
}

impl<T: Dump> Dump for Option<T> {
    fn dump(&self) -> Value {
        self.as_ref().map_or(Value::None, Dump::dump)
    }
}

impl<T: Dump> Dump for Box<T> {
    fn dump(&self) -> Value {
        (**self).dump()
    }
}

impl<K: AsRef<str>, V: Dump> Dump for HashMap<K, V> {
    fn dump(&self) -> Value {
        Value::Map(
            self.iter()
                .map(|(key, value)| (key.as_ref().to_owned(), value.dump()))
                .collect(),
        )
    }
}
