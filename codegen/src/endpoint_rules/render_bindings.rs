//! In: what an operation sets. Out: the tokens that set it. Takes no decisions.

use proc_macro2::TokenStream;
use quote::quote;

use super::bind::{BoundParam, BoundValue};
use super::render::ident;
use super::syntax::{ParameterType, ParameterValue};
use super::walk::{Take, Walk};

/// The body of a function `fn(input: &Input, params: ParamsBuilder) -> ParamsBuilder`. The input is read only if
/// [`reads_input`] says so.
pub fn render_bindings(bound: &[BoundParam]) -> TokenStream {
    let statics = bound.iter().filter_map(|param| match &param.value {
        BoundValue::Static(value) => Some(render_static(&param.setter, value)),
        BoundValue::Input { .. } => None,
    });
    if !reads_input(bound) {
        return quote!(params #(#statics)*);
    }
    let walks = bound.iter().filter_map(|param| match &param.value {
        BoundValue::Static(_) => None,
        BoundValue::Input { walk, ty } => Some(render_input(&param.setter, walk, *ty)),
    });
    quote! {
        let mut params = params #(#statics)*;
        #(#walks)*
        params
    }
}

/// Whether a value comes from the input.
pub fn reads_input(bound: &[BoundParam]) -> bool {
    bound
        .iter()
        .any(|param| matches!(param.value, BoundValue::Input { .. }))
}

fn render_static(setter: &str, value: &ParameterValue) -> TokenStream {
    let setter = ident(setter);
    match value {
        ParameterValue::Boolean(value) => quote!(.#setter(Some(#value))),
        ParameterValue::String(value) => {
            let value = &**value;
            quote!(.#setter(Some(#value.to_owned())))
        }
        ParameterValue::StringArray(items) => {
            let items = items.iter().map(|item| &**item);
            quote!(.#setter(Some(vec![#(#items.to_owned()),*])))
        }
    }
}

fn render_input(setter: &str, walk: &Walk, ty: ParameterType) -> TokenStream {
    let setter = ident(setter);
    if ty != ParameterType::StringArray {
        return render_walk(
            walk,
            &quote!(input),
            true,
            &|value| quote!(params = params.#setter(Some(#value));),
        );
    }
    // Set even if it is empty, once the list itself is there.
    let collect = render_walk(
        walk,
        &quote!(input),
        false,
        &|value| quote!(values.push(#value);),
    );
    quote! {
        let mut values = None;
        #collect
        if values.is_some() {
            params = params.#setter(values);
        }
    }
}

/// Statements that go on from `current`, a reference, and do something with what they find. Where the first collection
/// is entered, the list that `values` may hold is made, unless it is `opened`.
fn render_walk(
    walk: &Walk,
    current: &TokenStream,
    opened: bool,
    found: &dyn Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let value = quote!(value);
    let open = |inner: TokenStream| match opened {
        true => inner,
        false => quote! {
            let values = values.get_or_insert_with(Vec::new);
            #inner
        },
    };
    match walk {
        Walk::Take(Take::Text) => found(quote!(#current.clone())),
        Walk::Take(Take::Enum) => found(quote!(#current.as_str().to_owned())),
        Walk::Take(Take::Boolean) => found(quote!(*#current)),
        Walk::Field {
            name,
            optional,
            next,
        } => {
            let (name, next) = (ident(name), render_walk(next, &value, opened, found));
            if *optional {
                quote!(if let Some(value) = &#current.#name { #next })
            } else {
                quote!({ let value = &#current.#name; #next })
            }
        }
        Walk::Variant { accessor, next } => {
            let (accessor, next) = (ident(accessor), render_walk(next, &value, opened, found));
            quote!(if let Ok(value) = #current.#accessor() { #next })
        }
        Walk::Elements { sparse, next } => {
            let next = render_walk(next, &value, true, found);
            let elements = if *sparse {
                quote!(#current.iter().flatten())
            } else {
                quote!(#current)
            };
            open(quote!(for value in #elements { #next }))
        }
        Walk::Values { sparse, next } => {
            let next = render_walk(next, &value, true, found);
            let flatten = sparse.then(|| quote!(.flatten()));
            open(quote!(for value in #current.values() #flatten { #next }))
        }
        Walk::Keys { next } => {
            let next = render_walk(next, &value, true, found);
            open(quote!(for value in #current.keys() { #next }))
        }
        Walk::Each(walks) => {
            let walks = walks
                .iter()
                .map(|walk| render_walk(walk, current, true, found));
            open(quote!(#(#walks)*))
        }
    }
}
