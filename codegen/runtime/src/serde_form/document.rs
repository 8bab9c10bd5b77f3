//! Documents: any value, as it is. They recurse with their nesting, which is limited both ways as in the codec.

use super::super::json::MAX_DEPTH;
use super::form::Form;
use super::numbers::{finite, Float, ARBITRARY_PRECISION};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use std::collections::HashMap;
use std::fmt;

type Value = aws_smithy_types::Document;
type Number = aws_smithy_types::Number;

const TOO_DEEP: &str = "a document is nested deeper than 127 objects and arrays";

/// Any value.
#[derive(Clone, Copy)]
pub struct Document;

impl Form<Value> for Document {
    fn serialize<S: Serializer>(self, value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        Nested { value, depth: 0 }.serialize(serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(DocumentVisitor { depth: 0 })
    }

    /// A null document is a value of its own, not an absent one.
    fn deserialize_member<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<Value>, D::Error> {
        self.deserialize(deserializer).map(Some)
    }
}

/// A part of a document, inside of `depth` objects and arrays.
struct Nested<'a> {
    value: &'a Value,
    depth: u32,
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_nest = matches!(self.value, Value::Object(_) | Value::Array(_));
        if is_nest && self.depth == MAX_DEPTH {
            return Err(S::Error::custom(TOO_DEEP));
        }
        let depth = self.depth + 1;
        let nested = |value| Nested { value, depth };
        match self.value {
            Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, nested(value))))
            }
            Value::Array(elements) => serializer.collect_seq(elements.iter().map(nested)),
            Value::Number(Number::PosInt(value)) => serializer.serialize_u64(*value),
            Value::Number(Number::NegInt(value)) => serializer.serialize_i64(*value),
            Value::Number(Number::Float(value)) => Float.serialize(value, serializer),
            Value::String(value) => serializer.serialize_str(value),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Null => serializer.serialize_unit(),
        }
    }
}

#[derive(Clone, Copy)]
struct DocumentVisitor {
    depth: u32,
}

impl DocumentVisitor {
    /// For what is inside of one more object or array.
    fn nested<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(TOO_DEEP));
        }
        Ok(Self {
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for DocumentVisitor {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(Number::PosInt(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(match u64::try_from(value) {
            Ok(value) => Number::PosInt(value),
            Err(_) => Number::NegInt(value),
        }))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(Number::Float(value)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let nested = self.nested()?;
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(nested)? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let nested = self.nested()?;
        let mut members = HashMap::new();
        while let Some(key) = access.next_key::<String>()? {
            if key == ARBITRARY_PRECISION && members.is_empty() {
                return number(&access.next_value::<String>()?);
            }
            members.insert(key, access.next_value_seed(nested)?);
        }
        Ok(Value::Object(members))
    }
}

/// A number of which the text has come.
fn number<E: Error>(text: &str) -> Result<Value, E> {
    Ok(Value::Number(if let Ok(value) = text.parse() {
        Number::PosInt(value)
    } else if let Ok(value @ ..=-1) = text.parse() {
        Number::NegInt(value)
    } else {
        Number::Float(finite(text)?)
    }))
}
