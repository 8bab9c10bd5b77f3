//! In: a node of a case's `params` and the planned type of what it stands for. Out: a Rust expression of that type.
//!
//! Conventions of the nodes: blobs are raw text, timestamps are seconds since 1970 (fractions too) or `date-time` text,
//! NaN and the infinities are strings, unions have one member. The expressions use `?` where building may fail.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ast::{Node, Value};
use crate::plan::types::DefaultValue;
use crate::plan::{Correction, CratePlan, Enum, Field, RustType, Structure, TypeItem, Union};
use crate::render::structure_codec;
use crate::render::syntax::{default_value, ident};

/// Whether missing required members are filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An input: what is missing stays missing, and the client refuses it.
    Stay,
    /// An output: as client error correction fills them in.
    Correct,
}

/// An item of `types`, or an error that is also a member of something.
pub enum Found<'a> {
    Structure {
        of: &'a Structure,
        /// Its public path.
        path: TokenStream,
    },
    Union(&'a Union),
    Enum(&'a Enum),
}

pub fn find<'a>(plan: &'a CratePlan, name: &str) -> Option<Found<'a>> {
    let item = ident(name);
    match plan.types.iter().find(|item| item.name() == name) {
        Some(TypeItem::Structure(of)) => Some(Found::Structure {
            of,
            path: quote!(crate::types::#item),
        }),
        Some(TypeItem::Union(of)) => Some(Found::Union(of)),
        Some(TypeItem::Enum(of)) => Some(Found::Enum(of)),
        None => {
            let mut errors = plan.errors.iter().filter_map(|error| error.data.as_ref());
            let of = errors.find(|of| of.name == name)?;
            Some(Found::Structure {
                of,
                path: quote!(crate::types::error::#item),
            })
        }
    }
}

/// An expression of the type for the node.
pub fn value(
    plan: &CratePlan,
    of: &RustType,
    node: &Node,
    missing: Missing,
) -> Result<TokenStream, String> {
    Ok(match of {
        RustType::Bool => {
            let value = node.as_bool().ok_or_else(|| unfit(node, "a boolean"))?;
            quote!(#value)
        }
        RustType::I8 => integer::<i8>(node, Literal::i8_suffixed)?,
        RustType::I16 => integer::<i16>(node, Literal::i16_suffixed)?,
        RustType::I32 => integer::<i32>(node, Literal::i32_suffixed)?,
        RustType::I64 => integer::<i64>(node, Literal::i64_suffixed)?,
        RustType::F32 | RustType::F64 => default_value(&DefaultValue::Float(float(node)?), of),
        RustType::BigInteger | RustType::BigDecimal => {
            let text = match &node.value {
                Value::Number(text) | Value::String(text) => &**text,
                _ => return Err(unfit(node, "a number")),
            };
            match of {
                RustType::BigInteger => quote!(#text.parse::<::aws_smithy_types::BigInteger>()?),
                _ => quote!(#text.parse::<::aws_smithy_types::BigDecimal>()?),
            }
        }
        RustType::String => {
            let text = text(node)?;
            quote!(#text.to_owned())
        }
        RustType::Blob => {
            let bytes = Literal::byte_string(text(node)?.as_bytes());
            quote!(::aws_smithy_types::Blob::new(#bytes))
        }
        RustType::ByteStream => {
            let bytes = Literal::byte_string(text(node)?.as_bytes());
            quote!(::aws_smithy_types::byte_stream::ByteStream::from_static(#bytes))
        }
        RustType::DateTime => timestamp(node)?,
        RustType::Document => document(node)?,
        RustType::Vec(element) => {
            let items = node.as_array().ok_or_else(|| unfit(node, "a list"))?;
            let items = items.iter().map(|item| value(plan, element, item, missing));
            let items = items.collect::<Result<Vec<_>, _>>()?;
            quote!(vec![#(#items),*])
        }
        RustType::HashMap(key, of) => {
            let entries = node.as_object().ok_or_else(|| unfit(node, "a map"))?;
            let entries = entries.iter().map(|entry| {
                let text = &*entry.key;
                let key = match &**key {
                    RustType::Type(name) => {
                        let name = ident(name);
                        quote!(crate::types::#name::from(#text))
                    }
                    _ => quote!(#text.to_owned()),
                };
                let value = value(plan, of, &entry.value, missing)?;
                Ok(quote!((#key, #value)))
            });
            let entries = entries.collect::<Result<Vec<_>, String>>()?;
            quote!(::std::collections::HashMap::from([#(#entries),*]))
        }
        RustType::Option(_) if node.is_null() => quote!(None),
        RustType::Option(of) => {
            let value = value(plan, of, node, missing)?;
            quote!(Some(#value))
        }
        RustType::Box(of) => {
            let value = value(plan, of, node, missing)?;
            quote!(Box::new(#value))
        }
        RustType::Type(name) => match find(plan, name) {
            Some(Found::Structure { of, path }) => structure(plan, of, &path, Some(node), missing)?,
            Some(Found::Union(of)) => union(plan, of, node, missing)?,
            Some(Found::Enum(_)) => {
                let (name, text) = (ident(name), text(node)?);
                quote!(crate::types::#name::from(#text))
            }
            None => return Err(format!("the client has no type {name}")),
        },
        RustType::EventReceiver { .. } | RustType::EventSender { .. } => {
            return Err("an event stream is no value".to_owned());
        }
    })
}

/// A structure of which `path` is the public path, by its builder.
pub fn structure(
    plan: &CratePlan,
    of: &Structure,
    path: &TokenStream,
    node: Option<&Node>,
    missing: Missing,
) -> Result<TokenStream, String> {
    let sets = setters(plan, of, node, missing)?;
    let fallible = of.fallible_build.then(|| quote!(?));
    Ok(quote!(#path::builder() #sets .build() #fallible))
}

/// Calls of the setters of a builder, one for each member of the node.
pub fn setters(
    plan: &CratePlan,
    of: &Structure,
    node: Option<&Node>,
    missing: Missing,
) -> Result<TokenStream, String> {
    let entries = match node {
        None => &[][..],
        Some(node) => node.as_object().ok_or_else(|| unfit(node, "a structure"))?,
    };
    if let Some(entry) = entries
        .iter()
        .find(|entry| of.fields.iter().all(|f| f.member != *entry.key))
    {
        return Err(format!("{} has no member `{}`", of.shape, entry.key));
    }
    let mut sets = TokenStream::new();
    for field in &of.fields {
        let node = node.and_then(|node| node.get(&field.member));
        // A null document is a value.
        let node = node.filter(|node| !node.is_null() || field.ty == RustType::Document);
        let value = match node {
            Some(node) => value(plan, &field.ty, node, missing)?,
            None => match corrected(field, missing) {
                Some(value) => value,
                None => continue,
            },
        };
        let setter = ident(&field.setter);
        sets.extend(quote!(.#setter(Some(#value))));
    }
    Ok(sets)
}

fn corrected(field: &Field, missing: Missing) -> Option<TokenStream> {
    if matches!(field.ty, RustType::EventSender { .. }) {
        return Some(sender(&[]));
    }
    if missing != Missing::Correct {
        return None;
    }
    match &field.correction {
        Some(Correction::Value(value)) => Some(default_value(value, &field.ty)),
        Some(correction) => {
            let stand_in = structure_codec::stand_in(field, correction)?;
            Some(quote!(#stand_in.unwrap()))
        }
        None => (!field.optional && field.default.is_none()).then(|| quote!(Default::default())),
    }
}

pub fn union(
    plan: &CratePlan,
    of: &Union,
    node: &Node,
    missing: Missing,
) -> Result<TokenStream, String> {
    let entries = node.as_object().ok_or_else(|| unfit(node, "a union"))?;
    let [entry] = entries else {
        return Err(format!(
            "{} needs exactly one member, the case has {}",
            of.shape,
            entries.len()
        ));
    };
    let variant = of
        .variants
        .iter()
        .find(|variant| variant.member == *entry.key);
    let variant = variant.ok_or_else(|| format!("{} has no member `{}`", of.shape, entry.key))?;
    let (name, variant_name) = (ident(&of.name), ident(&variant.name));
    Ok(match &variant.ty {
        Some(ty) => {
            let value = value(plan, ty, &entry.value, missing)?;
            quote!(crate::types::#name::#variant_name(#value))
        }
        None => quote!(crate::types::#name::#variant_name),
    })
}

/// What sends the events, each a `Result`.
pub fn sender(events: &[TokenStream]) -> TokenStream {
    quote! {
        crate::primitives::event_stream::EventStreamSender::from(crate::support::events::Events::new(vec![#(#events),*]))
    }
}

/// Calls of the setters of an input's builder that make it one that can be sent: every required member, with any value.
pub fn minimal_setters(plan: &CratePlan, of: &Structure) -> TokenStream {
    let sends = |field: &Field| matches!(field.ty, RustType::EventSender { .. });
    let required = of.fields.iter();
    let required = required.filter(|f| (f.required && !f.idempotency_token) || sends(f));
    let sets = required.filter_map(|field| {
        let setter = ident(&field.setter);
        let value = minimal(plan, &field.ty)?;
        Some(quote!(.#setter(Some(#value))))
    });
    quote!(#(#sets)*)
}

fn minimal(plan: &CratePlan, of: &RustType) -> Option<TokenStream> {
    Some(match of {
        // Labels cannot be empty.
        RustType::String => quote!("value".to_owned()),
        RustType::BigInteger => quote!("1".parse::<::aws_smithy_types::BigInteger>()?),
        RustType::BigDecimal => quote!("1".parse::<::aws_smithy_types::BigDecimal>()?),
        RustType::Blob => quote!(::aws_smithy_types::Blob::new(b"value")),
        RustType::DateTime => quote!(::aws_smithy_types::DateTime::from_secs(0)),
        RustType::Document => quote!(::aws_smithy_types::Document::Null),
        RustType::Option(_) => quote!(None),
        RustType::Box(of) => {
            let value = minimal(plan, of)?;
            quote!(Box::new(#value))
        }
        RustType::Type(name) => match find(plan, name)? {
            Found::Structure { of, path } => {
                let sets = minimal_setters(plan, of);
                let fallible = of.fallible_build.then(|| quote!(?));
                quote!(#path::builder() #sets .build() #fallible)
            }
            Found::Enum(of) => minimal_enum(of),
            Found::Union(of) => minimal_union(plan, of)?,
        },
        RustType::EventSender { .. } => sender(&[]),
        RustType::EventReceiver { .. } => return None,
        _ => quote!(Default::default()),
    })
}

fn minimal_enum(of: &Enum) -> TokenStream {
    let name = ident(&of.name);
    let value = of
        .variants
        .first()
        .map_or("value", |variant| &variant.value);
    quote!(crate::types::#name::from(#value))
}

/// The member with the simplest type, since others may lead back to the union.
fn minimal_union(plan: &CratePlan, of: &Union) -> Option<TokenStream> {
    let is_aggregate =
        |ty: &Option<RustType>| matches!(ty, Some(RustType::Type(_) | RustType::Box(_)));
    let variant = of
        .variants
        .iter()
        .min_by_key(|variant| is_aggregate(&variant.ty))?;
    let (name, variant_name) = (ident(&of.name), ident(&variant.name));
    Some(match &variant.ty {
        Some(ty) => {
            let value = minimal(plan, ty)?;
            quote!(crate::types::#name::#variant_name(#value))
        }
        None => quote!(crate::types::#name::#variant_name),
    })
}

fn integer<T: std::str::FromStr>(
    node: &Node,
    literal: impl Fn(T) -> Literal,
) -> Result<TokenStream, String> {
    let Value::Number(text) = &node.value else {
        return Err(unfit(node, "an integer"));
    };
    let value = text
        .parse::<T>()
        .map_err(|_| format!("{text} is out of the range of its type"))?;
    let literal = literal(value);
    Ok(quote!(#literal))
}

fn float(node: &Node) -> Result<f64, String> {
    match &node.value {
        Value::Number(_) => node.as_f64().ok_or_else(|| unfit(node, "a number")),
        Value::String(text) => match &**text {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            _ => Err(unfit(node, "a number")),
        },
        _ => Err(unfit(node, "a number")),
    }
}

fn text(node: &Node) -> Result<&str, String> {
    node.as_str().ok_or_else(|| unfit(node, "a string"))
}

fn timestamp(node: &Node) -> Result<TokenStream, String> {
    let (seconds, nanos) = seconds(node)?;
    let (seconds, nanos) = (Literal::i64_suffixed(seconds), Literal::u32_suffixed(nanos));
    Ok(quote!(::aws_smithy_types::DateTime::from_secs_and_nanos(#seconds, #nanos)))
}

/// Seconds and nanoseconds since 1970.
pub fn seconds(node: &Node) -> Result<(i64, u32), String> {
    use aws_smithy_types::DateTime;
    use aws_smithy_types::date_time::Format;
    let (text, format) = match &node.value {
        Value::Number(text) => (text, Format::EpochSeconds),
        Value::String(text) => (text, Format::DateTimeWithOffset),
        _ => return Err(unfit(node, "a timestamp")),
    };
    let time = DateTime::from_str(text, format)
        .map_err(|error| format!("{text} is no timestamp: {error}"))?;
    Ok((time.secs(), time.subsec_nanos()))
}

fn document(node: &Node) -> Result<TokenStream, String> {
    let value = crate::plan::defaults::document(node);
    Ok(default_value(
        &DefaultValue::Document(value),
        &RustType::Document,
    ))
}

fn unfit(node: &Node, wanted: &str) -> String {
    format!("the case has {} where its type wants {wanted}", node.kind())
}
