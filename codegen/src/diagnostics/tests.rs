use std::sync::Arc;

use super::*;
use expect_test::{Expect, expect};

fn check(text: &str, diagnostic: impl FnOnce(&dyn Fn(&str) -> Span) -> Diagnostic, expect: Expect) {
    let mut sources = Sources::default();
    let file = sources.add("models/a.json", text);
    let place = |needle: &str| {
        let start = text.find(needle).expect("the text has it");
        Span {
            file,
            start: start as u32,
            end: (start + needle.len()) as u32,
        }
    };
    let diagnostics = Diagnostics {
        list: vec![diagnostic(&place)],
    };
    expect.assert_eq(&diagnostics.render(&sources, false));
}

#[test]
fn place_help_and_shape() {
    check(
        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
        |at| {
            Diagnostic::error("something is wrong")
                .at(at("1"), "this")
                .shape("a#B")
                .help("write 2")
        },
        expect![[r#"
            error: something is wrong
             --> models/a.json:2:8
              |
            2 |   "a": 1,
              |        ^ this
              |
              = help: write 2
              = note: shape a#B
        "#]],
    );
}

#[test]
fn related_place_nearby() {
    check(
        "{\n  \"a\": 1,\n  \"a\": 2\n}\n",
        |at| {
            Diagnostic::warning("twice")
                .at(at("\"a\": 2"), "second")
                .related(at("\"a\": 1"), "first")
        },
        expect![[r#"
            warning: twice
             --> models/a.json:3:3
              |
            2 |   "a": 1,
              |   ------ first
            3 |   "a": 2
              |   ^^^^^^ second
        "#]],
    );
}

#[test]
fn related_place_far_away() {
    let text = format!("{{\n  \"x\": 1,{}\n  \"y\": 2\n}}\n", "\n".repeat(50));
    check(
        &text,
        |at| {
            Diagnostic::error("twice")
                .at(at("\"y\""), "second")
                .related(at("\"x\""), "first")
                .help("keep one")
        },
        expect![[r#"
            error: twice
              --> models/a.json:53:3
               |
            53 |   "y": 2
               |   ^^^ second
               |
              ::: models/a.json:2:3
               |
             2 |   "x": 1,
               |   --- first
               |
               = help: keep one
        "#]],
    );
}

#[test]
fn tabs_crlf_and_other_scripts() {
    check(
        "\u{feff}{\r\n\t\"größe 北京\": \"x\",\r\n\t\"b\": 2\r\n}\r\n",
        |at| Diagnostic::error("wrong").at(at("\"x\""), "here"),
        expect![[r#"
            error: wrong
             --> models/a.json:2:14
              |
            2 |     "größe 北京": "x",
              |                   ^^^ here
        "#]],
    );
}

#[test]
fn one_long_line() {
    let text = format!(
        "{{\"a\": [{}], \"b\": 7, \"c\": [{}]}}",
        "1, ".repeat(4000),
        "é, ".repeat(4000)
    );
    check(
        &text,
        |at| {
            Diagnostic::error("wrong")
                .at(at("7"), "this number")
                .related(at("\"a\""), "beside this")
        },
        expect![[r#"
            error: wrong
             --> models/a.json:1:12016
              |
            1 | … 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ], "b": 7, "c": [é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é, é…
              |                                                  ^ this number
              |
             ::: models/a.json:1:2
              |
            1 | {"a": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, …
              |  --- beside this
        "#]],
    );
}

#[test]
fn a_place_of_many_lines_shows_its_first() {
    check(
        "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n",
        |at| Diagnostic::error("wrong").at(at("{\n    \"b\": 1\n  }"), "this object"),
        expect![[r#"
            error: wrong
             --> models/a.json:2:8
              |
            2 |   "a": {
              |        ^ this object
        "#]],
    );
}

#[test]
fn end_of_the_file_and_no_place() {
    let mut sources = Sources::default();
    let file = sources.add("a.json", "{\n");
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::error("cut off").at(
        Span {
            file,
            start: 2,
            end: 2,
        },
        "expected more",
    ));
    diagnostics.push(Diagnostic::error("no such operation").help("did you mean A?"));
    expect![[r#"
        error: cut off
         --> a.json:2:1
          |
        2 |
          | ^ expected more

        error: no such operation
         |
         = help: did you mean A?
    "#]]
    .assert_eq(&diagnostics.render(&sources, false));
}

#[test]
fn the_same_mistake_copied_shows_once() {
    let mut sources = Sources::default();
    let file = sources.add("a.json", Arc::from("x"));
    let span = Span {
        file,
        start: 0,
        end: 1,
    };
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::error("wrong").at(span, "here").shape("a#B"));
    diagnostics.push(Diagnostic::error("wrong").at(span, "here").shape("a#C"));
    let text = diagnostics.render(&sources, false);
    assert_eq!(text.matches("error: wrong").count(), 1, "{text}");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.json");
    std::fs::write(&path, b"{\n \"a\": \"\xff\"}").expect("a file");
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    assert_eq!(sources.read(&path, &mut diagnostics), None);
    assert_eq!(
        sources.read(&folder.path().join("none.json"), &mut diagnostics),
        None
    );
    let titles: Vec<_> = diagnostics.list.iter().map(|d| d.title.clone()).collect();
    assert!(
        titles[0].ends_with("a.json is not UTF-8 (line 2, byte 8 of the line)"),
        "{titles:?}"
    );
    assert!(
        titles[1].contains("none.json cannot be read: "),
        "{titles:?}"
    );
}

#[test]
fn a_megabyte_in_one_line() {
    let text = format!("[{}7]", "1, ".repeat(500_000));
    let at = text.find('7').expect("a seven") as u32;
    let mut sources = Sources::default();
    let file = sources.add("a.json", text);
    let mut diagnostics = Diagnostics::default();
    for i in 0..20 {
        diagnostics.push(Diagnostic::error(format!("wrong {i}")).at(
            Span {
                file,
                start: at,
                end: at + 1,
            },
            "here",
        ));
    }
    let text = diagnostics.render(&sources, false);
    assert!(text.contains("a.json:1:1500002"), "{text}");
    assert!(text.len() < 20 * 400, "{text}");
}
