//! Reading one member of a union out of an object.

use aws_smithy_types::Document;
use codegen_runtime::json::{ReadError, Reader};
use codegen_runtime::union::{Members, UnknownMember};

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(String),
    Unknown(UnknownMember),
}

fn read(text: &str) -> Result<Pet, ReadError> {
    let mut r = Reader::new(text.as_bytes());
    let mut members = Members::new();
    r.begin_object()?;
    while let Some(key) = r.next_key()? {
        let member = match &*key {
            b"cat" => r.member("cat", Reader::string)?.map(Pet::Cat),
            _ => {
                members.unknown(&mut r, &key)?;
                continue;
            }
        };
        members.known(member)?;
    }
    members.finish(Pet::Unknown)
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
