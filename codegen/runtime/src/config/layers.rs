//! The layers of a client's configuration: in, those of the engine's default plugins and the user's settings; out, as few as
//! have the same effect, since each is searched for everything that a call asks for.
//!
//! **Invariant:** whatever a call, its overrides and its interceptors look for, they find what they would find with one layer for
//! each plugin.

use super::super::idempotency_token::{self, IdempotencyTokenProvider};
use super::{
    AppName, Config, ConfigBag, FrameworkMetadata, FrozenLayer, StalledStreamProtectionConfig,
};
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::auth::{PayloadSigningOverride, SigV4SessionTokenNameOverride};
use aws_runtime::content_encoding;
use aws_runtime::invocation_id::{InvocationIdInterceptor, SharedInvocationIdGenerator};
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_runtime::service_clock_skew::{DisableClockSkewCorrection, ServiceClockSkewInterceptor};
use aws_runtime::user_agent::{AwsUserAgent, UserAgentInterceptor};
use aws_smithy_runtime::client::orchestrator::AuthSchemeAndEndpointOrchestrationV2;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;
use aws_smithy_runtime_api::client::interceptors::DisableInterceptor;
use aws_smithy_runtime_api::client::orchestrator::LoadedRequestBody;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{
    Order, RuntimePlugin, SharedRuntimePlugin, StaticRuntimePlugin,
};
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::{MergeRetryConfig, RetryConfig};
use aws_smithy_types::telemetry::RequestedTelemetryAttributes;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::endpoint_config::{EndpointUrl, UseFips};

/// One layer for those of the engine's default plugins that are known here as a whole, and the plugins with what else they have.
///
/// Layers cannot be merged, but what is known can be taken from one and put into another. There was nothing else in a layer
/// if it prints as what was taken from it.
pub(super) fn merge_layers(
    plugins: impl IntoIterator<Item = SharedRuntimePlugin>,
) -> (FrozenLayer, Vec<SharedRuntimePlugin>) {
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
    (defaults.freeze(), others)
}

/// Hands the types of what is known to a macro.
macro_rules! known {
    ($each:ident) => {
        $each!(
            RetryConfig,
            RetryPartition,
            StalledStreamProtectionConfig,
            TimeoutConfig
        )
    };
}

fn take_known(from: &Layer, into: &mut Layer) {
    macro_rules! take {
        ($($type:ty),*) => {
            $(if let Some(value) = from.load::<$type>().cloned() {
                into.store_put(value);
            })*
        };
    }
    known!(take);
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

/// The user's settings, and the service's own and the engine's `defaults` where these say nothing: one layer if possible, since
/// each is searched for everything that a call asks for. If not, `defaults` become the lowest of the layers `below`.
pub(super) fn settings(
    config: &Config,
    defaults: FrozenLayer,
    below: &mut Vec<SharedRuntimePlugin>,
) -> FrozenLayer {
    let mut layer = Layer::from(config.cloneable.clone()).with_name("service config");
    let is_next = below.iter().all(|plugin| plugin.config().is_none());
    if !(is_next && absorb(&mut layer, &config.config, &defaults)) {
        let defaults = StaticRuntimePlugin::new()
            .with_order(Order::Defaults)
            .with_config(defaults);
        below.insert(0, SharedRuntimePlugin::new(defaults));
    }
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

/// Puts `defaults` into `layer`, which is that of `settings`, so that calls find what they would find with one above the other.
/// `false`, and nothing done, if that is not possible.
fn absorb(layer: &mut Layer, settings: &FrozenLayer, defaults: &FrozenLayer) -> bool {
    let mut both = ConfigBag::base();
    both.push_shared_layer(defaults.clone());
    both.push_shared_layer(settings.clone());
    // Of these two the engine looks at all layers, not only at the highest one that has them.
    if let (Some(own), Some(default)) = (
        settings.load::<TimeoutConfig>(),
        defaults.load::<TimeoutConfig>(),
    ) {
        let mut merged = own.clone();
        merged.take_defaults_from(default);
        // Of layers below one without timeouts it takes nothing, but for an override above all three it does.
        if merged != *own && !own.has_timeouts() {
            return false;
        }
        layer.store_put(merged);
    }
    if let Some(own) = settings.load::<RetryConfig>() {
        if both.load::<MergeRetryConfig>() != *own {
            return false;
        }
    }
    macro_rules! put_absent {
        ($($type:ty),*) => {
            // What is explicitly unset in the settings is not found in both.
            $(if let (None, Some(default)) = (layer.load::<$type>(), both.load::<$type>()) {
                layer.store_put(default.clone());
            })*
        };
    }
    known!(put_absent);
    true
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

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_runtime::client::defaults::{default_plugins, DefaultPluginParams};
    use aws_smithy_types::config_bag::CloneableLayer;
    use aws_smithy_types::retry::RetrySpec;
    use aws_smithy_types::timeout::{MergeTimeoutConfig, TimeoutConfigBuilder};
    use std::time::Duration;

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
        let (layer, others) = merge_layers(default_plugins(params));
        assert!(layers(&others).is_empty(), "{others:?}");
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
        let (known, others) = merge_layers([
            plugin(known),
            plugin(|layer| {
                layer.store_put(TimeoutConfig::disabled());
                layer.store_put(UseFips(true));
            }),
        ]);
        let [unknown] = &layers(&others)[..] else {
            panic!("one layer: {others:?}");
        };
        let mut bag = ConfigBag::base();
        bag.push_shared_layer(known);
        bag.push_shared_layer(unknown.clone());
        assert!(bag.load::<RetryConfig>().is_some());
        assert!(bag.load::<TimeoutConfig>().is_some());
        assert!(bag.load::<UseFips>().is_some());
    }

    #[test]
    fn defaults_stay_a_layer_below_one_that_is_unknown() {
        let fips = |layer: &mut Layer| {
            layer.store_put(UseFips(true));
        };
        for (mut below, count) in [(vec![], 0), (vec![plugin(fips)], 2)] {
            let _ = settings(&Config::builder().build(), defaults(), &mut below);
            assert_eq!(layers(&below).len(), count);
        }
    }

    fn defaults() -> FrozenLayer {
        let mut layer = Layer::new("defaults");
        layer.store_put(RetryConfig::standard());
        layer.store_put(RetryPartition::new("default"));
        layer.store_put(StalledStreamProtectionConfig::enabled().build());
        layer.store_put(timeouts(|it| it.connect_timeout(Duration::from_secs(3))));
        layer.freeze()
    }

    fn timeouts(set: fn(TimeoutConfigBuilder) -> TimeoutConfigBuilder) -> TimeoutConfig {
        set(TimeoutConfig::builder()).build()
    }

    type Fill = fn(&mut CloneableLayer);

    /// What users set, and whether the defaults can be taken into the same layer.
    const SETTINGS: [(Fill, bool); 8] = [
        (|_| {}, true),
        (
            |layer| {
                layer.store_put(RetryConfig::disabled());
                layer.store_put(RetryPartition::new("own"));
                layer.store_put(StalledStreamProtectionConfig::disabled());
                layer.store_put(timeouts(|it| it.read_timeout(Duration::from_secs(1))));
            },
            true,
        ),
        (
            |layer| {
                layer.store_put(timeouts(|it| it.connect_timeout(Duration::from_secs(1))));
            },
            true,
        ),
        (
            |layer| {
                layer.store_put(TimeoutConfig::disabled());
            },
            true,
        ),
        // None for a call that says nothing of them, but the default's for one that sets others.
        (
            |layer| {
                layer.store_put(TimeoutConfig::builder().build());
            },
            false,
        ),
        (
            |layer| {
                let spec = RetrySpec::v2_1();
                layer.store_put(RetryConfig::standard().with_retry_spec(spec));
            },
            true,
        ),
        (
            |layer| {
                layer.unset::<StalledStreamProtectionConfig>();
                layer.unset::<RetryPartition>();
            },
            true,
        ),
        (
            |layer| {
                layer.unset::<RetryConfig>();
                layer.unset::<TimeoutConfig>();
            },
            true,
        ),
    ];

    /// What a call finds, as a text.
    fn found(layers: &[&FrozenLayer], call: Fill) -> String {
        let mut bag = ConfigBag::base();
        for layer in layers {
            bag.push_shared_layer((*layer).clone());
        }
        let mut of_call = CloneableLayer::new("call");
        call(&mut of_call);
        bag.push_shared_layer(of_call.freeze());
        format!(
            "{:?} {:?} {:?} {:?}",
            bag.load::<MergeRetryConfig>(),
            bag.load::<MergeTimeoutConfig>(),
            bag.load::<RetryPartition>(),
            bag.load::<StalledStreamProtectionConfig>(),
        )
    }

    #[test]
    fn a_call_finds_the_same_in_one_layer_as_in_two() {
        let defaults = defaults();
        for (index, (fill, is_one)) in SETTINGS.into_iter().enumerate() {
            let mut settings = CloneableLayer::new("settings");
            fill(&mut settings);
            let mut layer = Layer::from(settings.clone());
            let settings = settings.freeze();
            let absorbed = absorb(&mut layer, &settings, &defaults);
            assert_eq!(absorbed, is_one, "{index}");
            let layer = layer.freeze();
            for (other, (call, _)) in SETTINGS.into_iter().enumerate() {
                let expected = found(&[&defaults, &settings], call);
                let found = match absorbed {
                    true => found(&[&layer], call),
                    false => found(&[&defaults, &layer], call),
                };
                assert_eq!(found, expected, "{index}, and a call with {other}");
            }
        }
    }

    /// As the engine may have them one day.
    #[test]
    fn defaults_that_settings_of_retries_lack_stay_below() {
        let mut defaults = Layer::new("defaults");
        defaults.store_put(RetryConfig::standard().with_retry_spec(RetrySpec::v2_1()));
        let mut settings = CloneableLayer::new("settings");
        settings.store_put(RetryConfig::standard());
        let mut layer = Layer::from(settings.clone());
        assert!(!absorb(&mut layer, &settings.freeze(), &defaults.freeze()));
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
