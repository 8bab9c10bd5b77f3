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

    #[inline(never)]
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

    /// Counts an object or array, whose opening bracket is next and stays it.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), ReadError> {
        if self.depth == MAX_DEPTH {
            return Err(ReadError::at(
                "more than 127 objects and arrays are nested",
                self.position,
            ));
        }
        self.depth += 1;
        Ok(())
    }

    /// Leaves an object or array, whose closing bracket is next.
    #[inline]
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.position += 1;
    }

    /// Counts an object, whose opening brace is next and stays it.
    #[inline]
    pub(super) fn enter_object(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b'{') {
            return Err(self.unexpected("an object"));
        }
        self.enter()
    }

    /// Whether the object has one more name, whose opening quote is next then; at `false` the object has been left.
    /// `first` says that the object has just been entered, so that no comma comes before the name.
    #[inline]
    pub(super) fn next_name(&mut self, first: bool) -> Result<bool, ReadError> {
        match self.peek() {
            Some(b',') if !first => {
                self.position += 1;
                match self.peek() {
                    Some(b'"') => Ok(true),
                    _ => Err(self.unexpected("a member's name")),
                }
            }
            Some(b'"') if first => Ok(true),
            Some(b'}') => {
                self.close();
                Ok(false)
            }
            _ if first => Err(self.unexpected("a member's name or `}`")),
            _ => Err(self.unexpected("`,` or `}`")),
        }
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.position += 1;
        Ok(())
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

    /// What `read` reads; `None` if it is null.
    #[inline]
    pub fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        if self.null()? {
            return Ok(None);
        }
        read(self).map(Some)
    }

    /// An array: `element` reads one, as often as there are any.
    pub(super) fn elements(
        &mut self,
        element: &mut dyn FnMut(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        if self.peek() != Some(b'[') {
            return Err(self.unexpected("an array"));
        }
        self.enter()?;
        self.position += 1;
        let mut index = 0;
        loop {
            match self.peek() {
                Some(b',') if index > 0 => self.position += 1,
                Some(b']') => {
                    self.close();
                    return Ok(());
                }
                Some(_) if index == 0 => {}
                _ => return Err(self.unexpected("`,` or `]`")),
            }
            if let Err(error) = element(self) {
                return Err(error.or_at(self.position).in_element(index));
            }
            index += 1;
        }
    }

    /// An object whose names are content: `entry` reads the value of one.
    pub(super) fn entries(
        &mut self,
        entry: &mut dyn FnMut(&mut Self, &str) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.enter_object()?;
        self.position += 1;
        let mut position = 0;
        while self.next_name(position == 0)? {
            let key = self.string_ref()?;
            self.colon()?;
            if let Err(error) = entry(self, &key) {
                return Err(error.or_at(self.position).in_entry(position));
            }
            position += 1;
        }
        Ok(())
    }

    /// A list of what `read` reads. A null among the elements is an error (unless `read` takes nulls): the model says
    /// that the list has none.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let mut elements = Vec::new();
        self.elements(&mut |reader| {
            elements.push(read(reader)?);
            Ok(())
        })?;
        Ok(elements)
    }

    /// A list with the `sparse` trait: a null is `None`.
    pub fn sparse_list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<Option<T>>, ReadError> {
        self.list(|reader| reader.optional(&mut read))
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
        let mut entries = HashMap::new();
        self.entries(&mut |reader, key| {
            entries.insert(K::from(key), read(reader)?);
            Ok(())
        })?;
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
        self.map(|reader| reader.optional(&mut read))
    }

    /// The value of the member `name` (for errors) where it is the whole payload; `None` if it is null.
    pub fn payload<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        match self.optional(read) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.or_at(self.position).in_member(name)),
        }
    }

    /// Moves over a string without escapes. At anything else the position stays before it (but for white space), and
    /// [`escaped_string`](Self::escaped_string) or [`skip_escaped_string`](Self::skip_escaped_string) has the answer.
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.position + 1;
        let rest = self.text.get(start..)?;
        let length = string::find_special(rest.as_bytes());
        if rest.as_bytes().get(length) != Some(&b'"') {
            return None;
        }
        self.position = start + length + 1;
        rest.get(..length)
    }

    /// The string that [`plain_string`](Self::plain_string) did not take.
    #[cold]
    pub(super) fn escaped_string(&mut self) -> Result<String, ReadError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a string"));
        }
        let start = self.position + 1;
        string::unescape(self.raw_string()?).map_err(|malformed| malformed.into_error(start))
    }

    /// Moves over the string that [`plain_string`](Self::plain_string) did not take.
    #[cold]
    pub(super) fn skip_escaped_string(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a string"));
        }
        let start = self.position + 1;
        string::validate(self.raw_string()?).map_err(|malformed| malformed.into_error(start))
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
