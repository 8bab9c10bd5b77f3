//! In: the text of a page from some place on. Out: the value that is written there, and where it ends.
//!
//! Two notations share their tokens: the request and response syntax, Python values in which each stands for a type
//! (`'string'`, `123`, `'a'|'b'`, `{...}|[...]|123|...` for a document), and the change summary, the literal of a Python
//! dictionary that holds what is new.

use super::scanner::Scanner;
use super::{Malformed, Result};

/// A place of the request or response syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syntax {
    pub kind: SyntaxKind,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxKind {
    /// `'string'`
    String,
    /// `'a'|'b'`, or one literal that is not `'string'`
    Enum(Vec<String>),
    /// `True|False`
    Boolean,
    /// `123`
    Integer,
    /// `...` or `123.0`
    Float,
    /// `datetime(2015, 1, 1)`
    Timestamp,
    /// `b'bytes'`
    Blob,
    /// `b'bytes'|file` in a request, `StreamingBody()` in a response
    StreamingBlob,
    /// `{...}|[...]|123|123.4|'string'|True|None`
    Document,
    /// `{'... recursive ...'}`: a shape within itself
    Recursive,
    /// `[value,]`
    List(Box<Syntax>),
    /// `{'key': value}`, a structure, union or map
    Dict(Vec<Entry>),
    /// `EventStream({...})`
    EventStream(Vec<Entry>),
}

/// One entry of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The member name; more than one for a map with an enum as its key.
    pub keys: Vec<String>,
    pub value: Syntax,
    pub line: u32,
}

/// A place of the change summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `'integer'`: something new of that type. Enums are written as `'a | b'`.
    Added(String),
    /// `{'a', 'b'}`: new values of an enum.
    Values(Vec<String>),
    /// `[...]`: a new list.
    List(Box<Change>),
    /// `{'member': ...}`: what is new below these members. Lists of structures on the way there are not written.
    Members(Vec<(String, Change)>),
}

/// Reads `client.method(name=value, ...)`: the method, and the arguments as entries.
pub(super) fn call(scanner: &mut Scanner<'_>) -> Result<(String, Vec<Entry>)> {
    scanner.expect_word("client")?;
    scanner.expect('.')?;
    let method = scanner.word()?;
    scanner.expect('(')?;
    let arguments = scanner.sequence(')', |s| {
        let line = s.line_of_next();
        let name = s.word()?;
        s.expect('=')?;
        let value = value(s, 1)?;
        Ok(Entry {
            keys: vec![name],
            value,
            line,
        })
    })?;
    Ok((method, arguments))
}

/// Reads `{...}`: the response syntax.
pub(super) fn response(scanner: &mut Scanner<'_>) -> Result<Vec<Entry>> {
    let value = value(scanner, 0)?;
    match value.kind {
        SyntaxKind::Dict(entries) => Ok(entries),
        _ => Err(Malformed::new(
            value.line,
            "the response syntax is not a dictionary",
            "a response is written as `{'member': value}`",
        )),
    }
}

/// Reads one tree of the change summary.
pub(super) fn change(scanner: &mut Scanner<'_>, depth: usize) -> Result<Change> {
    scanner.check_depth(depth)?;
    if scanner.eat('[') {
        let mut items = scanner.sequence(']', |s| change(s, depth + 1))?;
        return match items.len() {
            1 => Ok(Change::List(Box::new(items.remove(0)))),
            _ => Err(scanner.error("a list in the change summary has one value, its element")),
        };
    }
    if !scanner.eat('{') {
        return Ok(Change::Added(scanner.string()?));
    }
    let line = scanner.line_of_next();
    let entries = scanner.sequence('}', |s| {
        let key = s.string()?;
        let value = if s.eat(':') {
            Some(change(s, depth + 1)?)
        } else {
            None
        };
        Ok((key, value))
    })?;
    if entries.is_empty() || entries.iter().all(|(_, value)| value.is_some()) {
        let members = entries
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        Ok(Change::Members(members.collect()))
    } else if entries.iter().all(|(_, value)| value.is_none()) {
        Ok(Change::Values(
            entries.into_iter().map(|(key, _)| key).collect(),
        ))
    } else {
        Err(Malformed::new(
            line,
            "a part of the change summary mixes values and members",
            "`{'a', 'b'}` are new values, `{'a': ...}` are members",
        ))
    }
}

/// One alternative between bars.
enum Alternative {
    Text(String),
    /// `...`, `{...}`, `[...]`, `True`, `123`, `b'bytes'`, `file` and so on, as written without blanks.
    Sign(&'static str),
    Whole(SyntaxKind),
}

fn value(scanner: &mut Scanner<'_>, depth: usize) -> Result<Syntax> {
    scanner.check_depth(depth)?;
    let line = scanner.line_of_next();
    let mut alternatives = vec![alternative(scanner, depth)?];
    while scanner.eat('|') {
        alternatives.push(alternative(scanner, depth)?);
    }
    let kind = classify(alternatives).ok_or_else(|| {
        Malformed::new(
            line,
            "these alternatives stand for no type",
            "known are `'a'|'b'`, `True|False`, `b'bytes'|file` and the document notation",
        )
    })?;
    Ok(Syntax { kind, line })
}

fn alternative(scanner: &mut Scanner<'_>, depth: usize) -> Result<Alternative> {
    const SIGNS: [(&str, &str); 12] = [
        ("{...}", "{...}"),
        ("[...]", "[...]"),
        ("...", "..."),
        ("123.4", "123.4"),
        ("123.0", "123.0"),
        ("123", "123"),
        ("True", "True"),
        ("False", "False"),
        ("None", "None"),
        ("b'bytes'", "b'bytes'"),
        ("file", "file"),
        ("StreamingBody()", "StreamingBody()"),
    ];
    if let Some((_, sign)) = SIGNS.iter().find(|(text, _)| scanner.eat_text(text)) {
        return Ok(Alternative::Sign(sign));
    }
    if scanner.eat_text("{'... recursive ...'}") {
        return Ok(Alternative::Whole(SyntaxKind::Recursive));
    }
    if scanner.eat_text("datetime(2015, 1, 1)") {
        return Ok(Alternative::Whole(SyntaxKind::Timestamp));
    }
    if scanner.eat_text("EventStream(") {
        let line = scanner.line_of_next();
        let inner = value(scanner, depth + 1)?;
        scanner.expect(')')?;
        return match inner.kind {
            SyntaxKind::Dict(entries) => Ok(Alternative::Whole(SyntaxKind::EventStream(entries))),
            _ => Err(Malformed::new(
                line,
                "an event stream is not a dictionary",
                "it is written as `EventStream({'event': {...}})`",
            )),
        };
    }
    if scanner.eat('[') {
        let mut elements = scanner.sequence(']', |s| value(s, depth + 1))?;
        return match elements.len() {
            1 => Ok(Alternative::Whole(SyntaxKind::List(Box::new(
                elements.remove(0),
            )))),
            _ => Err(scanner.error("a list has one value, its element")),
        };
    }
    if scanner.eat('{') {
        let entries = scanner.sequence('}', |s| {
            let line = s.line_of_next();
            let mut keys = vec![s.string()?];
            while s.eat('|') {
                keys.push(s.string()?);
            }
            s.expect(':')?;
            let value = value(s, depth + 1)?;
            Ok(Entry { keys, value, line })
        })?;
        return Ok(Alternative::Whole(SyntaxKind::Dict(entries)));
    }
    Ok(Alternative::Text(scanner.string()?))
}

fn classify(alternatives: Vec<Alternative>) -> Option<SyntaxKind> {
    use Alternative::{Sign, Text, Whole};
    match alternatives.as_slice() {
        [Text(text)] if text == "string" => return Some(SyntaxKind::String),
        [Sign("True"), Sign("False")] => return Some(SyntaxKind::Boolean),
        [Sign("123")] => return Some(SyntaxKind::Integer),
        [Sign("..." | "123.0")] => return Some(SyntaxKind::Float),
        [Sign("b'bytes'")] => return Some(SyntaxKind::Blob),
        [Sign("b'bytes'"), Sign("file")] | [Sign("StreamingBody()")] => {
            return Some(SyntaxKind::StreamingBlob);
        }
        [
            Sign("{...}"),
            Sign("[...]"),
            Sign("123"),
            Sign("123.4"),
            Text(text),
            Sign("True"),
            Sign("None"),
        ] if text == "string" => return Some(SyntaxKind::Document),
        [Whole(kind)] => return Some(kind.clone()),
        _ => {}
    }
    let values = alternatives
        .into_iter()
        .map(|alternative| match alternative {
            Text(text) => Some(text),
            _ => None,
        });
    values.collect::<Option<_>>().map(SyntaxKind::Enum)
}
