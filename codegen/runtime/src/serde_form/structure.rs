//! Structures: an object with a key for each member that is there.
//!
//! Of members with the same name the last counts, as in the codec; a member that the table does not have is passed over.

use super::form::{refuse, As, Form, Member};
use super::key::{Key, KeySeed};
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// What `structure!` makes of a table.
pub trait Structure: Sized {
    /// Takes the members while they come.
    type Builder: Default;
    /// For messages.
    const NAME: &'static str;
    /// The keys of its members.
    const MEMBERS: &'static [&'static str];

    /// Serializes the members that are there.
    fn write<M: SerializeMap>(&self, members: &mut MemberWriter<M>) -> Result<(), M::Error>;

    /// Deserializes the value of the member `name`.
    fn read<'de, A: MapAccess<'de>>(
        builder: &mut Self::Builder,
        name: &'static str,
        value: MemberReader<'_, A>,
    ) -> Result<(), A::Error>;

    /// The structure, with its defaults filled in.
    fn build(builder: Self::Builder) -> Result<Self, Missing>;
}

/// The key of a required member that is not there.
pub struct Missing(&'static str);

/// The value of a required member.
pub fn required<T>(value: Option<T>, key: &'static str) -> Result<T, Missing> {
    value.ok_or(Missing(key))
}

/// The value of a member that is required, though its field is an `Option`.
pub fn stated<T>(value: Option<T>, key: &'static str) -> Result<Option<T>, Missing> {
    required(value, key).map(Some)
}

/// Serializes members.
pub struct MemberWriter<M>(M);

impl<M: SerializeMap> MemberWriter<M> {
    /// A member that is there.
    pub fn member<T, F: Form<T>>(
        &mut self,
        key: &'static str,
        form: F,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.serialize_entry(key, &As(form, value))
    }

    /// A member that may be absent.
    pub fn optional<T, F: Form<T>>(
        &mut self,
        key: &'static str,
        form: F,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => self.member(key, form, value),
            None => Ok(()),
        }
    }
}

/// The value of a member that is next in an object.
pub struct MemberReader<'a, A>(pub(super) &'a mut A);

impl<'de, A: MapAccess<'de>> MemberReader<'_, A> {
    /// The value; `None` if it is null.
    pub fn value<T, F: Form<T>>(self, form: F) -> Result<Option<T>, A::Error> {
        self.0.next_value_seed(Member(form, PhantomData))
    }

    /// Reads the value into the field of a builder.
    pub fn store<T, F: Form<T>>(self, form: F, field: &mut Option<T>) -> Result<(), A::Error> {
        *field = self.value(form)?;
        Ok(())
    }

    /// Passes over the value.
    pub fn skip(self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }
}

/// Serializes a structure.
pub fn serialize<T: Structure, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = MemberWriter(serializer.serialize_map(None)?);
    value.write(&mut members)?;
    members.0.end()
}

/// Deserializes a structure.
pub fn deserialize<'de, T: Structure, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    // Without a hint, so that it is our visitor that refuses a string or number, without showing it.
    deserializer.deserialize_any(StructureVisitor(PhantomData))
}

struct StructureVisitor<T>(PhantomData<T>);

impl<'de, T: Structure> Visitor<'de> for StructureVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the structure {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<T, A::Error> {
        let mut builder = T::Builder::default();
        let keys = KeySeed {
            names: T::MEMBERS,
            keep_unknown: false,
        };
        while let Some(key) = access.next_key_seed(keys)? {
            let value = MemberReader(&mut access);
            match key {
                Key::Known(name) => T::read(&mut builder, name, value)?,
                Key::Unknown(_) => value.skip()?,
            }
        }
        T::build(builder).map_err(|Missing(key)| A::Error::missing_field(key))
    }

    refuse!(boolean, integer, float, string);
}
