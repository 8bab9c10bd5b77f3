//! Names of members: those of the type's table, found while the format has them at hand, so that nothing is copied.

use super::form::refuse;
use serde::de::{DeserializeSeed, Deserializer, Visitor};
use std::fmt;

/// The name of a member.
pub enum Key {
    /// One of the table.
    Known(&'static str),
    /// Another one; its text only where it was asked for.
    Unknown(Option<String>),
}

/// Deserializes the name of a member.
#[derive(Clone, Copy)]
pub struct KeySeed {
    /// The names that are known.
    pub names: &'static [&'static str],
    /// Whether the text of an unknown name is of use.
    pub keep_unknown: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, text: &str) -> Result<Key, E> {
        Ok(match self.names.iter().find(|name| **name == text) {
            Some(name) => Key::Known(name),
            None => Key::Unknown(self.keep_unknown.then(|| text.to_owned())),
        })
    }

    refuse!(boolean, integer, float);
}
