//! Booleans and numbers.
//!
//! serde's numbers are integers and `f64`. So a `BigInteger` or `BigDecimal` is a number where one of those has exactly its
//! digits, and a string of them otherwise (`1.50`, too); both are read.

use super::form::{refuse, Form};
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serializer;
use std::fmt;
use std::marker::PhantomData;

/// Booleans.
#[derive(Clone, Copy)]
pub struct Boolean;

impl Form<bool> for Boolean {
    fn serialize<S: Serializer>(self, value: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*value)
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_bool(BooleanVisitor)
    }
}

struct BooleanVisitor;

impl Visitor<'_> for BooleanVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean")
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    refuse!(integer, float, string);
}

/// Integers of 8 to 64 bits, and the values of an `intEnum`.
#[derive(Clone, Copy)]
pub struct Integer;

impl<T: Copy + Into<i64> + TryFrom<i64>> Form<T> for Integer {
    fn serialize<S: Serializer>(self, value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64((*value).into())
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_i64(IntegerVisitor(PhantomData))
    }
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i64>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| out_of_range())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.visit_i64(i64::try_from(value).map_err(|_| out_of_range())?)
    }

    /// As in the codec, `1.0` and `1e2` are integers too.
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        if value.fract() != 0.0 {
            return Err(E::custom(
                "expected an integer, found a number with a fraction",
            ));
        }
        // -2^63 is the least integer; 2^63, an `f64` too, is one more than the greatest.
        const END: f64 = 9_223_372_036_854_775_808.0;
        if !(-END..END).contains(&value) {
            return Err(out_of_range());
        }
        self.visit_i64(value as i64)
    }

    refuse!(boolean, string);
}

/// Floating point numbers; what is none of numbers is one of the strings `NaN`, `Infinity` and `-Infinity`.
#[derive(Clone, Copy)]
pub struct Float;

impl Form<f64> for Float {
    fn serialize<S: Serializer>(self, value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_finite() {
            serializer.serialize_f64(*value)
        } else if value.is_nan() {
            serializer.serialize_str("NaN")
        } else {
            serializer.serialize_str(if *value > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            })
        }
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<f64, D::Error> {
        // With a hint that it is a number, formats would refuse the strings.
        deserializer.deserialize_any(FloatVisitor)
    }
}

impl Form<f32> for Float {
    /// As the number with the same shortest digits, since some formats have no numbers but `f64`: 0.1 stays 0.1.
    fn serialize<S: Serializer>(self, value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        let same_digits = value.to_string().parse().unwrap_or(f64::from(*value));
        self.serialize(&same_digits, serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<f32, D::Error> {
        let value: f64 = self.deserialize(deserializer)?;
        let narrow = value as f32;
        if narrow.is_infinite() && value.is_finite() {
            return Err(out_of_range());
        }
        Ok(narrow)
    }
}

struct FloatVisitor;

impl<'de> Visitor<'de> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        match text {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            _ => Err(E::custom(
                "a number as a string is none of NaN, Infinity and -Infinity",
            )),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        finite(&literal(map, &self)?)
    }

    refuse!(boolean);
}

/// Integers of any size.
#[derive(Clone, Copy)]
pub struct BigInteger;

impl Form<aws_smithy_types::BigInteger> for BigInteger {
    fn serialize<S: Serializer>(
        self,
        value: &aws_smithy_types::BigInteger,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        digits(value.as_ref(), serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<aws_smithy_types::BigInteger, D::Error> {
        deserializer.deserialize_any(DigitsVisitor {
            of_float: |value| (value.fract() == 0.0).then(|| format!("{value:.0}")),
            parse: |text| text.parse().ok(),
        })
    }
}

/// Decimal numbers of any size and precision.
#[derive(Clone, Copy)]
pub struct BigDecimal;

impl Form<aws_smithy_types::BigDecimal> for BigDecimal {
    fn serialize<S: Serializer>(
        self,
        value: &aws_smithy_types::BigDecimal,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        digits(value.as_ref(), serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<aws_smithy_types::BigDecimal, D::Error> {
        deserializer.deserialize_any(DigitsVisitor {
            of_float: |value| Some(format!("{value:?}")),
            parse: |text| text.parse().ok(),
        })
    }
}

/// A number where serde has one that reads back with the same digits, a string otherwise.
fn digits<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(value) = text.parse::<i64>().ok().filter(|v| v.to_string() == text) {
        return serializer.serialize_i64(value);
    }
    if let Some(value) = text.parse::<u64>().ok().filter(|v| v.to_string() == text) {
        return serializer.serialize_u64(value);
    }
    match text.parse::<f64>() {
        Ok(value) if format!("{value:?}") == text => serializer.serialize_f64(value),
        _ => serializer.serialize_str(text),
    }
}

struct DigitsVisitor<T> {
    of_float: fn(f64) -> Option<String>,
    parse: fn(&str) -> Option<T>,
}

impl<T> DigitsVisitor<T> {
    fn parse<E: Error>(&self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::custom("a string is not a number"))
    }
}

impl<'de, T> Visitor<'de> for DigitsVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or its digits as a string")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.parse(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.parse(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let text = (self.of_float)(value).filter(|_| value.is_finite());
        self.parse(&text.ok_or_else(out_of_range)?)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.parse(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let text: String = literal(map, &self)?;
        self.parse(&text)
    }

    refuse!(boolean);
}

#[cold]
pub fn out_of_range<E: Error>() -> E {
    E::custom("a number is out of the range of its type")
}

/// The key of the map as which `serde_json` gives a number to those who ask for any value, if some crate has turned on its
/// feature `arbitrary_precision`. The value is the number's text.
pub const ARBITRARY_PRECISION: &str = "$serde_json::private::Number";

/// The text of a number that came as such a map.
fn literal<'de, A: MapAccess<'de>>(
    mut map: A,
    expected: &dyn serde::de::Expected,
) -> Result<String, A::Error> {
    let mismatch = || super::form::mismatch("an object", expected);
    match map.next_key::<String>()? {
        Some(key) if key == ARBITRARY_PRECISION => map.next_value(),
        _ => Err(mismatch()),
    }
}

/// The value of a number's text.
pub fn finite<E: Error>(text: &str) -> Result<f64, E> {
    match text.parse() {
        Ok(value) if f64::is_finite(value) => Ok(value),
        _ => Err(out_of_range()),
    }
}
