//! In: a [`CratePlan`]. Out: `runtime::service`, the facts of the service that the shared code asks for.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::syntax::{docs, ident};
use crate::endpoint_rules::ParamSource;
use crate::plan::bindings::Auth;
use crate::plan::{CratePlan, RustType};

pub fn service(plan: &CratePlan) -> TokenStream {
    let service = &plan.service;
    let sdk_id = &service.sdk_id;
    let user_agent_name = service.sdk_id.to_lowercase().replace([' ', '-'], "");
    let scope = format!("aws-sdk-{user_agent_name}");
    let signing_name = &service.signing_name;
    let auth_schemes = if service.sigv4 {
        quote!(sigv4::SCHEME_ID)
    } else {
        quote!(NO_AUTH_SCHEME_ID)
    };
    let overrides = plan.operations.iter().filter_map(|operation| {
        let schemes = match operation.auth {
            Auth::SigV4 | Auth::SigV4UnsignedPayload => return None,
            Auth::Optional => quote!(sigv4::SCHEME_ID, NO_AUTH_SCHEME_ID),
            Auth::None if !service.sigv4 => return None,
            Auth::None => quote!(NO_AUTH_SCHEME_ID),
        };
        let name = &operation.shape_name;
        Some(quote!((#name, &[#schemes])))
    });
    let source_of = |wanted: ParamSource| {
        plan.endpoint
            .params
            .iter()
            .any(|p| p.sources.contains(&wanted))
    };
    let dual_stack = source_of(ParamSource::UseDualStack);
    let configure = dual_stack.then(|| quote!(builder.set_use_dual_stack(input.use_dual_stack());));
    let configure_from_bag = dual_stack.then(
        || quote!(builder.set_use_dual_stack(bag.load::<UseDualStack>().map(|value| value.0));),
    );
    let import = dual_stack.then(|| {
        quote!(
            use ::aws_types::endpoint_config::UseDualStack;
        )
    });
    let setters = dual_stack.then(|| {
        quote! {
            impl Builder {
                /// Sets whether requests go to the region's dual-stack endpoint, which speaks IPv4 and IPv6. Where there is
                /// none, calls may end in an error.
                pub fn use_dual_stack(mut self, use_dual_stack: impl Into<bool>) -> Self {
                    self.set_use_dual_stack(Some(use_dual_stack.into()));
                    self
                }
                /// Sets or unsets whether requests go to the region's dual-stack endpoint.
                pub fn set_use_dual_stack(&mut self, use_dual_stack: Option<bool>) -> &mut Self {
                    self.config.store_or_unset(use_dual_stack.map(UseDualStack));
                    self
                }
            }
        }
    });
    let context_from_bag = plan.client_context_params.iter().map(|param| {
        let (name, setter) = (ident(&param.newtype), format_ident!("set_{}", param.field));
        quote!(builder.#setter(bag.load::<#name>().map(|value| value.0.clone()));)
    });
    let context = plan.client_context_params.iter().map(|param| {
        let newtype = ident(&param.newtype);
        let field = ident(&param.field);
        let setter = format_ident!("set_{}", param.field);
        let of = super::syntax::ty(&param.ty);
        let argument = match param.ty {
            RustType::Bool => quote!(impl Into<bool>),
            RustType::String => quote!(impl Into<String>),
            _ => of.clone(),
        };
        let value = match param.ty {
            RustType::Bool | RustType::String => quote!(value.into()),
            _ => quote!(value),
        };
        let getter = match param.ty {
            RustType::Bool => quote!(bool),
            _ => of.clone(),
        };
        let item_docs = docs(&param.docs);
        quote! {
            #item_docs
            #[derive(Clone, Debug)]
            pub(crate) struct #newtype(pub(crate) #of);
            impl ::aws_smithy_types::config_bag::Storable for #newtype {
                type Storer = ::aws_smithy_types::config_bag::StoreReplace<Self>;
            }
            impl Builder {
                #item_docs
                pub fn #field(mut self, value: #argument) -> Self {
                    self.#setter(Some(#value));
                    self
                }
                #item_docs
                pub fn #setter(&mut self, value: Option<#of>) -> &mut Self {
                    self.config.store_or_unset(value.map(#newtype));
                    self
                }
            }
            impl super::config::Config {
                #item_docs
                pub fn #field(&self) -> Option<#getter> {
                    self.config.load::<#newtype>().map(|value| value.0.clone())
                }
            }
        }
    });
    let compression = plan.has_compression();
    let configure_compression =
        compression.then(|| quote!(super::request_compression::configure(builder, input);));
    let compression_from_bag =
        compression.then(|| quote!(super::request_compression::configure_from_bag(builder, bag);));
    let from_config = dual_stack || compression;
    let from_bag = from_config || !plan.client_context_params.is_empty();
    let input = if from_config {
        quote!(input)
    } else {
        quote!(_input)
    };
    let bag = if from_bag { quote!(bag) } else { quote!(_bag) };
    let builder_name = if from_config {
        quote!(builder)
    } else {
        quote!(_builder)
    };
    let bag_builder = if from_bag {
        quote!(builder)
    } else {
        quote!(_builder)
    };
    let uses_sigv4 = service.sigv4.then(|| {
        quote!(
            use ::aws_runtime::auth::sigv4;
        )
    });
    let no_auth = plan
        .operations
        .iter()
        .any(|o| matches!(o.auth, Auth::None | Auth::Optional))
        || !service.sigv4;
    let uses_no_auth = no_auth.then(|| {
        quote!(
            use ::aws_smithy_runtime::client::auth::no_auth::NO_AUTH_SCHEME_ID;
        )
    });
    quote! {
        pub mod endpoint;

        use super::config::Builder;
        #uses_sigv4
        #uses_no_auth
        use ::aws_smithy_runtime_api::client::auth::AuthSchemeId;
        use ::aws_smithy_types::config_bag::ConfigBag;
        use ::aws_types::SdkConfig;
        #import

        /// The service's `sdkId`: in log lines, and the key of service-specific settings.
        pub const SERVICE_ID: &str = #sdk_id;
        /// The name in the user agent and in retry partitions.
        pub const USER_AGENT_NAME: &str = #user_agent_name;
        /// The scope of the client's metrics.
        pub const METRICS_SCOPE: &str = #scope;
        /// The name in the scope of SigV4 signatures.
        pub const SIGNING_NAME: &str = #signing_name;
        /// The auth schemes of the service, in the model's order.
        pub const AUTH_SCHEMES: &[AuthSchemeId] = &[#auth_schemes];
        /// The auth schemes of operations that differ from the service's.
        pub const OPERATION_AUTH_SCHEMES: &[(&str, &[AuthSchemeId])] = &[#(#overrides),*];

        /// The endpoint parameters that come from the configuration.
        pub fn endpoint_params(cfg: &ConfigBag) -> endpoint::ParamsBuilder {
            endpoint::params_from_config(cfg)
        }

        /// Takes over from `input` the settings that only this service has.
        pub fn configure(#builder_name: &mut Builder, #input: &SdkConfig) {
            #configure
            #configure_compression
        }

        /// Takes over from `bag` the settings that only this service has.
        pub fn configure_from_bag(#bag_builder: &mut Builder, #bag: &ConfigBag) {
            #configure_from_bag
            #compression_from_bag
            #(#context_from_bag)*
        }

        #setters
        #(#context)*
    }
}
