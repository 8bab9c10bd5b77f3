//! A small model that uses most of what the loader knows, changed at random in thousands of ways: the result is always a model or a
//! diagnostic that can be printed, never a panic.

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::{self, Choice};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

const MODEL: &str = include_str!("models/atlas.json");

/// What to do, and to what: read modulo the number of choices, so every value means something.
#[derive(Clone, Debug)]
struct Mutation {
    kind: u8,
    place: u32,
    detail: u32,
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    let one = (any::<u8>(), any::<u32>(), any::<u32>());
    prop::collection::vec(
        one.prop_map(|(kind, place, detail)| Mutation {
            kind,
            place,
            detail,
        }),
        1..5,
    )
}

/// Changes of the tree: each keeps it JSON.
fn mutate_tree(root: &mut Value, mutation: &Mutation) {
    let count = count(root);
    let mut index = mutation.place as usize % count;
    let other = pick(root, mutation.detail as usize % count).clone();
    let Some(node) = pick_mut(root, &mut index) else {
        return;
    };
    match (mutation.kind % 8, node) {
        (0, Value::Object(map)) if !map.is_empty() => {
            let key = map
                .keys()
                .nth(mutation.detail as usize % map.len())
                .cloned()
                .unwrap_or_default();
            map.shift_remove(&key);
        }
        (1, Value::Object(map)) if !map.is_empty() => {
            let key = map
                .keys()
                .nth(mutation.detail as usize % map.len())
                .cloned()
                .unwrap_or_default();
            let value = map.shift_remove(&key).unwrap_or_default();
            map.insert(format!("{key}x"), value);
        }
        (2, Value::Array(list)) if !list.is_empty() => {
            let at = mutation.detail as usize % list.len();
            list.swap_remove(at);
        }
        (3, Value::Array(list)) => list.push(other),
        (4, Value::Object(map)) => {
            map.insert("com.example#Extra".to_owned(), other);
        }
        (5, Value::String(text)) => {
            let words = [
                "",
                "com.example#Place",
                "smithy.api#Integer",
                "com.example#Nowhere",
                "/{id+}/{id}",
                "{",
                "é",
            ];
            *text = words[mutation.detail as usize % words.len()].to_owned();
        }
        (6, Value::Number(n)) => *n = serde_json::Number::from(i64::from(mutation.detail as i32)),
        (_, node) => *node = other,
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

fn pick(value: &Value, index: usize) -> &Value {
    fn walk<'a>(value: &'a Value, index: &mut usize) -> Option<&'a Value> {
        if *index == 0 {
            return Some(value);
        }
        *index -= 1;
        match value {
            Value::Array(list) => list.iter().find_map(|v| walk(v, index)),
            Value::Object(map) => map.values().find_map(|v| walk(v, index)),
            _ => None,
        }
    }
    let mut index = index;
    walk(value, &mut index).unwrap_or(value)
}

fn pick_mut<'a>(value: &'a mut Value, index: &mut usize) -> Option<&'a mut Value> {
    if *index == 0 {
        return Some(value);
    }
    *index -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|v| pick_mut(v, index)),
        Value::Object(map) => map.values_mut().find_map(|v| pick_mut(v, index)),
        _ => None,
    }
}

/// Changes of the text, which may end up as anything.
fn mutate_text(text: &mut Vec<u8>, mutation: &Mutation) {
    if text.is_empty() {
        return;
    }
    let at = mutation.place as usize % text.len();
    match mutation.kind % 5 {
        0 => {
            text.remove(at);
        }
        1 => text[at] = mutation.detail as u8,
        2 => text.insert(at, b"{}[]\",:0\\"[mutation.detail as usize % 9]),
        3 => text.truncate(at),
        _ => {
            let end = (at + mutation.detail as usize % 200).min(text.len());
            let piece = text[at..end].to_vec();
            text.splice(at..at, piece);
        }
    }
}

/// Runs all stages that there are; says whether a model came out.
fn check(text: String) -> Result<bool, TestCaseError> {
    let length = text.len();
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("atlas.json", text);
    let opened = model::open(&sources, &[file], Choice::default(), &mut diagnostics);
    prop_assert_eq!(opened.is_none(), diagnostics.has_errors());
    for diagnostic in &diagnostics.list {
        prop_assert!(!diagnostic.title.is_empty());
        prop_assert!(
            !diagnostic.help.is_empty(),
            "no remedy: {}",
            diagnostic.title
        );
        for span in diagnostic
            .span
            .iter()
            .chain(diagnostic.related.iter().map(|(s, _)| s))
        {
            prop_assert!(
                span.start <= span.end && span.end as usize <= length,
                "{diagnostic:?}"
            );
        }
    }
    prop_assert_eq!(
        diagnostics.render(&sources, false).is_empty(),
        diagnostics.list.is_empty()
    );
    Ok(opened.is_some())
}

#[test]
fn the_model_itself_is_valid() {
    assert!(check(MODEL.to_owned()).expect("no mistake in the checks"));
}

#[test]
fn a_changed_tree_is_a_model_or_a_diagnostic() {
    let root: Value = serde_json::from_str(MODEL).expect("JSON");
    let models = std::cell::Cell::new(0);
    let mut runner = TestRunner::new(Config {
        cases: 900,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&mutations(), |mutations| {
        let mut root = root.clone();
        for mutation in &mutations {
            mutate_tree(&mut root, mutation);
        }
        models.set(models.get() + usize::from(check(root.to_string())?));
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    // Both ends occur, or the changes would be too tame or too wild to show anything.
    assert!(
        (30..870).contains(&models.get()),
        "{} of 900 are models",
        models.get()
    );
}

#[test]
fn a_changed_text_is_a_model_or_a_diagnostic() {
    let mut runner = TestRunner::new(Config {
        cases: 1100,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&mutations(), |mutations| {
        let mut text = MODEL.as_bytes().to_vec();
        for mutation in &mutations {
            mutate_text(&mut text, mutation);
        }
        check(String::from_utf8_lossy(&text).into_owned()).map(drop)
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}
