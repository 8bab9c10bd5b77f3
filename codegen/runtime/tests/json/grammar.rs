//! Texts at the borders of the grammar, one by one; the verdict on each must be `serde_json`'s.

use super::oracle::{self, read};
use codegen_runtime::json::{Reader, MAX_DEPTH};

#[track_caller]
fn accepted(text: impl AsRef<[u8]>) {
    assert!(oracle::check(text.as_ref()));
}

#[track_caller]
fn refused(text: impl AsRef<[u8]>) {
    assert!(!oracle::check(text.as_ref()));
}

#[test]
fn white_space() {
    accepted(" \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \n");
    for text in [
        "",
        " ",
        "\u{b}1",
        "\u{a0}1",
        "\u{feff}1",
        "1\0",
        "1\u{c}",
        "/**/1",
    ] {
        refused(text);
    }
}

#[test]
fn literals() {
    for text in ["true", "false", "null", "[true,false,null]"] {
        accepted(text);
    }
    for text in [
        "tru",
        "True",
        "truefalse",
        "nul",
        "nulll",
        "fals",
        "NaN",
        "-",
        "Infinity",
        "undefined",
    ] {
        refused(text);
    }
}

#[test]
fn punctuation() {
    for text in [
        "[]",
        "{}",
        "[[],{}]",
        "{\"\":{\"\":[]}}",
        "{\"a\":1,\"a\":2}",
    ] {
        accepted(text);
    }
    for text in [
        "[",
        "]",
        "{",
        "}",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[,]",
        "[1 2]",
        "[1,,2]",
        "[1}",
        "{]",
        "[}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{null:1}",
        "{\"a\":1]",
        "[\"a\":1]",
        "{\"a\",1}",
        "[]]",
        "{}}",
        "[] []",
        "1 2",
        "1,",
        ":",
        ",",
        "{\"a\"::1}",
        "[{\"a\":1},]",
        "{\"a\":[1}",
        "{\"a\":1,\"b\"",
    ] {
        refused(text);
    }
}

#[test]
fn numbers() {
    for text in [
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "0.0",
        "-0.0",
        "0e0",
        "0E+0",
        "1e5",
        "1E-5",
        "1.5e+10",
        "123456789012345678",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e308",
        "5e-324",
        "1e-400",
        "0e99999999999999999999",
        "0.000000000000000000000000000000000000001",
        "123456789012345678901234567890.123456789e-20",
    ] {
        accepted(text);
        accepted(format!("[{text}]"));
        accepted(format!("{{\"n\":{text} }}"));
    }
    for text in [
        "00", "01", "-01", "-", "+1", ".5", "1.", "1.e5", "-.5", "1e", "1e+", "1E-", "1.5e", "--1",
        "0x10", "1_000", "1e5.5", "- 1", "1 .5", "1f", "00.5", "-00",
    ] {
        refused(text);
        refused(format!("[{text}]"));
    }
}

#[test]
fn strings() {
    for text in [
        r#""""#,
        r#""a""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\u0041\u00e9\u20ac\uD834\uDD1E""#,
        r#""\ud834\udd1e""#,
        "\"\u{7f}\u{80}\u{2028}\u{10ffff}\"",
        r#""\u0000""#,
        r#"{"\u0061":"\u0061"}"#,
        r#""\uFFFF\uFFFE""#,
    ] {
        accepted(text);
    }
    for text in [
        r#"""#,
        r#""a"#,
        r#""\"#,
        r#""\""#,
        r#""\a""#,
        r#""\u""#,
        r#""\u1""#,
        r#""\u123""#,
        r#""\u12g4""#,
        r#""\U0041""#,
        r#""\u+123""#,
        r#""\ud834""#,
        r#""\ud834\n""#,
        r#""\ud834x""#,
        r#""\ud834\u0041""#,
        r#""\ud834\ud834""#,
        r#""\udd1e""#,
        r#""\udd1e\ud834""#,
        r#""\ud834\udd1""#,
        r#""\ud834\"#,
        r#""\x41""#,
        "'a'",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\0\"",
        "\"\u{1f}\"",
        "\"\\\n\"",
        "\"\\\u{e9}\"",
        "\"\\u00\u{e9}9\"",
    ] {
        refused(text);
        refused(format!("{{{text}:1}}"));
    }
}

/// A special byte at every position of the blocks that the scanner looks at.
#[test]
fn strings_of_every_length() {
    for length in 0..40 {
        let plain = "x".repeat(length);
        accepted(format!("\"{plain}\""));
        refused(format!("\"{plain}"));
        for at in 0..=length {
            let (before, after) = plain.split_at(at);
            for escape in [
                "\\n", "\\\"", "\\\\", "\\u20ac", "\u{e9}", "\u{20}", "\u{7f}", "\u{a0}",
            ] {
                accepted(format!("\"{before}{escape}{after}\""));
            }
            for stray in ["\u{1}", "\u{1f}", "\n", "\\", "\""] {
                refused(format!("\"{before}{stray}{after}x\""));
            }
        }
    }
}

#[test]
fn invalid_utf8() {
    for bytes in [
        b"\"\xff\"" as &[u8],
        b"\"\x80\"",
        b"\"\xc3\"",
        b"\"\xc0\xaf\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xf4\x90\x80\x80\"",
        b"\"\xe2\x82\"",
        b"{\"\xff\":1}",
        b"[1,\xff]",
        b"1\xff",
        b"\xff",
        b"\xef\xbb\xbf1",
    ] {
        refused(bytes);
    }
    let error = read(b"[\"abc\xff\"]", Reader::skip_value).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read the JSON: expected the end of a string, found bytes that are not UTF-8, at byte 5"
    );
    let error = read(b"1 \xff", Reader::long).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read the JSON: expected the end of the input, found bytes that are not UTF-8, at byte 2"
    );
}

/// The boundary of depth is that of serde_json, whether the innermost is empty or holds a scalar.
#[test]
fn depth() {
    let max = MAX_DEPTH as usize;
    for inner in ["", "1"] {
        let nested = |depth: usize| format!("{}{inner}{}", "[".repeat(depth), "]".repeat(depth));
        accepted(nested(max));
        refused(nested(max + 1));
    }
    let nested = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    accepted(nested(max));
    refused(nested(max + 1));
    let side_by_side = format!("[{}1]", "[[]],".repeat(1000));
    accepted(side_by_side);
}

/// The skipped value counts from where it is.
#[test]
fn depth_of_a_skipped_value() {
    let skip_inside = |depth: usize| {
        let text = format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        read(text.as_bytes(), |reader| {
            reader.structure(&[], &mut |_, _| Ok(()))
        })
    };
    skip_inside(MAX_DEPTH as usize - 1).unwrap();
    let error = skip_inside(MAX_DEPTH as usize).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read the JSON: more than 127 objects and arrays are nested, at byte 131"
    );
}

/// Objects are left again, also those read as structures: any number may come side by side.
#[test]
fn depth_of_structures_side_by_side() {
    let structure = |r: &mut Reader<'_>| r.structure(&["a"], &mut |r, _| r.skip_value());
    for one in ["{}", "{\"a\":1}", "{ \"b\" : 1 }"] {
        let text = format!("[{}{one}]", format!("{one},").repeat(300));
        assert_eq!(
            read(text.as_bytes(), |r| r.list(structure)).unwrap().len(),
            301
        );
    }
}

/// No recursion with the input: a thread with a small stack survives any depth.
#[test]
fn deep_input_needs_no_stack() {
    let run = || {
        for open in ["[", "{\"a\":", "[{\"a\":"] {
            let text = open.repeat(100_000);
            assert!(read(text.as_bytes(), Reader::skip_value).is_err());
            assert!(read(text.as_bytes(), Reader::document).is_err());
        }
    };
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    thread.spawn(run).unwrap().join().unwrap();
}

/// Every deviation from serde_json there is: numbers that no f64 holds are judged by their grammar alone, unless their
/// value is asked for.
#[test]
fn deviations_from_serde_json() {
    for text in [
        "1e309",
        "-1e309",
        "[1e999999999999999999999]",
        "{\"a\":2e308}",
    ] {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err());
        read(text.as_bytes(), Reader::skip_value).unwrap();
        read(text.as_bytes(), Reader::document).unwrap_err();
    }
    let long = format!("1{}", "0".repeat(400));
    assert!(serde_json::from_str::<serde_json::Value>(&long).is_err());
    read(long.as_bytes(), Reader::skip_value).unwrap();
    assert_eq!(
        read(long.as_bytes(), Reader::big_integer).unwrap().as_ref(),
        long
    );
}

/// Time linear in the input, also where the grammar invites more: this would take minutes if it were quadratic.
#[test]
fn long_inputs() {
    let escapes = format!("\"{}\"", "\\n\\u00e9".repeat(200_000));
    assert_eq!(
        read(escapes.as_bytes(), Reader::string)
            .unwrap()
            .chars()
            .count(),
        400_000
    );
    let digits = format!("-{}.{}e5", "9".repeat(500_000), "9".repeat(500_000));
    read(digits.as_bytes(), Reader::skip_value).unwrap();
    read(digits.as_bytes(), Reader::big_decimal).unwrap();
    read(digits.as_bytes(), Reader::long).unwrap_err();
    let zeros = format!("0.{}1", "0".repeat(1_000_000));
    assert_eq!(read(zeros.as_bytes(), Reader::double).unwrap(), 0.0);
    read(zeros.as_bytes(), Reader::epoch_seconds).unwrap();
    let quotes = format!("[{}1]", "\"\\\\\",".repeat(300_000));
    read(quotes.as_bytes(), Reader::skip_value).unwrap();
}
