//! In: an [`EndpointPlan`]. Out: the tokens of the module `config::endpoint`. Takes no decisions.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::plan::{EndpointPlan, ParamPlan, ParamSource};
use super::render_code;
use super::syntax::{ParameterType, ParameterValue};

/// Items of `config::endpoint`, for a crate whose support code is `crate::runtime`.
///
/// Public, as in official crates: `Params`, `ParamsBuilder`, `InvalidParams`, `ResolveEndpoint`, `DefaultResolver`, and the
/// re-exports `Endpoint`, `EndpointFuture` and `SharedEndpointResolver`. For the crate itself: `params_from_config`, which
/// gives a `ParamsBuilder` with everything that the configuration knows, and `ParamsBuilder::build_unchecked`.
pub fn render(plan: &EndpointPlan) -> TokenStream {
    let params = render_params(plan);
    let resolver = render_resolver(plan);
    let from_config = render_from_config(plan);
    quote! {
        pub use ::aws_smithy_runtime_api::client::endpoint::{EndpointFuture, SharedEndpointResolver};
        pub use ::aws_smithy_types::endpoint::Endpoint;
        pub use crate::runtime::endpoint::InvalidParams;
        use crate::runtime::endpoint as rules;
        #params
        #resolver
        #from_config
    }
}

fn render_params(plan: &EndpointPlan) -> TokenStream {
    let params = &plan.params;
    let fields = params.iter().map(|param| {
        let (name, ty) = (ident(&param.field), owned_type(param.ty));
        if param.required {
            quote!(#name: #ty)
        } else {
            quote!(#name: Option<#ty>)
        }
    });
    let getters = params.iter().map(render_getter);
    let builder_fields = params.iter().map(|param| {
        let (name, ty) = (ident(&param.field), owned_type(param.ty));
        quote!(#name: Option<#ty>)
    });
    let checks = params.iter().filter(|param| param.host_label).map(|param| {
        let (name, text) = (ident(&param.field), plain_name(param));
        quote! {
            if self.#name.as_deref().is_some_and(|value| !rules::is_valid_host_label(value, true)) {
                return Err(rules::not_a_host_label(#text));
            }
        }
    });
    let values = params.iter().map(|param| {
        let (name, text) = (ident(&param.field), plain_name(param));
        match (&param.default, param.required) {
            (_, false) => quote!(#name: self.#name),
            (None, true) => quote!(#name: self.#name.ok_or_else(|| rules::missing(#text))?),
            (Some(ParameterValue::Boolean(false)), true) => {
                quote!(#name: self.#name.unwrap_or_default())
            }
            (Some(ParameterValue::Boolean(true)), true) => {
                quote!(#name: self.#name.unwrap_or(true))
            }
            (Some(ParameterValue::String(value)), true) => {
                let value = &**value;
                quote!(#name: self.#name.unwrap_or_else(|| #value.to_owned()))
            }
            (Some(ParameterValue::StringArray(items)), true) => {
                let items = items.iter().map(|item| &**item);
                quote!(#name: self.#name.unwrap_or_else(|| vec![#(#items.to_owned()),*]))
            }
        }
    });
    let setters = params.iter().map(render_setters);
    quote! {
        /// What the endpoint of a call depends on.
        #[non_exhaustive]
        #[derive(Clone, Debug, PartialEq)]
        pub struct Params { #(#fields,)* }

        impl Params {
            /// A builder of parameters, with nothing set.
            pub fn builder() -> ParamsBuilder {
                ParamsBuilder::default()
            }
            #(#getters)*
        }

        /// A builder of [`Params`].
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct ParamsBuilder { #(#builder_fields,)* }

        impl ParamsBuilder {
            #(#setters)*

            /// The parameters, with defaults for what was not set.
            ///
            /// # Errors
            ///
            /// If a required parameter without a default was not set, or a region cannot be part of a host name.
            pub fn build(self) -> Result<Params, InvalidParams> {
                #(#checks)*
                self.build_unchecked()
            }

            /// As `build`, but whatever its form, a region is left to the rules to judge.
            pub(crate) fn build_unchecked(self) -> Result<Params, InvalidParams> {
                Ok(Params { #(#values,)* })
            }
        }
    }
}

fn render_getter(param: &ParamPlan) -> TokenStream {
    let (name, docs) = (ident(&param.field), &param.docs);
    let (ty, optional_value, value) = match param.ty {
        ParameterType::Boolean => (quote!(bool), quote!(self.#name), quote!(self.#name)),
        ParameterType::String => (
            quote!(&str),
            quote!(self.#name.as_deref()),
            quote!(self.#name.as_str()),
        ),
        ParameterType::StringArray => (
            quote!(&[String]),
            quote!(self.#name.as_deref()),
            quote!(self.#name.as_slice()),
        ),
    };
    let value = if param.required {
        quote!(Some(#value))
    } else {
        optional_value
    };
    let deprecated = render_deprecated(param);
    quote! {
        #[doc = #docs]
        #deprecated
        pub fn #name(&self) -> Option<#ty> {
            #value
        }
    }
}

/// Only the first is marked as deprecated: the second is what generated code calls.
fn render_setters(param: &ParamPlan) -> TokenStream {
    let (name, setter, ty) = (
        ident(&param.field),
        ident(&param.setter),
        owned_type(param.ty),
    );
    let default = param.default.as_ref().map(|default| {
        let text = match default {
            ParameterValue::String(value) => format!("{value:?}"),
            ParameterValue::Boolean(value) => value.to_string(),
            ParameterValue::StringArray(items) => format!("{items:?}"),
        };
        let text = format!("`{text}` if it is not set.");
        quote!(#[doc = ""] #[doc = #text])
    });
    let docs = &param.docs;
    let deprecated = render_deprecated(param);
    quote! {
        #[doc = #docs]
        #default
        #deprecated
        pub fn #name(mut self, value: impl Into<#ty>) -> Self {
            self.#name = Some(value.into());
            self
        }

        #[doc = #docs]
        #default
        pub fn #setter(mut self, value: Option<#ty>) -> Self {
            self.#name = value;
            self
        }
    }
}

fn render_deprecated(param: &ParamPlan) -> Option<TokenStream> {
    let deprecated = param.deprecated.as_ref()?;
    let since = deprecated
        .since
        .iter()
        .map(|since| format!("Since {since}."))
        .collect::<String>();
    let message = deprecated.message.as_deref().unwrap_or_default();
    Some(match format!("{message} {since}").trim() {
        "" => quote!(#[deprecated]),
        note => quote!(#[deprecated(note = #note)]),
    })
}

fn render_resolver(plan: &EndpointPlan) -> TokenStream {
    let body = render_code::body(&plan.body);
    // Only the rules know whether they read a parameter at all.
    let params = if render_code::reads_params(&plan.body) {
        quote!(params)
    } else {
        quote!(_params)
    };
    let account_id = plan
        .params
        .iter()
        .find(|param| param.sources.contains(&ParamSource::AccountId));
    let finalize = account_id.map(|param| {
        let field = ident(&param.field);
        let value = if param.required {
            quote!(id)
        } else {
            quote!(Some(id))
        };
        quote! {
            fn finalize_params<'a>(
                &'a self,
                params: &'a mut ::aws_smithy_runtime_api::client::endpoint::EndpointResolverParams,
            ) -> Result<(), ::aws_smithy_runtime_api::box_error::BoxError> {
                if let Some(id) = rules::account_id(params) {
                    if let Some(params) = params.get_mut::<Params>() {
                        params.#field = #value;
                    }
                }
                Ok(())
            }
        }
    });
    quote! {
        /// Finds the endpoint of a call. Implement it to send calls elsewhere than the rules of the service say.
        pub trait ResolveEndpoint: ::std::fmt::Debug + Send + Sync {
            /// The endpoint for these parameters.
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>;

            /// This resolver in the form that the runtime crates take.
            fn into_shared_resolver(self) -> SharedEndpointResolver
            where
                Self: Sized + 'static,
            {
                SharedEndpointResolver::new(Downcast(self))
            }
        }

        #[derive(Debug)]
        struct Downcast<T>(T);

        impl<T: ResolveEndpoint> ::aws_smithy_runtime_api::client::endpoint::ResolveEndpoint for Downcast<T> {
            fn resolve_endpoint<'a>(
                &'a self,
                params: &'a ::aws_smithy_runtime_api::client::endpoint::EndpointResolverParams,
            ) -> EndpointFuture<'a> {
                match params.get::<Params>() {
                    Some(params) => self.0.resolve_endpoint(params),
                    None => EndpointFuture::ready(rules::foreign_params()),
                }
            }
            #finalize
        }

        /// Finds endpoints by the rules of the service. Remembers the last one.
        #[derive(Debug, Default)]
        pub struct DefaultResolver {
            cache: rules::Cache<Params>,
        }

        impl DefaultResolver {
            /// A resolver that remembers nothing yet.
            pub fn new() -> Self {
                Self::default()
            }
        }

        impl ResolveEndpoint for DefaultResolver {
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
                EndpointFuture::ready(self.cache.get_or_resolve(params, resolve))
            }
        }

        /// The rules of the service, in their order.
        fn resolve(
            #params: &Params,
        ) -> Result<Endpoint, ::aws_smithy_runtime_api::box_error::BoxError> {
            #body
        }
    }
}

fn render_from_config(plan: &EndpointPlan) -> TokenStream {
    let mut reads_config = false;
    let setters: Vec<TokenStream> = plan
        .params
        .iter()
        .filter_map(|param| {
            let mut values = param
                .sources
                .iter()
                .filter_map(|source| render_source(source, param.ty));
            let first = values.next()?;
            reads_config = true;
            let setter = ident(&param.setter);
            Some(quote!(.#setter(#first #(.or_else(|| #values))*)))
        })
        .collect();
    let cfg = if reads_config {
        quote!(cfg)
    } else {
        quote!(_cfg)
    };
    quote! {
        /// Parameters as far as the configuration has them; what an operation binds comes on top.
        pub(crate) fn params_from_config(#cfg: &::aws_smithy_types::config_bag::ConfigBag) -> ParamsBuilder {
            Params::builder() #(#setters)*
        }
    }
}

fn render_source(source: &ParamSource, ty: ParameterType) -> Option<TokenStream> {
    Some(match source {
        ParamSource::AccountId => return None,
        ParamSource::ClientContext(name) => {
            let name = ident(name);
            let clone = (ty != ParameterType::Boolean).then(|| quote!(.clone()));
            quote!(cfg.load::<crate::runtime::service::#name>().map(|value| value.0 #clone))
        }
        ParamSource::Region => {
            quote!(
                cfg.load::<::aws_types::region::Region>()
                    .map(|value| value.as_ref().to_owned())
            )
        }
        ParamSource::UseFips => quote!(
            cfg.load::<::aws_types::endpoint_config::UseFips>()
                .map(|value| value.0)
        ),
        ParamSource::UseDualStack => {
            quote!(
                cfg.load::<::aws_types::endpoint_config::UseDualStack>()
                    .map(|value| value.0)
            )
        }
        ParamSource::EndpointUrl => {
            quote!(
                cfg.load::<::aws_types::endpoint_config::EndpointUrl>()
                    .map(|value| value.0.clone())
            )
        }
        ParamSource::AccountIdEndpointMode => {
            quote!(
                cfg.load::<::aws_types::endpoint_config::AccountIdEndpointMode>()
                    .map(|value| value.to_string())
            )
        }
    })
}

fn owned_type(ty: ParameterType) -> TokenStream {
    match ty {
        ParameterType::String => quote!(String),
        ParameterType::Boolean => quote!(bool),
        ParameterType::StringArray => quote!(Vec<String>),
    }
}

/// The field's name for messages.
fn plain_name(param: &ParamPlan) -> &str {
    param.field.trim_start_matches("r#")
}

/// An identifier, raw if it starts with `r#`.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// An integer without a suffix.
pub(super) fn integer(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}
