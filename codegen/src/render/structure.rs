//! In: a [`Structure`]. Out: the struct, its getters, and `Debug` where it must redact.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::syntax::{deprecated, docs, ident, optional_ty, plain, ty};
use crate::plan::{Field, Place, RustType, Structure};

/// The struct with its getters. What differs by place (request id, error metadata) comes as `extra_fields` and the
/// renderers of outputs and errors.
pub fn structure(plan: &Structure) -> TokenStream {
    let name = ident(&plan.definition);
    let item_docs = docs(&plan.docs);
    let item_deprecated = deprecated(&plan.deprecated);
    let manual_debug = plan.redacts || plan.name != plan.definition;
    let mut derives = Vec::new();
    if plan.cloneable {
        derives.push(quote!(Clone));
    }
    if !manual_debug {
        derives.push(quote!(Debug));
    }
    if plan.cloneable {
        derives.push(quote!(PartialEq));
    }
    let derive = (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]));
    let fields = plan.fields.iter().map(|f| {
        let (docs, deprecated, name) = (docs(&f.docs), deprecated(&f.deprecated), ident(&f.name));
        let of = optional_ty(&f.ty, f.optional);
        quote!(#docs #deprecated pub #name: #of,)
    });
    let extra_field = extra_field(&plan.place);
    let getters = plan.fields.iter().map(getter);
    let builder = builder_path(plan);
    let builder_docs = docs(&format!("A builder of [`{0}`](Self).", plain(&plan.name)));
    let debug_impl = manual_debug.then(|| debug(plan, &name, plain(&plan.name)));
    quote! {
        #item_docs
        #item_deprecated
        #[non_exhaustive]
        #derive
        pub struct #name {
            #(#fields)*
            #extra_field
        }
        impl #name {
            #(#getters)*
            #builder_docs
            pub fn builder() -> #builder {
                #builder::default()
            }
        }
        #debug_impl
    }
}

/// The field that a structure has beyond its members.
pub fn extra_field(place: &Place) -> TokenStream {
    match place {
        Place::Output { .. } => quote!(pub(crate) _request_id: Option<String>,),
        Place::Errors(_) => quote!(pub(crate) meta: ::aws_smithy_types::error::ErrorMetadata,),
        Place::Types | Place::Input { .. } => quote!(),
    }
}

/// The public path of the structure's builder.
pub fn builder_path(plan: &Structure) -> TokenStream {
    let builder = ident(&builder_name(plan));
    match &plan.place {
        Place::Types => quote!(crate::types::builders::#builder),
        Place::Errors(_) => quote!(crate::types::error::builders::#builder),
        Place::Input { operation } | Place::Output { operation } => {
            let operation = ident(operation);
            quote!(crate::operation::#operation::builders::#builder)
        }
    }
}

pub fn builder_name(plan: &Structure) -> String {
    format!("{}Builder", plain(&plan.name))
}

fn getter(f: &Field) -> TokenStream {
    let (name, deprecated) = (ident(&f.name), deprecated(&f.deprecated));
    // The field has all of the words; here stand those that people see first.
    let summary = f.docs.trim_end().split("\n\n").next().unwrap_or_default();
    let docs = if f.optional && matches!(f.ty, RustType::Vec(_)) {
        docs(&format!(
            "{summary}\n\nEmpty where the list is absent: `.{}.is_none()` tells.",
            plain(&f.name)
        ))
    } else {
        docs(summary)
    };
    let (result, body) = getter_parts(f, &quote!(self.#name));
    quote! {
        #docs
        #deprecated
        pub fn #name(&self) -> #result {
            #body
        }
    }
}

fn getter_parts(f: &Field, field: &TokenStream) -> (TokenStream, TokenStream) {
    let of = ty(&f.ty);
    match (&f.ty, f.optional) {
        (copy, true) if copy.is_copy() => (quote!(Option<#of>), quote!(#field)),
        (copy, false) if copy.is_copy() => (of, quote!(#field)),
        (RustType::String, true) => (quote!(Option<&str>), quote!(#field.as_deref())),
        (RustType::String, false) => (quote!(&str), quote!(&#field)),
        (RustType::Vec(element), true) => {
            let element = ty(element);
            (
                quote!(&[#element]),
                quote!(#field.as_deref().unwrap_or_default()),
            )
        }
        (RustType::Vec(element), false) => {
            let element = ty(element);
            (quote!(&[#element]), quote!(&#field))
        }
        (RustType::Box(inner), true) => {
            let inner = ty(inner);
            (quote!(Option<&#inner>), quote!(#field.as_deref()))
        }
        (RustType::Box(inner), false) => {
            let inner = ty(inner);
            (quote!(&#inner), quote!(&#field))
        }
        (_, true) => (quote!(Option<&#of>), quote!(#field.as_ref())),
        (_, false) => (quote!(&#of), quote!(&#field)),
    }
}

/// `Debug` that hides what is sensitive, of a structure or its builder.
pub fn debug(plan: &Structure, item: &Ident, text: &str) -> TokenStream {
    let fields = plan.fields.iter().map(|f| {
        let (name, text) = (ident(&f.name), plain(&f.name));
        if f.redact {
            quote!(.field(#text, &crate::runtime::string_enum::REDACTED))
        } else {
            quote!(.field(#text, &self.#name))
        }
    });
    let extra = match plan.place {
        Place::Output { .. } => quote!(.field("_request_id", &self._request_id)),
        Place::Errors(_) => quote!(.field("meta", &self.meta)),
        Place::Types | Place::Input { .. } => quote!(),
    };
    quote! {
        impl ::std::fmt::Debug for #item {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#text)#(#fields)*#extra.finish()
            }
        }
    }
}
