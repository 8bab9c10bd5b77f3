//! In: the error structures of a service. Out: the items of `types::error`, and the crate's `Error`.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::imports;
use super::structure::structure;
use super::syntax::plain;
use super::syntax::{docs, ident};
use super::{response, structure_codec, union};
use crate::plan::event_stream::EventStream;
use crate::plan::{ErrorPlan, OperationError, Place, RetryKind, Structure};

/// One error structure with its builder and its reading from an answer.
pub fn error(error: &ErrorPlan) -> TokenStream {
    let ErrorPlan {
        structure: plan,
        response,
        data: _,
    } = error;
    let name = ident(&plan.definition);
    let Place::Errors(facts) = &plan.place else {
        return TokenStream::new();
    };
    let code = &facts.code;
    let mut options = Vec::new();
    if let Some(message) = &facts.message {
        if message.redact {
            options.push(quote!(redacted));
        }
        let field = ident(&message.field);
        options.push(quote!(message = #field));
    }
    if let Some(retry) = facts.retryable {
        let kind = match retry {
            RetryKind::Throttling => quote!(ThrottlingError),
            RetryKind::Server => quote!(ServerError),
            RetryKind::Client => quote!(ClientError),
        };
        options.push(quote!(retry = #kind));
    }
    let structure = structure(plan);
    let (message, meta) = (other_message(error), quote!(meta: answer.meta(),));
    let deserialize = response::deserialize(plan, response, &message, &meta);
    let write = plan.writes.then(|| structure_codec::write(plan));
    let imports = imports(&quote!(#deserialize #write));
    quote! {
        #imports
        #structure
        crate::runtime::modeled_error!(#name, #code, read, [#(#options),*]);
        fn read(answer: &crate::runtime::operation::ErrorAnswer<'_>) -> Result<#name, crate::error::BoxError> {
            #deserialize
        }
        #write
    }
}

/// How an error that is also a member of something is read and written there: the private module of `types` in which the
/// other types have that.
pub fn data(plan: &Structure) -> TokenStream {
    let (name, definition) = (ident(&plan.name), ident(&plan.definition));
    let import = if name == definition {
        quote!(use crate::types::error::#name;)
    } else {
        quote!(use crate::types::error::#name as #definition;)
    };
    let read = plan.reads.then(|| structure_codec::read(plan));
    let write = plan.writes.then(|| structure_codec::write(plan));
    let imports = union::imports(plan.reads, plan.writes);
    quote! {
        #imports
        #import
        #read
        #write
    }
}

/// Services write the name of the message in several ways, whatever the model says: where the member is not there, the
/// message of another name is taken.
fn other_message(error: &ErrorPlan) -> TokenStream {
    let Place::Errors(facts) = &error.structure.place else {
        return TokenStream::new();
    };
    let is_message = |name: &str| facts.message.as_ref().is_some_and(|m| m.field == name);
    let mut fields = error.structure.fields.iter();
    let field = fields.find(|field| field.in_body && is_message(&field.name));
    field.map_or_else(TokenStream::new, |field| {
        let local = structure_codec::local(field);
        quote!(let #local = #local.or_else(|| answer.message());)
    })
}

/// The error enum of an operation or an event stream; `owner` is what its texts name.
pub fn error_enum(plan: &OperationError, owner: &str, text: &str) -> TokenStream {
    let (error, item_docs) = (ident(&plan.name), docs(text));
    let variants: Vec<_> = plan.variants.iter().map(|v| ident(&v.name)).collect();
    let is_methods = plan.variants.iter().map(|v| ident(&v.is_method));
    let variant_docs = plan.variants.iter().map(|v| docs(&v.docs));
    quote! {
        crate::runtime::operation_error! {
            #item_docs
            pub enum #error of #owner {
                #(
                    #variant_docs
                    #variants, #is_methods;
                )*
            }
        }
    }
}

/// The error enum of an event stream.
pub fn event_stream_error(stream: &EventStream) -> TokenStream {
    let text = format!(
        "Errors that a stream of [`{0}`](crate::types::{0}) can end in.",
        plain(&stream.union)
    );
    error_enum(&stream.error, &stream.operation, &text)
}

/// The crate's `Error`: a variant for each modelled error.
pub fn service_error(errors: &[ErrorPlan]) -> TokenStream {
    let variants: Vec<_> = errors.iter().map(|e| ident(&e.structure.name)).collect();
    let variant_docs = errors.iter().map(|e| {
        docs(&format!(
            "{}: {}",
            plain(&e.structure.name),
            e.structure.docs.trim_end()
        ))
    });
    quote! {
        /// Every error that a call of this service can end in.
        ///
        /// Each operation's error converts into it, so that `?` works over calls of several operations; operation, code,
        /// message and request id stay.
        #[non_exhaustive]
        pub enum Error {
            #(
                #variant_docs
                #variants(crate::types::error::#variants),
            )*
            /// Everything else: a code that this crate does not know, an answer that cannot be read, a call that did not
            /// come through.
            #[deprecated(note = "match with a wildcard instead, and look at `code()` and `message()`")]
            Unhandled(crate::error::sealed_unhandled::Unhandled),
        }
        crate::runtime::service_error!(Error, [#(#variants),*]);
    }
}
