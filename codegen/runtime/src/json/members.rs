//! Objects whose names the model knows: structures and unions.
//!
//! In: the names of the members, as a JSON string spells them (with the escapes that it needs, and no others). Out: calls
//! with the index of a name, when its value is next.
//!
//! A service writes members in one order, mostly that of the model. So the name that is likely next is the one after the
//! last. Whether it is takes no search for the end of what is there: the closing quote is where the name ends, or it is
//! another name. What is written with other escapes than the names has no such luck, and is compared without escapes.

use super::error::ReadError;
use super::{string, Reader};
use std::borrow::Cow;

type Names = &'static [&'static str];

/// What reads the value of the member with this index.
type Read<'r, 'a> = &'r mut dyn FnMut(&mut Reader<'a>, usize) -> Result<(), ReadError>;

/// What comes next in an object.
enum Next<'a> {
    Known(usize),
    Unknown(Cow<'a, str>),
    End,
}

impl<'a> Reader<'a> {
    /// Reads a structure: `member` reads the value of the member with the index that it gets. Members without a name among
    /// `names` are passed over. A name that comes again is read again, so the last one counts.
    #[inline(never)]
    pub fn structure(&mut self, names: Names, member: Read<'_, 'a>) -> Result<(), ReadError> {
        self.enter_object()?;
        let mut before = b'{';
        let mut expected = 0;
        loop {
            let index = match self.expected_member(names, expected, before) {
                Some(index) => index,
                None if self.at_end() => return Ok(()),
                None => match self.next_member(names, before)? {
                    Next::Known(index) => index,
                    Next::Unknown(_) => {
                        before = b',';
                        self.skip_value()?;
                        continue;
                    }
                    Next::End => return Ok(()),
                },
            };
            if let Err(error) = member(self, index) {
                return Err(self.in_member(error, names[index]));
            }
            before = b',';
            expected = index + 1;
        }
    }

    /// Reads a union: `known` reads the value of the member with the index that it gets, and does not get to see nulls.
    /// `unknown` gets the other names, and reads or skips their values; after a known one they are passed over. The result
    /// is whether there was a known member.
    #[inline(never)]
    pub fn union(
        &mut self,
        names: Names,
        known: Read<'_, 'a>,
        unknown: &mut dyn FnMut(&mut Self, &str) -> Result<(), ReadError>,
    ) -> Result<bool, ReadError> {
        self.enter_object()?;
        let mut before = b'{';
        let mut found = false;
        loop {
            let index = match self.expected_member(names, 0, before) {
                Some(index) => index,
                None if self.at_end() => return Ok(found),
                None => match self.next_member(names, before)? {
                    Next::Known(index) => index,
                    Next::Unknown(name) => {
                        before = b',';
                        if found {
                            self.skip_value()?;
                        } else {
                            unknown(self, &name)?;
                        }
                        continue;
                    }
                    Next::End => return Ok(found),
                },
            };
            before = b',';
            match self.null() {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => return Err(self.in_member(error, names[index])),
            }
            if let Err(error) = known(self, index) {
                return Err(self.in_member(error, names[index]));
            }
            if found {
                return Err(ReadError::union_with_two_members());
            }
            found = true;
        }
    }

    /// Reads a member into its place, which a null empties.
    // Not inlined, so that the closure of a structure is a table of jumps.
    #[inline(never)]
    pub fn member<T>(
        &mut self,
        place: &mut Option<T>,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<(), ReadError> {
        *place = if self.null()? {
            None
        } else {
            Some(read(self)?)
        };
        Ok(())
    }

    /// Reads a member into its place by `read`, which gets to see a null: for documents, to which null is a value like
    /// others.
    #[inline]
    pub fn member_or_null<T>(
        &mut self,
        place: &mut Option<T>,
        read: impl FnOnce(&mut Self) -> Result<T, ReadError>,
    ) -> Result<(), ReadError> {
        *place = Some(read(self)?);
        Ok(())
    }

    #[cold]
    fn in_member(&self, error: ReadError, name: &'static str) -> ReadError {
        error.or_at(self.position).in_member(name)
    }

    /// The index of the next member, whose value comes next then, if it is the expected one or one after it, and written
    /// without white space; or else the position stays, and [`next_member`](Self::next_member) has the answer. `before` is
    /// the byte before the name: the opening brace or a comma.
    #[inline(always)]
    fn expected_member(&mut self, names: Names, expected: usize, before: u8) -> Option<usize> {
        let text = match self.text.as_bytes().get(self.position..)? {
            [first, b'"', text @ ..] if *first == before => text,
            _ => return None,
        };
        let mut index = expected;
        while let Some(name) = names.get(index) {
            if let Some((head, [b'"', b':', ..])) = text.split_at_checked(name.len()) {
                if same(head, name.as_bytes()) {
                    self.position += name.len() + 4;
                    return Some(index);
                }
            }
            index += 1;
        }
        None
    }

    /// Leaves the object if its closing brace is the next byte.
    #[inline(always)]
    fn at_end(&mut self) -> bool {
        let end = self.text.as_bytes().get(self.position) == Some(&b'}');
        if end {
            self.close();
        }
        end
    }

    /// What comes next in the object, of which `before` has not been passed yet.
    #[inline(never)]
    fn next_member(&mut self, names: Names, before: u8) -> Result<Next<'a>, ReadError> {
        let first = before == b'{';
        if first {
            self.position += 1;
        }
        if !self.next_name(first)? {
            return Ok(Next::End);
        }
        let text = &self.text.as_bytes()[self.position + 1..];
        let begins =
            |name: &&str| text.get(name.len()) == Some(&b'"') && text.starts_with(name.as_bytes());
        let next = match names.iter().position(begins) {
            Some(index) => {
                self.position += names[index].len() + 2;
                Next::Known(index)
            }
            None => self.other_member(names)?,
        };
        self.colon()?;
        Ok(next)
    }

    /// A name that is none of `names` as they are spelled there.
    #[cold]
    fn other_member(&mut self, names: Names) -> Result<Next<'a>, ReadError> {
        let name = self.string_ref()?;
        let index = match &name {
            // It has no escapes.
            Cow::Borrowed(_) => None,
            Cow::Owned(name) => names.iter().position(|known| string::spells(known, name)),
        };
        Ok(index.map_or(Next::Unknown(name), Next::Known))
    }
}

/// Whether two slices of the same length are equal. What a call of `memcmp` costs is several times what names of the usual
/// lengths do here.
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() >= 8 {
        a.first_chunk::<8>() == b.first_chunk::<8>()
            && a.last_chunk::<8>() == b.last_chunk::<8>()
            && (a.len() <= 16 || a == b)
    } else if a.len() >= 4 {
        a.first_chunk::<4>() == b.first_chunk::<4>() && a.last_chunk::<4>() == b.last_chunk::<4>()
    } else {
        a == b
    }
}
