//! What is a string on the wire: strings themselves, enums, blobs in base64, and the keys of maps.

use super::form::{refuse, Form};
use aws_smithy_types::{base64, Blob};
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use std::fmt;

/// Strings.
#[derive(Clone, Copy)]
pub struct Text;

impl Form<String> for Text {
    fn serialize<S: Serializer>(self, value: &String, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value)
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_string(StringVisitor)
    }
}

struct StringVisitor;

impl Visitor<'_> for StringVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    refuse!(boolean, integer, float);
}

/// Blobs, in base64 with padding.
#[derive(Clone, Copy)]
pub struct Base64;

impl Form<Blob> for Base64 {
    fn serialize<S: Serializer>(self, value: &Blob, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64::encode(value))
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Blob, D::Error> {
        deserializer.deserialize_str(ParseVisitor {
            expected: "a blob as a string of base64",
            parse: |text| base64::decode(text).ok().map(Blob::new),
        })
    }
}

/// Deserializes the value of an enum, known or not.
pub fn deserialize_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'s> From<&'s str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(ParseVisitor {
        expected: "a string",
        parse: |text| Some(T::from(text)),
    })
}

/// A value that is made of a string.
pub struct ParseVisitor<T> {
    /// What the string is.
    pub expected: &'static str,
    /// `None` if the string is something else.
    pub parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for ParseVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text)
            .ok_or_else(|| E::custom(format_args!("a string is not {}", self.expected)))
    }

    refuse!(boolean, integer, float);
}
