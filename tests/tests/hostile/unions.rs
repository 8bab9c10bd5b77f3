//! Unions with two members, with none, and with one that the model does not know.

use codegen::model::{ShapeKind, closure};
use serde_json::{Value, json};

use crate::place::{Place, successes};
use crate::subject::{Subject, for_each};
use crate::support::model::json_name;
use crate::tree::{Path, Seen, at, replaced, written};

/// Every union in full values of the answer, once, with the names of its members.
fn each_union(seen: &Seen, place: &Place, mut check: impl FnMut(&Value, &Path, &[&str])) {
    seen.each_node(place, |value, node| {
        let shape = place.service.shape(&node.shape);
        if matches!(shape.kind, ShapeKind::Union { .. }) {
            let names: Vec<_> = closure::members(shape).map(json_name).collect();
            check(value, &node.path, &names);
        }
    });
}

fn shown(subject: &Subject, place: &Place, value: &Value) -> String {
    match subject.answer(place, value.to_string()) {
        Ok(value) => format!("{value:?}"),
        Err(failure) => panic!("{place:?}: {failure:?}"),
    }
}

#[test]
fn no_member_is_an_error() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        each_union(&SEEN, place, |value, path, names| {
            let nulls: Value = names
                .iter()
                .map(|name| ((*name).to_owned(), Value::Null))
                .collect();
            for none in [
                json!({}),
                json!({ "__type": "a" }),
                json!({ "unknown": null }),
                nulls,
            ] {
                let text = subject.refused(place, replaced(value, path, none).to_string());
                assert!(text.contains("a union has no member"), "{text}");
                assert!(text.contains(&format!("in `{}`", written(path))), "{text}");
            }
        });
    });
}

#[test]
fn two_members_are_an_error() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        each_union(&SEEN, place, |value, path, names| {
            let mut whole = value.clone();
            let union = at(&mut whole, path).as_object_mut().unwrap();
            let (known, of) = union
                .iter()
                .next()
                .map(|(k, v)| (k.clone(), v.clone()))
                .unwrap();
            for second in names.iter().filter(|name| **name != known) {
                // Whatever the second has, it has something.
                union.clear();
                union.insert((*second).to_owned(), of.clone());
                union.insert(known.clone(), of.clone());
                let body = json!(union).to_string();
                let text = subject.refused(
                    place,
                    replaced(value, path, serde_json::from_str(&body).unwrap()).to_string(),
                );
                assert!(text.contains(&written(path)), "{text}");
            }
            // The same member twice is two.
            let of = of.to_string();
            let mark = "\u{1}mark";
            let key = json!(known).to_string();
            let body = replaced(value, path, json!(mark)).to_string();
            let body = body.replace(
                &json!(mark).to_string(),
                &format!("{{{key}:{of},{key}:{of}}}"),
            );
            let text = subject.refused(place, body);
            assert!(text.contains("a union has more than one member"), "{text}");
        });
    });
}

/// A known member counts, whatever else is there, on either side of it.
#[test]
fn a_known_member_wins_over_unknown_ones() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        each_union(&SEEN, place, |value, path, names| {
            let alone = shown(subject, place, value);
            let mut whole = value.clone();
            let known = at(&mut whole, path).as_object().unwrap().clone();
            let others = json!({ "unknown": { "deep": [1, { "deeper": null }] }, "__type": "a" });
            let others = others.as_object().unwrap();
            let nulls = names.iter().filter(|n| !known.contains_key(**n));
            let mut before = others.clone();
            before.extend(known.clone());
            let mut after = known.clone();
            after.extend(others.clone());
            after.extend(nulls.map(|name| ((*name).to_owned(), Value::Null)));
            for union in [before, after] {
                let with = shown(subject, place, &replaced(value, path, union.into()));
                assert_eq!(sorted(&with), sorted(&alone));
            }
        });
    });
}

/// Maps print their entries in any order.
fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters
}

/// Of several unknown members, each with any value, one is kept.
#[test]
fn unknown_members_are_kept() {
    static SEEN: Seen = Seen::new();
    for_each(successes(), |subject, place| {
        each_union(&SEEN, place, |value, path, _| {
            for unknown in [
                json!({ "unknown": 1 }),
                json!({ "unknown": null, "other": [null] }),
                json!({ "unknown": {}, "other": "x" }),
                json!({ "": "" }),
            ] {
                subject
                    .answer(place, replaced(value, path, unknown).to_string())
                    .unwrap();
            }
        });
    });
}
