//! Simple shapes: booleans, numbers, strings, enums and blobs ("JSON shape serialization" of restJson1).

use super::error::ReadError;
use super::number::{self, Decimal, Literal, Misfit};
use super::Reader;
use aws_smithy_types::{base64, BigDecimal, BigInteger, Blob};
use std::borrow::Cow;

/// A `BigInteger` written with an exponent is spelled out; this many zeros are, and more are an error, so that a few
/// bytes of input (`1e999999999`) cannot take all memory.
const MAX_ZEROS_SPELLED_OUT: i64 = 4096;

/// So many digits fit any 64-bit integer.
const SAFE_DIGITS: usize = 18;

impl<'a> Reader<'a> {
    /// A boolean.
    #[inline]
    pub fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.peek() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// An integer from -128 to 127. As with all integers, `1.0` and `1e2` are integers too; a number with a fraction or
    /// out of range is an error.
    pub fn byte(&mut self) -> Result<i8, ReadError> {
        self.narrow()
    }

    /// An integer of 16 bits with sign.
    pub fn short(&mut self) -> Result<i16, ReadError> {
        self.narrow()
    }

    /// An integer of 32 bits with sign.
    pub fn integer(&mut self) -> Result<i32, ReadError> {
        self.narrow()
    }

    /// The value of an `intEnum`, known or not.
    pub fn int_enumeration(&mut self) -> Result<i32, ReadError> {
        self.narrow()
    }

    #[inline]
    fn narrow<T: TryFrom<i64>>(&mut self) -> Result<T, ReadError> {
        let _ = self.peek();
        let start = self.position;
        T::try_from(self.long()?).map_err(|_| misfit(Misfit::Range, start))
    }

    /// An integer of 64 bits with sign.
    #[inline]
    pub fn long(&mut self) -> Result<i64, ReadError> {
        let negative = match self.peek() {
            Some(b'-') => true,
            Some(b'0'..=b'9') => false,
            _ => return Err(self.unexpected("an integer")),
        };
        let start = self.position + usize::from(negative);
        let bytes = self.text.as_bytes();
        let mut end = start;
        let mut value = 0i64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
            if end - start == SAFE_DIGITS {
                return self.long_in_any_form();
            }
            value = value * 10 + i64::from(digit - b'0');
            end += 1;
        }
        let needs_care = end == start
            || (bytes[start] == b'0' && end - start > 1)
            || matches!(bytes.get(end), Some(b'.' | b'e' | b'E'));
        if needs_care {
            return self.long_in_any_form();
        }
        self.position = end;
        Ok(if negative { -value } else { value })
    }

    #[cold]
    fn long_in_any_form(&mut self) -> Result<i64, ReadError> {
        let start = self.position;
        let literal = self.number_at_digit()?;
        Decimal::new(literal)
            .to_i64()
            .map_err(|reason| misfit(reason, start))
    }

    /// A floating point number of 32 bits, or one of the strings `NaN`, `Infinity` and `-Infinity`. A number too large
    /// for the type is an error, one too small is zero.
    pub fn float(&mut self) -> Result<f32, ReadError> {
        self.floating_point(f32::is_finite, f32::NAN, f32::INFINITY)
    }

    /// A floating point number of 64 bits, or one of the strings `NaN`, `Infinity` and `-Infinity`. A number too large
    /// for the type is an error, one too small is zero.
    pub fn double(&mut self) -> Result<f64, ReadError> {
        self.floating_point(f64::is_finite, f64::NAN, f64::INFINITY)
    }

    fn floating_point<T>(
        &mut self,
        is_finite: fn(T) -> bool,
        nan: T,
        infinity: T,
    ) -> Result<T, ReadError>
    where
        T: std::str::FromStr + std::ops::Neg<Output = T> + Copy,
    {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => {
                let start = self.position;
                let literal = self.number_at_digit()?;
                match literal.text.parse::<T>() {
                    Ok(value) if is_finite(value) => Ok(value),
                    _ => Err(misfit(Misfit::Range, start)),
                }
            }
            Some(b'"') => {
                let start = self.position;
                match &*self.string_ref()? {
                    "NaN" => Ok(nan),
                    "Infinity" => Ok(infinity),
                    "-Infinity" => Ok(-infinity),
                    _ => Err(ReadError::at(
                        "a number as a string is none of NaN, Infinity and -Infinity",
                        start,
                    )),
                }
            }
            _ => Err(self.unexpected("a number")),
        }
    }

    /// An integer of any size. One written with an exponent is spelled out, up to 4096 zeros.
    pub fn big_integer(&mut self) -> Result<BigInteger, ReadError> {
        let literal = self.number()?;
        let start = self.position - literal.text.len();
        let spelled_out;
        let text = if literal.plain {
            literal.text
        } else {
            spelled_out = Decimal::new(literal)
                .to_integer_text(MAX_ZEROS_SPELLED_OUT)
                .map_err(|reason| misfit(reason, start))?;
            &spelled_out
        };
        text.parse().map_err(|_| misfit(Misfit::Range, start))
    }

    /// A decimal number of any size and precision, with the digits as they are. An exponent that `BigDecimal` does not
    /// take (outside of 64 bits) is an error.
    pub fn big_decimal(&mut self) -> Result<BigDecimal, ReadError> {
        let literal = self.number()?;
        let start = self.position - literal.text.len();
        literal
            .text
            .parse()
            .map_err(|_| misfit(Misfit::Range, start))
    }

    /// A number as it is written.
    pub(super) fn number(&mut self) -> Result<Literal<'a>, ReadError> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => self.number_at_digit(),
            _ => Err(self.unexpected("a number")),
        }
    }

    /// The number whose sign or first digit is next.
    pub(super) fn number_at_digit(&mut self) -> Result<Literal<'a>, ReadError> {
        match number::scan(self.text, self.position) {
            Ok(literal) => {
                self.position += literal.text.len();
                Ok(literal)
            }
            Err(at) => Err(ReadError::at("a malformed number", at)),
        }
    }

    /// A string.
    #[inline]
    pub fn string(&mut self) -> Result<String, ReadError> {
        match self.plain_string() {
            Some(text) => Ok(text.to_owned()),
            None => self.escaped_string(),
        }
    }

    /// A string, borrowed from the input if it has no escapes.
    #[inline]
    pub fn string_ref(&mut self) -> Result<Cow<'a, str>, ReadError> {
        match self.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// The value of an enum, known or not.
    #[inline]
    pub fn enumeration<T: for<'s> From<&'s str>>(&mut self) -> Result<T, ReadError> {
        Ok(T::from(&self.string_ref()?))
    }

    /// A blob, in base64 with padding.
    pub fn blob(&mut self) -> Result<Blob, ReadError> {
        let _ = self.peek();
        let start = self.position;
        base64::decode(self.string_ref()?)
            .map(Blob::new)
            .map_err(|_| ReadError::at("a blob is not valid base64", start))
    }
}

#[cold]
fn misfit(reason: Misfit, start: usize) -> ReadError {
    let message = match reason {
        Misfit::Fraction => "expected an integer, found a number with a fraction",
        Misfit::Range => "a number is out of the range of its type",
    };
    ReadError::at(message, start)
}
