//! What goes wrong on the way: answers that are errors, connections that break, servers that are slow.

use std::time::{Duration, Instant};

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use aws_smithy_runtime_api::client::result::SdkError;
use devops_agent::Client;
use devops_agent::error::ProvideErrorMetadata;
use devops_agent::operation::RequestId as _;
use devops_agent::operation::get_service::GetServiceError;
use devops_agent::types::RecommendationStatus;
use serde_json::{Value, json};

use crate::conversation::Conversation;
use crate::server::{Answer, REQUEST_ID, Request, Whole};
use crate::service::{AGENTCORE_PAYMENTS, DEVOPS_AGENT};

fn message(text: &str) -> Value {
    json!({ "message": text })
}

fn no_services() -> Whole {
    Whole::json(200, &json!({ "services": [] }))
}

/// Calls ListServices on a server that fails once in this way and then answers; returns the requests that it heard.
async fn list_services_after(failure: Answer) -> Vec<Request> {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    talk.server.answer(failure);
    talk.server.answer(no_services());
    let client = Client::new(&talk.sdk_config());
    let output = client.list_services().send().await.unwrap();
    assert!(output.services().is_empty());
    talk.server.heard()
}

/// Two attempts of one call: counted, with one invocation id, and each with a signature of its own that was right.
fn assert_retried(requests: &[Request]) {
    let attempts: Vec<_> = requests
        .iter()
        .map(|request| request.header("amz-sdk-request").unwrap())
        .collect();
    assert_eq!(attempts, ["attempt=1; max=3", "attempt=2; max=3"]);
    let invocation = |request: &Request| request.header("amz-sdk-invocation-id").map(str::to_owned);
    assert_eq!(invocation(&requests[0]), invocation(&requests[1]));
}

#[tokio::test]
async fn a_server_error_is_tried_again() {
    let failure = Whole::error(500, "InternalServerException", &message("Oops"));
    assert_retried(&list_services_after(failure.into()).await);
}

/// The status would not be tried again: it is the error's code that says so.
#[tokio::test]
async fn throttling_is_recognized_by_its_code() {
    let failure = Whole::error(400, "ThrottlingException", &message("Rate exceeded"));
    assert_retried(&list_services_after(failure.into()).await);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_tried_again() {
    let failure = Answer::Cut(Whole::json(
        200,
        &json!({ "services": [], "nextToken": "2" }),
    ));
    assert_retried(&list_services_after(failure).await);
}

#[tokio::test]
async fn a_connection_without_an_answer_is_tried_again() {
    assert_retried(&list_services_after(Answer::HangUp).await);
}

#[tokio::test]
async fn no_attempt_follows_the_third() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    for number in ["first", "second", "third"] {
        talk.server
            .answer(Whole::error(503, "Unavailable", &message(number)));
    }
    let client = Client::new(&talk.sdk_config());
    let error = client.list_services().send().await.unwrap_err();
    assert_eq!(error.message(), Some("third"));
    assert_eq!(talk.server.heard().len(), 3);
}

/// A repeated request is the same request to the service only with the same idempotency token.
#[tokio::test]
async fn attempts_share_the_idempotency_token() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    talk.server.answer(Whole::error(
        500,
        "InternalServerException",
        &message("Oops"),
    ));
    // Ends the call: conflicts are not tried again.
    talk.server
        .answer(Whole::error(409, "ConflictException", &message("Taken")));
    let error = Client::new(&talk.sdk_config())
        .update_recommendation()
        .agent_space_id("space")
        .recommendation_id("rec-1")
        .status(RecommendationStatus::Accepted)
        .send()
        .await
        .unwrap_err();
    assert!(error.into_service_error().is_conflict_exception());
    let tokens: Vec<String> = talk
        .server
        .heard()
        .iter()
        .map(|request| {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            body["clientToken"].as_str().expect("a token").to_owned()
        })
        .collect();
    assert_eq!(tokens.len(), 2);
    assert_eq!(tokens[0], tokens[1]);
    assert_eq!(tokens[0].len(), 36, "{} is no UUID", tokens[0]);
}

#[tokio::test]
async fn a_modelled_error_arrives_whole() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    let body = json!({
        "message": "1 validation error",
        "fieldList": [{ "path": "serviceId", "message": "must not be blank" }],
    });
    talk.server
        .answer(Whole::error(400, "ValidationException", &body));
    let client = Client::new(&talk.sdk_config());
    let error = client.get_service().service_id("x").send().await;
    let error = error.unwrap_err();

    assert_eq!(error.code(), Some("ValidationException"));
    assert_eq!(error.message(), Some("1 validation error"));
    assert_eq!(error.request_id(), Some(REQUEST_ID));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    let error = error.into_service_error();
    assert_eq!(
        error.to_string(),
        format!("GetService: ValidationException: 1 validation error (request id {REQUEST_ID})")
    );
    let GetServiceError::ValidationException(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.message(), "1 validation error");
    let [field] = error.field_list() else {
        panic!("{error:?}");
    };
    assert_eq!(field.path(), "serviceId");
    assert_eq!(field.message(), "must not be blank");

    let all = talk.server.heard();
    assert_eq!(all.len(), 1, "what the caller did wrong is not tried again");
}

#[tokio::test]
async fn an_error_with_an_enum_arrives_whole() {
    use agentcore_payments::operation::get_payment_session::GetPaymentSessionError;
    use agentcore_payments::types::ValidationExceptionReason;

    let talk = Conversation::start(&AGENTCORE_PAYMENTS).await;
    // The code in the body, as the protocol also allows, with the namespace of its shape.
    let body = json!({
        "__type": "com.amazonaws.bedrockagentcore#ValidationException",
        "message": "No such session",
        "reason": "FieldValidationFailed",
        "fieldList": [{ "name": "paymentSessionId", "message": "unknown" }],
    });
    talk.server.answer(Whole::json(400, &body));
    let client = agentcore_payments::Client::new(&talk.sdk_config());
    let error = client
        .get_payment_session()
        .payment_manager_arn("arn")
        .payment_session_id("session")
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    let GetPaymentSessionError::ValidationException(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.message(), "No such session");
    assert_eq!(
        error.reason(),
        &ValidationExceptionReason::FieldValidationFailed
    );
    assert_eq!(error.field_list()[0].name(), "paymentSessionId");
}

#[tokio::test]
async fn an_unknown_error_keeps_its_code() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    talk.server.answer(Whole::error(
        418,
        "TeapotException",
        &message("Short and stout"),
    ));
    let client = Client::new(&talk.sdk_config());
    let error = client.get_service().service_id("x").send().await;
    let error = error.unwrap_err();
    assert_eq!(error.code(), Some("TeapotException"));
    assert_eq!(error.message(), Some("Short and stout"));
    assert_eq!(error.request_id(), Some(REQUEST_ID));
    let error = devops_agent::Error::from(error);
    assert_eq!(
        error.to_string(),
        format!("GetService: TeapotException: Short and stout (request id {REQUEST_ID})")
    );
}

#[tokio::test]
async fn a_slow_answer_runs_into_the_timeout() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    talk.server
        .answer(Answer::Late(Duration::from_secs(60), no_services()));
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(Duration::from_millis(100))
        .build();
    let config = talk.sdk_config().into_builder().timeout_config(timeouts);
    let begin = Instant::now();
    let error = Client::new(&config.build()).list_services().send().await;
    assert!(matches!(error, Err(SdkError::TimeoutError(_))), "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_long_list_arrives_whole() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    let (services, json): (Vec<_>, Vec<_>) = crate::devops_agent::registered_services()
        .into_iter()
        .cycle()
        .take(50)
        .unzip();
    let body = json!({ "services": json });
    assert!(body.to_string().len() > 20_000);
    talk.server.answer(Whole::json(200, &body));
    let client = Client::new(&talk.sdk_config());
    let output = client.list_services().send().await.unwrap();
    assert_eq!(output.services(), services);
}

#[tokio::test]
async fn a_paginator_asks_for_every_page() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    let pages: Vec<_> = crate::devops_agent::registered_services();
    let (first, second) = (&pages[0], &pages[1]);
    talk.server.answer(Whole::json(
        200,
        &json!({ "services": [first.1], "nextToken": "a/b" }),
    ));
    talk.server
        .answer(Whole::json(200, &json!({ "services": [second.1] })));
    let items = Client::new(&talk.sdk_config())
        .list_services()
        .into_paginator()
        .page_size(1)
        .items()
        .send();
    let services: Vec<_> = items.collect::<Result<_, _>>().await.unwrap();
    assert_eq!(services, [first.0.clone(), second.0.clone()]);
    let targets: Vec<_> = talk.server.heard().into_iter().map(|r| r.target).collect();
    assert_eq!(
        targets,
        [
            "/v1/services/list?maxResults=1",
            "/v1/services/list?maxResults=1&nextToken=a%2Fb",
        ]
    );
}

/// That the server refuses what is signed with another key shows that it does verify.
#[tokio::test]
async fn a_wrong_key_is_refused() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    let config: SdkConfig = talk.sdk_config_with_secret("another key");
    let error = Client::new(&config).list_services().send().await;
    assert_eq!(error.unwrap_err().code(), Some("InvalidSignatureException"));
}
