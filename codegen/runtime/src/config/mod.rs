//! Configuration of the client: region, credentials, endpoint, retries, timeouts and the parts that calls are made of.
//!
//! Usually the `aws-config` crate loads it from the environment, and `Client::new` takes what it has loaded. To set
//! what only this client needs, start from `Builder::from(&sdk_config)`; without `aws-config`, from
//! [`Config::builder`].

pub mod auth;
mod builder;
pub mod endpoint;
pub(crate) mod fused;
pub(crate) mod host_prefix;
pub mod http;
pub mod interceptors;
mod kept;
mod layers;
pub(crate) mod overrides;
pub(crate) mod plugins;
mod recursion_detection;
mod request_info;
pub mod retry;
mod sdk_config;
mod signing;
#[cfg(any(feature = "test-util", test))]
mod test_defaults;
pub mod timeout;
mod user_agent;

pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use aws_credential_types::Credentials;
pub use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
pub use aws_smithy_runtime::client::identity::IdentityCache;
pub use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
pub use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
pub use aws_smithy_runtime_api::client::identity::{ResolveCachedIdentity, SharedIdentityCache};
pub use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
pub use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
pub use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugin, SharedRuntimePlugin};
pub use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
pub use aws_smithy_runtime_api::shared::IntoShared;
pub use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
pub use aws_types::app_name::AppName;
pub use aws_types::region::Region;
pub use aws_types::sdk_ua_metadata::FrameworkMetadata;
pub use builder::Builder;

use super::service;
use aws_runtime::invocation_id::SharedInvocationIdGenerator;
use aws_runtime::service_clock_skew::DisableClockSkewCorrection;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemePreference, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_types::config_bag::CloneableLayer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;

/// Configuration of a client of this service.
///
/// Made from what `aws-config` has loaded, by [`Config::new`], or by hand, by [`Config::builder`].
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) config: FrozenLayer,
    // The same settings again: a frozen layer cannot go back into a builder.
    cloneable: CloneableLayer,
    pub(crate) runtime_components: RuntimeComponentsBuilder,
    pub(crate) runtime_plugins: Vec<SharedRuntimePlugin>,
    pub(crate) behavior_version: Option<BehaviorVersion>,
}

impl Config {
    /// Creates a builder in which nothing is set: unlike a configuration that `aws-config` loads, it has no region, no
    /// credentials and no behavior version.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Creates the configuration from what the clients of all services share.
    pub fn new(config: &SdkConfig) -> Self {
        Builder::from(config).build()
    }

    /// Converts this configuration back into a builder.
    pub fn to_builder(&self) -> Builder {
        Builder {
            config: self.cloneable.clone(),
            runtime_components: self.runtime_components.clone(),
            runtime_plugins: self.runtime_plugins.clone(),
            behavior_version: self.behavior_version,
        }
    }

    /// The configuration of stalled stream protection, if it is set.
    pub fn stalled_stream_protection(&self) -> Option<&StalledStreamProtectionConfig> {
        self.config.load::<StalledStreamProtectionConfig>()
    }

    /// The HTTP client, if one is set.
    pub fn http_client(&self) -> Option<SharedHttpClient> {
        self.runtime_components.http_client()
    }

    /// The auth schemes that were added to those of the service.
    pub fn auth_schemes(&self) -> impl Iterator<Item = SharedAuthScheme> + '_ {
        self.runtime_components.auth_schemes()
    }

    /// The auth scheme resolver, if one is set.
    pub fn auth_scheme_resolver(&self) -> Option<SharedAuthSchemeOptionResolver> {
        self.runtime_components.auth_scheme_option_resolver()
    }

    /// The order in which auth schemes are preferred, if it is set.
    pub fn auth_scheme_preference(&self) -> Option<&AuthSchemePreference> {
        self.config.load::<AuthSchemePreference>()
    }

    /// The endpoint resolver: the one that is set, or else the service's own.
    pub fn endpoint_resolver(&self) -> SharedEndpointResolver {
        self.runtime_components
            .endpoint_resolver()
            .unwrap_or_else(plugins::default_endpoint_resolver)
    }

    /// The retry configuration, if it is set.
    pub fn retry_config(&self) -> Option<&RetryConfig> {
        self.config.load::<RetryConfig>()
    }

    /// What waits between attempts and watches timeouts, if it is set.
    pub fn sleep_impl(&self) -> Option<SharedAsyncSleep> {
        self.runtime_components.sleep_impl()
    }

    /// The timeout configuration, if it is set.
    pub fn timeout_config(&self) -> Option<&TimeoutConfig> {
        self.config.load::<TimeoutConfig>()
    }

    /// The retry partition, if it is set. Do not rely on this method: it is not stable.
    pub fn retry_partition(&self) -> Option<&RetryPartition> {
        self.config.load::<RetryPartition>()
    }

    /// The identity cache, if it is set.
    pub fn identity_cache(&self) -> Option<SharedIdentityCache> {
        self.runtime_components.identity_cache()
    }

    /// The interceptors that were added to those of the client.
    pub fn interceptors(&self) -> impl Iterator<Item = SharedInterceptor> + '_ {
        self.runtime_components.interceptors()
    }

    /// The time source.
    pub fn time_source(&self) -> Option<SharedTimeSource> {
        self.runtime_components.time_source()
    }

    /// The retry classifiers that were added to those of the client.
    pub fn retry_classifiers(&self) -> impl Iterator<Item = SharedRetryClassifier> + '_ {
        self.runtime_components.retry_classifiers()
    }

    /// The name of the application in the user agent, if it is set.
    pub fn app_name(&self) -> Option<&AppName> {
        self.config.load::<AppName>()
    }

    /// The frameworks named in the user agent, in the order in which they were added.
    pub fn framework_metadata(&self) -> Vec<&FrameworkMetadata> {
        // The layer gives what was appended last first.
        let mut entries: Vec<_> = self.config.load::<FrameworkMetadata>().collect();
        entries.reverse();
        entries
    }

    /// Whether clock skew correction is disabled, if that is set.
    pub fn disable_clock_skew_correction(&self) -> Option<bool> {
        self.config
            .load::<DisableClockSkewCorrection>()
            .map(DisableClockSkewCorrection::is_disabled)
    }

    /// The generator of invocation ids, if one is set.
    pub fn invocation_id_generator(&self) -> Option<SharedInvocationIdGenerator> {
        self.config.load::<SharedInvocationIdGenerator>().cloned()
    }

    /// The service name in the scope of signatures. An endpoint may state another.
    pub fn signing_name(&self) -> &'static str {
        service::SIGNING_NAME
    }

    /// The region, if it is set.
    pub fn region(&self) -> Option<&Region> {
        self.config.load::<Region>()
    }

    /// Always `None`: credentials providers cannot be taken out of a configuration.
    #[deprecated(note = "This method always returns `None`.")]
    pub fn credentials_provider(&self) -> Option<SharedCredentialsProvider> {
        None
    }
}
