//! What an answer's stream begins with: an initial response, or not.

use super::{Partner, Talk};
use crate::error::{ProvideErrorMetadata, SdkError};
use crate::runtime::event_stream::{exception, marshalled, EventBuilder};
use crate::runtime::json::Writer;
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::event_stream::Message;

fn greeting(json: &'static str) -> Message {
    let mut event = EventBuilder::new("initial-response");
    event.payload("application/json", json);
    event.finish()
}

fn said(text: &str) -> Message {
    marshalled("said", |w| w.string(text)).unwrap()
}

#[tokio::test]
async fn members_of_the_initial_response_are_in_the_output() {
    for (json, expected) in [
        (r#"{"greeting":"hi","later":[]}"#, Some("hi")),
        ("{}", None),
        ("", None),
    ] {
        let partner = Partner::new([greeting(json), said("a")]);
        let mut output = partner.call(None, []).await.unwrap();
        assert_eq!(output.greeting.as_deref(), expected);
        let event = output.stream.recv().await.unwrap();
        assert_eq!(event, Some(Talk::Said("a".to_owned())));
        assert_eq!(output.stream.recv().await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_stream_without_an_initial_response_loses_nothing() {
    let partner = Partner::new([said("a"), said("b")]);
    let mut output = partner.call(None, []).await.unwrap();
    assert_eq!(output.greeting, None);
    for text in ["a", "b"] {
        let event = output.stream.recv().await.unwrap();
        assert_eq!(event, Some(Talk::Said(text.to_owned())));
    }
    assert_eq!(output.stream.recv().await.unwrap(), None);
}

#[tokio::test]
async fn an_exception_in_its_place_is_received() {
    let refused = exception("refused", |w: &mut Writer| {
        w.begin_object();
        w.key("message");
        w.string("no");
        w.end_object();
    });
    let partner = Partner::new([refused.unwrap()]);
    let mut output = partner.call(None, []).await.unwrap();
    let err = output.stream.recv().await.unwrap_err();
    assert_eq!(err.code(), Some("ValidationException"));
    assert_eq!(err.message(), Some("no"));
}

#[tokio::test]
async fn one_that_cannot_be_read_is_the_error_of_the_call() {
    let partner = Partner::new([greeting(r#"{"greeting":1}"#)]);
    let err = partner.call(None, []).await.unwrap_err();
    assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
    let text = err.into_source().unwrap().to_string();
    assert!(
        text.starts_with("Converse: the initial response cannot be read: ")
            && text.contains("in `greeting`"),
        "{text}"
    );
}

#[tokio::test]
async fn one_that_is_cut_off_is_the_error_of_the_call() {
    let mut bytes = Vec::new();
    write_message_to(&greeting("{}"), &mut bytes).unwrap();
    for at in 1..bytes.len() {
        let partner = Partner::with_bytes(bytes[..at].to_vec());
        let err = partner.call(None, []).await.unwrap_err();
        assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
    }
}

#[tokio::test]
async fn headers_of_events_are_read_by_their_types() {
    let mut event = EventBuilder::new("whispered");
    event.payload("text/plain", "hush");
    // Any integer type that fits will do.
    event.header("volume", 7i64);
    let partner = Partner::new([event.finish()]);
    let mut output = partner.call(None, []).await.unwrap();
    let expected = Talk::Whispered {
        text: "hush".to_owned(),
        volume: 7,
    };
    assert_eq!(output.stream.recv().await.unwrap(), Some(expected));

    let too_large: fn(&mut EventBuilder) = |event| event.header("volume", 70_000i32);
    let no_number: fn(&mut EventBuilder) = |event| event.header("volume", "7".to_owned());
    for add in [too_large, no_number] {
        let mut event = EventBuilder::new("whispered");
        add(&mut event);
        let partner = Partner::new([event.finish()]);
        let mut output = partner.call(None, []).await.unwrap();
        let err = output.stream.recv().await.unwrap_err();
        let text = err.into_source().unwrap().to_string();
        assert!(text.contains("header `volume` is not an integer"), "{text}");
    }
}
