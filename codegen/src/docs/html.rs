//! In: documentation that holds HTML. Out: calls of a [`Builder`].
//!
//! A tokenizer of our own rather than an HTML parser: a parser turns `<bucket name>` into an element and its text is gone,
//! while here only the tags of [`TAGS`] are tags, and everything else between angle brackets is text, as its author meant it.

use super::entities;
use super::tree::Builder;

#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Open(&'static Tag, &'a str),
    Close(&'static Tag),
}

#[derive(Debug, PartialEq)]
pub(super) struct Tag {
    pub name: &'static str,
    pub role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// A paragraph, or a container whose edges end one.
    Block,
    /// A paragraph in bold.
    Heading,
    /// A paragraph that a word such as `Note:` introduces.
    Admonition(&'static str),
    UnorderedList,
    OrderedList,
    Item,
    DefinitionList,
    Term,
    Definition,
    Table,
    Row,
    Cell,
    Preformatted,
    LineBreak,
    Strong,
    Emphasis,
    Code,
    Link,
    /// Changes nothing that Markdown could show.
    Plain,
}

impl Role {
    fn is_block(self) -> bool {
        !matches!(
            self,
            Self::LineBreak | Self::Strong | Self::Emphasis | Self::Code | Self::Link | Self::Plain
        )
    }
}

/// Sorted by name. HTML's tags, and those of the documentation system in which published models are written.
const TAGS: &[Tag] = &[
    tag("a", Role::Link),
    tag("abbr", Role::Plain),
    tag("b", Role::Strong),
    tag("blockquote", Role::Block),
    tag("body", Role::Block),
    tag("br", Role::LineBreak),
    tag("caption", Role::Row),
    tag("caution", Role::Admonition("Caution")),
    tag("cite", Role::Emphasis),
    tag("code", Role::Code),
    tag("dd", Role::Definition),
    tag("del", Role::Plain),
    tag("dfn", Role::Emphasis),
    tag("div", Role::Block),
    tag("dl", Role::DefinitionList),
    tag("dt", Role::Term),
    tag("em", Role::Emphasis),
    tag("example", Role::Block),
    tag("examples", Role::Block),
    tag("filename", Role::Code),
    tag("fullname", Role::Heading),
    tag("h1", Role::Heading),
    tag("h2", Role::Heading),
    tag("h3", Role::Heading),
    tag("h4", Role::Heading),
    tag("h5", Role::Heading),
    tag("h6", Role::Heading),
    tag("hr", Role::Block),
    tag("html", Role::Block),
    tag("i", Role::Emphasis),
    tag("important", Role::Admonition("Important")),
    tag("ins", Role::Plain),
    tag("kbd", Role::Code),
    tag("li", Role::Item),
    tag("note", Role::Admonition("Note")),
    tag("ol", Role::OrderedList),
    tag("p", Role::Block),
    tag("para", Role::Block),
    tag("pre", Role::Preformatted),
    tag("programlisting", Role::Preformatted),
    tag("q", Role::Plain),
    tag("replaceable", Role::Emphasis),
    tag("s", Role::Plain),
    tag("samp", Role::Code),
    tag("section", Role::Block),
    tag("small", Role::Plain),
    tag("span", Role::Plain),
    tag("strong", Role::Strong),
    tag("sub", Role::Plain),
    tag("sup", Role::Plain),
    tag("table", Role::Table),
    tag("tbody", Role::Plain),
    tag("td", Role::Cell),
    tag("tfoot", Role::Plain),
    tag("th", Role::Cell),
    tag("thead", Role::Plain),
    tag("tip", Role::Admonition("Tip")),
    tag("title", Role::Heading),
    tag("tr", Role::Row),
    tag("tt", Role::Code),
    tag("u", Role::Plain),
    tag("ul", Role::UnorderedList),
    tag("var", Role::Emphasis),
    tag("warning", Role::Admonition("Warning")),
];

const fn tag(name: &'static str, role: Role) -> Tag {
    Tag { name, role }
}

/// Whether the text is HTML rather than Markdown with an inline tag here and there: it starts with a tag that we know, or
/// has one that makes a block.
pub(super) fn is_html(text: &str) -> bool {
    let mut first = true;
    for token in tokens(text) {
        match token {
            Token::Text(text) if text.trim().is_empty() => continue,
            Token::Text(_) => {}
            Token::Open(..) | Token::Close(_) if first => return true,
            Token::Open(tag, _) | Token::Close(tag) if tag.role.is_block() => return true,
            Token::Open(..) | Token::Close(_) => {}
        }
        first = false;
    }
    false
}

pub(super) fn read(text: &str, builder: &mut Builder) {
    for token in tokens(text) {
        match token {
            Token::Text(text) => text_with_backticks(&entities::decode(text), builder),
            Token::Open(tag, attributes) => open(tag, attributes, builder),
            Token::Close(tag) => close(tag, builder),
        }
    }
}

/// Text of an HTML document, in which authors write Markdown's code spans all the same.
fn text_with_backticks(text: &str, builder: &mut Builder) {
    if builder.is_code() {
        return builder.text(text);
    }
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let ticks = rest[at..].bytes().take_while(|&b| b == b'`').count();
        let fence = &rest[at..at + ticks];
        let inside = &rest[at + ticks..];
        // A closing fence of the same length in the same text, with something between that is no backtick.
        let end = inside.find(fence).filter(|&end| {
            let after = &inside[end + ticks..];
            !after.starts_with('`') && !inside[..end].trim().is_empty()
        });
        let Some(end) = end else {
            builder.text(&rest[..at + ticks]);
            rest = inside;
            continue;
        };
        builder.text(&rest[..at]);
        builder.code(&inside[..end]);
        rest = &inside[end + ticks..];
    }
    builder.text(rest);
}

fn open(tag: &Tag, attributes: &str, builder: &mut Builder) {
    match tag.role {
        Role::Block => builder.end_paragraph(),
        Role::Heading => {
            builder.end_paragraph();
            builder.strong(true);
        }
        Role::Admonition(word) => builder.introduce(word),
        Role::UnorderedList | Role::DefinitionList => builder.open_list(None),
        Role::OrderedList => builder.open_list(Some(1)),
        Role::Item => builder.open_item(),
        Role::Term => {
            builder.open_item();
            builder.strong(true);
        }
        Role::Definition => builder.end_paragraph(),
        Role::Table => builder.open_table(),
        Role::Row => builder.open_row(),
        Role::Cell => builder.open_cell(),
        Role::Preformatted => builder.open_preformatted(),
        Role::LineBreak => builder.line_break(),
        Role::Strong => builder.strong(true),
        Role::Emphasis => builder.emphasis(true),
        Role::Code => builder.set_code(true),
        Role::Link => builder.open_link(attribute(attributes, "href").as_deref().unwrap_or("")),
        Role::Plain => {}
    }
}

fn close(tag: &Tag, builder: &mut Builder) {
    match tag.role {
        Role::Block | Role::Heading | Role::Term | Role::Definition => builder.end_paragraph(),
        Role::Admonition(_) => builder.end_introduced(),
        Role::UnorderedList | Role::OrderedList | Role::DefinitionList => builder.close_list(),
        Role::Item => builder.close_item(),
        Role::Table => builder.close_table(),
        Role::Row | Role::Cell => builder.end_paragraph(),
        Role::Preformatted => builder.close_preformatted(),
        Role::LineBreak => builder.line_break(),
        Role::Strong => builder.strong(false),
        Role::Emphasis => builder.emphasis(false),
        Role::Code => builder.set_code(false),
        Role::Link => builder.close_link(),
        Role::Plain => {}
    }
}

/// Splits the text in one pass; concatenated, the tokens' texts are the text without known tags and comments.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    // Where the next `-->` was not found, no later one will be.
    let mut comments = true;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            if let Some((token, after)) = tag_at(rest) {
                rest = after;
                return Some(token);
            }
            if comments && rest.starts_with("<!--") {
                match rest.find("-->") {
                    Some(end) => {
                        rest = &rest[end + 3..];
                        continue;
                    }
                    None => comments = false,
                }
            }
            let mut end = 1;
            // The next place at which something could start; `rest` itself may start with a `<` that is text.
            loop {
                end = rest
                    .get(end..)
                    .and_then(|r| r.find('<'))
                    .map_or(rest.len(), |at| end + at);
                let found = &rest[end..];
                if found.is_empty()
                    || tag_at(found).is_some()
                    || (comments && found.starts_with("<!--"))
                {
                    break;
                }
                end += 1;
            }
            let (token, after) = rest.split_at(end);
            rest = after;
            return Some(Token::Text(token));
        }
    })
}

/// The known tag that `text` starts with, and what follows it.
fn tag_at(text: &str) -> Option<(Token<'_>, &str)> {
    let inner = text.strip_prefix('<')?;
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name_len = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let tag = find(&inner[..name_len])?;
    let after_name = &inner[name_len..];
    let (attributes, end) = attributes(after_name)?;
    let token = if closing {
        Token::Close(tag)
    } else {
        Token::Open(tag, attributes)
    };
    Some((token, &after_name[end..]))
}

fn find(name: &str) -> Option<&'static Tag> {
    // Longer names than the table's longest are never tags: no need to fold their case.
    let mut folded = [0; 16];
    let folded = folded.get_mut(..name.len())?;
    folded.copy_from_slice(name.as_bytes());
    folded.make_ascii_lowercase();
    let found = TAGS
        .binary_search_by(|tag| tag.name.as_bytes().cmp(folded))
        .ok()?;
    Some(&TAGS[found])
}

/// The attributes before the `>` that ends the tag, and where the tag ends. Words that are no attributes (`<b and c>`) mean
/// that this was no tag.
fn attributes(text: &str) -> Option<(&str, usize)> {
    let mut quote = None;
    // No tag of documentation is longer; the bound keeps a text of nothing but `<a` linear.
    for (at, b) in text.bytes().enumerate().take(4096) {
        match (quote, b) {
            (Some(q), b) if q == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'<') => return None,
            (None, b'>') => {
                let inner = &text[..at];
                let inner = inner.strip_suffix('/').unwrap_or(inner);
                let is_tag = inner.is_empty()
                    || inner.starts_with(|c: char| c.is_ascii_whitespace())
                        && (inner.trim().is_empty() || inner.contains('='));
                return is_tag.then_some((inner, at + 1));
            }
            (None, _) => {}
        }
    }
    None
}

/// The value of an attribute, quoted or not, decoded.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while let Some(equals) = rest.find('=') {
        let key = rest[..equals]
            .trim()
            .rsplit(|c: char| c.is_ascii_whitespace())
            .next()
            .unwrap_or("");
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let value = &value[1..];
                value.split_once(quote).unwrap_or((value, ""))
            }
            _ => value
                .split_once(|c: char| c.is_ascii_whitespace())
                .unwrap_or((value, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(entities::decode(value).trim().to_owned());
        }
        rest = after.trim_start();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        tokens(text)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Open(tag, attributes) => format!("OPEN {}{attributes}", tag.name),
                Token::Close(tag) => format!("CLOSE {}", tag.name),
            })
            .collect()
    }

    #[test]
    fn table_is_sorted() {
        assert!(TAGS.windows(2).all(|w| w[0].name < w[1].name));
    }

    #[test]
    fn only_known_tags_are_tags() {
        assert_eq!(
            show("<P>a<br/>b</p >"),
            ["OPEN p", "a", "OPEN br", "b", "CLOSE p"]
        );
        assert_eq!(show("<folder name>/<file>"), ["<folder name>/<file>"]);
        assert_eq!(show("a<b and b>c <i"), ["a<b and b>c <i"]);
        assert_eq!(show("x <!-- no <p> --> y"), ["x ", " y"]);
        assert_eq!(show("x <!-- <b>"), ["x ", "<!-- ", "OPEN b"]);
        assert_eq!(
            show("<a title='>' href=\"u\">t</a>"),
            ["OPEN a title='>' href=\"u\"", "t", "CLOSE a"]
        );
        assert_eq!(show("<<p>>"), ["<", "OPEN p", ">"]);
    }

    #[test]
    fn reads_attributes() {
        assert_eq!(
            attribute(r#" class="x" href="https://e.org/?a=1&amp;b=2""#, "href").as_deref(),
            Some("https://e.org/?a=1&b=2")
        );
        assert_eq!(
            attribute(" HREF=https://e.org/ target=_top", "href").as_deref(),
            Some("https://e.org/")
        );
        assert_eq!(attribute(" name", "href"), None);
        assert_eq!(attribute(" href='open", "href").as_deref(), Some("open"));
    }
}
