//! In: a [`Union`] or [`Enum`]. Out: the table of its serde form, which macros of the runtime make `Serialize` and
//! `Deserialize` of; behind the Cargo feature `serde`. Structures have it in their own table, with the forms from here.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::ident;
use crate::model::traits::TimestampFormat;
use crate::plan::codec::Codec;
use crate::plan::{Enum, Union};

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
pub fn form(codec: &Codec) -> TokenStream {
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
