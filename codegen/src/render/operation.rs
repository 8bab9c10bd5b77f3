//! In: an [`OperationPlan`]. Out: the operation's type, its error enum and its functions over requests and answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::imports;
use super::syntax::{deprecated, docs, ident, plain};
use super::{error, event_stream_operation, request, response};
use crate::endpoint_rules;
use crate::plan::bindings::{Auth, Body, HostPart, Payload};
use crate::plan::{OperationPlan, RustType, names};

/// The module `operation::<name>`: nothing but names, so that no name of the model hides one of Rust's in code.
pub fn module(plan: &OperationPlan) -> TokenStream {
    let (name, error) = (ident(&plan.name), ident(&plan.error.name));
    let definition = ident(&names::definition(&plan.name));
    let operation_module = ident(&private_module(plan));
    let (input, output) = (ident(&plan.input.name), ident(&plan.output.name));
    let (input_module, output_module) = (ident(&plan.input.module), ident(&plan.output.module));
    let operation = if name == definition {
        quote!(#name)
    } else {
        quote!(#definition as #name)
    };
    let paginator = plan.paginator.as_ref().map(|_| {
        quote! {
            /// The paginator of this operation.
            pub mod paginator;
        }
    });
    quote! {
        pub use self::#operation_module::{#operation, #error};
        pub use self::#input_module::#input;
        pub use self::#output_module::#output;
        /// Builders of the input and the output, and the fluent builder.
        pub mod builders;
        #paginator
        pub(crate) mod #operation_module;
        pub(crate) mod #input_module;
        pub(crate) mod #output_module;
    }
}

/// The private module that defines the operation itself.
pub fn private_module(plan: &OperationPlan) -> String {
    format!("_{}", names::snake_case(&plan.shape_name))
}

pub fn operation(plan: &OperationPlan, sdk_id: &str) -> TokenStream {
    let definition = ident(&names::definition(&plan.name));
    let module = ident(&plan.module);
    let (input, output, error) = (
        ident(&plan.input.name),
        ident(&plan.output.name),
        ident(&plan.error.name),
    );
    let shape_name = &plan.shape_name;
    let item_docs = docs(&plan.docs);
    let item_deprecated = deprecated(&plan.deprecated);
    let flags = flags(plan);
    let serialize = request::serialize(plan);
    let (deserialize_constant, deserialize) = deserialize(plan);
    let host_prefix = host_prefix(plan);
    let endpoint_params = endpoint_params(plan);
    let idempotency_token = plan
        .input
        .fields
        .iter()
        .find(|f| f.idempotency_token)
        .map(|f| {
            let name = ident(&f.name);
            quote! {
                #[inline]
                fn idempotency_token(input: &mut #input) -> Option<&mut Option<String>> {
                    Some(&mut input.#name)
                }
            }
        });
    let telemetry = telemetry(plan);
    let error_enum = error_enum(plan);
    let uses_input = serialize.to_string().contains("input");
    let input_argument = if uses_input {
        quote!(input)
    } else {
        quote!(_input)
    };
    let sends_events = event_stream_operation::of(&plan.request.body).is_some();
    let config_argument = if sends_events || plan.request_compression {
        quote!(config)
    } else {
        quote!(_config)
    };
    let (complete_constant, complete) = event_stream_operation::complete(plan).unzip();
    let has_endpoint = (host_prefix.is_some() || endpoint_params.is_some()).then(|| {
        quote!(
            const HAS_ENDPOINT: bool = true;
        )
    });
    let imports = imports(&quote!(#serialize #deserialize #complete));
    let flags_import = (!flags.is_empty()).then(|| quote!(Flags,));
    quote! {
        #imports
        use crate::runtime::operation::{Answer, Deserialize, #flags_import Operation};
        use crate::operation::#module::{#input, #output};

        crate::runtime::operation_type! {
            #item_docs
            #item_deprecated
            pub struct #definition;
        }

        impl Operation for #definition {
            type Input = #input;
            type Output = #output;
            type Error = #error;
            crate::runtime::operation_names!(#definition, #sdk_id, #shape_name);
            #flags
            const DESERIALIZE: Deserialize<#output> = #deserialize_constant;
            #complete_constant
            #has_endpoint
            #[inline]
            fn serialize(
                #input_argument: #input,
                #config_argument: &mut crate::config::ConfigBag,
            ) -> Result<::aws_smithy_runtime_api::client::orchestrator::HttpRequest, crate::error::BoxError> {
                #serialize
            }
            #host_prefix
            #endpoint_params
            #idempotency_token
            #telemetry
        }

        #deserialize

        #complete

        #error_enum
    }
}

fn flags(plan: &OperationPlan) -> TokenStream {
    let unsigned = plan.auth == Auth::SigV4UnsignedPayload;
    let streams_events = [&plan.request.body, &plan.response.body]
        .into_iter()
        .any(|body| event_stream_operation::of(body).is_some());
    let sensitive = plan.sensitive;
    if !sensitive && !unsigned && !streams_events {
        return TokenStream::new();
    }
    quote! {
        const FLAGS: Flags = Flags {
            sensitive: #sensitive,
            unsigned_payload: #unsigned,
            no_stalled_stream_protection: #streams_events,
        };
    }
}

/// The value of `DESERIALIZE`, and the function that it names.
fn deserialize(plan: &OperationPlan) -> (TokenStream, TokenStream) {
    let output = ident(&plan.output.name);
    if let Some((field, stream)) = event_stream_operation::of(&plan.response.body) {
        let function = event_stream_operation::deserialize(plan, field, stream);
        return (quote!(Deserialize::Streaming(deserialize)), function);
    }
    if let Body::Payload {
        field,
        payload: Payload::ByteStream { .. },
        ..
    } = &plan.response.body
    {
        let local = response::local_of(&plan.output, field);
        let rest = response::deserialize(
            &plan.output,
            &plan.response,
            &TokenStream::new(),
            &quote!(_request_id: answer.request_id(),),
        );
        let function = quote! {
            #[inline]
            fn deserialize(
                response: &mut ::aws_smithy_runtime_api::client::orchestrator::HttpResponse,
                config: &crate::config::ConfigBag,
            ) -> Result<#output, crate::error::BoxError> {
                let stream = ::std::mem::replace(response.body_mut(), ::aws_smithy_types::body::SdkBody::taken());
                let #local = crate::primitives::ByteStream::new(stream);
                let answer = Answer {
                    status: response.status(),
                    headers: response.headers(),
                    body: &[],
                    config,
                };
                #rest
            }
        };
        return (quote!(Deserialize::Streaming(deserialize)), function);
    }
    let body = response::deserialize(
        &plan.output,
        &plan.response,
        &TokenStream::new(),
        &quote!(_request_id: answer.request_id(),),
    );
    let function = quote! {
        #[inline]
        fn deserialize(answer: &Answer<'_>) -> Result<#output, crate::error::BoxError> {
            #body
        }
    };
    (quote!(Deserialize::Whole(deserialize)), function)
}

/// The character of a text that has but one.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn host_prefix(plan: &OperationPlan) -> Option<TokenStream> {
    let parts = plan.host_prefix.as_ref()?;
    let input = ident(&plan.input.name);
    let has_labels = parts.iter().any(|p| matches!(p, HostPart::Label { .. }));
    let argument = if has_labels {
        quote!(input)
    } else {
        quote!(_input)
    };
    let pushes = parts.iter().map(|part| match part {
        HostPart::Literal(text) => match single(text) {
            Some(c) => quote!(prefix.push(#c);),
            None => quote!(prefix.push_str(#text);),
        },
        HostPart::Label { member, field } => {
            let name = ident(&field.name);
            let value = if field.optional {
                quote!(crate::runtime::http::required(#member, &input.#name)?)
            } else {
                quote!(&input.#name)
            };
            quote!(crate::runtime::http::push_host_label(&mut prefix, #member, #value)?;)
        }
    });
    let value = match &parts[..] {
        [HostPart::Literal(text)] => quote!(Ok(Some(#text.to_owned()))),
        _ => quote! {
            let mut prefix = String::new();
            #(#pushes)*
            Ok(Some(prefix))
        },
    };
    Some(quote! {
        #[inline]
        fn host_prefix(#argument: &#input) -> Result<Option<String>, crate::error::BoxError> {
            #value
        }
    })
}

fn endpoint_params(plan: &OperationPlan) -> Option<TokenStream> {
    if plan.endpoint_params.is_empty() {
        return None;
    }
    let input = ident(&plan.input.name);
    let argument = if endpoint_rules::reads_input(&plan.endpoint_params) {
        quote!(input)
    } else {
        quote!(_input)
    };
    let body = endpoint_rules::render_bindings(&plan.endpoint_params);
    Some(quote! {
        #[inline]
        fn endpoint_params(
            #argument: &#input,
            params: crate::config::endpoint::ParamsBuilder,
        ) -> crate::config::endpoint::ParamsBuilder {
            #body
        }
    })
}

/// Top-level strings that a user may have captured: not the sensitive ones.
fn telemetry(plan: &OperationPlan) -> Option<TokenStream> {
    let input = ident(&plan.input.name);
    let visits: Vec<TokenStream> = plan
        .input
        .fields
        .iter()
        .filter(|f| f.ty == RustType::String && !f.redact)
        .map(|f| {
            let (member, name) = (&f.member, ident(&f.name));
            if f.optional {
                quote!((#member, &input.#name))
            } else {
                quote!((#member, &Some(input.#name.clone())))
            }
        })
        .collect();
    (!visits.is_empty()).then(|| {
        quote! {
            #[inline]
            fn telemetry_attributes(input: &#input, visit: &mut crate::runtime::operation::Visit<'_>) {
                visit(&[#(#visits),*]);
            }
        }
    })
}

fn error_enum(plan: &OperationPlan) -> TokenStream {
    let text = format!(
        "Errors that [`{0}`](crate::operation::{1}::{0}) can end in.",
        plain(&plan.name),
        plan.module
    );
    error::error_enum(&plan.error, &plan.shape_name, &text)
}
