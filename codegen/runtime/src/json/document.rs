//! Documents: any JSON value to and from [`Document`]. They recurse with their nesting, which is limited both ways.

use super::error::{ReadError, WriteError};
use super::{Reader, Writer, MAX_DEPTH};
use aws_smithy_types::{Document, Number};
use std::collections::HashMap;

impl Reader<'_> {
    /// Any value. A number without fraction and exponent stays an integer if 64 bits hold it, with or without sign; all
    /// others become the nearest `f64`, and it is an error if there is none. Of members with the same name the last
    /// counts.
    pub fn document(&mut self) -> Result<Document, ReadError> {
        match self.peek() {
            Some(b'{') => self.document_object(),
            Some(b'[') => self.list(Self::document).map(Document::Array),
            Some(b'"') => self.string().map(Document::String),
            Some(b't' | b'f') => self.boolean().map(Document::Bool),
            Some(b'n') => self.literal("null").map(|()| Document::Null),
            Some(b'-' | b'0'..=b'9') => self.document_number().map(Document::Number),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn document_object(&mut self) -> Result<Document, ReadError> {
        let members: HashMap<String, Document> = self.map(Self::document)?;
        Ok(Document::Object(members))
    }

    fn document_number(&mut self) -> Result<Number, ReadError> {
        let literal = self.number()?;
        if literal.plain {
            if let Ok(value) = literal.text.parse() {
                return Ok(Number::PosInt(value));
            }
            // `-0` stays a float, the only type with a negative zero.
            if let Ok(value @ ..=-1) = literal.text.parse() {
                return Ok(Number::NegInt(value));
            }
        }
        match literal.text.parse() {
            Ok(value) if f64::is_finite(value) => Ok(Number::Float(value)),
            _ => Err(ReadError::at(
                "a number is out of the range of its type",
                self.position - literal.text.len(),
            )),
        }
    }
}

impl Writer {
    /// Any value. [`finish`](Self::finish) fails if it is nested deeper than [`MAX_DEPTH`].
    pub fn document(&mut self, value: &Document) {
        self.nested_document(value, 0);
    }

    fn nested_document(&mut self, value: &Document, depth: u32) {
        if depth == MAX_DEPTH && matches!(value, Document::Object(_) | Document::Array(_)) {
            self.fail(WriteError(
                "a document is nested deeper than 127 objects and arrays",
            ));
            return;
        }
        match value {
            Document::Object(members) => {
                self.map(members, |writer, member| {
                    writer.nested_document(member, depth + 1)
                });
            }
            Document::Array(elements) => {
                self.list(elements, |writer, element| {
                    writer.nested_document(element, depth + 1)
                });
            }
            Document::Number(Number::PosInt(value)) => self.raw_display(value),
            Document::Number(Number::NegInt(value)) => self.raw_display(value),
            Document::Number(Number::Float(value)) => self.double(*value),
            Document::String(value) => self.string(value),
            Document::Bool(value) => self.boolean(*value),
            Document::Null => self.null(),
        }
    }
}
