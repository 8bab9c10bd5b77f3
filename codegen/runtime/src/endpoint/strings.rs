//! `substring`, `split`, `uriEncode`, and `getAttr` with an index. Rules: "Rules engine standard library".

use std::fmt::Write;

/// The bytes `start..stop` of an ASCII text, counted from its end if `reverse`. `None` if the text is not ASCII or too
/// short, or the range is empty.
pub fn substring(value: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if start >= stop || stop > value.len() || !value.is_ascii() {
        return None;
    }
    if reverse {
        value.get(value.len() - stop..value.len() - start)
    } else {
        value.get(start..stop)
    }
}

/// The parts of `value` between the delimiters: all of them if `limit` is 0, otherwise at most `limit`, the last holding
/// the rest. Without delimiters in the text, or with an empty delimiter, the whole text is the one part.
pub fn split<'a>(value: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        _ if delimiter.is_empty() => vec![value],
        0 => value.split(delimiter).collect(),
        limit => value.splitn(limit, delimiter).collect(),
    }
}

/// The element at an index, which counts from the end if it is negative: -1 is the last one.
pub fn element<'a>(list: &[&'a str], index: isize) -> Option<&'a str> {
    let index = match index {
        0.. => index.unsigned_abs(),
        _ => list.len().checked_sub(index.unsigned_abs())?,
    };
    list.get(index).copied()
}

/// [`element`] of a list that owns its texts.
pub fn owned_element(list: &[String], index: isize) -> Option<&str> {
    element(&strs(list), index)
}

/// A list that borrows the texts of another.
pub fn strs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// The text as a value of its own.
pub fn owned(text: &str) -> String {
    text.to_owned()
}

/// The text with every byte but ASCII letters, digits, `-`, `_`, `.` and `~` written as `%` and two uppercase
/// hexadecimal digits.
pub fn uri_encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte))
            }
            // Writing to a String cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn substring_from_both_ends() {
        assert_eq!(substring("abcdefg", 0, 4, false), Some("abcd"));
        assert_eq!(substring("abcdefg", 0, 4, true), Some("defg"));
        assert_eq!(substring("defg", 1, 3, false), Some("ef"));
        assert_eq!(substring("defgh", 1, 3, true), Some("fg"));
        assert_eq!(substring("abcd", 0, 4, false), Some("abcd"));
        assert_eq!(substring("\u{7f}abc", 0, 2, false), Some("\u{7f}a"));
    }

    #[test]
    fn substring_of_what_is_not_there() {
        assert_eq!(substring("abc", 0, 4, false), None);
        assert_eq!(substring("abc", 0, 4, true), None);
        assert_eq!(substring("", 0, 1, false), None);
        assert_eq!(substring("abc", 1, 1, false), None);
        assert_eq!(substring("abc", 2, 1, false), None);
        assert_eq!(substring("\u{fdfd}", 0, 1, false), None);
        assert_eq!(
            substring("abcd\u{e9}", 0, 2, false),
            None,
            "one character outside ASCII is enough"
        );
    }

    #[test]
    fn split_with_and_without_limit() {
        assert_eq!(split("a--b--c", "--", 0), ["a", "b", "c"]);
        assert_eq!(split("a--b--c", "--", 1), ["a--b--c"]);
        assert_eq!(split("a--b--c", "--", 2), ["a", "b--c"]);
        assert_eq!(split("a--b", "--", 9), ["a", "b"]);
        assert_eq!(split("", "--", 0), [""]);
        assert_eq!(split("----", "--", 0), ["", "", ""]);
        assert_eq!(split("--x--", "--", 0), ["", "x", ""]);
        assert_eq!(split("---", "--", 0), ["", "-"]);
        assert_eq!(split("abc", "x", 0), ["abc"]);
        assert_eq!(split("abc", "", 0), ["abc"]);
    }

    #[test]
    fn elements() {
        let list = ["a", "b", "c"];
        assert_eq!(element(&list, 0), Some("a"));
        assert_eq!(element(&list, 2), Some("c"));
        assert_eq!(element(&list, 3), None);
        assert_eq!(element(&list, -1), Some("c"));
        assert_eq!(element(&list, -3), Some("a"));
        assert_eq!(element(&list, -4), None);
        assert_eq!(element(&list, isize::MIN), None);
        assert_eq!(element(&[], 0), None);
        let owned = list.map(owned);
        assert_eq!(owned_element(&owned, -1), Some("c"));
        assert_eq!(owned_element(&owned, 3), None);
    }

    #[test]
    fn encoding() {
        assert_eq!(uri_encode("Az09-_.~"), "Az09-_.~");
        assert_eq!(uri_encode("a b+c*d/e%"), "a%20b%2Bc%2Ad%2Fe%25");
        assert_eq!(uri_encode("\u{1f639}"), "%F0%9F%98%B9");
        assert_eq!(uri_encode("\n\u{7f}"), "%0A%7F");
        assert_eq!(uri_encode(""), "");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), delimiter in any::<String>(), a in 0..9usize, b in 0..9usize, reverse in any::<bool>()) {
            substring(&text, a, b, reverse);
            let parts = split(&text, &delimiter, a);
            prop_assert_eq!(parts.join(&delimiter), text.clone());
            prop_assert!(uri_encode(&text).bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }
}
