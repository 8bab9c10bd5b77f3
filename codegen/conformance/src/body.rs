//! Compares bodies by their media type: JSON as JSON, everything else byte by byte.
//!
//! Rules: Smithy specification, "HTTP protocol compliance tests", `body` and `bodyMediaType`.

use aws_smithy_types::base64;
use serde_json::Value;

/// What differs; `None` if nothing does.
pub fn difference(expected: &str, media_type: Option<&str>, actual: &[u8]) -> Option<String> {
    let media_type = media_type.map(essence);
    if media_type.as_deref().is_some_and(is_binary) {
        return match base64::decode(expected) {
            Ok(expected) if expected == actual => None,
            Ok(_) => Some(format!(
                "expected the body (in base64) {expected}, got {}",
                base64::encode(actual)
            )),
            Err(_) => Some(format!("the expected body is not base64: {expected:?}")),
        };
    }
    if expected.as_bytes() == actual {
        return None;
    }
    let shown = String::from_utf8_lossy(actual);
    let differs = Some(format!("expected the body {expected:?}, got {shown:?}"));
    // An empty document is no document.
    if !media_type.as_deref().is_some_and(is_json) || expected.trim().is_empty() {
        return differs;
    }
    match (
        serde_json::from_str::<Value>(expected),
        serde_json::from_slice::<Value>(actual),
    ) {
        (Ok(expected), Ok(actual)) if same(&expected, &actual) => None,
        (Err(error), _) => Some(format!("the expected body is not JSON: {error}")),
        (Ok(expected), _) => Some(format!("expected the body {expected}, got {shown}")),
    }
}

/// The media type without parameters, in small letters.
fn essence(media_type: &str) -> String {
    let end = media_type.find(';').unwrap_or(media_type.len());
    media_type[..end].trim().to_ascii_lowercase()
}

fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

/// Formats that no text can hold: cases have them in base64.
fn is_binary(essence: &str) -> bool {
    essence == "application/cbor"
        || essence.ends_with("+cbor")
        || essence == "application/vnd.amazon.eventstream"
}

/// Equality of JSON values: the order of members does not count, nor how a number is written.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64() == b.as_f64() && !(a.is_i64() && b.is_i64())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}
