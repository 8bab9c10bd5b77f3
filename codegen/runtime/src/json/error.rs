//! What can go wrong: [`ReadError`] with its place in the input, [`WriteError`] for values that have no JSON form.
//!
//! **Invariant:** every text in an error is either a literal of this source or the name of a modeled member. Nothing of
//! the input gets in: not a string, not a number, not a map's key (an entry of a map is named by its position).

use std::fmt;

/// The kind of thing that the input has where something else was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
    /// A comma, colon, bracket or brace that does not belong there.
    Punctuation,
    /// A byte that begins nothing in JSON.
    Stray,
    End,
    InvalidUtf8,
}

impl Found {
    /// The kind of value that begins with `byte`.
    pub(super) fn at(byte: u8) -> Self {
        match byte {
            b'{' => Self::Object,
            b'[' => Self::Array,
            b'"' => Self::String,
            b'-' | b'0'..=b'9' => Self::Number,
            b't' | b'f' => Self::Boolean,
            b'n' => Self::Null,
            b'}' | b']' | b',' | b':' => Self::Punctuation,
            _ => Self::Stray,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Null => "null",
            Self::Punctuation => "misplaced punctuation",
            Self::Stray => "a character that is not JSON",
            Self::End => "the end of the input",
            Self::InvalidUtf8 => "bytes that are not UTF-8",
        }
    }
}

#[derive(Debug)]
enum Problem {
    Unexpected {
        expected: &'static str,
        found: Found,
    },
    MissingMember(&'static str),
    Other(&'static str),
}

/// One step from a value to a value inside it.
#[derive(Debug)]
enum Segment {
    Member(&'static str),
    Index(usize),
    Entry(usize),
}

#[derive(Debug)]
struct Details {
    problem: Problem,
    /// Where in the input; known from the start for what the reader finds, and added on the way out for what generated
    /// code finds.
    offset: Option<usize>,
    /// Innermost first: the callers add their part while the error passes them.
    path: Vec<Segment>,
}

/// Why an answer could not be read: what was expected and what kind of thing is there, where in the value, and at which
/// byte of the input.
///
/// The path names members by their names on the wire, elements of a list by index (`services[3].createdAt`), and entries
/// of a map by their position (`tags{0}`), because a map's keys are content. No error shows content.
pub struct ReadError(Box<Details>);

impl ReadError {
    #[cold]
    fn new(problem: Problem, offset: Option<usize>) -> Self {
        Self(Box::new(Details {
            problem,
            offset,
            path: Vec::new(),
        }))
    }

    /// Something is wrong with a value that none of the other constructors says; `message` completes the sentence
    /// "cannot read the JSON: …".
    #[cold]
    pub fn custom(message: &'static str) -> Self {
        Self::new(Problem::Other(message), None)
    }

    /// A structure has no value for its required member `name`.
    #[cold]
    pub fn missing_member(name: &'static str) -> Self {
        Self::new(Problem::MissingMember(name), None)
    }

    /// A union's object has no member with a value.
    #[cold]
    pub fn union_without_member() -> Self {
        Self::custom("a union has no member, it must have exactly one")
    }

    /// A union's object has a second member with a value.
    #[cold]
    pub fn union_with_two_members() -> Self {
        Self::custom("a union has more than one member, it must have exactly one")
    }

    #[cold]
    pub(super) fn unexpected(expected: &'static str, found: Found, offset: usize) -> Self {
        Self::new(Problem::Unexpected { expected, found }, Some(offset))
    }

    #[cold]
    pub(super) fn at(message: &'static str, offset: usize) -> Self {
        Self::new(Problem::Other(message), Some(offset))
    }

    /// Says that the error is inside the member `name`; for code that reads a member by itself and not by
    /// [`Reader::member`](super::Reader::member).
    #[cold]
    #[must_use]
    pub fn in_member(self, name: &'static str) -> Self {
        self.inside(Segment::Member(name))
    }

    #[cold]
    pub(super) fn in_element(self, index: usize) -> Self {
        self.inside(Segment::Index(index))
    }

    #[cold]
    pub(super) fn in_entry(self, position: usize) -> Self {
        self.inside(Segment::Entry(position))
    }

    /// Sets the place of an error that has none yet.
    #[cold]
    pub(super) fn or_at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    fn inside(mut self, segment: Segment) -> Self {
        self.0.path.push(segment);
        self
    }

    /// The path from the outermost value to the one with the error, such as `services[3].createdAt`; empty if the error
    /// is about the outermost value.
    pub fn path(&self) -> String {
        use fmt::Write;
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            // Writing to a String cannot fail.
            let _ = match segment {
                Segment::Member(name) if path.is_empty() => write!(path, "{name}"),
                Segment::Member(name) => write!(path, ".{name}"),
                Segment::Index(index) => write!(path, "[{index}]"),
                Segment::Entry(position) => write!(path, "{{{position}}}"),
            };
        }
        path
    }

    /// The byte of the input at which the error was found, counted from 0; `None` if it is about the outermost value
    /// as a whole.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read the JSON: ")?;
        match &self.0.problem {
            Problem::Unexpected { expected, found } => {
                write!(f, "expected {expected}, found {}", found.as_str())?
            }
            Problem::MissingMember(name) => write!(f, "the required member `{name}` is missing")?,
            Problem::Other(message) => f.write_str(message)?,
        }
        if !self.0.path.is_empty() {
            write!(f, ", in `{}`", self.path())?;
        }
        if let Some(offset) = self.0.offset {
            write!(f, ", at byte {offset}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadError")
            .field("problem", &self.0.problem)
            .field("path", &self.path())
            .field("offset", &self.0.offset)
            .finish()
    }
}

impl std::error::Error for ReadError {}

/// Why a value could not be written: it has no form in JSON, or none in the format that the model demands.
///
/// Like [`ReadError`] it never shows the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteError(pub(super) &'static str);

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write the JSON: {}", self.0)
    }
}

impl std::error::Error for WriteError {}
