//! Bodies that are no JSON of the output, or only the beginning of it.

use crate::place::{errors, successes};
use crate::subject::{CONTENT, assert_speaks, for_each, text_of};
use crate::support::connector::Answer;

/// No JSON, and what is easily taken for it.
fn odd_bodies() -> Vec<Vec<u8>> {
    let texts = [
        "",
        " ",
        "\r\n\t ",
        "{",
        "}",
        "[",
        "\"",
        "\"\\",
        "{\"",
        "{\"a",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{1:2}",
        "{'a':1}",
        "{a:1}",
        "{\"a\" 1}",
        "{}{}",
        "{}x",
        "{} // c",
        "[1,]",
        "[,1]",
        "nul",
        "nulll",
        "True",
        "NaN",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":0x10}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"a\":\"\u{1}\"}",
        "{\"a\":\"\n\"}",
        "{\"\\ud800\":1}",
        "\u{feff}{}",
        "<html><body>502 Bad Gateway</body></html>",
        "upstream connect error or disconnect/reset before headers",
        "null",
        "true",
        "0",
        "\"text\"",
        "[]",
        "[{}]",
    ];
    let mut bodies: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    bodies.push(vec![0; 1000]);
    bodies.push(vec![0xff; 1000]);
    bodies.push(b"{\"a\":\"\xff\"}".to_vec());
    bodies.push(b"{\"\xc3\":1}".to_vec());
    bodies.push(b"{\"a\":1}\xff".to_vec());
    bodies.push(b"\xff\xfe{\0}\0".to_vec());
    bodies.push(b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec());
    bodies.push(CONTENT.into());
    bodies.push(format!("{{\"{CONTENT}\":\"{CONTENT}\"").into());
    bodies.push(format!("{{\"{CONTENT}\"}}").into());
    bodies
}

#[test]
fn what_is_no_object_is_refused() {
    for_each(successes(), |subject, place| {
        for body in odd_bodies() {
            // A body of no bytes is an object without members, says restJson1.
            if !body.is_empty() {
                subject.refused(place, &body);
            }
        }
    });
}

/// The error stays what its header says it is.
#[test]
fn an_error_without_a_readable_body_keeps_its_code() {
    for_each(errors(), |subject, place| {
        for body in odd_bodies() {
            let Err(failure) = subject.answer(place, body) else {
                panic!("{place:?} is no error");
            };
            assert_eq!(failure.code(), place.code.as_deref());
        }
    });
}

/// Without a code as well, the status is left.
#[test]
fn any_status_with_any_body_is_a_value_or_an_error() {
    let operations: Vec<_> = crate::support::calls::operations().collect();
    for_each(operations, |subject, operation| {
        for status in [
            100, 199, 200, 201, 204, 206, 226, 299, 300, 302, 304, 399, 400, 401, 403, 404, 407,
            413, 418, 429, 431, 499, 500, 502, 503, 504, 599, 600, 999,
        ] {
            for body in [&b""[..], b"{}", b"no", b"\xff", b"null", CONTENT.as_bytes()] {
                let success = (200..300).contains(&status);
                match subject.ask(operation, Answer::new(status, body.to_vec())) {
                    Ok(_) => assert!(success, "{operation}: {status} is no success"),
                    Err(failure) => {
                        let text = assert_speaks(operation, &*failure);
                        assert!(
                            success || text.contains(&format!("HTTP status {status}")),
                            "{text}"
                        );
                    }
                }
            }
        }
    });
}

/// The beginning of an answer is never taken for the whole.
#[test]
fn cut_at_each_byte() {
    for_each(successes(), |subject, place| {
        // Lists of unions have every member in one value. What strings hold is no matter here, but makes it long.
        let body = place.values().swap_remove(0).to_string();
        let body = body.replace(CONTENT, "");
        assert!(subject.answer(place, &body).is_ok(), "{place:?}: {body}");
        for length in 1..body.len() {
            let text = subject.refused(place, &body.as_bytes()[..length]);
            // A literal, a number or an escape that breaks off is at fault where it begins.
            let at_end = text.contains(&format!(", at byte {length}"));
            assert!(
                at_end || !text.contains("the end of the input"),
                "{text}, not {length}"
            );
        }
    });
}

/// Every member of every union is read, where it is.
#[test]
fn full_answers_are_read() {
    for_each(successes(), |subject, place| {
        for value in place.values() {
            if let Err(failure) = subject.answer(place, value.to_string()) {
                panic!("{place:?}: {}: {value}", text_of(&*failure));
            }
        }
    });
}

/// An error whose body is cut keeps its code, and nothing else.
#[test]
fn errors_cut_at_each_byte() {
    for_each(errors(), |subject, place| {
        let body = place.values().swap_remove(0).to_string();
        for length in 0..=body.len() {
            let Err(failure) = subject.answer(place, &body.as_bytes()[..length]) else {
                panic!("{place:?} is no error");
            };
            assert_eq!(failure.code(), place.code.as_deref());
        }
    });
}
