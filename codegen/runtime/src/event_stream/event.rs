//! An event as the generated readers see it: a name, typed headers, a payload.
//!
//! Rules: Smithy specification, "Event message serialization", "eventHeader" and "eventPayload". An integer in a header
//! may have any of the integer types, as long as it fits the member.

use super::super::json::{ReadError, Reader};
use super::super::union::UnknownMember;
use super::error::EventHeaderError;
use super::unknown;
use aws_smithy_types::event_stream::{HeaderValue, Message};
use aws_smithy_types::{Blob, DateTime};

/// One message of the type `event`.
#[derive(Clone, Copy)]
pub struct Event<'a> {
    name: &'a str,
    message: &'a Message,
}

impl<'a> Event<'a> {
    pub(super) fn new(name: &'a str, message: &'a Message) -> Self {
        Self { name, message }
    }

    /// The name of the union's member.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The JSON of the members that are bound to nothing: `{}` where the payload is empty.
    pub fn document(&self) -> &'a [u8] {
        match &self.message.payload()[..] {
            [] => b"{}",
            payload => payload,
        }
    }

    /// Reads [`Self::document`].
    pub fn read<T>(
        &self,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let r = &mut Reader::new(self.document());
        let value = read(r)?;
        r.finish()?;
        Ok(value)
    }

    /// Reads the payload as the JSON of `member`; `None` where it is empty or null.
    pub fn json<T>(
        &self,
        member: &'static str,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        if self.message.payload().is_empty() {
            return Ok(None);
        }
        self.read(|r| r.payload(member, read))
    }

    /// The payload as a blob.
    pub fn blob(&self) -> Option<Blob> {
        Some(Blob::new(&self.message.payload()[..]))
    }

    /// The payload as a string.
    pub fn string(&self, member: &'static str) -> Result<Option<String>, ReadError> {
        self.text(member).map(|text| Some(text.to_owned()))
    }

    /// The payload as an enum; `None` where it is empty.
    pub fn enumeration<T: for<'s> From<&'s str>>(
        &self,
        member: &'static str,
    ) -> Result<Option<T>, ReadError> {
        let text = self.text(member)?;
        Ok((!text.is_empty()).then(|| T::from(text)))
    }

    fn text(&self, member: &'static str) -> Result<&'a str, ReadError> {
        std::str::from_utf8(self.message.payload())
            .map_err(|_| ReadError::custom("the payload is not UTF-8").in_member(member))
    }

    /// What is kept of an event that no member is made for.
    pub fn unknown(&self) -> UnknownMember {
        UnknownMember::new(self.name, unknown::document(self.message))
    }

    fn header<T>(
        &self,
        member: &'static str,
        expected: &'static str,
        read: impl FnOnce(&'a HeaderValue) -> Option<T>,
    ) -> Result<Option<T>, EventHeaderError> {
        match header(self.message, member) {
            None => Ok(None),
            Some(value) => read(value)
                .map(Some)
                .ok_or(EventHeaderError { member, expected }),
        }
    }

    /// The header of a member of the type boolean.
    pub fn header_boolean(&self, member: &'static str) -> Result<Option<bool>, EventHeaderError> {
        self.header(member, "a boolean", |v| v.as_bool().ok())
    }

    /// The header of a member of an integer type.
    pub fn header_integer<T: TryFrom<i64>>(
        &self,
        member: &'static str,
    ) -> Result<Option<T>, EventHeaderError> {
        self.header(member, "an integer of the member's range", |v| {
            let wide = match v {
                HeaderValue::Byte(v) => (*v).into(),
                HeaderValue::Int16(v) => (*v).into(),
                HeaderValue::Int32(v) => (*v).into(),
                HeaderValue::Int64(v) => *v,
                _ => return None,
            };
            T::try_from(wide).ok()
        })
    }

    /// The header of a member of the type blob.
    pub fn header_blob(&self, member: &'static str) -> Result<Option<Blob>, EventHeaderError> {
        self.header(member, "a byte array", |v| {
            Some(Blob::new(&v.as_byte_array().ok()?[..]))
        })
    }

    /// The header of a member of the type string.
    pub fn header_string(&self, member: &'static str) -> Result<Option<String>, EventHeaderError> {
        self.header(member, "a string", |v| {
            Some(v.as_string().ok()?.as_str().to_owned())
        })
    }

    /// The header of a member of an enum type.
    pub fn header_enumeration<T: for<'s> From<&'s str>>(
        &self,
        member: &'static str,
    ) -> Result<Option<T>, EventHeaderError> {
        self.header(member, "a string", |v| {
            Some(T::from(v.as_string().ok()?.as_str()))
        })
    }

    /// The header of a member of the type timestamp.
    pub fn header_timestamp(
        &self,
        member: &'static str,
    ) -> Result<Option<DateTime>, EventHeaderError> {
        self.header(member, "a timestamp", |v| v.as_timestamp().ok())
    }
}

/// The value of a message's header.
pub(super) fn header<'a>(message: &'a Message, name: &str) -> Option<&'a HeaderValue> {
    message
        .headers()
        .iter()
        .find(|h| h.name().as_str() == name)
        .map(|h| h.value())
}
