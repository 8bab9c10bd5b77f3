//! Members of unions that these crates do not know: they are kept, with name and value, and go back as they came.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use aws_smithy_types::{Document, Number};
use codegen::model::ShapeKind;
use serde_json::{Value, json};

use support::connector::{Answer, InMemory};
use support::frame::frame;
use support::json::Json;
use support::model::services;

/// A value with everything that JSON has.
fn value() -> Value {
    json!({ "deep": [1, -2, 0.5, null, true, "text \u{1f980}", {}], "": [] })
}

fn document() -> Document {
    let deep = vec![
        Number::PosInt(1).into(),
        Number::NegInt(-2).into(),
        Number::Float(0.5).into(),
        Document::Null,
        true.into(),
        "text \u{1f980}".into(),
        Document::Object(Default::default()),
    ];
    let members = [
        ("deep".to_owned(), Document::Array(deep)),
        (String::new(), Document::Array(Vec::new())),
    ];
    Document::Object(members.into_iter().collect())
}

/// A known member of a union, from the model.
fn known(name: &str) -> Value {
    for service in services() {
        let shape = service
            .reached()
            .find(|shape| shape.id.name().eq_ignore_ascii_case(name));
        if let Some(shape) = shape {
            let json = Json {
                service,
                string: &|_| "text".to_owned(),
                with_bound: false,
            };
            return json.values(&shape.id).swap_remove(0);
        }
    }
    panic!("no union {name}")
}

macro_rules! unions {
    ($test:ident, $service:ident, [$($union:ident)*]) => {
        #[test]
        fn $test() {
            $({
                let name = stringify!($union);
                type Union = $service::types::$union;
                let tag = "unknown \"member\"";
                let unknown: Union = serde_json::from_value(json!({ tag: value() })).unwrap();
                assert!(unknown.is_unknown());
                assert_eq!(unknown.as_unknown(), Some((tag, &document())), "{name}");
                assert_eq!(serde_json::to_value(&unknown).unwrap(), json!({ tag: value() }), "{name}");

                let known: Union = serde_json::from_value(known(name)).unwrap();
                assert_eq!(known.as_unknown(), None, "{name}");
                for unknown_first in [true, false] {
                    let (known_json, unknown_json) = (crate::known(name), json!({ tag: value() }));
                    let mut both = serde_json::Map::new();
                    let order = match unknown_first {
                        true => [unknown_json, known_json],
                        false => [known_json, unknown_json],
                    };
                    both.extend(order.into_iter().flat_map(|v| v.as_object().unwrap().clone()));
                    let both: Union = serde_json::from_value(both.into()).unwrap();
                    assert_eq!(both, known, "{name}");
                }
            })*
            assert_complete(stringify!($service), &[$(stringify!($union)),*]);
        }
    };
}

unions!(every_union_of_devops_agent_keeps_an_unknown_member, devops_agent, [
    AdditionalServiceDetails AdditionalServiceRegistrationStep DatadogAuthorizationConfig DynatraceServiceAuthorizationConfig McpServerAuthorizationConfig NewRelicServiceAuthorizationConfig PagerDutyAuthorizationConfig ServiceConfiguration ServiceDetails ServiceNowServiceAuthorizationConfig
]);

unions!(every_union_of_agentcore_payments_keeps_an_unknown_member, agentcore_payments, [
    HarnessContentBlock HarnessContentBlockDelta HarnessContentBlockStart HarnessGatewayOutboundAuth HarnessModelConfiguration HarnessReasoningContentBlock HarnessReasoningContentBlockDelta HarnessSkill HarnessSystemContentBlock HarnessToolConfiguration HarnessToolResultBlockDelta HarnessToolResultContentBlock LinkedAccount LinkedAccountOAuth2 PaymentInput PaymentInstrumentDetails PaymentOutput PaymentTokenRequestInput PaymentTokenResponseOutput
]);

/// No union of the model is left out, but the stream, which is no value: see below.
fn assert_complete(service: &str, tried: &[&str]) {
    let folder = service.replace('_', "-");
    let service = services().iter().find(|s| s.folder == folder).unwrap();
    let unions: BTreeSet<String> = service
        .reached()
        .filter(|shape| matches!(shape.kind, ShapeKind::Union { .. }) && !shape.traits.streaming)
        .map(|shape| shape.id.name().to_lowercase())
        .collect();
    assert_eq!(
        unions,
        tried.iter().map(|name| name.to_lowercase()).collect()
    );
}

#[tokio::test]
async fn an_unknown_event_keeps_name_and_payload() {
    let connector = InMemory::default();
    connector.answer(Answer::new(
        200,
        frame("unknownEvent", value().to_string().as_bytes()),
    ));
    let client = agentcore_payments::Client::new(&connector.without_retries());
    let call = client
        .invoke_harness()
        .harness_arn("h")
        .runtime_session_id("s");
    let mut output = call.set_messages(Some(Vec::new())).send().await.unwrap();
    let event = output.stream.recv().await.unwrap().unwrap();
    assert!(event.is_unknown());
    assert_eq!(event.as_unknown(), Some(("unknownEvent", &document())));
    assert!(output.stream.recv().await.unwrap().is_none());
}

/// What came in an answer goes out in a request, by the codec both times.
#[tokio::test]
async fn an_unknown_member_goes_from_an_answer_into_a_request_unchanged() {
    let connector = InMemory::default();
    let configuration = json!({ "unknown \"member\"": value() });
    let association = json!({
        "associationId": "a", "agentSpaceId": "s", "serviceId": "i", "configuration": configuration,
        "createdAt": "2026-05-19T12:34:56Z", "updatedAt": "2026-05-19T12:34:56Z", "status": "valid",
    });
    connector.answer(Answer::new(
        200,
        json!({ "association": association }).to_string(),
    ));
    let client = devops_agent::Client::new(&connector.without_retries());
    let answer = client
        .get_association()
        .agent_space_id("s")
        .association_id("a")
        .send()
        .await;
    let association = answer.unwrap().association.unwrap();
    let received = association.configuration.unwrap();
    assert_eq!(
        received.as_unknown(),
        Some(("unknown \"member\"", &document()))
    );
    connector.heard();

    let call = client
        .update_association()
        .agent_space_id("s")
        .association_id("a");
    let _ = call.configuration(received).send().await;
    let body: Value = serde_json::from_slice(&connector.heard()[0].body).unwrap();
    assert_eq!(body, json!({ "configuration": configuration }));
}

/// Unions of inputs, however deep.
#[tokio::test]
async fn unknown_members_are_sent() {
    let connector = InMemory::default();
    connector.answer(Answer::new(200, "{}"));
    let config = connector.without_retries();
    let (devops, agentcore) = (
        devops_agent::Client::new(&config),
        agentcore_payments::Client::new(&config),
    );
    let unknown = json!({ "unknown": value() });
    let body = |member: &str| {
        let body: Value = serde_json::from_slice(&connector.heard()[0].body).unwrap();
        body[member].clone()
    };
    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
        serde_json::from_value(value.clone()).unwrap()
    }

    let call = devops
        .register_service()
        .service("x".into())
        .service_details(read(&unknown));
    let _ = call.send().await;
    assert_eq!(body("serviceDetails"), unknown);

    let call = agentcore
        .create_payment_instrument()
        .payment_manager_arn("m")
        .payment_connector_id("c");
    let call = call
        .payment_instrument_type("x".into())
        .payment_instrument_details(read(&unknown));
    let _ = call.send().await;
    assert_eq!(body("paymentInstrumentDetails"), unknown);

    let call = agentcore
        .process_payment()
        .payment_manager_arn("m")
        .payment_session_id("s");
    let call = call
        .payment_instrument_id("i")
        .payment_type("x".into())
        .payment_input(read(&unknown));
    let _ = call.send().await;
    assert_eq!(body("paymentInput"), unknown);

    let call = agentcore
        .get_resource_payment_token()
        .workload_identity_token("t");
    let call = call
        .resource_credential_provider_name("n")
        .payment_token_request(read(&unknown));
    let _ = call.send().await;
    assert_eq!(body("paymentTokenRequest"), unknown);

    let contents = json!([
        unknown,
        { "toolResult": { "toolUseId": "t", "content": [unknown] } },
        { "reasoningContent": unknown },
    ]);
    let messages = json!([{ "role": "user", "content": contents }]);
    let tools = json!([{ "type": "x", "config": unknown }]);
    let call = agentcore
        .invoke_harness()
        .harness_arn("h")
        .runtime_session_id("s");
    let call = call
        .set_messages(read(&messages))
        .set_tools(read(&tools))
        .model(read(&unknown));
    let call = call
        .set_system_prompt(read(&json!([unknown])))
        .set_skills(read(&json!([unknown])));
    let _ = call.send().await;
    let body: Value = serde_json::from_slice(&connector.heard()[0].body).unwrap();
    assert_eq!(
        body,
        json!({
            "messages": messages, "tools": tools, "model": unknown,
            "systemPrompt": [unknown], "skills": [unknown],
        })
    );
}
