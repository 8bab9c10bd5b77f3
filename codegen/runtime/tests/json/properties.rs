//! Properties against `serde_json`, on values and bytes that proptest makes and shrinks.

use super::oracle::{self, assert_same, read, written};
use codegen_runtime::json::{Reader, Writer};
use proptest::prelude::*;
use serde_json::Value;

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1000i64..1000).prop_map(|n| Value::from(n as f64 / 8.0)),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[a-z]{0,20}",
        "[\\x00-\\x7f]{0,20}",
        any::<String>()
    ]
}

/// Any value that JSON can hold.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::hash_map(text(), inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Bytes that look like JSON more often than chance would have it.
fn tokens() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        "[\\[\\]{},: \n]",
        "(true|false|null|NaN|tru)",
        "-?(0|[0-9]{1,25})(\\.[0-9]{0,25})?([eE][+-]?[0-9]{0,4})?",
        "\"([a-z\u{e9}]|\\\\(u[0-9a-fA-FdD]{3,4}|ud8[0-9]{2}|\\\\ud[c-f][0-9]{2}|[nrtbf\"/\\\\x])){0,4}\"?",
    ];
    prop::collection::vec(token, 0..10).prop_map(|tokens| tokens.concat().into_bytes())
}

/// Writes a value by the functions that generated code calls.
fn write(writer: &mut Writer, value: &Value) {
    match value {
        Value::Null => writer.null(),
        Value::Bool(value) => writer.boolean(*value),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => writer.long(value),
            (None, Some(value)) if number.is_f64() => writer.double(value),
            _ => writer.big_integer(&number.to_string().parse().unwrap()),
        },
        Value::String(value) => writer.string(value),
        Value::Array(elements) => writer.list(elements, write),
        Value::Object(members) => {
            writer.begin_object();
            for (name, member) in members {
                writer.escaped_key(name);
                write(writer, member);
            }
            writer.end_object();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_serde_json_writes_is_read(value in value()) {
        for text in [serde_json::to_vec(&value).unwrap(), serde_json::to_vec_pretty(&value).unwrap()] {
            let document = read(&text, Reader::document).unwrap();
            assert_same(&document, &value, &text);
            prop_assert!(oracle::check(&text));
        }
    }

    #[test]
    fn what_is_written_serde_json_reads(value in value()) {
        let text = written(|writer| write(writer, &value));
        let document = read(text.as_bytes(), Reader::document).unwrap();
        assert_same(&document, &value, text.as_bytes());
        assert_same(&document, &serde_json::from_str(&text).unwrap(), text.as_bytes());
    }

    #[test]
    fn bytes_get_the_same_verdict(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        oracle::check(&bytes);
    }

    #[test]
    fn tokens_get_the_same_verdict(bytes in tokens()) {
        oracle::check(&bytes);
    }

    #[test]
    fn strings_round_trip(text in text()) {
        let json = written(|w| w.string(&text));
        prop_assert_eq!(&json, &serde_json::to_string(&text).unwrap());
        prop_assert_eq!(read(json.as_bytes(), Reader::string).unwrap(), text);
    }

    #[test]
    fn floats_round_trip(double in any::<f64>(), float in any::<f32>()) {
        let json = written(|w| w.double(double));
        prop_assert_eq!(read(json.as_bytes(), Reader::double).unwrap(), double);
        let json = written(|w| w.float(float));
        prop_assert_eq!(read(json.as_bytes(), Reader::float).unwrap(), float);
    }

    #[test]
    fn integers_in_scientific_form(value in any::<i64>(), shift in 0usize..25) {
        // The same integer as digits with a point somewhere and the exponent that undoes it.
        let digits = format!("{:0>30}", value.unsigned_abs());
        let (integer, fraction) = digits.split_at(digits.len() - shift);
        let sign = if value < 0 { "-" } else { "" };
        let integer = integer.trim_start_matches('0');
        let integer = if integer.is_empty() { "0" } else { integer };
        let text = format!("{sign}{integer}.{fraction}0e{shift}");
        prop_assert_eq!(read(text.as_bytes(), Reader::long).unwrap(), value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_cut_is_an_error(value in value()) {
        // In an array, since a cut number is a number again.
        let text = serde_json::to_vec(&[&value]).unwrap();
        for end in 0..text.len() {
            prop_assert!(read(&text[..end], Reader::skip_value).is_err());
            prop_assert!(read(&text[..end], Reader::document).is_err());
        }
    }
}
