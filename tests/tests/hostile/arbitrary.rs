//! Arbitrary answers: JSON that is like the model's, but for what chance has put in the place of values, taken away, added
//! or changed in its bytes.

use codegen::model::{ShapeId, ShapeKind, closure};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use crate::place::{errors, successes};
use crate::subject::{CONTENT, assert_speaks, for_each};
use crate::support::connector::Answer;
use crate::support::frame::frame;
use crate::support::model::{Service, json_name};

/// How deep values are made; what is below is null.
const DEPTH: u32 = 9;

fn leaf(kind: &ShapeKind) -> BoxedStrategy<Value> {
    let text = || proptest::string::string_regex("\\PC{0,12}").unwrap();
    match kind {
        ShapeKind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long => {
            any::<i32>().prop_map(Value::from).boxed()
        }
        ShapeKind::Float | ShapeKind::Double => any::<f32>().prop_map(Value::from).boxed(),
        ShapeKind::Timestamp => prop_oneof![
            Just(json!("2026-05-19T12:34:56Z")),
            any::<i64>().prop_map(Value::from),
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,12})?(Z|\\+[0-9]{2}:[0-9]{2})"
                .prop_map(Value::from),
        ]
        .boxed(),
        ShapeKind::Blob => "[A-Za-z0-9+/]{0,9}={0,3}".prop_map(Value::from).boxed(),
        ShapeKind::Document => any_json().boxed(),
        ShapeKind::Enum { members, .. } => {
            let values: Vec<_> = members
                .iter()
                .filter_map(|m| m.traits.enum_value.as_ref()?.as_str().map(str::to_owned))
                .collect();
            prop_oneof![4 => proptest::sample::select(values), 1 => text()]
                .prop_map(Value::from)
                .boxed()
        }
        _ => text().prop_map(Value::from).boxed(),
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!(CONTENT)),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("\\PC{0,8}", inner, 0..4)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// A value of the shape, mostly.
fn like(service: &'static Service, id: &ShapeId, depth: u32) -> BoxedStrategy<Value> {
    let shape = service.shape(id);
    let right = if depth == 0 {
        Just(Value::Null).boxed()
    } else {
        match &shape.kind {
            ShapeKind::Structure { .. } => structure(service, id, depth),
            ShapeKind::Union { .. } => union(service, id, depth),
            ShapeKind::List { member } => {
                proptest::collection::vec(like(service, &member.target, depth - 1), 0..3)
                    .prop_map(Value::from)
                    .boxed()
            }
            ShapeKind::Map { value, .. } => proptest::collection::hash_map(
                "\\PC{0,8}",
                like(service, &value.target, depth - 1),
                0..3,
            )
            .prop_map(|m| Value::Object(m.into_iter().collect()))
            .boxed(),
            kind => leaf(kind),
        }
    };
    prop_oneof![24 => right, 1 => any_json()].boxed()
}

fn structure(service: &'static Service, id: &ShapeId, depth: u32) -> BoxedStrategy<Value> {
    let mut members = Just(Map::new()).boxed();
    for member in closure::members(service.shape(id)) {
        let name = json_name(member).to_owned();
        let value = proptest::option::weighted(0.9, like(service, &member.target, depth - 1));
        members = (members, value)
            .prop_map(move |(mut members, value)| {
                members.extend(value.map(|value| (name.clone(), value)));
                members
            })
            .boxed();
    }
    let unknown = proptest::option::weighted(0.1, ("\\PC{0,8}", any_json()));
    (members, unknown)
        .prop_map(|(mut members, unknown)| {
            members.extend(unknown);
            Value::Object(members)
        })
        .boxed()
}

fn union(service: &'static Service, id: &ShapeId, depth: u32) -> BoxedStrategy<Value> {
    let members: Vec<_> = closure::members(service.shape(id))
        .map(|member| (json_name(member).to_owned(), member.target.clone()))
        .collect();
    // Its members are made when they are chosen: all of them at all depths would be too many.
    let chosen = proptest::sample::select(members);
    let one = chosen.prop_flat_map(move |(name, target)| {
        like(service, &target, depth - 1).prop_map(move |value| (name.clone(), value))
    });
    let count = prop_oneof![1 => Just(0usize), 20 => Just(1), 1 => Just(2)];
    let unknown = proptest::option::weighted(0.1, ("\\PC{0,8}", any_json()));
    (
        count.prop_flat_map(move |count| proptest::collection::vec(one.clone(), count)),
        unknown,
    )
        .prop_map(|(members, unknown)| {
            let mut object: Map<_, _> = members.into_iter().collect();
            object.extend(unknown);
            Value::Object(object)
        })
        .boxed()
}

/// What happens to the bytes on the way: mostly nothing.
fn mutations() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    let bytes = prop_oneof![
        any::<u8>(),
        proptest::sample::select(b"{}[],:\"\\u0-9en".to_vec())
    ];
    prop_oneof![
        3 => Just(Vec::new()),
        1 => proptest::collection::vec((any::<prop::sample::Index>(), bytes), 1..4),
    ]
}

fn mutated(mut body: Vec<u8>, mutations: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (index, byte) in mutations {
        if !body.is_empty() {
            let index = index.index(body.len());
            body[index] = *byte;
        }
    }
    body
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new_with_rng(
        Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(Default::default()),
    )
}

/// What is no JSON is never read; what is, is read or refused with words.
#[test]
fn an_answer_is_a_value_or_an_error() {
    for_each(successes(), |subject, place| {
        let answers = (like(place.service, &place.shape, DEPTH), mutations());
        let checked = runner(100).run(&answers, |(value, mutations)| {
            let body = mutated(value.to_string().into_bytes(), &mutations);
            let reply = subject.answer(place, &body);
            let is_json = serde_json::from_slice::<IgnoredAny>(&body).is_ok();
            prop_assert!(
                is_json || reply.is_err(),
                "{:?}",
                String::from_utf8_lossy(&body)
            );
            Ok(())
        });
        checked.unwrap_or_else(|error| panic!("{place:?}: {error}"));
    });
}

#[test]
fn an_error_is_the_error_of_its_code() {
    for_each(errors(), |subject, place| {
        let answers = (like(place.service, &place.shape, DEPTH), mutations());
        let checked = runner(30).run(&answers, |(value, mutations)| {
            // The message of an error is there to be shown.
            let body = value.to_string().replace(CONTENT, "shown").into_bytes();
            let reply = subject.answer(place, mutated(body, &mutations));
            let code = reply.as_ref().err().and_then(|failure| failure.code());
            prop_assert_eq!(code, place.code.as_deref());
            Ok(())
        });
        checked.unwrap_or_else(|error| panic!("{place:?}: {error}"));
    });
}

/// Bytes that are like a stream of events.
#[test]
fn a_stream_is_its_events_or_an_error() {
    let places = successes().into_iter().filter(|place| place.is_event());
    for_each(places.collect(), |subject, place| {
        let streams = (
            like(place.service, &place.shape, DEPTH),
            mutations(),
            any::<prop::sample::Index>(),
        );
        let checked = runner(200).run(&streams, |(value, mutations, cut)| {
            let event = frame("contentBlockDelta", value.to_string().as_bytes());
            let whole = [event.clone(), frame("unknown", b"\xff"), event].concat();
            let mut body = mutated(whole.clone(), &mutations);
            body.truncate(cut.index(2 * whole.len()));
            match subject.ask(place.operation, Answer::new(200, body)) {
                Ok(_) => {}
                Err(failure) => {
                    assert_speaks(place.operation, &*failure);
                }
            }
            Ok(())
        });
        checked.unwrap_or_else(|error| panic!("{place:?}: {error}"));
    });
}
