//! Functions as the generator writes them, so that the codec keeps the shape that generated code needs: structures,
//! enums, unions that keep what they do not know, recursion, and functions of every kind as arguments.

use super::oracle::{read, written};
use aws_smithy_types::{Blob, DateTime, Document};
use codegen_runtime::json::{ReadError, Reader, Writer};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Github,
    Unknown(String),
}

impl From<&str> for Kind {
    fn from(value: &str) -> Self {
        match value {
            "github" => Self::Github,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

impl AsRef<str> for Kind {
    fn as_ref(&self) -> &str {
        match self {
            Self::Github => "github",
            Self::Unknown(value) => value,
        }
    }
}

#[derive(Debug, PartialEq)]
enum Details {
    Text(String),
    Tree(Box<Tree>),
    Unknown { tag: String, value: Document },
}

#[derive(Debug, Default, PartialEq)]
struct Tree {
    kind: Option<Kind>,
    at: Option<DateTime>,
    bytes: Option<Blob>,
    free: Option<Document>,
    by_kind: Option<HashMap<Kind, Vec<i32>>>,
    details: Option<Details>,
    children: Option<Vec<Tree>>,
}

fn read_tree(r: &mut Reader<'_>) -> Result<Tree, ReadError> {
    const NAMES: &[&str] = &[
        "kind", "at", "bytes", "free", "byKind", "details", "children",
    ];
    let mut tree = Tree::default();
    r.structure(NAMES, &mut |r, member| match member {
        0 => r.member(&mut tree.kind, Reader::enumeration),
        1 => r.member(&mut tree.at, Reader::date_time),
        2 => r.member(&mut tree.bytes, Reader::blob),
        3 => r.member_or_null(&mut tree.free, Reader::document),
        4 => r.member(&mut tree.by_kind, |r| r.map(|r| r.list(Reader::integer))),
        5 => r.member(&mut tree.details, read_details),
        _ => r.member(&mut tree.children, |r| r.list(read_tree)),
    })?;
    Ok(tree)
}

fn read_details(r: &mut Reader<'_>) -> Result<Details, ReadError> {
    let known = |r: &mut Reader<'_>, member| match member {
        0 => Reader::string(r).map(Details::Text),
        _ => read_tree(r).map(Box::new).map(Details::Tree),
    };
    codegen_runtime::union::read(r, &["text", "tree"], known, |member| Details::Unknown {
        tag: member.tag().to_owned(),
        value: member.value().clone(),
    })
}

fn write_tree(w: &mut Writer, value: &Tree) {
    w.begin_object();
    if let Some(v) = &value.kind {
        w.key("kind");
        w.string(v.as_ref());
    }
    if let Some(v) = &value.at {
        w.key("at");
        w.date_time(v);
    }
    if let Some(v) = &value.bytes {
        w.key("bytes");
        w.blob(v.as_ref());
    }
    if let Some(v) = &value.free {
        w.key("free");
        w.document(v);
    }
    if let Some(v) = &value.by_kind {
        w.key("byKind");
        w.map(v, |w, v| w.list(v, |w, v| w.integer(*v)));
    }
    if let Some(v) = &value.details {
        w.key("details");
        write_details(w, v);
    }
    if let Some(v) = &value.children {
        w.key("children");
        w.list(v, write_tree);
    }
    w.end_object();
}

fn write_details(w: &mut Writer, value: &Details) {
    w.begin_object();
    match value {
        Details::Text(v) => {
            w.key("text");
            w.string(v);
        }
        Details::Tree(v) => {
            w.key("tree");
            write_tree(w, v);
        }
        Details::Unknown { tag, value } => {
            w.escaped_key(tag);
            w.document(value);
        }
    }
    w.end_object();
}

#[test]
fn round_trip() {
    let text = r#"{"kind":"new","at":"2026-01-02T03:04:05.5Z","bytes":"aGk=","free":null,"byKind":{"github":[1,2]},"details":{"tree":{"details":{"later":{"x":[1.5]}}}},"children":[{"children":[{"details":{"text":"\n"}}]},{}]}"#;
    let tree = read(text.as_bytes(), read_tree).unwrap();
    assert_eq!(tree.by_kind.as_ref().unwrap()[&Kind::Github], [1, 2]);
    assert_eq!(tree.free, Some(Document::Null));
    assert_eq!(written(|w| write_tree(w, &tree)), text);
}

#[test]
fn unions() {
    let details = |text: &str| read(text.as_bytes(), read_details);
    let text = details(r#"{"__type":"x","tree":null,"text":"a","later":null}"#).unwrap();
    assert_eq!(text, Details::Text("a".into()));
    assert_eq!(
        details("{}").unwrap_err().to_string(),
        "cannot read the JSON: a union has no member, it must have exactly one"
    );
    assert_eq!(
        read(br#"{"details":{"text":"a","tree":{}}}"#, read_tree).unwrap_err().to_string(),
        "cannot read the JSON: a union has more than one member, it must have exactly one, in `details`, at byte 32"
    );
}

#[test]
fn recursion_is_bounded() {
    let text = r#"{"children":["#.repeat(100_000);
    let error = read(text.as_bytes(), read_tree).unwrap_err();
    assert!(
        error.to_string().starts_with("cannot read the JSON: more than 127 objects and arrays are nested, in `children[0].children[0]"),
        "{error}"
    );
}
