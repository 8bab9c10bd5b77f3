//! In: the text of an API change page. Out: a [`Page`], or diagnostics that name the lines that break its form.
//!
//! A page has a title, a line with the date and the number of operations, a summary, and one section per operation:
//! heading, change summary (updated operations only), description, request syntax, parameters, response syntax and
//! response structure. **A page that was cut or edited is refused**: counts, syntax and lists have to agree.

use super::head::head_of_page;
use super::listing::{self, Item, ListedType};
use super::node::{self, Member};
use super::reader::{Line, Reader, lines};
use super::{Malformed, Result, syntax};
use crate::ast::{FileId, Span};
use crate::diagnostics::{Diagnostic, Diagnostics};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The service's title, such as `AWS DevOps Agent Service`.
    pub title: String,
    /// Year, month and day, as in `2026/05/19`.
    pub date: String,
    /// The paragraphs on what changed.
    pub summary: Vec<String>,
    /// In the order of the page; names are unique.
    pub operations: Vec<Operation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    New,
    Updated,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub name: String,
    pub change: Change,
    /// Of the heading.
    pub line: u32,
    /// What is new in the request of an updated operation.
    pub request_change: Option<syntax::Change>,
    pub response_change: Option<syntax::Change>,
    /// Paragraphs of the page, to compare with and never to copy.
    pub documentation: Vec<String>,
    /// What the description lists as errors; most pages list none.
    pub errors: Vec<DocumentedError>,
    pub input: Vec<Member>,
    pub output: Vec<Member>,
    pub output_documentation: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedError {
    pub name: String,
    pub documentation: String,
}

/// Reads a page. Sections are read on after an error in another one, so that one run shows all malformed sections.
pub fn parse(text: &str, file: FileId) -> std::result::Result<Page, Diagnostics> {
    let lines = lines(text);
    let headings: Vec<usize> = (0..lines.len())
        .filter(|i| heading(&lines[*i]).is_some())
        .collect();
    let end = lines
        .iter()
        .rev()
        .find(|l| !l.is_blank())
        .map_or(0, |l| l.number);
    let mut malformed = Vec::new();

    let head = &lines[..headings.first().copied().unwrap_or(lines.len())];
    let head = head_of_page(Reader::new(text, head)).map_err(|e| malformed.push(e));
    let mut operations: Vec<Operation> = Vec::new();
    for (index, at) in headings.iter().enumerate() {
        let until = headings.get(index + 1).copied().unwrap_or(lines.len());
        match operation(Reader::new(text, &lines[*at..until]), end) {
            Ok(operation) if operations.iter().any(|o| o.name == operation.name) => {
                malformed.push(Malformed::edited(
                    operation.line,
                    format!("a second section on {}", operation.name),
                ))
            }
            Ok(operation) => operations.push(operation),
            Err(e) => malformed.push(e),
        }
    }
    match head {
        Ok(head) if malformed.is_empty() => match head.check_counts(&operations) {
            Ok(()) => {
                return Ok(Page {
                    title: head.title,
                    date: head.date,
                    summary: head.summary,
                    operations,
                });
            }
            Err(e) => malformed.push(e),
        },
        _ => {}
    }
    let mut diagnostics = Diagnostics::default();
    for error in malformed {
        diagnostics.push(diagnostic(
            &error,
            "this API change page is malformed",
            text,
            file,
        ));
    }
    Err(diagnostics)
}

/// An error as a finding at its line of the page.
pub(super) fn diagnostic(error: &Malformed, title: &str, text: &str, file: FileId) -> Diagnostic {
    // Errors name lines of the page; an empty page has none, and shows its start.
    let lines = lines(text);
    let line = lines.iter().find(|l| l.number == error.line);
    let (start, length) = line.map_or((0, 0), |l| (l.start, l.text.len()));
    let span = Span {
        file,
        start: start as u32,
        end: (start + length) as u32,
    };
    Diagnostic::error(title)
        .at(span, error.what.clone())
        .help(error.help.clone())
}

/// Name and kind of change of `Name (new) Link ¶`. Blanks may be no-break spaces.
fn heading<'a>(line: &Line<'a>) -> Option<(&'a str, Change)> {
    let text = line.text.trim_end_matches('¶').trim_end();
    let text = text.strip_suffix("Link").unwrap_or(text).trim_end();
    let (name, change) = text.strip_suffix(')')?.split_once('(')?;
    let name = name.trim_end();
    let change = match change {
        "new" => Change::New,
        "updated" => Change::Updated,
        _ => return None,
    };
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    named.then_some((name, change))
}

fn operation(mut section: Reader<'_, '_>, end: u32) -> Result<Operation> {
    let first = section.next_text("a heading")?;
    let Some((name, change)) = heading(&first) else {
        return Err(Malformed::new(
            first.number,
            "expected the heading of an operation",
            "`Name (new)`",
        ));
    };
    let (request_change, response_change) = change_summary(&mut section)?;
    let paragraphs =
        section.paragraphs_until(|l| l.starts_with("See also:") || l == "Request Syntax");
    let (documentation, errors) = documented_errors(paragraphs);
    if section
        .peek()
        .is_some_and(|l| l.text.starts_with("See also:"))
    {
        section.next_text("")?;
    }

    section.expect("Request Syntax")?;
    let (method, arguments) = section.scan(syntax::call)?;
    if method.replace('_', "") != name.to_ascii_lowercase() {
        return Err(Malformed::edited(
            first.number,
            format!("the request syntax of {name} calls `{method}`"),
        ));
    }
    let mut parameters = Vec::new();
    while section
        .peek()
        .is_some_and(|l| parameter_name(l.text).is_some())
    {
        parameters.push(parameter(&mut section)?);
    }
    if parameters.is_empty() && !arguments.is_empty() {
        return Err(section.error("the parameters are missing"));
    }
    let input = node::members(&arguments, &parameters, first.number, end)?.members;

    section.expect("rtype:")?;
    let returned = section.next_text("the type of the response")?;
    section.expect("returns:")?;
    let mut output_documentation = section.paragraphs_until(|l| l == "Response Syntax");
    let output = match returned.text {
        "None" => Vec::new(),
        "dict" => {
            section.expect("Response Syntax")?;
            let entries = section.scan(syntax::response)?;
            let root = response_structure(&mut section)?;
            output_documentation.extend(root.documentation);
            if root.children.is_empty() && !entries.is_empty() {
                return Err(Malformed::edited(
                    root.line,
                    "the response structure lists no members",
                ));
            }
            node::members(&entries, &root.children, root.line, end)?.members
        }
        other => {
            return Err(Malformed::new(
                returned.number,
                format!("a response of type `{other}`"),
                "a response is `dict` or `None`",
            ));
        }
    };
    Ok(Operation {
        name: name.to_owned(),
        change,
        line: first.number,
        request_change,
        response_change,
        documentation,
        errors,
        input,
        output,
        output_documentation,
    })
}

/// `Changes (request, response)` with a tree for each, if it is there.
fn change_summary(
    section: &mut Reader<'_, '_>,
) -> Result<(Option<syntax::Change>, Option<syntax::Change>)> {
    let Some(line) = section.peek() else {
        return Ok((None, None));
    };
    let parts = match line
        .text
        .strip_prefix("Changes (")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(parts) => parts,
        None => return Ok((None, None)),
    };
    section.next_text("")?;
    let tree = |section: &mut Reader<'_, '_>| section.scan(|s| syntax::change(s, 0));
    match parts {
        "request" => Ok((Some(tree(section)?), None)),
        "response" => Ok((None, Some(tree(section)?))),
        "request, response" => {
            section.expect("Request")?;
            let request = tree(section)?;
            section.expect("Response")?;
            Ok((Some(request), Some(tree(section)?)))
        }
        other => Err(Malformed::new(
            line.number,
            format!("changes of `{other}`"),
            "changes are of the request, of the response or of `request, response`",
        )),
    }
}

/// Takes `• Name: when` below the paragraph `Errors:` out of a description.
fn documented_errors(paragraphs: Vec<String>) -> (Vec<String>, Vec<DocumentedError>) {
    let (mut rest, mut errors) = (Vec::new(), Vec::new());
    let mut below = false;
    for paragraph in paragraphs {
        let error = paragraph
            .strip_prefix('•')
            .and_then(|p| p.trim_start().split_once(": "));
        match error {
            Some((name, when)) if below && name.chars().all(|c| c.is_ascii_alphanumeric()) => {
                errors.push(DocumentedError {
                    name: name.to_owned(),
                    documentation: when.to_owned(),
                });
            }
            _ => {
                below = paragraph == "Errors:";
                if !below {
                    rest.push(paragraph);
                }
            }
        }
    }
    (rest, errors)
}

/// The name in `type name:`.
fn parameter_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix("type ")?.strip_suffix(':')?;
    (!name.contains(char::is_whitespace)).then_some(name)
}

/// `type name:`, the type, `param name:`, `[REQUIRED]` or not, the description and the items below it.
fn parameter(section: &mut Reader<'_, '_>) -> Result<Item> {
    let first = section.next_text("a parameter")?;
    let name = parameter_name(first.text).unwrap_or_default();
    let listed = section.next_text("the type of the parameter")?;
    let listed = ListedType::parse(listed.text, listed.number)?;
    section.expect(&format!("param {name}:"))?;
    let required = section.peek().is_some_and(|l| l.text == "[REQUIRED]");
    if required {
        section.next_text("")?;
    }
    let body = section.lines_until(|l| parameter_name(l).is_some() || l == "rtype:");
    let (documentation, children) = listing::items(body)?;
    Ok(Item {
        name: Some(name.to_owned()),
        listed,
        required,
        documentation,
        children,
        line: first.number,
        last_line: body
            .iter()
            .rev()
            .find(|l| !l.is_blank())
            .map_or(first.number, |l| l.number),
    })
}

/// The root item of the response structure, `(dict)`, which holds the members.
fn response_structure(section: &mut Reader<'_, '_>) -> Result<Item> {
    section.expect("Response Structure")?;
    let body = section.lines_until(|_| false);
    if let Some(line) = body
        .iter()
        .find(|l| !l.is_blank() && !l.text.starts_with(' '))
    {
        return Err(Malformed::new(
            line.number,
            "text behind the response structure that belongs to nothing",
            "a section ends with its response structure",
        ));
    }
    let (_, mut items) = listing::items(body)?;
    match items.len() {
        1 if items[0].name.is_none() && items[0].listed == ListedType::Dict => Ok(items.remove(0)),
        _ => {
            Err(section
                .error("the response structure is not one `(dict)` with the members below it"))
        }
    }
}
