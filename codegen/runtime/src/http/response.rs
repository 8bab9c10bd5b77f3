//! Members that are bound to the headers and the status of an answer.
//!
//! Comes in: the headers as received, and the name that the binding states. Goes out: the member's value, none if the
//! header is absent. Rules: `httpHeader`, `httpPrefixHeaders` and `httpResponseCode` of the Smithy specification; lists
//! are those of RFC 9110 section 5.6.1, on one line or several. One function for each type and timestamp format.
//!
//! A header that is there but empty is an empty string, and no value of any other type. A list of strings keeps empty
//! items; the lists of other types skip them.

use super::quoting::{for_each_item, BareCommas, UnclosedQuote};
use super::BindingError;
use aws_smithy_runtime_api::http::{Headers, NonUtf8HeaderHandling, StatusCode};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::primitive::Parse;
use aws_smithy_types::{base64, BigDecimal, BigInteger, DateTime};
use std::collections::hash_map::Entry;
use std::collections::HashMap;
use std::hash::Hash;

/// What reading a header answers: none if the header is absent.
pub type Read<T> = Result<Option<T>, BindingError>;

const BOOLEAN: &str = "`true` or `false`";
const INTEGER: &str = "an integer in the range of its type";
const FLOAT: &str = "a number, `NaN`, `Infinity` or `-Infinity`";
const DATE_TIME: &str = "a timestamp like 1985-04-12T23:20:50.52Z";
const HTTP_DATE: &str = "a timestamp like Tue, 29 Apr 2014 18:30:38 GMT";
const EPOCH_SECONDS: &str = "a timestamp in seconds since 1970";
const MEDIA_TYPE_STRING: &str = "base64 of UTF-8 text";

/// The status of the answer, for a member with the `httpResponseCode` trait: always there.
pub fn response_code(status: StatusCode) -> Option<i32> {
    Some(i32::from(status.as_u16()))
}

/// A string, without outer white space.
pub fn string(headers: &Headers, name: &'static str) -> Read<String> {
    Ok(line(headers, name)?.map(str::to_owned))
}

/// An enum; values that the model does not know are kept.
pub fn enumeration<T: for<'s> From<&'s str>>(headers: &Headers, name: &'static str) -> Read<T> {
    Ok(line(headers, name)?.map(T::from))
}

/// A string with a media type: base64 on the wire.
pub fn media_type_string(headers: &Headers, name: &'static str) -> Read<String> {
    scalar(headers, name, MEDIA_TYPE_STRING, parse_media_type_string)
}

/// A boolean.
pub fn boolean(headers: &Headers, name: &'static str) -> Read<bool> {
    scalar(headers, name, BOOLEAN, parse)
}

/// A byte, short, integer, int enum or long.
pub fn integer<T: Parse>(headers: &Headers, name: &'static str) -> Read<T> {
    scalar(headers, name, INTEGER, parse)
}

/// A float.
pub fn float(headers: &Headers, name: &'static str) -> Read<f32> {
    scalar(headers, name, FLOAT, parse)
}

/// A double.
pub fn double(headers: &Headers, name: &'static str) -> Read<f64> {
    scalar(headers, name, FLOAT, parse)
}

/// An integer of any size.
pub fn big_integer(headers: &Headers, name: &'static str) -> Read<BigInteger> {
    scalar(headers, name, "an integer", |text| text.parse().ok())
}

/// A decimal number of any size and precision.
pub fn big_decimal(headers: &Headers, name: &'static str) -> Read<BigDecimal> {
    scalar(headers, name, "a decimal number", |text| text.parse().ok())
}

/// A timestamp in the `date-time` format, with any offset from UTC.
pub fn date_time(headers: &Headers, name: &'static str) -> Read<DateTime> {
    scalar(headers, name, DATE_TIME, parse_date_time)
}

/// A timestamp in the `http-date` format, the default in headers.
pub fn http_date(headers: &Headers, name: &'static str) -> Read<DateTime> {
    scalar(headers, name, HTTP_DATE, parse_http_date)
}

/// A timestamp in the `epoch-seconds` format.
pub fn epoch_seconds(headers: &Headers, name: &'static str) -> Read<DateTime> {
    scalar(headers, name, EPOCH_SECONDS, parse_epoch_seconds)
}

/// A list of strings, each bare or in quotes.
pub fn string_list(headers: &Headers, name: &'static str) -> Read<Vec<String>> {
    text_list(headers, name)
}

/// A list of enums, each bare or in quotes.
pub fn enumeration_list<T>(headers: &Headers, name: &'static str) -> Read<Vec<T>>
where
    T: for<'s> From<&'s str>,
{
    text_list(headers, name)
}

/// A list of strings with a media type.
pub fn media_type_string_list(headers: &Headers, name: &'static str) -> Read<Vec<String>> {
    list(
        headers,
        name,
        BareCommas::None,
        MEDIA_TYPE_STRING,
        parse_media_type_string,
    )
}

/// A list of booleans.
pub fn boolean_list(headers: &Headers, name: &'static str) -> Read<Vec<bool>> {
    list(headers, name, BareCommas::None, BOOLEAN, parse)
}

/// A list of bytes, shorts, integers, int enums or longs.
pub fn integer_list<T: Parse>(headers: &Headers, name: &'static str) -> Read<Vec<T>> {
    list(headers, name, BareCommas::None, INTEGER, parse)
}

/// A list of floats.
pub fn float_list(headers: &Headers, name: &'static str) -> Read<Vec<f32>> {
    list(headers, name, BareCommas::None, FLOAT, parse)
}

/// A list of doubles.
pub fn double_list(headers: &Headers, name: &'static str) -> Read<Vec<f64>> {
    list(headers, name, BareCommas::None, FLOAT, parse)
}

/// A list of integers of any size.
pub fn big_integer_list(headers: &Headers, name: &'static str) -> Read<Vec<BigInteger>> {
    list(headers, name, BareCommas::None, "integers", |text| {
        text.parse().ok()
    })
}

/// A list of decimal numbers of any size and precision.
pub fn big_decimal_list(headers: &Headers, name: &'static str) -> Read<Vec<BigDecimal>> {
    list(headers, name, BareCommas::None, "decimal numbers", |text| {
        text.parse().ok()
    })
}

/// A list of timestamps in the `date-time` format.
pub fn date_time_list(headers: &Headers, name: &'static str) -> Read<Vec<DateTime>> {
    list(headers, name, BareCommas::None, DATE_TIME, parse_date_time)
}

/// A list of timestamps in the `http-date` format: each has a comma of its own.
pub fn http_date_list(headers: &Headers, name: &'static str) -> Read<Vec<DateTime>> {
    list(headers, name, BareCommas::One, HTTP_DATE, parse_http_date)
}

/// A list of timestamps in the `epoch-seconds` format.
pub fn epoch_seconds_list(headers: &Headers, name: &'static str) -> Read<Vec<DateTime>> {
    list(
        headers,
        name,
        BareCommas::None,
        EPOCH_SECONDS,
        parse_epoch_seconds,
    )
}

/// All headers whose name starts with `prefix`, in any case, by the rest of their name, in lower case. An empty prefix
/// takes all headers. A header that came on several lines is joined by `, `. The map is there even if it is empty, as
/// it is in the official crates.
pub fn prefix_headers<K, V>(headers: &Headers, prefix: &str) -> Read<HashMap<K, V>>
where
    K: for<'s> From<&'s str> + Eq + Hash,
    V: for<'s> From<&'s str>,
{
    let mut joined = HashMap::<&str, String>::new();
    for (name, value) in headers.iter_bytes() {
        let Some(key) = strip_prefix_ignoring_case(name, prefix) else {
            continue;
        };
        let value = std::str::from_utf8(value)
            .map_err(|_| BindingError::header_not_utf8(name.to_owned()))?
            .trim();
        match joined.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value.to_owned());
            }
            Entry::Occupied(mut entry) => {
                let line = entry.get_mut();
                line.push_str(", ");
                line.push_str(value);
            }
        }
    }
    let map = joined
        .into_iter()
        .map(|(key, value)| (K::from(key), V::from(&value)));
    Ok(Some(map.collect()))
}

/// Leaves a member unset whose header is not UTF-8, if an interceptor has put
/// [`NonUtf8HeaderHandling::Skip`] into the config bag. By default such a header is an error.
pub fn unless_skipped<T>(config: &ConfigBag, read: Read<T>) -> Read<T> {
    match read {
        Err(error)
            if error.is_not_utf8()
                && config.load::<NonUtf8HeaderHandling>() == Some(&NonUtf8HeaderHandling::Skip) =>
        {
            Ok(None)
        }
        other => other,
    }
}

fn strip_prefix_ignoring_case<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    let (head, key) = name.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(key)
}

/// The one line of a header, trimmed.
fn line<'h>(headers: &'h Headers, name: &'static str) -> Read<&'h str> {
    let mut lines = headers.get_all_bytes(name);
    let Some(first) = lines.next() else {
        return Ok(None);
    };
    if lines.next().is_some() {
        return Err(BindingError::header_repeated(name));
    }
    let text = std::str::from_utf8(first).map_err(|_| BindingError::header_not_utf8(name))?;
    Ok(Some(text.trim()))
}

fn scalar<T>(
    headers: &Headers,
    name: &'static str,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Read<T> {
    let Some(text) = line(headers, name)? else {
        return Ok(None);
    };
    let bare = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text);
    if bare.is_empty() {
        return Ok(None);
    }
    match parse(bare) {
        Some(value) => Ok(Some(value)),
        None => Err(BindingError::header_not_a(name, expected)),
    }
}

fn text_list<T>(headers: &Headers, name: &'static str) -> Read<Vec<T>>
where
    T: for<'s> From<&'s str>,
{
    collect(headers, name, BareCommas::None, |item, _, items| {
        items.push(T::from(item));
        Ok(())
    })
}

fn list<T>(
    headers: &Headers,
    name: &'static str,
    commas: BareCommas,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Read<Vec<T>> {
    collect(headers, name, commas, |item, quoted, items| {
        if item.is_empty() && !quoted {
            return Ok(());
        }
        match parse(item) {
            Some(value) => {
                items.push(value);
                Ok(())
            }
            None => Err(ListError::Item(expected)),
        }
    })
}

enum ListError {
    UnclosedQuote,
    Item(&'static str),
}

impl From<UnclosedQuote> for ListError {
    fn from(_: UnclosedQuote) -> Self {
        Self::UnclosedQuote
    }
}

/// The items of all lines of a header; none if there are no items.
fn collect<T>(
    headers: &Headers,
    name: &'static str,
    commas: BareCommas,
    mut push: impl FnMut(&str, bool, &mut Vec<T>) -> Result<(), ListError>,
) -> Read<Vec<T>> {
    let mut items = Vec::new();
    for line in headers.get_all_bytes(name) {
        let line = std::str::from_utf8(line).map_err(|_| BindingError::header_not_utf8(name))?;
        for_each_item(line, commas, |item, quoted| push(item, quoted, &mut items)).map_err(
            |error| match error {
                ListError::UnclosedQuote => BindingError::header_unclosed_quote(name),
                ListError::Item(expected) => BindingError::header_not_a(name, expected),
            },
        )?;
    }
    Ok((!items.is_empty()).then_some(items))
}

fn parse<T: Parse>(text: &str) -> Option<T> {
    T::parse_smithy_primitive(text).ok()
}

fn parse_media_type_string(text: &str) -> Option<String> {
    String::from_utf8(base64::decode(text).ok()?).ok()
}

fn parse_date_time(text: &str) -> Option<DateTime> {
    DateTime::from_str(text, Format::DateTimeWithOffset).ok()
}

fn parse_http_date(text: &str) -> Option<DateTime> {
    DateTime::from_str(text, Format::HttpDate).ok()
}

fn parse_epoch_seconds(text: &str) -> Option<DateTime> {
    DateTime::from_str(text, Format::EpochSeconds).ok()
}
