//! What all unions share: the unknown member, and the rules of reading one member out of an object.
//!
//! Rules: Smithy specification, "union"; AWS restJson1 protocol, "union" (`__type` and nulls are passed over). A known and
//! an unknown member together give the known one; two known ones are an error, and so is none.

use super::json::{ReadError, Reader};
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

/// Reads a union: `known` makes a value of the member with the index that it gets, `unknown` one of a member whose name is
/// none of `names`. The names are spelled as in JSON.
pub fn read<'a, T>(
    r: &mut Reader<'a>,
    names: &'static [&'static str],
    mut known: impl FnMut(&mut Reader<'a>, usize) -> Result<T, ReadError>,
    unknown: fn(UnknownMember) -> T,
) -> Result<T, ReadError> {
    let mut value = None;
    let kept = read_members(r, names, &mut |r, member| {
        value = Some(known(r, member)?);
        Ok(())
    })?;
    match kept {
        Some(member) => Ok(unknown(member)),
        None => value.ok_or_else(ReadError::union_without_member),
    }
}

/// The unknown member, if there is no known one: the first that is not null.
fn read_members<'a>(
    r: &mut Reader<'a>,
    names: &'static [&'static str],
    known: &mut dyn FnMut(&mut Reader<'a>, usize) -> Result<(), ReadError>,
) -> Result<Option<UnknownMember>, ReadError> {
    let mut kept = None;
    let found = r.union(names, known, &mut |r, name| {
        if name == "__type" || kept.is_some() {
            return r.skip_value();
        }
        if !r.null()? {
            kept = Some(UnknownMember::new(name, r.document()?));
        }
        Ok(())
    })?;
    Ok(kept.filter(|_| !found))
}
