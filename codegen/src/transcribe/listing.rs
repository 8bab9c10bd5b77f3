//! In: the lines of a parameter list. Out: its [`Item`]s, nested as their indentation says.
//!
//! An item is a bullet `name (type) --` or `name (type) -- [REQUIRED]`, without a name for the element of a list, the
//! key of a map and, below that, its value. What follows, indented further, is its description.

use super::reader::{Line, add_text};
use super::{MAX_DEPTH, Malformed, Result};

/// What a parameter list says of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `None` for the element of a list, and for the key and value of a map.
    pub name: Option<String>,
    pub listed: ListedType,
    pub required: bool,
    /// Paragraphs.
    pub documentation: Vec<String>,
    pub children: Vec<Item>,
    pub line: u32,
    /// The last line that belongs to it.
    pub last_line: u32,
}

/// The type between the brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedType {
    String,
    Boolean,
    Integer,
    Float,
    Timestamp,
    Blob,
    StreamingBlob,
    Document,
    List,
    Dict,
    EventStream,
}

impl ListedType {
    pub fn parse(word: &str, line: u32) -> Result<Self> {
        Ok(match word {
            "string" => Self::String,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "float" => Self::Float,
            "datetime" => Self::Timestamp,
            "bytes" => Self::Blob,
            "bytes or seekable file-like object" | ":class:`.StreamingBody`" => Self::StreamingBlob,
            ":ref:`document<document>`" => Self::Document,
            "list" => Self::List,
            "dict" => Self::Dict,
            ":class:`.EventStream`" => Self::EventStream,
            _ => {
                return Err(Malformed::new(
                    line,
                    format!("the type `{word}` is not known"),
                    "if the page is whole, teach the new type to `ListedType`",
                ));
            }
        })
    }
}

/// Reads the items and paragraphs of `lines`, which are all indented or blank. Paragraphs that belong to no item are
/// the first part of the result.
pub fn items(lines: &[Line<'_>]) -> Result<(Vec<String>, Vec<Item>)> {
    let mut preamble = Vec::new();
    let mut done: Vec<Item> = Vec::new();
    // Items that may still get children, each with its indentation, which grows from the bottom to the top.
    let mut open: Vec<(usize, Item)> = Vec::new();
    let mut after_blank = true;
    for line in lines {
        if line.is_blank() {
            after_blank = true;
            continue;
        }
        let indent = line.indent();
        while open.last().is_some_and(|(at, _)| *at >= indent) {
            close_last(&mut open, &mut done);
        }
        let text = line.text.trim_start();
        if let Some(item) = bullet(text, line.number)? {
            if open.len() >= MAX_DEPTH {
                return Err(Malformed::new(
                    line.number,
                    format!("items nest more than {MAX_DEPTH} deep"),
                    "no API page nests so deep; check that this is one",
                ));
            }
            open.push((indent, item));
        } else {
            let paragraphs = match open.last_mut() {
                Some((_, item)) => {
                    item.last_line = line.number;
                    &mut item.documentation
                }
                None => &mut preamble,
            };
            add_text(paragraphs, text, after_blank);
        }
        after_blank = false;
    }
    while !open.is_empty() {
        close_last(&mut open, &mut done);
    }
    Ok((preamble, done))
}

fn close_last(open: &mut Vec<(usize, Item)>, done: &mut Vec<Item>) {
    let Some((_, item)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, parent)) => {
            parent.last_line = parent.last_line.max(item.last_line);
            parent.children.push(item);
        }
        None => done.push(item),
    }
}

/// The item that a bullet opens; `None` for other text, bullets in descriptions among it.
fn bullet(text: &str, line: u32) -> Result<Option<Item>> {
    let Some((head, flags)) = text
        .strip_prefix('•')
        .and_then(|rest| rest.split_once(") --"))
    else {
        return Ok(None);
    };
    let Some((name, listed)) = head.trim_start().split_once('(') else {
        return Ok(None);
    };
    let name = name.trim_end();
    if name.contains(char::is_whitespace) {
        return Ok(None);
    }
    let required = match flags.trim() {
        "" => false,
        "[REQUIRED]" => true,
        other => {
            return Err(Malformed::new(
                line,
                format!("found `{other}` behind an item"),
                "an item ends in `--` or in `-- [REQUIRED]`",
            ));
        }
    };
    Ok(Some(Item {
        name: (!name.is_empty()).then(|| name.to_owned()),
        listed: ListedType::parse(listed, line)?,
        required,
        documentation: Vec::new(),
        children: Vec::new(),
        line,
        last_line: line,
    }))
}
