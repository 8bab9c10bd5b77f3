//! What errors say, and what they keep to themselves.

use super::support::{answer, Reply, Server};
use crate::error::{DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError};
use crate::operation::create_thing::CreateThingError;
use crate::operation::get_thing::GetThingError;
use crate::operation::RequestId;
use crate::primitives::{ByteStream, SdkBody};
use crate::types::error::{ThrottlingException, ValidationException};
use std::error::Error as _;

async fn get(reply: Reply) -> SdkError<GetThingError> {
    let server = Server::new([reply]);
    let config = server
        .config()
        .retry_config(crate::config::retry::RetryConfig::disabled());
    let client = crate::Client::from_conf(config.build());
    client.get_thing().thing_id("1").send().await.unwrap_err()
}

#[tokio::test]
async fn a_modelled_error_says_operation_code_message_and_request_id() {
    let body = r#"{"Message":"Rate exceeded"}"#;
    let headers = &[
        ("x-amzn-errortype", "ThrottlingException"),
        ("x-amzn-requestid", "r1"),
    ];
    let err = get(Reply::Answer(400, headers, body)).await;
    assert_eq!(err.code(), Some("ThrottlingException"));
    assert_eq!(err.message(), Some("Rate exceeded"));
    assert_eq!(err.request_id(), Some("r1"));

    let text = "GetThing: ThrottlingException: Rate exceeded (request id r1)";
    let service = err.into_service_error();
    assert!(service.is_throttling_exception() && !service.is_validation_exception());
    assert_eq!(service.to_string(), text);
    assert_eq!(
        service.source().unwrap().to_string(),
        "ThrottlingException: Rate exceeded"
    );
    assert_eq!(service.request_id(), Some("r1"));
    assert_eq!(service.meta().extra("operation"), None);

    let whole = crate::Error::from(service);
    assert_eq!(whole.to_string(), text);
    assert_eq!(whole.request_id(), Some("r1"));
    assert!(matches!(whole, crate::Error::ThrottlingException(_)));
    let boxed: Box<dyn std::error::Error + Send + Sync> = whole.into();
    assert_eq!(boxed.to_string(), text);
}

#[tokio::test]
async fn members_of_errors_are_read_from_body_and_headers() {
    let body = r#"{"__type":"ValidationException","message":"Bad","fields":["a","b"],"x":{}}"#;
    let GetThingError::ValidationException(err) = get(answer(400, body)).await.into_service_error()
    else {
        panic!("another error")
    };
    assert_eq!(
        (err.message(), err.fields()),
        (Some("Bad"), &["a".to_owned(), "b".to_owned()][..])
    );

    let headers = &[
        ("x-amzn-errortype", "InternalServerException"),
        ("Retry-After", "7"),
    ];
    let err = get(Reply::Answer(500, headers, ""))
        .await
        .into_service_error();
    let GetThingError::InternalServerException(err) = err else {
        panic!("{err:?}")
    };
    assert_eq!((err.message(), err.retry_after_seconds()), (None, Some(7)));
    assert_eq!(
        err.retryable_error_kind(),
        aws_smithy_types::retry::ErrorKind::ServerError
    );
}

#[tokio::test]
async fn an_unknown_error_keeps_code_and_message() {
    let body = r#"{"code":"com.x#NewException","errorMessage":"Not yet"}"#;
    let err = get(answer(409, body)).await.into_service_error();
    assert_eq!(err.code(), Some("NewException"));
    assert_eq!(err.to_string(), "GetThing: NewException: Not yet");
    assert_eq!(
        crate::Error::from(err).to_string(),
        "GetThing: NewException: Not yet"
    );

    let err = get(answer(404, "<html>no such page</html>"))
        .await
        .into_service_error();
    assert_eq!(err.code(), None);
    assert_eq!(
        err.to_string(),
        "GetThing: the service answered with HTTP status 404"
    );
}

#[tokio::test]
async fn an_error_whose_body_is_unreadable_keeps_its_type() {
    for body in [
        "",
        "not json",
        "{\"message\":",
        "[]",
        "\"text\"",
        "{\"message\":3}",
        "{\"__type\":[]}",
    ] {
        let headers = &[
            ("x-amzn-errortype", "ThrottlingException"),
            ("x-amzn-requestid", "r1"),
        ];
        let err = get(Reply::Answer(400, headers, body))
            .await
            .into_service_error();
        assert!(err.is_throttling_exception(), "{body}: {err:?}");
        assert_eq!(
            err.to_string(),
            "GetThing: ThrottlingException (request id r1)"
        );
    }
    // The code is there, but the error's own member is not what the model says.
    let body = r#"{"__type":"ValidationException","message":"Bad","fields":3}"#;
    let err = get(answer(400, body)).await.into_service_error();
    assert_eq!(err.code(), Some("ValidationException"));
    assert_eq!(err.to_string(), "GetThing: ValidationException: Bad");
    let cause = err.source().unwrap().to_string();
    assert!(cause.contains("fields"), "{cause}");
}

#[tokio::test]
async fn the_header_goes_before_the_body_and_type_before_code() {
    let body = r#"{"code":"A","__type":"B","message":""}"#;
    let err = get(Reply::Answer(400, &[("x-amzn-errortype", "C")], body)).await;
    assert_eq!(err.code(), Some("C"));
    assert_eq!(get(answer(400, body)).await.code(), Some("B"));
    assert_eq!(
        get(answer(400, r#"{"code":"A","__type":3}"#)).await.code(),
        Some("A")
    );
}

#[tokio::test]
async fn an_error_of_another_operation_is_unhandled() {
    let headers = &[("x-amzn-errortype", "InternalServerException")];
    let server = Server::new([Reply::Answer(400, headers, "")]);
    let err = server
        .client()
        .create_thing()
        .name("a")
        .send()
        .await
        .unwrap_err();
    let err: CreateThingError = err.into_service_error();
    assert_eq!(err.code(), Some("InternalServerException"));
    assert!(matches!(err, CreateThingError::Unhandled(_)));
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_says_where() {
    let reply = Reply::Answer(
        200,
        &[("x-amzn-requestid", "r1")],
        r#"{"name":{"s3cret":1}}"#,
    );
    let err = get(reply).await;
    let text = crate::Error::from(err).to_string();
    assert!(text.starts_with("GetThing: "), "{text}");
    assert!(
        text.contains("name") && text.ends_with("(request id r1)"),
        "{text}"
    );
    assert!(!text.contains("s3cret"), "{text}");
}

#[tokio::test]
async fn no_debug_shows_the_body_but_it_can_be_had() {
    for (status, bytes) in [
        (400, r#"{"message":"m","s3cret":"s3cret"}"#),
        (200, r#"{"name":"s3cret"#),
    ] {
        let err = get(answer(status, bytes)).await;
        let raw = err.raw_response().unwrap();
        assert_eq!(raw.body().bytes(), Some(bytes.as_bytes()));
        let texts = [
            format!("{err:?}"),
            format!("{err:#?}"),
            DisplayErrorContext(&err).to_string(),
        ];
        for text in texts {
            assert!(!text.contains("s3cret"), "{text}");
        }
        let SdkError::ServiceError(context) = err else {
            panic!("{err:?}")
        };
        let body = std::mem::replace(context.into_raw().body_mut(), SdkBody::taken());
        let streamed = ByteStream::new(body).collect().await.unwrap().into_bytes();
        assert_eq!(streamed, bytes.as_bytes());
    }
}

#[tokio::test]
async fn what_is_no_error_of_the_service_says_what_happened() {
    let err = get(Reply::ConnectionLost).await;
    let text = crate::Error::from(err).to_string();
    assert_eq!(
        text,
        "GetThing: dispatch failure: io error: \
         no answer from https://cp.sample.us-east-1.example.com: the line is dead"
    );

    let err = get(Reply::BrokenOff("{\"name\":")).await;
    let raw = err.raw_response().unwrap();
    assert_eq!(raw.status().as_u16(), 200);
    let text = crate::Error::from(err).to_string();
    assert_eq!(
        text,
        "GetThing: response error: \
         the answer broke off, from https://cp.sample.us-east-1.example.com: the line is dead"
    );

    let client = Server::new([]).client();
    let err = client.get_thing().send().await.unwrap_err();
    let text = crate::Error::from(err).to_string();
    assert!(
        text.starts_with("GetThing: failed to construct request: thingId"),
        "{text}"
    );
    assert_eq!(text.matches("GetThing").count(), 1, "{text}");
}

#[test]
fn errors_made_by_hand_speak_too() {
    let throttled = ThrottlingException::builder()
        .message("Slow down")
        .build()
        .unwrap();
    assert_eq!(throttled.to_string(), "ThrottlingException: Slow down");
    assert!(ThrottlingException::builder().build().is_err());
    let err = GetThingError::ThrottlingException(throttled);
    assert_eq!(err.to_string(), "GetThing: ThrottlingException: Slow down");
    assert_eq!(
        crate::Error::from(err).to_string(),
        "GetThing: ThrottlingException: Slow down"
    );

    let invalid = ValidationException::builder()
        .fields("a")
        .fields("b")
        .build();
    assert_eq!(invalid.to_string(), "ValidationException");
    assert_eq!(invalid.fields().len(), 2);

    let meta = ErrorMetadata::builder().code("X").message("Y").build();
    let generic = GetThingError::generic(meta.clone());
    assert_eq!(generic.meta(), &meta);
    assert_eq!(generic.to_string(), "GetThing: X: Y");
    assert_eq!(
        GetThingError::unhandled("cause").to_string(),
        "GetThing: cause"
    );
}
