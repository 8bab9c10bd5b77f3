//! The modules that users see, as they know them from the official crates: names and re-exports; code is in the private
//! modules below them and in `runtime`.

use proc_macro2::TokenStream;
use quote::quote;

use super::error;
use super::syntax::{docs, ident, plain};
use crate::plan::{CratePlan, Structure, TypeItem, names};

type Render = fn(&CratePlan) -> TokenStream;

/// File name and tokens of each public module but the operations' own.
pub const MODULES: [(&str, Render); 5] = [
    ("error_meta", error_meta),
    ("operation", operations),
    ("types", types),
    ("types/builders", builders),
    ("types/error", errors),
];

pub fn lib(plan: &CratePlan) -> TokenStream {
    let has_waiters = plan.has_waiters();
    let runtime_client = (!has_waiters).then(|| quote!(client,));
    let waiters = has_waiters.then(|| {
        quote! {
            /// The client, how its calls are customized, and what it can wait for.
            pub mod client;
            /// The waiters: they call an operation until something is as it should be.
            pub mod waiters;
        }
    });
    quote! {
        #![doc = include_str!("../README.md")]
        #![warn(missing_docs)]
        // Deprecated shapes and members of the model are still there for those who use them.
        #![allow(deprecated)]
        // `SdkError` and the variants of unions are as large as they are.
        #![allow(clippy::result_large_err, clippy::large_enum_variant)]
        // Names are the model's.
        #![allow(clippy::enum_variant_names, clippy::module_inception)]
        #![allow(clippy::should_implement_trait, clippy::wrong_self_convention)]
        mod runtime;
        #[doc(inline)]
        pub use runtime::{#runtime_client config, error, meta, primitives};
        /// The operations of the service: input, output, error and builders of each.
        pub mod operation;
        /// The structures, unions and enums that inputs and outputs are made of.
        pub mod types;
        #waiters
        mod error_meta;
        #[doc(inline)]
        pub use client::Client;
        #[doc(inline)]
        pub use config::Config;
        pub use error_meta::Error;
    }
}

fn error_meta(plan: &CratePlan) -> TokenStream {
    error::service_error(&plan.errors)
}

fn operations(plan: &CratePlan) -> TokenStream {
    let modules = plan.operations.iter().map(|operation| {
        let module = ident(&operation.module);
        let item_docs = docs(&format!(
            "Types of the operation `{}`.",
            operation.shape_name
        ));
        quote!(#item_docs pub mod #module;)
    });
    quote! {
        pub use ::aws_types::request_id::RequestId;
        #(#modules)*
    }
}

fn types(plan: &CratePlan) -> TokenStream {
    let items = plan.types.iter().map(|item| {
        let (module, name) = (ident(item.module()), item.name());
        let exported = exported(name, definition(item));
        quote!(pub(crate) mod #module; pub use self::#module::#exported;)
    });
    // Members name their types as items of this module, whatever users see.
    let errors = plan.errors.iter().filter_map(|error| error.data.as_ref());
    let errors = errors.map(|data| {
        let (module, name) = (ident(&data.module), ident(&data.name));
        quote!(pub(crate) mod #module; pub(crate) use self::error::#name;)
    });
    quote! {
        /// Builders of the data types.
        pub mod builders;
        /// The modelled errors.
        pub mod error;
        #(#items)*
        #(#errors)*
    }
}

fn definition(item: &TypeItem) -> &str {
    match item {
        TypeItem::Structure(s) => &s.definition,
        TypeItem::Union(u) => &u.definition,
        TypeItem::Enum(e) => &e.definition,
    }
}

fn exported(name: &str, definition: &str) -> TokenStream {
    let (public, private) = (ident(name), ident(definition));
    if name == definition {
        quote!(#public)
    } else {
        quote!(#private as #public)
    }
}

fn builders(plan: &CratePlan) -> TokenStream {
    let items = plan.types.iter().filter_map(|item| match item {
        TypeItem::Structure(structure) => {
            let module = ident(&structure.module);
            let builder = ident(&format!("{}Builder", plain(&structure.name)));
            Some(quote!(pub use crate::types::#module::#builder;))
        }
        _ => None,
    });
    quote!(#(#items)*)
}

fn errors(plan: &CratePlan) -> TokenStream {
    let structures: Vec<&Structure> = plan.errors.iter().map(|e| &e.structure).collect();
    let items = structures.iter().map(|e| {
        let module = ident(&e.module);
        let exported = exported(&e.name, &names::definition(&e.name));
        quote!(pub(crate) mod #module; pub use self::#module::#exported;)
    });
    let streams = plan.event_streams.iter().map(|s| {
        let (module, name) = (ident(&s.error_module), ident(&s.error.name));
        quote!(pub(crate) mod #module; pub use self::#module::#name;)
    });
    let builders = structures.iter().map(|e| {
        let module = ident(&e.module);
        let builder = ident(&format!("{}Builder", plain(&e.name)));
        quote!(pub use super::#module::#builder;)
    });
    quote! {
        #(#items)*
        #(#streams)*
        /// Builders of the modelled errors.
        pub mod builders {
            #(#builders)*
        }
    }
}
