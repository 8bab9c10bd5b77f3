//! Numbers, strings, enums, blobs and documents.

use super::oracle::{assert_same, read};
use aws_smithy_types::{Document, Number};
use codegen_runtime::json::Reader;

#[track_caller]
fn long(text: &str) -> Result<i64, String> {
    let value = read(text.as_bytes(), Reader::long);
    assert_eq!(
        read(format!(" [{text} ]").as_bytes(), |r| r.list(Reader::long)).ok(),
        value.as_ref().ok().map(|&value| vec![value])
    );
    value.map_err(|error| error.to_string())
}

#[test]
fn integers_in_every_form() {
    for (text, value) in [
        ("0", 0),
        ("-0", 0),
        ("-0.0", 0),
        ("0e5", 0),
        ("7", 7),
        ("-7", -7),
        ("1.0", 1),
        ("1.000", 1),
        ("1e2", 100),
        ("1E+2", 100),
        ("100e-2", 1),
        ("1.5e1", 15),
        ("-1.50e1", -15),
        ("0.001e3", 1),
        ("0e-999999999999999999999", 0),
        ("123456789012345678", 123456789012345678),
        ("1234567890123456789", 1234567890123456789),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("9223372036854775807.000", i64::MAX),
        ("-9.223372036854775808e18", i64::MIN),
        ("922337203685477580700e-2", i64::MAX),
        ("9007199254740993.0", 9007199254740993),
        ("1000000000000000000000000000000000000000000e-42", 1),
        ("0.00000000000000000000000000000000000000001e41", 1),
    ] {
        assert_eq!(long(text), Ok(value), "{text}");
    }
}

#[test]
fn integers_out_of_range_or_with_a_fraction() {
    let range = "cannot read the JSON: a number is out of the range of its type, at byte 0";
    for text in [
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e999999999999999999999999",
        "99999999999999999999999999",
        "1e38",
        "1e40",
    ] {
        assert_eq!(long(text), Err(range.into()), "{text}");
    }
    let fraction =
        "cannot read the JSON: expected an integer, found a number with a fraction, at byte 0";
    for text in [
        "1.5",
        "-0.1",
        "1e-1",
        "1e-999999999999999999999",
        "9223372036854775807.5",
        "105e-1",
    ] {
        assert_eq!(long(text), Err(fraction.into()), "{text}");
    }
    for text in ["\"1\"", "true", "null", "[1]", "{}", "-", "01", "1.", "1e"] {
        assert!(long(text).is_err(), "{text}");
    }
}

#[test]
fn narrow_integers() {
    assert_eq!(read(b" -128", Reader::byte).unwrap(), -128);
    assert_eq!(read(b"1.27e2", Reader::byte).unwrap(), 127);
    assert_eq!(
        read(b" 128", Reader::byte).unwrap_err().to_string(),
        "cannot read the JSON: a number is out of the range of its type, at byte 1"
    );
    assert_eq!(read(b"32767", Reader::short).unwrap(), i16::MAX);
    read(b"-32769", Reader::short).unwrap_err();
    assert_eq!(read(b"-2147483648", Reader::integer).unwrap(), i32::MIN);
    read(b"2147483648", Reader::integer).unwrap_err();
    assert_eq!(read(b"3", Reader::int_enumeration).unwrap(), 3);
}

#[test]
fn floating_point() {
    for (text, value) in [
        ("0", 0.0),
        ("1", 1.0),
        ("-1.5", -1.5),
        ("1e-7", 1e-7),
        ("1.7976931348623157e308", f64::MAX),
        ("5e-324", 5e-324),
        ("1e-999", 0.0),
        ("0.1", 0.1),
        ("123456789.12345679", 123_456_789.123_456_79),
        ("\"Infinity\"", f64::INFINITY),
        ("\"-Infinity\"", f64::NEG_INFINITY),
        ("\"\\u0049nfinity\"", f64::INFINITY),
    ] {
        assert_eq!(
            read(text.as_bytes(), Reader::double).unwrap(),
            value,
            "{text}"
        );
    }
    assert!(read(b"-0", Reader::double).unwrap().is_sign_negative());
    assert!(read(b"\"NaN\"", Reader::double).unwrap().is_nan());
    assert!(read(b"\"NaN\"", Reader::float).unwrap().is_nan());
    assert_eq!(
        read(b"\"-Infinity\"", Reader::float).unwrap(),
        f32::NEG_INFINITY
    );
    for text in [
        "1e309",
        "-1e309",
        "\"1\"",
        "\"inf\"",
        "\"nan\"",
        "\"+Infinity\"",
        "\"\"",
        "NaN",
        "true",
        "1.",
    ] {
        assert!(read(text.as_bytes(), Reader::double).is_err(), "{text}");
    }
    read(b"3.5e38", Reader::float).unwrap_err();
    // Between two f32 so close to the middle that going by f64 would round to the wrong one.
    let text = "1.000000059604644775390625000000000001";
    assert_eq!(read(text.as_bytes(), Reader::float).unwrap(), 1.0000001);
}

#[test]
fn big_numbers_keep_their_digits() {
    let digits = "123456789012345678901234567890123456789012345678901234567890";
    assert_eq!(
        read(digits.as_bytes(), Reader::big_integer)
            .unwrap()
            .as_ref(),
        digits
    );
    let decimal = format!("-{digits}.{digits}E-7");
    assert_eq!(
        read(decimal.as_bytes(), Reader::big_decimal)
            .unwrap()
            .as_ref(),
        decimal
    );
    for (text, value) in [
        ("-5", "-5"),
        ("0", "0"),
        ("1e3", "1000"),
        ("-12.50e2", "-1250"),
        ("7.00", "7"),
        ("0.0e99999999999999999999", "0"),
        ("1200e-2", "12"),
    ] {
        assert_eq!(
            read(text.as_bytes(), Reader::big_integer).unwrap().as_ref(),
            value,
            "{text}"
        );
    }
    assert_eq!(
        read(b"1e4096", Reader::big_integer).unwrap().as_ref().len(),
        4097
    );
    for text in [
        "1.5",
        "1e4097",
        "1e99999999999999999999",
        "\"1\"",
        "01",
        "-",
        "true",
    ] {
        assert!(
            read(text.as_bytes(), Reader::big_integer).is_err(),
            "{text}"
        );
    }
    for text in ["1e99999999999999999999", "\"1\"", ".5", "null"] {
        assert!(
            read(text.as_bytes(), Reader::big_decimal).is_err(),
            "{text}"
        );
    }
}

#[test]
fn strings_are_borrowed_unless_escaped() {
    use std::borrow::Cow;
    let text = br#"["plain \u00e9","#;
    assert!(read(text, |r| r.list(Reader::string)).is_err());
    let mut reader = Reader::new("\"pl\u{e4}in\"".as_bytes());
    assert!(matches!(
        reader.string_ref().unwrap(),
        Cow::Borrowed("pl\u{e4}in")
    ));
    let mut reader = Reader::new(br#""\ud83d\ude00\/""#);
    assert!(matches!(reader.string_ref().unwrap(), Cow::Owned(text) if text == "\u{1f600}/"));
}

#[test]
fn enumerations_keep_unknown_values() {
    #[derive(Debug, PartialEq)]
    enum Kind {
        Known,
        Unknown(String),
    }
    impl From<&str> for Kind {
        fn from(value: &str) -> Self {
            match value {
                "known" => Kind::Known,
                other => Kind::Unknown(other.to_owned()),
            }
        }
    }
    let kinds = read(br#"["known","n\u0065w"]"#, |r| {
        r.list(Reader::enumeration::<Kind>)
    });
    assert_eq!(kinds.unwrap(), [Kind::Known, Kind::Unknown("new".into())]);
}

#[test]
fn blobs() {
    assert_eq!(read(br#""""#, Reader::blob).unwrap().as_ref(), b"");
    assert_eq!(
        read(br#""AP\/+""#, Reader::blob).unwrap().as_ref(),
        b"\0\xff\xfe"
    );
    assert_eq!(read(br#""aGk=""#, Reader::blob).unwrap().as_ref(), b"hi");
    for text in [r#""aGk""#, r#""a-_=""#, r#""aGk= ""#, r#""=""#, "1", "null"] {
        assert!(read(text.as_bytes(), Reader::blob).is_err(), "{text}");
    }
}

#[test]
fn documents() {
    let text = r#"{"a":[1,-1,1.0,1e2,18446744073709551615,18446744073709551616,-9223372036854775808,
        -9223372036854775809,-0,0,null,true,"\u00e9"],"":{}}"#;
    let document = read(text.as_bytes(), Reader::document).unwrap();
    assert_same(
        &document,
        &serde_json::from_str(text).unwrap(),
        text.as_bytes(),
    );
    let numbers = [
        Number::PosInt(1),
        Number::NegInt(-1),
        Number::Float(1.0),
        Number::Float(100.0),
        Number::PosInt(u64::MAX),
        Number::Float(18446744073709551616.0),
        Number::NegInt(i64::MIN),
        Number::Float(-9223372036854775809.0),
        Number::Float(-0.0),
        Number::PosInt(0),
    ];
    let array = document.as_object().unwrap()["a"].as_array().unwrap();
    for (element, number) in array.iter().zip(numbers) {
        assert_eq!(*element, Document::Number(number));
    }
}
