//! Structures: whatever short way the reader takes to find a member, it must find the same one.

use super::oracle::read;
use codegen_runtime::json::ReadError;
use proptest::prelude::*;

/// The members that a text has by `names`, in the order in which they are read.
fn visited(text: &str, names: &'static [&'static str]) -> Result<Vec<(usize, i64)>, ReadError> {
    let mut members = Vec::new();
    read(text.as_bytes(), |r| {
        r.structure(names, &mut |r, index| {
            members.push((index, r.long()?));
            Ok(())
        })
    })?;
    Ok(members)
}

fn leaked(name: String) -> &'static [&'static str] {
    Box::leak(Box::new([&*Box::leak(name.into_boxed_str())]))
}

/// One byte more, less or other is another name, at any place of names of any length.
#[test]
fn names_are_compared_as_a_whole() {
    for length in 0..40 {
        let name: String = ('a'..='z').cycle().take(length).collect();
        let names = leaked(name.clone());
        let found = |name: &str| {
            !visited(&format!("{{\"{name}\":1}}"), names)
                .unwrap()
                .is_empty()
        };
        assert!(found(&name));
        assert!(!found(&format!("{name}a")) && !found(&format!("A{name}")));
        for at in 0..length {
            let mut other = name.clone();
            other.replace_range(at..=at, "A");
            assert!(!found(&other), "{other} for {name}");
            other.remove(at);
            assert!(!found(&other), "{other} for {name}");
        }
    }
}

/// A name in the model that a string cannot hold as it is; the table spells it as in JSON.
#[test]
fn names_with_escapes() {
    const NAMES: &[&str] = &["a\\\"b", "c\\\\", "\\n", "\u{e9}"];
    let text =
        r#"{"a\"b":1,"c\\":2,"\n":3,"é":4,"\u0061\u0022b":5,"\u000a":6,"\u00e9":7,"a":8,"n":9}"#;
    let expected = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 5), (2, 6), (3, 7)];
    assert_eq!(visited(text, NAMES).unwrap(), expected);
    assert!(visited(r#"{"a"b":1}"#, NAMES).is_err());
    assert!(visited("{\"\n\":1}", NAMES).is_err());
}

/// A name whose text looks as another is spelled.
#[test]
fn names_that_look_like_spellings_of_others() {
    const NAMES: &[&str] = &["\\\"", "\\n", "c\\\\"];
    let text = r#"{"\\\"":1,"\\n":2,"c\\\\":3}"#;
    assert_eq!(visited(text, NAMES).unwrap(), []);
    assert_eq!(
        visited(r#"{"\"":1,"\n":2}"#, NAMES).unwrap(),
        [(0, 1), (1, 2)]
    );
}

#[test]
fn malformed_objects() {
    const NAMES: &[&str] = &["a", "b"];
    for (text, error) in [
        (
            "{",
            "expected a member's name or `}`, found the end of the input, at byte 1",
        ),
        (
            "{,\"a\":1}",
            "expected a member's name or `}`, found misplaced punctuation, at byte 1",
        ),
        (
            "{\"a\":1,}",
            "expected a member's name, found misplaced punctuation, at byte 7",
        ),
        (
            "{\"a\":1,,\"b\":2}",
            "expected a member's name, found misplaced punctuation, at byte 7",
        ),
        (
            "{\"a\":1 \"b\":2}",
            "expected `,` or `}`, found a string, at byte 7",
        ),
        (
            "{\"a\":1{\"b\":2}",
            "expected `,` or `}`, found an object, at byte 6",
        ),
        (
            "{{\"a\":1}",
            "expected a member's name or `}`, found an object, at byte 1",
        ),
        ("{\"a\" 1}", "expected `:`, found a number, at byte 5"),
        (
            "{\"a\"",
            "expected `:`, found the end of the input, at byte 4",
        ),
        (
            "{\"a",
            "expected the end of a string, found the end of the input, at byte 3",
        ),
        (
            "{\"a\":1",
            "expected `,` or `}`, found the end of the input, at byte 6",
        ),
        (
            "{\"a\":1]",
            "expected `,` or `}`, found misplaced punctuation, at byte 6",
        ),
        (
            "{\"a\":x}",
            "expected an integer, found a character that is not JSON, in `a`, at byte 5",
        ),
        (
            "{\"c\":x}",
            "expected a value, found a character that is not JSON, at byte 5",
        ),
        (
            "{\"c\\q\":1}",
            "a string has an invalid escape sequence, at byte 3",
        ),
    ] {
        let found = visited(text, NAMES).unwrap_err().to_string();
        assert_eq!(found, format!("cannot read the JSON: {error}"), "{text}");
    }
}

const NAMES: [&str; 6] = [
    "id",
    "name",
    "nextToken",
    "privateConnectionName",
    "names",
    "accessibleResources",
];

/// White space, mostly none.
fn space() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just(""), 1 => Just(" "), 1 => Just("\n\t ")]
}

/// A name and how it is spelled.
fn name() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![
        6 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => "[a-z]{0,9}",
    ];
    let escaped = prop_oneof![6 => Just(None), 1 => (0..20usize).prop_map(Some)];
    (name, escaped).prop_map(|(name, escaped)| {
        let spelled = name.char_indices().map(|(at, c)| match escaped {
            Some(escaped) if at == escaped => format!("\\u{:04x}", c as u32),
            _ => c.to_string(),
        });
        let spelled = spelled.collect();
        (name, spelled)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn members_in_any_order_and_form(
        members in prop::collection::vec((name(), prop::array::uniform4(space())), 0..9),
        sorted in any::<bool>(),
    ) {
        let mut members = members;
        if sorted {
            members.sort_by_key(|((name, _), _)| NAMES.iter().position(|known| known == name));
        }
        let parts: Vec<String> = members
            .iter()
            .enumerate()
            .map(|(value, ((_, spelled), [a, b, c, d]))| format!("{a}\"{spelled}\"{b}:{c}{value}{d}"))
            .collect();
        let text = format!("{{{}}}", parts.join(","));
        let expected: Vec<_> = members
            .iter()
            .enumerate()
            .filter_map(|(value, ((name, _), _))| {
                let index = NAMES.iter().position(|known| known == name)?;
                Some((index, value as i64))
            })
            .collect();
        prop_assert_eq!(visited(&text, &NAMES).unwrap(), expected, "{}", text);
    }
}
