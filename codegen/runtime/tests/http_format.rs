//! The text of scalars in labels, query parameters and headers: "Serialization rules" of `httpLabel`, `httpQuery` and
//! `httpHeader`, and `timestampFormat`, of the Smithy 2.0 specification.

use aws_smithy_types::DateTime;
use codegen_runtime::http::{format, RequestBuilder};

fn message(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// `httpLabel`, `httpQuery`, `httpHeader`: the text of scalars.
#[test]
fn scalars_are_in_their_shortest_form() {
    assert_eq!(
        [format::boolean(true), format::boolean(false)],
        ["true", "false"]
    );
    assert_eq!(format::number(-128_i8), "-128");
    assert_eq!(format::number(i16::MIN), "-32768");
    assert_eq!(format::number(0_i32), "0");
    assert_eq!(format::number(i64::MAX), "9223372036854775807");
    assert_eq!(format::number(0.1_f32), "0.1");
    assert_eq!(format::number(16_777_216_f32), "16777216.0");
    assert_eq!(format::number(0.1_f64 + 0.2), "0.30000000000000004");
    assert_eq!(format::number(f32::NAN), "NaN");
    assert_eq!(format::number(f64::INFINITY), "Infinity");
    assert_eq!(format::number(f64::NEG_INFINITY), "-Infinity");
    assert_eq!(format::base64("[1]"), "WzFd");
    assert_eq!(format::base64([0xFB, 0xFF]), "+/8=");
}

/// `timestampFormat`: a timestamp that the format cannot express is an error that names the member only.
#[test]
fn timestamps_out_of_range_are_errors() {
    let beyond = DateTime::from_secs(253_402_300_800);
    let first = DateTime::from_secs(-62_135_596_800);
    for format in [format::date_time, format::http_date] {
        let text = message(format("at", &beyond).unwrap_err());
        assert!(text.starts_with("invalid field in input: at "), "{text}");
        assert!(!text.contains("2534"), "{text}");
        assert!(format("at", &first).unwrap().contains("0001"));
    }
    assert_eq!(
        format::epoch_seconds("at", &beyond).unwrap(),
        "253402300800"
    );
    let mut overfull = DateTime::from_secs(-1);
    overfull.set_subsec_nanos(2_000_000_000);
    for format in [format::date_time, format::http_date, format::epoch_seconds] {
        let text = message(format("at", &overfull).unwrap_err());
        assert!(text.contains("nanoseconds"), "{text}");
    }
    let mut builder = RequestBuilder::new("GET");
    let error = builder
        .header_timestamps("X-At", [&beyond], format::http_date)
        .unwrap_err();
    assert!(message(error).starts_with("invalid field in input: X-At "));
}
