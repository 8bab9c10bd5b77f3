//! In: an operation whose input or output has an event stream. Out: the statements that make the stream a body, and the
//! functions that make a body the stream.

use proc_macro2::TokenStream;
use quote::quote;

use super::response;
use super::structure_codec::{locals, read_into_locals, write_members};
use super::syntax::ident;
use crate::plan::bindings::{Body, EventStreamPlan, FieldRef, Payload, Response};
use crate::plan::{Field, OperationPlan, Structure};

/// The event stream of a body.
pub fn of(body: &Body) -> Option<(&FieldRef, &EventStreamPlan)> {
    match body {
        Body::Payload {
            field,
            payload: Payload::EventStream(stream),
            ..
        } => Some((field, stream)),
        _ => None,
    }
}

/// Statements over `input`, `request` and `config` that send the stream.
pub fn send(input: &Structure, field: &FieldRef, plan: &EventStreamPlan) -> TokenStream {
    let name = ident(&field.name);
    let initial = if plan.initial_message {
        let members = write_members(input, &quote!(input));
        quote! {
            Some(event_stream::marshalled("initial-request", |w| {
                w.begin_object();
                #members
                w.end_object();
            })?)
        }
    } else {
        quote!(None)
    };
    quote! {
        let initial = #initial;
        request.body(
            "application/vnd.amazon.eventstream",
            event_stream::send(config, initial, input.#name),
        );
    }
}

/// The function `deserialize` of an output with an event stream.
pub fn deserialize(
    plan: &OperationPlan,
    field: &FieldRef,
    stream: &EventStreamPlan,
) -> TokenStream {
    let output = ident(&plan.output.name);
    let local = response::local_of(&plan.output, field);
    // What the initial response brings is absent until then.
    let in_body: Vec<&Field> = plan.output.fields.iter().filter(|f| f.in_body).collect();
    let locals = stream.initial_message.then(|| {
        let names = in_body.iter().map(|f| super::structure_codec::local(f));
        quote!(#(let #names = None;)*)
    });
    let rest = response::deserialize(
        &plan.output,
        &plan.response,
        &TokenStream::new(),
        &quote!(_request_id: answer.request_id(),),
    );
    quote! {
        #[inline]
        fn deserialize(
            response: &mut ::aws_smithy_runtime_api::client::orchestrator::HttpResponse,
            config: &crate::config::ConfigBag,
        ) -> Result<#output, crate::error::BoxError> {
            let #local = event_stream::EventReceiver::new(response);
            let answer = Answer {
                status: response.status(),
                headers: response.headers(),
                body: &[],
                config,
            };
            #locals
            #rest
        }
    }
}

/// A required member beside a stream is never corrected: an answer without it is none.
pub fn required(output: &Structure, response: &Response) -> TokenStream {
    if of(&response.body).is_none() {
        return TokenStream::new();
    }
    let checks = response.headers.iter().filter_map(|binding| {
        let field = output
            .fields
            .iter()
            .find(|f| f.name == binding.field.name)?;
        let (local, member) = (response::local_of(output, &binding.field), &field.member);
        field.required.then(|| {
            quote! {
                if #local.is_none() {
                    return Err(crate::runtime::json::ReadError::missing_member(#member).into());
                }
            }
        })
    });
    quote!(#(#checks)*)
}

/// Of an output whose stream begins with an initial response: the value of `COMPLETE`, and the function that it names.
pub fn complete(plan: &OperationPlan) -> Option<(TokenStream, TokenStream)> {
    let (field, _) = of(&plan.response.body).filter(|(_, stream)| stream.initial_message)?;
    let stream = ident(&field.name);
    let in_body: Vec<&Field> = plan.output.fields.iter().filter(|f| f.in_body).collect();
    let (locals, members) = (locals(&in_body), read_into_locals(&in_body));
    let sets = in_body.iter().map(|f| {
        let (name, local) = (ident(&f.name), super::structure_codec::local(f));
        let value = if f.optional {
            quote!(Some(value))
        } else {
            quote!(value)
        };
        quote! {
            if let Some(value) = #local {
                output.#name = #value;
            }
        }
    });
    let (output, error) = (ident(&plan.output.name), ident(&plan.error.name));
    let constant = quote! {
        const COMPLETE: Option<fn(#output) -> crate::runtime::operation::Completed<Self>> =
            Some(|output| Box::pin(complete(output)));
    };
    let function = quote! {
        #[inline]
        async fn complete(
            mut output: #output,
        ) -> Result<
            #output,
            crate::error::SdkError<#error, ::aws_smithy_runtime_api::client::orchestrator::HttpResponse>,
        > {
            let initial = output.#stream.initial_response().await;
            if let Some(initial) = initial.map_err(event_stream::initial_response_error)? {
                let read = |r: &mut Reader<'_>| {
                    #locals
                    #members
                    r.finish()?;
                    #(#sets)*
                    Ok(())
                };
                event_stream::read_initial_response::<#error>(&initial, read)?;
            }
            Ok(output)
        }
    };
    Some((constant, function))
}
