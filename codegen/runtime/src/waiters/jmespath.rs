//! What compiled JMESPath expressions are made of: values, lists, and what leads from one to the other.
//!
//! In: parts of inputs and outputs. Out: the value of an expression. Rules: JMESPath specification; Smithy specification, "JMESPath
//! data model". A part of the model is an `Option<&T>`, a computed list an `Option<Vec<_>>`, anything else a [`Value`]; `None` is null.

use aws_smithy_types::{base64, BigDecimal, BigInteger, Blob, DateTime, Document};
use std::borrow::Cow;
use std::collections::HashMap;

/// A value of JMESPath.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    /// Of a structure or union: the names of the members that are set, with `Null` for their values.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// What can be null.
pub trait Nullable {
    fn is_null(&self) -> bool;
}

impl<T> Nullable for Option<T> {
    fn is_null(&self) -> bool {
        self.is_none()
    }
}

impl Nullable for Value<'_> {
    fn is_null(&self) -> bool {
        *self == Value::Null
    }
}

/// A simple part of the model.
pub trait Simple {
    fn to_value(&self) -> Value<'_>;
}

impl Simple for bool {
    fn to_value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl Simple for str {
    fn to_value(&self) -> Value<'_> {
        Value::String(Cow::Borrowed(self))
    }
}

impl Simple for String {
    fn to_value(&self) -> Value<'_> {
        self.as_str().to_value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Simple for $number {
            fn to_value(&self) -> Value<'_> {
                Value::Number(*self as f64)
            }
        })*
    };
}
numbers!(i8, i16, i32, i64, f32, f64);

impl Simple for BigInteger {
    fn to_value(&self) -> Value<'_> {
        number(self.as_ref())
    }
}

impl Simple for BigDecimal {
    fn to_value(&self) -> Value<'_> {
        number(self.as_ref())
    }
}

fn number(text: &str) -> Value<'static> {
    text.parse().map_or(Value::Null, Value::Number)
}

impl Simple for Blob {
    fn to_value(&self) -> Value<'_> {
        Value::String(Cow::Owned(base64::encode(self)))
    }
}

/// Seconds since the epoch.
impl Simple for DateTime {
    fn to_value(&self) -> Value<'_> {
        Value::Number(self.as_secs_f64())
    }
}

impl Simple for Document {
    fn to_value(&self) -> Value<'_> {
        match self {
            Document::Null => Value::Null,
            Document::Bool(b) => Value::Bool(*b),
            Document::Number(n) => Value::Number((*n).to_f64_lossy()),
            Document::String(s) => s.to_value(),
            Document::Array(items) => Value::Array(items.iter().map(Simple::to_value).collect()),
            Document::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| (name.as_str().into(), value.to_value()));
                Value::Object(members.collect())
            }
        }
    }
}

/// The value of a simple part.
pub fn value<T: Simple + ?Sized>(of: Option<&T>) -> Value<'_> {
    of.map_or(Value::Null, Simple::to_value)
}

/// The value of a list, by that of its elements.
pub fn array<'a, E>(list: Option<Vec<E>>, element: impl Fn(E) -> Value<'a>) -> Value<'a> {
    list.map_or(Value::Null, |list| {
        Value::Array(list.into_iter().map(element).collect())
    })
}

/// The value of a map, by that of its values.
pub fn map<'a, K: AsRef<str>, V>(
    of: Option<&'a HashMap<K, V>>,
    value: impl Fn(&'a V) -> Value<'a>,
) -> Value<'a> {
    of.map_or(Value::Null, |map| {
        Value::Object(
            map.iter()
                .map(|(k, v)| (Cow::Borrowed(k.as_ref()), value(v)))
                .collect(),
        )
    })
}

/// The value of a structure or union: of its members, by their names, those that are set.
pub fn members<'a, T, const N: usize>(
    of: Option<&'a T>,
    members: impl FnOnce(&'a T) -> [(&'static str, bool); N],
) -> Value<'a> {
    of.map_or(Value::Null, |of| {
        let set = members(of).into_iter().filter(|(_, set)| *set);
        Value::Object(
            set.map(|(name, _)| (Cow::Borrowed(name), Value::Null))
                .collect(),
        )
    })
}

/// The keys of a map.
pub fn map_keys<K: AsRef<str>, V>(of: Option<&HashMap<K, V>>) -> Value<'_> {
    of.map_or(Value::Null, |map| {
        Value::Array(map.keys().map(|key| key.as_ref().to_value()).collect())
    })
}

/// The elements of a list.
pub fn elements<T>(of: Option<&Vec<T>>) -> Option<Vec<Option<&T>>> {
    Some(of?.iter().map(Some).collect())
}

/// The elements of a sparse list.
pub fn sparse_elements<T>(of: Option<&Vec<Option<T>>>) -> Option<Vec<Option<&T>>> {
    Some(of?.iter().map(Option::as_ref).collect())
}

/// The values of a map.
pub fn map_values<K, V>(of: Option<&HashMap<K, V>>) -> Option<Vec<Option<&V>>> {
    Some(of?.values().map(Some).collect())
}

/// The values of a sparse map.
pub fn sparse_map_values<K, V>(of: Option<&HashMap<K, Option<V>>>) -> Option<Vec<Option<&V>>> {
    Some(of?.values().map(Option::as_ref).collect())
}

/// `list[*].body`: what `body` makes of each element, without nulls.
pub fn project<E, R: Nullable>(list: Option<Vec<E>>, body: impl Fn(E) -> R) -> Option<Vec<R>> {
    let projected = list?.into_iter().map(body);
    Some(projected.filter(|value| !value.is_null()).collect())
}

/// `list[?condition]`
pub fn filter<'a, E: Nullable + Clone>(
    list: Option<Vec<E>>,
    condition: impl Fn(E) -> Value<'a>,
) -> Option<Vec<E>> {
    let wanted = |value: &E| !value.is_null() && condition(value.clone()).is_truthy();
    Some(list?.into_iter().filter(wanted).collect())
}

/// `list[]`, where `inner` makes a list of each element.
pub fn flatten<E, R>(list: Option<Vec<E>>, inner: impl Fn(E) -> Option<Vec<R>>) -> Option<Vec<R>> {
    Some(list?.into_iter().filter_map(inner).flatten().collect())
}

/// `list[index]`; negative ones count from the end.
pub fn index<E: Default>(list: Option<Vec<E>>, index: i64) -> E {
    let mut list = list.unwrap_or_default();
    match position(index, list.len()) {
        Some(at) if at < list.len() => list.swap_remove(at),
        _ => E::default(),
    }
}

fn position(index: i64, length: usize) -> Option<usize> {
    let from_end = if index < 0 { length as i64 } else { 0 };
    usize::try_from(index.checked_add(from_end)?).ok()
}

/// `list[start:stop:step]`
pub fn slice<E>(list: Option<Vec<E>>, parts: [Option<i64>; 3]) -> Option<Vec<E>> {
    let mut list: Vec<Option<E>> = list?.into_iter().map(Some).collect();
    let [start, stop, step] = parts;
    let (length, step) = (list.len() as i64, step.unwrap_or(1));
    // Where a slice may begin and end: behind the last element, or before the first one when it goes backwards.
    let (low, high) = if step < 0 {
        (-1, length - 1)
    } else {
        (0, length)
    };
    let bound = |given: Option<i64>, default: i64| match given {
        None => default,
        Some(at) if at < 0 => at.saturating_add(length).clamp(low, high),
        Some(at) => at.clamp(low, high),
    };
    let (first, last) = if step < 0 { (high, low) } else { (low, high) };
    let (mut at, stop) = (bound(start, first), bound(stop, last));
    let mut out = Vec::new();
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        let element = usize::try_from(at)
            .ok()
            .and_then(|at| list.get_mut(at)?.take());
        out.extend(element);
        at = at.saturating_add(step);
    }
    Some(out)
}

/// The number of elements.
pub fn count<E>(list: Option<Vec<E>>) -> Value<'static> {
    list.map_or(Value::Null, |list| Value::Number(list.len() as f64))
}

/// `left || right`, and `left && right` if not `or`.
pub fn choose<'a, R: Clone>(
    or: bool,
    left: R,
    truth: impl FnOnce(R) -> Value<'a>,
    right: impl FnOnce() -> R,
) -> R {
    if truth(left.clone()).is_truthy() == or {
        left
    } else {
        right()
    }
}

/// `a < b` and the like: null of what are no numbers.
pub fn order(a: &Value<'_>, b: &Value<'_>, holds: fn(&f64, &f64) -> bool) -> Value<'static> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Value::Bool(holds(a, b)),
        _ => Value::Null,
    }
}

/// `contains(a, b)`
pub fn contains(a: &Value<'_>, b: &Value<'_>) -> Value<'static> {
    match (a, b) {
        (Value::Array(items), b) => Value::Bool(items.contains(b)),
        (Value::String(text), Value::String(part)) => Value::Bool(text.contains(&**part)),
        (Value::String(_), _) => Value::Bool(false),
        _ => Value::Null,
    }
}

/// `starts_with(a, b)`
pub fn starts_with(a: &Value<'_>, b: &Value<'_>) -> Value<'static> {
    match (a, b) {
        (Value::String(text), Value::String(part)) => Value::Bool(text.starts_with(&**part)),
        _ => Value::Null,
    }
}

/// `ends_with(a, b)`
pub fn ends_with(a: &Value<'_>, b: &Value<'_>) -> Value<'static> {
    match (a, b) {
        (Value::String(text), Value::String(part)) => Value::Bool(text.ends_with(&**part)),
        _ => Value::Null,
    }
}

/// `not_null(…)`
pub fn not_null<'a, const N: usize>(values: [Value<'a>; N]) -> Value<'a> {
    let found = values.into_iter().find(|value| !value.is_null());
    found.unwrap_or_default()
}

impl<'a> Value<'a> {
    /// Neither null, false, nor empty.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(b) => *b,
            Self::Number(_) => true,
            Self::String(text) => !text.is_empty(),
            Self::Array(items) => !items.is_empty(),
            Self::Object(members) => !members.is_empty(),
        }
    }

    /// `length(…)`: characters, elements or members.
    pub fn length(&self) -> Value<'static> {
        match self {
            Self::String(text) => Value::Number(text.chars().count() as f64),
            Self::Array(items) => Value::Number(items.len() as f64),
            Self::Object(members) => Value::Number(members.len() as f64),
            _ => Value::Null,
        }
    }

    /// `keys(…)`
    pub fn keys(self) -> Value<'a> {
        match self {
            Self::Object(members) => Value::Array(
                members
                    .into_iter()
                    .map(|(key, _)| Value::String(key))
                    .collect(),
            ),
            _ => Value::Null,
        }
    }

    /// `values(…)`
    pub fn values(self) -> Value<'a> {
        match self {
            Self::Object(members) => Value::Array(members.into_iter().map(|(_, v)| v).collect()),
            _ => Value::Null,
        }
    }

    /// The member of an object.
    pub fn member(self, name: &str) -> Value<'a> {
        match self {
            Self::Object(members) => {
                let found = members.into_iter().find(|(key, _)| key == name);
                found.map_or(Value::Null, |(_, value)| value)
            }
            _ => Value::Null,
        }
    }

    /// The elements of a list.
    pub fn items(self) -> Option<Vec<Value<'a>>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The elements of a list; of anything else but null a list of itself.
    pub fn items_or_itself(self) -> Option<Vec<Value<'a>>> {
        match self {
            Self::Null => None,
            Self::Array(items) => Some(items),
            other => Some(vec![other]),
        }
    }

    /// Whether this is the string `expected`.
    pub fn is_string(&self, expected: &str) -> bool {
        matches!(self, Self::String(text) if text == expected)
    }

    /// Whether this is the boolean `expected`.
    pub fn is_boolean(&self, expected: bool) -> bool {
        *self == Self::Bool(expected)
    }

    /// Whether this is a list of at least one element, all of which are the string `expected`.
    pub fn all_are_string(&self, expected: &str) -> bool {
        match self {
            Self::Array(items) => {
                !items.is_empty() && items.iter().all(|item| item.is_string(expected))
            }
            _ => false,
        }
    }

    /// Whether this is a list and one of its elements is the string `expected`.
    pub fn any_is_string(&self, expected: &str) -> bool {
        match self {
            Self::Array(items) => items.iter().any(|item| item.is_string(expected)),
            _ => false,
        }
    }
}
