//! In: a case of `httpRequestTests`. Out: its test: calls the operation with `params` and compares what was sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::cases::RequestCase;
use super::settings::Settings;
use super::subject::Subject;
use super::values::{Missing, setters};
use crate::model::ShapeId;
use crate::render::syntax::ident;

/// The body of the test function.
pub fn test(
    subject: &Subject,
    operation: &ShapeId,
    case: &RequestCase,
) -> Result<TokenStream, String> {
    let operation = subject.callable(operation)?;
    let settings = Settings::new(
        case.host.as_deref(),
        case.auth_scheme.as_deref(),
        case.vendor_params.as_ref(),
    )?;
    let client = settings.client();
    let method = ident(&operation.method);
    let sets = setters(
        &subject.plan,
        &operation.input,
        case.params.as_ref(),
        Missing::Stay,
    )?;
    let expected = expected(case);
    Ok(quote! {
        let http = InMemory::answering(EMPTY);
        let result = block_on(#client.#method() #sets .send());
        let sent = http.sent(&result)?;
        #expected.check(&sent)
    })
}

/// The expectations of a case, as a value of `support::request::Expected`.
pub fn expected(case: &RequestCase) -> TokenStream {
    let RequestCase {
        method,
        uri,
        query_params,
        forbid_query_params,
        require_query_params,
        forbid_headers,
        require_headers,
        ..
    } = case;
    let resolved_host = option(case.resolved_host.as_deref());
    let headers = case
        .headers
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    let body = match &case.body {
        Some(body) => {
            let media_type = option(case.body_media_type.as_deref());
            quote!(Some((#body, #media_type)))
        }
        None => quote!(None),
    };
    quote! {
        Expected {
            method: #method,
            uri: #uri,
            resolved_host: #resolved_host,
            query_params: &[#(#query_params),*],
            forbid_query_params: &[#(#forbid_query_params),*],
            require_query_params: &[#(#require_query_params),*],
            headers: &[#(#headers),*],
            forbid_headers: &[#(#forbid_headers),*],
            require_headers: &[#(#require_headers),*],
            body: #body,
        }
    }
}

pub fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
