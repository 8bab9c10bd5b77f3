//! In: an [`OperationPlan`]. Out: its module `builders` with the fluent builder, whose setters the table of the
//! input has, and the client's method.

use proc_macro2::TokenStream;
use quote::quote;

use super::structure::builder_name;
use super::syntax::{deprecated, docs, ident, plain};
use crate::plan::{OperationPlan, names};

/// Of the fluent builder.
pub fn name(plan: &OperationPlan) -> String {
    format!("{}FluentBuilder", plain(&plan.name))
}

/// `lib_name` is how users call the crate in Rust.
pub fn builders(plan: &OperationPlan, lib_name: &str) -> TokenStream {
    let fluent = ident(&name(plan));
    let (operation, module) = (ident(&names::definition(&plan.name)), ident(&plan.module));
    let operation_module = ident(&super::operation::private_module(plan));
    let (input, output) = (
        ident(&builder_name(&plan.input)),
        ident(&builder_name(&plan.output)),
    );
    let (input_module, output_module) = (ident(&plan.input.module), ident(&plan.output.module));
    let (output_type, error) = (ident(&plan.output.name), ident(&plan.error.name));
    let item_docs = docs(&format!(
        "A call of `{}`: set the members of its input, then `send`.\n\n{}",
        plan.shape_name,
        plan.docs.trim_end()
    ));
    let item_deprecated = deprecated(&plan.deprecated);
    let clone = plan.input.cloneable.then(|| quote!(Clone,));
    let paginator = plan.paginator.as_ref().map(|_| {
        let paginator = ident(&format!("{}Paginator", plain(&plan.name)));
        quote! {
            impl #fluent {
                /// Makes this a series of calls, one for each page of the results.
                #[inline]
                pub fn into_paginator(self) -> crate::operation::#module::paginator::#paginator {
                    crate::operation::#module::paginator::#paginator::new(self.handle, self.inner)
                }
            }
        }
    });
    let client_method = client_method(plan, lib_name);
    quote! {
        pub use crate::operation::#module::#input_module::#input;
        pub use crate::operation::#module::#output_module::#output;
        use crate::operation::#module::#operation_module::#operation;
        use crate::operation::#module::{#output_type, #error};

        #item_docs
        #item_deprecated
        #[derive(#clone Debug)]
        pub struct #fluent {
            handle: ::std::sync::Arc<crate::client::Handle>,
            pub(crate) inner: #input,
            // Behind a pointer, since each setter moves the builder.
            config_override: Option<Box<crate::config::Builder>>,
        }
        crate::runtime::fluent_builder!(
            #fluent, #input, #operation, #output_type, #error
        );
        #paginator
        impl crate::Client {
            #client_method
        }
    }
}

/// The method of `Client` that starts a call.
fn client_method(plan: &OperationPlan, lib_name: &str) -> TokenStream {
    let (method, module) = (ident(&plan.method), ident(&plan.module));
    let fluent = ident(&name(plan));
    let errors = plan
        .error
        .variants
        .iter()
        .map(|v| format!("[`{0}`](crate::types::error::{0})", plain(&v.name)));
    let mut text = plan.docs.trim_end().to_owned();
    let errors: Vec<String> = errors.collect();
    if !errors.is_empty() {
        text.push_str(&format!("\n\nErrors of its own: {}.", errors.join(", ")));
    }
    text.push_str("\n\n");
    text.push_str(&super::example::code_block(plan, lib_name));
    let item_docs = docs(&text);
    let item_deprecated = deprecated(&plan.deprecated);
    quote! {
        #item_docs
        #item_deprecated
        #[inline]
        pub fn #method(&self) -> crate::operation::#module::builders::#fluent {
            crate::operation::#module::builders::#fluent::new(self.handle.clone())
        }
    }
}
