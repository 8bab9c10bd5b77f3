//! In: the code of a module. Out: the `use` declarations of the runtime items that the code names without a path.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// Identifiers that no path leads to: as words, and as the beginnings of paths.
#[derive(Default)]
struct Named {
    words: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Named {
    fn collect(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: Option<usize>, c: char| match at.and_then(|at| tokens.get(at)) {
            Some(TokenTree::Punct(punct)) => punct.as_char() == c,
            _ => false,
        };
        for (i, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.collect(group.stream()),
                // A path leads to it, or it is a field or method.
                TokenTree::Ident(_) if is(i.checked_sub(1), ':') && is(i.checked_sub(2), ':') => {}
                TokenTree::Ident(_) if is(i.checked_sub(1), '.') => {}
                TokenTree::Ident(ident) => {
                    if is(Some(i + 1), ':') && is(Some(i + 2), ':') {
                        self.beginnings.insert(ident.to_string());
                    }
                    self.words.insert(ident.to_string());
                }
                _ => {}
            }
        }
    }
}

pub fn imports(tokens: &TokenStream) -> TokenStream {
    let mut named = Named::default();
    named.collect(tokens.clone());
    let begins = |name: &str| named.beginnings.contains(name);
    let names = |name: &str| named.words.contains(name);
    let mut out = TokenStream::new();
    if begins("http") {
        out.extend(quote!(
            use crate::runtime::http;
        ));
    }
    let modules = ["format", "payload", "response"]
        .into_iter()
        .filter(|name| begins(name));
    let builder = names("RequestBuilder").then_some("RequestBuilder");
    let items: Vec<_> = modules
        .chain(builder)
        .map(|name| format_ident!("{name}"))
        .collect();
    if !items.is_empty() {
        out.extend(quote!(use crate::runtime::http::{#(#items),*};));
    }
    let json: Vec<_> = ["Reader", "Writer"]
        .into_iter()
        .filter(|name| names(name))
        .map(|name| format_ident!("{name}"))
        .collect();
    if !json.is_empty() {
        out.extend(quote!(use crate::runtime::json::{#(#json),*};));
    }
    if begins("event_stream") {
        out.extend(quote!(
            use crate::runtime::event_stream;
        ));
    }
    if names("SdkBody") {
        out.extend(quote!(
            use ::aws_smithy_types::body::SdkBody;
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fields_and_paths_import_nothing() {
        let tokens = quote! {
            let a = value.http;
            w.key("Reader");
            crate::runtime::event_stream::send(value.response, ::aws_smithy_types::body::SdkBody::empty());
        };
        assert_eq!(imports(&tokens).to_string(), "");
        let tokens = quote!(payload::text(r, { http::no_body(w, SdkBody::from(b)) }));
        let text = imports(&tokens).to_string();
        for used in ["http ;", "http :: { payload }", "body :: SdkBody"] {
            assert!(text.contains(used), "{used} is not in {text}");
        }
    }
}
