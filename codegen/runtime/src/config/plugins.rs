//! The runtime plugins of a client: in, its configuration; out, the engine's defaults, the user's settings and what the
//! service adds, in the order in which the engine merges them.

use super::super::features;
use super::super::service;
use super::auth::{DefaultAuthSchemeResolver, ResolveAuthScheme};
use super::endpoint::{DefaultResolver, ResolveEndpoint};
use super::fused::fuse;
use super::host_prefix::prefix_hosts;
use super::layers::{merge_layers, settings};
use super::recursion_detection::recursion_detection;
use super::request_info::request_info;
use super::signing::sigv4;
use super::user_agent::user_agent;
use super::{BehaviorVersion, Config, FrozenLayer, SharedInterceptor};
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::service_clock_skew::ServiceClockSkewInterceptor;
use aws_smithy_observability::global::get_telemetry_provider;
use aws_smithy_runtime::client::auth::no_auth::NoAuthRuntimePlugin;
use aws_smithy_runtime::client::defaults::{default_plugins, DefaultPluginParams};
use aws_smithy_runtime::client::http::connection_poisoning::ConnectionPoisoningInterceptor;
use aws_smithy_runtime::client::metrics::MetricsRuntimePlugin;
use aws_smithy_runtime::client::retries::classifiers::HttpStatusCodeClassifier;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{
    Order, RuntimePlugin, RuntimePlugins, SharedRuntimePlugin, StaticRuntimePlugin,
};
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
        let (known, mut constant) = merge_layers(default_plugins(defaults));
        let settings = settings(config, known, &mut constant);
        let user = StaticRuntimePlugin::new()
            .with_config(settings.clone())
            .with_runtime_components(config.runtime_components.clone());
        let metrics = MetricsRuntimePlugin::builder()
            .with_scope(service::METRICS_SCOPE)
            .with_time_source(config.runtime_components.time_source().unwrap_or_default())
            .build()
            .expect("scope and time source are set");

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
    let mut components = RuntimeComponentsBuilder::new("client");
    let mut merged = Vec::new();
    for plugin in in_order(plugins, RuntimePlugin::order) {
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

/// A stable sort, made by hand for the few that there are: the machine code of the library's is more than all else here.
pub(crate) fn in_order<T, K: Ord>(items: impl IntoIterator<Item = T>, key: fn(&T) -> K) -> Vec<T> {
    let mut ordered = Vec::new();
    for item in items {
        let before = |it: &&T| key(it) <= key(&item);
        let at = ordered.iter().take_while(before).count();
        ordered.insert(at, item);
    }
    ordered
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

/// What every client of the service has, below the user's settings.
fn service_plugin(settings: &FrozenLayer) -> StaticRuntimePlugin {
    let mut components = RuntimeComponentsBuilder::new("ServiceRuntimePlugin");
    components.set_auth_scheme_option_resolver(Some(
        DefaultAuthSchemeResolver::default().into_shared_resolver(),
    ));
    components.set_endpoint_resolver(Some(default_endpoint_resolver()));
    components.push_auth_scheme(sigv4());
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
    use aws_smithy_types::config_bag::Layer;
    use aws_types::endpoint_config::EndpointUrl;

    #[test]
    fn plugins_come_by_their_order_and_then_as_they_were() {
        use Order::{Defaults, NestedComponents, Overrides};
        let plugins = [
            (Overrides, "3"),
            (NestedComponents, "5"),
            (Defaults, "1"),
            (Overrides, "4"),
            (Defaults, "2"),
        ];
        let plugins = plugins.map(|(order, name)| {
            let mut layer = Layer::new("test");
            layer.store_put(EndpointUrl(name.to_owned()));
            let plugin = StaticRuntimePlugin::new().with_config(layer.freeze());
            SharedRuntimePlugin::new(plugin.with_order(order))
        });
        let name = |plugin: SharedRuntimePlugin| {
            let layer = plugin.config().expect("a layer");
            layer.load::<EndpointUrl>().expect("a name").0.clone()
        };
        let names: Vec<_> = in_order(plugins, RuntimePlugin::order)
            .into_iter()
            .map(name)
            .collect();
        assert_eq!(names, ["1", "2", "3", "4", "5"]);
    }
}
