//! Errors in the stream: modelled exceptions, errors that no model knows, failures of the connection.

use agentcore_payments::error::ProvideErrorMetadata;
use agentcore_payments::error::SdkError;
use agentcore_payments::operation::RequestId;
use agentcore_payments::types::error::InvokeHarnessStreamOutputError;

use super::{StreamError, connection, frames, invoke, receive, receive_all};

/// The error that a stream of one event and this message ends in, although more comes behind.
async fn error_of(message: Vec<u8>) -> StreamError {
    let event = frames::event("contentBlockStop", r#"{"contentBlockIndex":1}"#);
    let (answer, body) = connection::answer(200, &[("x-amzn-requestid", "r-1")]);
    for piece in [event.clone(), message, event] {
        body.send(piece);
    }
    let mut output = invoke(answer).await.expect("an answer");
    let (events, end) = receive(&mut output.stream).await;
    assert_eq!(events.len(), 1);
    end.expect_err("an error")
}

#[tokio::test]
async fn exceptions_are_the_modelled_errors() {
    type Is = fn(&InvokeHarnessStreamOutputError) -> bool;
    let cases: [(&str, &str, Is); 3] = [
        ("internalServerException", "InternalServerException", |e| {
            e.is_internal_server_exception()
        }),
        ("validationException", "ValidationException", |e| {
            e.is_validation_exception()
        }),
        ("runtimeClientError", "RuntimeClientError", |e| {
            e.is_runtime_client_error()
        }),
    ];
    for (member, code, is) in cases {
        let err = error_of(frames::exception(
            member,
            r#"{"message":"no more tokens","reason":"CannotParse"}"#,
        ))
        .await;
        assert!(matches!(err, SdkError::ServiceError(_)), "{err:?}");
        assert_eq!(
            (err.code(), err.message()),
            (Some(code), Some("no more tokens"))
        );
        let err = err.into_service_error();
        assert!(is(&err), "{err:?}");
        assert_eq!(err.request_id(), Some("r-1"));
        assert_eq!(
            err.to_string(),
            format!("InvokeHarness: {code}: no more tokens (request id r-1)")
        );
    }
}

#[tokio::test]
async fn exceptions_become_the_error_of_the_crate() {
    let message = frames::exception("validationException", r#"{"message":"m","reason":"Later"}"#);
    let err = agentcore_payments::Error::from(error_of(message).await);
    let agentcore_payments::Error::ValidationException(inner) = &err else {
        panic!("{err:?}");
    };
    assert_eq!(inner.reason().as_str(), "Later");
    assert_eq!(
        err.to_string(),
        "InvokeHarness: ValidationException: m (request id r-1)"
    );
}

#[tokio::test]
async fn an_exception_without_a_payload_keeps_its_type() {
    for payload in ["", "not JSON", "[]"] {
        let err = error_of(frames::exception("internalServerException", payload)).await;
        assert_eq!(err.code(), Some("InternalServerException"));
        assert!(err.into_service_error().is_internal_server_exception());
    }
}

#[tokio::test]
async fn an_unknown_exception_keeps_code_and_message() {
    let err = error_of(frames::exception("laterException", r#"{"message":"m"}"#)).await;
    assert_eq!(
        (err.code(), err.message()),
        (Some("laterException"), Some("m"))
    );
    assert!(matches!(err, SdkError::ServiceError(_)));
    let said = r#"{"__type":"com.amazonaws#LaterException","message":"m"}"#;
    let err = error_of(frames::exception("laterException", said)).await;
    assert_eq!(err.code(), Some("LaterException"));
}

#[tokio::test]
async fn an_unmodelled_error_keeps_code_and_message() {
    let err = error_of(frames::message(
        &[
            (":message-type", "error"),
            (":error-code", "InternalFailure"),
            (":error-message", "the model is asleep"),
        ],
        b"",
    ))
    .await;
    assert!(matches!(err, SdkError::ServiceError(_)), "{err:?}");
    assert_eq!(err.code(), Some("InternalFailure"));
    assert_eq!(err.message(), Some("the model is asleep"));
    let err = err.into_service_error();
    assert_eq!(err.meta().request_id(), Some("r-1"));
    assert_eq!(
        err.to_string(),
        "InvokeHarness: InternalFailure: the model is asleep (request id r-1)"
    );
    let err = error_of(frames::message(&[(":message-type", "error")], b"")).await;
    assert_eq!((err.code(), err.message()), (None, None));
}

#[tokio::test]
async fn messages_that_do_not_say_what_they_are_are_errors() {
    for (headers, text) in [
        (&[][..], ":message-type"),
        (&[(":event-type", "messageStart")][..], ":message-type"),
        (&[(":message-type", "event")][..], ":event-type"),
        (&[(":message-type", "exception")][..], ":exception-type"),
        (&[(":message-type", "surprise")][..], ":message-type"),
    ] {
        let err = error_of(frames::message(headers, b"{}")).await;
        assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
        let source = err.into_source().expect("a cause").to_string();
        assert!(
            source.starts_with("InvokeHarness: the event stream "),
            "{source}"
        );
        assert!(source.contains(text), "{source}");
    }
    // `:message-type` as a byte array.
    let mut headers = vec![13];
    headers.extend(b":message-type\x06\x00\x05event");
    let err = error_of(frames::raw(&headers, b"{}")).await;
    assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
}

#[tokio::test]
async fn an_event_that_cannot_be_read_says_where() {
    let err = error_of(frames::event(
        "metadata",
        r#"{"usage":{"inputTokens":"many"}}"#,
    ))
    .await;
    assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
    let text = err.into_source().expect("a cause").to_string();
    assert!(
        text.contains("`metadata`") && text.contains("usage.inputTokens"),
        "{text}"
    );
}

#[tokio::test]
async fn a_connection_that_fails_is_a_dispatch_failure() {
    let (answer, body) = connection::answer(200, &[]);
    body.send(frames::event("messageStart", r#"{"role":"user"}"#));
    body.fail();
    let mut output = invoke(answer).await.expect("an answer");
    let (events, end) = receive(&mut output.stream).await;
    assert_eq!(events.len(), 1);
    let err = end.expect_err("an error");
    let SdkError::DispatchFailure(failure) = &err else {
        panic!("{err:?}");
    };
    assert!(failure.is_io());
}

#[tokio::test]
async fn an_error_answer_is_the_error_of_the_operation() {
    let (answer, body) = connection::answer(400, &[("x-amzn-errortype", "ThrottlingException")]);
    body.send(&br#"{"message":"slow down"}"#[..]);
    drop(body);
    let config = agentcore_payments::Config::builder()
        .retry_config(agentcore_payments::config::retry::RetryConfig::disabled());
    let call = super::call(answer).customize().config_override(config);
    let err = call.send().await.expect_err("an error");
    assert_eq!(err.code(), Some("ThrottlingException"));
    assert!(err.into_service_error().is_throttling_exception());
}

#[tokio::test]
async fn the_raw_message_says_what_it_is_and_no_more() {
    let message = frames::message(
        &[
            (":message-type", "exception"),
            (":exception-type", "validationException"),
            ("private", "header"),
        ],
        br#"{"message":"m"}"#,
    );
    let err = error_of(message).await;
    let Some(super::RawMessage::Decoded(raw)) = err.raw_response() else {
        panic!("{err:?}");
    };
    let names: Vec<_> = raw.headers().iter().map(|h| h.name().as_str()).collect();
    assert_eq!(names, [":message-type", ":exception-type"]);
    assert!(raw.payload().is_empty());
}

#[tokio::test]
async fn a_complete_stream_is_no_error() {
    let (_, end) = receive_all(frames::run()).await;
    end.expect("a complete stream");
}
