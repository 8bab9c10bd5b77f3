//! Header values that hold a list: items to and from one line of comma-separated text.
//!
//! RFC 9110 section 5.6.1 (lists) and 5.6.4 (quoted strings), as the restJson1 protocol tests use them: an item that
//! would be misread bare is put in double quotes, with `"` and `\` escaped by a backslash.

/// How many commas are part of one bare item: the weekday of an HTTP date is followed by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BareCommas {
    None,
    One,
}

/// Appends `item` to a list, quoted if a reader would otherwise split, trim or drop it.
pub(super) fn push_item(out: &mut String, item: &str) {
    let bare =
        !item.is_empty() && item.trim().len() == item.len() && !item.contains(['"', ',', '(', ')']);
    if bare {
        out.push_str(item);
        return;
    }
    out.push('"');
    for c in item.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// Separates the next item, or the first, from what is already in `out`.
pub(super) fn push_separator(out: &mut String, first: bool) {
    if !first {
        out.push_str(", ");
    }
}

/// A quoted item that has no end, or is followed by something else than a comma.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnclosedQuote;

/// Calls `visit` with each item of one header line: trimmed, and unquoted if it was in quotes. Bare items may be
/// empty; `visit` is also told whether the item was quoted, since an empty quoted string is a value for sure.
pub(super) fn for_each_item<E: From<UnclosedQuote>>(
    line: &str,
    commas: BareCommas,
    mut visit: impl FnMut(&str, bool) -> Result<(), E>,
) -> Result<(), E> {
    let mut rest = trim(line);
    let mut unquoted = String::new();
    while !rest.is_empty() {
        let after_item = if let Some(quoted) = rest.strip_prefix('"') {
            unquoted.clear();
            let after = unquote(quoted, &mut unquoted)?;
            visit(&unquoted, true)?;
            trim(after)
        } else {
            let (item, after) = rest.split_at(bare_end(rest, commas));
            visit(trim(item), false)?;
            after
        };
        rest = match after_item.strip_prefix(',') {
            Some(next) => trim(next),
            None if after_item.is_empty() => "",
            None => return Err(UnclosedQuote.into()),
        };
    }
    Ok(())
}

fn bare_end(text: &str, commas: BareCommas) -> usize {
    let mut ends = text.match_indices(',').map(|(index, _)| index);
    let end = match commas {
        BareCommas::None => ends.next(),
        BareCommas::One => ends.nth(1),
    };
    end.unwrap_or(text.len())
}

/// Reads up to the closing quote; answers with what follows it.
fn unquote<'a>(text: &'a str, out: &mut String) -> Result<&'a str, UnclosedQuote> {
    let mut chars = text.char_indices();
    while let Some((index, c)) = chars.next() {
        match c {
            '"' => return Ok(&text[index + 1..]),
            '\\' => out.push(chars.next().ok_or(UnclosedQuote)?.1),
            _ => out.push(c),
        }
    }
    Err(UnclosedQuote)
}

/// Optional white space around list items is spaces and tabs (RFC 9110 section 5.6.3).
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}
