//! Events: all of them, unknown ones, and those that arrive in pieces.

use std::time::Duration;

use agentcore_payments::types::{
    HarnessContentBlockDelta, HarnessConversationRole, HarnessStopReason, InvokeHarnessStreamOutput,
};
use aws_smithy_types::{Document, Number};

use super::{connection, frames, invoke, receive, receive_all};

#[tokio::test]
async fn every_event_of_the_model_arrives() {
    let (events, end) = receive_all(frames::run()).await;
    end.expect("a complete stream");
    assert_eq!(events.len(), 6);
    let role = &events[0].as_message_start().expect("messageStart").role;
    assert_eq!(role, &HarnessConversationRole::Assistant);
    let start = events[1]
        .as_content_block_start()
        .expect("contentBlockStart");
    let tool = start
        .start()
        .expect("a start")
        .as_tool_use()
        .expect("a tool");
    assert_eq!((tool.tool_use_id(), tool.name()), ("t-1", "search"));
    let delta = events[2]
        .as_content_block_delta()
        .expect("contentBlockDelta");
    let text = HarnessContentBlockDelta::Text("Grüße, 世界".to_owned());
    assert_eq!(delta.delta(), Some(&text));
    let stop = events[3].as_content_block_stop().expect("contentBlockStop");
    assert_eq!(stop.content_block_index(), 0);
    let stop = events[4].as_message_stop().expect("messageStop");
    assert_eq!(stop.stop_reason(), &HarnessStopReason::EndTurn);
    let metadata = events[5].as_metadata().expect("metadata");
    assert_eq!(metadata.usage().expect("usage").total_tokens(), 8);
    assert_eq!(metadata.metrics().expect("metrics").latency_ms(), 42);
}

#[tokio::test]
async fn an_event_is_there_while_the_connection_is_open() {
    let (answer, body) = connection::answer(200, &[]);
    body.send(frames::event("messageStart", r#"{"role":"user"}"#));
    let mut output = invoke(answer).await.expect("an answer");
    let event = output
        .stream
        .recv()
        .await
        .expect("no error")
        .expect("an event");
    assert!(event.is_message_start());
    // A receiver that is given up while it waits loses nothing.
    let next = frames::event("contentBlockStop", r#"{"contentBlockIndex":7}"#);
    body.send(next[..20].to_vec());
    let waits = tokio::time::timeout(Duration::from_millis(20), output.stream.recv());
    assert!(waits.await.is_err(), "half an event is none");
    body.send(next[20..].to_vec());
    let event = output
        .stream
        .recv()
        .await
        .expect("no error")
        .expect("an event");
    let stop = event.as_content_block_stop().expect("contentBlockStop");
    assert_eq!(stop.content_block_index(), 7);
    drop(output);
    body.closed().await;
}

#[tokio::test]
async fn split_at_any_byte_nothing_is_lost() {
    let all: Vec<u8> = frames::run().concat();
    let (expected, _) = receive_all([all.clone()]).await;
    assert_eq!(expected.len(), 6);
    for at in 0..=all.len() {
        let (events, end) = receive_all([all[..at].to_vec(), all[at..].to_vec()]).await;
        end.unwrap_or_else(|err| panic!("split at {at}: {err:?}"));
        assert_eq!(events, expected, "split at {at}");
    }
    for size in [1, 2, 3, 5, 11, 12, 13, 64] {
        let (events, end) = receive_all(all.chunks(size).map(<[u8]>::to_vec)).await;
        end.unwrap_or_else(|err| panic!("pieces of {size}: {err:?}"));
        assert_eq!(events, expected, "pieces of {size}");
    }
    // Pieces of nothing, too.
    let pieces = all.chunks(7).flat_map(|piece| [Vec::new(), piece.to_vec()]);
    let (events, end) = receive_all(pieces).await;
    end.expect("a complete stream");
    assert_eq!(events, expected);
}

/// The unknown member that an event becomes.
async fn unknown(message: Vec<u8>) -> (String, Document) {
    let (events, end) = receive_all([message]).await;
    end.expect("a complete stream");
    let [event] = &events[..] else {
        panic!("{events:?}")
    };
    assert!(event.is_unknown());
    let (name, value) = event.as_unknown().expect("unknown");
    (name.to_owned(), value.clone())
}

#[tokio::test]
async fn an_unknown_event_keeps_its_name_and_payload() {
    let (name, value) = unknown(frames::event("soonToCome", r#"{"a":[1,null]}"#)).await;
    assert_eq!(name, "soonToCome");
    let one = Document::Number(Number::PosInt(1));
    let members = [("a".to_owned(), Document::Array(vec![one, Document::Null]))];
    assert_eq!(value, Document::Object(members.into_iter().collect()));

    let string = |text: &str| Document::String(text.to_owned());
    let of = |content_type, payload| {
        let mut headers = vec![(":message-type", "event"), (":event-type", "x")];
        headers.extend(Option::<&str>::map(content_type, |t| (":content-type", t)));
        frames::message(&headers, payload)
    };
    for (content_type, payload, expected) in [
        (None, &b"{}"[..], Document::Object(Default::default())),
        (None, b"", Document::Object(Default::default())),
        (None, b"7", Document::Number(Number::PosInt(7))),
        (None, b"plain words", string("plain words")),
        (None, b"\xff\x00", string("/wA=")),
        (Some("application/json"), b"{broken", string("{broken")),
        (Some("text/plain"), b"7", string("7")),
        (Some("application/octet-stream"), b"7", string("Nw==")),
    ] {
        let (name, value) = unknown(of(content_type, payload)).await;
        assert_eq!(
            (&*name, value),
            ("x", expected),
            "{content_type:?} {payload:?}"
        );
    }
}

#[tokio::test]
async fn an_unknown_event_does_not_end_the_stream() {
    let mut messages = frames::run();
    messages.insert(2, frames::event("soonToCome", "{}"));
    let (events, end) = receive_all(messages).await;
    end.expect("a complete stream");
    assert_eq!(events.len(), 7);
    assert!(matches!(
        &events[2],
        InvokeHarnessStreamOutput::Unknown { .. }
    ));
}

#[tokio::test]
async fn an_initial_response_is_no_event() {
    let mut messages = frames::run();
    messages.insert(0, frames::event("initial-response", "{}"));
    let (events, end) = receive_all(messages).await;
    end.expect("a complete stream");
    assert_eq!(events.len(), 6);
}

#[tokio::test]
async fn unknown_headers_and_members_are_passed_over() {
    let message = frames::message(
        &[
            ("later", "1"),
            (":message-type", "event"),
            (":event-type", "contentBlockStop"),
            (":later", "2"),
        ],
        br#"{"later":{"a":1},"contentBlockIndex":3}"#,
    );
    let (events, end) = receive_all([message]).await;
    end.expect("a complete stream");
    let stop = events[0].as_content_block_stop().expect("contentBlockStop");
    assert_eq!(stop.content_block_index(), 3);
}

#[tokio::test]
async fn an_empty_stream_is_complete() {
    let (events, end) = receive_all([]).await;
    end.expect("a complete stream");
    assert!(events.is_empty());
}

/// An agent may think for minutes: no protection against stalled streams, and no timeout of an operation, ends the stream.
#[tokio::test(start_paused = true)]
async fn a_pause_of_an_hour_is_no_error() {
    let (answer, body) = connection::answer(200, &[]);
    let mut output = invoke(answer).await.expect("an answer");
    let server = tokio::spawn(async move {
        for message in frames::run() {
            tokio::time::sleep(Duration::from_secs(3600)).await;
            body.send(message);
        }
    });
    let (events, end) = receive(&mut output.stream).await;
    end.expect("a complete stream");
    assert_eq!(events.len(), 6);
    server.await.expect("a server");
}
