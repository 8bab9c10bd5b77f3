//! What all unions share: the unknown member, and the rules of reading one member out of an object.
//!
//! Rules: Smithy specification, "union"; AWS restJson1 protocol, "union" (`__type` and nulls are passed over). A known and
//! an unknown member together give the known one; two known ones are an error, and so is none.

use super::json::{Key, ReadError, Reader};
use aws_smithy_types::Document;
use std::fmt;

/// The member of a union that this version of the crate does not know.
///
/// The default, without name and value, stands for a union that is required and was not in the answer.
#[derive(Clone, PartialEq)]
pub struct UnknownMember {
    tag: String,
    value: Document,
}

impl UnknownMember {
    /// The member `tag` with this value.
    pub fn new(tag: impl Into<String>, value: Document) -> Self {
        Self {
            tag: tag.into(),
            value,
        }
    }

    /// Its name on the wire.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its value as it came.
    pub fn value(&self) -> &Document {
        &self.value
    }
}

impl Default for UnknownMember {
    fn default() -> Self {
        Self::new("", Document::Null)
    }
}

/// Shows the name alone: whether the value is sensitive is as unknown as the member.
impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}

/// The members met so far while a union is read.
pub struct Members<T> {
    known: Option<T>,
    unknown: Option<UnknownMember>,
}

impl<T> Members<T> {
    /// None yet.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            known: None,
            unknown: None,
        }
    }

    /// Takes a known member; `None` where its value was null.
    pub fn known(&mut self, member: Option<T>) -> Result<(), ReadError> {
        if let Some(member) = member {
            if self.known.replace(member).is_some() {
                return Err(ReadError::union_with_two_members());
            }
        }
        Ok(())
    }

    /// Reads the value of a key that is no member; the first that is not null is kept.
    pub fn unknown(&mut self, r: &mut Reader<'_>, key: &Key<'_>) -> Result<(), ReadError> {
        if key.as_str() == "__type" || self.known.is_some() || self.unknown.is_some() {
            return r.skip_value();
        }
        if !r.null()? {
            let value = r.document()?;
            self.unknown = Some(UnknownMember {
                tag: key.as_str().to_owned(),
                value,
            });
        }
        Ok(())
    }

    /// The union's value.
    pub fn finish(self, unknown: fn(UnknownMember) -> T) -> Result<T, ReadError> {
        self.known
            .or_else(|| self.unknown.map(unknown))
            .ok_or_else(ReadError::union_without_member)
    }
}
