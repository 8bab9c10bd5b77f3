//! Event streams in memory: events to send, frames to answer with, and comparisons of what was sent and received.
//!
//! Rules: Smithy specification, "Event stream compliance tests"; the frames are those of `application/vnd.amazon.eventstream`.

use super::body;
use super::outcome::{chain, Failure, Outcome};
use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_types::event_stream::{Header as FrameHeader, HeaderValue, Message};
use aws_smithy_types::DateTime;
use futures_core::Stream;
use std::collections::VecDeque;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Events that are there from the beginning.
#[derive(Debug)]
pub struct Events<T>(VecDeque<T>);

impl<T> Events<T> {
    pub fn new(events: Vec<T>) -> Self {
        Self(events.into())
    }
}

impl<T: Unpin> Stream for Events<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.pop_front())
    }
}

/// The value of an event's header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Header {
    Boolean(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    Blob(&'static [u8]),
    Text(&'static str),
    /// Seconds and nanoseconds since 1970.
    Timestamp(i64, u32),
}

impl Header {
    fn value(self) -> HeaderValue {
        match self {
            Self::Boolean(value) => HeaderValue::Bool(value),
            Self::Byte(value) => HeaderValue::Byte(value),
            Self::Short(value) => HeaderValue::Int16(value),
            Self::Integer(value) => HeaderValue::Int32(value),
            Self::Long(value) => HeaderValue::Int64(value),
            Self::Blob(value) => HeaderValue::ByteArray(value.into()),
            Self::Text(value) => HeaderValue::String(value.into()),
            Self::Timestamp(seconds, nanos) => {
                HeaderValue::Timestamp(DateTime::from_secs_and_nanos(seconds, nanos))
            }
        }
    }
}

/// An event as a case describes it, in the words of the trait.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub headers: &'static [(&'static str, Header)],
    pub forbid_headers: &'static [&'static str],
    pub require_headers: &'static [&'static str],
    /// With its media type.
    pub body: Option<(&'static str, Option<&'static str>)>,
    /// The whole frame, where the case has it.
    pub bytes: Option<&'static [u8]>,
}

/// The frames of events that a service sends, as the body of an answer.
pub fn frames(events: &[Event]) -> Result<&'static [u8], Failure> {
    let mut frames = Vec::new();
    for event in events {
        match event.bytes {
            Some(bytes) => frames.extend_from_slice(bytes),
            None => {
                let body = event.body.map_or("", |(body, _)| body);
                let headers = event.headers.iter();
                let headers = headers.map(|(name, value)| FrameHeader::new(*name, value.value()));
                let message = Message::new_from_parts(headers.collect(), body.to_owned());
                write_message_to(&message, &mut frames)?;
            }
        }
    }
    // A test is short, and so is what it answers.
    Ok(frames.leak())
}

/// Compares the frames that were sent with `expected`.
///
/// # Errors
///
/// All that differs.
pub fn check_sent(expected: &[Event], body: &[u8]) -> Outcome {
    let mut messages = Vec::new();
    for message in messages_of(body)? {
        let signed = message
            .headers()
            .iter()
            .any(|header| header.name().as_str() == ":chunk-signature");
        if signed {
            // The envelope of a signature; an empty one ends the stream.
            messages.extend(messages_of(message.payload())?);
        } else {
            messages.push(message);
        }
    }
    let mut findings = Vec::new();
    if messages.len() != expected.len() {
        findings.push(format!(
            "expected {} events, got {}",
            expected.len(),
            messages.len()
        ));
    }
    for (event, message) in expected.iter().zip(&messages) {
        event.compare(message, &mut findings);
    }
    Failure::of(findings)
}

fn messages_of(mut frames: &[u8]) -> Result<Vec<Message>, Failure> {
    let mut messages = Vec::new();
    while !frames.is_empty() {
        let length = frames
            .first_chunk()
            .map_or(0, |length| u32::from_be_bytes(*length));
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let frame = frames.get(..length).filter(|frame| !frame.is_empty());
        let frame =
            frame.ok_or_else(|| Failure::new("expected whole frames, got a part of one"))?;
        messages.push(read_message_from(frame)?);
        frames = &frames[length..];
    }
    Ok(messages)
}

impl Event {
    fn compare(&self, message: &Message, findings: &mut Vec<String>) {
        let header = |name: &str| {
            let mut headers = message.headers().iter();
            headers
                .find(|header| header.name().as_str() == name)
                .map(FrameHeader::value)
        };
        for (name, expected) in self.headers {
            match header(name) {
                Some(value) if *value == expected.value() => {}
                Some(value) => findings.push(format!(
                    "expected the event header {name}: {expected:?}, got {value:?}"
                )),
                None => findings.push(format!(
                    "expected the event header {name}: {expected:?}, got none"
                )),
            }
        }
        for name in self.forbid_headers {
            if let Some(value) = header(name) {
                findings.push(format!("expected no event header {name}, got {value:?}"));
            }
        }
        for name in self.require_headers {
            if header(name).is_none() {
                findings.push(format!("expected an event header {name}, got none"));
            }
        }
        if let Some((expected, media_type)) = self.body {
            findings.extend(body::difference(expected, media_type, message.payload()));
        }
    }
}

/// The event that a receiver gave.
pub fn received<T, E: Error>(result: Result<Option<T>, E>) -> Result<T, Failure> {
    match result {
        Ok(Some(event)) => Ok(event),
        Ok(None) => Err(Failure::new("expected an event, got the end of the stream")),
        Err(error) => Err(Failure::new(format!(
            "expected an event, got {}",
            chain(&error)
        ))),
    }
}

/// The end of a stream.
pub fn ended<T: std::fmt::Debug, E: Error>(result: Result<Option<T>, E>) -> Outcome {
    match result {
        Ok(None) => Ok(()),
        Ok(Some(event)) => Err(Failure::new(format!(
            "expected the end of the stream, got {event:?}"
        ))),
        Err(error) => Err(Failure::new(format!(
            "expected the end of the stream, got {}",
            chain(&error)
        ))),
    }
}

/// What failed: the error's text, and whether it is of the expected shape.
pub type Failed = Option<(String, bool)>;

/// The failure that a case expects, of the shape `error` if it names one.
pub fn failure(error: Option<&str>, failed: Failed) -> Outcome {
    match (error, failed) {
        (None, Some(_)) | (Some(_), Some((_, true))) => Ok(()),
        (Some(error), Some((text, false))) => Err(Failure::new(format!(
            "expected the error {error}, got {text}"
        ))),
        (Some(error), None) => Err(Failure::new(format!(
            "expected the error {error}, got success"
        ))),
        (None, None) => Err(Failure::new("expected an error, got success")),
    }
}
