//! The builder of [`Config`], one file for each group of settings.

mod auth;
mod aws;
mod resilience;
mod transport;

use super::super::{meta, service};
use super::{
    BehaviorVersion, Config, Layer, Region, RuntimeComponentsBuilder, RuntimePlugin,
    SharedRuntimePlugin, StalledStreamProtectionConfig,
};
use aws_runtime::service_clock_skew::DisableClockSkewCorrection;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_smithy_types::config_bag::{CloneableLayer, ConfigBag};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::app_name::AppName;
use aws_types::endpoint_config::{EndpointUrl, UseFips};
use aws_types::region::SigningRegion;
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use aws_types::SigningName;

/// Builder of [`Config`].
///
/// Every setting has a method that takes and returns the builder, and one named `set_` that works on a reference and
/// takes an `Option`; unless it says otherwise, `None` unsets.
#[derive(Clone, Debug)]
pub struct Builder {
    pub(crate) config: CloneableLayer,
    pub(crate) runtime_components: RuntimeComponentsBuilder,
    pub(crate) runtime_plugins: Vec<SharedRuntimePlugin>,
    pub(crate) behavior_version: Option<BehaviorVersion>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            config: CloneableLayer::default(),
            runtime_components: RuntimeComponentsBuilder::new("service config"),
            runtime_plugins: Vec::new(),
            behavior_version: None,
        }
    }
}

impl Builder {
    /// Creates a builder in which nothing is set: unlike a configuration that `aws-config` loads, it has no region, no
    /// credentials and no behavior version.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a builder from the settings in `config_bag`; those kept in runtime components are not among them.
    #[allow(dead_code)] // Presigning and event streams will want it, not every service has them.
    pub(crate) fn from_config_bag(config_bag: &ConfigBag) -> Self {
        let mut builder = Self::new();
        builder
            .set_stalled_stream_protection(
                config_bag.load::<StalledStreamProtectionConfig>().cloned(),
            )
            .set_auth_scheme_preference(config_bag.load::<AuthSchemePreference>().cloned())
            .set_retry_config(config_bag.load::<RetryConfig>().cloned())
            .set_timeout_config(config_bag.load::<TimeoutConfig>().cloned())
            .set_retry_partition(config_bag.load::<RetryPartition>().cloned())
            .set_app_name(config_bag.load::<AppName>().cloned())
            .set_disable_clock_skew_correction(
                config_bag
                    .load::<DisableClockSkewCorrection>()
                    .map(DisableClockSkewCorrection::is_disabled),
            )
            .set_endpoint_url(config_bag.load::<EndpointUrl>().map(|url| url.0.clone()))
            .set_use_fips(config_bag.load::<UseFips>().map(|fips| fips.0))
            .set_region(config_bag.load::<Region>().cloned());
        for framework_metadata in config_bag.load::<FrameworkMetadata>() {
            builder.push_framework_metadata(framework_metadata.clone());
        }
        service::configure_from_bag(&mut builder, config_bag);
        builder
    }

    /// Sets the behavior version: which generation of defaults (retries, timeouts and the like) the client follows.
    ///
    /// Required, unless the Cargo feature `behavior-version-latest` is on.
    pub fn behavior_version(mut self, behavior_version: BehaviorVersion) -> Self {
        self.set_behavior_version(Some(behavior_version));
        self
    }

    /// Sets or unsets the behavior version, as [`Self::behavior_version`].
    pub fn set_behavior_version(&mut self, behavior_version: Option<BehaviorVersion>) -> &mut Self {
        self.behavior_version = behavior_version;
        self
    }

    /// Sets the latest behavior version that this crate knows.
    pub fn behavior_version_latest(self) -> Self {
        self.behavior_version(BehaviorVersion::latest())
    }

    /// Adds a runtime plugin.
    #[allow(dead_code)] // For operations that presign or stream.
    pub(crate) fn runtime_plugin(mut self, plugin: impl RuntimePlugin + 'static) -> Self {
        self.push_runtime_plugin(SharedRuntimePlugin::new(plugin));
        self
    }

    /// Adds a runtime plugin.
    pub(crate) fn push_runtime_plugin(&mut self, plugin: SharedRuntimePlugin) -> &mut Self {
        self.runtime_plugins.push(plugin);
        self
    }

    /// Builds the [`Config`].
    pub fn build(mut self) -> Config {
        if self.runtime_components.time_source().is_none() {
            self.runtime_components
                .set_time_source(Some(Default::default()));
        }
        let mut layer = self.config;
        layer.store_put(meta::API_METADATA.clone());
        layer.store_put(SigningName::from_static(service::SIGNING_NAME));
        if let Some(region) = layer.load::<Region>().cloned() {
            layer.store_put(SigningRegion::from(region));
        }
        Config {
            config: Layer::from(layer.clone())
                .with_name("service config")
                .freeze(),
            cloneable: layer,
            runtime_components: self.runtime_components,
            runtime_plugins: self.runtime_plugins,
            behavior_version: self.behavior_version,
        }
    }
}
