//! In: a [`Structure`]. Out: the functions `read` and `write` of its wire form, and the pieces of them that outputs and
//! errors reuse.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::codec::{self, Value};
use super::structure::builder_path;
use super::syntax::{default_value, ident, or_default, ty};
use super::union::key;
use crate::plan::codec::Codec;
use crate::plan::{Correction, DefaultValue, Field, Place, RustType, Structure};

/// `read` of a structure of `types`.
pub fn read(plan: &Structure) -> TokenStream {
    let name = ident(&plan.definition);
    let fields: Vec<&Field> = plan.fields.iter().collect();
    if plan.all_optional() && fields.iter().all(|f| f.correction.is_none()) {
        return read_in_place(plan, &fields);
    }
    let (locals, members) = (locals(&fields), read_into_locals(&fields));
    let values = values(&fields);
    // An error that is read as data did not come with an answer of its own.
    let meta = matches!(plan.place, Place::Errors(_)).then(|| quote!(meta: Default::default(),));
    quote! {
        #[inline]
        pub(crate) fn read(r: &mut Reader<'_>) -> Result<#name, ReadError> {
            #locals
            #members
            Ok(#name { #values #meta })
        }
    }
}

/// The same where nothing has to be there: members go where they belong.
fn read_in_place(plan: &Structure, fields: &[&Field]) -> TokenStream {
    let (name, builder) = (ident(&plan.definition), builder_path(plan));
    let members = fields.iter().map(|f| {
        let field = ident(&f.name);
        quote!(value.#field)
    });
    let (value, members) = match fields {
        [] => (quote!(value), read_members(fields, members)),
        _ => (quote!(mut value), read_members(fields, members)),
    };
    quote! {
        #[inline]
        pub(crate) fn read(r: &mut Reader<'_>) -> Result<#name, ReadError> {
            let #value = #builder::default().inner;
            #members
            Ok(value)
        }
    }
}

/// `write` of a structure of `types`: `body` writes the members alone.
pub fn write(plan: &Structure) -> TokenStream {
    let name = ident(&plan.definition);
    let members = write_members(plan, &quote!(value));
    let value = if plan.fields.iter().any(|f| f.in_body) {
        quote!(value)
    } else {
        quote!(_value)
    };
    quote! {
        #[inline]
        pub(crate) fn write(w: &mut Writer, #value: &#name) {
            w.begin_object();
            #members
            w.end_object();
        }
    }
}

/// One local variable for each field: `let mut name = None;`.
pub fn locals(fields: &[&Field]) -> TokenStream {
    let names = fields.iter().map(|f| local(f));
    quote!(#(let mut #names = None;)*)
}

/// The local variable of a field. The names that the reading code itself uses are out of the way.
pub fn local(field: &Field) -> Ident {
    match &*field.name {
        "r" | "member" | "headers" | "status" | "body" | "response" | "answer" | "event" => {
            format_ident!("{}_", field.name)
        }
        name => ident(name),
    }
}

/// Reads an object into the local variables.
pub fn read_into_locals(fields: &[&Field]) -> TokenStream {
    let locals = fields.iter().map(|f| {
        let local = local(f);
        quote!(#local)
    });
    read_members(fields, locals)
}

/// Reads an object into `places`, one for each field.
fn read_members(fields: &[&Field], places: impl Iterator<Item = TokenStream>) -> TokenStream {
    let names = fields.iter().map(|f| spelled(&f.wire_name));
    let reads = fields.iter().zip(places).map(|(f, place)| {
        let read = codec::read(&f.codec);
        // A null document is a value of its own, not an absent one.
        let method = match f.codec {
            Codec::Document => quote!(member_or_null),
            _ => quote!(member),
        };
        quote!(r.#method(&mut #place, #read))
    });
    let choice = by_index(&quote!(r), reads.collect());
    quote!(r.structure(&[#(#names),*], &mut #choice)?;)
}

/// A closure that does one of `reads` with its parameter `r`, by its second parameter, the index of a member. The last is
/// for all that is left, since there are no other indices.
pub fn by_index(r: &TokenStream, reads: Vec<TokenStream>) -> TokenStream {
    let Some((last, others)) = reads.split_last() else {
        return quote!(|#r, _| r.skip_value());
    };
    if others.is_empty() {
        return quote!(|#r, _| #last);
    }
    let arms = others.iter().enumerate().map(|(index, read)| {
        let index = Literal::usize_unsuffixed(index);
        quote!(#index => #read,)
    });
    quote! {
        |#r, member| match member {
            #(#arms)*
            _ => #last,
        }
    }
}

/// The name as a JSON string spells it, with the escapes that it needs.
pub fn spelled(name: &str) -> String {
    let quoted = serde_json::Value::from(name).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// The fields of a structure literal, from the local variables: defaults and error correction filled in.
pub fn values(fields: &[&Field]) -> TokenStream {
    let values = fields.iter().map(|f| {
        let (name, local) = (ident(&f.name), local(f));
        let value = value(f, &quote!(#local));
        if name == value.to_string() {
            quote!(#name,)
        } else {
            quote!(#name: #value,)
        }
    });
    quote!(#(#values)*)
}

fn value(f: &Field, local: &TokenStream) -> TokenStream {
    if f.ty.is_stream() {
        return local.clone();
    }
    if let Some(stand_in) = f.correction.as_ref().and_then(|c| stand_in(f, c)) {
        return quote!(#local.or_else(|| #stand_in));
    }
    match (&f.default, &f.correction) {
        _ if f.optional => local.clone(),
        (Some(value), _) | (None, Some(Correction::Value(value))) => {
            or_default(&quote!(#local), value, &f.ty)
        }
        _ => quote!(#local.unwrap_or_default()),
    }
}

/// The `Option` with the structure or union that stands in for a missing one; `None` for a correction by a plain value.
pub fn stand_in(f: &Field, correction: &Correction) -> Option<TokenStream> {
    match correction {
        Correction::Value(_) => None,
        Correction::EmptyStructure => {
            let read = codec::read(&f.codec);
            Some(quote!(crate::runtime::json::empty(#read)))
        }
        Correction::UnknownMember { union } => {
            let union = ident(union);
            let unknown = quote!(crate::types::#union::Unknown(Default::default()));
            Some(match f.ty {
                RustType::Box(_) => quote!(Some(Box::new(#unknown))),
                _ => quote!(Some(#unknown)),
            })
        }
    }
}

/// Writes the members of `value` that belong to the body, between `begin_object` and `end_object`.
pub fn write_members(plan: &Structure, value: &TokenStream) -> TokenStream {
    let members = plan.fields.iter().filter(|f| f.in_body).map(|f| {
        let (name, key) = (ident(&f.name), key(&f.wire_name));
        if f.optional {
            let write = codec::write_v(&f.codec);
            return quote! {
                if let Some(v) = &#value.#name {
                    #key
                    #write;
                }
            };
        }
        let write = codec::write(&f.codec, &Value::Place(quote!(#value.#name)));
        let write = quote! {
            #key
            #write;
        };
        match &f.default {
            Some(default) if f.skip_default => {
                let default = match default {
                    // Inference would need to know that nothing else compares with the type: `serde_json`, if some
                    // crate of the build has it, compares its values with booleans, numbers and strings.
                    DefaultValue::Zero => {
                        let of = ty(&f.ty);
                        quote!(<#of as Default>::default())
                    }
                    default => default_value(default, &f.ty),
                };
                quote!(if #value.#name != #default { #write })
            }
            _ => write,
        }
    });
    quote!(#(#members)*)
}
