//! In: a [`Structure`]. Out: its table, of which the runtime makes the structure, its getters, its builder and its serde
//! form; and `Debug` where it must redact.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::syntax::{default_value, deprecated, docs, ident, plain, ty};
use super::{fluent, serde_form};
use crate::plan::{DefaultValue, Field, OperationPlan, Place, RustType, Structure};

/// The table of the structure, which the runtime makes the structure, its builder and its serde form of, and the
/// implementations of `Debug` that hide what is sensitive.
pub fn structure(plan: &Structure) -> TokenStream {
    table(plan, &quote!(structure), None)
}

/// The same for the input of an operation, with the setters of its fluent builder.
pub fn input(plan: &OperationPlan) -> TokenStream {
    let (operation, fluent) = (ident(&plan.module), ident(&fluent::name(plan)));
    let way = way(&plan.input);
    let path = quote!(crate::operation::#operation::builders::#fluent, [inner #way];);
    table(&plan.input, &quote!(input), Some(path))
}

fn table(plan: &Structure, table: &TokenStream, fluent: Option<TokenStream>) -> TokenStream {
    let (name, builder) = (ident(&plan.definition), ident(&builder_name(plan)));
    let (item_docs, item_deprecated) = (docs(&plan.docs), deprecated(&plan.deprecated));
    let other_name = plan.name != plan.definition;
    let derive = derives(plan, plan.redacts || other_name);
    let way = way(plan);
    // Redacting is up to the structure, if the builder holds it.
    let builder_redacts = plan.redacts && way.is_none();
    let builder_derive = derives(plan, builder_redacts);
    let builder_docs = docs(&format!("A builder of {}.", link(plan)));
    let builder_path = builder_path(plan);
    let rows = plan.fields.iter().map(row);
    let (extra, meta_setters) = extra_row(&plan.place, &quote!(#builder[#way]));
    let build = build(plan);
    let serde = plan.cloneable.then(|| quote!(impl Serialize, Deserialize;));
    let debug_impl = (plan.redacts || other_name).then(|| debug(plan, &name, plain(&plan.name)));
    let builder_debug_impl = builder_redacts.then(|| debug(plan, &builder, &builder_name(plan)));
    quote! {
        crate::runtime::structure::#table! {
            #fluent
            #item_docs
            #item_deprecated
            #derive
            pub struct #name {
                #(#rows)*
                #extra
            }
            #builder_docs
            #builder_derive
            pub struct #builder[#way] as #builder_path;
            #build
            #serde
        }
        #meta_setters
        #debug_impl
        #builder_debug_impl
    }
}

/// From a builder to the fields, if it holds the structure itself.
pub fn way(plan: &Structure) -> Option<TokenStream> {
    plan.all_optional().then(|| quote!(inner))
}

fn derives(plan: &Structure, manual_debug: bool) -> Option<TokenStream> {
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
    (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]))
}

fn row(f: &Field) -> TokenStream {
    let (docs, deprecated) = (docs(&f.docs), deprecated(&f.deprecated));
    let (name, setter, getter) = (ident(&f.name), ident(&f.setter), ident(&f.getter));
    let (presence, kind) = (presence(f), kind(&f.ty));
    let default = match &f.default {
        Some(DefaultValue::Zero) | None => None,
        Some(value) => {
            let value = default_value(value, &f.ty);
            Some(quote!(= #value))
        }
    };
    // In the serde form all members are in one object.
    let key = if f.in_body { &f.wire_name } else { &f.member };
    let form = serde_form::form(&f.codec);
    quote! {
        #docs
        #deprecated
        #name(#setter, #getter): #presence #kind #default, #key as #form;
    }
}

fn presence(f: &Field) -> TokenStream {
    // A token that the client fills in is not missing.
    let required = f.required && !f.idempotency_token;
    match (&f.default, f.optional) {
        (_, true) if required => quote!(stated),
        (_, true) => quote!(optional),
        (None, false) => quote!(required),
        (Some(_), false) if f.skip_default => quote!(omitted),
        (Some(_), false) => quote!(default),
    }
}

/// What the methods of a field take and give.
fn kind(of: &RustType) -> TokenStream {
    let name = match of {
        RustType::Vec(element) => {
            let name = if takes_into(element) {
                quote!(text_list)
            } else {
                quote!(list)
            };
            let element = ty(element);
            return quote!(#name(#element));
        }
        RustType::HashMap(key, value) => {
            let name = match (takes_into(key), takes_into(value)) {
                (true, true) => quote!(texts_map),
                (true, false) => quote!(text_map),
                (false, true) => quote!(map_of_texts),
                (false, false) => quote!(map),
            };
            let (key, value) = (ty(key), ty(value));
            return quote!(#name(#key, #value));
        }
        RustType::Box(inner) => {
            let inner = ty(inner);
            return quote!(boxed(#inner));
        }
        RustType::String => quote!(text),
        of if of.is_copy() => quote!(copy),
        _ => quote!(value),
    };
    let of = ty(of);
    quote!(#name(#of))
}

/// Whether setters take whatever converts into it.
pub fn takes_into(of: &RustType) -> bool {
    matches!(of, RustType::String | RustType::Box(_))
}

/// The field that a structure has beyond its members, and the setters of the builder for it.
fn extra_row(place: &Place, builder: &TokenStream) -> (TokenStream, TokenStream) {
    match place {
        Place::Output { .. } => (quote!(.._request_id: Option<String>;), quote!()),
        Place::Errors(_) => (
            quote!(..meta: crate::error::ErrorMetadata;),
            quote!(crate::runtime::structure::meta_setters!(#builder);),
        ),
        Place::Types | Place::Input { .. } => (quote!(), quote!()),
    }
}

fn build(plan: &Structure) -> TokenStream {
    let own_name = plain(&plan.name);
    let needed = plan
        .fields
        .iter()
        .filter(|f| !f.optional && f.default.is_none())
        .map(|f| format!("[`{0}`](Self::{0})", plain(&f.name)));
    let needed = needed.collect::<Vec<_>>().join(", ");
    let mut text = format!("Builds the {}.", link(plan));
    if !needed.is_empty() {
        text.push_str(&format!(
            "\n\n# Errors\n\nOne of these is missing: {needed}."
        ));
    }
    let docs = docs(&text);
    let name = ident(&plan.name);
    let target = match &plan.place {
        Place::Types if plan.name != plan.definition => quote!(crate::types::#name),
        _ => {
            let definition = ident(&plan.definition);
            quote!(#definition)
        }
    };
    let fallible = if plan.fallible_build {
        quote!(fallible)
    } else {
        quote!(infallible)
    };
    let details = format!("required by {own_name}");
    quote! {
        #docs
        pub fn build(self) -> #target as #fallible, #details;
    }
}

/// A link to the structure, in docs.
fn link(plan: &Structure) -> String {
    let name = plain(&plan.name);
    let module = match &plan.place {
        Place::Types => "types".to_owned(),
        Place::Errors(_) => "types::error".to_owned(),
        Place::Input { operation } | Place::Output { operation } => {
            format!("operation::{operation}")
        }
    };
    format!("[`{name}`](crate::{module}::{name})")
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

/// `Debug` that hides what is sensitive, of a structure or its builder.
fn debug(plan: &Structure, item: &Ident, text: &str) -> TokenStream {
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
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#text)#(#fields)*#extra.finish()
            }
        }
    }
}
