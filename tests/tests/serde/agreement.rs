//! What the two forms have to agree on.

use std::fmt::Debug;

use aws_smithy_types::body::SdkBody;
use codegen::model::{Model, ShapeKind};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::arbitrary::{self, is_bound, key, members};
use crate::memory::Memory;

const CASES: u32 = 48;

fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

/// Reads inputs, writes them, sends them, and compares what was sent.
pub fn input<I: Serialize + DeserializeOwned + Debug + Clone>(
    model: &Model,
    operation: &str,
    send: impl Fn(Memory, I) -> bool,
) {
    let id = &arbitrary::operation(model, operation).input;
    let result = runner().run(&arbitrary::structure(model, id, true), |value| {
        let input: I = serde_json::from_value(value.clone())
            .map_err(|e| TestCaseError::fail(format!("{e}: {value}")))?;
        prop_assert_eq!(&serde_json::to_value(&input).unwrap(), &value);
        let memory = Memory::new(400, Vec::new(), "{}".to_owned());
        let sent = memory.sent.clone();
        send(memory, input);
        let request = sent
            .lock()
            .unwrap()
            .take()
            .ok_or_else(|| TestCaseError::fail(format!("nothing was sent: {value}")))?;
        let body: &SdkBody = request.body();
        let bytes = body.bytes().unwrap_or_default();
        let mut body: Value = if bytes.is_empty() {
            json!({})
        } else {
            serde_json::from_slice(bytes).unwrap()
        };
        let mut expected = value.clone();
        for member in members(model, id) {
            let key = key(member, true);
            if member.traits.idempotency_token && value.get(key).is_none() {
                // The client has filled it in.
                body.as_object_mut().unwrap().remove(key);
            }
            if is_bound(member, true) {
                let Some(bound) = expected.as_object_mut().unwrap().remove(key) else {
                    continue;
                };
                let text = bound
                    .as_str()
                    .map_or_else(|| bound.to_string(), str::to_owned);
                if let Some(name) = &member.traits.http_header {
                    prop_assert_eq!(request.headers().get(&**name), Some(&*text));
                }
                let is_list = matches!(model.shape(&member.target).kind, ShapeKind::List { .. });
                if let (Some(name), false) = (&member.traits.http_query, is_list) {
                    prop_assert_eq!(query(request.uri(), name), Some(text), "{}", request.uri());
                }
            }
        }
        prop_assert_eq!(body, expected);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{operation}: {error}"));
}

fn query(uri: &str, name: &str) -> Option<String> {
    let (_, query) = uri.split_once('?')?;
    let value = query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key == name).then_some(value)
    })?;
    Some(
        percent_encoding::percent_decode_str(value)
            .decode_utf8()
            .ok()?
            .into_owned(),
    )
}

/// Answers with outputs, as they are and with one thing changed, and compares what the client reads with what serde reads.
pub fn output<
    I: DeserializeOwned + Debug + Clone,
    O: Serialize + DeserializeOwned + Debug + PartialEq,
>(
    model: &Model,
    operation: &str,
    call: impl Fn(Memory, I) -> Result<O, String>,
) {
    let of = arbitrary::operation(model, operation);
    // An input without anything that is not required.
    let input: I = {
        let mut runner = TestRunner::deterministic();
        let value = arbitrary::structure(model, &of.input, true)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        serde_json::from_value(value).unwrap()
    };
    let answer = |value: &Value| -> Result<O, String> {
        let mut body = value.clone();
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        for member in members(model, &of.output) {
            if !is_bound(member, false) {
                continue;
            }
            let bound = body
                .as_object_mut()
                .and_then(|body| body.remove(key(member, false)));
            if let (Some(bound), Some(name)) = (bound, &member.traits.http_header) {
                let text = bound.as_str().unwrap_or_default().to_owned();
                headers.push((name.to_string(), text));
            }
        }
        call(Memory::new(200, headers, body.to_string()), input.clone())
    };
    let changes = (any::<u64>(), arbitrary::by());
    let values = (arbitrary::structure(model, &of.output, false), changes);
    let result = runner().run(&values, |(value, (path, by))| {
        let by_codec = answer(&value).map_err(|e| TestCaseError::fail(format!("{e}: {value}")))?;
        let by_serde: O = serde_json::from_value(value.clone())
            .map_err(|e| TestCaseError::fail(format!("{e}: {value}")))?;
        prop_assert_eq!(&by_codec, &by_serde);
        prop_assert_eq!(&serde_json::to_value(&by_codec).unwrap(), &value);
        prop_assert_eq!(
            &serde_json::from_str::<O>(&serde_json::to_string(&by_codec).unwrap()).unwrap(),
            &by_serde
        );

        let mut changed = value.clone();
        // Headers are not JSON: what is bound there stays.
        let bound: Map<String, Value> = members(model, &of.output)
            .iter()
            .filter(|m| is_bound(m, false))
            .filter_map(|m| changed.as_object_mut()?.remove_entry(key(m, false)))
            .collect();
        arbitrary::change(&mut changed, path, &by);
        if let Some(object) = changed.as_object_mut() {
            object.extend(bound);
        }
        match (
            answer(&changed),
            serde_json::from_value::<O>(changed.clone()),
        ) {
            (Ok(by_codec), Ok(by_serde)) => prop_assert_eq!(by_codec, by_serde, "{}", changed),
            (Err(_), Err(_)) => {}
            // The one difference: the codec makes do without required members.
            (Ok(_), Err(error)) => prop_assert!(
                error.to_string().starts_with("missing field"),
                "{}: {}",
                error,
                changed
            ),
            (Err(error), Ok(_)) => prop_assert!(false, "{}: {}", error, changed),
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{operation}: {error}"));
}
