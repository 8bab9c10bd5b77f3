//! Forms around other forms: lists, maps, the nulls of sparse ones, and the boxes of recursive members.

use super::form::{refuse, As, Element, Form, NullVisitor};
use super::text::ParseVisitor;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

/// Lists; of their elements. A null among them is an error, unless the elements are [`Sparse`] or documents.
#[derive(Clone, Copy)]
pub struct List<F>(pub F);

impl<T, F: Form<T>> Form<Vec<T>> for List<F> {
    fn serialize<S: Serializer>(self, value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(|element| As(self.0, element)))
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        // Without a hint, so that it is our visitor that refuses a string or number, without showing it.
        deserializer.deserialize_any(ListVisitor(self.0, PhantomData))
    }
}

struct ListVisitor<F, T>(F, PhantomData<T>);

impl<'de, F: Form<T>, T> Visitor<'de> for ListVisitor<F, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<T>, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(Element(self.0, PhantomData))? {
            elements.push(element);
        }
        Ok(elements)
    }

    refuse!(boolean, integer, float, string);
}

/// Maps; of their values. Of entries with the same key the last counts; nulls as in lists.
#[derive(Clone, Copy)]
pub struct Map<F>(pub F);

impl<K, V, F> Form<HashMap<K, V>> for Map<F>
where
    K: Eq + Hash + AsRef<str> + for<'s> From<&'s str>,
    F: Form<V>,
{
    fn serialize<S: Serializer>(
        self,
        value: &HashMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            value
                .iter()
                .map(|(key, value)| (key.as_ref(), As(self.0, value))),
        )
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<HashMap<K, V>, D::Error> {
        deserializer.deserialize_any(MapVisitor(self.0, PhantomData))
    }
}

struct MapVisitor<F, K, V>(F, PhantomData<(K, V)>);

impl<'de, F, K, V> Visitor<'de> for MapVisitor<F, K, V>
where
    K: Eq + Hash + for<'s> From<&'s str>,
    F: Form<V>,
{
    type Value = HashMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries = HashMap::new();
        while let Some(key) = access.next_key_seed(KeySeed(PhantomData))? {
            let value = access.next_value_seed(Element(self.0, PhantomData))?;
            entries.insert(key, value);
        }
        Ok(entries)
    }

    refuse!(boolean, integer, float, string);
}

struct KeySeed<K>(PhantomData<K>);

impl<'de, K: for<'s> From<&'s str>> DeserializeSeed<'de> for KeySeed<K> {
    type Value = K;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
        deserializer.deserialize_str(ParseVisitor {
            expected: "a key",
            parse: |text| Some(K::from(text)),
        })
    }
}

/// Elements and values of collections with the `sparse` trait: `None` is null.
#[derive(Clone, Copy)]
pub struct Sparse<F>(pub F);

impl<T, F: Form<T>> Form<Option<T>> for Sparse<F> {
    fn serialize<S: Serializer>(self, value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&As(self.0, value)),
            None => serializer.serialize_none(),
        }
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(NullVisitor(self.0, PhantomData))
    }
}

/// Values behind a `Box`.
#[derive(Clone, Copy)]
pub struct Boxed<F>(pub F);

impl<T, F: Form<T>> Form<Box<T>> for Boxed<F> {
    fn serialize<S: Serializer>(self, value: &Box<T>, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(value, serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Box<T>, D::Error> {
        self.0.deserialize(deserializer).map(Box::new)
    }
}
