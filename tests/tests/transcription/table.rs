//! In: a table of facts, or a model. Out: its [`Facts`], in one form, so that the two can be compared.
//!
//! A row of the table has shape, kind, member, target, required flag and traits, separated by tabs. Traits are separated
//! by `; `: `sensitive`, `pattern="…"` (a JSON value), `length(min=1, max=2)`, `errors: A, B`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::model::{Model, members, target, traits};

/// By `Shape` or `Shape$member`: what is said of it, by trait id or by `type`, `target`, `input` and so on.
pub type Facts = BTreeMap<String, BTreeMap<String, Value>>;

pub fn of_table(text: &str, namespace: &str) -> Facts {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let defined: BTreeSet<&str> = rows
        .iter()
        .filter(|row| !row[1].is_empty())
        .map(|row| row[0])
        .collect();
    let absolute = |name: &str| {
        let namespace = if defined.contains(name) {
            namespace
        } else {
            "smithy.api"
        };
        format!("{namespace}#{name}")
    };
    let mut facts = Facts::new();
    let mut enums = BTreeSet::new();
    for row in &rows {
        let [shape, kind, member, target, required, traits] = row[..] else {
            panic!("not six columns: {row:?}")
        };
        let mut said = BTreeMap::new();
        if enums.contains(shape) {
            said.insert("target".into(), json!("smithy.api#Unit"));
            said.insert(
                "smithy.api#enumValue".into(),
                serde_json::from_str(traits).expect("a JSON string"),
            );
        } else {
            said.extend(
                read_traits(traits)
                    .into_iter()
                    .map(|(name, value)| match name.as_str() {
                        "errors" => ("errors".to_owned(), names(&value, absolute)),
                        "version" => (name, value),
                        "service" => ("aws.api#service".to_owned(), value),
                        "sigv4" => ("aws.auth#sigv4".to_owned(), value),
                        "restJson1" => ("aws.protocols#restJson1".to_owned(), value),
                        _ => (format!("smithy.api#{name}"), value),
                    }),
            );
        }
        match (kind, target) {
            ("", target) if !enums.contains(shape) => {
                said.insert("target".into(), json!(absolute(target)));
                if required == "yes" {
                    said.insert("smithy.api#required".into(), json!({}));
                }
            }
            ("operation", target) => {
                let (input, output) = target.split_once(", out ").expect("in A, out B");
                let input = input.strip_prefix("in ").expect("in A, out B");
                said.insert("input".into(), json!(absolute(input)));
                said.insert("output".into(), json!(absolute(output)));
            }
            ("enum", _) => {
                enums.insert(shape);
            }
            _ => {}
        }
        if kind.is_empty() {
            facts.insert(format!("{shape}${member}"), said);
        } else {
            said.insert("type".into(), json!(kind));
            facts.insert(shape.to_owned(), said);
        }
    }
    facts
}

fn names(value: &Value, absolute: impl Fn(&str) -> String) -> Value {
    let names = value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    names.map(|name| json!(absolute(name))).collect()
}

pub fn of_model(model: &Model) -> Facts {
    let mut facts = Facts::new();
    for (id, shape) in &model.shapes {
        let name = id.rsplit('#').next().unwrap_or_default();
        let mut said = said_of(shape);
        said.insert("type".into(), shape["type"].clone());
        if let Some(version) = shape.get("version") {
            said.insert("version".into(), version.clone());
        }
        for key in ["input", "output"] {
            if let Some(place) = shape.get(key) {
                said.insert(key.into(), json!(target(place)));
            }
        }
        if let Some(errors) = shape.get("errors").and_then(Value::as_array) {
            said.insert(
                "errors".into(),
                errors.iter().map(|e| json!(target(e))).collect(),
            );
        }
        facts.insert(name.to_owned(), said);
        for (member, definition) in members(shape) {
            let mut said = said_of(definition);
            said.insert("target".into(), json!(target(definition)));
            facts.insert(format!("{name}${member}"), said);
        }
    }
    facts
}

/// Inputs and outputs of all operations, with the trait that marks each.
pub fn inputs_and_outputs(model: &Model) -> Vec<(String, &'static str)> {
    let operations = model
        .shapes
        .values()
        .filter(|shape| shape["type"] == "operation");
    operations
        .flat_map(|operation| {
            [
                ("input", "smithy.api#input"),
                ("output", "smithy.api#output"),
            ]
            .map(|(key, name)| {
                let shape = target(&operation[key]).rsplit('#').next();
                (shape.unwrap_or_default().to_owned(), name)
            })
        })
        .collect()
}

/// Traits but descriptions, which no table has.
fn said_of(shape_or_member: &Value) -> BTreeMap<String, Value> {
    let all = traits(shape_or_member).filter(|(name, _)| *name != "smithy.api#documentation");
    all.map(|(name, value)| (name.clone(), plain(value)))
        .collect()
}

/// Numbers as 64-bit floats: the table writes `2.0` where a model may write `2`.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(n) => json!(n.as_f64()),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(k, v)| (k.clone(), plain(v)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Reads the column of traits: names with their values, `{}` where there is none.
fn read_traits(column: &str) -> Vec<(String, Value)> {
    let mut traits = Vec::new();
    let mut rest = column;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = json!({});
        if let Some(names) = rest.strip_prefix(':') {
            value = names.split(',').map(|n| json!(n.trim())).collect();
            rest = "";
        } else if let Some(written) = rest.strip_prefix('=') {
            (value, rest) = read_value(written);
        } else if let Some(mut arguments) = rest.strip_prefix('(') {
            while !arguments.starts_with(')') {
                let (key, written) = arguments.split_once('=').expect("key=value");
                let read = read_value(written);
                value[key] = read.0;
                arguments = read.1.trim_start_matches(", ");
            }
            rest = &arguments[1..];
        }
        traits.push((name, value));
        assert!(
            rest.is_empty() || rest.starts_with("; "),
            "cannot read the trait at `{rest}` of `{column}`"
        );
        rest = rest.trim_start_matches("; ");
    }
    traits
}

/// A JSON value or a date, and what follows.
fn read_value(text: &str) -> (Value, &str) {
    if text.starts_with('"') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let value = values.next().expect("a value").expect("a JSON string");
        return (value, &text[values.byte_offset()..]);
    }
    let end = text.find([',', ')', ';']).unwrap_or(text.len());
    let (bare, rest) = text.split_at(end);
    // A date is the one value that is written without quotes and is not JSON.
    let value = serde_json::from_str(bare).unwrap_or_else(|_| json!(bare));
    (plain(&value), rest)
}

#[test]
fn traits_are_read_whole() {
    let column = r#"version=2026-01-01; length(min=1, max=2); pattern="^[;)\"]$"; sensitive; default=false; errors: A, B"#;
    let expected = [
        ("version", json!("2026-01-01")),
        ("length", json!({"min": 1.0, "max": 2.0})),
        ("pattern", json!("^[;)\"]$")),
        ("sensitive", json!({})),
        ("default", json!(false)),
        ("errors", json!(["A", "B"])),
    ];
    assert_eq!(
        read_traits(column),
        expected.map(|(name, value)| (name.to_owned(), value))
    );
}
