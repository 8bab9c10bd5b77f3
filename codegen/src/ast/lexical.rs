//! In: JSON text. Out: the first place where RFC 8259 says no and the parser behind [`super::parse`] would not.
//!
//! That parser reads a superset of JSON. Its options turn most of it off; what no option covers is found here, in one
//! pass over the bytes: control characters in strings (RFC 8259 section 7), white space other than the four characters of
//! section 2, and nesting beyond [`MAX_DEPTH`].

/// Arrays and objects may be nested this deep. Published models stay far below; recursive functions over a
/// [`super::Node`] can rely on it.
pub const MAX_DEPTH: usize = 128;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub start: usize,
    pub end: usize,
    pub what: What,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    TooDeep,
    ControlCharacter(u8),
    WhiteSpace(char),
}

/// The first finding, if there is one.
pub(super) fn check(text: &str) -> Option<Finding> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'"' => match string_end(bytes, i + 1) {
                Ok(end) => i = end,
                Err(at) => {
                    return Some(Finding {
                        start: at,
                        end: at + 1,
                        what: What::ControlCharacter(bytes[at]),
                    });
                }
            },
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(Finding {
                        start: i,
                        end: i + 1,
                        what: What::TooDeep,
                    });
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b @ (0x0b | 0x0c) => {
                return Some(Finding {
                    start: i,
                    end: i + 1,
                    what: What::WhiteSpace(b.into()),
                });
            }
            b if b >= 0x80 => {
                let c = text[i..].chars().next().unwrap_or_default();
                if c.is_whitespace() {
                    return Some(Finding {
                        start: i,
                        end: i + c.len_utf8(),
                        what: What::WhiteSpace(c),
                    });
                }
                i += c.len_utf8() - 1;
            }
            _ => {}
        }
        i += 1;
    }
    None
}

/// Index of the quote that ends the string whose content starts at `i` (the end of the text if none does), or that of a
/// control character in it.
fn string_end(bytes: &[u8], mut i: usize) -> Result<usize, usize> {
    while i < bytes.len() {
        match bytes[i] {
            b'"' => return Ok(i),
            b'\\' => i += 1 + usize::from(bytes.get(i + 1).is_some_and(|b| *b >= 0x20)),
            0..=0x1f => return Err(i),
            _ => i += 1,
        }
    }
    Ok(i)
}
