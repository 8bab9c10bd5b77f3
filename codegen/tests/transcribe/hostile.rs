//! Pages and models that are damaged in any way: a finding or a merge, never a panic.

use std::path::Path;

use codegen::ast::{self, FileId};
use codegen::diagnostics::Diagnostics;
use codegen::transcribe::draft::Draft;
use codegen::transcribe::merge::merge;
use codegen::transcribe::page::{self, Page};
use codegen::transcribe::text;
use serde_json::{Map, Value, json};

use super::subject::{Subject, published};

fn tea() -> Subject {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcribe/tea");
    Subject::read("tea", &folder, &folder.join("page.txt"))
}

fn merged(subject: &Subject, page: &Page, shapes: Map<String, Value>) -> bool {
    let draft = Draft::new(subject.service.clone(), shapes, &[]);
    merge(page, draft, &subject.names).is_ok()
}

#[test]
fn pages_with_a_line_left_out_or_twice_are_refused_or_merged() {
    let subject = tea();
    let lines: Vec<&str> = subject.page_text.split_inclusive('\n').collect();
    let (mut refused, mut merges) = (0, 0);
    for at in 0..lines.len() {
        for times in [0, 2] {
            let (before, line, after) = (&lines[..at], lines[at].repeat(times), &lines[at + 1..]);
            let text = before.concat() + &line + &after.concat();
            match page::parse(&text, FileId(0)) {
                Ok(page) => merges += usize::from(merged(&subject, &page, subject.shapes.clone())),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(
        refused > 100 && merges > 100,
        "{refused} refused, {merges} merged"
    );
}

/// Every place of a value, by the way to it.
fn places(value: &Value, way: &str, all: &mut Vec<String>) {
    all.push(way.to_owned());
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{way}/{key}"), all);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{way}/{index}"), all);
            }
        }
        _ => {}
    }
}

#[test]
fn a_model_with_anything_anywhere_is_refused_or_merged() {
    let subject = tea();
    let model = Value::Object(subject.shapes.clone());
    let mut all = Vec::new();
    places(&model, "", &mut all);
    assert!(all.len() > 50, "{}", all.len());
    for way in all.iter().filter(|way| !way.is_empty()) {
        for instead in [
            json!(null),
            json!([]),
            json!({}),
            json!("union"),
            json!([{"a": 1}]),
        ] {
            let mut model = model.clone();
            *model.pointer_mut(way).expect("a place") = instead;
            let shapes = model.as_object().expect("an object").clone();
            merged(&subject, &subject.page, shapes);
        }
    }
}

#[test]
fn the_file_stays_in_its_form() {
    // The models are written as `serde_json` prints; what is merged into them has to be, too.
    for subject in published() {
        let operation = &subject.page.operations[3];
        let mut less = subject.shapes.clone();
        less.shift_remove(&subject.id(&operation.name));
        let before = serde_json::to_string_pretty(&less).expect("JSON") + "\n";
        let after = Value::Object(subject.transcribe(less).draft.shapes);
        let node = ast::parse(FileId(0), &before, &mut Diagnostics::default()).expect("JSON");
        let expected = serde_json::to_string_pretty(&after).expect("JSON") + "\n";
        assert_ne!(before, expected);
        assert!(
            text::edit(&before, &node, &after) == expected,
            "{}",
            subject.name
        );
    }
}
