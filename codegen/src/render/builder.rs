//! In: a [`Structure`]. Out: its builder, with a setter, `set_` and `get_` method for each field, and `build()`.

use proc_macro2::TokenStream;
use quote::quote;

use super::structure::{builder_name, debug};
use super::syntax::{argument, deprecated, docs, ident, or_default, plain, ty};
use crate::plan::{Field, Place, RustType, Structure};

pub fn builder(plan: &Structure) -> TokenStream {
    let name = ident(&builder_name(plan));
    let own_name = plain(&plan.name);
    let definition = ident(&plan.definition);
    let item_docs = docs(&format!(
        "A builder of [`{own_name}`]({}).",
        structure_path(plan)
    ));
    let manual_debug = plan.redacts;
    let mut derives = Vec::new();
    if plan.cloneable {
        derives.push(quote!(Clone));
    }
    if !manual_debug {
        derives.push(quote!(Debug));
    }
    derives.push(quote!(Default));
    if plan.cloneable {
        derives.push(quote!(PartialEq));
    }
    let fields = plan.fields.iter().map(|f| {
        let (name, of) = (ident(&f.name), ty(&f.ty));
        quote!(pub(crate) #name: Option<#of>,)
    });
    let extra_field = match plan.place {
        Place::Output { .. } => quote!(_request_id: Option<String>,),
        Place::Errors(_) => quote!(meta: Option<::aws_smithy_types::error::ErrorMetadata>,),
        Place::Types | Place::Input { .. } => quote!(),
    };
    let methods = plan.fields.iter().map(methods);
    let meta_methods = matches!(plan.place, Place::Errors(_)).then(meta_methods);
    let debug_impl = manual_debug.then(|| debug(plan, &name, &builder_name(plan)));
    let build = build(plan, &definition);
    quote! {
        #item_docs
        #[non_exhaustive]
        #[derive(#(#derives),*)]
        pub struct #name {
            #(#fields)*
            #extra_field
        }
        impl #name {
            #(#methods)*
            #meta_methods
            #build
        }
        #debug_impl
    }
}

/// For links in docs.
fn structure_path(plan: &Structure) -> String {
    let name = plain(&plan.name);
    match &plan.place {
        Place::Types => format!("crate::types::{name}"),
        Place::Errors(_) => format!("crate::types::error::{name}"),
        Place::Input { operation } | Place::Output { operation } => {
            format!("crate::operation::{operation}::{name}")
        }
    }
}

/// How the three methods of a field are called and what they take: shared by builders and fluent builders.
pub struct FieldMethods {
    pub docs: TokenStream,
    pub setter_docs: TokenStream,
    pub getter_docs: TokenStream,
    pub deprecated: TokenStream,
    pub name: proc_macro2::Ident,
    pub setter: proc_macro2::Ident,
    pub getter: proc_macro2::Ident,
    /// Parameters of the plain setter, and the arguments to pass on.
    pub parameters: TokenStream,
    pub arguments: TokenStream,
    pub ty: TokenStream,
}

pub fn field_methods(f: &Field) -> FieldMethods {
    let setter = &f.setter;
    let text = f.docs.trim_end();
    // The words stand at the plain setter; the other two say how they differ.
    let setter_docs = docs(&format!(
        "Sets or unsets the value of [`{0}`](Self::{0}).",
        plain(&f.name)
    ));
    let getter_docs = docs(&format!(
        "The value of [`{0}`](Self::{0}) as it has been set so far.",
        plain(&f.name)
    ));
    let docs = match &f.ty {
        RustType::Vec(_) => docs(&format!(
            "{text}\n\nAppends one element; [`{setter}`](Self::{setter}) replaces the list."
        )),
        RustType::HashMap(..) => docs(&format!(
            "{text}\n\nInserts one entry; [`{setter}`](Self::{setter}) replaces the map."
        )),
        _ if f.required => docs(&format!("{text}\n\nRequired.")),
        _ => docs(text),
    };
    let (parameters, arguments) = match &f.ty {
        RustType::Vec(element) => argument("input", element),
        RustType::HashMap(key, value) => {
            let ((key, key_value), (value, value_value)) =
                (argument("k", key), argument("v", value));
            (quote!(#key, #value), quote!(#key_value, #value_value))
        }
        of => argument("input", of),
    };
    FieldMethods {
        docs,
        setter_docs,
        getter_docs,
        deprecated: deprecated(&f.deprecated),
        name: ident(&f.name),
        setter: ident(setter),
        getter: ident(&f.getter),
        parameters,
        arguments,
        ty: ty(&f.ty),
    }
}

fn methods(f: &Field) -> TokenStream {
    let FieldMethods {
        docs,
        setter_docs,
        getter_docs,
        deprecated,
        name,
        setter,
        getter,
        parameters,
        arguments,
        ty,
    } = field_methods(f);
    let set = match &f.ty {
        RustType::Vec(_) => quote!(self.#name.get_or_insert_with(Vec::new).push(#arguments);),
        RustType::HashMap(..) => {
            quote!(self.#name.get_or_insert_with(::std::collections::HashMap::new).insert(#arguments);)
        }
        _ => quote!(self.#name = Some(#arguments);),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #parameters) -> Self {
            #set
            self
        }
        #setter_docs
        #deprecated
        pub fn #setter(mut self, input: Option<#ty>) -> Self {
            self.#name = input;
            self
        }
        #getter_docs
        #deprecated
        pub fn #getter(&self) -> &Option<#ty> {
            &self.#name
        }
    }
}

fn meta_methods() -> TokenStream {
    quote! {
        /// Code, message and request id of the error.
        pub fn meta(mut self, meta: ::aws_smithy_types::error::ErrorMetadata) -> Self {
            self.meta = Some(meta);
            self
        }
        /// Code, message and request id of the error.
        pub fn set_meta(&mut self, meta: Option<::aws_smithy_types::error::ErrorMetadata>) -> &mut Self {
            self.meta = meta;
            self
        }
    }
}

fn build(plan: &Structure, definition: &proc_macro2::Ident) -> TokenStream {
    let own_name = plain(&plan.name);
    let needed: Vec<&Field> = plan
        .fields
        .iter()
        .filter(|f| !f.optional && f.default.is_none())
        .collect();
    let mut text = format!("Builds the [`{own_name}`]({}).", structure_path(plan));
    if !needed.is_empty() {
        let names: Vec<_> = needed
            .iter()
            .map(|f| format!("[`{0}`](Self::{0})", plain(&f.name)))
            .collect();
        text.push_str(&format!(
            "\n\n# Errors\n\nOne of these is missing: {}.",
            names.join(", ")
        ));
    }
    let docs = docs(&text);
    let fields = plan.fields.iter().map(|f| {
        let name = ident(&f.name);
        if f.optional {
            return quote!(#name: self.#name,);
        }
        match &f.default {
            Some(value) => {
                let value = or_default(&quote!(self.#name), value, &f.ty);
                quote!(#name: #value,)
            }
            None => {
                let field = plain(&f.name);
                let details = format!("required by {own_name}");
                quote!(#name: crate::runtime::structure::required(self.#name, #field, #details)?,)
            }
        }
    });
    let extra = match plan.place {
        Place::Output { .. } => quote!(_request_id: self._request_id,),
        Place::Errors(_) => quote!(meta: self.meta.unwrap_or_default(),),
        Place::Types | Place::Input { .. } => quote!(),
    };
    let value = quote!(#definition { #(#fields)* #extra });
    let target = match &plan.place {
        Place::Types if plan.name != plan.definition => {
            let name = ident(&plan.name);
            quote!(crate::types::#name)
        }
        _ => quote!(#definition),
    };
    if plan.fallible_build {
        quote! {
            #docs
            pub fn build(self) -> Result<#target, ::aws_smithy_types::error::operation::BuildError> {
                Ok(#value)
            }
        }
    } else {
        quote! {
            #docs
            pub fn build(self) -> #target {
                #value
            }
        }
    }
}
