//! Holds the JSON codec against `serde_json` on the bytes that libFuzzer makes.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/json/oracle.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    oracle::check(bytes);
});
