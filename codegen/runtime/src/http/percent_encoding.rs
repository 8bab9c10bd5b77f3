//! Percent-encoding of labels and query parameters: text in, characters of a URI out.
//!
//! RFC 3986 section 2.3 and the serialization rules of `httpLabel` and `httpQuery`: every byte of the UTF-8 form is
//! encoded but letters, digits and `-._~`, whatever else a path or query may hold; greedy labels also keep `/`.

const UPPER_HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends `text` to `out`, percent-encoded as the value of a label or a query parameter.
pub(super) fn push_encoded(out: &mut String, text: &str) {
    push(out, text, false);
}

/// Appends `text` to `out`, percent-encoded as the value of a greedy label, which may span path segments.
pub(super) fn push_encoded_greedy(out: &mut String, text: &str) {
    push(out, text, true);
}

fn push(out: &mut String, text: &str, keep_slash: bool) {
    out.reserve(text.len());
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || (keep_slash && byte == b'/')
        {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(UPPER_HEX[usize::from(byte >> 4)]));
            out.push(char::from(UPPER_HEX[usize::from(byte & 0xF)]));
        }
    }
}
