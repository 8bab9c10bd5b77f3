//! The writer: appends values to a buffer, without white space. The formats of timestamps are in `timestamp`, documents
//! in `document`.
//!
//! **Invariant:** no value ends in `{` or `[`, so the last byte tells whether a comma must come before what is next.

use super::error::WriteError;
use super::string::escape_into;
use aws_smithy_types::{base64, BigDecimal, BigInteger};
use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::io::Write;

/// Writes one JSON text.
///
/// Methods write a value each, except for [`key`](Self::key) and [`element`](Self::element), which come before one. They
/// do not fail: a value that cannot be written makes [`finish`](Self::finish) fail.
#[derive(Default)]
pub struct Writer {
    out: Vec<u8>,
    /// The first value that could not be written.
    failure: Option<WriteError>,
}

impl Writer {
    /// A writer without any output yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            out: Vec::with_capacity(capacity),
            failure: None,
        }
    }

    /// The bytes written; an error if one of the values had no form to be written in.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.failure {
            None => Ok(self.out),
            Some(failure) => Err(failure),
        }
    }

    /// Makes `finish` fail; the null keeps the text well-formed until then.
    #[cold]
    pub(super) fn fail(&mut self, error: WriteError) {
        self.failure.get_or_insert(error);
        self.null();
    }

    fn comma(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[')) {
            self.out.push(b',');
        }
    }

    /// Begins an object.
    pub fn begin_object(&mut self) {
        self.out.push(b'{');
    }

    /// Ends an object.
    pub fn end_object(&mut self) {
        self.out.push(b'}');
    }

    /// The name of the member that is written next. It must have no characters that need escapes.
    pub fn key(&mut self, name: &'static str) {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// The name of the member that is written next, whatever its characters.
    pub fn escaped_key(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.out.push(b':');
    }

    /// Begins an array.
    pub fn begin_array(&mut self) {
        self.out.push(b'[');
    }

    /// Says that an element of an array is written next.
    pub fn element(&mut self) {
        self.comma();
    }

    /// Ends an array.
    pub fn end_array(&mut self) {
        self.out.push(b']');
    }

    /// A null.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// A boolean.
    pub fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// An integer of 8 bits.
    pub fn byte(&mut self, value: i8) {
        self.raw_display(&value);
    }

    /// An integer of 16 bits.
    pub fn short(&mut self, value: i16) {
        self.raw_display(&value);
    }

    /// An integer of 32 bits, or the value of an `intEnum`.
    pub fn integer(&mut self, value: i32) {
        self.raw_display(&value);
    }

    /// An integer of 64 bits.
    pub fn long(&mut self, value: i64) {
        self.raw_display(&value);
    }

    /// A floating point number of 32 bits, with the fewest digits that read back as the same value. The three values
    /// that JSON has no numbers for are strings: `NaN`, `Infinity`, `-Infinity`.
    pub fn float(&mut self, value: f32) {
        self.floating_point(&value, value.is_nan(), value.is_infinite(), value < 0.0);
    }

    /// A floating point number of 64 bits; see [`float`](Self::float).
    pub fn double(&mut self, value: f64) {
        self.floating_point(&value, value.is_nan(), value.is_infinite(), value < 0.0);
    }

    fn floating_point(&mut self, value: &dyn Debug, nan: bool, infinite: bool, negative: bool) {
        match (nan, infinite, negative) {
            (true, ..) => self.plain_string("NaN"),
            (_, true, false) => self.plain_string("Infinity"),
            (_, true, true) => self.plain_string("-Infinity"),
            // `Debug` is the shortest form, with an exponent where `Display` would write a row of zeros. Writing to a
            // Vec cannot fail.
            _ => drop(write!(self.out, "{value:?}")),
        }
    }

    /// An integer of any size, as a number.
    pub fn big_integer(&mut self, value: &BigInteger) {
        self.decimal(value.as_ref());
    }

    /// A decimal number of any size and precision, as a number with the same digits.
    pub fn big_decimal(&mut self, value: &BigDecimal) {
        self.decimal(value.as_ref());
    }

    /// Writes what the big number types take, which is more than JSON does: a plus sign, leading zeros, a decimal point
    /// without digits on one of its sides.
    fn decimal(&mut self, text: &str) {
        let unsigned = text.trim_start_matches(['+', '-']);
        if text.starts_with('-') {
            self.out.push(b'-');
        }
        let exponent = unsigned.find(['e', 'E']).unwrap_or(unsigned.len());
        let (coefficient, exponent) = unsigned.split_at(exponent);
        let (integer, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
        match integer.trim_start_matches('0') {
            "" => self.raw("0"),
            integer => self.raw(integer),
        }
        if !fraction.is_empty() {
            self.raw(".");
            self.raw(fraction);
        }
        self.raw(exponent);
    }

    /// A string, or the value of an enum.
    pub fn string(&mut self, value: &str) {
        self.out.push(b'"');
        escape_into(&mut self.out, value);
        self.out.push(b'"');
    }

    /// A string without characters that need escapes.
    pub(super) fn plain_string(&mut self, value: &str) {
        self.out.push(b'"');
        self.raw(value);
        self.out.push(b'"');
    }

    /// A blob, in base64 with padding.
    pub fn blob(&mut self, value: &[u8]) {
        self.plain_string(&base64::encode(value));
    }

    pub(super) fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(super) fn raw_display(&mut self, value: &dyn Display) {
        // Writing to a Vec cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// A list, each element by `write`.
    pub fn list<T>(&mut self, elements: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.begin_array();
        for element in elements {
            self.element();
            write(self, element);
        }
        self.end_array();
    }

    /// A list with the `sparse` trait: `None` is null.
    pub fn sparse_list<T>(&mut self, elements: &[Option<T>], mut write: impl FnMut(&mut Self, &T)) {
        self.list(elements, |writer, element| match element {
            Some(element) => write(writer, element),
            None => writer.null(),
        });
    }

    /// A map, each value by `write`.
    pub fn map<K: AsRef<str>, V>(
        &mut self,
        entries: &HashMap<K, V>,
        mut write: impl FnMut(&mut Self, &V),
    ) {
        self.begin_object();
        for (key, value) in entries {
            self.escaped_key(key.as_ref());
            write(self, value);
        }
        self.end_object();
    }

    /// A map with the `sparse` trait: `None` is null.
    pub fn sparse_map<K: AsRef<str>, V>(
        &mut self,
        entries: &HashMap<K, Option<V>>,
        mut write: impl FnMut(&mut Self, &V),
    ) {
        self.map(entries, |writer, value| match value {
            Some(value) => write(writer, value),
            None => writer.null(),
        });
    }
}
