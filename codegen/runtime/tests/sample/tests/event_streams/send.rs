//! Events that are sent: their order, their form, their signatures.

use super::{headers, messages, said, Partner, Talk, TalkError};
use crate::config::Credentials;
use crate::types::error::ValidationException;
use aws_sigv4::http_request::{
    sign, SignableBody, SignableRequest, SigningInstructions, SigningSettings,
};
use aws_sigv4::sign::v4;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::Document;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time of test defaults.
fn time() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_234_567_890)
}

/// Messages within the signed messages of what was sent, in order; each signature is recomputed from the one before, the
/// first from that of the request. The last message is the empty one that ends the stream.
fn verified(partner: &Partner) -> Vec<aws_smithy_types::event_stream::Message> {
    let sent = partner.sent();
    let identity: Identity = Credentials::for_tests().into();
    let seed = request_signature(&sent.request, &identity);
    assert!(
        sent.authorization.ends_with(&format!("Signature={seed}")),
        "{}: {seed}",
        sent.authorization
    );
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("sample")
        .time(time())
        .settings(())
        .build()
        .unwrap();
    let mut signature = seed;
    let mut inner = Vec::new();
    let signed = messages(sent.body.unwrap());
    for (index, message) in signed.iter().enumerate() {
        let is_last = index + 1 == signed.len();
        let expected = if is_last {
            aws_sigv4::event_stream::sign_empty_message(&signature, &params)
        } else {
            let message = read_message_from(message.payload().clone()).unwrap();
            inner.push(message);
            aws_sigv4::event_stream::sign_message(&inner[index], &signature, &params)
        };
        let (expected, next) = expected.unwrap().into_parts();
        assert_eq!(message, &expected, "message {index}");
        signature = next;
    }
    inner
}

/// The signature of a request whose payload counts as empty.
fn request_signature(
    request: &aws_smithy_runtime_api::client::orchestrator::HttpRequest,
    identity: &Identity,
) -> String {
    let authorization = request.headers().get("authorization").unwrap();
    let (_, names) = authorization.split_once("SignedHeaders=").unwrap();
    let (names, _) = names.split_once(',').unwrap();
    let names: Vec<&str> = names.split(';').collect();
    let signed = request
        .headers()
        .iter()
        .filter(|(name, _)| names.contains(name) && !name.starts_with("x-amz-date"));
    let params = v4::SigningParams::builder()
        .identity(identity)
        .region("us-east-1")
        .name("sample")
        .time(time())
        .settings(SigningSettings::default())
        .build()
        .unwrap()
        .into();
    let body = SignableBody::Bytes(&[]);
    let signable = SignableRequest::new(request.method(), request.uri(), signed, body).unwrap();
    let signed: (SigningInstructions, String) = sign(signable, &params).unwrap().into_parts();
    signed.1
}

#[tokio::test]
async fn events_are_signed_one_after_the_other() {
    let partner = Partner::new([]);
    let whisper = Talk::Whispered {
        text: "hush".to_owned(),
        volume: -3,
    };
    let items = [said("a"), Ok(whisper), said("c")];
    partner.call(None, items).await.unwrap();
    let events = verified(&partner);
    assert_eq!(events.len(), 3);
    assert_eq!(
        headers(&events[0]),
        [
            (":message-type", "event"),
            (":event-type", "said"),
            (":content-type", "application/json")
        ]
    );
    assert_eq!(&events[0].payload()[..], b"\"a\"");
    assert_eq!(
        headers(&events[1]),
        [
            (":message-type", "event"),
            (":event-type", "whispered"),
            (":content-type", "text/plain"),
            ("volume", "no string")
        ]
    );
    assert_eq!(events[1].headers()[3].value().as_int16(), Ok(-3));
    assert_eq!(&events[1].payload()[..], b"hush");
}

#[tokio::test]
async fn the_request_says_what_its_body_is() {
    let partner = Partner::new([]);
    partner.call(None, [said("a")]).await.unwrap();
    let sent = partner.sent();
    let header = |name| sent.request.headers().get(name);
    let content_type = "application/vnd.amazon.eventstream";
    assert_eq!(header("content-type"), Some(content_type));
    assert_eq!(header("content-length"), None);
    assert_eq!(header("x-amz-content-sha256"), None);
}

#[tokio::test]
async fn the_initial_request_is_first_and_signed() {
    let partner = Partner::new([]);
    partner.call(Some("rain"), [said("a")]).await.unwrap();
    let events = verified(&partner);
    assert_eq!(events.len(), 2);
    assert_eq!(headers(&events[0])[1], (":event-type", "initial-request"));
    assert_eq!(&events[0].payload()[..], br#"{"topic":"rain"}"#);
    assert_eq!(headers(&events[1])[1], (":event-type", "said"));
}

#[tokio::test]
async fn a_stream_of_nothing_is_ended_by_a_signature() {
    let partner = Partner::new([]);
    partner.call(None, []).await.unwrap();
    assert!(verified(&partner).is_empty());
}

#[tokio::test]
async fn exceptions_are_sent_as_messages() {
    let partner = Partner::new([]);
    let exception = ValidationException::builder()
        .set_message(Some("no".to_owned()))
        .build();
    let items = [Err(TalkError::ValidationException(exception)), said("b")];
    partner.call(None, items).await.unwrap();
    let events = verified(&partner);
    assert_eq!(
        headers(&events[0]),
        [
            (":message-type", "exception"),
            (":exception-type", "refused"),
            (":content-type", "application/json")
        ]
    );
    assert_eq!(&events[0].payload()[..], br#"{"message":"no"}"#);
    assert_eq!(&events[1].payload()[..], b"\"b\"");
}

#[tokio::test]
async fn what_no_message_is_made_for_breaks_the_stream_off() {
    let partner = Partner::new([]);
    let items = [said("a"), Err(TalkError::unhandled("lost")), said("c")];
    partner.call(None, items).await.unwrap();
    let err = partner.sent().body.unwrap_err();
    let cause = std::error::Error::source(&*err)
        .expect("a cause")
        .to_string();
    assert!(
        cause.contains("has no exception for: Converse: lost"),
        "{cause}"
    );
}

#[tokio::test]
async fn an_unknown_event_is_sent_as_it_came() {
    let partner = Partner::new([]);
    let value = Document::Array(vec![Document::Null]);
    let unknown = crate::runtime::union::UnknownMember::new("later", value);
    partner
        .call(None, [Ok(Talk::Unknown(unknown))])
        .await
        .unwrap();
    let events = verified(&partner);
    assert_eq!(headers(&events[0])[1], (":event-type", "later"));
    assert_eq!(&events[0].payload()[..], b"[null]");
}

/// Everything that is logged, on every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, _: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push_str(&format!("{value:?}\n"));
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn what_is_sent_is_not_logged() {
    let log = Log::default();
    // For all threads: a subscriber of one alone misses what others have come by first.
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    tracing::trace!("the log works");
    let partner = Partner::new([]);
    partner.call(None, [said("ca05d2f7")]).await.unwrap();
    assert_eq!(&verified(&partner)[0].payload()[..], b"\"ca05d2f7\"");
    let log = log.0.lock().unwrap();
    assert!(log.contains("the log works"), "{log}");
    let as_numbers = format!("{:?}", b"ca05d2f7");
    assert!(
        !log.contains("ca05d2f7") && !log.contains(as_numbers.trim_matches(['[', ']'])),
        "{log}"
    );
}
