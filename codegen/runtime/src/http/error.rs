//! The error of reading a member from an answer's headers or body.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// A member could not be read from the part of the answer that it is bound to.
///
/// Says which header or payload it was and what was expected there. It never holds what was received: that may be a
/// secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingError {
    place: Place,
    problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Header(Cow<'static, str>),
    Payload(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    NotUtf8,
    Repeated,
    UnclosedQuote,
    NotA(&'static str),
}

impl BindingError {
    pub(super) fn header_not_utf8(name: impl Into<Cow<'static, str>>) -> Self {
        Self::header(name, Problem::NotUtf8)
    }

    pub(super) fn header_repeated(name: impl Into<Cow<'static, str>>) -> Self {
        Self::header(name, Problem::Repeated)
    }

    pub(super) fn header_unclosed_quote(name: impl Into<Cow<'static, str>>) -> Self {
        Self::header(name, Problem::UnclosedQuote)
    }

    pub(super) fn header_not_a(name: impl Into<Cow<'static, str>>, expected: &'static str) -> Self {
        Self::header(name, Problem::NotA(expected))
    }

    pub(super) fn payload_not_utf8(member: &'static str) -> Self {
        Self {
            place: Place::Payload(member),
            problem: Problem::NotUtf8,
        }
    }

    fn header(name: impl Into<Cow<'static, str>>, problem: Problem) -> Self {
        Self {
            place: Place::Header(name.into()),
            problem,
        }
    }

    /// Whether the bytes received were not UTF-8, and so could not become a string of any kind.
    pub fn is_not_utf8(&self) -> bool {
        self.problem == Problem::NotUtf8
    }
}

impl fmt::Display for BindingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Header(name) => write!(f, "cannot read the response header `{name}`: ")?,
            Place::Payload(member) => write!(f, "cannot read the response body as `{member}`: ")?,
        }
        match self.problem {
            Problem::NotUtf8 => f.write_str("it is not valid UTF-8"),
            Problem::Repeated => {
                f.write_str("it was sent more than once, and the member holds a single value")
            }
            Problem::UnclosedQuote => f.write_str(
                "a quoted value in it does not end, or is not followed by a comma or the end",
            ),
            Problem::NotA(expected) => write!(f, "expected {expected}"),
        }
    }
}

impl Error for BindingError {}
