//! In: planned types. Out: their text in a program that knows the crate as `sdk`, and the signatures that follow from them.

use codegen::plan::{Field, Place, RustType, Structure};

/// Name of the functions that are made for a type: its name, in lower case with underscores.
pub fn function(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// A type by its public path.
pub fn text(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I8 => "i8".to_owned(),
        RustType::I16 => "i16".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Blob => "sdk::primitives::Blob".to_owned(),
        RustType::DateTime => "sdk::primitives::DateTime".to_owned(),
        RustType::Document => "aws_smithy_types::Document".to_owned(),
        RustType::Type(name) => format!("sdk::types::{name}"),
        RustType::Vec(of) => format!("Vec<{}>", text(of)),
        RustType::HashMap(key, value) => format!("HashMap<{}, {}>", text(key), text(value)),
        RustType::Option(of) => format!("Option<{}>", text(of)),
        RustType::Box(of) => format!("Box<{}>", text(of)),
        RustType::EventReceiver { union, error } => format!(
            "sdk::primitives::event_stream::EventReceiver<sdk::types::{union}, sdk::types::error::{error}>"
        ),
        RustType::BigInteger
        | RustType::BigDecimal
        | RustType::ByteStream
        | RustType::EventSender { .. } => {
            panic!("neither model has {ty:?} so far: say here how a program writes it")
        }
    }
}

pub fn field(field: &Field) -> String {
    match field.optional {
        true => format!("Option<{}>", text(&field.ty)),
        false => text(&field.ty),
    }
}

/// What the getter of a structure's field returns.
pub fn getter(field: &Field) -> String {
    let of = text(&field.ty);
    match (&field.ty, field.optional) {
        (copy, true) if copy.is_copy() => format!("Option<{of}>"),
        (copy, false) if copy.is_copy() => of,
        (RustType::String, true) => "Option<&str>".to_owned(),
        (RustType::String, false) => "&str".to_owned(),
        (RustType::Vec(element), _) => format!("&[{}]", text(element)),
        (RustType::Box(of), true) => format!("Option<&{}>", text(of)),
        (RustType::Box(of), false) => format!("&{}", text(of)),
        (_, true) => format!("Option<&{of}>"),
        (_, false) => format!("&{of}"),
    }
}

/// Path of a structure, and of its builder.
pub fn paths(of: &Structure) -> (String, String) {
    let module = match &of.place {
        Place::Types => "sdk::types".to_owned(),
        Place::Errors(_) => "sdk::types::error".to_owned(),
        Place::Input { operation } | Place::Output { operation } => {
            format!("sdk::operation::{operation}")
        }
    };
    let name = &of.name;
    (
        format!("{module}::{name}"),
        format!("{module}::builders::{name}Builder"),
    )
}
