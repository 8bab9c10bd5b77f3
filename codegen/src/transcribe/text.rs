//! In: the text of a JSON file, and the value that it is to have. Out: the text with that value, and all else as it was.
//!
//! What is equal is copied: white space, the spelling of numbers and strings. What is new is written like what stands
//! around it. So the difference of the two texts is the difference of the two values, whoever formatted the file.

use serde_json::Value;

use crate::ast::{self, Node};

/// Writes `new` over `old`, which is `text` as it was parsed.
pub fn edit(text: &str, old: &Node, new: &Value) -> String {
    let editor = Editor {
        text,
        unit: unit(text, old),
    };
    let mut out = text[..old.span.start as usize].to_owned();
    editor.value(old, new, &mut out);
    out.push_str(&text[old.span.end as usize..]);
    out
}

struct Editor<'t> {
    text: &'t str,
    /// One level of indentation.
    unit: String,
}

/// A member of an object or an element of an array, as it stands in the text.
struct Slot<'a> {
    key: Option<&'a str>,
    start: usize,
    value: &'a Node,
}

impl Editor<'_> {
    fn value(&self, old: &Node, new: &Value, out: &mut String) {
        let (start, end) = (old.span.start as usize, old.span.end as usize);
        if same(old, new) {
            out.push_str(&self.text[start..end]);
            return;
        }
        let slots = slots(old);
        let items = items(new);
        let as_before = old.as_object().is_some() == new.is_object();
        let (Some(first), Some(last), true, true) =
            (slots.first(), slots.last(), !items.is_empty(), as_before)
        else {
            self.fresh(new, &self.indent_at(start), out);
            return;
        };
        let head = &self.text[start + 1..first.start];
        let tail = &self.text[last.value.span.end as usize..end - 1];
        let indent = head.rsplit('\n').next().unwrap_or_default();
        let pairs = paired(&slots, &items);
        out.push_str(&self.text[start..=start]);
        let mut before: Option<Option<usize>> = None;
        for ((key, value), slot) in items.iter().zip(&pairs) {
            match (before, slot) {
                (None, _) => out.push_str(head),
                // Neighbours as before: what stood between them still does.
                (Some(Some(previous)), Some(slot)) if previous + 1 == *slot => {
                    let from = slots[previous].value.span.end as usize;
                    out.push_str(&self.text[from..slots[*slot].start]);
                }
                _ => {
                    out.push(',');
                    out.push_str(if head.is_empty() { " " } else { head });
                }
            }
            match slot.map(|slot| &slots[slot]) {
                Some(slot) => {
                    let value_start = slot.value.span.start as usize;
                    out.push_str(&self.text[slot.start..value_start]);
                    self.value(slot.value, value, out);
                }
                None => {
                    if let Some(key) = key {
                        out.push_str(&Value::from(*key).to_string());
                        out.push_str(": ");
                    }
                    self.fresh(value, indent, out);
                }
            }
            before = Some(*slot);
        }
        out.push_str(tail);
        out.push_str(&self.text[end - 1..end]);
    }

    /// A value that was not there, behind `indent`.
    fn fresh(&self, value: &Value, indent: &str, out: &mut String) {
        let (open, close) = match value {
            Value::Object(_) => ('{', '}'),
            Value::Array(_) => ('[', ']'),
            other => return out.push_str(&other.to_string()),
        };
        let items = items(value);
        out.push(open);
        let deeper = format!("{indent}{}", self.unit);
        for (index, (key, value)) in items.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { "," });
            out.push_str(self.line_end());
            out.push_str(&deeper);
            if let Some(key) = key {
                out.push_str(&Value::from(*key).to_string());
                out.push_str(": ");
            }
            self.fresh(value, &deeper, out);
        }
        if !items.is_empty() {
            out.push_str(self.line_end());
            out.push_str(indent);
        }
        out.push(close);
    }

    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// The blanks at the beginning of the line of a place.
    fn indent_at(&self, at: usize) -> String {
        let line = self.text[..at].rsplit('\n').next().unwrap_or_default();
        line.chars().take_while(|c| c.is_whitespace()).collect()
    }
}

/// What is in an object or array; nothing for other values.
fn slots(node: &Node) -> Vec<Slot<'_>> {
    match &node.value {
        ast::Value::Object(entries) => entries
            .iter()
            .map(|entry| Slot {
                key: Some(&entry.key),
                start: entry.key_span.start as usize,
                value: &entry.value,
            })
            .collect(),
        ast::Value::Array(items) => items
            .iter()
            .map(|item| Slot {
                key: None,
                start: item.span.start as usize,
                value: item,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn items(value: &Value) -> Vec<(Option<&str>, &Value)> {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(key, value)| (Some(key.as_str()), value))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
        _ => Vec::new(),
    }
}

/// For each new item the old one that it continues: the member of that key; of an array the next equal element.
/// Old ones are taken in their order, so that what was moved counts as new.
fn paired(slots: &[Slot<'_>], new: &[(Option<&str>, &Value)]) -> Vec<Option<usize>> {
    let mut next = 0;
    new.iter()
        .map(|(key, value)| {
            let found = slots[next..].iter().position(|slot| match key {
                Some(key) => slot.key == Some(*key),
                None => same(slot.value, value),
            });
            let slot = next + found?;
            next = slot + 1;
            Some(slot)
        })
        .collect()
}

/// Equal, the order of members included.
fn same(old: &Node, new: &Value) -> bool {
    match (&old.value, new) {
        (ast::Value::Null, Value::Null) => true,
        (ast::Value::Bool(a), Value::Bool(b)) => a == b,
        (ast::Value::Number(a), Value::Number(b)) => {
            a.parse().is_ok_and(|a: serde_json::Number| a == *b)
        }
        (ast::Value::String(a), Value::String(b)) => **a == **b,
        (ast::Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (ast::Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, (key, b))| *a.key == **key && same(&a.value, b))
        }
        _ => false,
    }
}

/// How much deeper the members of the outermost object stand than the object; two blanks where that says nothing.
fn unit(text: &str, root: &Node) -> String {
    let first = root.as_object().and_then(<[_]>::first);
    let line = first.and_then(|entry| text[..entry.key_span.start as usize].rsplit_once('\n'));
    match line {
        Some((_, blanks)) if !blanks.is_empty() && blanks.trim().is_empty() => blanks.to_owned(),
        _ => "  ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ast::FileId;
    use crate::diagnostics::Diagnostics;

    fn edited(text: &str, change: impl Fn(&mut Value)) -> String {
        let mut diagnostics = Diagnostics::default();
        let node = ast::parse(FileId(0), text, &mut diagnostics).expect("JSON");
        let mut value: Value = serde_json::from_str(text).expect("JSON");
        change(&mut value);
        let out = edit(text, &node, &value);
        let read: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}"));
        assert_eq!(read.to_string(), value.to_string());
        out
    }

    fn insert(value: &mut Value, at: usize, key: &str, new: Value) {
        let members = value.as_object_mut().expect("an object");
        members.shift_insert(at, key.to_owned(), new);
    }

    #[test]
    fn what_does_not_change_is_kept_to_the_letter() {
        for text in [
            "{\"a\" : [1.0, 2e3,\n3], \"b\":\t{}}  \n",
            "\r\n{\r\n\t\"\\u0061\": null\r\n}",
            "[]",
        ] {
            assert_eq!(edited(text, |_| {}), text);
        }
    }

    #[test]
    fn new_members_are_written_like_their_neighbours() {
        let two = "{\n  \"a\": 1,\n  \"c\": {\n    \"x\": []\n  }\n}\n";
        let out = edited(two, |v| insert(v, 1, "b", json!({ "t": ["u"], "e": {} })));
        assert_eq!(
            out,
            "{\n  \"a\": 1,\n  \"b\": {\n    \"t\": [\n      \"u\"\n    ],\n    \"e\": {}\n  },\n  \"c\": {\n    \"x\": []\n  }\n}\n"
        );
        let tabs = "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}";
        let out = edited(tabs, |v| insert(&mut v["a"], 1, "c", json!({ "d": 1 })));
        assert_eq!(
            out,
            "{\n\t\"a\": {\n\t\t\"b\": 1,\n\t\t\"c\": {\n\t\t\t\"d\": 1\n\t\t}\n\t}\n}"
        );
        let one_line = r#"{"a": [1, 2], "b": 3}"#;
        assert_eq!(
            edited(one_line, |v| insert(v, 0, "z", json!(true))),
            r#"{"z": true, "a": [1, 2], "b": 3}"#
        );
    }

    #[test]
    fn empty_containers_open() {
        let text = "{\n  \"a\": {}\n}\n";
        let out = edited(text, |v| insert(&mut v["a"], 0, "b", json!([])));
        assert_eq!(out, "{\n  \"a\": {\n    \"b\": []\n  }\n}\n");
        let text = "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n";
        let out = edited(text, |v| v["a"] = json!({}));
        assert_eq!(out, "{\n  \"a\": {}\n}\n");
        assert_eq!(
            edited("{\"a\": [1]}", |v| v["a"] = json!("x")),
            "{\"a\": \"x\"}"
        );
        assert_eq!(
            edited("{\"a\": [1]}", |v| v["a"] = json!({"k": 1})),
            "{\"a\": {\n  \"k\": 1\n}}"
        );
    }

    #[test]
    fn elements_and_members_come_and_go() {
        let text = "[\n  \"a\", // no\n  \"c\"\n]".replace(" // no", "");
        let out = edited(&text, |v| *v = json!(["a", "b", "c", "d"]));
        assert_eq!(out, "[\n  \"a\",\n  \"b\",\n  \"c\",\n  \"d\"\n]");
        let out = edited("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", |v| {
            v.as_object_mut().expect("an object").shift_remove("b");
        });
        assert_eq!(out, "{\n  \"a\": 1,\n  \"c\": 3\n}");
        assert_eq!(edited("[1, 2, 3]", |v| *v = json!([3])), "[3]");
    }
}
