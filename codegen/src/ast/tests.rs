use super::*;
use crate::diagnostics::{Diagnostics, Sources};
use proptest::prelude::*;

fn read(text: &str) -> Result<Node, String> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("a.json", text);
    let node = parse(file, text, &mut diagnostics);
    assert_eq!(node.is_none(), diagnostics.has_errors(), "{text}");
    node.ok_or_else(|| diagnostics.render(&sources, false))
}

/// Writes the tree back: strings by their content, everything else as it was.
fn write(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => n.to_string(),
        Value::String(s) => serde_json::Value::from(&**s).to_string(),
        Value::Array(list) => format!("[{}]", list.iter().map(write).collect::<Vec<_>>().join(",")),
        Value::Object(entries) => {
            let member =
                |e: &Entry| format!("{}:{}", serde_json::Value::from(&*e.key), write(&e.value));
            format!(
                "{{{}}}",
                entries.iter().map(member).collect::<Vec<_>>().join(",")
            )
        }
    }
}

#[test]
fn values_keys_and_spans() {
    let text = "\u{feff} {\"a\\u00e9\\ud83d\\ude00\": [1.50e3, true, null], \"b\": \"x\\ny\"}";
    let node = read(text).expect("JSON");
    assert_eq!(write(&node), r#"{"aé😀":[1.50e3,true,null],"b":"x\ny"}"#);
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    let entries = node.as_object().expect("an object");
    assert_eq!(at(entries[0].key_span), r#""a\u00e9\ud83d\ude00""#);
    assert_eq!(at(entries[0].value.span), "[1.50e3, true, null]");
    assert_eq!(
        at(entries[0].value.as_array().expect("an array")[0].span),
        "1.50e3"
    );
    assert_eq!(at(node.span), &text[4..]);
}

#[test]
fn nothing_beyond_json() {
    for bad in [
        "",
        " ",
        "{",
        "[",
        "]",
        "{]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,,2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "// x\n1",
        "1 // x",
        "/* x */ 1",
        "01",
        "-",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "nul",
        "truefalse",
        "1 2",
        "{} {}",
        "\"a",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\'\"",
        "\"a\tb\"",
        "\"a\nb\"",
        "\u{a0}1",
        "\u{b}1",
        "[1\u{c}]",
        "1\u{feff}",
        "undefined",
        "{1:2}",
        "{null:1}",
        "'a'",
        "\"\\\n\"",
    ] {
        assert!(read(bad).is_err(), "{bad:?} was read");
        assert!(
            serde_json::from_str::<serde_json::Value>(bad).is_err(),
            "{bad:?} is JSON"
        );
    }
}

#[test]
fn depth_is_limited_without_recursion() {
    let nested = |n: usize| format!("{}1{}", "[".repeat(n), "]".repeat(n));
    assert!(read(&nested(MAX_DEPTH)).is_ok());
    assert!(read(&nested(MAX_DEPTH + 1)).is_err());
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let message = read(&open.repeat(100_000)).expect_err("too deep");
        assert!(message.contains("nested too deeply"), "{message}");
    }
    // Brackets in strings do not count.
    assert!(read(&format!("\"{}\"", "[".repeat(1000))).is_ok());
    // Half of what a thread usually has is enough for the deepest value.
    let deepest = format!("{}1{}", "{\"a\":".repeat(MAX_DEPTH), "}".repeat(MAX_DEPTH));
    let thread = std::thread::Builder::new()
        .stack_size(1024 * 1024)
        .spawn(move || read(&deepest).is_ok());
    assert!(thread.expect("a thread").join().expect("no overflow"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// On any text the verdict and the value are those of `serde_json`, but for duplicate keys.
    #[test]
    fn agrees_with_serde_json(pieces in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\udc00\"", "\"", "\\", "0", "1", "-",
        "1.5", "e3", "E-2", ".", "true", "false", "null", " ", "\n", "\t", "\u{b}", "\u{a0}", "é", "/", "/*", "//", "'", "+", "nul",
        "{\"a\":", "{\"b\":[", "]}", "\u{1}", "#",
    ]), 0..14)) {
        let text = pieces.concat();
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match (read(&text), theirs) {
            (Ok(node), Ok(value)) => {
                let again: serde_json::Value = serde_json::from_str(&write(&node)).expect("JSON");
                prop_assert_eq!(again, value);
            }
            (Err(_), Err(_)) => {}
            (Err(message), Ok(_)) => prop_assert!(message.contains("occurs twice"), "{text:?}: {message}"),
            (Ok(node), Err(error)) => prop_assert!(false, "{text:?} was read as {}: {error}", write(&node)),
        }
    }

    #[test]
    fn never_panics(text in "\\PC{0,40}|[\\x00-\\x7f]{0,40}") {
        let _ = read(&text);
    }
}
