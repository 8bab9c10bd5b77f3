//! The text of scalars in labels, query parameters and headers.
//!
//! "Serialization rules" of `httpLabel`, `httpQuery` and `httpHeader`: booleans are `true` and `false`; numbers are
//! in their shortest decimal form, with `NaN`, `Infinity` and `-Infinity`; timestamps are `date-time` in labels and
//! queries and `http-date` in headers unless `timestampFormat` says otherwise; strings with a media type are base64 in
//! headers. Strings, enums, `BigInteger` and `BigDecimal` are their own text and need no function.

use aws_smithy_types::date_time::Format;
use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::primitive::Encoder;
use aws_smithy_types::DateTime;

/// Writes a timestamp as text; the first argument is the member or header that errors name.
pub type FormatTimestamp = fn(&'static str, &DateTime) -> Result<String, BuildError>;

/// `true` or `false`.
pub fn boolean(value: bool) -> &'static str {
    if value {
        "true"
    } else {
        "false"
    }
}

/// A byte, short, integer, long, float or double in its shortest decimal form; `NaN`, `Infinity` or `-Infinity` for
/// floats that are no number.
pub fn number(value: impl Into<Encoder>) -> String {
    value.into().encode().to_owned()
}

/// RFC 3339 in UTC with up to six digits of fraction: `1985-04-12T23:20:50.52Z`. Years 1 to 9999.
pub fn date_time(member: &'static str, value: &DateTime) -> Result<String, BuildError> {
    timestamp(member, value, Format::DateTime)
}

/// The `IMF-fixdate` of RFC 9110, in whole seconds: `Tue, 29 Apr 2014 18:30:38 GMT`. Years 1 to 9999.
pub fn http_date(member: &'static str, value: &DateTime) -> Result<String, BuildError> {
    timestamp(member, value, Format::HttpDate)
}

/// Seconds since 1970 with up to nine digits of fraction: `1515531081.123`.
pub fn epoch_seconds(member: &'static str, value: &DateTime) -> Result<String, BuildError> {
    timestamp(member, value, Format::EpochSeconds)
}

/// Base64 with padding: strings that have a media type, in headers.
pub fn base64(value: impl AsRef<[u8]>) -> String {
    aws_smithy_types::base64::encode(value)
}

fn timestamp(member: &'static str, value: &DateTime, format: Format) -> Result<String, BuildError> {
    // `DateTime::set_subsec_nanos` takes any number, and the formatter subtracts this one from a second.
    if value.subsec_nanos() >= 1_000_000_000 {
        return Err(BuildError::invalid_field(
            member,
            "the timestamp's fraction is a second or more: its nanoseconds must be below 1,000,000,000",
        ));
    }
    // The cause is left out: it may repeat the value.
    value.fmt(format).map_err(|_| {
        BuildError::invalid_field(
            member,
            "the timestamp is outside of the years 1 to 9999, and its text form has no more",
        )
    })
}
