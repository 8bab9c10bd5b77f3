//! The comparisons: what counts as equal, and what is said about what is not.

use aws_smithy_types::{Blob, DateTime, Document, Number};
use conformance_support::body::difference;
use conformance_support::events::{check_sent, frames, Event, Header};
use conformance_support::value::{same, Dump, Value};
use std::collections::HashMap;

#[test]
fn bodies_are_compared_by_media_type() {
    let json = Some("application/json; charset=utf-8");
    let same = [
        (
            r#"{"a":1,"b":[null]}"#,
            json,
            r#"{ "b": [null], "a": 1.0 }"#,
        ),
        (
            r#"{"a":1}"#,
            Some("application/problem+json"),
            "{\"a\":1e0}",
        ),
        ("", json, ""),
        ("a b", None, "a b"),
        ("aGk=", Some("application/cbor"), "hi"),
    ];
    for (expected, media_type, actual) in same {
        assert_eq!(
            difference(expected, media_type, actual.as_bytes()),
            None,
            "{expected}"
        );
    }
    let different = [
        (r#"{"a":1}"#, json, r#"{"a":"1"}"#),
        (
            r#"{"a":9007199254740993}"#,
            json,
            r#"{"a":9007199254740992}"#,
        ),
        (r#"{"a":null}"#, json, "{}"),
        ("", json, "{}"),
        ("{}", json, ""),
        ("a", Some("text/plain"), "a "),
        ("{ }", None, "{}"),
        ("aGk=", Some("application/cbor"), "ho"),
    ];
    for (expected, media_type, actual) in different {
        assert!(
            difference(expected, media_type, actual.as_bytes()).is_some(),
            "{expected} {actual}"
        );
    }
}

fn findings(expected: &Value, actual: &Value) -> String {
    same(expected, actual).map_or_else(|failure| format!("{failure:?}"), |()| String::new())
}

#[test]
fn values_are_compared_member_by_member() {
    let structure = |mean: f32, notes: Option<&str>| {
        let notes = HashMap::from([("a".to_owned(), notes.map(str::to_owned))]);
        Value::Structure(vec![
            ("mean", mean.dump()),
            (
                "list",
                vec![Value::Structure(vec![("notes", notes.dump())])].dump_list(),
            ),
        ])
    };
    assert_eq!(
        findings(&structure(f32::NAN, None), &structure(f32::NAN, None)),
        ""
    );
    assert_eq!(
        findings(&structure(1.0, Some("x")), &structure(f32::NAN, None)),
        r#"mean: expected 1.0, got NaN; list[0].notes["a"]: expected "x", got nothing"#
    );
    let document = |number| Document::Array(vec![Document::Number(number), Document::Null]).dump();
    let (one, float) = (document(Number::PosInt(1)), document(Number::Float(1.0)));
    assert_eq!(findings(&one, &float), "");
    assert_eq!(
        findings(&Some(Document::Null).dump(), &None::<Document>.dump()),
        "the value: expected null, got nothing"
    );
    assert_eq!(
        findings(&Blob::new("a\n").dump(), &DateTime::from_secs(1).dump()),
        "the value: expected b\"a\\n\", got 1.000000000 s since 1970"
    );
}

trait DumpList {
    fn dump_list(self) -> Value;
}

impl DumpList for Vec<Value> {
    fn dump_list(self) -> Value {
        Value::List(self)
    }
}

#[test]
fn sent_events_are_compared_by_headers_and_body() {
    let event = Event {
        headers: &[(":event-type", Header::Text("a")), ("n", Header::Short(2))],
        forbid_headers: &["x"],
        require_headers: &["n"],
        body: Some(("{\"b\": 1}", Some("application/json"))),
        bytes: None,
    };
    let sent = frames(&[event]).unwrap();
    check_sent(&[event], sent).unwrap();

    let other = Event {
        headers: &[("n", Header::Integer(2)), ("m", Header::Boolean(true))],
        forbid_headers: &["n"],
        require_headers: &["x"],
        body: Some(("{}", Some("application/json"))),
        bytes: None,
    };
    let failure = format!("{:?}", check_sent(&[other, other], sent).unwrap_err());
    for part in [
        "expected 2 events, got 1",
        "expected the event header n: Integer(2), got Int16(2)",
        "expected the event header m: Boolean(true), got none",
        "expected no event header n, got Int16(2)",
        "expected an event header x, got none",
        "expected the body {}, got {\"b\": 1}",
    ] {
        assert!(failure.contains(part), "{part}: {failure}");
    }
    let cut = format!(
        "{:?}",
        check_sent(&[event], &sent[..sent.len() - 1]).unwrap_err()
    );
    assert_eq!(cut, "expected whole frames, got a part of one");
}
