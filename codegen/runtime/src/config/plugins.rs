//! The runtime plugins of a client: in, its configuration; out, the engine's defaults, the user's settings and what the
//! service adds, in the order in which the engine merges them.

use super::super::features;
use super::super::idempotency_token::{self, IdempotencyTokenProvider};
use super::super::service;
use super::auth::{DefaultAuthSchemeResolver, ResolveAuthScheme};
use super::endpoint::{DefaultResolver, ResolveEndpoint};
use super::fused::fuse;
use super::host_prefix::prefix_hosts;
use super::recursion_detection::recursion_detection;
use super::request_info::request_info;
use super::user_agent::user_agent;
use super::{
    AppName, BehaviorVersion, Config, ConfigBag, FrameworkMetadata, FrozenLayer, SharedInterceptor,
    StalledStreamProtectionConfig,
};
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::auth::sigv4::SigV4AuthScheme;
use aws_runtime::auth::{PayloadSigningOverride, SigV4SessionTokenNameOverride};
use aws_runtime::content_encoding;
use aws_runtime::invocation_id::{InvocationIdInterceptor, SharedInvocationIdGenerator};
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_runtime::service_clock_skew::{DisableClockSkewCorrection, ServiceClockSkewInterceptor};
use aws_runtime::user_agent::{AwsUserAgent, UserAgentInterceptor};
use aws_smithy_observability::global::get_telemetry_provider;
use aws_smithy_runtime::client::auth::no_auth::NoAuthRuntimePlugin;
use aws_smithy_runtime::client::defaults::{default_plugins, DefaultPluginParams};
use aws_smithy_runtime::client::http::connection_poisoning::ConnectionPoisoningInterceptor;
use aws_smithy_runtime::client::metrics::MetricsRuntimePlugin;
use aws_smithy_runtime::client::orchestrator::AuthSchemeAndEndpointOrchestrationV2;
use aws_smithy_runtime::client::retries::classifiers::HttpStatusCodeClassifier;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::client::auth::{AuthSchemePreference, SharedAuthScheme};
use aws_smithy_runtime_api::client::endpoint::{EndpointPrefix, SharedEndpointResolver};
use aws_smithy_runtime_api::client::interceptors::DisableInterceptor;
use aws_smithy_runtime_api::client::orchestrator::LoadedRequestBody;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{
    Order, RuntimePlugin, RuntimePlugins, SharedRuntimePlugin, StaticRuntimePlugin,
};
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::telemetry::RequestedTelemetryAttributes;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::endpoint_config::{EndpointUrl, UseFips};
use std::borrow::Cow;
use std::ptr;
use std::sync::{Arc, RwLock};

/// The plugins of a client, put together as far as they are the same for all of its calls.
#[derive(Debug)]
pub(crate) struct ClientPlugins {
    /// For calls that nobody measures.
    plain: RuntimePlugins,
    /// The same, and the plugin that records metrics.
    metered: RuntimePlugins,
    /// `plain` with the plugin of an operation, by the operation's name.
    operations: RwLock<Vec<(&'static str, Arc<RuntimePlugins>)>>,
}

impl ClientPlugins {
    /// The plugins of a client with this configuration.
    #[track_caller]
    pub(crate) fn new(config: &Config) -> Self {
        let defaults = DefaultPluginParams::new()
            .with_retry_partition_name(retry_partition_name(config))
            .with_behavior_version(behavior_version(config))
            .with_is_aws_sdk(true);
        let defaults = merge_layers(default_plugins(defaults));
        let settings = settings(config, &defaults);
        let user = StaticRuntimePlugin::new()
            .with_config(settings.clone())
            .with_runtime_components(config.runtime_components.clone());
        let metrics = MetricsRuntimePlugin::builder()
            .with_scope(service::METRICS_SCOPE)
            .with_time_source(config.runtime_components.time_source().unwrap_or_default())
            .build()
            .expect("scope and time source are set");

        let mut constant = defaults;
        constant.push(SharedRuntimePlugin::new(user));
        constant.push(SharedRuntimePlugin::new(service_plugin(&settings)));
        constant.push(SharedRuntimePlugin::new(NoAuthRuntimePlugin::new()));

        let added = &config.runtime_plugins;
        let plain = RuntimePlugins::new().with_client_plugins(merge(constant));
        let metered = plain.clone().with_client_plugin(metrics);
        Self {
            plain: plain.with_client_plugins(added.iter().cloned()),
            metered: metered.with_client_plugins(added.iter().cloned()),
            operations: RwLock::default(),
        }
    }

    /// Those of a call of an operation, which has a plugin of its own. They are put together once for each operation.
    pub(crate) fn of_operation(
        &self,
        name: &'static str,
        plugin: impl FnOnce() -> SharedRuntimePlugin,
    ) -> Arc<RuntimePlugins> {
        let client = self.of_call();
        let is_plain = ptr::eq(client, &self.plain);
        let known = self.operations.try_read().ok().filter(|_| is_plain);
        if let Some((_, plugins)) = known
            .iter()
            .flat_map(|all| all.iter())
            .find(|it| it.0 == name)
        {
            return Arc::clone(plugins);
        }
        drop(known);
        let plugins = Arc::new(client.clone().with_operation_plugin(plugin()));
        if let Some(mut known) = self.operations.try_write().ok().filter(|_| is_plain) {
            if known.iter().all(|(known, _)| *known != name) {
                known.push((name, Arc::clone(&plugins)));
            }
        }
        plugins
    }

    /// Those of a call that begins now: with metrics if a telemetry provider is installed, whenever that was.
    ///
    /// Asked once for a call, since the plugin of the metrics and its interceptors belong together.
    pub(crate) fn of_call(&self) -> &RuntimePlugins {
        let installed = get_telemetry_provider()
            .is_ok_and(|provider| provider.meter_provider().provider_name() != NO_METRICS);
        if installed {
            &self.metered
        } else {
            &self.plain
        }
    }
}

/// The name of the meter provider that a process has in the beginning.
const NO_METRICS: &str = "noop";

/// Plugins with the effect of `plugins`, each of which gives the same at every call: their components are merged here,
/// once, in the order in which the engine would. Their layers stay apart, since layers cannot be merged.
fn merge(plugins: Vec<SharedRuntimePlugin>) -> Vec<SharedRuntimePlugin> {
    // Put into their places, since the machine code of a sort is more than that of all else here.
    let mut ordered = Vec::<SharedRuntimePlugin>::new();
    for plugin in plugins {
        let before = |it: &&SharedRuntimePlugin| it.order() <= plugin.order();
        let at = ordered.iter().take_while(before).count();
        ordered.insert(at, plugin);
    }
    let mut components = RuntimeComponentsBuilder::new("client");
    let mut merged = Vec::new();
    for plugin in ordered {
        let added = plugin.runtime_components(&components);
        components = components.clone().merge_from(&added);
        merged.extend(
            plugin
                .config()
                .map(|layer| StaticRuntimePlugin::new().with_config(layer)),
        );
    }
    let interceptors = fuse(components.interceptors());
    components.set_interceptors(interceptors.into_iter());
    prefix_hosts(&mut components);
    // With the components it need not be a plugin more.
    let last = merged.pop().unwrap_or_default();
    merged.push(last.with_runtime_components(components));
    merged.into_iter().map(SharedRuntimePlugin::new).collect()
}

/// Clients without a retry partition of their own share one for each service and region.
fn retry_partition_name(config: &Config) -> Cow<'static, str> {
    match config.region() {
        Some(region) => format!("{}-{region}", service::USER_AGENT_NAME).into(),
        None => service::USER_AGENT_NAME.into(),
    }
}

#[track_caller]
fn behavior_version(config: &Config) -> BehaviorVersion {
    let latest = cfg!(feature = "behavior-version-latest").then(BehaviorVersion::latest);
    config.behavior_version.or(latest).expect(
        "Invalid client configuration: A behavior major version must be set when sending a \
         request or constructing a client. You must set it during client construction or by \
         enabling the `behavior-version-latest` cargo feature.",
    )
}

/// The endpoint resolver of clients that are configured with none.
pub(super) fn default_endpoint_resolver() -> SharedEndpointResolver {
    DefaultResolver::new().into_shared_resolver()
}

/// The engine's default plugins, with one layer for those of theirs that are known here as a whole.
///
/// Layers cannot be merged, but what is known can be taken from one and put into another. There was nothing else in a layer
/// if it prints as what was taken from it.
fn merge_layers(
    plugins: impl IntoIterator<Item = SharedRuntimePlugin>,
) -> Vec<SharedRuntimePlugin> {
    let mut defaults = Layer::new("defaults");
    let mut others = Vec::new();
    let none = RuntimeComponentsBuilder::new("defaults");
    for plugin in plugins {
        let mut merged = StaticRuntimePlugin::new()
            .with_order(plugin.order())
            .with_runtime_components(plugin.runtime_components(&none).into_owned());
        if let Some(layer) = plugin.config() {
            let mut known = Layer::new("known");
            take_known(&layer, &mut known);
            if items(&known) == items(&layer) {
                take_known(&layer, &mut defaults);
            } else {
                merged = merged.with_config(layer);
            }
        }
        others.push(SharedRuntimePlugin::new(merged));
    }
    let defaults = StaticRuntimePlugin::new()
        .with_order(Order::Defaults)
        .with_config(defaults.freeze());
    others.insert(0, SharedRuntimePlugin::new(defaults));
    others
}

fn take_known(from: &Layer, into: &mut Layer) {
    macro_rules! take {
        ($($type:ty),*) => {
            $(if let Some(value) = from.load::<$type>().cloned() {
                into.store_put(value);
            })*
        };
    }
    take!(
        RetryConfig,
        RetryPartition,
        StalledStreamProtectionConfig,
        TimeoutConfig
    );
}

/// What a layer prints of its items, which come in no order: how often each byte is there.
fn items(layer: &Layer) -> [usize; 256] {
    let text = format!("{layer:?}");
    let items = text.split_once("items:").map_or("", |(_, items)| items);
    let mut count = [0; 256];
    for byte in items.bytes() {
        count[usize::from(byte)] += 1;
    }
    count
}

/// The user's settings, and the service's own where these say nothing: one layer, since each is searched for everything that a
/// call asks for.
fn settings(config: &Config, below: &[SharedRuntimePlugin]) -> FrozenLayer {
    let mut layer = Layer::from(config.cloneable.clone()).with_name("service config");
    if layer.load::<IdempotencyTokenProvider>().is_none() {
        layer.store_put(idempotency_token::default_provider());
    }
    layer.store_put(AuthSchemeAndEndpointOrchestrationV2);
    let mut bag = ConfigBag::base();
    for layer in below.iter().filter_map(RuntimePlugin::config) {
        bag.push_shared_layer(layer);
    }
    end_searches(&mut layer, &bag);
    layer.freeze()
}

/// Writes down of what calls ask for, and hardly ever find, that it is not set, where neither `layer` nor a layer below has it:
/// there the search for it ends. Layers above, of a call and of its interceptors, are searched before.
fn end_searches(layer: &mut Layer, below: &ConfigBag) {
    macro_rules! one {
        ($($type:ty),* $(,)?) => {
            $(if layer.load::<$type>().is_none() && below.load::<$type>().is_none() {
                layer.unset::<$type>();
            })*
        };
    }
    macro_rules! many {
        ($($type:ty),* $(,)?) => {
            $(if layer.load::<$type>().next().is_none() && below.load::<$type>().next().is_none() {
                layer.clear::<$type>();
            })*
        };
    }
    one!(
        AppName,
        AuthSchemePreference,
        AwsUserAgent,
        DisableClockSkewCorrection,
        DisableInterceptor<InvocationIdInterceptor>,
        DisableInterceptor<RequestInfoInterceptor>,
        DisableInterceptor<ServiceClockSkewInterceptor>,
        DisableInterceptor<UserAgentInterceptor>,
        EndpointPrefix,
        EndpointUrl,
        LoadedRequestBody,
        PayloadSigningOverride,
        RequestedTelemetryAttributes,
        SharedInvocationIdGenerator,
        SigV4SessionTokenNameOverride,
        UseFips,
        content_encoding::DeferredSignerSender,
    );
    many!(
        AwsCredentialFeature,
        AwsSdkFeature,
        FrameworkMetadata,
        SmithySdkFeature,
    );
}

/// What every client of the service has, below the user's settings.
fn service_plugin(settings: &FrozenLayer) -> StaticRuntimePlugin {
    let mut components = RuntimeComponentsBuilder::new("ServiceRuntimePlugin");
    components.set_auth_scheme_option_resolver(Some(
        DefaultAuthSchemeResolver::default().into_shared_resolver(),
    ));
    components.set_endpoint_resolver(Some(default_endpoint_resolver()));
    components.push_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()));
    components.push_retry_classifier(HttpStatusCodeClassifier::default());
    components.push_interceptor(SharedInterceptor::permanent(
        ConnectionPoisoningInterceptor::new(),
    ));
    components.push_interceptor(ServiceClockSkewInterceptor::new());
    components.push_interceptor(request_info());
    components.push_interceptor(user_agent(settings));
    components.push_interceptor(InvocationIdInterceptor::new());
    components.push_interceptor(recursion_detection());
    components.push_interceptor(features::feature_tracker());
    StaticRuntimePlugin::new()
        .with_runtime_components(components)
        .with_order(Order::Defaults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plugin(fill: impl FnOnce(&mut Layer)) -> SharedRuntimePlugin {
        let mut layer = Layer::new("test");
        fill(&mut layer);
        SharedRuntimePlugin::new(StaticRuntimePlugin::new().with_config(layer.freeze()))
    }

    fn layers(plugins: &[SharedRuntimePlugin]) -> Vec<FrozenLayer> {
        plugins.iter().filter_map(RuntimePlugin::config).collect()
    }

    #[test]
    fn all_layers_of_the_engines_defaults_are_known() {
        let params = DefaultPluginParams::new().with_retry_partition_name("test");
        let merged = merge_layers(default_plugins(params));
        let [layer] = &layers(&merged)[..] else {
            panic!("one layer: {merged:?}");
        };
        assert!(layer.load::<RetryConfig>().is_some());
        assert!(layer.load::<RetryPartition>().is_some());
        assert!(layer.load::<StalledStreamProtectionConfig>().is_some());
        assert!(layer.load::<TimeoutConfig>().is_some());
    }

    #[test]
    fn a_layer_with_something_unknown_stays_as_it_is() {
        let known = |layer: &mut Layer| {
            layer.store_put(RetryConfig::disabled());
        };
        let merged = merge_layers([
            plugin(known),
            plugin(|layer| {
                layer.store_put(TimeoutConfig::disabled());
                layer.store_put(UseFips(true));
            }),
        ]);
        let mut bag = ConfigBag::base();
        for layer in layers(&merged) {
            bag.push_shared_layer(layer);
        }
        assert!(bag.load::<RetryConfig>().is_some());
        assert!(bag.load::<TimeoutConfig>().is_some());
        assert!(bag.load::<UseFips>().is_some());
        assert_eq!(layers(&merged).len(), 2);
    }

    #[test]
    fn searches_end_only_where_nothing_is_found() {
        let name = || AppName::new("name").expect("a name");
        let metadata = FrameworkMetadata::new("frame", None::<String>).expect("a name");

        let mut below = Layer::new("below");
        below.store_put(name());
        below.store_append(metadata);
        let mut bag = ConfigBag::of_layers([below]);
        let mut layer = Layer::new("settings");
        layer.store_put(UseFips(true));
        layer.store_append(SmithySdkFeature::Waiter);
        end_searches(&mut layer, &bag);
        bag.push_layer(layer);
        assert!(bag.load::<AppName>().is_some());
        assert_eq!(bag.load::<FrameworkMetadata>().count(), 1);
        assert!(bag.load::<UseFips>().is_some());
        assert_eq!(bag.load::<SmithySdkFeature>().count(), 1);

        let mut layer = Layer::new("settings");
        end_searches(&mut layer, &ConfigBag::base());
        bag.push_layer(layer);
        assert!(bag.load::<AppName>().is_none());
        assert_eq!(bag.load::<FrameworkMetadata>().count(), 0);
        bag.interceptor_state().store_put(name());
        assert!(bag.load::<AppName>().is_some(), "layers above come before");
    }
}
