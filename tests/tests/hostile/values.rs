//! JSON in which some values are not what the model says.

use serde_json::{Value, json};

use crate::place::{errors, successes};
use crate::subject::{CONTENT, for_each, text_of};
use crate::tree::{Seen, Step, replaced, written};

/// One of each type, at the edges of what types hold.
fn strangers() -> Vec<Value> {
    let numbers = [
        "-0",
        "128",
        "2147483648",
        "-9223372036854775809",
        "1e400",
        "1e-400",
        "0.1",
        "253402300800",
        "1e9999999999999999999",
    ];
    let number = |text: &&str| serde_json::from_str(text).unwrap_or_else(|_| json!(*text));
    let mut values: Vec<Value> = numbers.iter().map(number).collect();
    values.extend([
        Value::Null,
        json!(true),
        json!(""),
        json!(CONTENT),
        json!("NaN"),
        json!("2026-02-30T00:00:00Z"),
        json!("9999999999-01-01T00:00:00Z"),
        json!("=="),
        json!([]),
        json!([null, CONTENT]),
        json!({}),
        json!({ CONTENT: null }),
        json!({ CONTENT: CONTENT }),
        json!({ "a": { CONTENT: [CONTENT] } }),
    ]);
    values
}

#[test]
fn a_stranger_in_the_place_of_each_value() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        let strangers = strangers();
        SEEN.each_node(place, |value, node| {
            for stranger in &strangers {
                let body = replaced(value, &node.path, stranger.clone()).to_string();
                if let Err(failure) = subject.answer(place, &body) {
                    assert_names_place(&text_of(&*failure), &node.path);
                }
            }
        });
    });
}

/// The path of an error leads to the stranger, to something in it, or to what it makes incomplete.
fn assert_names_place(text: &str, path: &[Step]) {
    let named = text
        .split_once(", in `")
        .and_then(|(_, rest)| rest.split_once('`'))
        .map_or("", |(path, _)| path);
    let expected = written(path);
    assert!(
        expected.starts_with(named) || named.starts_with(&expected),
        "{text}\nbut the stranger is at `{expected}`"
    );
}

/// A wrong type is an error wherever the model knows the type.
#[test]
fn a_wrong_type_is_never_taken_for_a_right_one() {
    use codegen::model::ShapeKind as K;
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        SEEN.each_node(place, |value, node| {
            let wrong: &[Value] = match place.service.shape(&node.shape).kind {
                K::Document => &[],
                K::Structure { .. } | K::Union { .. } | K::Map { .. } => {
                    &[json!([]), json!(""), json!(1), json!(true)]
                }
                K::List { .. } => &[json!({}), json!(""), json!(1), json!(true)],
                K::Boolean => &[json!({}), json!([]), json!("true"), json!(1)],
                K::String | K::Enum { .. } | K::Blob => {
                    &[json!({}), json!([]), json!(1), json!(true)]
                }
                K::Timestamp => &[json!({}), json!([]), json!(true), json!("yesterday")],
                _ => &[
                    json!({}),
                    json!([]),
                    json!(CONTENT),
                    json!(true),
                    json!("1"),
                ],
            };
            for wrong in wrong {
                let body = replaced(value, &node.path, wrong.clone()).to_string();
                let text = subject.refused(place, &body);
                assert_names_place(&text, &node.path);
            }
        });
    });
}

/// Every member null, then every member of a member, and so on.
#[test]
fn nulls_everywhere() {
    for_each(successes(), |subject, place| {
        for value in place.values() {
            for depth in 0..12 {
                let body = nulls_below(&value, depth).to_string();
                let _ = subject.answer(place, &body);
            }
        }
    });
}

fn nulls_below(value: &Value, depth: usize) -> Value {
    match value {
        _ if depth == 0 => Value::Null,
        Value::Array(elements) => elements.iter().map(|v| nulls_below(v, depth - 1)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, v)| (key.clone(), nulls_below(v, depth - 1)))
            .collect(),
        scalar => scalar.clone(),
    }
}

/// Each member twice, with the same value and with another one.
#[test]
fn duplicate_keys() {
    for_each(successes(), |subject, place| {
        for value in place.values() {
            for second in [
                None,
                Some("null"),
                Some("{}"),
                Some("[]"),
                Some("\"\""),
                Some("1"),
            ] {
                let mut body = String::new();
                twice(&value, second, &mut body);
                let _ = subject.answer(place, &body);
            }
        }
    });
}

fn twice(value: &Value, second: Option<&str>, out: &mut String) {
    match value {
        // All doubled at all levels would be of exponential size.
        Value::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                let key = json!(key).to_string();
                out.push_str(&format!("{key}:{value},{key}:"));
                match second {
                    Some(second) => out.push_str(second),
                    None => twice(value, second, out),
                }
            }
            out.push('}');
        }
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                twice(element, second, out);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

/// Whatever the members of an error are, its code stays.
#[test]
fn a_stranger_in_an_error() {
    static SEEN: Seen = Seen::new();
    for_each(errors(), |subject, place| {
        SEEN.each_node(place, |value, node| {
            for stranger in strangers() {
                let body = replaced(value, &node.path, stranger).to_string();
                // The message and the code are there to be shown.
                let Err(failure) = subject.answer(place, body.replace(CONTENT, "shown")) else {
                    panic!("{place:?} is no error");
                };
                assert_eq!(failure.code(), place.code.as_deref());
            }
        });
    });
}
