//! Answers whose headers are missing, wrong, or strange.

use crate::place::{errors, successes};
use crate::subject::{CONTENT, assert_speaks, for_each, text_of};

/// What an answer says its body is does not matter to how it is read.
#[test]
fn any_content_type() {
    for_each(successes(), |subject, place| {
        let body = place.values()[0].to_string();
        for content_type in [
            None,
            Some(&b""[..]),
            Some(b"text/html"),
            Some(b"application/xml; charset=utf-16"),
            Some(b"application/x-amz-json-1.1"),
            Some(b";;;"),
            Some(b"\xff\xfe"),
        ] {
            let mut answer = place.answer(body.as_bytes());
            answer.headers.retain(|(name, _)| name != "content-type");
            if let Some(content_type) = content_type {
                answer = answer.header("content-type", content_type);
            }
            subject.ask(place.operation, answer).unwrap();
        }
    });
}

fn strange_values() -> Vec<Vec<u8>> {
    vec![
        b"".into(),
        b"-1".into(),
        b"99999999999999999999".into(),
        b"\",".into(),
        b":#".into(),
        b"\xff\xfe\x80".into(),
        vec![b'a'; 100_000],
    ]
}

const NAMES: &[&str] = &[
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "content-type",
    "date",
    "age",
    "retry-after",
    "x-amz-retry-after",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-amz-id-2",
    "x-amzn-errortype",
    "x-amzn-query-error",
    "x-amz-crc32",
    "x-amz-checksum-sha256",
    "x-amzn-trace-id",
    "location",
    "set-cookie",
    "x-unknown",
];

/// A length that is not that of the body may make it an error.
#[test]
fn any_header() {
    for_each(successes(), |subject, place| {
        let body = place.values()[0].to_string();
        for name in NAMES {
            for value in strange_values() {
                // Those of them that the answer has already come twice.
                let answer = place.answer(body.as_bytes()).header(name, &value);
                if let Err(failure) = subject.ask(place.operation, answer) {
                    assert!(!text_of(&*failure).contains(CONTENT), "{failure:?}");
                }
            }
        }
    });
}

#[test]
fn any_header_of_an_error() {
    let unknown = errors()
        .into_iter()
        .filter(|place| place.code.as_deref() == Some("TeapotException"));
    for_each(unknown.collect(), |subject, place| {
        for name in NAMES {
            for value in strange_values() {
                let answer = place
                    .answer(b"{\"message\":\"shown\"}")
                    .header(name, &value);
                let Err(failure) = subject.ask(place.operation, answer) else {
                    panic!("{place:?} is no error");
                };
                // The connection does not get as far as the operation with headers that are not HTTP.
                if failure.code().is_some() {
                    assert_speaks(place.operation, &*failure);
                }
            }
        }
    });
}

/// The code is the name of the shape, whatever stands around it.
#[test]
fn the_code_in_any_form() {
    for_each(errors(), |subject, place| {
        let code = place.code.as_deref().unwrap();
        for form in [
            format!("{code}:http://internal.amazon.com/coral/x/"),
            format!("aws.protocoltests#{code}"),
            format!("a.b#{code}:http://c#d"),
            format!(" {code} "),
        ] {
            let mut answer = place.answer(b"{\"message\":\"shown\"}");
            answer
                .headers
                .retain(|(name, _)| name != "x-amzn-errortype");
            let answer = answer.header("x-amzn-errortype", &form);
            let Err(failure) = subject.ask(place.operation, answer) else {
                panic!("{place:?} is no error");
            };
            assert_eq!(failure.code(), Some(code));
            let text = assert_speaks(place.operation, &*failure);
            assert!(text.contains("shown"), "{text}");
        }
    });
}
