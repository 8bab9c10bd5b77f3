//! The three formats of timestamps, read and written.

use super::oracle::{read, written};
use aws_smithy_types::date_time::{DateTime, Format};
use codegen_runtime::json::{ReadError, Reader, Writer};
use proptest::prelude::*;

fn time(secs: i64, nanos: u32) -> DateTime {
    DateTime::from_secs_and_nanos(secs, nanos)
}

#[track_caller]
fn same(by: fn(&mut Reader<'_>) -> Result<DateTime, ReadError>, cases: &[(&str, DateTime)]) {
    for (text, expected) in cases {
        assert_eq!(read(text.as_bytes(), by).ok(), Some(*expected), "{text}");
    }
}

#[track_caller]
fn refused(by: fn(&mut Reader<'_>) -> Result<DateTime, ReadError>, texts: &[&str]) {
    for text in texts {
        assert!(read(text.as_bytes(), by).is_err(), "{text}");
    }
}

#[test]
fn date_time() {
    same(
        |r| r.date_time(),
        &[
            ("\"2000-01-02T20:34:56.123Z\"", time(946845296, 123_000_000)),
            ("\"2019-12-16T22:48:18-01:00\"", time(1576540098, 0)),
            ("\"2019-12-17T00:48:18+01:00\"", time(1576540098, 0)),
            (
                "\"2019-12-17T00:48:18.5+01:00\"",
                time(1576540098, 500_000_000),
            ),
            ("\"1985-04-12t23:20:50z\"", time(482196050, 0)),
            ("\"1985-04-12T23:20:50.000000001Z\"", time(482196050, 1)),
            ("\"1969-12-31T23:59:59.25Z\"", time(-1, 250_000_000)),
            ("\"2024-02-29T00:00:00Z\"", time(1709164800, 0)),
            ("\"2000\\u002d01-02T20:34:56Z\"", time(946845296, 0)),
            ("\"0001-01-01T00:00:00Z\"", time(-62_135_596_800, 0)),
            ("\"9999-12-31T23:59:59Z\"", time(253_402_300_799, 0)),
        ],
    );
    refused(
        |r| r.date_time(),
        &[
            "\"\"",
            "\"2019-12-16\"",
            "\"2019-12-16T22:48:18\"",
            "\"2019-12-16 22:48:18Z\"",
            "\"2023-02-29T00:00:00Z\"",
            "\"2019-13-01T00:00:00Z\"",
            "\"2019-12-16T24:00:00Z\"",
            "\"2019-12-16T22:60:18Z\"",
            "\"2019-12-16T22:48:18.Z\"",
            "\"2019-12-16T22:48:18Z \"",
            "\" 2019-12-16T22:48:18Z\"",
            "\"2019-12-16T22:48:18+0100\"",
            "1576540098",
            "null",
            "\"Mon, 16 Dec 2019 23:48:18 GMT\"",
            "\"+2019-12-16T22:48:18Z\"",
            "\"201\u{665}-12-16T22:48:18Z\"",
            "\"2019-12-16T22:48:1\u{e9}Z\"",
            "\"2019-12-16T\u{e9}2:48:18Z\"",
            "\"2019-00-16T22:48:18Z\"",
            "\"2019-12-00T22:48:18Z\"",
        ],
    );
    let error = read(b" \"yesterday\"", Reader::date_time).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read the JSON: a timestamp is not in the format date-time, at byte 1"
    );
}

#[test]
fn http_date() {
    same(
        |r| r.http_date(),
        &[
            ("\"Mon, 16 Dec 2019 23:48:18 GMT\"", time(1576540098, 0)),
            (
                "\"Mon, 16 Dec 2019 23:48:18.12 GMT\"",
                time(1576540098, 120_000_000),
            ),
            ("\"Sun, 06 Nov 1994 08:49:37 GMT\"", time(784111777, 0)),
        ],
    );
    refused(
        |r| r.http_date(),
        &[
            "\"\"",
            "\"2019-12-16T23:48:18Z\"",
            "\"Mon, 16 Dec 2019 23:48:18\"",
            "\"Mon, 16 Dec 2019 23:48:18. GMT\"",
            "\"Mon, 16 Dec 2019 23:48:18 UTC\"",
            "\"Mon, 31 Feb 2019 23:48:18 GMT\"",
            "1",
            "\"Mon, 16 D\u{e9}c 2019 23:48:18 GMT\"",
        ],
    );
}

#[test]
fn epoch_seconds() {
    same(
        |r| r.epoch_seconds(),
        &[
            ("0", time(0, 0)),
            ("-0.0", time(0, 0)),
            ("1576540098", time(1576540098, 0)),
            ("946845296.123", time(946845296, 123_000_000)),
            ("1.576540098e9", time(1576540098, 0)),
            ("1576540098.000000001", time(1576540098, 1)),
            ("1576540098.0000000019", time(1576540098, 1)),
            ("1576540098.0", time(1576540098, 0)),
            ("1576540098.5e0", time(1576540098, 500_000_000)),
            ("9.999999999", time(9, 999_999_999)),
            ("-1.000000001", time(-2, 999_999_999)),
            ("-0.75", time(-1, 250_000_000)),
            ("-1.25", time(-2, 750_000_000)),
            ("1e-9", time(0, 1)),
            ("1e-10", time(0, 0)),
            ("9223372036854775807", time(i64::MAX, 0)),
            ("-9223372036854775808", time(i64::MIN, 0)),
            ("9223372036854775807.999999999", time(i64::MAX, 999_999_999)),
        ],
    );
    refused(
        |r| r.epoch_seconds(),
        &[
            "9223372036854775808",
            "-9223372036854775808.1",
            "1e400",
            "\"1576540098\"",
            "\"NaN\"",
            "null",
            "1.",
            "01",
            "1e99999999999999999999",
            "18446744073709551615",
            "1.5.5",
        ],
    );
}

#[test]
fn written_with_as_many_digits_as_needed() {
    for (time, date_time, epoch_seconds) in [
        (
            time(1576540098, 0),
            "\"2019-12-16T23:48:18Z\"",
            "1576540098",
        ),
        (
            time(1576540098, 520_000_000),
            "\"2019-12-16T23:48:18.52Z\"",
            "1576540098.52",
        ),
        (
            time(-1, 250_000_000),
            "\"1969-12-31T23:59:59.25Z\"",
            "-0.75",
        ),
        (
            time(0, 1_000),
            "\"1970-01-01T00:00:00.000001Z\"",
            "0.000001",
        ),
    ] {
        assert_eq!(written(|w| w.date_time(&time)), date_time);
        assert_eq!(written(|w| w.epoch_seconds(&time)), epoch_seconds);
    }
    let time = time(1576540098, 520_000_000);
    assert_eq!(
        written(|w| w.http_date(&time)),
        "\"Mon, 16 Dec 2019 23:48:18 GMT\""
    );
}

#[test]
fn times_without_a_form_fail_the_writer() {
    for (secs, name) in [
        (-62_135_596_801, "date-time"),
        (253_402_300_800, "date-time"),
        (i64::MAX, "date-time"),
        (i64::MIN, "date-time"),
    ] {
        let mut writer = Writer::new();
        writer.begin_array();
        writer.element();
        writer.date_time(&time(secs, 0));
        writer.end_array();
        let error = writer.finish().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("cannot write the JSON: a timestamp is outside of the years 1 to 9999, which the format {name} can express")
        );
    }
    let mut writer = Writer::new();
    writer.http_date(&time(i64::MIN, 0));
    writer.finish().unwrap_err();
    assert_eq!(
        written(|w| w.epoch_seconds(&time(i64::MIN, 0))),
        "-9223372036854775808"
    );
    let mut overfull = time(-1, 0);
    overfull.set_subsec_nanos(u32::MAX);
    assert_eq!(written(|w| w.epoch_seconds(&overfull)), "3.294967295");
    let mut overfull = time(i64::MAX, 0);
    overfull.set_subsec_nanos(u32::MAX);
    let mut writer = Writer::new();
    writer.epoch_seconds(&overfull);
    writer.finish().unwrap_err();
}

proptest! {
    /// As many digits as there may be, each at its place.
    #[test]
    fn epoch_seconds_have_fractions_of_any_length(secs in 0..1u64 << 40, digits in "[0-9]{1,12}") {
        let nanos = format!("{digits:0<9}")[..9].parse().expect("digits");
        let text = format!("{secs}.{digits}");
        let expected = time(secs as i64, nanos);
        prop_assert_eq!(read(text.as_bytes(), Reader::epoch_seconds).unwrap(), expected);
    }

    #[test]
    fn epoch_seconds_round_trips(secs in any::<i64>(), nanos in 0..1_000_000_000u32) {
        let time = time(secs, nanos);
        let text = written(|w| w.epoch_seconds(&time));
        prop_assert_eq!(read(text.as_bytes(), Reader::epoch_seconds).unwrap(), time);
    }

    #[test]
    fn date_time_round_trips(secs in -62_135_596_800..=253_402_300_799i64, micros in 0..1_000_000u32) {
        let time = time(secs, micros * 1000);
        let text = written(|w| w.date_time(&time));
        prop_assert_eq!(read(text.as_bytes(), Reader::date_time).unwrap(), time);
    }

    /// The verdict and the value are those of the runtime crates, which read the same format in headers.
    #[test]
    fn date_time_agrees_with_the_runtime_crates(
        text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?([Zz]|[+-][0-2][0-9]:[0-6][0-9]|)"
    ) {
        let read = read(format!("\"{text}\"").as_bytes(), Reader::date_time).ok();
        prop_assert_eq!(read, DateTime::from_str(&text, Format::DateTimeWithOffset).ok());
    }
}
