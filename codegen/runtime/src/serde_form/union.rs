//! Unions: an object with one member.
//!
//! The rules are those of the codec (`super::super::union`): nulls and `__type` are passed over, a known and an unknown member
//! together give the known one, two known ones are an error, and so is none.

use super::super::union::UnknownMember;
use super::document::Document;
use super::form::{refuse, As, Form};
use super::key::{Key, KeySeed};
use super::structure::MemberReader;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// What `union!` makes of a table.
pub trait Union: Sized {
    /// For messages.
    const NAME: &'static str;
    /// The tags of its members.
    const MEMBERS: &'static [&'static str];

    /// Serializes the member, an object of one entry.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Deserializes the value of the member `tag`; `None` if it is null.
    fn read<'de, A: MapAccess<'de>>(
        tag: &'static str,
        value: MemberReader<'_, A>,
    ) -> Result<Option<Self>, A::Error>;

    /// The union of a member that the table does not have.
    fn unknown(member: UnknownMember) -> Self;
}

/// Serializes an object of one entry.
pub fn serialize<T, F: Form<T>, S: Serializer>(
    tag: &str,
    form: F,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(tag, &As(form, value))?;
    map.end()
}

/// Serializes a member that is not known as it came.
pub fn serialize_unknown<S: Serializer>(
    member: &UnknownMember,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serialize(member.tag(), Document, member.value(), serializer)
}

/// Deserializes a union.
pub fn deserialize<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Without a hint, so that it is our visitor that refuses a string or number, without showing it.
    deserializer.deserialize_any(UnionVisitor(PhantomData))
}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the union {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<T, A::Error> {
        let (mut known, mut unknown) = (None, None);
        loop {
            let keys = KeySeed {
                names: T::MEMBERS,
                keep_unknown: known.is_none() && unknown.is_none(),
            };
            let Some(key) = access.next_key_seed(keys)? else {
                break;
            };
            let value = MemberReader(&mut access);
            match key {
                Key::Known(tag) => {
                    let Some(member) = T::read(tag, value)? else {
                        continue;
                    };
                    if known.replace(member).is_some() {
                        return Err(A::Error::custom("a union has more than one member"));
                    }
                }
                Key::Unknown(Some(tag)) if tag != "__type" => {
                    let member = value.value(Document)?;
                    unknown = member
                        .filter(|value| !matches!(value, aws_smithy_types::Document::Null))
                        .map(|value| UnknownMember::new(tag, value));
                }
                Key::Unknown(_) => value.skip()?,
            }
        }
        known
            .or_else(|| unknown.map(T::unknown))
            .ok_or_else(|| A::Error::custom("a union has no member"))
    }

    refuse!(boolean, integer, float, string);
}

/// Members without data: an empty object. As in the codec, whatever else but null is one too.
#[derive(Clone, Copy)]
pub struct Unit;

impl Form<()> for Unit {
    fn serialize<S: Serializer>(self, (): &(), serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_ignored_any(IgnoredAny).map(drop)
    }
}
