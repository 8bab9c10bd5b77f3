//! A form: how values of a type are serialized, where the type alone does not tell (a timestamp has three formats).

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Expected, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// The form of values of type `T`.
pub trait Form<T>: Copy {
    /// Serializes a value.
    fn serialize<S: Serializer>(self, value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// Deserializes a value.
    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error>;

    /// Deserializes the value of a member: a null is the same as no member, except for documents.
    fn deserialize_member<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(NullVisitor(self, PhantomData))
    }
}

/// Types with implementations of their own: the structures, unions and enums of the crate.
#[derive(Clone, Copy)]
pub struct Named;

impl<T: Serialize + DeserializeOwned> Form<T> for Named {
    fn serialize<S: Serializer>(self, value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// A value in a form.
pub struct As<'a, F, T>(pub F, pub &'a T);

impl<F: Form<T>, T> Serialize for As<'_, F, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(self.1, serializer)
    }
}

/// Deserializes an element.
pub struct Element<F, T>(pub F, pub PhantomData<T>);

impl<'de, F: Form<T>, T> DeserializeSeed<'de> for Element<F, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.0.deserialize(deserializer)
    }
}

/// Deserializes the value of a member.
pub struct Member<F, T>(pub F, pub PhantomData<T>);

impl<'de, F: Form<T>, T> DeserializeSeed<'de> for Member<F, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        self.0.deserialize_member(deserializer)
    }
}

/// A value or null.
pub struct NullVisitor<F, T>(pub F, pub PhantomData<T>);

impl<'de, F: Form<T>, T> Visitor<'de> for NullVisitor<F, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(deserializer).map(Some)
    }
}

/// The error of a value of the wrong type. serde's own would show the value.
#[cold]
pub fn mismatch<E: serde::de::Error>(found: &str, expected: &dyn Expected) -> E {
    E::invalid_type(Unexpected::Other(found), expected)
}

/// Methods of a visitor that refuse values without showing them: `refuse!(boolean, number)`.
macro_rules! refuse {
    (@ boolean) => {
        fn visit_bool<E: ::serde::de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Err(super::form::mismatch("a boolean", &self))
        }
    };
    (@ integer) => {
        fn visit_i64<E: ::serde::de::Error>(self, _: i64) -> Result<Self::Value, E> {
            Err(super::form::mismatch("an integer", &self))
        }

        fn visit_u64<E: ::serde::de::Error>(self, _: u64) -> Result<Self::Value, E> {
            Err(super::form::mismatch("an integer", &self))
        }
    };
    (@ float) => {
        fn visit_f64<E: ::serde::de::Error>(self, _: f64) -> Result<Self::Value, E> {
            Err(super::form::mismatch("a floating point number", &self))
        }
    };
    (@ string) => {
        fn visit_str<E: ::serde::de::Error>(self, _: &str) -> Result<Self::Value, E> {
            Err(super::form::mismatch("a string", &self))
        }
    };
    ($($kind:ident),*) => {
        $(refuse!(@ $kind);)*
    };
}
pub(super) use refuse;
