//! Holds the codec against `serde_json` on any bytes: the same verdict, the same values, and the way back. Used by the
//! tests on stable and, included by path, by the fuzz target.

use aws_smithy_types::{Document, Number};
use codegen_runtime::json::{ReadError, Reader, Writer};
use serde::de::IgnoredAny;
use serde_json::Value;

/// Reads one value and demands that nothing follows.
pub fn read<'a, T>(
    bytes: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut reader = Reader::new(bytes);
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// What `write` writes.
pub fn written(write: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::new();
    write(&mut writer);
    let bytes = writer.finish().expect("all values can be written");
    String::from_utf8(bytes).expect("the writer writes UTF-8")
}

/// Panics if the codec and `serde_json` differ on `bytes` in anything but what the codec documents. Returns whether the
/// bytes are JSON.
pub fn check(bytes: &[u8]) -> bool {
    let skipped = read(bytes, |reader| reader.skip_value());
    let document = read(bytes, |reader| reader.document());
    let accepted = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => {
            assert!(skipped.is_ok(), "{skipped:?} for {}", show(bytes));
            match &document {
                Ok(document) => assert_same(document, &value, bytes),
                // serde_json rounds twice, which can bring a number just too large for an f64 back into its range.
                Err(error) => assert!(has_largest(&value), "{error:?} for {}", show(bytes)),
            }
            true
        }
        Err(error) if error.to_string().starts_with("number out of range") => {
            // It stopped there; what follows is only judged by the type that does not look at numbers.
            let ignored = serde_json::from_slice::<IgnoredAny>(bytes);
            assert!(
                skipped.is_err() || ignored.is_ok(),
                "accepted: {}",
                show(bytes)
            );
            skipped.is_ok()
        }
        Err(error) => {
            assert!(skipped.is_err(), "serde_json: {error} for {}", show(bytes));
            assert!(document.is_err(), "serde_json: {error} for {}", show(bytes));
            false
        }
    };
    check_structure(bytes, skipped.is_ok(), document.as_ref().ok());
    if let Ok(document) = &document {
        let text = written(|writer| writer.document(document));
        let again = read(text.as_bytes(), |reader| reader.document());
        assert_eq!(again.as_ref().ok(), Some(document), "{text}");
        let value = serde_json::from_str::<Value>(&text).expect("what is written is JSON");
        assert_same(document, &value, text.as_bytes());
    }
    check_types(bytes);
    accepted
}

/// Names that the seeds of the fuzzer have, in another order; one that needs an escape.
const NAMES: &[&str] = &[
    "nextToken",
    "e",
    "b",
    "a",
    "serviceId",
    "services",
    "\\\"",
    "y",
    "",
];

/// A structure has the members that the document has by these names.
fn check_structure(bytes: &[u8], accepted: bool, document: Option<&Document>) {
    let mut members: [Option<Document>; NAMES.len()] = std::array::from_fn(|_| None);
    let structure = read(bytes, |reader| {
        reader.structure(NAMES, &mut |reader, index| {
            reader.member_or_null(&mut members[index], Reader::document)
        })
    });
    match document {
        Some(Document::Object(object)) => {
            assert!(structure.is_ok(), "{structure:?} for {}", show(bytes));
            for (name, member) in NAMES.iter().zip(&members) {
                let name = serde_json::from_str::<String>(&format!("\"{name}\""));
                let name = name.expect("spelled as in JSON");
                assert_eq!(member.as_ref(), object.get(&name), "{}", show(bytes));
            }
        }
        Some(_) => assert!(structure.is_err(), "{}", show(bytes)),
        // A number that is out of range matters only where it is read.
        None => assert!(accepted || structure.is_err(), "{}", show(bytes)),
    }
}

/// The typed functions: no panic, and where `serde_json` has the same function, the same answer.
fn check_types(bytes: &[u8]) {
    let string = read(bytes, Reader::string);
    assert_eq!(
        string.ok(),
        serde_json::from_slice::<String>(bytes).ok(),
        "{}",
        show(bytes)
    );
    assert_eq!(
        read(bytes, Reader::boolean).ok(),
        serde_json::from_slice::<bool>(bytes).ok()
    );
    let long = read(bytes, Reader::long);
    match serde_json::from_slice::<i64>(bytes) {
        Ok(expected) => assert_eq!(long.ok(), Some(expected), "{}", show(bytes)),
        // An integer with a fraction of zeros or an exponent is an integer to us, and -0 is one too.
        Err(_) => {
            if let Ok(long) = long {
                let float = serde_json::from_slice::<f64>(bytes).expect("a number");
                assert!(close(long as f64, float), "{long} for {}", show(bytes));
            }
        }
    }
    let double = read(bytes, Reader::double);
    if let Ok(expected) = serde_json::from_slice::<f64>(bytes) {
        match double {
            Ok(double) => assert!(close(double, expected), "{}", show(bytes)),
            Err(error) => assert!(expected.abs() >= f64::MAX, "{error:?} for {}", show(bytes)),
        }
    }
    let list = read(bytes, |reader| reader.list(Reader::string));
    assert_eq!(
        list.ok(),
        serde_json::from_slice::<Vec<String>>(bytes).ok(),
        "{}",
        show(bytes)
    );
    let map = read(bytes, |reader| {
        reader.sparse_map::<String, _>(Reader::boolean)
    });
    assert_eq!(map.ok(), serde_json::from_slice(bytes).ok());
    let _ = read(bytes, Reader::float);
    let _ = read(bytes, Reader::byte);
    let _ = read(bytes, Reader::big_integer);
    let _ = read(bytes, Reader::big_decimal);
    let _ = read(bytes, Reader::blob);
    let _ = read(bytes, Reader::date_time);
    let _ = read(bytes, Reader::http_date);
    let _ = read(bytes, Reader::epoch_seconds);
    let _ = read(bytes, |reader| reader.sparse_list(Reader::long));
}

/// Panics if a document is not what `serde_json` read.
pub fn assert_same(document: &Document, value: &Value, bytes: &[u8]) {
    assert!(
        same(document, value),
        "{document:?} is not {value:?} for {}",
        show(bytes)
    );
}

fn same(document: &Document, value: &Value) -> bool {
    match (document, value) {
        (Document::Null, Value::Null) => true,
        (Document::Bool(a), Value::Bool(b)) => a == b,
        (Document::String(a), Value::String(b)) => a == b,
        (Document::Number(Number::PosInt(a)), Value::Number(b)) => b.as_u64() == Some(*a),
        (Document::Number(Number::NegInt(a)), Value::Number(b)) => b.as_i64() == Some(*a),
        (Document::Number(Number::Float(a)), Value::Number(b)) => {
            b.is_f64() && b.as_f64().is_some_and(|b| close(*a, b))
        }
        (Document::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Document::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => false,
    }
}

/// Equal but for the last digits: serde_json, as the workspace has it, does not round floats exactly.
fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-14 * a.abs().max(b.abs()).max(f64::MIN_POSITIVE)
}

fn has_largest(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|n| n.abs() > 1.797e308),
        Value::Array(elements) => elements.iter().any(has_largest),
        Value::Object(members) => members.values().any(has_largest),
        _ => false,
    }
}

fn show(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}
