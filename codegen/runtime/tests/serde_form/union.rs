//! Unions and enums: one member, its tag, and what this version of the crate does not know.

use crate::runtime::union::UnknownMember;
use crate::types::{Material, Part};
use aws_smithy_types::{Document, Number};
use serde_json::{from_str, json, to_value};

#[test]
fn a_union_is_an_object_of_its_member() {
    for (value, form) in [
        (Part::Lid("round".to_owned()), json!({ "lid": "round" })),
        (Part::Spout(2), json!({ "spout": 2 })),
        (Part::Handle, json!({ "handle": {} })),
    ] {
        assert_eq!(to_value(&value).unwrap(), form);
        assert_eq!(serde_json::from_value::<Part>(form).unwrap(), value);
    }
}

#[test]
fn an_unknown_member_keeps_its_tag_and_value() {
    let text = r#"{"whistle":{"tones":[1,-2,0.5,null,true,"do"]}}"#;
    let value: Part = from_str(text).unwrap();
    let Part::Unknown(member) = &value else {
        panic!("{value:?}");
    };
    assert_eq!(member.tag(), "whistle");
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
}

#[test]
fn a_known_and_an_unknown_member_give_the_known_one() {
    for text in [
        r#"{"lid":"round","whistle":1}"#,
        r#"{"whistle":1,"lid":"round"}"#,
        r#"{"__type":"Part","lid":"round","spout":null}"#,
    ] {
        assert_eq!(
            from_str::<Part>(text).unwrap(),
            Part::Lid("round".to_owned()),
            "{text}"
        );
    }
    let first = UnknownMember::new("b", Document::Number(Number::PosInt(1)));
    assert_eq!(
        from_str::<Part>(r#"{"a":null,"__type":"x","b":1,"c":2}"#).unwrap(),
        Part::Unknown(first)
    );
}

#[test]
fn two_members_and_none_are_errors() {
    for (text, message) in [
        (
            r#"{"lid":"round","spout":1}"#,
            "a union has more than one member",
        ),
        (
            r#"{"lid":"a","lid":"b"}"#,
            "a union has more than one member",
        ),
        ("{}", "a union has no member"),
        (
            r#"{"lid":null,"x":null,"__type":"x"}"#,
            "a union has no member",
        ),
        ("\"lid\"", "invalid type: a string, expected the union Part"),
    ] {
        let error = from_str::<Part>(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text}: {error}");
    }
}

#[test]
fn enums_keep_values_that_are_not_known() {
    assert_eq!(from_str::<Material>("\"steel\"").unwrap(), Material::Steel);
    let glass: Material = from_str("\"glass\"").unwrap();
    assert_eq!(glass, Material::Unknown("glass".to_owned()));
    assert_eq!(serde_json::to_string(&glass).unwrap(), "\"glass\"");
}
