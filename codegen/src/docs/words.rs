//! In: the runs of a paragraph. Out: its words as [`Piece`]s of Markdown, escaped, with the marks of their style.
//!
//! CommonMark 0.31, "Emphasis and strong emphasis", "Links", "Autolinks", "Backslash escapes". Marks are written only where
//! the rules on flanking delimiters are sure to take them as marks; elsewhere the text goes without.

use std::sync::Arc;

use super::tree::{Inline, Mark};
use super::writer::code_span;

/// Text that no line break may part.
#[derive(Debug)]
pub(super) struct Piece {
    pub text: String,
    /// White space parts it from the piece before.
    pub space_before: bool,
    /// A line break that the author wants parts it from the piece before.
    pub break_before: bool,
}

/// A word, or a code span, and its style.
struct Word {
    /// As it stands in the output, but for marks.
    text: String,
    code: bool,
    mark: Mark,
    link: Option<Arc<str>>,
    space_before: bool,
    break_before: bool,
}

pub(super) fn pieces(inlines: &[Inline], in_table: bool) -> Vec<Piece> {
    let words = words(inlines, in_table);
    let mut out: Vec<Piece> = Vec::with_capacity(words.len());
    let mut start = 0;
    while start < words.len() {
        let link = &words[start].link;
        let end = start
            + words[start..]
                .iter()
                .take_while(|w| same_link(&w.link, link))
                .count();
        write_link(
            &words[start..end],
            words.get(end),
            link.as_deref(),
            &mut out,
        );
        start = end;
    }
    out
}

fn same_link(a: &Option<Arc<str>>, b: &Option<Arc<str>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Words of one link, or of none.
fn write_link(words: &[Word], next: Option<&Word>, target: Option<&str>, out: &mut Vec<Piece>) {
    let first_piece = out.len();
    let Some(target) = target.map(link_target) else {
        // An exclamation mark before a link would make it an image; the escape never hurts.
        write_marks(
            words,
            if next.is_some_and(|w| !is_parted(w)) {
                Some('[')
            } else {
                None
            },
            out,
        );
        return;
    };
    if let [word] = words
        && !word.code
        && word.text.trim_start_matches('<').trim_end_matches('>') == target
        && is_autolink(&target)
    {
        out.push(Piece {
            text: format!("<{target}>"),
            space_before: word.space_before,
            break_before: word.break_before,
        });
        return;
    }
    // Inside the brackets: no white space before the first word.
    let (space_before, break_before) = (words[0].space_before, words[0].break_before);
    out.push(Piece {
        text: "[".to_owned(),
        space_before,
        break_before,
    });
    write_marks(words, Some(']'), out);
    if let Some(first) = out.get_mut(first_piece + 1) {
        first.space_before = false;
        first.break_before = false;
    }
    if let Some(last) = out.last_mut() {
        last.text.push_str(&format!("]({target})"));
    }
}

fn is_parted(word: &Word) -> bool {
    word.space_before || word.break_before
}

/// Words of one link or none, with the marks of emphasis; `after` is the character that follows the last word directly.
fn write_marks(words: &[Word], after: Option<char>, out: &mut Vec<Piece>) {
    let mut start = 0;
    while start < words.len() {
        let mark = words[start].mark;
        let end = start + words[start..].iter().take_while(|w| w.mark == mark).count();
        let segment = &words[start..end];
        let delimiter = match mark {
            Mark::None => "",
            Mark::Emphasis => "*",
            Mark::Strong => "**",
        };
        let before_char = match out.last() {
            Some(piece) if start > 0 && !is_parted(&words[start]) => piece.text.chars().last(),
            Some(piece) if !is_parted(&words[start]) => piece.text.chars().last(),
            _ => None,
        };
        let after_char = match words.get(end) {
            Some(next) if is_parted(next) => None,
            Some(next) => next.text.chars().next(),
            None => after,
        };
        let first = segment[0].text.chars().next();
        let last = segment[segment.len() - 1].text.chars().last();
        let marked = !delimiter.is_empty()
            && before_char != Some('*')
            && flanks(before_char, first)
            && flanks(after_char, last);
        for (i, word) in segment.iter().enumerate() {
            let mut text = String::with_capacity(word.text.len() + 4);
            if marked && i == 0 {
                text.push_str(delimiter);
            }
            text.push_str(&word.text);
            if marked && i + 1 == segment.len() {
                text.push_str(delimiter);
            }
            out.push(Piece {
                text,
                space_before: word.space_before,
                break_before: word.break_before,
            });
        }
        start = end;
    }
}

/// Whether a delimiter between `outside` (nothing or white space is `None`) and `inside` is sure to be one.
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    let Some(inside) = inside else { return false };
    let outside_parts = outside.is_none_or(|c| c.is_ascii_punctuation());
    inside.is_alphanumeric() || (!inside.is_whitespace() && outside_parts)
}

fn words(inlines: &[Inline], in_table: bool) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut space = false;
    let mut line_break = false;
    let mut code: Option<String> = None;
    for (i, inline) in inlines.iter().enumerate() {
        let (text, style) = match inline {
            Inline::Run { text, style } => (text, style),
            Inline::LineBreak => {
                line_break |= !in_table && !out.is_empty();
                space = true;
                continue;
            }
        };
        if !style.code {
            let mut rest = text.as_str();
            loop {
                let trimmed = rest.trim_ascii_start();
                space |= trimmed.len() < rest.len();
                if trimmed.is_empty() {
                    break;
                }
                let end = trimmed
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(trimmed.len());
                let word = escape(&trimmed[..end], style.link.is_some());
                push(
                    &mut out,
                    word,
                    false,
                    style.mark,
                    &style.link,
                    &mut space,
                    &mut line_break,
                );
                rest = &trimmed[end..];
            }
            continue;
        }
        // Code spans that touch each other are one: `a``b` would not be two.
        let text = match code.take() {
            Some(before) => before + text,
            None => text.clone(),
        };
        let joins = matches!(inlines.get(i + 1), Some(Inline::Run { style: next, .. }) if next.code && next.mark == style.mark && same_link(&next.link, &style.link));
        if joins {
            code = Some(text);
            continue;
        }
        space |= text.starts_with(|c: char| c.is_ascii_whitespace());
        let folded = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !folded.is_empty() {
            // Two code spans of different style, glued: their backticks would run together.
            space |= out.last().is_some_and(|w| w.code);
            push(
                &mut out,
                code_span(&folded, in_table),
                true,
                style.mark,
                &style.link,
                &mut space,
                &mut line_break,
            );
        }
        space |= text.ends_with(|c: char| c.is_ascii_whitespace());
    }
    out
}

fn push(
    out: &mut Vec<Word>,
    text: String,
    code: bool,
    mark: Mark,
    link: &Option<Arc<str>>,
    space: &mut bool,
    line_break: &mut bool,
) {
    out.push(Word {
        text,
        code,
        mark,
        link: link.clone(),
        space_before: std::mem::take(space) && !out.is_empty(),
        break_before: std::mem::take(line_break),
    });
}

/// Escapes a word wherever it may stand in a line; URLs outside links become autolinks, which rustdoc asks for.
fn escape(word: &str, in_link: bool) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut rest = word;
    while !in_link && let Some((before, url, after)) = find_url(rest) {
        escape_text(before, &mut out);
        out.push_str(&format!("<{url}>"));
        rest = after;
    }
    escape_text(rest, &mut out);
    out
}

fn escape_text(text: &str, out: &mut String) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let inside_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            // Inside a word an underscore is never a mark.
            '_' => !(inside_word(before) && inside_word(after)),
            '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            '!' => after.is_none(),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// What stands before the first URL, the URL, and what follows it.
fn find_url(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text
        .get(from..)
        .and_then(|t| t.find("http"))
        .map(|at| from + at)
    {
        let tail = &text[at..];
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|scheme| tail.starts_with(scheme));
        if let Some(scheme) = scheme {
            let len = tail
                .bytes()
                .take_while(|&b| b.is_ascii_alphanumeric() || b"-@:%._+~#=?&/".contains(&b))
                .count();
            let url = tail[..len].trim_end_matches(['.', ',', ':', ';', '?']);
            if url[scheme.len().min(url.len())..].contains('.') {
                return Some((&text[..at], url, &tail[url.len()..]));
            }
        }
        from = at + 4;
    }
    None
}

/// Whether `target` can stand between angle brackets.
fn is_autolink(target: &str) -> bool {
    target.starts_with("http") && !target.contains('&')
}

/// A link's target as it stands between parentheses: nothing in it can end it, or mean something.
fn link_target(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            ' ' | '\n' | '(' | ')' | '<' | '>' | '\\' | '`' | '*' | '[' | ']' | '|' | '"' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}
