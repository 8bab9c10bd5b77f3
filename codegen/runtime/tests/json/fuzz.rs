//! A fuzzer for every run of the tests: a deterministic mutator of valid texts, each case held against `serde_json`.
//!
//! `JSON_FUZZ_CASES` sets the number of cases (200,000 by default) and `JSON_FUZZ_SEED` the seed; a failure names the
//! text that shows it. With a coverage-guided fuzzer at hand use `codegen/runtime/fuzz`, whose target is the same check.

use super::oracle;
use fastrand::Rng;

const SEEDS: &[&str] = &[
    r#"{"services":[{"serviceId":"s-1","serviceType":"github","tags":{"a":"b"},"createdAt":"2026-01-02T03:04:05.678Z"}],"nextToken":null}"#,
    r#"[0,-0,1,-1,1.5,1e5,1E-5,9223372036854775807,-9223372036854775808,18446744073709551616,0.1e-2]"#,
    r#"["","a","\"\\\/\b\f\n\r\t","\u0041\u00e9\ud834\udd1e","aaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaa"]"#,
    "[\"\u{e9}\u{20ac}\u{1f600}\",\"\u{7f}\u{80}\u{2028}\"]",
    " { \"a\" : [ { } , [ ] , true , false , null ] ,\t\"b\"\r\n: \"x\" } ",
    r#"{"a":{"b":{"c":{"d":[[[[{"e":[]}]]]]}}},"\u0061":1,"a":2}"#,
    "true",
    "null",
    "\"text\"",
    "-12.75e+3",
    "12345678901234567890",
    "\"aGVsbG8=\"",
    "\"NaN\"",
    "1760000000.125",
    "\"2019-12-16T22:48:18.123+01:00\"",
    "\"Mon, 16 Dec 2019 23:48:18 GMT\"",
    r#"{"x":null,"y":true}"#,
    r#"{"nextToken":1,"e":null,"b":2,"a":3,"serviceId":"x","services":[],"\"":4,"y":5,"":6}"#,
    r#"{ "b" : 1 , "serviceI\u0064" : 2 , "e":{"a":3},"serviceIx":4,"\u0022":5 }"#,
];

const FRAGMENTS: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\n",
    b"\0",
    b"\x1f",
    b"\x7f",
    b"\x80",
    b"\xff",
    b"\xc3\xa9",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"\xf4\x90\x80\x80",
    b"\\u",
    b"\\ud834",
    b"\\udd1e",
    b"\\ud834\\udd1e",
    b"\\u0000",
    b"\\n",
    b"\\\"",
    b"\\x",
    b"true",
    b"nul",
    b"null",
    b"-",
    b"+",
    b".",
    b"e",
    b"E+",
    b"e-",
    b"0",
    b"00",
    b"1",
    b"9",
    b"99999999999999999999",
    b"e308",
    b"e309",
    b"e-400",
    b"e99999999999999999999",
    b"1e400",
    b"0.0",
    b"-0",
    b"\"\":",
    b",\"k\":",
    b"[[[[[[[[",
    b"]]]]]]]]",
    b"{\"a\":",
    b"\xef\xbb\xbf",
    b"//",
    b"'",
    b"NaN",
];

fn mutate(rng: &mut Rng, bytes: &mut Vec<u8>) {
    let at = rng.usize(..=bytes.len());
    let end = (at + rng.usize(..12)).min(bytes.len());
    match rng.u8(..9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(..8),
        1 if at < bytes.len() => bytes[at] = rng.u8(..),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let copy = bytes[at..end].to_vec();
            let to = rng.usize(..=bytes.len());
            bytes.splice(to..to, copy);
        }
        4 => bytes.truncate(at),
        5 => {
            let other = SEEDS[rng.usize(..SEEDS.len())].as_bytes();
            let from = rng.usize(..other.len());
            let to = rng.usize(from..=other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        6 => {
            // A valid value in place of a valid value, now and then.
            let other = SEEDS[rng.usize(..SEEDS.len())].as_bytes();
            bytes.splice(at..at, other.iter().copied());
        }
        _ => {
            let fragment = FRAGMENTS[rng.usize(..FRAGMENTS.len())];
            let end = if rng.bool() { at } else { end };
            bytes.splice(at..end, fragment.iter().copied());
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(value) => value.parse().expect("a number in the environment variable"),
        Err(_) => default,
    }
}

#[test]
fn mutated_texts_get_the_same_verdict() {
    let cases = setting("JSON_FUZZ_CASES", 200_000);
    let mut rng = Rng::with_seed(setting("JSON_FUZZ_SEED", 0x5eed));
    let (mut accepted, mut refused) = (0u64, 0u64);
    for seed in SEEDS {
        assert!(oracle::check(seed.as_bytes()), "{seed}");
    }
    for _ in 0..cases {
        let mut bytes = SEEDS[rng.usize(..SEEDS.len())].as_bytes().to_vec();
        for _ in 0..rng.usize(1..=4) {
            mutate(&mut rng, &mut bytes);
        }
        if oracle::check(&bytes) {
            accepted += 1;
        } else {
            refused += 1;
        }
    }
    // A mutator that makes only one kind would test nothing.
    assert!(accepted > cases / 20, "{accepted} of {cases} accepted");
    assert!(refused > cases / 20, "{refused} of {cases} refused");
}
