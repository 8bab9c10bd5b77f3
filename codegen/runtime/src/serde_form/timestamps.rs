//! Timestamps in the three formats of Smithy's `timestampFormat` trait.
//!
//! As in the codec, a `date-time` is written down to microseconds. serde has `f64` where JSON has the digits of an
//! `epoch-seconds`, so these are read to the microsecond too, which an `f64` holds until the year 2255.

use super::form::{refuse, Form};
use super::numbers::out_of_range;
use super::text::ParseVisitor;
use aws_smithy_types::date_time::Format;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Error as _, Serializer};
use std::fmt;

type Timestamp = aws_smithy_types::DateTime;

/// The format `date-time`: RFC 3339.
#[derive(Clone, Copy)]
pub struct DateTime;

impl Form<Timestamp> for DateTime {
    fn serialize<S: Serializer>(self, value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        formatted(value, Format::DateTime, serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_str(ParseVisitor {
            expected: "a timestamp in the format date-time",
            parse: |text| Timestamp::from_str(text, Format::DateTimeWithOffset).ok(),
        })
    }
}

/// The format `http-date`: the IMF-fixdate of RFC 9110.
#[derive(Clone, Copy)]
pub struct HttpDate;

impl Form<Timestamp> for HttpDate {
    fn serialize<S: Serializer>(self, value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        formatted(value, Format::HttpDate, serializer)
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_str(ParseVisitor {
            expected: "a timestamp in the format http-date",
            parse: |text| Timestamp::from_str(text, Format::HttpDate).ok(),
        })
    }
}

fn formatted<S: Serializer>(
    value: &Timestamp,
    format: Format,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = value.fmt(format).map_err(|_| {
        S::Error::custom(
            "a timestamp is outside of the years 1 to 9999, which its format can express",
        )
    })?;
    serializer.serialize_str(&text)
}

/// The format `epoch-seconds`: a number of seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy)]
pub struct EpochSeconds;

impl Form<Timestamp> for EpochSeconds {
    fn serialize<S: Serializer>(self, value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        // The setters of DateTime let a second have more than 10^9 nanoseconds, which its formatter cannot take.
        let text = Timestamp::from_nanos(value.as_nanos())
            .ok()
            .and_then(|value| value.fmt(Format::EpochSeconds).ok())
            .ok_or_else(|| S::Error::custom("a timestamp is out of range"))?;
        match text.parse::<i64>() {
            Ok(seconds) => serializer.serialize_i64(seconds),
            Err(_) => serializer.serialize_f64(text.parse().map_err(S::Error::custom)?),
        }
    }

    fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_f64(EpochSecondsVisitor)
    }
}

struct EpochSecondsVisitor;

impl Visitor<'_> for EpochSecondsVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a timestamp as a number of seconds")
    }

    fn visit_i64<E>(self, seconds: i64) -> Result<Timestamp, E> {
        Ok(Timestamp::from_secs(seconds))
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
        self.visit_i64(i64::try_from(seconds).map_err(|_| out_of_range())?)
    }

    fn visit_f64<E: Error>(self, seconds: f64) -> Result<Timestamp, E> {
        let microseconds = (seconds * 1e6).round();
        if !seconds.is_finite() || microseconds.abs() > 1e30 {
            return Err(out_of_range());
        }
        Timestamp::from_nanos(microseconds as i128 * 1000).map_err(|_| out_of_range())
    }

    refuse!(boolean, string);
}
