//! In: a case. Out: its Rust test, named by its id.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::cases::{Case, CaseId, Content, Kind};
use super::subject::Subject;
use super::{endpoints, event_streams, requests, responses};

/// One test function.
#[derive(Clone)]
pub struct Test {
    pub case: CaseId,
    /// The function in the module of the kind.
    pub function: String,
    pub body: String,
}

/// `Err` with what stands in the way: the case fails then.
pub fn render(subject: &Subject, case: &Case) -> Result<Test, String> {
    let body = match case.content.as_ref().map_err(Clone::clone)? {
        Content::Request(content) => requests::test(subject, &case.shape, content)?,
        Content::Response(content) => responses::test(subject, &case.shape, content)?,
        Content::EventStream(content) => event_streams::test(subject, &case.shape, content)?,
        Content::Endpoint(content) => endpoints::test(subject, content)?,
    };
    Ok(Test {
        case: case.id.clone(),
        function: function(&case.id.id),
        body: body.to_string(),
    })
}

/// The name of a test function: the letters and digits of the id, everything else as underscores.
fn function(id: &str) -> String {
    let mut name: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .take(120)
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, "case_");
    }
    name
}

/// Gives tests of the same name different ones.
pub fn name_apart(tests: &mut [Test]) {
    let mut seen = std::collections::BTreeSet::new();
    for test in tests {
        let base = test.function.clone();
        let mut number = 2;
        while !seen.insert((test.case.kind, test.function.clone())) {
            test.function = format!("{base}_{number}");
            number += 1;
        }
    }
}

/// The module with the tests of one kind.
pub fn module(kind: Kind, tests: &[&Test]) -> TokenStream {
    let functions = tests.iter().map(|test| {
        let (name, id) = (
            format_ident!("{}", test.function),
            format!(" {}", test.case),
        );
        // Bodies come from `quote` and are kept as text because tokens cannot move between threads.
        let body: TokenStream = test.body.parse().unwrap_or_default();
        quote! {
            #[doc = #id]
            #[test]
            fn #name() -> Outcome {
                #body
            }
        }
    });
    let imports = match kind {
        Kind::Request => quote! {
            use crate::support::exchange::{EMPTY, InMemory, block_on};
            use crate::support::outcome::Outcome;
            use crate::support::request::Expected;
        },
        Kind::Response => quote! {
            use crate::support::exchange::{Answer, InMemory, block_on};
            use crate::support::outcome::{self, Outcome};
            use crate::support::value::{Dump as _, same};
        },
        Kind::Endpoint => quote! {
            use crate::config::endpoint::{DefaultResolver, Params, ResolveEndpoint as _};
            use crate::support::endpoint::{Expected, resolved};
            use crate::support::outcome::Outcome;
        },
        Kind::EventStream => quote! {
            use crate::support::events::{self, Event, Header};
            use crate::support::exchange::{Answer, InMemory, block_on};
            use crate::support::outcome::{self, Outcome, chain};
            use crate::support::request::Expected;
            use crate::support::value::{Dump as _, Value, same};
            use ::aws_smithy_runtime_api::client::result::SdkError;
        },
    };
    quote! {
        #imports
        #(#functions)*
    }
}
