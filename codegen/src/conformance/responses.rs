//! In: a case of `httpResponseTests`. Out: its test: answers a call with the response and compares the output, or the error
//! of every operation that has it, with `params`.

use aws_smithy_types::base64;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::cases::ResponseCase;
use super::dumps::output_function;
use super::settings::Settings;
use super::subject::Subject;
use super::values::{Missing, minimal_setters, structure};
use crate::model::{ShapeId, ShapeKind};
use crate::plan::OperationPlan;
use crate::render::syntax::ident;

/// The body of the test function.
pub fn test(
    subject: &Subject,
    shape: &ShapeId,
    case: &ResponseCase,
) -> Result<TokenStream, String> {
    let answer = answer(case)?;
    let settings = Settings::new(
        None,
        case.auth_scheme.as_deref(),
        case.vendor_params.as_ref(),
    )?;
    let client = settings.client();
    match subject.model.shape(shape).kind {
        ShapeKind::Operation(_) => {
            let operation = subject.callable(shape)?;
            let (module, name) = (ident(&operation.module), ident(&operation.output.name));
            let path = quote!(crate::operation::#module::#name);
            let params = case.params.as_ref();
            let expected = structure(
                &subject.plan,
                &operation.output,
                &path,
                params,
                Missing::Correct,
            )?;
            let dump = output_function(operation);
            let call = call(subject, operation, &client);
            Ok(quote! {
                let http = InMemory::answering(#answer);
                let output = outcome::output(#call)?;
                let expected = #expected;
                same(&crate::dumps::#dump(expected)?, &crate::dumps::#dump(output)?)
            })
        }
        _ => error(subject, shape, case, &answer, &client),
    }
}

fn error(
    subject: &Subject,
    shape: &ShapeId,
    case: &ResponseCase,
    answer: &TokenStream,
    client: &TokenStream,
) -> Result<TokenStream, String> {
    let plan = &subject.plan;
    let error = plan
        .errors
        .iter()
        .find(|error| error.structure.shape == shape.as_str());
    let error = error.ok_or_else(|| format!("no operation of the client has the error {shape}"))?;
    let name = ident(&error.structure.name);
    let text = &error.structure.name;
    let path = quote!(crate::types::error::#name);
    let expected = structure(
        plan,
        &error.structure,
        &path,
        case.params.as_ref(),
        Missing::Correct,
    )?;
    let operations = plan.operations.iter().filter(|operation| {
        operation
            .error
            .variants
            .iter()
            .any(|variant| variant.name == error.structure.name)
    });
    let code = case
        .vendor_params
        .as_ref()
        .and_then(|params| params.get("code")?.as_str());
    let code = code.map(|code| {
        quote!(outcome::error_code(#code, ::aws_smithy_types::error::metadata::ProvideErrorMetadata::code(&error))?;)
    });
    let calls = operations.map(|operation| {
        let call = call(subject, operation, client);
        let (module, of) = (ident(&operation.module), ident(&operation.error.name));
        quote! {
            let error = match outcome::service_error(#text, #call)? {
                crate::operation::#module::#of::#name(error) => error,
                other => return Err(outcome::other_error(#text, &other)),
            };
            same(&expected.dump(), &error.dump())?;
            #code
        }
    });
    Ok(quote! {
        let http = InMemory::answering(#answer);
        let expected = #expected;
        #(#calls)*
        Ok(())
    })
}

/// A call with an input that is just enough to be sent.
fn call(subject: &Subject, operation: &OperationPlan, client: &TokenStream) -> TokenStream {
    let method = ident(&operation.method);
    let sets = minimal_setters(&subject.plan, &operation.input);
    quote!(block_on(#client.#method() #sets .send()))
}

/// What the case answers, as a value of `support::exchange::Answer`.
pub fn answer(case: &ResponseCase) -> Result<TokenStream, String> {
    let status = case.code;
    let headers = case
        .headers
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    let body = case.body.clone().unwrap_or_default();
    let is_binary = case
        .body_media_type
        .as_deref()
        .is_some_and(|of| of.ends_with("cbor") || of.ends_with("eventstream"));
    let bytes = if is_binary {
        base64::decode(&body).map_err(|_| "the body of the case is not base64".to_owned())?
    } else {
        body.into_bytes()
    };
    let bytes = Literal::byte_string(&bytes);
    Ok(quote!(Answer { status: #status, headers: &[#(#headers),*], body: #bytes }))
}
