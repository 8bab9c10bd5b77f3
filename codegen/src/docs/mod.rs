//! In: the value of a `smithy.api#documentation` trait. Out: Markdown that rustdoc and clippy take without a warning.
//!
//! The trait's value is CommonMark, raw HTML included (Smithy 2.0 specification, "documentation trait"). Published models
//! hold sloppy HTML (unclosed and invented tags, indentation of any depth), ours hold plain sentences. Both become the
//! same small tree (`tree`), and one writer (`writer`) turns the tree into Markdown in which every character that could
//! mean something is escaped, so nothing in a model can become a heading, a doctest or a broken link by accident.
//!
//! **Invariants:** any string is taken, none panics; what comes out depends on the string only; text is never dropped,
//! except control characters, characters that change the direction of text (rustc refuses them in comments), HTML comments
//! and the targets of links that lead nowhere outside the documentation they were written for.

mod entities;
mod html;
mod markdown;
mod tree;
mod words;
mod writer;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

/// Width at which text is wrapped, in characters, `/// ` and the indentation of the item not counted.
pub const WIDTH: usize = 110;

/// Translates the value of a documentation trait. Lines end in `\n` but for the last; the text of nothing is empty.
pub fn to_rustdoc(documentation: &str) -> String {
    let text = clean(documentation);
    let mut builder = tree::Builder::default();
    if html::is_html(&text) {
        html::read(&text, &mut builder);
    } else {
        markdown::read(&text, &mut builder);
    }
    writer::write(&builder.finish(), WIDTH)
}

/// A plain sentence as Markdown that reads as written: for text that is no Markdown, such as a deprecation message.
pub fn escape(text: &str) -> String {
    let mut builder = tree::Builder::default();
    builder.text(&clean(text));
    writer::write(&builder.finish(), WIDTH)
}

/// `text` as a code span, whatever it contains: for patterns, values and paths. White space is folded; the code span of
/// nothing is empty.
pub fn code_span(text: &str) -> String {
    let words: Vec<_> = clean(text)
        .split_ascii_whitespace()
        .map(str::to_owned)
        .collect();
    writer::code_span(&words.join(" "), false)
}

/// Markdown as outer doc attributes, one a line, in the form that `prettyplease` prints as `/// …`.
pub fn attributes(markdown: &str) -> TokenStream {
    let lines = markdown.lines().map(doc_line);
    quote!(#(#[doc = #lines])*)
}

/// Markdown as inner doc attributes (`//! …`) of a module or crate.
pub fn inner_attributes(markdown: &str) -> TokenStream {
    let lines = markdown.lines().map(doc_line);
    quote!(#(#![doc = #lines])*)
}

fn doc_line(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// One kind of line end, one kind of space, no controls, no characters that rustc refuses in a comment.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            c if c.is_whitespace() => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
