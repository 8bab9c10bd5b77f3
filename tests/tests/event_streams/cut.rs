//! Streams that are cut off or corrupt: they never look complete, and what can be known early is.

use std::time::Duration;

use agentcore_payments::error::SdkError;

use super::{StreamError, connection, frames, invoke, receive_all};

#[tokio::test]
async fn cut_anywhere_but_between_messages_it_ends_in_an_error() {
    let messages = frames::run();
    let all: Vec<u8> = messages.concat();
    let mut ends = vec![0];
    for message in &messages {
        ends.push(ends[ends.len() - 1] + message.len());
    }
    for at in 0..=all.len() {
        let (events, end) = receive_all([all[..at].to_vec()]).await;
        let whole = ends.iter().filter(|end| **end <= at).count() - 1;
        assert_eq!(events.len(), whole, "cut at {at}");
        let is_between = ends.contains(&at);
        match end {
            Ok(()) => assert!(is_between, "cut at {at} it looks complete"),
            Err(err) => {
                assert!(!is_between, "cut at {at}: {err:?}");
                assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
                let text = err.into_source().expect("a cause").to_string();
                assert!(text.contains("cut off"), "{text}");
            }
        }
    }
}

/// Byte by byte, as a decoder sees it that holds back what it has consumed.
#[tokio::test]
async fn cut_in_small_pieces_it_ends_in_an_error_too() {
    let message = frames::event("contentBlockStop", r#"{"contentBlockIndex":1}"#);
    for at in 1..message.len() {
        let (events, end) = receive_all(message[..at].chunks(1).map(<[u8]>::to_vec)).await;
        assert!(events.is_empty());
        assert!(end.is_err(), "cut at {at} it looks complete");
    }
}

#[tokio::test]
async fn the_error_of_a_cut_stream_says_how_much_has_arrived() {
    let message = frames::event("contentBlockStop", r#"{"contentBlockIndex":1}"#);
    for (at, text) in [
        (
            5,
            "5 bytes of the beginning of a message have arrived".to_owned(),
        ),
        (
            12,
            format!(
                "12 of the {} bytes of a message have arrived",
                message.len()
            ),
        ),
    ] {
        let (_, end) = receive_all([message[..at].to_vec()]).await;
        let source = end.expect_err("an error").into_source().expect("a cause");
        assert_eq!(
            source.to_string(),
            format!("InvokeHarness: the event stream was cut off: {text}")
        );
    }
}

/// The error of a stream that stays open behind these bytes.
async fn error_while_open(bytes: Vec<u8>) -> Option<StreamError> {
    let (answer, body) = connection::answer(200, &[]);
    body.send(frames::event("messageStart", r#"{"role":"user"}"#));
    body.send(bytes);
    let mut output = invoke(answer).await.expect("an answer");
    assert!(matches!(output.stream.recv().await, Ok(Some(_))));
    let received = tokio::time::timeout(Duration::from_secs(60), output.stream.recv()).await;
    drop(body);
    received
        .ok()
        .map(|received| received.expect_err("an error"))
}

#[tokio::test(start_paused = true)]
async fn a_wrong_checksum_of_the_prelude_is_an_error_at_once() {
    let message = frames::event("contentBlockStop", r#"{"contentBlockIndex":1}"#);
    for byte in 0..12 {
        for bit in 0..8 {
            let mut prelude = message[..12].to_vec();
            prelude[byte] ^= 1 << bit;
            let err = error_while_open(prelude).await.expect("an error at once");
            assert!(matches!(err, SdkError::ResponseError(_)), "{err:?}");
        }
    }
    assert!(
        error_while_open(message[..12].to_vec()).await.is_none(),
        "a right prelude is no error"
    );
}

#[tokio::test(start_paused = true)]
async fn an_impossible_length_is_an_error_at_once() {
    for (total, headers) in [
        (0, 0),
        (15, 0),
        (16, 1),
        (16, 16),
        (100, 85),
        (100, 1),
        (100, 2),
        (100, u32::MAX),
        (u32::MAX, 0),
        (u32::MAX, u32::MAX),
    ] {
        let err = error_while_open(frames::prelude(total, headers)).await;
        let err = err.unwrap_or_else(|| panic!("{total} and {headers} are waited for"));
        let text = err.into_source().expect("a cause").to_string();
        assert!(text.contains("is corrupt: no message is"), "{text}");
    }
    for (total, headers) in [(16, 0), (100, 84), (100, 3), (30 << 20, 0)] {
        let err = error_while_open(frames::prelude(total, headers)).await;
        let is_whole = total == 16;
        assert!(
            is_whole || err.is_none(),
            "{total} and {headers} are possible: {err:?}"
        );
    }
}

#[tokio::test]
async fn a_changed_bit_anywhere_is_an_error() {
    let message = frames::event("contentBlockStop", r#"{"contentBlockIndex":1}"#);
    for byte in 0..message.len() {
        let mut changed = message.clone();
        changed[byte] ^= 1;
        let (events, end) = receive_all([changed]).await;
        assert!(events.is_empty(), "byte {byte}");
        assert!(end.is_err(), "byte {byte}");
    }
}

#[tokio::test]
async fn headers_that_do_not_fill_their_length_are_an_error() {
    for headers in [
        &b"\x01a\x07\x00"[..],
        b"\x01a\x07\x00\x09ab",
        b"\x01a\x05abc",
        b"\x01a\x63",
        b"\xffa\x00",
        b"\x02\xff\xff\x00",
    ] {
        let (events, end) = receive_all([frames::raw(headers, b"{}")]).await;
        assert!(events.is_empty(), "{headers:?}");
        assert!(end.is_err(), "{headers:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_event_stream_is_an_error() {
    let (events, end) = receive_all([b"<html>Bad gateway</html>".to_vec()]).await;
    assert!(events.is_empty());
    assert!(matches!(end, Err(SdkError::ResponseError(_))), "{end:?}");
}
