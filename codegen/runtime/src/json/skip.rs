//! Passing over a value of any kind: the full grammar is checked, nothing is built, and there is no recursion.

use super::error::ReadError;
use super::Reader;

impl Reader<'_> {
    /// Moves over the next value, whatever it is. It must be valid JSON, and no deeper than any other value may be.
    pub fn skip_value(&mut self) -> Result<(), ReadError> {
        // The kinds of the objects (1) and arrays (0) opened here, the innermost in the lowest bit. `open` lets no more
        // than MAX_DEPTH be open at a time, so the bits suffice.
        let mut kinds = 0u128;
        let mut open = 0u32;
        'values: loop {
            match self.peek() {
                Some(b'{') => {
                    self.enter()?;
                    self.position += 1;
                    open += 1;
                    kinds = kinds << 1 | 1;
                    if self.peek() != Some(b'}') {
                        self.skip_key()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.enter()?;
                    self.position += 1;
                    open += 1;
                    kinds <<= 1;
                    if self.peek() != Some(b']') {
                        continue;
                    }
                }
                _ => self.skip_scalar()?,
            }
            // A value has ended, or an empty object or array has been opened.
            while open > 0 {
                match (self.peek(), kinds & 1) {
                    (Some(b','), kind) => {
                        self.position += 1;
                        if kind == 1 {
                            self.skip_key()?;
                        }
                        continue 'values;
                    }
                    (Some(b'}'), 1) | (Some(b']'), 0) => {
                        self.close();
                        kinds >>= 1;
                        open -= 1;
                    }
                    (_, 1) => return Err(self.unexpected("`,` or `}`")),
                    _ => return Err(self.unexpected("`,` or `]`")),
                }
            }
            return Ok(());
        }
    }

    fn skip_scalar(&mut self) -> Result<(), ReadError> {
        match self.peek() {
            Some(b'"') => self.skip_string(),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            Some(b'-' | b'0'..=b'9') => self.number_at_digit().map(|_| ()),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn skip_key(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a member's name"));
        }
        self.skip_string()?;
        self.colon()
    }

    #[inline]
    fn skip_string(&mut self) -> Result<(), ReadError> {
        match self.plain_string() {
            Some(_) => Ok(()),
            None => self.skip_escaped_string(),
        }
    }
}
