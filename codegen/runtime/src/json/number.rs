//! JSON numbers (RFC 8259, section 6) as decimals: their grammar, and their exact value where an `f64` would round.

/// A number as written, already checked against the grammar.
#[derive(Clone, Copy)]
pub(super) struct Literal<'a> {
    pub(super) text: &'a str,
    /// Whether it has neither a fraction nor an exponent.
    pub(super) plain: bool,
}

/// The literal that starts at `start`, if the grammar finds one; `Err` holds the position of the byte that breaks it.
pub(super) fn scan(text: &str, start: usize) -> Result<Literal<'_>, usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| -> Result<usize, usize> {
        let count = bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if count == 0 {
            Err(from)
        } else {
            Ok(from + count)
        }
    };
    let first = start + usize::from(bytes.get(start) == Some(&b'-'));
    let mut end = digits(first)?;
    if bytes[first] == b'0' && end > first + 1 {
        return Err(first + 1);
    }
    let integer_end = end;
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        end = digits(end + 1 + sign)?;
    }
    Ok(Literal {
        text: &text[start..end],
        plain: end == integer_end,
    })
}

/// Why a number does not fit the type that was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    Fraction,
    Range,
}

/// The exact value of a literal: its digits, read as an integer without zeros at either end, times a power of ten.
pub(super) struct Decimal<'a> {
    pub(super) negative: bool,
    integer: &'a str,
    fraction: &'a str,
    /// The number of digits of `integer` and `fraction`.
    count: usize,
    exponent: i64,
}

/// Beyond this, an exponent decides alone whether a number is too large or too small: no input has this many digits.
const EXPONENT_LIMIT: i64 = i64::MAX / 4;

impl<'a> Decimal<'a> {
    pub(super) fn new(literal: Literal<'a>) -> Self {
        let (negative, magnitude) = match literal.text.strip_prefix('-') {
            Some(magnitude) => (true, magnitude),
            None => (false, literal.text),
        };
        let (coefficient, exponent) = match magnitude.split_once(['e', 'E']) {
            Some((coefficient, exponent)) => (coefficient, parse_exponent(exponent)),
            None => (magnitude, 0),
        };
        let (integer, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
        let integer = integer.trim_start_matches('0');
        let kept = fraction.trim_end_matches('0');
        let mut exponent = exponent - kept.len() as i64;
        let (integer, fraction) = if kept.is_empty() {
            let kept = integer.trim_end_matches('0');
            exponent += (integer.len() - kept.len()) as i64;
            (kept, "")
        } else if integer.is_empty() {
            ("", kept.trim_start_matches('0'))
        } else {
            (integer, kept)
        };
        Self {
            negative,
            integer,
            fraction,
            count: integer.len() + fraction.len(),
            exponent,
        }
    }

    /// The digits, the most significant first, none of the outer ones being zero.
    fn digits(&self) -> impl Iterator<Item = u8> + 'a {
        self.integer.bytes().chain(self.fraction.bytes())
    }

    fn is_integral(&self) -> bool {
        self.count == 0 || self.exponent >= 0
    }

    /// The value, if it is an integer in the range of `i64`.
    pub(super) fn to_i64(&self) -> Result<i64, Misfit> {
        if !self.is_integral() {
            return Err(Misfit::Fraction);
        }
        let value = self.scaled(0).ok_or(Misfit::Range)?;
        i64::try_from(value).map_err(|_| Misfit::Range)
    }

    /// The value times `10^power`, rounded towards zero; `None` if it is too large for an `i128`.
    pub(super) fn scaled(&self, power: i64) -> Option<i128> {
        if self.count == 0 {
            return Some(0);
        }
        // How many digits the result has before its decimal point.
        let length = self.count as i64 + self.exponent + power;
        if length <= 0 {
            return Some(0);
        }
        if length > 38 {
            return None;
        }
        let zeros = std::iter::repeat(b'0');
        let magnitude = self
            .digits()
            .chain(zeros)
            .take(length as usize)
            .try_fold(0i128, |value, digit| {
                value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
            })?;
        Some(if self.negative { -magnitude } else { magnitude })
    }

    /// The value written without fraction and exponent, if it is an integer and this takes no more than `limit` digits
    /// that the literal does not have.
    pub(super) fn to_integer_text(&self, limit: i64) -> Result<String, Misfit> {
        if !self.is_integral() {
            return Err(Misfit::Fraction);
        }
        if self.count == 0 {
            return Ok("0".to_owned());
        }
        if self.exponent > limit {
            return Err(Misfit::Range);
        }
        let sign = self.negative.then_some('-');
        let zeros = std::iter::repeat_n('0', self.exponent as usize);
        Ok(sign
            .into_iter()
            .chain(self.digits().map(char::from))
            .chain(zeros)
            .collect())
    }
}

fn parse_exponent(text: &str) -> i64 {
    // The grammar leaves overflow as the only error.
    text.parse::<i64>()
        .unwrap_or(if text.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        })
        .clamp(-EXPONENT_LIMIT, EXPONENT_LIMIT)
}
