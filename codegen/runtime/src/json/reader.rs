//! The cursor: white space, objects, arrays and nulls. What the values are made of is read in `scalar`, `timestamp` and
//! `document`, and passed over in `skip`.
//!
//! **Invariant:** when a value is to be read, `position` is at or before its first byte (only white space lies between),
//! and after it has been read, just after its last byte.

use super::error::{Found, ReadError};
use super::{string, MAX_DEPTH};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Deref;

/// A cursor over the bytes of a JSON text.
///
/// Each method reads one value, or a part of one, and moves behind it. After an error the position is unspecified:
/// give the error on and drop the reader.
pub struct Reader<'a> {
    /// The input up to its first byte that is not UTF-8; validated here once, so that no string need be again.
    pub(super) text: &'a str,
    /// Whether `text` is the whole input.
    complete: bool,
    pub(super) position: usize,
    /// The number of open objects and arrays.
    depth: u32,
    /// Whether an object or array has just been opened, so that no comma comes before what is next.
    opened: bool,
}

/// The name of a member of an object, without escapes. It dereferences to the bytes, to be matched against
/// `b"memberName"`.
pub struct Key<'a>(Cow<'a, str>);

impl Key<'_> {
    /// The name as text.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Key<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<'a> Reader<'a> {
    /// A reader at the start of `input`. An input without a value (an empty body) is an error of whatever is read first:
    /// where a protocol allows empty bodies, look before.
    pub fn new(input: &'a [u8]) -> Self {
        let text = match std::str::from_utf8(input) {
            Ok(text) => text,
            Err(_) => input.utf8_chunks().next().map_or("", |chunk| chunk.valid()),
        };
        Self {
            text,
            complete: text.len() == input.len(),
            position: 0,
            depth: 0,
            opened: false,
        }
    }

    /// Checks that nothing but white space is left.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        match self.peek() {
            None if self.complete => Ok(()),
            _ => Err(self.unexpected("the end of the input")),
        }
    }

    /// The next byte after white space, without moving over it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.position) {
            Some(&byte) if byte > b' ' => Some(byte),
            None => None,
            Some(_) => self.peek_after_white_space(),
        }
    }

    fn peek_after_white_space(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.position..];
        let space = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
            .count();
        self.position += space;
        rest.get(space).copied()
    }

    /// The error that something else than `expected` is next.
    #[cold]
    pub(super) fn unexpected(&mut self, expected: &'static str) -> ReadError {
        let found = match self.peek() {
            Some(byte) => Found::at(byte),
            None => self.end(),
        };
        ReadError::unexpected(expected, found, self.position)
    }

    /// What kind of end the input has.
    fn end(&self) -> Found {
        if self.complete {
            Found::End
        } else {
            Found::InvalidUtf8
        }
    }

    /// Moves over `literal` (`true`, `false` or `null`), whose first byte is next.
    #[inline]
    pub(super) fn literal(&mut self, literal: &'static str) -> Result<(), ReadError> {
        let rest = &self.text.as_bytes()[self.position..];
        if rest.starts_with(literal.as_bytes()) {
            self.position += literal.len();
            Ok(())
        } else {
            Err(ReadError::at("a misspelled literal", self.position))
        }
    }

    /// Enters an object or array, whose opening bracket is next.
    #[inline]
    pub(super) fn open(&mut self) -> Result<(), ReadError> {
        if self.depth == MAX_DEPTH {
            return Err(ReadError::at(
                "more than 127 objects and arrays are nested",
                self.position,
            ));
        }
        self.depth += 1;
        self.position += 1;
        Ok(())
    }

    /// Leaves an object or array, whose closing bracket is next.
    #[inline]
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.position += 1;
    }

    /// Moves into an object; its members come by [`next_key`](Self::next_key).
    #[inline]
    pub fn begin_object(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b'{') {
            return Err(self.unexpected("an object"));
        }
        self.opened = true;
        self.open()
    }

    /// The name of the next member of the object, whose value is to be read or skipped then; `None` at the end of the
    /// object, which has been left then.
    #[inline]
    pub fn next_key(&mut self) -> Result<Option<Key<'a>>, ReadError> {
        let first = std::mem::replace(&mut self.opened, false);
        match self.peek() {
            Some(b'}') => {
                self.close();
                return Ok(None);
            }
            Some(b',') if !first => self.position += 1,
            Some(b'"') if first => {}
            _ if first => return Err(self.unexpected("a member's name or `}`")),
            _ => return Err(self.unexpected("`,` or `}`")),
        }
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a member's name"));
        }
        let key = self.string_at_quote()?;
        self.colon()?;
        Ok(Some(Key(key)))
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.position += 1;
        Ok(())
    }

    /// Moves into an array; its elements come after [`next_element`](Self::next_element).
    #[inline]
    pub fn begin_array(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b'[') {
            return Err(self.unexpected("an array"));
        }
        self.opened = true;
        self.open()
    }

    /// Whether the array has one more element, which is to be read or skipped then; at `false` the array has been left.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        let first = std::mem::replace(&mut self.opened, false);
        match self.peek() {
            Some(b']') => {
                self.close();
                Ok(false)
            }
            Some(b',') if !first => {
                self.position += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.unexpected("`,` or `]`")),
        }
    }

    /// Moves over a null, if one is next.
    #[inline]
    pub fn null(&mut self) -> Result<bool, ReadError> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.literal("null")?;
        Ok(true)
    }

    /// The value of the member `name` (for errors), read by `read`; `None` if it is null.
    #[inline]
    pub fn member<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        self.member_or_null(name, |reader| {
            if reader.null()? {
                return Ok(None);
            }
            read(reader).map(Some)
        })
    }

    /// The value of the member `name` (for errors), read by `read`, which gets to see a null: for documents, to which
    /// null is a value like others.
    #[inline]
    pub fn member_or_null<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        match read(self) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.or_at(self.position).in_member(name)),
        }
    }

    /// A list of what `read` reads. A null among the elements is an error (unless `read` takes nulls): the model says
    /// that the list has none.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        self.begin_array()?;
        let mut elements = Vec::new();
        while self.next_element()? {
            match read(self) {
                Ok(element) => elements.push(element),
                Err(error) => return Err(error.or_at(self.position).in_element(elements.len())),
            }
        }
        Ok(elements)
    }

    /// A list with the `sparse` trait: a null is `None`.
    pub fn sparse_list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<Option<T>>, ReadError> {
        self.list(|reader| {
            if reader.null()? {
                return Ok(None);
            }
            read(reader).map(Some)
        })
    }

    /// A map of what `read` reads. Of entries with the same key the last counts. A null among the values is an error
    /// (unless `read` takes nulls): the model says that the map has none.
    pub fn map<K, V>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<V, ReadError>,
    ) -> Result<HashMap<K, V>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        self.begin_object()?;
        let mut entries = HashMap::new();
        let mut position = 0;
        while let Some(key) = self.next_key()? {
            match read(self) {
                Ok(value) => entries.insert(K::from(key.as_str()), value),
                Err(error) => return Err(error.or_at(self.position).in_entry(position)),
            };
            position += 1;
        }
        Ok(entries)
    }

    /// A map with the `sparse` trait: a null is `None`.
    pub fn sparse_map<K, V>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<V, ReadError>,
    ) -> Result<HashMap<K, Option<V>>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        self.map(|reader| {
            if reader.null()? {
                return Ok(None);
            }
            read(reader).map(Some)
        })
    }

    /// Moves over the string whose opening quote is next, if it has no escapes; what it returns fits two registers. At
    /// anything else the position stays, and [`escaped_string`](Self::escaped_string) has the answer.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let start = self.position + 1;
        let end = string::find_special(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.position = end + 1;
        self.text.get(start..end)
    }

    /// The string whose opening quote is next, which [`plain_string`](Self::plain_string) did not take.
    #[cold]
    pub(super) fn escaped_string(&mut self) -> Result<String, ReadError> {
        let start = self.position + 1;
        string::unescape(self.raw_string()?).map_err(|malformed| malformed.into_error(start))
    }

    /// Moves over the string whose opening quote is next.
    #[inline]
    pub(super) fn skip_string_at_quote(&mut self) -> Result<(), ReadError> {
        match self.plain_string() {
            Some(_) => Ok(()),
            None => self.skip_escaped_string(),
        }
    }

    #[cold]
    fn skip_escaped_string(&mut self) -> Result<(), ReadError> {
        let start = self.position + 1;
        string::validate(self.raw_string()?).map_err(|malformed| malformed.into_error(start))
    }

    /// The string whose opening quote is next, borrowed if it has no escapes.
    #[inline]
    pub(super) fn string_at_quote(&mut self) -> Result<Cow<'a, str>, ReadError> {
        match self.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// The inside of the string whose opening quote is next, still with its escapes.
    fn raw_string(&mut self) -> Result<&'a str, ReadError> {
        let start = self.position + 1;
        match string::find_end(self.text, start) {
            Ok(Some(end)) => {
                self.position = end + 1;
                Ok(&self.text[start..end])
            }
            Ok(None) => Err(ReadError::unexpected(
                "the end of a string",
                self.end(),
                self.text.len(),
            )),
            Err(malformed) => Err(malformed.into_error(0)),
        }
    }
}
