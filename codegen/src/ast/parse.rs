//! In: the text of one file. Out: its [`Node`], or a diagnostic that says where it stops being JSON.
//!
//! `jsonc-parser` reads; this module holds it to RFC 8259 and to the rule of the Smithy specification that keys of an
//! object are unique ("JSON AST").

use std::collections::HashMap;
use std::sync::Arc;

use jsonc_parser::ast::{ObjectProp, ObjectPropName, Value as Json};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::lexical::{self, MAX_DEPTH, What};
use super::{Entry, FileId, Node, Span, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Larger files cannot be addressed by a [`Span`].
const MAX_LENGTH: usize = u32::MAX as usize;

/// Reads the text of `file`. A byte order mark at the start is skipped. `None` if it is not JSON, which `diagnostics` then says.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if text.len() >= MAX_LENGTH {
        diagnostics.push(
            Diagnostic::error("a model file must be smaller than 4 GiB")
                .at(
                    Span {
                        file,
                        start: 0,
                        end: 0,
                    },
                    "this file is larger",
                )
                .help("split the model into several files"),
        );
        return None;
    }
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let converter = Converter { file, offset: mark };
    let text = &text[mark..];
    if let Some(finding) = lexical::check(text) {
        let span = converter.span(finding.start, finding.end);
        // What the parser stops at before that place comes first for the reader as well.
        let earlier = match finding.what {
            What::TooDeep => None,
            _ => parse_to_ast(text, &COLLECT, &STRICT)
                .err()
                .filter(|e| e.range().start < finding.start),
        };
        diagnostics.push(match earlier {
            Some(error) => converter.broken(error.range(), error.kind(), text),
            None => lexical_error(finding.what, span),
        });
        return None;
    }
    match parse_to_ast(text, &COLLECT, &STRICT) {
        Err(error) => {
            diagnostics.push(converter.broken(error.range(), error.kind(), text));
            None
        }
        Ok(result) => match result.value {
            Some(value) => {
                let before = diagnostics.list.len();
                let node = converter.node(value, diagnostics);
                (diagnostics.list.len() == before).then_some(node)
            }
            None => {
                diagnostics.push(
                    Diagnostic::error("the file holds no JSON value")
                        .at(converter.span(0, 0), "expected `{`")
                        .help("a model file is an object such as {\"smithy\": \"2.0\", \"shapes\": {}}"),
                );
                None
            }
        },
    }
}

const COLLECT: CollectOptions = CollectOptions {
    comments: jsonc_parser::CommentCollectionStrategy::Off,
    tokens: false,
};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

fn lexical_error(what: What, span: Span) -> Diagnostic {
    match what {
        What::TooDeep => Diagnostic::error("the JSON is nested too deeply")
            .at(span, format!("level {} begins here", MAX_DEPTH + 1))
            .help(format!("at most {MAX_DEPTH} levels of arrays and objects are read")),
        What::ControlCharacter(byte) => Diagnostic::error("the file is not valid JSON")
            .at(span, format!("control character U+{byte:04X} in a string, or a string without its closing quote"))
            .help(format!("close the string, or write the character as \\u{byte:04x}")),
        What::WhiteSpace(c) => Diagnostic::error("the file is not valid JSON")
            .at(span, format!("U+{:04X} is not white space in JSON", u32::from(c)))
            .help("only space, tab, line feed and carriage return may stand between values"),
    }
}

struct Converter {
    file: FileId,
    /// Length of the byte order mark: ranges of the parser start behind it.
    offset: usize,
}

impl Converter {
    fn span(&self, start: usize, end: usize) -> Span {
        // The length of the text was checked against `MAX_LENGTH`.
        Span {
            file: self.file,
            start: (start + self.offset) as u32,
            end: (end + self.offset) as u32,
        }
    }

    fn range(&self, range: Range) -> Span {
        self.span(range.start, range.end)
    }

    fn node(&self, value: Json<'_>, diagnostics: &mut Diagnostics) -> Node {
        let span = self.range(value.range());
        let value = match value {
            Json::NullKeyword(_) => Value::Null,
            Json::BooleanLit(b) => Value::Bool(b.value),
            Json::NumberLit(n) => Value::Number(n.value.into()),
            Json::StringLit(s) => Value::String(s.value.into()),
            Json::Array(a) => Value::Array(
                a.elements
                    .into_iter()
                    .map(|v| self.node(v, diagnostics))
                    .collect(),
            ),
            Json::Object(o) => Value::Object(self.entries(o.properties, diagnostics)),
        };
        Node { value, span }
    }

    fn entries(
        &self,
        properties: Vec<ObjectProp<'_>>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(properties.len());
        for property in properties {
            let key_span = self.range(property.name.range());
            let key: Arc<str> = match property.name {
                ObjectPropName::String(s) => s.value.into(),
                ObjectPropName::Word(w) => w.value.into(),
            };
            let value = self.node(property.value, diagnostics);
            entries.push(Entry {
                key,
                key_span,
                value,
            });
        }
        report_duplicates(&entries, diagnostics);
        entries
    }

    fn broken(&self, range: Range, kind: &ParseErrorKind, text: &str) -> Diagnostic {
        let (what, help) = explain(kind);
        let start = floor_char(text, range.start);
        let end = floor_char(text, range.end).max(start);
        // An unterminated collection is the whole rest of the file: its opening bracket says enough.
        let end = match kind {
            ParseErrorKind::UnterminatedArray | ParseErrorKind::UnterminatedObject => {
                end.min(start + 1)
            }
            _ => end,
        };
        Diagnostic::error("the file is not valid JSON")
            .at(self.span(start, end), what)
            .help(help)
    }
}

/// The last character boundary of `text` at or before `index`.
fn floor_char(text: &str, index: usize) -> usize {
    let index = index.min(text.len());
    (0..=index)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

fn report_duplicates(entries: &[Entry], diagnostics: &mut Diagnostics) {
    const FEW: usize = 8;
    let mut report = |first: &Entry, second: &Entry| {
        diagnostics.push(
            Diagnostic::error(format!(
                "the key `{}` occurs twice in one object",
                second.key
            ))
            .at(second.key_span, "second occurrence")
            .related(first.key_span, "first occurrence")
            .help("keep one of the two: readers of JSON differ in which one they take"),
        );
    };
    if entries.len() <= FEW {
        for (i, second) in entries.iter().enumerate() {
            if let Some(first) = entries[..i].iter().find(|e| e.key == second.key) {
                report(first, second);
            }
        }
    } else {
        let mut seen: HashMap<&str, &Entry> = HashMap::with_capacity(entries.len());
        for entry in entries {
            match seen.get(&*entry.key) {
                Some(first) => report(first, entry),
                None => {
                    seen.insert(&entry.key, entry);
                }
            }
        }
    }
}

/// What is wrong, and what to do about it.
fn explain(kind: &ParseErrorKind) -> (String, &'static str) {
    use ParseErrorKind as K;
    let (what, help) = match kind {
        K::CommentsNotAllowed | K::UnterminatedCommentBlock => {
            ("a comment", "JSON has no comments: remove it")
        }
        K::TrailingCommasNotAllowed => ("a comma with nothing behind it", "remove the comma"),
        K::ExpectedComma => ("a comma is missing here", "put a comma between two values"),
        K::ExpectedColonAfterObjectKey => (
            "expected `:` behind the key",
            "a member of an object is \"key\": value",
        ),
        K::ExpectedObjectValue => (
            "expected a value behind `:`",
            "a member of an object is \"key\": value",
        ),
        K::ExpectedStringObjectProperty | K::UnexpectedTokenInObject => (
            "expected a key in double quotes, or `}`",
            "a member of an object is \"key\": value",
        ),
        K::UnterminatedObject => ("this object is never closed", "add the missing `}`"),
        K::UnterminatedArray => ("this array is never closed", "add the missing `]`"),
        K::UnexpectedCloseBrace => (
            "`}` where a value should be",
            "remove it, or add what it should close",
        ),
        K::UnexpectedCloseBracket => (
            "`]` where a value should be",
            "remove it, or add what it should close",
        ),
        K::UnexpectedComma => ("`,` where a value should be", "remove it, or add the value"),
        K::UnexpectedColon => ("`:` where a value should be", "remove it, or add the value"),
        K::MultipleRootJsonValues => (
            "text behind the end of the JSON value",
            "a file holds one JSON value",
        ),
        K::SingleQuotedStringsNotAllowed => ("a string in single quotes", "use double quotes"),
        K::UnexpectedWord | K::UnexpectedToken => (
            "not a JSON value",
            "a value is a string in double quotes, a number, true, false, null, an array or an object",
        ),
        K::BareDecimalPointNumbersNotAllowed
        | K::ExpectedDigit
        | K::ExpectedDigitFollowingNegativeSign
        | K::ExpectedPlusMinusOrDigitInNumberLiteral
        | K::HexadecimalNumbersNotAllowed
        | K::NonFiniteNumbersNotAllowed
        | K::UnaryPlusNumbersNotAllowed => (
            "not a number of JSON",
            "a number looks like 0, -1, 2.5 or 1e10",
        ),
        K::String(detail) => {
            return (
                format!("in this string: {}", detail.to_string().to_lowercase()),
                "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits (surrogates in pairs)",
            );
        }
        other => return (other.to_string().to_lowercase(), "correct the JSON"),
    };
    (what.to_owned(), help)
}
