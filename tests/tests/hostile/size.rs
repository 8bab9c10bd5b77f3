//! Answers of sizes that no service sends.

use bytes::Bytes;

use crate::subject::{for_each, text_of};
use crate::support::connector::Answer;

const HUGE: usize = 256 << 20;

/// `{"nextToken":"aaa…","services":[]}`
fn list_services(length: usize, unit: &str) -> Bytes {
    let mut body = Vec::with_capacity(length + 64);
    body.extend_from_slice(b"{\"nextToken\":\"");
    while body.len() < length {
        body.extend_from_slice(unit.as_bytes());
    }
    body.extend_from_slice(b"\",\"services\":[]}");
    body.into()
}

/// One body serves for a string that is kept, for one that is passed over, and for one that does not end.
#[test]
fn a_string_of_hundreds_of_megabytes() {
    for_each(vec![()], |subject, ()| {
        let body = list_services(HUGE, &"a".repeat(1 << 20));
        let whole = subject.ask("ListServices", Answer::new(200, body.clone()));
        assert!(whole.is_ok());
        drop(whole);
        // `nextToken` is no member of this one.
        let skipped = subject.ask("GetService", Answer::new(200, body.clone()));
        assert!(skipped.is_ok());
        let cut = body.slice(..HUGE);
        let Err(failure) = subject.ask("ListServices", Answer::new(200, cut)) else {
            panic!("a string without an end was read");
        };
        let text = text_of(&*failure);
        assert!(
            text.contains(&format!("in `nextToken`, at byte {HUGE}")),
            "{text}"
        );
    });
}

#[test]
fn a_string_of_nothing_but_escapes() {
    for_each(
        vec!["\\n", "\\u00e9", "\\ud83e\\udd80", "\u{e9}"],
        |subject, unit| {
            let body = list_services(4 << 20, unit);
            assert!(subject.ask("ListServices", Answer::new(200, body)).is_ok());
        },
    );
}

#[test]
fn millions_of_values() {
    for_each(
        vec![
            ("{\"services\":[", "null", "]}"),
            ("{\"unknown\":[", "0", "]}"),
            ("{\"unknown\":[", "{}", "]}"),
            ("{\"unknown\":{", "\"a\":[]", "}}"),
            ("{", "\"services\":[]", "}"),
        ],
        |subject, (open, unit, close)| {
            let units = vec![*unit; 500_000].join(",");
            let body = format!("{open}{units}{close}");
            let _ = subject.ask("ListServices", Answer::new(200, body));
        },
    );
}

/// White space in front, behind, and digits without end.
#[test]
fn millions_of_spaces_and_digits() {
    let long = 2 << 20;
    let bodies = vec![
        " ".repeat(long) + "{\"services\":[]}",
        "{\"services\":[]}".to_owned() + &"\n".repeat(long),
        " ".repeat(long),
        format!("{{\"unknown\":{}}}", "9".repeat(long)),
        format!("{{\"unknown\":0.{}}}", "9".repeat(long)),
        format!("{{\"unknown\":1e{}}}", "9".repeat(long)),
        format!("{{\"services\":{}}}", "9".repeat(long)),
    ];
    for_each(bodies, |subject, body| {
        let _ = subject.ask("ListServices", Answer::new(200, body.clone()));
    });
}
