//! A small model that uses most of what the generator knows, changed at random in many ways: the result is always a crate or a
//! diagnostic that can be printed, never a panic.
//!
//! All stages run but the writing of files. `CODEGEN_MUTATIONS` is the number of cases of each test, and every crate of theirs is
//! rendered; by default they are few enough for every day, and of the crates only some are rendered, which takes most of the time.

use std::time::Instant;

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::{self, Choice};
use codegen::plan::{self, Selection};
use codegen::{package, render};
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

/// The number of cases of each test.
fn cases() -> u32 {
    match std::env::var("CODEGEN_MUTATIONS") {
        Ok(text) => text.parse().expect("CODEGEN_MUTATIONS is a number"),
        Err(_) => DEFAULT_CASES,
    }
}

/// Ten thousand for the two tests together.
const DEFAULT_CASES: u32 = 5000;
/// One crate of this many is rendered by default.
const RENDERED: u32 = 8;

/// How far a case came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// In a diagnostic of the loader or of validation.
    NoModel,
    /// In a diagnostic of the planner.
    NoPlan,
    Crate,
}

/// Runs all stages but the writing of files.
fn check(text: String, render: bool) -> Result<End, TestCaseError> {
    let length = text.len();
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("atlas.json", text);
    let opened = model::open(&sources, &[file], Choice::default(), &mut diagnostics);
    prop_assert_eq!(opened.is_none(), diagnostics.has_errors());
    let mut end = End::NoModel;
    if let Some((model, closure)) = opened {
        let selection = Selection {
            service: closure.service,
            operations: closure.operations,
            crate_name: "atlas".to_owned(),
            crate_version: "0.1.0".to_owned(),
        };
        let plan = plan::plan(&model, &selection, &mut diagnostics);
        prop_assert_eq!(plan.is_none(), diagnostics.has_errors());
        end = End::NoPlan;
        if let Some(plan) = plan {
            if render {
                let rendered = render::render(&plan, "// head").map_err(fault)?;
                let texts = package::files(&plan, "head").map_err(fault)?;
                prop_assert!(!rendered.is_empty() && !texts.is_empty());
            }
            end = End::Crate;
        }
    }
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
    Ok(end)
}

/// A crate that cannot be rendered is a fault, not a finding.
fn fault(error: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// Runs `case` on random mutations; says how many cases ended how.
fn run(case: impl Fn(&[Mutation]) -> String) -> [u32; 3] {
    let (begin, cases) = (Instant::now(), cases());
    let all = std::env::var_os("CODEGEN_MUTATIONS").is_some();
    let ends = std::cell::Cell::new([0; 3]);
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&mutations(), |mutations| {
        let mut counts = ends.get();
        let render = all || counts[End::Crate as usize] % RENDERED == 0;
        let end = check(case(&mutations), render)?;
        counts[end as usize] += 1;
        ends.set(counts);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let [no_model, no_plan, crates] = ends.get();
    println!(
        "{cases} cases: {no_model} without a model, {no_plan} without a plan, {crates} crates; {:.1} s",
        begin.elapsed().as_secs_f64()
    );
    ends.get()
}

#[test]
fn the_model_itself_is_a_crate() {
    let end = check(MODEL.to_owned(), true).expect("no mistake in the checks");
    assert_eq!(end, End::Crate);
}

#[test]
fn a_changed_tree_is_a_crate_or_a_diagnostic() {
    let root: Value = serde_json::from_str(MODEL).expect("JSON");
    let [no_model, _, crates] = run(|mutations| {
        let mut root = root.clone();
        for mutation in mutations {
            mutate_tree(&mut root, mutation);
        }
        root.to_string()
    });
    // Both ends occur, or the changes would be too tame or too wild to show anything.
    assert!(
        crates > 0 && no_model > 0,
        "{crates} crates, {no_model} without a model"
    );
}

#[test]
fn a_changed_text_is_a_crate_or_a_diagnostic() {
    run(|mutations| {
        let mut text = MODEL.as_bytes().to_vec();
        for mutation in mutations {
            mutate_text(&mut text, mutation);
        }
        String::from_utf8_lossy(&text).into_owned()
    });
}
