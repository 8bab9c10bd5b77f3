//! In: a [`Union`]. Out: the enum, its accessors, `Debug` where it must redact, and its wire form.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec;
use super::structure_codec::{by_index, spelled};
use super::syntax::{deprecated, docs, ident, plain, ty};
use crate::plan::codec::Codec;
use crate::plan::{RustType, Union, Variant};

pub fn union(plan: &Union) -> TokenStream {
    let name = ident(&plan.definition);
    let item_docs = docs(&plan.docs);
    let item_deprecated = deprecated(&plan.deprecated);
    let manual_debug = plan.redacts || plan.name != plan.definition;
    let debug_derive = (!manual_debug).then(|| quote!(Debug,));
    let variants = plan.variants.iter().map(|v| {
        let (docs, deprecated, name) = (docs(&v.docs), deprecated(&v.deprecated), ident(&v.name));
        match &v.ty {
            Some(of) => {
                let of = ty(of);
                quote!(#docs #deprecated #name(#of),)
            }
            None => quote!(#docs #deprecated #name,),
        }
    });
    let accessors = plan.variants.iter().map(accessor);
    let debug_impl = manual_debug.then(|| debug(plan));
    let read = plan.reads.then(|| read(plan));
    let write = plan.writes.then(|| write(plan));
    let imports = imports(plan.reads, plan.writes);
    quote! {
        #imports
        #item_docs
        #item_deprecated
        #[non_exhaustive]
        #[derive(Clone, #debug_derive PartialEq)]
        pub enum #name {
            #(#variants)*
            /// A member that this version of the crate does not know, kept with its name and value:
            /// see [`as_unknown`](Self::as_unknown).
            #[non_exhaustive]
            Unknown(crate::runtime::union::UnknownMember),
        }
        impl #name {
            #(#accessors)*
            /// The name and value of a member that this version of the crate does not know; `None` for a known one.
            #[inline]
            pub fn as_unknown(&self) -> Option<(&str, &::aws_smithy_types::Document)> {
                match self {
                    Self::Unknown(member) => Some((member.tag(), member.value())),
                    _ => None,
                }
            }
            /// Whether this is a member that this version of the crate does not know.
            #[inline]
            pub fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown(_))
            }
        }
        #debug_impl
        #read
        #write
    }
}

/// What the codec functions of a module use.
pub fn imports(reads: bool, writes: bool) -> TokenStream {
    let items: Vec<TokenStream> = [
        (reads, quote!(ReadError)),
        (reads, quote!(Reader)),
        (writes, quote!(Writer)),
    ]
    .into_iter()
    .filter_map(|(wanted, item)| wanted.then_some(item))
    .collect();
    if items.is_empty() {
        quote!()
    } else {
        quote!(use crate::runtime::json::{#(#items),*};)
    }
}

fn accessor(v: &Variant) -> TokenStream {
    let (name, as_method, is_method) = (ident(&v.name), ident(&v.as_method), ident(&v.is_method));
    let plain_name = plain(&v.name);
    let as_docs = docs(&format!(
        "The value of [`{plain_name}`](Self::{plain_name}).\n\n# Errors\n\n`self`, if it is another member."
    ));
    let is_docs = docs(&format!(
        "Whether this is [`{plain_name}`](Self::{plain_name})."
    ));
    let (result, pattern, value) = match &v.ty {
        Some(of) => {
            let of = match of {
                RustType::Box(inner) => ty(inner),
                of => ty(of),
            };
            (quote!(&#of), quote!(Self::#name(value)), quote!(value))
        }
        None => (quote!(()), quote!(Self::#name), quote!(())),
    };
    let is_pattern = if v.ty.is_some() {
        quote!(Self::#name(_))
    } else {
        quote!(Self::#name)
    };
    quote! {
        #as_docs
        #[inline]
        pub fn #as_method(&self) -> Result<#result, &Self> {
            match self {
                #pattern => Ok(#value),
                other => Err(other),
            }
        }
        #is_docs
        #[inline]
        pub fn #is_method(&self) -> bool {
            matches!(self, #is_pattern)
        }
    }
}

fn debug(plan: &Union) -> TokenStream {
    let name = ident(&plan.definition);
    let body = if plan.sensitive {
        quote!(f.write_str(crate::runtime::string_enum::REDACTED))
    } else {
        let arms = plan.variants.iter().map(|v| {
            let (variant, text) = (ident(&v.name), plain(&v.name));
            match (&v.ty, v.redact) {
                (None, _) => quote!(Self::#variant => f.write_str(#text),),
                (Some(_), true) => quote! {
                    Self::#variant(_) => f.debug_tuple(#text).field(&crate::runtime::string_enum::REDACTED).finish(),
                },
                (Some(_), false) => quote!(Self::#variant(value) => f.debug_tuple(#text).field(value).finish(),),
            }
        });
        quote! {
            match self {
                #(#arms)*
                Self::Unknown(member) => f.debug_tuple("Unknown").field(member).finish(),
            }
        }
    };
    quote! {
        impl ::std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #body
            }
        }
    }
}

fn read(plan: &Union) -> TokenStream {
    let name = ident(&plan.definition);
    let names = plan.variants.iter().map(|v| spelled(&v.wire_name));
    let reads = plan.variants.iter().map(|v| {
        let (variant, read) = (ident(&v.name), codec::call(&v.codec));
        match v.codec {
            Codec::Unit => quote!(#read.map(|()| #name::#variant)),
            _ => quote!(#read.map(#name::#variant)),
        }
    });
    let known = by_index(&quote!(r: &mut Reader<'_>), reads.collect());
    quote! {
        #[inline]
        pub(crate) fn read(r: &mut Reader<'_>) -> Result<#name, ReadError> {
            let known = #known;
            crate::runtime::union::read(r, &[#(#names),*], known, #name::Unknown)
        }
    }
}

fn write(plan: &Union) -> TokenStream {
    let name = ident(&plan.definition);
    let arms = plan.variants.iter().map(|v| {
        let variant = ident(&v.name);
        let key = key(&v.wire_name);
        let write = codec::write_v(&v.codec);
        let pattern = if v.ty.is_some() {
            quote!(#name::#variant(v))
        } else {
            quote!(#name::#variant)
        };
        quote! {
            #pattern => {
                #key
                #write;
            }
        }
    });
    quote! {
        #[inline]
        pub(crate) fn write(w: &mut Writer, value: &#name) {
            w.begin_object();
            match value {
                #(#arms)*
                #name::Unknown(member) => {
                    w.escaped_key(member.tag());
                    w.document(member.value());
                }
            }
            w.end_object();
        }
    }
}

/// Writes a key that is known now: as it is if it needs no escapes.
pub fn key(name: &str) -> TokenStream {
    if name.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\') {
        quote!(w.key(#name);)
    } else {
        quote!(w.escaped_key(#name);)
    }
}
