//! Requests as generated serializers build them, rule by rule. Sections are those of the Smithy 2.0 specification's
//! "HTTP binding traits" and of the AWS restJson1 protocol.

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::DateTime;
use codegen_runtime::http::{format, required, RequestBuilder};
use std::collections::HashMap;

fn request(
    build: impl FnOnce(&mut RequestBuilder) -> Result<(), BuildError>,
) -> Result<HttpRequest, BuildError> {
    let mut builder = RequestBuilder::new("PUT");
    build(&mut builder)?;
    builder.finish()
}

/// The URI of a request with the path `/q` and what `build` adds.
fn query(build: impl FnOnce(&mut RequestBuilder)) -> String {
    let request = request(|r| {
        r.path("/q");
        build(r);
        Ok(())
    });
    request.unwrap().uri().to_owned()
}

/// All values of the header `x` that `build` sets.
fn header(build: impl FnOnce(&mut RequestBuilder) -> Result<(), BuildError>) -> Vec<String> {
    let request = request(|r| {
        r.path("/");
        build(r)
    });
    let request = request.unwrap();
    request.headers().get_all("x").map(str::to_owned).collect()
}

fn message(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn map<V>(entries: impl IntoIterator<Item = (&'static str, V)>) -> HashMap<String, V> {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// What the generator writes for an operation with every kind of binding.
#[test]
fn an_operation_with_every_kind_of_binding() {
    struct Input {
        memory_id: Option<String>,
        path: Option<String>,
        max_results: Option<i32>,
        tags: Option<Vec<String>>,
        extra: Option<HashMap<String, String>>,
        since: Option<DateTime>,
        labels: Option<Vec<String>>,
        metadata: Option<HashMap<String, String>>,
    }
    fn serialize(input: &Input) -> Result<HttpRequest, BuildError> {
        let mut r = RequestBuilder::new("POST");
        r.path("/memories/")
            .label("memory_id", required("memory_id", &input.memory_id)?)?;
        r.path("/files/")
            .greedy_label("path", required("path", &input.path)?)?;
        r.query_literal("list-type=2");
        if let Some(value) = &input.max_results {
            r.query("maxResults", &format::number(*value));
        }
        if let Some(value) = &input.tags {
            for item in value {
                r.query("tag", item);
            }
        }
        if let Some(value) = &input.extra {
            r.query_map(value);
        }
        if let Some(value) = &input.since {
            r.header("X-Since", &format::http_date("since", value)?)?;
        }
        if let Some(value) = &input.labels {
            r.header_list("X-Labels", value)?;
        }
        if let Some(value) = &input.metadata {
            r.prefix_headers("X-Meta-", value)?;
        }
        r.json_body(b"{}".to_vec());
        r.finish()
    }

    let strings = |items: &[&str]| {
        items
            .iter()
            .map(|item| item.to_string())
            .collect::<Vec<_>>()
    };
    let request = serialize(&Input {
        memory_id: Some("m 1".into()),
        path: Some("a b/c".into()),
        max_results: Some(7),
        tags: Some(strings(&["x", "y&z"])),
        extra: Some(map([("tag", "lost".to_owned()), ("k", "v".to_owned())])),
        since: Some(DateTime::from_secs(1_000_000_000)),
        labels: Some(strings(&["one", "two, three"])),
        metadata: Some(map([("Colour", "red".to_owned())])),
    })
    .unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "/memories/m%201/files/a%20b/c?list-type=2&maxResults=7&tag=x&tag=y%26z&k=v"
    );
    let mut headers: Vec<_> = request.headers().iter().collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            ("content-length", "2"),
            ("content-type", "application/json"),
            ("x-labels", r#"one, "two, three""#),
            ("x-meta-colour", "red"),
            ("x-since", "Sun, 09 Sep 2001 01:46:40 GMT"),
        ]
    );
    assert_eq!(request.body().bytes(), Some(&b"{}"[..]));

    let unset = Input {
        memory_id: None,
        path: None,
        max_results: None,
        tags: None,
        extra: None,
        since: None,
        labels: None,
        metadata: None,
    };
    let error = serialize(&unset).unwrap_err();
    assert_eq!(
        message(error),
        "memory_id was missing: cannot be empty or unset"
    );
}

/// The endpoint is put before the URI by the runtime crates: `http` trait, "uri".
#[test]
fn the_uri_is_relative_and_takes_an_endpoint() {
    let mut request = request(|r| {
        r.path("/a/").label("l", "b c")?;
        r.query("q", "1");
        Ok(())
    })
    .unwrap();
    request
        .uri_mut()
        .set_endpoint("https://example.com/base")
        .unwrap();
    assert_eq!(request.uri(), "https://example.com/base/a/b%20c?q=1");
    assert_eq!(request.method(), "PUT");
}

/// `httpLabel`, "Serialization rules": all but the unreserved characters are encoded.
#[test]
fn labels_are_percent_encoded() {
    let uri = |value: &str| {
        request(|r| {
            r.path("/x/").label("l", value)?;
            r.path("/y");
            Ok(())
        })
        .unwrap()
        .uri()
        .to_owned()
    };
    assert_eq!(uri("az09-._~"), "/x/az09-._~/y");
    assert_eq!(uri("a/b?c#d"), "/x/a%2Fb%3Fc%23d/y");
    assert_eq!(
        uri("!$&'()*+,;=:@%"),
        "/x/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%25/y"
    );
    assert_eq!(uri("zoë\u{7}\n"), "/x/zo%C3%AB%07%0A/y");
    assert_eq!(uri("..."), "/x/.../y");
}

/// `httpLabel`: a greedy label spans segments, so its slashes stay.
#[test]
fn greedy_labels_keep_slashes() {
    let request = request(|r| {
        r.path("/x/").greedy_label("l", "a/b c//d?")?;
        Ok(())
    })
    .unwrap();
    assert_eq!(request.uri(), "/x/a/b%20c//d%3F");
}

/// "Labels": a label captures a segment of at least one character, and dot-segments are no such segments.
#[test]
fn labels_that_would_name_another_path_are_errors() {
    let label = |value: &str| message(RequestBuilder::new("GET").label("l", value).unwrap_err());
    assert_eq!(label(""), "l was missing: cannot be empty or unset");
    assert!(
        label(".").starts_with("invalid field in input: l "),
        "{}",
        label(".")
    );
    assert!(
        label("..").starts_with("invalid field in input: l "),
        "{}",
        label("..")
    );
    let greedy = message(
        RequestBuilder::new("GET")
            .greedy_label("l", "")
            .unwrap_err(),
    );
    assert_eq!(greedy, "l was missing: cannot be empty or unset");
}

/// "Query string literals": literals are sent as they are, with or without a value, along with members.
#[test]
fn query_literals_and_members_are_joined() {
    let uri = query(|r| {
        r.query_literal("fixed=1")
            .query_literal("flag")
            .query("a", "x y")
            .query("b", "");
    });
    assert_eq!(uri, "/q?fixed=1&flag&a=x%20y&b=");
    assert_eq!(query(|_| ()), "/q");
}

/// `httpQuery`, "Serialization rules": names and values are encoded; a list repeats the name; an empty list is nothing.
#[test]
fn query_parameters_are_percent_encoded() {
    let uri = query(|r| {
        r.query("x-a:b", "é&=+ /").query("l", "1").query("l", "2");
    });
    assert_eq!(uri, "/q?x-a%3Ab=%C3%A9%26%3D%2B%20%2F&l=1&l=2");
}

/// `httpQueryParams`: a parameter set by `httpQuery`, or by the URI pattern, wins over the map's entry.
#[test]
fn query_maps_give_way_to_explicit_parameters() {
    let uri = query(|r| {
        r.query_literal("fixed")
            .query("na me", "explicit")
            .query("prefix", "1");
        r.query_map(&map([
            ("fixed", "lost"),
            ("na me", "lost"),
            ("pre", "kept"),
            ("Fixed", "kept"),
            ("=&", "?"),
        ]));
    });
    assert_eq!(
        uri,
        "/q?fixed&na%20me=explicit&prefix=1&%3D%26=%3F&Fixed=kept&pre=kept"
    );
}

/// `httpQueryParams`: maps of lists repeat the key; keys are in order, so that a request is reproducible.
#[test]
fn query_maps_of_lists_repeat_the_key() {
    let uri = query(|r| {
        r.query_list_map(&map([
            ("b", vec!["2", "1"]),
            ("a", vec!["&"]),
            ("c", vec![]),
        ]));
    });
    assert_eq!(uri, "/q?a=%26&b=2&b=1");
    assert_eq!(query(|r| _ = r.query_map(&map([("", "v")]))), "/q?=v");
    assert_eq!(
        query(|r| _ = r.query_map(&HashMap::<String, String>::new())),
        "/q"
    );
}

/// `httpHeader`: an empty string and an empty list are sent as empty headers (restJson1 protocol tests).
#[test]
fn empty_header_values_are_sent() {
    assert_eq!(header(|r| r.header("X", "").map(drop)), [""]);
    assert_eq!(header(|r| r.header_list("X", [""; 0]).map(drop)), [""]);
    assert_eq!(header(|_| Ok(())), [""; 0]);
}

/// `httpHeader`: lists are one line; RFC 9110 section 5.6.4 quotes the items that would not survive bare.
#[test]
fn header_lists_are_joined_and_quoted() {
    let list = |items: &[&str]| header(|r| r.header_list("X", items).map(drop)).join("|");
    assert_eq!(list(&["a", "b", "c d"]), "a, b, c d");
    assert_eq!(
        list(&["a,b", r#"say "x\y""#, "c"]),
        r#""a,b", "say \"x\\y\"", c"#
    );
    assert_eq!(list(&["", " a", "(b)", r"c\d"]), r#""", " a", "(b)", c\d"#);
    let numbers = header(|r| r.header_list("X", [1, 2].map(format::number)).map(drop));
    assert_eq!(numbers, ["1, 2"]);
    let booleans = header(|r| {
        r.header_list("X", [true, false].map(format::boolean))
            .map(drop)
    });
    assert_eq!(booleans, ["true, false"]);
}

/// `httpHeader`: dates are not quoted, though each has a comma (restJson1 protocol tests).
#[test]
fn timestamp_lists_are_not_quoted() {
    let times = [
        DateTime::from_secs(0),
        DateTime::from_secs_and_nanos(86_400, 500_000_000),
    ];
    let list = |format| header(|r| r.header_timestamps("X", &times, format).map(drop));
    assert_eq!(
        list(format::http_date),
        ["Thu, 01 Jan 1970 00:00:00 GMT, Fri, 02 Jan 1970 00:00:00 GMT"]
    );
    assert_eq!(
        list(format::date_time),
        ["1970-01-01T00:00:00Z, 1970-01-02T00:00:00.5Z"]
    );
    assert_eq!(list(format::epoch_seconds), ["0, 86400.5"]);
}

/// RFC 9110 section 5.5: no control characters in a value. The error must not repeat a value that may be secret.
#[test]
fn header_values_with_control_characters_are_errors() {
    for value in ["secret\r\nx: y", "secret\0", "secret\u{7f}"] {
        let errors = [
            RequestBuilder::new("GET").header("X-A", value).unwrap_err(),
            RequestBuilder::new("GET")
                .header_list("X-A", ["ok", value])
                .unwrap_err(),
            RequestBuilder::new("GET")
                .prefix_headers("X-A", &map([("k", value)]))
                .unwrap_err(),
        ];
        for error in errors {
            let text = format!("{error} {error:?}");
            assert!(
                text.contains("X-A") && text.contains("control characters"),
                "{text}"
            );
            assert!(!text.contains("secret"), "{text}");
        }
    }
    assert_eq!(
        header(|r| r.header("X", "tab\tand é").map(drop)),
        ["tab\tand é"]
    );
}

/// `httpPrefixHeaders`: the prefix comes before each key; a header set by `httpHeader` wins, also with an empty prefix.
#[test]
fn prefix_headers_give_way_to_explicit_headers() {
    let request = request(|r| {
        r.path("/").header("Hello", "explicit")?;
        r.prefix_headers(
            "",
            &map([("hello", "lost"), ("other", ""), ("Key", "1"), ("KEY", "2")]),
        )?;
        r.prefix_headers("X-P-", &map([("A", "b")]))?;
        Ok(())
    })
    .unwrap();
    let mut headers: Vec<_> = request.headers().iter().collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            ("hello", "explicit"),
            ("key", "1"),
            ("key", "2"),
            ("other", ""),
            ("x-p-a", "b")
        ],
        "of the two keys that are one header, both are sent"
    );
}

/// `httpPrefixHeaders`: a key that cannot be part of a header's name is an error that does not repeat it.
#[test]
fn prefix_header_keys_must_be_header_names() {
    for key in ["secret key", "sécret", "secret\n"] {
        for (prefix, place) in [("X-P-", "X-P-"), ("", "httpPrefixHeaders")] {
            let mut builder = RequestBuilder::new("GET");
            let text = message(
                builder
                    .prefix_headers(prefix, &map([(key, "v")]))
                    .unwrap_err(),
            );
            assert!(
                text.starts_with(&format!("invalid field in input: {place} ")),
                "{text}"
            );
            assert!(!text.contains("cret"), "{text}");
        }
    }
}

/// What cannot be a URI or a method is an error, not a panic.
#[test]
fn unusable_uris_are_errors() {
    let long = "x".repeat(70_000);
    assert!(request(|r| r.path("/").label("l", &long).map(drop)).is_err());
    assert!(RequestBuilder::new("GET").finish().is_err(), "an empty URI");
    let mut builder = RequestBuilder::new("NO SPACES");
    builder.path("/");
    assert!(builder.finish().is_err());
}

/// A request in the making is logged without what it carries.
#[test]
fn debug_output_holds_no_value() {
    let mut builder = RequestBuilder::new("GET");
    builder
        .path("/")
        .label("l", "secret")
        .unwrap()
        .header("x", "secret")
        .unwrap();
    builder.json_body(b"secret".to_vec());
    assert_eq!(
        format!("{builder:?}"),
        "RequestBuilder { method: \"GET\", .. }"
    );
}
