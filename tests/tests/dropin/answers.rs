//! In: the key that a program asks with, `Operation/kind`. Out: the answer: status, headers, body.
//!
//! Kinds: `full/<index>` and those of [`crate::surface::operations::ODD_ANSWERS`], `error/<shape>` and those of
//! [`crate::surface::operations::ODD_ERRORS`], `pages…`; all others get the full answer of index 0.

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use codegen::plan::codec::Codec;
use codegen::plan::{CratePlan, OperationPlan, Structure, TypeItem};
use serde_json::{Map, Value, json};

use crate::surface::values::Values;

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn json(status: u16, body: &Value) -> Self {
        Self::text(status, &body.to_string())
    }

    fn text(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                (
                    "x-amzn-requestid".to_owned(),
                    "8a2cbf2f-7a39-4f5c-9d9e-0123456789ab".to_owned(),
                ),
            ],
            body: body.into(),
        }
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// The answer to the `attempt`-th request (from 0) that asks with this key.
pub fn answer(plan: &CratePlan, key: &str, attempt: usize) -> Answer {
    let (operation, kind) = key.split_once('/').unwrap_or((key, ""));
    let Some(operation) = plan.operations.iter().find(|o| o.name == operation) else {
        return Answer::json(
            400,
            &json!({ "message": format!("no operation asks for {key}") }),
        )
        .header("x-amzn-errortype", "UnexpectedRequest");
    };
    let values = Values::new(plan);
    match kind.split('/').collect::<Vec<_>>()[..] {
        ["full", index] => full(plan, &values, operation, index.parse().expect("an index")),
        ["error", kind] => error(plan, &values, kind),
        [kind, ..] if kind.starts_with("pages") => page(plan, &values, operation, kind, attempt),
        ["throttled", times] if attempt < times.parse().expect("a number") => {
            error(plan, &values, "ThrottlingException")
        }
        [kind] => odd(plan, &values, operation, kind),
        _ => full(plan, &values, operation, 0),
    }
}

fn full(plan: &CratePlan, values: &Values<'_>, operation: &OperationPlan, index: usize) -> Answer {
    match stream(plan, values, operation, index) {
        Some(body) => Answer {
            body,
            ..Answer::text(operation.response.code, "")
        },
        None => Answer::json(operation.response.code, &body(values, operation, index)),
    }
}

fn body(values: &Values<'_>, operation: &OperationPlan, index: usize) -> Value {
    assert!(
        operation.response.headers.is_empty(),
        "say here how headers are answered"
    );
    values.structure_json(&operation.output, index)
}

fn odd(plan: &CratePlan, values: &Values<'_>, operation: &OperationPlan, kind: &str) -> Answer {
    let code = operation.response.code;
    let whole = body(values, operation, 0);
    match kind {
        "empty" => Answer::text(code, "{}"),
        "no-body" => Answer::text(code, ""),
        "not-json" => Answer::text(code, "<html>not what you want</html>"),
        "array" => Answer::text(code, "[]"),
        "cut" => {
            let mut answer = full(plan, values, operation, 0);
            let half = answer.body.len() / 2;
            answer.body.truncate(half);
            answer
        }
        "nulls" => {
            let keys = whole.as_object().expect("an object").keys();
            Answer::json(
                code,
                &keys
                    .map(|k| (k.clone(), Value::Null))
                    .collect::<Map<_, _>>()
                    .into(),
            )
        }
        "more" => Answer::json(code, &body(&values.clone().with_more(), operation, 0)),
        "other-status" => Answer {
            status: 206,
            ..full(plan, values, operation, 0)
        },
        _ => full(plan, values, operation, 0),
    }
}

fn error(plan: &CratePlan, values: &Values<'_>, kind: &str) -> Answer {
    let named = plan.errors.iter().find(|e| e.structure.name == kind);
    let message = json!({ "message": "said by the service" });
    if let Some(error) = named {
        // Errors that are repeated are: with an index the texts differ.
        return Answer::json(400, &values.structure_json(&error.structure, 0))
            .header("x-amzn-errortype", kind);
    }
    match kind {
        "not-json" => Answer::text(503, "<html>come back later</html>")
            .header("x-amzn-errortype", "ThrottlingException"),
        "no-body" => Answer::text(429, ""),
        "header-only" => Answer::text(400, "").header("x-amzn-errortype", "ValidationException"),
        "type-in-body" => Answer::json(
            400,
            &json!({ "__type": "com.example#ResourceNotFoundException", "message": "by its type" }),
        ),
        "namespaced" => Answer::json(403, &message).header(
            "x-amzn-errortype",
            "com.example#AccessDeniedException:http://internal.example/",
        ),
        _ => Answer::json(418, &message).header("x-amzn-errortype", "NotYetKnownException"),
    }
}

fn page(
    plan: &CratePlan,
    values: &Values<'_>,
    operation: &OperationPlan,
    kind: &str,
    attempt: usize,
) -> Answer {
    let paginator = operation.paginator.as_ref().expect("a paginator");
    let [token] = &paginator.output_token[..] else {
        panic!("say here how a nested token is answered");
    };
    let field = operation
        .output
        .fields
        .iter()
        .find(|f| f.name == token.field)
        .expect("a token");
    if kind == "pages-error" && attempt == 1 {
        return error(plan, values, "AccessDeniedException");
    }
    let next = match (kind, attempt) {
        ("pages-repeat", _) => "the same".into(),
        ("pages-empty-token", 1) => "".into(),
        (_, 0) => "token 1".into(),
        (_, 1) => "token 2".into(),
        _ => Value::Null,
    };
    let mut page = body(values, operation, attempt);
    page[&field.wire_name] = next;
    Answer::json(operation.response.code, &page)
}

/// The frames of an answer that is an event stream: every event of the union, each with its value of this index.
fn stream(
    plan: &CratePlan,
    values: &Values<'_>,
    operation: &OperationPlan,
    index: usize,
) -> Option<Vec<u8>> {
    let field = operation
        .output
        .fields
        .iter()
        .find(|f| f.codec == Codec::Stream)?;
    let stream = plan
        .event_streams
        .iter()
        .find(|s| format!("{:?}", field.ty).contains(&format!("{:?}", s.union)))
        .expect("the plan of the stream");
    let mut frames = Vec::new();
    for event in &stream.events {
        let payload =
            values.structure_json(structure_of(plan, &stream.union, &event.variant), index);
        frame(&mut frames, "event", &event.member, &payload);
    }
    frame(&mut frames, "event", "notYetKnown", &json!({ "a": 1 }));
    let exception = &stream.exceptions[index % stream.exceptions.len()];
    if index % 3 != 2 {
        let error = plan
            .errors
            .iter()
            .find(|e| e.structure.name == exception.variant);
        let payload = values.structure_json(&error.expect("the exception").structure, index);
        frame(&mut frames, "exception", &exception.member, &payload);
    }
    Some(frames)
}

fn structure_of<'a>(plan: &'a CratePlan, union: &str, variant: &str) -> &'a Structure {
    let item = |name: &str| plan.types.iter().find(|item| item.name() == name);
    let Some(TypeItem::Union(union)) = item(union) else {
        panic!("{union} is no union");
    };
    let variant = union
        .variants
        .iter()
        .find(|v| v.name == variant)
        .expect("a variant");
    match &variant.ty {
        Some(codegen::plan::RustType::Type(name)) => match item(name) {
            Some(TypeItem::Structure(of)) => of,
            _ => panic!("{name} is no structure"),
        },
        other => panic!("an event is a structure, not {other:?}"),
    }
}

fn frame(out: &mut Vec<u8>, message_type: &str, name: &str, payload: &Value) {
    let header =
        |name: String, value: &str| Header::new(name, HeaderValue::String(value.to_owned().into()));
    let message = Message::new(payload.to_string().into_bytes())
        .add_header(header(":message-type".to_owned(), message_type))
        .add_header(header(format!(":{message_type}-type"), name))
        .add_header(header(":content-type".to_owned(), "application/json"));
    write_message_to(&message, out).expect("a frame");
}
