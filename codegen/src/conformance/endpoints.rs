//! In: a case of `endpointTests`. Out: its test: resolves the endpoint for `params`, then for a call of every operation
//! that `operationInputs` name, and compares each with `expect`.

use proc_macro2::TokenStream;
use quote::quote;

use super::cases::{EndpointCase, EndpointExpectation, OperationInput};
use super::subject::Subject;
use super::values::{Missing, setters};
use crate::ast::{Node, Value};
use crate::plan::names;
use crate::render::syntax::ident;

/// The body of the test function.
pub fn test(subject: &Subject, case: &EndpointCase) -> Result<TokenStream, String> {
    let expected = expected(&case.expect);
    let sets = case.params.iter().map(|(name, node)| {
        let param = subject.plan.endpoint.param(name);
        let param = param.ok_or_else(|| format!("the rule set has no parameter `{name}`"))?;
        let (setter, value) = (ident(&param.setter), param_value(name, node)?);
        Ok(quote!(.#setter(Some(#value))))
    });
    let sets = sets.collect::<Result<Vec<_>, String>>()?;
    let calls = case
        .operation_inputs
        .iter()
        .map(|input| call(subject, input));
    let calls = calls.collect::<Result<Vec<_>, String>>()?;
    Ok(quote! {
        let expected = #expected;
        let found = match Params::builder() #(#sets)* .build() {
            Ok(params) => resolved(DefaultResolver::new().resolve_endpoint(&params)),
            Err(error) => Err(error.to_string()),
        };
        expected.check(found)?;
        #(#calls)*
        Ok(())
    })
}

fn expected(expect: &EndpointExpectation) -> TokenStream {
    match expect {
        EndpointExpectation::Error(text) => quote!(Expected::Error(#text)),
        EndpointExpectation::Endpoint {
            url,
            headers,
            properties,
        } => {
            let headers = headers
                .iter()
                .map(|(name, values)| quote!((#name, &[#(#values),*])));
            quote!(Expected::Endpoint { url: #url, headers: &[#(#headers),*], properties: #properties })
        }
    }
}

fn param_value(name: &str, node: &Node) -> Result<TokenStream, String> {
    let wrong = || {
        format!(
            "`{name}` is {}, which is no value of an endpoint parameter",
            node.kind()
        )
    };
    match &node.value {
        Value::Bool(value) => Ok(quote!(#value)),
        Value::String(text) => {
            let text = &**text;
            Ok(quote!(#text.to_owned()))
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| item.as_str().ok_or_else(wrong));
            let items = items.collect::<Result<Vec<_>, _>>()?;
            Ok(quote!(vec![#(#items.to_owned()),*]))
        }
        _ => Err(wrong()),
    }
}

/// A call of an operation, and the comparison of the endpoint that it is sent to.
fn call(subject: &Subject, input: &OperationInput) -> Result<TokenStream, String> {
    let named = |id: &&crate::model::ShapeId| id.name() == input.operation;
    let id = subject.closure.operations.iter().find(named);
    let id = id.ok_or_else(|| format!("the service has no operation {}", input.operation))?;
    let operation = subject.callable(id)?;
    let method = ident(&operation.method);
    let sets = setters(
        &subject.plan,
        &operation.input,
        input.params.as_ref(),
        Missing::Stay,
    )?;
    let built_ins = input
        .built_ins
        .iter()
        .map(|(name, node)| built_in(name, node));
    let built_ins = built_ins.collect::<Result<Vec<_>, String>>()?;
    let client = input.client.iter().map(|(name, node)| {
        let setter = ident(&names::snake_case(name));
        let value = param_value(name, node)?;
        Ok(quote!(.#setter(#value)))
    });
    let client = client.collect::<Result<Vec<_>, String>>()?;
    Ok(quote! {
        {
            let resolver = crate::fixture::Recording::default();
            let http = crate::support::exchange::InMemory::answering(crate::support::exchange::EMPTY);
            let config = crate::fixture::config(&http) #(#built_ins)* #(#client)* .endpoint_resolver(resolver.clone()).build();
            let call = crate::Client::from_conf(config).#method() #sets .send();
            let result = crate::support::exchange::block_on(call);
            expected.check(resolver.found(result))?;
        }
    })
}

fn built_in(name: &str, node: &Node) -> Result<TokenStream, String> {
    let value = param_value(name, node)?;
    Ok(match name {
        "AWS::Region" => quote!(.region(crate::config::Region::new(#value))),
        "AWS::UseFIPS" => quote!(.use_fips(#value)),
        "AWS::UseDualStack" => quote!(.use_dual_stack(#value)),
        "SDK::Endpoint" => quote!(.endpoint_url(#value)),
        other => {
            return Err(format!(
                "the case sets the built-in `{other}`, which generated clients have no setting for"
            ));
        }
    })
}
