//! What the writer writes, and that it reads back.

use super::oracle::{read, written};
use aws_smithy_types::{BigDecimal, BigInteger, Document, Number};
use codegen_runtime::json::{Reader, Writer, MAX_DEPTH};
use serde_json::Value;
use std::collections::HashMap;

#[test]
fn objects_lists_and_maps() {
    let names = ["a".to_owned(), "b".to_owned()];
    let counts = HashMap::from([("x\"y".to_owned(), Some(1i64))]);
    let empty: [String; 0] = [];
    let text = written(|w| {
        w.begin_object();
        w.key("names");
        w.list(&names, |w, v| w.string(v));
        w.key("counts");
        w.sparse_map(&counts, |w, v| w.long(*v));
        w.key("empty");
        w.list(&empty, |w, v| w.string(v));
        w.key("object");
        w.begin_object();
        w.end_object();
        w.escaped_key("a\tb");
        w.sparse_list(&[None, Some(true)], |w, v| w.boolean(*v));
        w.key("nulls");
        w.begin_array();
        w.element();
        w.null();
        w.element();
        w.begin_array();
        w.end_array();
        w.end_array();
        w.end_object();
    });
    assert_eq!(
        text,
        r#"{"names":["a","b"],"counts":{"x\"y":1},"empty":[],"object":{},"a\tb":[null,true],"nulls":[null,[]]}"#
    );
    let pairs = HashMap::from([("a", 1i8), ("b", 2)]);
    let text = written(|w| w.map(&pairs, |w, v| w.byte(*v)));
    assert_eq!(
        read(text.as_bytes(), |r| r.map(Reader::byte)).unwrap(),
        HashMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])
    );
    let sparse = HashMap::from([("z", None::<i64>)]);
    assert_eq!(
        written(|w| w.sparse_map(&sparse, |w, v| w.long(*v))),
        r#"{"z":null}"#
    );
}

/// A value that ends in a bracket of its own, before a comma that must still be written.
#[test]
fn commas_after_strings_of_brackets() {
    let text = written(|w| w.list(&["{", "[", "\\", ","], |w, v| w.string(v)));
    assert_eq!(text, r#"["{","[","\\",","]"#);
}

#[test]
fn strings_have_the_escapes_of_serde_json() {
    for character in (0..0x300).chain([0x2028, 0x20ac, 0xffff, 0x1f600, 0x10ffff]) {
        let character = char::from_u32(character).unwrap();
        for text in [
            format!("{character}"),
            format!("abcdefg{character}hijklmnop{character}{character}q"),
        ] {
            assert_eq!(
                written(|w| w.string(&text)),
                serde_json::to_string(&text).unwrap()
            );
        }
    }
}

#[test]
fn numbers() {
    assert_eq!(written(|w| w.byte(i8::MIN)), "-128");
    assert_eq!(written(|w| w.short(i16::MAX)), "32767");
    assert_eq!(written(|w| w.integer(i32::MIN)), "-2147483648");
    assert_eq!(written(|w| w.long(i64::MIN)), "-9223372036854775808");
    assert_eq!(written(|w| w.float(0.1)), "0.1");
    assert_eq!(written(|w| w.float(f32::MAX)), "3.4028235e38");
    assert_eq!(written(|w| w.float(f32::NAN)), "\"NaN\"");
    assert_eq!(written(|w| w.double(1.0)), "1.0");
    assert_eq!(written(|w| w.double(-0.0)), "-0.0");
    assert_eq!(written(|w| w.double(1e300)), "1e300");
    assert_eq!(written(|w| w.double(5e-324)), "5e-324");
    assert_eq!(written(|w| w.double(f64::INFINITY)), "\"Infinity\"");
    assert_eq!(written(|w| w.double(f64::NEG_INFINITY)), "\"-Infinity\"");
}

#[test]
fn big_numbers_become_json_numbers() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "-0"),
        ("00123", "123"),
        ("-000", "-0"),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890",
        ),
    ] {
        let value: BigInteger = text.parse().unwrap();
        assert_eq!(written(|w| w.big_integer(&value)), expected);
    }
    for (text, expected) in [
        ("+5", "5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("5.e3", "5e3"),
        ("+00.10E-7", "0.10E-7"),
        ("1.50", "1.50"),
        ("-007e+2", "-7e+2"),
        ("0.0", "0.0"),
    ] {
        let value: BigDecimal = text.parse().unwrap();
        let written = written(|w| w.big_decimal(&value));
        assert_eq!(written, expected);
        assert_eq!(
            read(written.as_bytes(), Reader::big_decimal).unwrap(),
            value
        );
    }
}

#[test]
fn blobs() {
    assert_eq!(written(|w| w.blob(b"\0\xff\xfehi")), "\"AP/+aGk=\"");
    assert_eq!(written(|w| w.blob(b"")), "\"\"");
}

#[test]
fn documents() {
    let document = Document::Array(vec![
        Document::Null,
        Document::Bool(false),
        Document::String("a\n".into()),
        Document::Number(Number::PosInt(u64::MAX)),
        Document::Number(Number::NegInt(-5)),
        Document::Number(Number::Float(2.0)),
        Document::Number(Number::Float(f64::NAN)),
        Document::Object(HashMap::from([("k".to_owned(), Document::Array(vec![]))])),
    ]);
    assert_eq!(
        written(|w| w.document(&document)),
        r#"[null,false,"a\n",18446744073709551615,-5,2.0,"NaN",{"k":[]}]"#
    );
}

#[test]
fn documents_too_deep_fail_the_writer() {
    let nested = |depth| {
        (1..depth).fold(Document::Array(vec![]), |inner, _| {
            Document::Array(vec![inner])
        })
    };
    let text = written(|w| w.document(&nested(MAX_DEPTH)));
    serde_json::from_str::<Value>(&text).unwrap();
    let mut writer = Writer::with_capacity(100);
    writer.document(&nested(MAX_DEPTH + 1));
    assert_eq!(
        writer.finish().unwrap_err().to_string(),
        "cannot write the JSON: a document is nested deeper than 127 objects and arrays"
    );
}
