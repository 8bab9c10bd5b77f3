//! Timestamps in the three formats of Smithy's `timestampFormat` trait, both ways.

use super::error::{ReadError, WriteError};
use super::number::Decimal;
use super::{Reader, Writer};
use aws_smithy_types::date_time::{DateTime, Format};

const NANOSECONDS: i64 = 9;

impl Reader<'_> {
    /// A timestamp in the format `date-time`: RFC 3339 with `Z` or an offset, and an optional fraction, of which the
    /// first nine digits count.
    pub fn date_time(&mut self) -> Result<DateTime, ReadError> {
        self.formatted(
            Format::DateTimeWithOffset,
            "a timestamp is not in the format date-time",
        )
    }

    /// A timestamp in the format `http-date`: the IMF-fixdate of RFC 9110, with a fraction of up to three digits.
    pub fn http_date(&mut self) -> Result<DateTime, ReadError> {
        self.formatted(
            Format::HttpDate,
            "a timestamp is not in the format http-date",
        )
    }

    fn formatted(&mut self, format: Format, message: &'static str) -> Result<DateTime, ReadError> {
        let _ = self.peek();
        let start = self.position;
        let text = self.string_ref()?;
        DateTime::from_str(&text, format).map_err(|_| ReadError::at(message, start))
    }

    /// A timestamp in the format `epoch-seconds`: a number of seconds since 1970-01-01T00:00:00Z, read as a decimal and
    /// not as a floating point number; what is below a nanosecond is cut off.
    pub fn epoch_seconds(&mut self) -> Result<DateTime, ReadError> {
        let literal = self.number()?;
        if let Some(time) = plain_seconds(literal.text) {
            return Ok(time);
        }
        let start = self.position - literal.text.len();
        Decimal::new(literal)
            .scaled(NANOSECONDS)
            .and_then(|nanoseconds| DateTime::from_nanos(nanoseconds).ok())
            .ok_or_else(|| ReadError::at("a timestamp is out of range", start))
    }
}

/// The time of seconds that are neither negative nor finer than nanoseconds and have no exponent: what nearly all are, at a
/// third of what decimals of any size cost.
fn plain_seconds(text: &str) -> Option<DateTime> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let seconds: u64 = seconds.parse().ok()?;
    let missing = (NANOSECONDS as usize).checked_sub(fraction.len())?;
    let nanoseconds = fraction.parse::<u32>().ok()? * 10u32.pow(missing as u32);
    let seconds = i64::try_from(seconds).ok()?;
    Some(DateTime::from_secs_and_nanos(seconds, nanoseconds))
}

impl Writer {
    /// A timestamp in the format `date-time`, in UTC, with a fraction if it has one, down to microseconds. Years outside
    /// of 1 to 9999 have no such form: [`finish`](Self::finish) fails then.
    pub fn date_time(&mut self, value: &DateTime) {
        self.formatted(
            value,
            Format::DateTime,
            "a timestamp is outside of the years 1 to 9999, which the format date-time can express",
        );
    }

    /// A timestamp in the format `http-date`, whole seconds. Years outside of 1 to 9999 have no such form:
    /// [`finish`](Self::finish) fails then.
    pub fn http_date(&mut self, value: &DateTime) {
        self.formatted(
            value,
            Format::HttpDate,
            "a timestamp is outside of the years 1 to 9999, which the format http-date can express",
        );
    }

    fn formatted(&mut self, value: &DateTime, format: Format, message: &'static str) {
        match value.fmt(format) {
            Ok(text) => self.plain_string(&text),
            Err(_) => self.fail(WriteError(message)),
        }
    }

    /// A timestamp in the format `epoch-seconds`: an integer, or with a fraction of as many digits as needed.
    pub fn epoch_seconds(&mut self, value: &DateTime) {
        // The setters of DateTime let a second have more than 10^9 nanoseconds, which its formatter cannot take.
        match DateTime::from_nanos(value.as_nanos()).map(|value| value.fmt(Format::EpochSeconds)) {
            Ok(Ok(text)) => self.raw(&text),
            _ => self.fail(WriteError("a timestamp is out of range")),
        }
    }
}
