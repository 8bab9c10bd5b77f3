//! Cuts a stream of bytes into messages.
//!
//! In: bytes as they arrive, split anywhere. Out: messages, each checked as early as it can be: the prelude as soon as its
//! twelve bytes are there, the rest when the last byte is.
//!
//! Rules: Amazon Event Stream Specification, "Message Format". Clients are not to hold services to the sizes that it
//! allows at present (24 MiB of payload), so [`MAX_MESSAGE`] is ten times as much: beyond it, lengths are not believed.

use super::error::Problem;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::Message;
use bytes::{Bytes, BytesMut};

/// Total length, length of the headers, checksum of both.
const PRELUDE: usize = 12;
/// The prelude, and the checksum of the message.
const MIN_MESSAGE: u32 = PRELUDE as u32 + 4;
/// A length beyond it is a fault, not a message.
pub const MAX_MESSAGE: u32 = 256 << 20;
/// A name of one byte behind its length, and a type.
const MIN_HEADERS: u32 = 3;

/// Gathers bytes and gives messages.
#[derive(Default)]
pub struct FrameReader {
    buffer: BytesMut,
    /// Length of the message at the start of `buffer`, once its prelude has been checked.
    length: Option<usize>,
}

impl FrameReader {
    /// Takes what has arrived.
    pub fn push(&mut self, chunk: Bytes) {
        if self.buffer.is_empty() {
            self.buffer = BytesMut::from(chunk);
        } else {
            self.buffer.extend_from_slice(&chunk);
        }
    }

    /// The next message, if all of it is there.
    pub(super) fn next(&mut self) -> Result<Option<Message>, Problem> {
        let length = match self.length {
            Some(length) => length,
            None => match self.buffer.first_chunk::<PRELUDE>() {
                Some(prelude) => *self.length.insert(check(prelude)?),
                None => return Ok(None),
            },
        };
        if self.buffer.len() < length {
            return Ok(None);
        }
        self.length = None;
        let frame = self.buffer.split_to(length).freeze();
        read_message_from(frame).map(Some).map_err(Problem::Message)
    }

    /// What is wrong if nothing more comes: part of a message is there.
    pub(super) fn finish(&self) -> Result<(), Problem> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        Err(Problem::Cut {
            received: self.buffer.len(),
            of: self.length,
        })
    }
}

/// The length of the message with this prelude.
fn check(prelude: &[u8; PRELUDE]) -> Result<usize, Problem> {
    let [a, b, c, d, e, f, g, h, checksum @ ..] = *prelude;
    if crc32fast::hash(&prelude[..8]) != u32::from_be_bytes(checksum) {
        return Err(Problem::PreludeChecksum);
    }
    let total = u32::from_be_bytes([a, b, c, d]);
    let headers = u32::from_be_bytes([e, f, g, h]);
    let possible = (MIN_MESSAGE..=MAX_MESSAGE).contains(&total)
        && headers <= total - MIN_MESSAGE
        && (headers == 0 || headers >= MIN_HEADERS);
    if !possible {
        return Err(Problem::Lengths { total, headers });
    }
    Ok(total as usize)
}
