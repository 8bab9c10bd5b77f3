//! In: the syntax of a request or response and the parameter list for it. Out: one tree of [`Node`]s.
//!
//! The syntax gives the types, the list tells structures from maps and adds what is required and the descriptions. Where
//! the two contradict each other, the page is malformed. A list may leave out everything below a place, which some pages
//! do: then the syntax stands alone, and [`Members::listed`] says so.

use super::listing::{Item, ListedType};
use super::syntax::{Entry, Syntax, SyntaxKind};
use super::{Malformed, Result};

/// What a page says of one place of a request or response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: Kind,
    /// Paragraphs of the page, to compare with and never to copy.
    pub documentation: Vec<String>,
    /// Where the syntax has it.
    pub line: u32,
}

/// The type of a place, as far as a page tells it: `Integer` is `byte` to `bigInteger` too, `String` every shape that is
/// written as a string but enums, `Structure` also a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    String,
    /// The values in the order of the page.
    Enum(Vec<String>),
    Boolean,
    Integer,
    Float,
    Timestamp,
    Blob,
    StreamingBlob,
    Document,
    /// The shape of a place further out, which holds this one.
    Recursive,
    List(Box<Node>),
    Map {
        key: Box<Node>,
        value: Box<Node>,
    },
    Structure(Members),
    EventStream(Members),
}

/// The members of a structure, a union or an event stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// In the order of the page.
    pub members: Vec<Member>,
    /// False where the page lists none of the members although the syntax has some: nothing is known then of what is
    /// required, and maps are told from structures by their key `'string'`.
    pub listed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: String,
    /// Only ever true in requests: pages do not mark what is required in responses.
    pub required: bool,
    pub node: Node,
}

/// Joins the entries of a dictionary with the items listed for it. `end` is the last line of the page that is not
/// blank: what is cut off there is a truncated page and not a list that leaves something out.
pub(super) fn members(entries: &[Entry], items: &[Item], line: u32, end: u32) -> Result<Members> {
    for (index, entry) in entries.iter().enumerate() {
        if entries[..index].iter().any(|e| e.keys == entry.keys) {
            return Err(Malformed::edited(
                entry.line,
                format!("`{}` occurs twice", entry.keys.join("|")),
            ));
        }
    }
    for (index, item) in items.iter().enumerate() {
        let name = item.name.as_deref().unwrap_or("(no name)");
        if !entries.iter().any(|e| e.keys == [name]) {
            return Err(Malformed::edited(
                item.line,
                format!("`{name}` is listed, but the syntax at line {line} does not have it"),
            ));
        }
        if items[..index].iter().any(|i| i.name == item.name) {
            return Err(Malformed::edited(
                item.line,
                format!("`{name}` is listed twice"),
            ));
        }
    }
    let mut members = Vec::new();
    for entry in entries {
        let [name] = entry.keys.as_slice() else {
            return Err(Malformed::new(
                entry.line,
                "a member has alternatives for its name",
                "only the key of a map can be an enum",
            ));
        };
        let item = items.iter().find(|i| i.name.as_deref() == Some(name));
        if item.is_none() && !items.is_empty() {
            let last = items.last().map_or(line, |i| i.last_line);
            return Err(Malformed::edited(
                last,
                format!(
                    "`{name}` of line {} is missing from the list that ends here",
                    entry.line
                ),
            ));
        }
        members.push(Member {
            name: name.clone(),
            required: item.is_some_and(|i| i.required),
            node: join(&entry.value, item, end)?,
        });
    }
    Ok(Members {
        listed: !items.is_empty() || entries.is_empty(),
        members,
    })
}

/// Joins one place.
pub(super) fn join(syntax: &Syntax, item: Option<&Item>, end: u32) -> Result<Node> {
    if let Some(item) = item {
        check_type(syntax, item)?;
    }
    let children = item.map_or(&[][..], |i| &i.children);
    let kind = match &syntax.kind {
        SyntaxKind::String => Kind::String,
        SyntaxKind::Enum(values) => Kind::Enum(values.clone()),
        SyntaxKind::Boolean => Kind::Boolean,
        SyntaxKind::Integer => Kind::Integer,
        SyntaxKind::Float => Kind::Float,
        SyntaxKind::Timestamp => Kind::Timestamp,
        SyntaxKind::Blob => Kind::Blob,
        SyntaxKind::StreamingBlob => Kind::StreamingBlob,
        SyntaxKind::Document => Kind::Document,
        SyntaxKind::Recursive => Kind::Recursive,
        SyntaxKind::List(element) => {
            let child = only_unnamed(item)?;
            check_not_cut(item, child.is_none(), end)?;
            Kind::List(Box::new(join(element, child, end)?))
        }
        SyntaxKind::Dict(entries) => match map_entry(entries, children) {
            Some(entry) => {
                let key = only_unnamed(item)?;
                let value = only_unnamed(key)?;
                check_not_cut(item, value.is_none(), end)?;
                Kind::Map {
                    key: Box::new(map_key(entry, key)?),
                    value: Box::new(join(&entry.value, value, end)?),
                }
            }
            None => {
                check_not_cut(item, children.is_empty() && !entries.is_empty(), end)?;
                Kind::Structure(members(entries, children, syntax.line, end)?)
            }
        },
        SyntaxKind::EventStream(entries) => {
            check_not_cut(item, children.is_empty(), end)?;
            Kind::EventStream(members(entries, children, syntax.line, end)?)
        }
    };
    Ok(Node {
        kind,
        documentation: item.map(|i| i.documentation.clone()).unwrap_or_default(),
        line: syntax.line,
    })
}

/// The entry of a dictionary that is a map: the list has its key without a name, or there is no list and the key is an
/// enum or `'string'`.
fn map_entry<'a>(entries: &'a [Entry], children: &[Item]) -> Option<&'a Entry> {
    let [entry] = entries else { return None };
    let map = match children {
        [] => entry.keys.len() > 1 || entry.keys == ["string"],
        [only] => only.name.is_none(),
        _ => false,
    };
    map.then_some(entry)
}

fn map_key(entry: &Entry, item: Option<&Item>) -> Result<Node> {
    let kind = if entry.keys == ["string"] {
        SyntaxKind::String
    } else {
        SyntaxKind::Enum(entry.keys.clone())
    };
    let syntax = Syntax {
        kind,
        line: entry.line,
    };
    if let Some(item) = item {
        check_type(&syntax, item)?;
    }
    let mut node = join(&syntax, None, 0)?;
    node.documentation = item.map(|i| i.documentation.clone()).unwrap_or_default();
    Ok(node)
}

/// The one item without a name below `item`: the element of a list, or a map's key or value.
fn only_unnamed(item: Option<&Item>) -> Result<Option<&Item>> {
    let Some(item) = item else { return Ok(None) };
    match item.children.as_slice() {
        [] => Ok(None),
        [child] if child.name.is_none() => Ok(Some(child)),
        [.., child] => Err(Malformed::new(
            child.line,
            format!(
                "the list or map of line {} has more than one item without a name below it",
                item.line
            ),
            "a list has one item, a map one for its key with one for its value below; the page was edited",
        )),
    }
}

fn check_not_cut(item: Option<&Item>, unlisted: bool, end: u32) -> Result<()> {
    match item {
        Some(item) if unlisted && item.last_line >= end => Err(Malformed::edited(
            item.line,
            "the page ends before the members of this item",
        )),
        _ => Ok(()),
    }
}

fn check_type(syntax: &Syntax, item: &Item) -> Result<()> {
    let fits = match item.listed {
        ListedType::String => matches!(syntax.kind, SyntaxKind::String | SyntaxKind::Enum(_)),
        ListedType::Boolean => syntax.kind == SyntaxKind::Boolean,
        ListedType::Integer => syntax.kind == SyntaxKind::Integer,
        ListedType::Float => syntax.kind == SyntaxKind::Float,
        ListedType::Timestamp => syntax.kind == SyntaxKind::Timestamp,
        ListedType::Blob => syntax.kind == SyntaxKind::Blob,
        ListedType::StreamingBlob => syntax.kind == SyntaxKind::StreamingBlob,
        ListedType::Document => syntax.kind == SyntaxKind::Document,
        ListedType::List => matches!(syntax.kind, SyntaxKind::List(_) | SyntaxKind::Recursive),
        ListedType::Dict => matches!(syntax.kind, SyntaxKind::Dict(_) | SyntaxKind::Recursive),
        ListedType::EventStream => matches!(syntax.kind, SyntaxKind::EventStream(_)),
    };
    if fits {
        return Ok(());
    }
    Err(Malformed::edited(
        item.line,
        format!(
            "the type listed here is not that of the syntax at line {}",
            syntax.line
        ),
    ))
}
