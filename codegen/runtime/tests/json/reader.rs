//! Containers, members and the errors' paths.

use super::oracle::read;
use codegen_runtime::json::{ReadError, Reader};
use std::collections::HashMap;

#[derive(Debug, Default, PartialEq)]
struct Service {
    name: Option<String>,
    created_at: Option<i64>,
    tags: Option<HashMap<String, String>>,
    counts: Option<HashMap<String, Option<i32>>>,
    inner: Option<Vec<Service>>,
}

fn service(r: &mut Reader<'_>) -> Result<Service, ReadError> {
    let mut service = Service::default();
    r.structure(
        &["name", "createdAt", "tags", "counts", "inner"],
        &mut |r, member| match member {
            0 => r.member(&mut service.name, Reader::string),
            1 => r.member(&mut service.created_at, Reader::long),
            2 => r.member(&mut service.tags, |r| r.map(Reader::string)),
            3 => r.member(&mut service.counts, |r| r.sparse_map(Reader::integer)),
            _ => r.member(&mut service.inner, |r| r.list(service_with_name)),
        },
    )?;
    Ok(service)
}

fn service_with_name(r: &mut Reader<'_>) -> Result<Service, ReadError> {
    let service = service(r)?;
    match service.name {
        Some(_) => Ok(service),
        None => Err(ReadError::missing_member("name")),
    }
}

#[track_caller]
fn error(text: &str) -> String {
    read(text.as_bytes(), service).unwrap_err().to_string()
}

#[test]
fn members_in_any_order_with_unknown_ones() {
    let text = r#" { "createdAt" : 7 , "x" : [ { "name" : 1 } , "}" ] , "n\u0061me" : "a\tb" ,
        "tags" : { "k" : "v" , "\u006b2" : "" } , "counts" : { "a" : null , "b" : 2 } , "inner" : [ ] } "#;
    let expected = Service {
        name: Some("a\tb".into()),
        created_at: Some(7),
        tags: Some([("k".into(), "v".into()), ("k2".into(), "".into())].into()),
        counts: Some([("a".into(), None), ("b".into(), Some(2))].into()),
        inner: Some(vec![]),
    };
    assert_eq!(read(text.as_bytes(), service).unwrap(), expected);
}

#[test]
fn null_members_are_absent_and_the_last_of_a_name_counts() {
    let text = r#"{"name":null,"tags":null,"inner":null,"counts":null,"createdAt":null}"#;
    assert_eq!(read(text.as_bytes(), service).unwrap(), Service::default());
    let text = r#"{"createdAt":1,"name":"a","createdAt":null}"#;
    let last = read(text.as_bytes(), service).unwrap();
    assert_eq!((last.created_at, last.name), (None, Some("a".into())));
    let text = r#"{"createdAt":1,"createdAt":2,"tags":{"a":"1","a":"2"}}"#;
    let service = read(text.as_bytes(), service).unwrap();
    assert_eq!(service.created_at, Some(2));
    assert_eq!(service.tags.unwrap()["a"], "2");
}

#[test]
fn keys_show_their_text() {
    let text = br#"{"a":1,"\u00e9\n":2,"":3}"#;
    let entries: HashMap<String, i32> = read(text, |r| r.map(Reader::integer)).unwrap();
    let expected = [("a", 1), ("\u{e9}\n", 2), ("", 3)];
    assert_eq!(entries, expected.map(|(k, v)| (k.to_owned(), v)).into());
}

#[test]
fn errors_name_path_and_byte() {
    assert_eq!(
        error(r#"{"inner":[{"name":"a"},{"name":"b","createdAt":"soon"}]}"#),
        "cannot read the JSON: expected an integer, found a string, in `inner[1].createdAt`, at byte 47"
    );
    assert_eq!(
        error(r#"{"inner":[{"name":"a","inner":[{"name":[]}]}]}"#),
        "cannot read the JSON: expected a string, found an array, in `inner[0].inner[0].name`, at byte 39"
    );
    assert_eq!(
        error(r#"{"tags":{"secret key":"v","other":{}}}"#),
        "cannot read the JSON: expected a string, found an object, in `tags{1}`, at byte 34"
    );
    assert_eq!(
        error(r#"{"inner":[{"createdAt":1}]}"#),
        "cannot read the JSON: the required member `name` is missing, in `inner[0]`, at byte 25"
    );
    assert_eq!(
        error("[]"),
        "cannot read the JSON: expected an object, found an array, at byte 0"
    );
    assert_eq!(
        error(""),
        "cannot read the JSON: expected an object, found the end of the input, at byte 0"
    );
    assert_eq!(
        error("{} x"),
        "cannot read the JSON: expected the end of the input, found a character that is not JSON, at byte 3"
    );
    assert_eq!(
        error(r#"{"name":nil}"#),
        "cannot read the JSON: a misspelled literal, in `name`, at byte 8"
    );
}

#[test]
fn errors_have_parts() {
    let error = read(br#"{"inner":[{}]}"#, service).unwrap_err();
    assert_eq!(error.path(), "inner[0]");
    assert_eq!(error.offset(), Some(12));
    let error = read(b"{}", service_with_name).unwrap_err();
    assert_eq!(error.path(), "");
    assert_eq!(error.offset(), None);
    assert_eq!(
        error.in_member("service").to_string(),
        "cannot read the JSON: the required member `name` is missing, in `service`"
    );
}

#[test]
fn nulls_in_dense_collections_are_errors() {
    let list = read(b"[\"a\",null]", |r| r.list(Reader::string)).unwrap_err();
    assert_eq!(
        list.to_string(),
        "cannot read the JSON: expected a string, found null, in `[1]`, at byte 5"
    );
    let map = read(b"{\"a\":null}", |r| r.map::<String, _>(Reader::string)).unwrap_err();
    assert_eq!(
        map.to_string(),
        "cannot read the JSON: expected a string, found null, in `{0}`, at byte 5"
    );
}

#[test]
fn sparse_collections_keep_nulls() {
    let list = read(b"[null,2,null]", |r| r.sparse_list(Reader::short)).unwrap();
    assert_eq!(list, [None, Some(2), None]);
    let nested = read(b"[null,[null,[]]]", |r| {
        r.sparse_list(|r| r.sparse_list(|r| r.list(Reader::boolean)))
    });
    assert_eq!(nested.unwrap(), [None, Some(vec![None, Some(vec![])])]);
    let map = read(b"{\"x\":null}", |r| r.sparse_map(Reader::boolean)).unwrap();
    assert_eq!(map, HashMap::from([("x".to_owned(), None)]));
}

#[test]
fn null_is_a_value_for_documents() {
    use aws_smithy_types::Document;
    let text = br#"{"d":null}"#;
    let one = |r: &mut Reader<'_>| {
        let mut value = None;
        r.structure(&["d"], &mut |r, _| {
            r.member_or_null(&mut value, Reader::document)
        })?;
        Ok(value)
    };
    assert_eq!(read(text, one).unwrap(), Some(Document::Null));
    assert_eq!(
        read(br#"{"d":[1,{"secret":x}]}"#, one).unwrap_err().to_string(),
        "cannot read the JSON: expected a value, found a character that is not JSON, in `d[1]{0}`, at byte 18"
    );
}

/// Wrong content of each kind at each place: neither form of the error shows any of it.
#[test]
fn errors_show_no_content() {
    let secrets = [
        r#"{"name":"hunter2" "#,
        r#"{"name":{"hunter2":"hunter2"}}"#,
        r#"{"createdAt":"hunter2"}"#,
        r#"{"createdAt":42424242424242424242}"#,
        r#"{"createdAt":42424242.42424242}"#,
        r#"{"tags":{"hunter2":4242}}"#,
        r#"{"hunter2":hunter2}"#,
        r#"{"name":"hunter2\q"}"#,
        "{\"name\":\"hunter2\n\"}",
        r#"{"createdAt":4242x}"#,
        r#"{"createdAt":04242}"#,
        r#"{"tags":{"hunter2":"hunter2","hunter2":tunter2}}"#,
    ];
    for text in secrets {
        let error = read(text.as_bytes(), service).unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert!(!shown.contains("4242"), "{shown}");
    }
    fn quiet<'a, T>(text: &'a str, by: fn(&mut Reader<'a>) -> Result<T, ReadError>) {
        let error = read(text.as_bytes(), by).err().expect("an error");
        assert!(
            !format!("{error} {error:?}").contains("hunter"),
            "{error:?}"
        );
    }
    quiet("\"hunter2\"", Reader::date_time);
    quiet("\"hunter2\"", Reader::http_date);
    quiet("\"hunter2\"", Reader::epoch_seconds);
    quiet("\"hunter2!\"", Reader::blob);
    quiet("\"hunter2\"", Reader::double);
    quiet("\"hunter2", |r| r.document());
}

/// Calls in an order that no generated code has end in errors, not in panics.
#[test]
fn misuse_does_not_panic() {
    let mut reader = Reader::new(b"}]}]");
    assert!(reader.structure(&["a"], &mut |_, _| Ok(())).is_err());
    assert!(reader.list(Reader::string).is_err());
    assert!(reader.skip_value().is_err());
    assert!(reader.finish().is_err());
    // A member whose value nobody reads, and one that is read twice.
    let mut reader = Reader::new(br#"{"a":1}"#);
    assert!(reader.structure(&["a"], &mut |_, _| Ok(())).is_err());
    let mut reader = Reader::new(br#"{"a":1}"#);
    let twice = reader.structure(&["a"], &mut |r, _| {
        r.skip_value()?;
        r.skip_value()
    });
    assert!(twice.is_err());
}
