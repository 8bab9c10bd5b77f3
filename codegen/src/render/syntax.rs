//! Small pieces of Rust syntax that many renderers need: identifiers, docs, types, default values.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::plan::types::DocumentValue;
use crate::plan::{DefaultValue, RustType};

/// An identifier of the plan, raw (`r#type`) or plain.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Doc comment lines.
pub fn docs(text: &str) -> TokenStream {
    let lines = text.trim_end().lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

pub fn deprecated(note: &Option<String>) -> TokenStream {
    match note {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => TokenStream::new(),
    }
}

/// A type, as it is written anywhere in the crate.
pub fn ty(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I8 => quote!(i8),
        RustType::I16 => quote!(i16),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::F32 => quote!(f32),
        RustType::F64 => quote!(f64),
        RustType::BigInteger => quote!(::aws_smithy_types::BigInteger),
        RustType::BigDecimal => quote!(::aws_smithy_types::BigDecimal),
        RustType::String => quote!(String),
        RustType::Blob => quote!(::aws_smithy_types::Blob),
        RustType::DateTime => quote!(::aws_smithy_types::DateTime),
        RustType::Document => quote!(::aws_smithy_types::Document),
        RustType::Type(name) => {
            let name = ident(name);
            quote!(crate::types::#name)
        }
        RustType::Vec(element) => {
            let element = self::ty(element);
            quote!(Vec<#element>)
        }
        RustType::HashMap(key, value) => {
            let (key, value) = (self::ty(key), self::ty(value));
            quote!(::std::collections::HashMap<#key, #value>)
        }
        RustType::Option(inner) => {
            let inner = self::ty(inner);
            quote!(Option<#inner>)
        }
        RustType::Box(inner) => {
            let inner = self::ty(inner);
            quote!(Box<#inner>)
        }
        RustType::ByteStream => quote!(crate::primitives::ByteStream),
        RustType::EventReceiver { union, error } => {
            let (union, error) = (ident(union), ident(error));
            quote!(crate::primitives::event_stream::EventReceiver<crate::types::#union, crate::types::error::#error>)
        }
        RustType::EventSender { union, error } => {
            let (union, error) = (ident(union), ident(error));
            quote!(crate::primitives::event_stream::EventStreamSender<crate::types::#union, crate::types::error::#error>)
        }
    }
}

/// An expression of the type `ty` for a default value.
pub fn default_value(value: &DefaultValue, of: &RustType) -> TokenStream {
    match value {
        DefaultValue::Zero => quote!(Default::default()),
        DefaultValue::Bool(b) => quote!(#b),
        DefaultValue::Integer(n) => {
            // The magnitude of the smallest number is no `i64`.
            let magnitude = Literal::u64_unsuffixed(n.unsigned_abs());
            let sign = n.is_negative().then(|| quote!(-));
            quote!(#sign #magnitude)
        }
        DefaultValue::Float(x) => float(*x, of),
        DefaultValue::String(s) => quote!(#s.to_owned()),
        DefaultValue::Enum { name, value } => {
            let name = ident(name);
            quote!(crate::types::#name::from(#value))
        }
        DefaultValue::Blob(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote!(::aws_smithy_types::Blob::new(#bytes))
        }
        DefaultValue::DateTime(seconds, 0) => {
            let seconds = Literal::i64_unsuffixed(*seconds);
            quote!(::aws_smithy_types::DateTime::from_secs(#seconds))
        }
        DefaultValue::DateTime(seconds, nanos) => {
            let (seconds, nanos) = (
                Literal::i64_unsuffixed(*seconds),
                Literal::u32_unsuffixed(*nanos),
            );
            quote!(::aws_smithy_types::DateTime::from_secs_and_nanos(#seconds, #nanos))
        }
        DefaultValue::BigInteger(text) => {
            quote!(#text.parse::<::aws_smithy_types::BigInteger>().unwrap_or_default())
        }
        DefaultValue::BigDecimal(text) => {
            quote!(#text.parse::<::aws_smithy_types::BigDecimal>().unwrap_or_default())
        }
        DefaultValue::Document(value) => document(value),
    }
}

/// The value of the option, or what stands in for it: a closure only where there is something to run.
pub fn or_default(option: &TokenStream, value: &DefaultValue, of: &RustType) -> TokenStream {
    let default = default_value(value, of);
    match value {
        DefaultValue::Zero => quote!(#option.unwrap_or_default()),
        DefaultValue::Bool(_) | DefaultValue::Integer(_) | DefaultValue::Float(_) => {
            quote!(#option.unwrap_or(#default))
        }
        _ => quote!(#option.unwrap_or_else(|| #default)),
    }
}

fn float(x: f64, of: &RustType) -> TokenStream {
    let ty = ty(of);
    if x.is_nan() {
        quote!(#ty::NAN)
    } else if x == f64::INFINITY {
        quote!(#ty::INFINITY)
    } else if x == f64::NEG_INFINITY {
        quote!(#ty::NEG_INFINITY)
    } else {
        let literal = Literal::f64_unsuffixed(x.abs());
        if x.is_sign_negative() {
            quote!(-#literal)
        } else {
            quote!(#literal)
        }
    }
}

fn document(value: &DocumentValue) -> TokenStream {
    let document = quote!(::aws_smithy_types::Document);
    match value {
        DocumentValue::Null => quote!(#document::Null),
        DocumentValue::Bool(b) => quote!(#document::Bool(#b)),
        DocumentValue::PosInt(n) => {
            let n = Literal::u64_unsuffixed(*n);
            quote!(#document::Number(::aws_smithy_types::Number::PosInt(#n)))
        }
        DocumentValue::NegInt(n) => {
            let n = Literal::i64_unsuffixed(*n);
            quote!(#document::Number(::aws_smithy_types::Number::NegInt(#n)))
        }
        DocumentValue::Float(x) => {
            let x = float(*x, &RustType::F64);
            quote!(#document::Number(::aws_smithy_types::Number::Float(#x)))
        }
        DocumentValue::String(s) => quote!(#document::String(#s.to_owned())),
        DocumentValue::Array(elements) => {
            let elements = elements.iter().map(self::document);
            quote!(#document::Array(vec![#(#elements),*]))
        }
        DocumentValue::Object(members) => {
            let keys = members.iter().map(|(key, _)| key);
            let values = members.iter().map(|(_, value)| self::document(value));
            quote!(#document::Object([#((#keys.to_owned(), #values)),*].into_iter().collect()))
        }
    }
}

/// `field` of `self` or of a value, without the raw prefix: for `Debug` and messages.
pub fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
