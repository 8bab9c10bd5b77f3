//! In: what a case says about the client it wants (`authScheme`, `vendorParams`, `host`). Out: the settings of the client
//! that its test makes, and the code that makes it.
//!
//! Vendor parameters are those of AWS: `aws.protocoltests.config#AwsConfig`, of which a client of restJson1 has `region`, and
//! `ErrorCodeParams`, which are expectations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ast::Node;

/// Where cases that name no host are sent to.
const HOST: &str = "example.com";
const REGION: &str = "us-east-1";

/// What a case asks of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    host: String,
    region: String,
}

impl Settings {
    pub fn new(
        host: Option<&str>,
        auth_scheme: Option<&str>,
        vendor: Option<&Node>,
    ) -> Result<Self, String> {
        if let Some(scheme) = auth_scheme.filter(|scheme| *scheme != "aws.auth#sigv4") {
            return Err(format!(
                "the case assumes the auth scheme {scheme}, which generated clients do not have"
            ));
        }
        let mut settings = Self {
            host: host.unwrap_or(HOST).to_owned(),
            region: REGION.to_owned(),
        };
        let unknown = |path: &str| {
            format!("the case has the vendor parameter `{path}`, which is not known here")
        };
        for entry in vendor.and_then(Node::as_object).unwrap_or_default() {
            let scopes = entry.value.as_object().unwrap_or_default();
            match &*entry.key {
                "scopedConfig" => {
                    for scope in scopes {
                        for setting in scope.value.as_object().unwrap_or_default() {
                            match (&*scope.key, &*setting.key, setting.value.as_str()) {
                                ("client", "region", Some(region)) => {
                                    settings.region = region.to_owned()
                                }
                                _ => {
                                    return Err(unknown(&format!(
                                        "scopedConfig.{}.{}",
                                        scope.key, setting.key
                                    )));
                                }
                            }
                        }
                    }
                }
                "region" => settings.region = entry.value.as_str().unwrap_or(REGION).to_owned(),
                // Of an error: compared with the error, not set.
                "code" | "type" => {}
                other => return Err(unknown(other)),
            }
        }
        Ok(settings)
    }

    /// The client of a test, with the HTTP client `http`.
    pub fn client(&self) -> TokenStream {
        let Self { host, region } = self;
        quote!(crate::fixture::client(&http, #host, #region))
    }
}

/// The module `fixture` of the generated tests: how every client of a test is made.
pub fn fixture() -> TokenStream {
    quote! {
        //! The client under test: all that varies from run to run is fixed, and requests stay in memory.
        use crate::config::endpoint::{DefaultResolver, Endpoint, EndpointFuture, Params, ResolveEndpoint};
        use crate::support::exchange::{InMemory, block_on};
        use ::std::sync::{Arc, Mutex};

        /// A configuration that sends to `http`, once.
        pub fn config(http: &InMemory) -> crate::config::Builder {
            let credentials = ::aws_credential_types::Credentials::new("ANOTREAL", "notrealrnrELgWzOk3IfjzDKtFBhDby", None, None, "test");
            crate::Config::builder()
                .behavior_version(crate::config::BehaviorVersion::latest())
                .credentials_provider(credentials)
                .http_client(http.clone())
                .idempotency_token_provider("00000000-0000-4000-8000-000000000000")
                .identity_cache(crate::config::IdentityCache::no_cache())
                .retry_config(::aws_smithy_types::retry::RetryConfig::disabled())
                .timeout_config(::aws_smithy_types::timeout::TimeoutConfig::disabled())
                .stalled_stream_protection(crate::config::StalledStreamProtectionConfig::disabled())
        }

        /// A client of the endpoint `host`, which may have a path.
        pub fn client(http: &InMemory, host: &str, region: &'static str) -> crate::Client {
            let config = config(http)
                .region(crate::config::Region::new(region))
                .endpoint_resolver(Fixed(format!("https://{host}")))
                .build();
            crate::Client::from_conf(config)
        }

        /// The client's own resolver, with an eye on what it gives.
        #[derive(Clone, Debug, Default)]
        pub struct Recording(Arc<Mutex<Option<Result<Endpoint, String>>>>);

        impl Recording {
            /// What was resolved last; where nothing was, the text of the call's error.
            pub fn found<O, E: ::std::error::Error>(&self, result: Result<O, E>) -> Result<Endpoint, String> {
                match (self.0.lock().expect("no test panics in between").take(), result) {
                    (Some(found), _) => found,
                    (None, Err(error)) => Err(crate::support::outcome::chain(&error)),
                    (None, Ok(_)) => Err("no endpoint was resolved".to_owned()),
                }
            }
        }

        impl ResolveEndpoint for Recording {
            fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
                let found = block_on(DefaultResolver::new().resolve_endpoint(params));
                let copy = match &found {
                    Ok(endpoint) => Ok(endpoint.clone()),
                    Err(error) => Err(error.to_string()),
                };
                *self.0.lock().expect("no test panics in between") = Some(copy);
                EndpointFuture::ready(found)
            }
        }

        #[derive(Debug)]
        struct Fixed(String);

        impl ResolveEndpoint for Fixed {
            fn resolve_endpoint<'a>(&'a self, _params: &'a Params) -> EndpointFuture<'a> {
                EndpointFuture::ready(Ok(Endpoint::builder().url(self.0.clone()).build()))
            }
        }
    }
}
