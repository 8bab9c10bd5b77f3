//! Messages as the generated writers make them.
//!
//! Rules: Smithy specification, "Event message serialization". Headers that say what the message is come first, then those
//! of the members in the order of the model. A message without a payload has no content type.

use super::super::json::{WriteError, Writer};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use aws_smithy_types::{Blob, DateTime};
use std::error::Error as StdError;
use std::fmt;

const JSON: &str = "application/json";

/// Makes one event.
pub struct EventBuilder {
    message: Vec<Header>,
    headers: Vec<Header>,
    payload: Vec<u8>,
}

impl EventBuilder {
    /// An event of the union's member `name`, without headers and payload.
    pub fn new(name: &str) -> Self {
        Self {
            message: vec![
                Header::new(":message-type", HeaderValue::String("event".into())),
                Header::new(":event-type", HeaderValue::String(name.to_owned().into())),
            ],
            headers: Vec::new(),
            payload: Vec::new(),
        }
    }

    /// The payload and its content type.
    pub fn payload(&mut self, content_type: &'static str, payload: impl Into<Vec<u8>>) {
        let value = HeaderValue::String(content_type.into());
        self.message.push(Header::new(":content-type", value));
        self.payload = payload.into();
    }

    /// A payload of JSON.
    pub fn json(&mut self, write: impl FnOnce(&mut Writer)) -> Result<(), WriteError> {
        let mut writer = Writer::new();
        write(&mut writer);
        self.payload(JSON, writer.finish()?);
        Ok(())
    }

    /// The header of a member.
    pub fn header(&mut self, member: &'static str, value: impl Into<EventHeader>) {
        self.headers.push(Header::new(member, value.into().0));
    }

    /// The message.
    pub fn finish(mut self) -> Message {
        self.message.append(&mut self.headers);
        Message::new_from_parts(self.message, self.payload)
    }
}

/// A member's value in a header.
pub struct EventHeader(HeaderValue);

macro_rules! header_value {
    ($($of:ty => |$value:ident| $header:expr;)*) => {
        $(impl From<$of> for EventHeader {
            fn from($value: $of) -> Self {
                Self($header)
            }
        })*
    };
}

header_value! {
    bool => |v| HeaderValue::Bool(v);
    i8 => |v| HeaderValue::Byte(v);
    i16 => |v| HeaderValue::Int16(v);
    i32 => |v| HeaderValue::Int32(v);
    i64 => |v| HeaderValue::Int64(v);
    Blob => |v| HeaderValue::ByteArray(v.into_inner().into());
    String => |v| HeaderValue::String(v.into());
    DateTime => |v| HeaderValue::Timestamp(v);
}

/// The event of a member whose payload is all that it has.
pub fn marshalled(name: &str, write: impl FnOnce(&mut Writer)) -> Result<Message, BoxError> {
    let mut event = EventBuilder::new(name);
    event.json(write)?;
    Ok(event.finish())
}

/// The exception of the union's member `name`.
pub fn exception(name: &'static str, write: impl FnOnce(&mut Writer)) -> Result<Message, BoxError> {
    let mut writer = Writer::new();
    write(&mut writer);
    let headers = [
        (":message-type", "exception"),
        (":exception-type", name),
        (":content-type", JSON),
    ]
    .map(|(name, value)| Header::new(name, HeaderValue::String(value.into())));
    Ok(Message::new_from_parts(headers.to_vec(), writer.finish()?))
}

/// The refusal to send an error that the stream has no member for: it breaks the stream off.
pub fn unmodeled(error: impl StdError + Send + Sync + 'static) -> BoxError {
    Box::new(UnmodeledError(error.into()))
}

#[derive(Debug)]
struct UnmodeledError(BoxError);

impl fmt::Display for UnmodeledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event stream has no exception for: {}", self.0)
    }
}

impl StdError for UnmodeledError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}
