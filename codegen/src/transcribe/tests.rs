//! Pages of our own making, in the form of the real ones.

use super::node::{Kind, Member, Node};
use super::page::{Change, Page, parse};
use super::syntax::Change as Tree;
use crate::ast::FileId;

/// Every notation once.
const TEA: &str = include_str!("tests/tea.txt");

fn page(text: &str) -> Page {
    parse(text, FileId(0)).unwrap_or_else(|_| panic!("{:?}", problems(text)))
}

/// Line and text of each diagnostic.
fn problems(text: &str) -> Vec<(usize, String)> {
    let Err(diagnostics) = parse(text, FileId(0)) else {
        return Vec::new();
    };
    let found = diagnostics.list.iter().map(|d| {
        let span = d.span.expect("every malformed place has a line");
        let line = text[..span.start as usize].matches('\n').count() + 1;
        assert!(
            text.is_char_boundary(span.end as usize),
            "the span ends within a character"
        );
        assert!(!d.help.is_empty(), "no help: {}", d.label);
        (line, d.label.clone())
    });
    found.collect()
}

/// A shape as one line: `!` required, `~` listed without members.
fn sketch(node: &Node) -> String {
    match &node.kind {
        Kind::List(element) => format!("[{}]", sketch(element)),
        Kind::Map { key, value } => format!("<{}: {}>", sketch(key), sketch(value)),
        Kind::Enum(values) => values.join("|"),
        Kind::Structure(m) | Kind::EventStream(m) => {
            let stream = if matches!(node.kind, Kind::EventStream(_)) {
                "stream"
            } else {
                ""
            };
            let unlisted = if m.listed { "" } else { "~" };
            format!("{stream}{unlisted}{{{}}}", sketches(&m.members))
        }
        other => format!("{other:?}"),
    }
}

fn sketches(members: &[Member]) -> String {
    let all = members.iter().map(|m| {
        let required = if m.required { "!" } else { "" };
        format!("{}{required} {}", m.name, sketch(&m.node))
    });
    all.collect::<Vec<_>>().join(", ")
}

#[test]
fn head_of_the_page() {
    let page = page(TEA);
    assert_eq!(page.title, "Tea Room Service");
    assert_eq!(page.date, "2031/02/03");
    assert_eq!(page.summary, ["Kettles can whistle.", "Cups are counted."]);
    let operations: Vec<_> = page
        .operations
        .iter()
        .map(|o| (o.name.as_str(), o.change, o.line))
        .collect();
    assert_eq!(
        operations,
        [
            ("BrewTea", Change::New, 9),
            ("PourTea", Change::Updated, 229),
            ("WashCup", Change::Updated, 288)
        ]
    );
}

#[test]
fn every_notation_of_a_request() {
    let page = page(TEA);
    assert_eq!(
        sketches(&page.operations[0].input),
        "kettle! String, leaf GREEN|BLACK, cups Integer, heat Float, whistle Boolean, seal Blob, note Document, \
         since Timestamp, guests! [{name! String, age Integer}], labels <String: String>, moods <CALM|LOUD: Integer>, \
         tray {}, sugar {string String}, loop {inner Recursive}, photo StreamingBlob"
    );
    let guests = &page.operations[0].input[8];
    assert_eq!(
        guests.node.documentation,
        ["Who drinks.", "• never more than nine"]
    );
}

#[test]
fn every_notation_of_a_response() {
    let page = page(TEA);
    let brew = &page.operations[0];
    assert_eq!(
        sketches(&brew.output),
        "pot {leaf GREEN|BLACK, kettle ~{id String, owners <String: String>}}, steam stream{puff {size Integer}, \
         burst {message String}}"
    );
    assert_eq!(
        brew.output_documentation,
        ["A stream comes back.", "What was brewed."]
    );
    assert!(page.operations[2].output.is_empty());
}

#[test]
fn descriptions_and_documented_errors() {
    let page = page(TEA);
    let brew = &page.operations[0];
    assert_eq!(
        brew.documentation,
        ["Boils water and adds leaves.", "Only one pot at a time."]
    );
    let errors: Vec<_> = brew
        .errors
        .iter()
        .map(|e| (e.name.as_str(), e.documentation.as_str()))
        .collect();
    assert_eq!(
        errors,
        [
            ("NoWaterException", "the well is dry"),
            ("BusyException", "another pot is on")
        ]
    );
}

#[test]
fn change_summaries() {
    let page = page(TEA);
    let pour = &page.operations[1];
    let string = || Tree::Added("string".into());
    assert_eq!(
        pour.request_change,
        Some(Tree::Members(vec![
            (
                "cup".into(),
                Tree::Values(vec!["MUG".into(), "GLASS".into()])
            ),
            ("extras".into(), Tree::List(Box::new(string()))),
        ]))
    );
    assert_eq!(
        pour.response_change,
        Some(Tree::Members(vec![(
            "saucer".into(),
            Tree::Members(vec![
                ("rim".into(), string()),
                ("mark".into(), Tree::Added("integer".into()))
            ])
        )]))
    );
    assert_eq!(page.operations[0].request_change, None);
    assert_eq!(
        page.operations[2].request_change,
        Some(Tree::Members(vec![("soap".into(), string())]))
    );
}

/// The one line of `TEA` that contains `from`, edited.
fn edited(from: &str, to: &str) -> String {
    assert_eq!(TEA.matches(from).count(), 1, "`{from}` is not there once");
    TEA.replace(from, to)
}

#[test]
fn malformed_places_are_named_by_line() {
    let cases = [
        (
            "2031/02/03 - ",
            "2031-02-03 - ",
            3,
            "this is not a date, a title and the number of changed operations",
        ),
        (
            "1 new2 updated",
            "1 new3 updated",
            3,
            "1 new and 3 updated operations are announced here, but 1 and 2 follow",
        ),
        (
            "Changes\u{a0} Kettles",
            "News  Kettles",
            5,
            "expected the summary of the changes",
        ),
        (
            "    cups=123,",
            "    cups=12,",
            28,
            "expected a text between quotes, but found `12,`",
        ),
        (
            "    heat=...,",
            "    heat=True,",
            29,
            "these alternatives stand for no type",
        ),
        (
            "client.brew_tea(",
            "client.stew_tea(",
            9,
            "the request syntax of BrewTea calls `stew_tea`",
        ),
        (
            "type cups:\n\ninteger",
            "type cups:\n\nnumber",
            74,
            "the type `number` is not known",
        ),
        (
            "type cups:\n\ninteger",
            "type cups:\n\nstring",
            72,
            "the type listed here is not that of the syntax at line 28",
        ),
        (
            "param cups:",
            "param mugs:",
            76,
            "expected the line `param cups:`",
        ),
        (
            "type cups:",
            "type mugs:",
            76,
            "expected the line `param mugs:`",
        ),
        (
            "• age (integer) --",
            "• aged (integer) --",
            125,
            "`aged` is listed, but the syntax at line 35 does not have it",
        ),
        (
            "• age (integer) --",
            "• age (integer) -- [REQ",
            125,
            "found `[REQ` behind an item",
        ),
        (
            "    • age (integer) --\n",
            "",
            124,
            "`age` of line 37 is missing from the list that ends here",
        ),
        (
            "'extras': ['string']}",
            "'extras': ['string'}",
            232,
            "expected `]`, but found `}`",
        ),
        (
            "'MUG', 'GLASS'",
            "'MUG', 'GLASS': 'x'",
            232,
            "a part of the change summary mixes values and members",
        ),
        (
            "Changes (request)",
            "Changes (reply)",
            289,
            "changes of `reply`",
        ),
        (
            "PourTea\u{a0}(updated)",
            "BrewTea\u{a0}(updated)",
            229,
            "the request syntax of BrewTea calls `pour_tea`",
        ),
        (
            "rtype:\n\nNone",
            "rtype:\n\nlist",
            309,
            "a response of type `list`",
        ),
    ];
    for (from, to, line, what) in cases {
        assert_eq!(
            problems(&edited(from, to)),
            [(line, what.to_owned())],
            "{from} -> {to}"
        );
    }
}

#[test]
fn all_malformed_sections_are_reported_at_once() {
    let text = edited("type cups:", "type mugs:").replace("Changes (request)", "Changes (reply)");
    let lines: Vec<_> = problems(&text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [76, 289]);
}

#[test]
fn a_page_cut_anywhere_is_malformed() {
    let end = TEA.rfind(":\n\nNone").expect("the page ends in None");
    for cut in (0..end).filter(|i| TEA.is_char_boundary(*i)) {
        assert!(
            !problems(&TEA[..cut]).is_empty(),
            "cut at byte {cut}: {:?}",
            &TEA[cut.saturating_sub(40)..cut]
        );
    }
}

#[test]
fn a_page_without_one_line_never_panics() {
    let lines: Vec<&str> = TEA.split_inclusive('\n').collect();
    for left_out in 0..lines.len() {
        let text: String = lines
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != left_out)
            .map(|(_, l)| *l)
            .collect();
        problems(&text);
    }
}

#[test]
fn a_cut_response_structure_is_not_one_without_members() {
    // The last item of the page has members in the syntax: here they were cut off, and not left out by the page.
    let start = TEA.find("WashCup").expect("a heading");
    let text = TEA[..start].replace("1 new2 updated", "1 new1 updated");
    assert_eq!(problems(&text), []);
    let cut = text.rfind("• rim").expect("the last members");
    assert_eq!(
        problems(&text[..cut]),
        [(
            282,
            "the page ends before the members of this item".to_owned()
        )]
    );
}

#[test]
fn nesting_without_end_is_refused() {
    for open in ["[", "{'a': ", "EventStream("] {
        let text = edited(
            "    cups=123,",
            &format!("    cups={}", open.repeat(100_000)),
        );
        let problems = problems(&text);
        assert_eq!(problems[0].0, 28);
        assert!(
            problems[0].1.starts_with("values nest more than"),
            "{problems:?}"
        );
    }
}

#[test]
fn no_page_at_all() {
    assert_eq!(
        problems(""),
        [(1, "the title of the service is missing".to_owned())]
    );
    assert_eq!(
        problems("\n\n"),
        [(3, "the title of the service is missing".to_owned())]
    );
    assert!(!problems("<!doctype html>\n<p>¶").is_empty());
}

#[test]
fn windows_line_ends_change_nothing() {
    assert_eq!(page(&TEA.replace('\n', "\r\n")), page(TEA));
}
