//! What events carry is in no `Debug` of a receiver, in no error, and in no line of the log.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};

use super::{connection, frames, invoke, receive};

const SECRET: &str = "ca05d2f7";

/// Everything that is logged, on every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut log = self.0.lock().expect("no panic");
        write!(log, " {field}={value:?}").expect("a string");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn payloads_are_not_shown() {
    let log = Log::default();
    // For all threads: a subscriber of one alone misses what others have come by first.
    tracing::subscriber::set_global_default(log.clone()).expect("the only one");
    tracing::trace!("the log works");

    let delta = format!(
        r#"{{"contentBlockIndex":0,"delta":{{"reasoningContent":{{"text":"{SECRET}"}}}}}}"#
    );
    let good = frames::event("contentBlockDelta", &delta);
    let unreadable = delta.replace(":0", ":{}");
    for bad in [
        frames::event("contentBlockDelta", &unreadable),
        frames::event("contentBlockDelta", &delta[..delta.len() - 1]),
        frames::event("unknown", &delta),
        frames::message(
            &[(":message-type", "event"), ("h", SECRET)],
            delta.as_bytes(),
        ),
        good[..good.len() - 4].to_vec(),
        [&good[..good.len() - 4], b"\0\0\0\0"].concat(),
    ] {
        let (answer, body) = connection::answer(200, &[]);
        body.send(good.clone());
        body.send(bad);
        let mut output = invoke(answer).await.expect("an answer");
        let first = output
            .stream
            .recv()
            .await
            .expect("no error")
            .expect("an event");
        let delta = first.as_content_block_delta().expect("contentBlockDelta");
        let delta = delta.delta().expect("a delta");
        let text = delta.as_reasoning_content().expect("reasoning").as_text();
        assert_eq!(
            text,
            Ok(&SECRET.to_owned()),
            "the secret must have been there"
        );
        let before = format!("{output:?} {first:?}");
        drop(body);
        let (events, end) = receive(&mut output.stream).await;
        let mut shown = format!("{before} {output:?} {events:?} {end:?}");
        if let Err(err) = end {
            let err = agentcore_payments::Error::from(err);
            shown.push_str(&format!(" {err} {err:?}"));
        }
        assert!(!shown.contains(SECRET), "{shown}");
    }
    let log = log.0.lock().expect("no panic").clone();
    assert!(log.contains("the log works"));
    assert!(!log.contains(SECRET), "{log}");
}
