//! Values of a model's shapes, as JSON in the form of the wire.

use std::path::PathBuf;
use std::sync::LazyLock;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use codegen::ast;
use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::traits::TimestampFormat;
use codegen::model::{self, Member, Model, ShapeId, ShapeKind};
use codegen::{fixups, settings};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

pub static DEVOPS_AGENT: LazyLock<Model> = LazyLock::new(|| load("devops-agent"));
pub static AGENTCORE_PAYMENTS: LazyLock<Model> = LazyLock::new(|| load("agentcore-payments"));

fn load(service: &str) -> Model {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "models", service]
        .iter()
        .collect();
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let nodes = ["shapes.json", "bindings.json"]
        .iter()
        .map(|file| {
            let id = sources.read(&folder.join(file), &mut diagnostics).unwrap();
            ast::parse(id, &sources.get(id).text, &mut diagnostics).unwrap()
        })
        .collect();
    let model = model::load(nodes, &mut diagnostics).unwrap();
    let path = folder.join("service.toml");
    let settings = settings::read(&path, &mut sources, &mut diagnostics).unwrap();
    let model = fixups::apply(model, &settings.fixups, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_errors());
    model
}

/// The operation whose name is this in Rust.
pub fn operation<'a>(model: &'a Model, name: &str) -> &'a model::Operation {
    let name = name.replace('_', "");
    model
        .shapes
        .values()
        .find_map(|shape| match &shape.kind {
            ShapeKind::Operation(operation) if shape.id.name().eq_ignore_ascii_case(&name) => {
                Some(operation)
            }
            _ => None,
        })
        .unwrap_or_else(|| panic!("no operation {name}"))
}

pub fn members<'a>(model: &'a Model, id: &ShapeId) -> &'a [Member] {
    match &model.shape(id).kind {
        ShapeKind::Structure { members } | ShapeKind::Union { members } => members,
        _ => &[],
    }
}

/// Whether HTTP binds the member to something else than the body. `request`: of an input.
pub fn is_bound(member: &Member, request: bool) -> bool {
    let t = &member.traits;
    t.http_header.is_some()
        || t.http_prefix_headers.is_some()
        || t.http_payload
        || (request && (t.http_label || t.http_query.is_some() || t.http_query_params))
        || (!request && t.http_response_code)
}

/// The key of a member of an input or output.
pub fn key(member: &Member, request: bool) -> &str {
    match &member.traits.json_name {
        Some(name) if !is_bound(member, request) => name,
        _ => &member.name,
    }
}

/// A value of a structure; of an input, what goes into the URL and headers has the characters for it.
pub fn structure(model: &Model, id: &ShapeId, request: bool) -> BoxedStrategy<Value> {
    object(model, members(model, id), request, 0)
}

fn object(model: &Model, members: &[Member], request: bool, depth: u32) -> BoxedStrategy<Value> {
    let values: Vec<_> = members
        .iter()
        .filter(|m| !model.shape(&m.target).traits.streaming)
        .map(|m| {
            let value = if depth == 0
                && is_bound(m, request)
                && matches!(model.shape(&m.target).kind, ShapeKind::String)
            {
                "[A-Za-z0-9][A-Za-z0-9 :/_.-]{0,10}[A-Za-z0-9]"
                    .prop_map(Value::from)
                    .boxed()
            } else {
                value(model, m, depth + 1)
            };
            let key = key(m, request).to_owned();
            let default = m.traits.default.as_ref().filter(|d| !d.is_null());
            let omitted = match default.map(|d| &d.value) {
                Some(ast::Value::Bool(b)) if m.traits.omits_default => Some(Value::from(*b)),
                _ => None,
            };
            // A value that both forms leave out is none; where both fill in the default, one is there.
            let value = if m.traits.required || default.is_some() {
                value
                    .prop_map(move |v| Some(v).filter(|v| omitted.as_ref() != Some(v)))
                    .boxed()
            } else {
                prop::option::of(value).boxed()
            };
            value
                .prop_map(move |value| value.map(|value| (key.clone(), value)))
                .boxed()
        })
        .collect();
    values
        .prop_map(|members| Value::Object(members.into_iter().flatten().collect::<Map<_, _>>()))
        .boxed()
}

fn value(model: &Model, member: &Member, depth: u32) -> BoxedStrategy<Value> {
    let shape = model.shape(&member.target);
    match &shape.kind {
        ShapeKind::String => ".{0,6}".prop_map(Value::from).boxed(),
        ShapeKind::Enum { members, .. } => {
            let known: Vec<Value> = members
                .iter()
                .map(|m| {
                    let value = m.traits.enum_value.as_ref().and_then(|v| v.as_str());
                    Value::from(value.unwrap_or(&m.name))
                })
                .collect();
            prop_oneof![prop::sample::select(known), Just(json!("brand new"))].boxed()
        }
        ShapeKind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        ShapeKind::Byte => any::<i8>().prop_map(Value::from).boxed(),
        ShapeKind::Short => any::<i16>().prop_map(Value::from).boxed(),
        ShapeKind::Integer | ShapeKind::IntEnum { .. } => {
            any::<i32>().prop_map(Value::from).boxed()
        }
        ShapeKind::Long => any::<i64>().prop_map(Value::from).boxed(),
        // Of few bits, so that all parsers agree about the last digit.
        ShapeKind::Float | ShapeKind::Double | ShapeKind::BigDecimal => prop_oneof![
            (-1000i32..1000).prop_map(|n| Value::from(f64::from(n) / 8.0)),
            Just(json!("Infinity")),
        ]
        .boxed(),
        ShapeKind::BigInteger => any::<i64>().prop_map(Value::from).boxed(),
        ShapeKind::Blob => prop::collection::vec(any::<u8>(), 0..6)
            .prop_map(|bytes| Value::from(aws_smithy_types::base64::encode(bytes)))
            .boxed(),
        ShapeKind::Timestamp => {
            let format = member
                .traits
                .timestamp_format
                .or(shape.traits.timestamp_format);
            (0i64..4_000_000_000, 0u32..1000)
                .prop_map(move |(seconds, millis)| {
                    let time = DateTime::from_secs_and_nanos(seconds, millis * 1_000_000);
                    match format {
                        Some(TimestampFormat::DateTime) => {
                            json!(time.fmt(Format::DateTime).unwrap())
                        }
                        Some(TimestampFormat::HttpDate) => {
                            json!(DateTime::from_secs(seconds).fmt(Format::HttpDate).unwrap())
                        }
                        _ => json!(seconds),
                    }
                })
                .boxed()
        }
        ShapeKind::Document => document(),
        ShapeKind::List { member } if depth < 6 => {
            prop::collection::vec(value(model, member, depth + 1), 0..3)
                .prop_map(Value::from)
                .boxed()
        }
        ShapeKind::List { .. } => Just(json!([])).boxed(),
        ShapeKind::Map { value: of, .. } if depth < 6 => {
            prop::collection::btree_map(".{0,3}", value(model, of, depth + 1), 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect()))
                .boxed()
        }
        ShapeKind::Map { .. } => Just(json!({})).boxed(),
        ShapeKind::Structure { members } => object(model, members, true, depth + 1),
        ShapeKind::Union { members } => {
            let mut all: Vec<BoxedStrategy<Value>> = members
                .iter()
                .filter(|m| model.shape(&m.target).traits.error.is_none())
                .map(|m| {
                    let tag = m.traits.json_name.as_deref().unwrap_or(&m.name).to_owned();
                    value(model, m, depth + 1)
                        .prop_map(move |v| json!({ tag.clone(): v }))
                        .boxed()
                })
                .collect();
            all.push(
                document()
                    .prop_filter("a null is no member", |v| !v.is_null())
                    .prop_map(|v| json!({ "brandNew": v }))
                    .boxed(),
            );
            proptest::strategy::Union::new(all).boxed()
        }
        kind => panic!("{} is no value", kind.name()),
    }
}

fn document() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1000i32..1000).prop_map(|n| Value::from(f64::from(n) / 8.0)),
        ".{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,3}", inner, 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
    .boxed()
}

/// Changes one thing in a value: `path` chooses what, `by` what becomes of it.
pub fn change(value: &mut Value, mut path: u64, by: &Value) {
    match value {
        Value::Object(members) if !members.is_empty() && !path.is_multiple_of(4) => {
            path /= 4;
            let which = (path as usize) % members.len();
            path /= members.len() as u64;
            if let Some(member) = members.values_mut().nth(which) {
                change(member, path, by);
            }
        }
        Value::Object(members) if path % 8 == 4 => {
            // One more member, known nowhere.
            members.insert("notKnown".to_owned(), by.clone());
        }
        Value::Array(elements) if !elements.is_empty() && !path.is_multiple_of(4) => {
            path /= 4;
            let count = elements.len() as u64;
            change(&mut elements[(path % count) as usize], path / count, by);
        }
        other => *other = by.clone(),
    }
}

/// What [`change`] puts in.
pub fn by() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => Just(Value::Null),
        3 => document(),
        1 => Just(json!({})),
        1 => Just(json!({ "brandNew": 1 })),
        1 => Just(json!("2024-05-06T07:08:09Z")),
    ]
    .boxed()
}
