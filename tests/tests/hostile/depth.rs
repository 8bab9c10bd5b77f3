//! Answers nested far deeper than any reader should follow.

use serde_json::{Value, json};

use crate::place::{Place, errors, successes};
use crate::subject::{Subject, for_each};
use crate::tree::{Seen, at, replaced};

const DEPTH: usize = 100_000;

/// 100,000 brackets and what they close, or nothing that closes them.
fn nested() -> Vec<String> {
    let nest = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(DEPTH), close.repeat(DEPTH))
    };
    vec![
        nest("[", "", "]"),
        nest("[", "", ""),
        nest("{\"a\":", "1", "}"),
        nest("{\"a\":", "", ""),
        nest("[{\"a\":", "null", "}]"),
        nest("[0,{\"a\":0,\"b\":", "", ""),
    ]
}

/// What stands for the nested part while the rest is made.
const MARK: &str = "\u{1}nested";

fn bodies<'a>(marked: &Value, nested: &'a [String]) -> impl Iterator<Item = String> + 'a {
    let (marked, mark) = (marked.to_string(), json!(MARK).to_string());
    nested.iter().map(move |deep| marked.replace(&mark, deep))
}

fn refused(subject: &Subject, place: &Place, marked: &Value, nested: &[String]) {
    for body in bodies(marked, nested) {
        let text = subject.refused(place, body);
        assert!(
            text.contains("more than 127 objects and arrays are nested")
                || text.contains("expected"),
            "{text}"
        );
    }
}

/// In the place of each value, and of the whole.
#[test]
fn in_the_place_of_each_value() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        let nested = nested();
        SEEN.each_node(place, |value, node| {
            refused(
                subject,
                place,
                &replaced(value, &node.path, json!(MARK)),
                &nested,
            );
        });
    });
}

/// In members that the model does not know: beside those that it knows, and alone: a union keeps it then, as a document.
#[test]
fn in_unknown_members() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        let nested = nested();
        SEEN.each_node(place, |value, node| {
            let mut beside = value.clone();
            if let Some(object) = at(&mut beside, &node.path).as_object_mut() {
                object.insert("unknown".to_owned(), json!(MARK));
                refused(subject, place, &beside, &nested);
                let alone = json!({ "unknown": { "a": [MARK] } });
                refused(subject, place, &replaced(value, &node.path, alone), &nested);
            }
        });
    });
}

#[test]
fn in_errors() {
    for_each(errors(), |subject, place| {
        let marked = [
            json!(MARK),
            json!({ "message": MARK }),
            json!({ "code": MARK, "__type": MARK }),
            json!({ "fieldList": MARK }),
            json!({ "fieldList": [{ "path": MARK }], "unknown": MARK }),
            json!({ "message": "m", "unknown": [MARK] }),
        ];
        let nested = nested();
        for body in marked.iter().flat_map(|marked| bodies(marked, &nested)) {
            let Err(failure) = subject.answer(place, body) else {
                panic!("{place:?} is no error");
            };
            assert_eq!(failure.code(), place.code.as_deref());
        }
    });
}

/// As deep as is allowed is no error: 127 open objects and arrays.
#[test]
fn up_to_the_limit() {
    for_each(successes(), |subject, place| {
        let value = &place.values()[0];
        let with = |depth: usize| {
            let mut value = value.clone();
            value["unknown"] = json!(MARK);
            let deep = "[".repeat(depth) + &"]".repeat(depth);
            value.to_string().replace(&json!(MARK).to_string(), &deep)
        };
        subject.answer(place, with(126)).unwrap();
        let text = subject.refused(place, with(127));
        assert!(text.contains("more than 127"), "{text}");
    });
}
