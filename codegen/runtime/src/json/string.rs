//! The inside of JSON strings (RFC 8259, section 7): where one ends, what its escapes mean, and how to escape.
//!
//! All functions work on `str`: UTF-8 has been validated before, once for the whole input.

use super::error::ReadError;

/// A violation of the grammar: what, and at which byte of the text it was found in.
pub(super) struct Malformed {
    message: &'static str,
    at: usize,
}

impl Malformed {
    /// The error, given where in the input the text starts.
    pub(super) fn into_error(self, start: usize) -> ReadError {
        ReadError::at(self.message, start + self.at)
    }
}

/// The characters that the inside of a string stands for.
pub(super) fn unescape(raw: &str) -> Result<String, Malformed> {
    // No escape stands for more bytes than it has itself, so this is the only allocation.
    let mut unescaped = String::with_capacity(raw.len());
    each_part(raw, &mut |plain, escaped| {
        unescaped.push_str(plain);
        unescaped.extend(escaped);
    })?;
    Ok(unescaped)
}

/// Whether the inside of a string stands for `text`.
pub(super) fn spells(raw: &str, text: &str) -> bool {
    match raw.contains('\\') {
        true => unescape(raw).is_ok_and(|unescaped| unescaped == text),
        false => raw == text,
    }
}

/// Validates the escapes in the inside of a string.
pub(super) fn validate(raw: &str) -> Result<(), Malformed> {
    each_part(raw, &mut |_, _| ())
}

/// Visits what is plain, each time with the character of the escape behind it, which only the last part does not have.
fn each_part(raw: &str, visit: &mut dyn FnMut(&str, Option<char>)) -> Result<(), Malformed> {
    let mut rest = raw;
    // Of what is special, only backslashes are at the beginning of something inside of a string.
    while let Some((plain, escape)) = rest.split_at_checked(find_special(rest.as_bytes())) {
        let Some(escape) = escape.strip_prefix('\\') else {
            visit(plain, None);
            break;
        };
        let (character, length) = read_escape(escape.as_bytes()).ok_or(Malformed {
            message: "a string has an invalid escape sequence",
            at: raw.len() - escape.len() - 1,
        })?;
        visit(plain, Some(character));
        rest = &escape[length..];
    }
    Ok(())
}

/// Reads the escape whose backslash has just been passed: the character, and how many ASCII bytes it took.
fn read_escape(escape: &[u8]) -> Option<(char, usize)> {
    let simple = match escape.first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let high = read_hex(escape.get(1..5)?)?;
            if !(0xd800..0xdc00).contains(&high) {
                // `from_u32` refuses a low surrogate that has no high one before it.
                return Some((char::from_u32(high)?, 5));
            }
            let low = match escape.get(5..11)? {
                [b'\\', b'u', hex @ ..] => read_hex(hex)?,
                _ => return None,
            };
            if !(0xdc00..0xe000).contains(&low) {
                return None;
            }
            let character = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            return Some((char::from_u32(character)?, 11));
        }
        _ => return None,
    };
    Some((simple, 1))
}

fn read_hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| {
        Some(value << 4 | char::from(digit).to_digit(16)?)
    })
}

/// The position of the closing quote of a string whose inside starts at `from`; `None` if the text ends before it.
pub(super) fn find_end(text: &str, from: usize) -> Result<Option<usize>, Malformed> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += find_special(bytes.get(at..).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok(Some(at)),
            // The byte after a backslash belongs to the escape, whatever it is: unescaping judges it.
            Some(b'\\') => at += 2,
            None => return Ok(None),
            Some(_) => {
                return Err(Malformed {
                    message: "a string has a control character that is not escaped",
                    at,
                });
            }
        }
    }
}

const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES << 7;

/// The position of the first quote, backslash or control character, or the end of the bytes.
#[inline]
pub(super) fn find_special(bytes: &[u8]) -> usize {
    let (blocks, tail) = bytes.as_chunks::<8>();
    // Eight bytes at a time: a subtraction sets the high bit of each byte that is below what is subtracted, if it was not
    // set before. A borrow can spoil only the bytes after the first that is special, and that is the one we ask for.
    for (index, block) in blocks.iter().enumerate() {
        let block = u64::from_le_bytes(*block);
        let quote_or_control = (block ^ (ONES * SWAP)).wrapping_sub(ONES * (QUOTE_SWAPPED + 1));
        let backslash = (block ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
        let special = (quote_or_control | backslash) & HIGHS;
        // What is not ASCII has its high bits anyway, and is looked at for itself because it is less frequent.
        if special != 0 && special & !block != 0 {
            return index * 8 + (special & !block).trailing_zeros() as usize / 8;
        }
    }
    let special = tail.iter().position(|&byte| is_special(byte));
    bytes.len() - tail.len() + special.unwrap_or(tail.len())
}

/// Inverting this bit puts the quote just above the control characters, which stay among themselves; what was there, 0x20
/// and 0x21, goes above it.
const SWAP: u64 = 0x02;
const QUOTE_SWAPPED: u64 = b'"' as u64 ^ SWAP;

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Appends `text` with all escapes that RFC 8259 demands, and no others.
pub(super) fn escape_into(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let special = from + find_special(&bytes[from..]);
        out.extend_from_slice(&bytes[from..special]);
        let Some(&byte) = bytes.get(special) else {
            return;
        };
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 0xf)]);
                from = special + 1;
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', short]);
        from = special + 1;
    }
}
