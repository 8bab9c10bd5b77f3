//! In: a [`Paginator`]. Out: the module `operation::<name>::paginator`.

use proc_macro2::TokenStream;
use quote::quote;

use super::structure::{builder_name, way};
use super::syntax::{docs, ident, plain, ty};
use crate::plan::{ItemsPath, OperationPlan, Paginator, PathStep, RustType, names};

pub fn paginator(plan: &OperationPlan, paginator: &Paginator) -> TokenStream {
    let name = ident(&format!("{}Paginator", plain(&plan.name)));
    let module = ident(&plan.module);
    let (operation_module, operation) = (
        ident(&super::operation::private_module(plan)),
        ident(&names::definition(&plan.name)),
    );
    let (builder, output, error) = (
        ident(&builder_name(&plan.input)),
        ident(&plan.output.name),
        ident(&plan.error.name),
    );
    let item_docs = docs(&format!("The pages of `{}`.", plan.shape_name));
    let input_token = ident(&paginator.input_token);
    let output_token = path_to_option(&paginator.output_token, &quote!(output));
    let page_size = paginator.page_size.as_ref().map(|page_size| {
        let (field, of) = (ident(&page_size.field), ty(&page_size.ty));
        let way = way(&plan.input).map(|inner| quote!(#inner.));
        quote! {
            /// The largest number of results on each page.
            #[inline]
            pub fn page_size(mut self, limit: #of) -> Self {
                self.builder.#way #field = Some(limit);
                self
            }
        }
    });
    let items = paginator
        .items
        .as_ref()
        .map(|items| self::items(plan, items));
    let items_method = paginator.items.as_ref().map(|_| {
        let items = ident(&format!("{}PaginatorItems", plain(&plan.name)));
        quote! {
            /// The items of all pages, one by one.
            #[inline]
            pub fn items(self) -> #items {
                #items(self)
            }
        }
    });
    quote! {
        use crate::operation::#module::builders::#builder;
        use crate::operation::#module::#operation_module::#operation;
        use crate::operation::#module::{#output, #error};
        use crate::runtime::paginator;
        use ::aws_smithy_async::future::pagination_stream::PaginationStream;

        #item_docs
        #[derive(Debug)]
        pub struct #name {
            handle: ::std::sync::Arc<crate::client::Handle>,
            builder: #builder,
            stop_on_duplicate_token: bool,
        }

        impl #name {
            #[inline]
            pub(crate) fn new(handle: ::std::sync::Arc<crate::client::Handle>, builder: #builder) -> Self {
                Self { handle, builder, stop_on_duplicate_token: true }
            }
            #page_size
            #items_method
            /// Whether to stop, without an error, when an answer has the token of the request that asked for it. By default
            /// `true`, because going on would never end; `false` goes on.
            #[inline]
            pub fn stop_on_duplicate_token(mut self, stop_on_duplicate_token: bool) -> Self {
                self.stop_on_duplicate_token = stop_on_duplicate_token;
                self
            }
            /// The stream of pages. No request is sent before the first page is asked for; after an error the stream ends.
            #[inline]
            pub fn send(self) -> PaginationStream<Result<#output, crate::error::SdkError<#error>>> {
                paginator::pages::<#operation, _>(
                    self.handle,
                    self.builder.build(),
                    self.stop_on_duplicate_token,
                    |input| &mut input.#input_token,
                    |output| #output_token,
                )
            }
        }

        #items
    }
}

/// The token as an `Option<&str>`.
fn path_to_option(steps: &[PathStep], root: &TokenStream) -> TokenStream {
    let mut expression = quote!(Some(#root));
    for (i, step) in steps.iter().enumerate() {
        let field = ident(&step.field);
        let last = i + 1 == steps.len();
        expression = match (step.optional, last) {
            (true, true) => quote!(#expression.and_then(|v| v.#field.as_deref())),
            (false, true) => quote!(#expression.map(|v| v.#field.as_str())),
            (true, false) => quote!(#expression.and_then(|v| v.#field.as_ref())),
            (false, false) => quote!(#expression.map(|v| &v.#field)),
        };
    }
    if let [step] = steps {
        let field = ident(&step.field);
        return if step.optional {
            quote!(#root.#field.as_deref())
        } else {
            quote!(Some(#root.#field.as_str()))
        };
    }
    expression
}

fn items(plan: &OperationPlan, items: &ItemsPath) -> TokenStream {
    let (name, paginator) = (
        ident(&format!("{}PaginatorItems", plain(&plan.name))),
        ident(&format!("{}Paginator", plain(&plan.name))),
    );
    let (output, error) = (ident(&plan.output.name), ident(&plan.error.name));
    let item = match &items.item {
        RustType::Vec(element) => ty(element),
        RustType::HashMap(key, value) => {
            let (key, value) = (ty(key), ty(value));
            quote!((#key, #value))
        }
        other => ty(other),
    };
    let item_docs = docs(&format!(
        "The items of all pages of `{}`, one by one.",
        plan.shape_name
    ));
    let mut expression = quote!(Some(page));
    for step in &items.steps {
        let field = ident(&step.field);
        expression = if step.optional {
            quote!(#expression.and_then(|v| v.#field))
        } else {
            quote!(#expression.map(|v| v.#field))
        };
    }
    if let [step] = &items.steps[..] {
        let field = ident(&step.field);
        expression = if step.optional {
            quote!(page.#field)
        } else {
            quote!(Some(page.#field))
        };
    }
    quote! {
        #item_docs
        #[derive(Debug)]
        pub struct #name(#paginator);

        impl #name {
            /// The stream of items. After an error the stream ends.
            #[inline]
            pub fn send(self) -> PaginationStream<Result<#item, crate::error::SdkError<#error>>> {
                paginator::items(self.0.send(), |page: #output| #expression.into_iter().flatten().collect())
            }
        }
    }
}
