//! Why a stream ended before its end.

use aws_smithy_eventstream::error::Error as MessageError;
use std::error::Error as StdError;
use std::fmt;

/// A stream cannot be read any further. Says what is wrong, and never what was received.
#[derive(Debug)]
pub struct EventStreamError {
    operation: &'static str,
    problem: Problem,
}

#[derive(Debug)]
pub(super) enum Problem {
    /// The stream ended with this many bytes of a message, and its length if it had arrived.
    Cut { received: usize, of: Option<usize> },
    /// The first twelve bytes of a message do not have the checksum that they name.
    PreludeChecksum,
    /// No message has these lengths.
    Lengths { total: u32, headers: u32 },
    /// The message is whole, but malformed.
    Message(MessageError),
    /// A header that says what the message is, is missing or is no string.
    NoString(&'static str),
    /// `:message-type` is neither `event` nor `exception` nor `error`.
    MessageType,
    /// An event that this crate knows cannot be read.
    Event {
        name: String,
        source: Box<dyn StdError + Send + Sync>,
    },
}

impl EventStreamError {
    pub(super) fn new(operation: &'static str, problem: Problem) -> Self {
        Self { operation, problem }
    }
}

impl fmt::Display for EventStreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the event stream ", self.operation)?;
        match &self.problem {
            Problem::Cut {
                received,
                of: Some(total),
            } => write!(
                f,
                "was cut off: {received} of the {total} bytes of a message have arrived"
            ),
            Problem::Cut { received, of: None } => write!(
                f,
                "was cut off: {received} bytes of the beginning of a message have arrived"
            ),
            Problem::PreludeChecksum => {
                f.write_str("is corrupt: the beginning of a message does not match its checksum")
            }
            Problem::Lengths { total, headers } => write!(
                f,
                "is corrupt: no message is {total} bytes long with {headers} bytes of headers"
            ),
            Problem::Message(source) => write!(f, "is corrupt: {source}"),
            Problem::NoString(header) => {
                write!(f, "has a message whose `{header}` is missing or no string")
            }
            Problem::MessageType => f.write_str(
                "has a message whose `:message-type` is neither `event` nor `exception` nor `error`",
            ),
            Problem::Event { name, source } => {
                write!(f, "has an event `{name}` that cannot be read: {source}")
            }
        }
    }
}

impl StdError for EventStreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.problem {
            Problem::Message(source) => Some(source),
            Problem::Event { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

/// A member of an event that is bound to a header cannot be read from it.
#[derive(Debug)]
pub struct EventHeaderError {
    pub(super) member: &'static str,
    pub(super) expected: &'static str,
}

impl fmt::Display for EventHeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "header `{}` is not {}", self.member, self.expected)
    }
}

impl StdError for EventHeaderError {}
