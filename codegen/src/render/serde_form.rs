//! In: a [`Structure`], [`Union`] or [`Enum`]. Out: the table of its serde form, which macros of the runtime make
//! `Serialize` and `Deserialize` of; behind the Cargo feature `serde`.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::{default_value, ident};
use crate::model::traits::TimestampFormat;
use crate::plan::codec::Codec;
use crate::plan::{DefaultValue, Enum, Field, Place, Structure, Union};

/// The table of a structure; none for one that holds a stream.
pub fn structure(plan: &Structure) -> TokenStream {
    if !plan.cloneable {
        return TokenStream::new();
    }
    let name = ident(&plan.definition);
    let builder = ident(&super::structure::builder_name(plan));
    let members = plan.fields.iter().map(member);
    let extra = match plan.place {
        Place::Output { .. } => quote!({ _request_id: None }),
        Place::Errors(_) => quote!({ meta: Default::default() }),
        Place::Types | Place::Input { .. } => quote!(),
    };
    quote! {
        #[cfg(feature = "serde")]
        crate::runtime::serde_form::structure!(#name, #builder, { #(#members),* } #extra);
    }
}

fn member(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let key = if field.in_body {
        &field.wire_name
    } else {
        &field.member
    };
    let form = form(&field.codec);
    // A token that the client fills in is not missing.
    let required = field.required && !field.idempotency_token;
    let kind = match (&field.default, field.optional) {
        (_, true) if required => quote!(stated),
        (_, true) => quote!(optional),
        (None, false) => quote!(required),
        (Some(_), false) if field.skip_default => quote!(omitted),
        (Some(_), false) => quote!(default),
    };
    let default = match &field.default {
        Some(DefaultValue::Zero) | None => quote!(),
        Some(value) => {
            let value = default_value(value, &field.ty);
            quote!(, #value)
        }
    };
    quote!(#kind(#name, #key, #form #default))
}

/// The table of a union.
pub fn union(plan: &Union) -> TokenStream {
    let name = ident(&plan.definition);
    let (units, others): (Vec<_>, Vec<_>) = plan.variants.iter().partition(|v| v.ty.is_none());
    let others = others.into_iter().map(|v| {
        let (variant, tag, form) = (ident(&v.name), &v.wire_name, form(&v.codec));
        quote!(#variant(#tag, #form))
    });
    let units = (!units.is_empty()).then(|| {
        let units = units.into_iter().map(|v| {
            let (variant, tag) = (ident(&v.name), &v.wire_name);
            quote!(#variant(#tag))
        });
        quote!({ #(#units),* })
    });
    quote! {
        #[cfg(feature = "serde")]
        crate::runtime::serde_form::union!(#name, { #(#others),* } #units);
    }
}

/// What an enum has in the place of a table: its conversions are those of the codec.
pub fn enumeration(plan: &Enum) -> TokenStream {
    let name = ident(&plan.definition);
    quote! {
        #[cfg(feature = "serde")]
        crate::runtime::serde_form::string_enum!(#name);
    }
}

/// The form of the runtime that does what the codec does.
fn form(codec: &Codec) -> TokenStream {
    match codec {
        Codec::Boolean => quote!(Boolean),
        Codec::Byte | Codec::Short | Codec::Integer | Codec::Long => quote!(Integer),
        Codec::Float | Codec::Double => quote!(Float),
        Codec::BigInteger => quote!(BigInteger),
        Codec::BigDecimal => quote!(BigDecimal),
        Codec::String => quote!(Text),
        Codec::Blob => quote!(Base64),
        Codec::Timestamp(TimestampFormat::DateTime) => quote!(DateTime),
        Codec::Timestamp(TimestampFormat::HttpDate) => quote!(HttpDate),
        Codec::Timestamp(TimestampFormat::EpochSeconds) => quote!(EpochSeconds),
        Codec::Document => quote!(Document),
        Codec::Enum | Codec::Named { .. } => quote!(Named),
        Codec::List { element, sparse } => {
            let element = element_form(element, *sparse);
            quote!(List(#element))
        }
        Codec::Map { value, sparse } => {
            let value = element_form(value, *sparse);
            quote!(Map(#value))
        }
        Codec::Boxed(inner) => {
            let inner = form(inner);
            quote!(Boxed(#inner))
        }
        // No structure with a stream has a table.
        Codec::Unit | Codec::Stream => quote!(Unit),
    }
}

fn element_form(codec: &Codec, sparse: bool) -> TokenStream {
    let form = form(codec);
    if sparse { quote!(Sparse(#form)) } else { form }
}
