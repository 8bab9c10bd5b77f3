//! In: the waiters of operations. Out: the modules `waiters` and `waiters::<name>`, and the module `client`, which has the trait that
//! starts a wait.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::jmespath;
use super::structure::builder_name;
use super::syntax::{deprecated, docs, ident, plain, ty};
use crate::model::waiters::{AcceptorState, Comparator, Over};
use crate::plan::{
    CratePlan, OperationPlan, RustType, WaiterAcceptor, WaiterMatcher, WaiterPlan, WaiterSetter,
    names,
};

/// All waiters of a crate.
fn all(plan: &CratePlan) -> impl Iterator<Item = &WaiterPlan> {
    plan.operations.iter().flat_map(|o| &o.waiters)
}

/// The module `waiters`.
pub fn waiters(plan: &CratePlan) -> TokenStream {
    let mut modules: Vec<&WaiterPlan> = all(plan).collect();
    modules.sort_by(|a, b| a.module.cmp(&b.module));
    let modules = modules.into_iter().map(|waiter| {
        let module = ident(&waiter.module);
        let item_docs = docs(&format!("Types of the waiter `{}`.", waiter.shape_name));
        quote!(#item_docs pub mod #module;)
    });
    quote!(#(#modules)*)
}

/// The module `client`: what all crates have there, and the trait with the waiters.
pub fn client(plan: &CratePlan) -> TokenStream {
    let signatures: Vec<(TokenStream, &WaiterPlan)> = all(plan)
        .map(|waiter| {
            let (method, module, builder) = (
                ident(&waiter.method),
                ident(&waiter.module),
                ident(&waiter.builder),
            );
            let signature = quote!(fn #method(&self) -> crate::waiters::#module::#builder);
            (signature, waiter)
        })
        .collect();
    let declarations = signatures.iter().map(|(signature, waiter)| {
        let (docs, deprecated) = (docs(&waiter.docs), deprecated(&waiter.deprecated));
        quote!(#docs #deprecated #signature;)
    });
    let definitions = signatures.iter().map(|(signature, waiter)| {
        let (module, builder) = (ident(&waiter.module), ident(&waiter.builder));
        quote! {
            #[inline]
            #signature {
                crate::waiters::#module::#builder {
                    handle: self.handle.clone(),
                    inner: Default::default(),
                }
            }
        }
    });
    quote! {
        #[doc(inline)]
        pub use crate::runtime::client::*;

        /// What a [`Client`] can wait for: import this trait, and it has these methods.
        ///
        /// Each returns a fluent builder; set the members of the operation's input on it, then call `wait` with the longest time
        /// that you want to wait, and await the end.
        pub trait Waiters {
            #(#declarations)*
        }

        impl Waiters for Client {
            #(#definitions)*
        }
    }
}

/// The module of one waiter.
pub fn waiter(operation: &OperationPlan, plan: &WaiterPlan) -> TokenStream {
    let (builder, final_poll, error) = (
        ident(&plan.builder),
        ident(&plan.final_poll),
        ident(&plan.error),
    );
    let module = ident(&operation.module);
    let inner = ident(&builder_name(&operation.input));
    let operation_module = ident(&super::operation::private_module(operation));
    let operation_type = ident(&names::definition(&operation.name));
    let operation_type = quote!(crate::operation::#module::#operation_module::#operation_type);
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let operation_error = ident(&operation.error.name);
    let operation_error = quote!(crate::operation::#module::#operation_error);
    let (min_delay, max_delay) = (
        Literal::u64_unsuffixed(plan.min_delay),
        Literal::u64_unsuffixed(plan.max_delay),
    );
    let acceptors = plan.acceptors.iter().map(|acceptor| {
        let state = match acceptor.state {
            AcceptorState::Success => quote!(Success),
            AcceptorState::Failure => quote!(Failure),
            AcceptorState::Retry => quote!(Retry),
        };
        let matcher = matcher(operation, &acceptor.matcher);
        quote!((AcceptorState::#state, Matcher::#matcher))
    });
    let is_path = |a: &WaiterAcceptor| matches!(a.matcher, WaiterMatcher::Path { .. });
    let is_over_input = |a: &WaiterAcceptor| {
        matches!(
            a.matcher,
            WaiterMatcher::Path {
                over: Over::InputOutput,
                ..
            }
        )
    };
    let input = plan
        .acceptors
        .iter()
        .any(is_over_input)
        .then(|| quote!(#input,));
    let jmespath = plan
        .acceptors
        .iter()
        .any(is_path)
        .then(|| quote!(, jmespath));
    let wait_docs = docs(&format!(
        "{}\n\nCalls `{}` until an answer says that the wait is over, with growing pauses of {} in between.\n\n# Errors\n\nAn \
         answer says that what is waited for will not be; a call fails with an error that says nothing about it; `max_wait` has \
         passed.",
        plan.docs.trim_end(),
        operation.shape_name,
        pauses(plan),
    ));
    let item_docs = docs(&format!(
        "The waiter `{}`: set the members of the input of `{}`, then `wait`.\n\nThe trait [`Waiters`](crate::client::Waiters) \
         makes it of a client.",
        plan.shape_name, operation.shape_name
    ));
    let final_docs = docs(&format!(
        "The answer that ended the waiter `{}`.",
        plan.shape_name
    ));
    let error_docs = docs(&format!(
        "Why the waiter `{}` has ended without success.",
        plan.shape_name
    ));
    let item_deprecated = deprecated(&plan.deprecated);
    let fluent = format!("{}FluentBuilder", plain(&operation.name));
    let setter_docs = format!(
        "See [`{fluent}`](crate::operation::{}::builders::{fluent}).",
        operation.module
    );
    let setters = operation.waiter_setters.iter().map(setter);
    quote! {
        use crate::operation::#module::{#input #output};
        use crate::operation::#module::builders::#inner;
        use crate::runtime::waiters::{AcceptorState, Matcher, Waiter #jmespath};

        #item_docs
        #item_deprecated
        #[derive(Clone, Debug)]
        pub struct #builder {
            pub(crate) handle: ::std::sync::Arc<crate::client::Handle>,
            pub(crate) inner: #inner,
        }

        impl #builder {
            #wait_docs
            #[inline]
            pub async fn wait(self, max_wait: ::std::time::Duration) -> Result<#final_poll, #error> {
                // Not a `static`, which would be compiled, used or not.
                const WAITER: &Waiter<#operation_type> = &Waiter {
                    min_delay: #min_delay,
                    max_delay: #max_delay,
                    acceptors: &[#(#acceptors),*],
                };
                WAITER.wait(&self.handle, self.inner.build(), max_wait).await
            }
        }

        crate::runtime::waiters::setters! { #builder, #inner, #setter_docs; #(#setters)* }

        #final_docs
        pub type #final_poll = ::aws_smithy_runtime_api::client::waiters::FinalPoll<
            #output,
            crate::error::SdkError<#operation_error>,
        >;

        #error_docs
        pub type #error =
            ::aws_smithy_runtime_api::client::waiters::error::WaiterError<#output, #operation_error>;
    }
}

fn pauses(plan: &WaiterPlan) -> String {
    match (plan.min_delay, plan.max_delay) {
        (1, 1) => "1 second".to_owned(),
        (min, max) if min == max => format!("{max} seconds"),
        (min, max) => format!("{min} to {max} seconds"),
    }
}

fn setter(setter: &WaiterSetter) -> TokenStream {
    let field = &setter.field;
    let (deprecated, own_name, ty) = (
        deprecated(&field.deprecated),
        ident(&setter.name),
        ty(&field.ty),
    );
    let (name, set, getter) = (
        ident(&field.name),
        ident(&field.setter),
        ident(&field.getter),
    );
    let parameters = parameters(&field.ty);
    quote!(#deprecated #own_name = #name(#parameters), #set, #getter: #ty;)
}

/// What the plain setter of a field takes.
fn parameters(of: &RustType) -> TokenStream {
    let parameter = |name: &str, of: &RustType| {
        let (name, of_ty) = (ident(name), ty(of));
        if super::structure::takes_into(of) {
            quote!(#name: impl Into<#of_ty>)
        } else {
            quote!(#name: #of_ty)
        }
    };
    match of {
        RustType::Vec(element) => parameter("input", element),
        RustType::HashMap(key, value) => {
            let (key, value) = (parameter("k", key), parameter("v", value));
            quote!(#key, #value)
        }
        of => parameter("input", of),
    }
}

fn matcher(operation: &OperationPlan, matcher: &WaiterMatcher) -> TokenStream {
    match matcher {
        WaiterMatcher::Success(wanted) => quote!(Success(#wanted)),
        WaiterMatcher::ErrorType(code) => quote!(ErrorType(#code)),
        WaiterMatcher::Path {
            over,
            value,
            comparator,
            expected,
        } => {
            let argument = |read: bool, name: &str| {
                ident(&if read {
                    name.to_owned()
                } else {
                    format!("_{name}")
                })
            };
            let output = argument(value.reads_output(), "output");
            let input = argument(value.reads_input(), "input");
            let (of_input, of_output) =
                (ident(&operation.input.name), ident(&operation.output.name));
            let value = jmespath::code(value);
            let is_true = *expected == "true";
            let compared = match comparator {
                Comparator::StringEquals => quote!(is_string(#expected)),
                Comparator::BooleanEquals => quote!(is_boolean(#is_true)),
                Comparator::AllStringEquals => quote!(all_are_string(#expected)),
                Comparator::AnyStringEquals => quote!(any_is_string(#expected)),
            };
            match over {
                Over::Output => quote!(Output(|#output: &#of_output| #value.#compared)),
                Over::InputOutput => {
                    quote!(InputOutput(|#input: &#of_input, #output: &#of_output| #value.#compared))
                }
            }
        }
    }
}
