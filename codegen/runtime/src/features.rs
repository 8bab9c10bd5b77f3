//! Notes on which features of the SDK a call makes use of; the user agent header carries the notes. Those of a client are taken by
//! one interceptor, those of paginators and waiters are in their plugins from the beginning.

use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{
    dyn_dispatch_hint, Intercept, SharedInterceptor,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::{SharedRuntimePlugin, StaticRuntimePlugin};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::endpoint_config::EndpointUrl;

/// The interceptor of a client.
pub fn feature_tracker() -> SharedInterceptor {
    SharedInterceptor::permanent(FeatureTracker)
}

#[derive(Debug)]
struct FeatureTracker;

#[dyn_dispatch_hint]
impl Intercept for FeatureTracker {
    fn name(&self) -> &'static str {
        "FeatureTracker"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if cfg.load::<EndpointUrl>().is_some() {
            cfg.interceptor_state()
                .store_append(AwsSdkFeature::EndpointOverride);
        }
        // A provider of telemetry may be installed at any time, so each call looks for it.
        if let Ok(telemetry) = aws_smithy_observability::global::get_telemetry_provider() {
            // The name is all there is to tell the provider by without depending on OpenTelemetry.
            if telemetry.meter_provider().provider_name() == "AwsSmithyObservabilityOtelProvider" {
                cfg.interceptor_state()
                    .store_append(SmithySdkFeature::ObservabilityOtelMetrics);
            }
        }
        Ok(())
    }

    fn read_before_serialization(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        _runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let feature = match cfg.load::<RetryConfig>().map(RetryConfig::mode) {
            Some(RetryMode::Standard) => SmithySdkFeature::RetryModeStandard,
            Some(RetryMode::Adaptive) => SmithySdkFeature::RetryModeAdaptive,
            _ => return Ok(()),
        };
        cfg.interceptor_state().store_append(feature);
        Ok(())
    }
}

/// The plugin of calls that a paginator makes.
pub fn paginator() -> SharedRuntimePlugin {
    plugin("paginator", SmithySdkFeature::Paginator)
}

/// The plugin of calls that a waiter makes.
pub fn waiter() -> SharedRuntimePlugin {
    plugin("waiter", SmithySdkFeature::Waiter)
}

fn plugin(name: &'static str, feature: SmithySdkFeature) -> SharedRuntimePlugin {
    let mut layer = Layer::new(name);
    layer.store_append(feature);
    SharedRuntimePlugin::new(StaticRuntimePlugin::new().with_config(layer.freeze()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;

    #[test]
    fn plugins_note_what_they_are_for_above_a_client_that_notes_nothing() {
        for (plugin, feature) in [
            (paginator(), SmithySdkFeature::Paginator),
            (waiter(), SmithySdkFeature::Waiter),
        ] {
            let mut client = Layer::new("client");
            client.clear::<SmithySdkFeature>();
            let mut bag = ConfigBag::of_layers([client]);
            bag.push_shared_layer(plugin.config().expect("a layer"));
            let noted: Vec<_> = bag.load::<SmithySdkFeature>().collect();
            assert_eq!(noted, [&feature]);
        }
    }
}
