//! Structures: members that are there, absent, null, unknown or missing; and the formats that carry them.

use crate::types::{least, Empty, Kettle, Material, Part, LEAST};
use aws_smithy_types::{Blob, DateTime, Document, Number};
use serde_json::{json, Value};

fn full() -> Kettle {
    Kettle {
        size: Some(Box::new(least())),
        material: Some(Material::Unknown("glass".to_owned())),
        litres: 0.1,
        watts: 2200,
        count: 3,
        on: Some(false),
        mark: Some(Blob::new(b"\x00\xff")),
        bought_at: Some(DateTime::from_secs_and_nanos(1_700_000_000, 123_456_000)),
        serviced_at: Some(DateTime::from_secs(1_700_000_000)),
        boiled_at: Some(DateTime::from_secs_and_nanos(1_700_000_000, 500_000_000)),
        notes: Some(Document::Array(vec![
            Document::Null,
            Document::Number(Number::NegInt(-1)),
        ])),
        labels: Some([("a".to_owned(), None)].into()),
        owners: Some(vec![Some("Ada".to_owned()), None]),
        parts: Some(vec![Part::Lid("round".to_owned()), Part::Handle]),
        serial: Some("123456789012345678901234567890".parse().unwrap()),
        price: Some("19.5".parse().unwrap()),
        ..least()
    }
}

fn full_json() -> Value {
    json!({
        "kettleId": "k-1",
        "size": { "kettleId": "k-1", "material": "steel", "litres": 1.5, "watts": 0 },
        "material": "glass",
        "litres": 0.1,
        "watts": 2200,
        "count": 3,
        "on": false,
        "mark": "AP8=",
        "boughtAt": "2023-11-14T22:13:20.123456Z",
        "servicedAt": "Tue, 14 Nov 2023 22:13:20 GMT",
        "boiledAt": 1_700_000_000.5,
        "notes": [null, -1],
        "labels": { "a": null },
        "owners": ["Ada", null],
        "parts": [{ "lid": "round" }, { "handle": {} }],
        "serial": "123456789012345678901234567890",
        "price": 19.5,
    })
}

#[test]
fn members_are_in_the_form_of_the_wire() {
    assert_eq!(serde_json::to_value(full()).unwrap(), full_json());
    assert_eq!(
        serde_json::from_value::<Kettle>(full_json()).unwrap(),
        full()
    );
}

#[test]
fn text_bytes_readers_and_values_give_the_same() {
    let text = full_json().to_string();
    assert_eq!(serde_json::from_str::<Kettle>(&text).unwrap(), full());
    assert_eq!(
        serde_json::from_slice::<Kettle>(text.as_bytes()).unwrap(),
        full()
    );
    assert_eq!(
        serde_json::from_reader::<_, Kettle>(text.as_bytes()).unwrap(),
        full()
    );
    // With escapes in every string, so that none can be borrowed.
    let escaped = text
        .replace('e', "\\u0065")
        .replace("tru\\u0065", "true")
        .replace("fals\\u0065", "false");
    assert_eq!(serde_json::from_str::<Kettle>(&escaped).unwrap(), full());
}

#[test]
fn a_format_without_nulls_carries_what_has_none() {
    let value = Kettle {
        notes: None,
        labels: None,
        owners: None,
        ..full()
    };
    let text = toml::to_string(&value).unwrap();
    assert!(text.contains("material = \"glass\""), "{text}");
    assert_eq!(toml::from_str::<Kettle>(&text).unwrap(), value);
}

#[test]
fn defaults_are_filled_in_and_absent_options_have_no_key() {
    assert_eq!(serde_json::from_str::<Kettle>(LEAST).unwrap(), least());
    let written = serde_json::to_value(least()).unwrap();
    assert_eq!(
        written,
        json!({ "kettleId": "k-1", "material": "steel", "litres": 1.5, "watts": 0 })
    );
}

#[test]
fn a_null_is_an_absent_member_but_for_documents() {
    let text = r#"{"kettleId":"k-1","material":"steel","litres":null,"on":null,"parts":null,"notes":null}"#;
    let expected = Kettle {
        notes: Some(Document::Null),
        ..least()
    };
    assert_eq!(serde_json::from_str::<Kettle>(text).unwrap(), expected);
    let written = serde_json::to_value(&expected).unwrap();
    assert_eq!(written["notes"], Value::Null);
    assert!(written.as_object().unwrap().contains_key("notes"));
}

#[test]
fn unknown_members_are_passed_over_and_the_last_of_two_counts() {
    let text = r#"{"x":{"y":[1]},"kettleId":"k-0","kettleId":"k-1","material":"steel","watts":1,"watts":null}"#;
    assert_eq!(serde_json::from_str::<Kettle>(text).unwrap(), least());
}

#[test]
fn a_missing_required_member_is_an_error() {
    for (text, message) in [
        (r#"{"material":"steel"}"#, "missing field `kettleId`"),
        (r#"{"kettleId":"k-1"}"#, "missing field `material`"),
        (
            r#"{"kettleId":null,"material":"steel"}"#,
            "missing field `kettleId`",
        ),
        (
            r#"{"kettleId":"k-1","material":"steel","size":{"kettleId":"k-2"}}"#,
            "missing field `material`",
        ),
    ] {
        let error = serde_json::from_str::<Kettle>(text)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(message), "{text}: {error}");
    }
}

#[test]
fn fields_that_are_no_members_are_left_out() {
    let value = Empty {
        request_id: Some("r-1".to_owned()),
    };
    assert_eq!(serde_json::to_string(&value).unwrap(), "{}");
    assert_eq!(
        serde_json::from_str::<Empty>(r#"{"requestId":"r"}"#).unwrap(),
        Empty { request_id: None }
    );
}

#[test]
fn errors_name_the_type_and_show_nothing_of_the_input() {
    for (text, message) in [
        (
            r#""hunter2""#,
            "invalid type: a string, expected the structure Kettle",
        ),
        (
            "[\"hunter2\"]",
            "invalid type: sequence, expected the structure Kettle",
        ),
        (
            r#"{"size":"hunter2"}"#,
            "invalid type: a string, expected the structure Kettle",
        ),
        (
            r#"{"parts":"hunter2"}"#,
            "invalid type: a string, expected a list",
        ),
        (
            r#"{"labels":"hunter2"}"#,
            "invalid type: a string, expected a map",
        ),
        (
            r#"{"parts":["hunter2"]}"#,
            "invalid type: a string, expected the union Part",
        ),
        (
            r#"{"mark":"hunter2"}"#,
            "a string is not a blob as a string of base64",
        ),
        (
            r#"{"boughtAt":"hunter2"}"#,
            "a string is not a timestamp in the format date-time",
        ),
        (
            r#"{"litres":"hunter2"}"#,
            "a number as a string is none of NaN, Infinity and -Infinity",
        ),
        (r#"{"serial":"hunter2"}"#, "a string is not a number"),
    ] {
        let error = serde_json::from_str::<Kettle>(text)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(message), "{text}: {error}");
        let value: Value = serde_json::from_str(text).unwrap();
        let error = serde_json::from_value::<Kettle>(value)
            .unwrap_err()
            .to_string();
        assert!(!error.contains("hunter2"), "{text}: {error}");
    }
}
