//! What stands in for a value that is not there: `default` traits (Smithy specification, "default trait") and client error
//! correction (Smithy specification, "Client error correction").

use super::types::{DefaultValue, DocumentValue, RustType};
use crate::ast::{Node, Value};

/// The value of a `default` trait for a field of type `ty`; `None` if the two do not fit, which the loader has refused.
pub fn default_value(ty: &RustType, node: &Node) -> Option<DefaultValue> {
    Some(match (ty, &node.value) {
        (RustType::Document, _) => match document(node) {
            DocumentValue::Null => DefaultValue::Zero,
            value => DefaultValue::Document(value),
        },
        (RustType::Bool, Value::Bool(false)) => DefaultValue::Zero,
        (RustType::Bool, Value::Bool(true)) => DefaultValue::Bool(true),
        (RustType::I8 | RustType::I16 | RustType::I32 | RustType::I64, Value::Number(_)) => {
            match node.as_i64()? {
                0 => DefaultValue::Zero,
                n => DefaultValue::Integer(n),
            }
        }
        (RustType::F32 | RustType::F64, Value::Number(_)) => match node.as_f64()? {
            0.0 => DefaultValue::Zero,
            n => DefaultValue::Float(n),
        },
        (RustType::F32 | RustType::F64, Value::String(s)) => DefaultValue::Float(match &**s {
            "NaN" => f64::NAN,
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            _ => return None,
        }),
        (RustType::BigInteger, Value::Number(n)) => DefaultValue::BigInteger(n.to_string()),
        (RustType::BigDecimal, Value::Number(n)) => DefaultValue::BigDecimal(n.to_string()),
        (RustType::String, Value::String(s)) if s.is_empty() => DefaultValue::Zero,
        (RustType::String, Value::String(s)) => DefaultValue::String(s.to_string()),
        (RustType::Type(name), Value::String(s)) => DefaultValue::Enum {
            name: name.clone(),
            value: s.to_string(),
        },
        (RustType::Blob | RustType::ByteStream, Value::String(s)) if s.is_empty() => {
            DefaultValue::Zero
        }
        (RustType::Blob, Value::String(s)) => {
            DefaultValue::Blob(aws_smithy_types::base64::decode(&**s).ok()?)
        }
        (RustType::DateTime, Value::Number(_)) => {
            let seconds = node.as_f64()?;
            let whole = seconds.floor();
            DefaultValue::DateTime(whole as i64, ((seconds - whole) * 1e9) as u32)
        }
        (RustType::DateTime, Value::String(s)) => {
            let time = aws_smithy_types::DateTime::from_str(
                s,
                aws_smithy_types::date_time::Format::DateTime,
            )
            .ok()?;
            DefaultValue::DateTime(time.secs(), time.subsec_nanos())
        }
        (RustType::Vec(_), Value::Array(a)) if a.is_empty() => DefaultValue::Zero,
        (RustType::HashMap(..), Value::Object(o)) if o.is_empty() => DefaultValue::Zero,
        _ => return None,
    })
}

/// What a reader puts in for a required member that an answer lacks.
pub fn correction(ty: &RustType, target_is_enum: bool) -> Option<DefaultValue> {
    Some(match ty {
        RustType::Type(name) if target_is_enum => {
            // The value that existing programs see: it is what the official crates put in.
            DefaultValue::Enum {
                name: name.clone(),
                value: "no value was set".to_owned(),
            }
        }
        // Structures and unions, which are corrected otherwise.
        RustType::Type(_) | RustType::Box(_) | RustType::Option(_) => return None,
        RustType::ByteStream | RustType::EventReceiver { .. } | RustType::EventSender { .. } => {
            return None;
        }
        RustType::DateTime => DefaultValue::DateTime(0, 0),
        RustType::Blob => DefaultValue::Blob(Vec::new()),
        RustType::BigInteger => DefaultValue::BigInteger("0".to_owned()),
        RustType::BigDecimal => DefaultValue::BigDecimal("0".to_owned()),
        _ => DefaultValue::Zero,
    })
}

pub(crate) fn document(node: &Node) -> DocumentValue {
    match &node.value {
        Value::Null => DocumentValue::Null,
        Value::Bool(b) => DocumentValue::Bool(*b),
        Value::Number(n) => n
            .parse::<u64>()
            .map(DocumentValue::PosInt)
            .or_else(|_| n.parse::<i64>().map(DocumentValue::NegInt))
            .unwrap_or_else(|_| DocumentValue::Float(n.parse().unwrap_or(f64::NAN))),
        Value::String(s) => DocumentValue::String(s.to_string()),
        Value::Array(a) => DocumentValue::Array(a.iter().map(document).collect()),
        Value::Object(o) => DocumentValue::Object(
            o.iter()
                .map(|e| (e.key.to_string(), document(&e.value)))
                .collect(),
        ),
    }
}
