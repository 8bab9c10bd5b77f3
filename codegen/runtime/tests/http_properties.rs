//! Properties of the HTTP bindings: what is written can be read back, by this code and by that of others, and nothing
//! that is received panics.

use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use codegen_runtime::http::format::{self, FormatTimestamp};
use codegen_runtime::http::response::{self, Read};
use codegen_runtime::http::RequestBuilder;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use std::collections::HashMap;

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// The headers of a request that holds what `build` adds.
fn sent(build: impl FnOnce(&mut RequestBuilder)) -> Headers {
    let mut builder = RequestBuilder::new("GET");
    build(builder.path("/"));
    builder.finish().unwrap().headers().clone()
}

/// Text that a header can hold.
fn header_text() -> impl Strategy<Value = String> {
    prop_oneof![
        r#"[ -~\t]{0,12}"#,
        r#"[,"\\() a\t]{0,6}"#,
        r"[^\x00-\x08\x0A-\x1F\x7F]{0,6}"
    ]
}

/// Seconds from the year 1 to 9999, the years that all formats can express.
fn seconds() -> impl Strategy<Value = i64> {
    -62_135_596_800..=253_402_300_799_i64
}

proptest! {
    #[test]
    fn labels_decode_to_their_value(value in any::<String>()) {
        prop_assume!(!matches!(value.as_str(), "" | "." | ".."));
        let mut builder = RequestBuilder::new("GET");
        builder.path("/").label("l", &value).unwrap();
        let uri = builder.finish().unwrap().uri().to_owned();
        let oracle = aws_smithy_http::label::fmt_string(
            &value,
            aws_smithy_http::label::EncodingStrategy::Default,
        );
        prop_assert_eq!(&uri[1..], oracle);
        prop_assert!(!uri[1..].contains(['/', '?', '#', '&', '+']));
        prop_assert_eq!(decoded(&uri[1..]), value);
    }

    #[test]
    fn greedy_labels_keep_their_segments(value in "(.|/){1,20}") {
        let mut builder = RequestBuilder::new("GET");
        builder.path("/").greedy_label("l", &value).unwrap();
        let uri = builder.finish().unwrap().uri().to_owned();
        let oracle = aws_smithy_http::label::fmt_string(
            &value,
            aws_smithy_http::label::EncodingStrategy::Greedy,
        );
        prop_assert_eq!(&uri[1..], oracle);
        let segments: Vec<_> = uri[1..].split('/').map(decoded).collect();
        prop_assert_eq!(segments, value.split('/').collect::<Vec<_>>());
    }

    #[test]
    fn query_maps_decode_to_their_entries(
        map in prop::collection::hash_map(".{0,8}", prop::collection::vec(".{0,8}", 0..4), 0..6),
    ) {
        let mut builder = RequestBuilder::new("GET");
        builder.path("/").query_list_map(&map);
        let request = builder.finish().unwrap();
        let mut read = HashMap::<String, Vec<String>>::new();
        if let Some((_, query)) = request.uri().split_once('?') {
            for pair in query.split('&') {
                let (name, value) = pair.split_once('=').unwrap();
                read.entry(decoded(name)).or_default().push(decoded(value));
            }
        }
        let mut expected = map;
        expected.retain(|_, items| !items.is_empty());
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn string_lists_survive_a_header(items in prop::collection::vec(header_text(), 1..5)) {
        let headers = sent(|r| _ = r.header_list("x", &items).unwrap());
        prop_assert_eq!(response::string_list(&headers, "x"), Ok(Some(items)));
    }

    #[test]
    fn prefix_headers_survive(map in prop::collection::hash_map("[a-z0-9-]{1,8}", "[!-~]{0,8}", 0..4)) {
        let headers = sent(|r| _ = r.prefix_headers("X-Meta-", &map).unwrap());
        prop_assert_eq!(response::prefix_headers(&headers, "x-meta-"), Ok(Some(map)));
    }

    #[test]
    fn numbers_survive(
        long in any::<i64>(),
        float in any::<f32>().prop_filter("equal to itself", |f| !f.is_nan()),
        double in any::<f64>().prop_filter("equal to itself", |f| !f.is_nan()),
    ) {
        let headers = sent(|r| {
            r.header("l", &format::number(long)).unwrap();
            r.header("f", &format::number(float)).unwrap();
            r.header("d", &format::number(double)).unwrap();
        });
        prop_assert_eq!(response::integer(&headers, "l"), Ok(Some(long)));
        prop_assert_eq!(response::float(&headers, "f"), Ok(Some(float)));
        prop_assert_eq!(response::double(&headers, "d"), Ok(Some(double)));
    }

    #[test]
    fn timestamps_survive(times in prop::collection::vec((seconds(), 0..1_000_000_000_u32), 1..4)) {
        // What remains of a fraction of a second: `http-date` has none, `date-time` microseconds, `epoch-seconds` all.
        type ReadList = fn(&Headers, &'static str) -> Read<Vec<DateTime>>;
        let formats: [(FormatTimestamp, ReadList, u32); 3] = [
            (format::http_date, response::http_date_list, 1_000_000_000),
            (format::date_time, response::date_time_list, 1_000),
            (format::epoch_seconds, response::epoch_seconds_list, 1),
        ];
        for (write, read, unit) in formats {
            let times: Vec<_> = times
                .iter()
                .map(|(secs, nanos)| DateTime::from_secs_and_nanos(*secs, nanos / unit * unit))
                .collect();
            let headers = sent(|r| _ = r.header_timestamps("x", &times, write).unwrap());
            prop_assert_eq!(read(&headers, "x"), Ok(Some(times)));
        }
    }

    #[test]
    fn no_header_panics(value in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        r#"[,"\\ a0-9:.TZGM+-]{0,40}"#.prop_map(String::into_bytes),
    ]) {
        let Ok(value) = http::HeaderValue::from_bytes(&value) else { return Ok(()); };
        let mut map = http::HeaderMap::new();
        map.insert("x", value);
        let headers = Headers::try_from(map).unwrap();
        let _ = response::string(&headers, "x");
        let _ = response::string_list(&headers, "x");
        let _ = response::integer_list::<i32>(&headers, "x");
        let _ = response::double(&headers, "x");
        let _ = response::big_decimal_list(&headers, "x");
        let _ = response::media_type_string(&headers, "x");
        let _ = response::http_date_list(&headers, "x");
        let _ = response::date_time_list(&headers, "x");
        let _ = response::epoch_seconds_list(&headers, "x");
        let _ = response::prefix_headers::<String, String>(&headers, "");
    }

    #[test]
    fn no_member_panics(text in any::<String>(), secs in any::<i64>(), nanos in 0..1_000_000_000_u32) {
        let mut builder = RequestBuilder::new("GET");
        builder.path("/");
        let _ = builder.header("x", &text);
        let _ = builder.header_list("x", [&text, "a"]);
        let _ = builder.prefix_headers("", &HashMap::from([(&text, &text)]));
        let time = DateTime::from_secs_and_nanos(secs, nanos);
        for format in [format::http_date, format::date_time, format::epoch_seconds] {
            let _ = format("at", &time);
        }
        prop_assert!(builder.finish().is_ok());
    }
}
