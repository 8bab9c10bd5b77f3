//! Members read from the headers, the status and the body of an answer, rule by rule. Sections are those of the Smithy
//! 2.0 specification's "HTTP binding traits" and of the AWS restJson1 protocol.

use aws_smithy_runtime_api::http::{Headers, NonUtf8HeaderHandling, StatusCode};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime};
use codegen_runtime::http::response::{self, Read};
use codegen_runtime::http::{payload, BindingError};
use std::collections::HashMap;

/// Headers as they come from a connection, which may hold any bytes from 0x80 on.
fn headers(lines: &[(&'static str, &[u8])]) -> Headers {
    let mut map = http::HeaderMap::new();
    for (name, value) in lines {
        map.append(*name, http::HeaderValue::from_bytes(value).unwrap());
    }
    Headers::try_from(map).unwrap()
}

/// The headers of an answer that has the header `x` with this value.
fn x(value: &str) -> Headers {
    headers(&[("x", value.as_bytes())])
}

#[derive(Debug, PartialEq, Eq)]
enum Colour {
    Red,
    Unknown(String),
}

impl From<&str> for Colour {
    fn from(value: &str) -> Self {
        match value {
            "red" => Self::Red,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

/// What the generator writes for an output with every kind of binding.
#[test]
fn an_output_with_every_kind_of_binding() {
    #[derive(Debug, PartialEq)]
    struct Output {
        colour: Option<Colour>,
        count: Option<i32>,
        labels: Option<Vec<String>>,
        metadata: Option<HashMap<String, String>>,
        status: Option<i32>,
        text: Option<String>,
    }
    fn read(status: StatusCode, headers: &Headers, body: &[u8]) -> Result<Output, BindingError> {
        Ok(Output {
            colour: response::enumeration(headers, "X-Colour")?,
            count: response::integer(headers, "X-Count")?,
            labels: response::string_list(headers, "X-Labels")?,
            metadata: response::prefix_headers(headers, "X-Meta-")?,
            status: response::response_code(status),
            text: payload::string("text", body)?,
        })
    }
    let received = headers(&[
        ("x-colour", b"red"),
        ("x-count", b"12"),
        ("x-labels", b"a, \"b,c\""),
        ("x-meta-k", b"v"),
    ]);
    let output = read(
        StatusCode::try_from(201).unwrap(),
        &received,
        "héllo".as_bytes(),
    )
    .unwrap();
    assert_eq!(
        output,
        Output {
            colour: Some(Colour::Red),
            count: Some(12),
            labels: Some(vec!["a".into(), "b,c".into()]),
            metadata: Some(HashMap::from([("k".into(), "v".into())])),
            status: Some(201),
            text: Some("héllo".into()),
        }
    );
}

/// `httpHeader`: a header that is absent leaves the member unset, whatever its type.
#[test]
fn absent_headers_are_no_values() {
    let none = Headers::new();
    assert_eq!(response::string(&none, "x"), Ok(None));
    assert_eq!(response::enumeration::<Colour>(&none, "x"), Ok(None));
    assert_eq!(response::integer::<i64>(&none, "x"), Ok(None));
    assert_eq!(response::http_date(&none, "x"), Ok(None));
    assert_eq!(response::string_list(&none, "x"), Ok(None));
    assert_eq!(response::http_date_list(&none, "x"), Ok(None));
    assert_eq!(response::media_type_string(&none, "x"), Ok(None));
}

/// An empty header is an empty string, but no number, timestamp or list.
#[test]
fn empty_headers_are_empty_strings_only() {
    for value in ["", " \t "] {
        assert_eq!(response::string(&x(value), "x"), Ok(Some(String::new())));
        assert_eq!(response::integer::<i64>(&x(value), "x"), Ok(None));
        assert_eq!(response::boolean(&x(value), "x"), Ok(None));
        assert_eq!(response::date_time(&x(value), "x"), Ok(None));
        assert_eq!(response::string_list(&x(value), "x"), Ok(None));
        assert_eq!(response::double_list(&x(value), "x"), Ok(None));
    }
}

/// RFC 9110 section 5.1: names are compared in any case; section 5.5: outer white space is no part of a value. Commas
/// and quotes are, in a single string.
#[test]
fn strings_are_trimmed_and_not_split() {
    assert_eq!(
        response::string(&x("  a, \"b\"\t"), "X"),
        Ok(Some("a, \"b\"".into()))
    );
    assert_eq!(
        response::enumeration(&x("green"), "x"),
        Ok(Some(Colour::Unknown("green".into())))
    );
}

#[test]
fn booleans_and_numbers() {
    assert_eq!(response::boolean(&x("true"), "x"), Ok(Some(true)));
    assert_eq!(response::boolean(&x("false"), "x"), Ok(Some(false)));
    assert!(response::boolean(&x("True"), "x").is_err());
    assert_eq!(response::integer(&x("-128"), "x"), Ok(Some(i8::MIN)));
    assert!(response::integer::<i8>(&x("128"), "x").is_err());
    assert_eq!(response::integer(&x("32767"), "x"), Ok(Some(i16::MAX)));
    assert_eq!(response::integer(&x("\"5\""), "x"), Ok(Some(5_i32)));
    assert!(response::integer::<i32>(&x("1, 2"), "x").is_err());
    assert!(response::integer::<i32>(&x("1.0"), "x").is_err());
    assert_eq!(response::float(&x("0.1"), "x"), Ok(Some(0.1_f32)));
    assert_eq!(response::double(&x("1e-3"), "x"), Ok(Some(0.001)));
    assert!(response::double(&x("NaN"), "x").unwrap().unwrap().is_nan());
    assert_eq!(
        response::double(&x("Infinity"), "x"),
        Ok(Some(f64::INFINITY))
    );
    assert_eq!(
        response::float(&x("-Infinity"), "x"),
        Ok(Some(f32::NEG_INFINITY))
    );
    assert!(response::double(&x("1,5"), "x").is_err());
    let digits = "123456789012345678901234567890";
    assert_eq!(
        response::big_integer(&x(digits), "x"),
        Ok(Some(digits.parse::<BigInteger>().unwrap()))
    );
    assert_eq!(
        response::big_decimal(&x("0.10"), "x"),
        Ok(Some("0.1".parse::<BigDecimal>().unwrap()))
    );
    assert!(response::big_integer(&x("1.5"), "x").is_err());
    assert!(response::big_decimal(&x("one"), "x").is_err());
}

/// `timestampFormat`; restJson1 also reads `date-time` with an offset from UTC.
#[test]
fn timestamps_in_each_format() {
    let at = |secs, nanos| Ok(Some(DateTime::from_secs_and_nanos(secs, nanos)));
    assert_eq!(
        response::http_date(&x("Sun, 09 Sep 2001 01:46:40 GMT"), "x"),
        at(1_000_000_000, 0)
    );
    assert_eq!(
        response::http_date(&x("Sun, 09 Sep 2001 01:46:40.25 GMT"), "x"),
        at(1_000_000_000, 250_000_000)
    );
    assert_eq!(
        response::date_time(&x("2001-09-09T01:46:40.5Z"), "x"),
        at(1_000_000_000, 500_000_000)
    );
    assert_eq!(
        response::date_time(&x("2001-09-09T03:46:40+02:00"), "x"),
        at(1_000_000_000, 0)
    );
    assert_eq!(
        response::epoch_seconds(&x("1000000000.125"), "x"),
        at(1_000_000_000, 125_000_000)
    );
    assert!(response::http_date(&x("2001-09-09T01:46:40Z"), "x").is_err());
    assert!(response::date_time(&x("1000000000"), "x").is_err());
    assert!(response::epoch_seconds(&x("yesterday"), "x").is_err());
}

/// `httpHeader`: strings with a media type are base64.
#[test]
fn media_type_strings_are_base64() {
    assert_eq!(
        response::media_type_string(&x("WzFd"), "x"),
        Ok(Some("[1]".into()))
    );
    assert_eq!(
        response::media_type_string_list(&x("WzFd, WzJd"), "x"),
        Ok(Some(vec!["[1]".into(), "[2]".into()]))
    );
    assert!(response::media_type_string(&x("[1]"), "x").is_err());
    assert!(
        response::media_type_string(&x("/w=="), "x").is_err(),
        "the byte 0xFF is not UTF-8"
    );
}

/// RFC 9110 sections 5.6.1 and 5.6.4.
#[test]
fn string_lists_are_split_and_unquoted() {
    let list =
        |value: &str| response::string_list(&x(value), "x").map(|items| items.unwrap_or_default());
    let strings = |items: &[&str]| Ok(items.iter().map(|item| item.to_string()).collect());
    assert_eq!(list("a"), strings(&["a"]));
    assert_eq!(list("a,b , c d,"), strings(&["a", "b", "c d"]));
    assert_eq!(list("a,,b"), strings(&["a", "", "b"]));
    assert_eq!(
        list(r#""a,b" , "say \"x\\y\"",c"#),
        strings(&["a,b", r#"say "x\y""#, "c"])
    );
    assert_eq!(
        list(r#""ends with \\", "", " x ""#),
        strings(&[r"ends with \", "", " x "])
    );
    assert_eq!(list(r#"a "quoted" word"#), strings(&[r#"a "quoted" word"#]));
    for broken in [r#""a"#, r#""a\"#, r#""a" b"#, r#"a, "b"c"#] {
        assert!(list(broken).is_err(), "{broken}");
    }
    let lines = headers(&[("x", b"a, b"), ("x", b""), ("x", b"\"c,d\"")]);
    assert_eq!(
        response::string_list(&lines, "x"),
        Ok(Some(vec!["a".into(), "b".into(), "c,d".into()]))
    );
    assert_eq!(
        response::enumeration_list(&x("red, \"b,c\""), "x"),
        Ok(Some(vec![Colour::Red, Colour::Unknown("b,c".into())]))
    );
}

#[test]
fn lists_of_scalars() {
    assert_eq!(
        response::integer_list(&x("1, 2 ,,\"3\""), "x"),
        Ok(Some(vec![1_i16, 2, 3]))
    );
    assert_eq!(
        response::boolean_list(&x("true,false"), "x"),
        Ok(Some(vec![true, false]))
    );
    assert_eq!(
        response::float_list(&x("0.5, -Infinity"), "x"),
        Ok(Some(vec![0.5, f32::NEG_INFINITY]))
    );
    assert_eq!(
        response::double_list(&x("1e2,0"), "x"),
        Ok(Some(vec![100.0, 0.0]))
    );
    let big = response::big_integer_list(&x("1, 23"), "x")
        .unwrap()
        .unwrap();
    assert_eq!(
        big.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["1", "23"]
    );
    let big = response::big_decimal_list(&x("1.50, 2"), "x")
        .unwrap()
        .unwrap();
    assert_eq!(
        big.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["1.50", "2"]
    );
    assert!(response::integer_list::<i32>(&x("1, two"), "x").is_err());
    assert!(response::integer_list::<i32>(&x("1, \"\""), "x").is_err());
}

/// `httpHeader`: an HTTP date holds a comma, so its list is split at every second one, unless dates are quoted.
#[test]
fn lists_of_timestamps() {
    let both = Ok(Some(vec![
        DateTime::from_secs(0),
        DateTime::from_secs(86_400),
    ]));
    for value in [
        "Thu, 01 Jan 1970 00:00:00 GMT, Fri, 02 Jan 1970 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT,Fri, 02 Jan 1970 00:00:00 GMT",
        "\"Thu, 01 Jan 1970 00:00:00 GMT\", \"Fri, 02 Jan 1970 00:00:00 GMT\"",
        "\"Thu, 01 Jan 1970 00:00:00 GMT\", Fri, 02 Jan 1970 00:00:00 GMT,",
    ] {
        assert_eq!(response::http_date_list(&x(value), "x"), both, "{value}");
    }
    let value = "1970-01-01T00:00:00Z, 1970-01-02T01:00:00+01:00";
    assert_eq!(response::date_time_list(&x(value), "x"), both);
    assert_eq!(response::epoch_seconds_list(&x("0, 86400"), "x"), both);
    assert!(response::http_date_list(&x("Thu, 01 Jan 1970 00:00:00 GMT, Fri"), "x").is_err());
}

/// `httpPrefixHeaders`: prefixes in any case; keys without it, in lower case; an empty prefix takes everything.
#[test]
fn prefix_headers_are_maps() {
    let received = headers(&[
        ("X-Foo-Abc", b" 1 "),
        ("x-foo", b"2"),
        ("x-foo-d", b""),
        ("X-Foo-Abc", b"3"),
    ]);
    let map = |prefix| {
        let map: HashMap<String, String> = response::prefix_headers(&received, prefix)
            .unwrap()
            .unwrap();
        let mut entries: Vec<_> = map.into_iter().collect();
        entries.sort_unstable();
        entries
    };
    let pairs = |entries: &[(&str, &str)]| -> Vec<(String, String)> {
        entries
            .iter()
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .collect()
    };
    assert_eq!(map("X-Foo-"), pairs(&[("abc", "1, 3"), ("d", "")]));
    assert_eq!(
        map(""),
        pairs(&[("x-foo", "2"), ("x-foo-abc", "1, 3"), ("x-foo-d", "")])
    );
    assert_eq!(map("y-"), pairs(&[]));
    assert_eq!(map("é"), pairs(&[]));
    let enums: Read<HashMap<String, Colour>> = response::prefix_headers(&x("red"), "");
    assert_eq!(enums, Ok(Some(HashMap::from([("x".into(), Colour::Red)]))));
}

/// An error names the header and what was expected, and never holds what was received.
#[test]
fn errors_name_the_header_and_not_the_value() {
    let secret = x("s3cret, \"s3cret");
    let errors = [
        response::boolean(&secret, "x").unwrap_err(),
        response::integer::<i32>(&secret, "x").unwrap_err(),
        response::http_date(&secret, "x").unwrap_err(),
        response::date_time_list(&secret, "x").unwrap_err(),
        response::big_decimal(&secret, "x").unwrap_err(),
        response::media_type_string(&secret, "x").unwrap_err(),
        response::string_list(&secret, "x").unwrap_err(),
        response::string(&headers(&[("x", b"s3cret"), ("x", b"s3cret")]), "x").unwrap_err(),
        response::string(&headers(&[("x", b"s3cret\xFF")]), "x").unwrap_err(),
        response::string_list(&headers(&[("x", b"s3cret\xFF")]), "x").unwrap_err(),
        response::prefix_headers::<String, String>(&headers(&[("x", b"s3cret\xFF")]), "")
            .unwrap_err(),
    ];
    for error in errors {
        let text = format!("{error} {error:?}");
        assert!(
            text.starts_with("cannot read the response header `x`: "),
            "{text}"
        );
        assert!(!text.contains("s3cret"), "{text}");
    }
    let text = payload::string("note", b"s3cret\xFF")
        .unwrap_err()
        .to_string();
    assert_eq!(
        text,
        "cannot read the response body as `note`: it is not valid UTF-8"
    );
    let text = response::boolean(&x("yes"), "x").unwrap_err().to_string();
    assert_eq!(
        text,
        "cannot read the response header `x`: expected `true` or `false`"
    );
}

/// `NonUtf8HeaderHandling` of the runtime: unreadable headers are errors unless an interceptor asks to skip them.
#[test]
fn unreadable_headers_are_skipped_on_request_only() {
    let unreadable = headers(&[("x", b"\xFF")]);
    let bag = |handling: Option<NonUtf8HeaderHandling>| {
        let mut layer = Layer::new("test");
        if let Some(handling) = handling {
            layer.store_put(handling);
        }
        ConfigBag::of_layers(vec![layer])
    };
    let read = |bag: &ConfigBag| response::unless_skipped(bag, response::string(&unreadable, "x"));
    assert!(read(&bag(None)).is_err());
    assert!(read(&bag(Some(NonUtf8HeaderHandling::Reject))).is_err());
    assert_eq!(read(&bag(Some(NonUtf8HeaderHandling::Skip))), Ok(None));
    let skip = bag(Some(NonUtf8HeaderHandling::Skip));
    assert!(response::unless_skipped(&skip, response::boolean(&x("maybe"), "x")).is_err());
    assert_eq!(
        response::unless_skipped(&skip, response::boolean(&x("true"), "x")),
        Ok(Some(true))
    );
}

/// `httpPayload` and the empty-body rules of the restJson1 protocol tests.
#[test]
fn payloads_of_empty_bodies_are_unset() {
    assert_eq!(payload::document(b""), b"{}");
    assert_eq!(payload::document(b"{\"a\":1}"), b"{\"a\":1}");
    assert_eq!(payload::json(b""), None);
    assert_eq!(payload::json(b"null"), Some(&b"null"[..]));
    assert_eq!(payload::blob(b""), None);
    assert_eq!(payload::blob(b"\xFF"), Some(Blob::new(b"\xFF")));
    assert_eq!(payload::string("m", b""), Ok(None));
    assert_eq!(payload::string("m", b" a\n"), Ok(Some(" a\n".into())));
    assert_eq!(payload::enumeration::<Colour>("m", b""), Ok(None));
    assert_eq!(payload::enumeration("m", b"red"), Ok(Some(Colour::Red)));
    assert!(payload::enumeration::<Colour>("m", b"\xC3").is_err());
}
