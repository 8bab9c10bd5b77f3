//! Reading one member of a union out of an object.

use aws_smithy_types::Document;
use codegen_runtime::json::{ReadError, Reader};
use codegen_runtime::union::{self, UnknownMember};

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(String),
    Unknown(UnknownMember),
}

fn read(text: &str) -> Result<Pet, ReadError> {
    let known = |r: &mut Reader<'_>, _| Reader::string(r).map(Pet::Cat);
    union::read(
        &mut Reader::new(text.as_bytes()),
        &["cat"],
        known,
        Pet::Unknown,
    )
}

#[test]
fn one_member_is_the_value_whatever_else_is_null_or_unknown() {
    for text in [
        r#"{"cat":"Tom"}"#,
        r#"{"dog":null,"cat":"Tom"}"#,
        r#"{"__type":"Pet","cat":"Tom"}"#,
        r#"{"dog":{"name":"Rex"},"cat":"Tom"}"#,
        r#"{"cat":"Tom","dog":{"name":"Rex"}}"#,
    ] {
        assert_eq!(read(text).unwrap(), Pet::Cat("Tom".to_owned()), "{text}");
    }
}

#[test]
fn an_unknown_member_is_kept_and_not_shown() {
    let Pet::Unknown(member) = read(r#"{"dog":{"name":"Rex"}}"#).unwrap() else {
        panic!("unknown")
    };
    assert_eq!(member.tag(), "dog");
    assert!(
        matches!(member.value(), Document::Object(o) if o["name"] == Document::String("Rex".into()))
    );
    assert!(!format!("{member:?}").contains("Rex"));
}

#[test]
fn errors_name_the_member() {
    for (text, error) in [
        (
            r#"{"dog":1,"cat":2}"#,
            "expected a string, found a number, in `cat`, at byte 15",
        ),
        (
            r#"{"cat":nil}"#,
            "a misspelled literal, in `cat`, at byte 7",
        ),
        (
            r#"{"cat":"Tom"]"#,
            "expected `,` or `}`, found misplaced punctuation, at byte 12",
        ),
    ] {
        let found = read(text).unwrap_err().to_string();
        assert_eq!(found, format!("cannot read the JSON: {error}"));
    }
}

#[test]
fn none_or_two_are_errors() {
    for text in [
        "{}",
        r#"{"cat":null}"#,
        r#"{"__type":"Pet"}"#,
        r#"{"cat":"Tom","cat":"Tim"}"#,
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
