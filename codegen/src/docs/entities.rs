//! In: text with HTML character references. Out: the characters. What is no reference stays as it is.
//!
//! HTML living standard, "Named character references": those that prose uses. A name outside the table is kept as written.

use std::borrow::Cow;

const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("cent", "¢"),
    ("copy", "©"),
    ("deg", "°"),
    ("divide", "÷"),
    ("euro", "€"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("iexcl", "¡"),
    ("infin", "∞"),
    ("iquest", "¿"),
    ("laquo", "«"),
    ("larr", "←"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("micro", "µ"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ne", "≠"),
    ("para", "¶"),
    ("plusmn", "±"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sect", "§"),
    ("shy", ""),
    ("times", "×"),
    ("trade", "™"),
    ("yen", "¥"),
];

/// The longest name of the table, and the longest number of a character in hexadecimal, are shorter.
const LONGEST: usize = 12;

pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST).position(|b| b == b';');
        match end.and_then(|end| Some((reference(&rest[..end])?, end))) {
            Some((decoded, end)) => {
                out.push_str(&decoded);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<Cow<'static, str>> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // The text was cleaned before it was decoded: a reference must not bring back what cleaning took away.
        return Some(Cow::Owned(super::clean(
            char::from_u32(code)?.encode_utf8(&mut [0; 4]),
        )));
    }
    let found = NAMED.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(Cow::Borrowed(NAMED[found].1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted() {
        assert!(NAMED.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(NAMED.iter().all(|(name, _)| name.len() < LONGEST));
    }

    #[test]
    fn decodes_references_and_keeps_the_rest() {
        assert_eq!(
            decode("a &lt;b&gt; &amp;amp; &#65;&#x42; &key2=v &nope; & &#xD800; &#0;!"),
            "a <b> &amp; AB &key2=v &nope; & &#xD800; !"
        );
        assert_eq!(decode("&é;"), "&é;");
    }
}
