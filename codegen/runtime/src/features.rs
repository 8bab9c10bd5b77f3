//! Interceptors that note which features of the SDK a call makes use of; the user agent header carries the notes.

use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{
    dyn_dispatch_hint, Intercept, SharedInterceptor,
};
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::{SharedRuntimePlugin, StaticRuntimePlugin};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::endpoint_config::EndpointUrl;

/// Notes the retry mode.
#[derive(Debug)]
pub struct RetryModeFeatureTrackerInterceptor;

#[dyn_dispatch_hint]
impl Intercept for RetryModeFeatureTrackerInterceptor {
    fn name(&self) -> &'static str {
        "RetryModeFeatureTrackerInterceptor"
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

/// Notes that an endpoint URL is configured.
#[derive(Debug)]
pub struct EndpointOverrideFeatureTrackerInterceptor;

#[dyn_dispatch_hint]
impl Intercept for EndpointOverrideFeatureTrackerInterceptor {
    fn name(&self) -> &'static str {
        "EndpointOverrideFeatureTrackerInterceptor"
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
        Ok(())
    }
}

/// Notes that metrics go to OpenTelemetry. The provider may be installed at any time, so each call looks for it.
#[derive(Debug)]
pub struct ObservabilityFeatureTrackerInterceptor;

#[dyn_dispatch_hint]
impl Intercept for ObservabilityFeatureTrackerInterceptor {
    fn name(&self) -> &'static str {
        "ObservabilityFeatureTrackerInterceptor"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Ok(telemetry) = aws_smithy_observability::global::get_telemetry_provider() {
            // The name is all there is to tell the provider by without depending on OpenTelemetry.
            if telemetry.meter_provider().provider_name() == "AwsSmithyObservabilityOtelProvider" {
                cfg.interceptor_state()
                    .store_append(SmithySdkFeature::ObservabilityOtelMetrics);
            }
        }
        Ok(())
    }
}

/// Notes a feature for all calls that it is added to.
#[derive(Debug)]
struct FeatureInterceptor {
    name: &'static str,
    feature: SmithySdkFeature,
}

#[dyn_dispatch_hint]
impl Intercept for FeatureInterceptor {
    fn name(&self) -> &'static str {
        self.name
    }

    fn modify_before_serialization(
        &self,
        _context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        cfg.interceptor_state().store_append(self.feature.clone());
        Ok(())
    }
}

/// The plugin of calls that a paginator makes.
pub fn paginator() -> SharedRuntimePlugin {
    plugin(
        "PaginatorFeatureTrackerInterceptor",
        SmithySdkFeature::Paginator,
    )
}

/// The plugin of calls that a waiter makes.
pub fn waiter() -> SharedRuntimePlugin {
    plugin("WaiterFeatureTrackerInterceptor", SmithySdkFeature::Waiter)
}

fn plugin(name: &'static str, feature: SmithySdkFeature) -> SharedRuntimePlugin {
    let interceptor = SharedInterceptor::permanent(FeatureInterceptor { name, feature });
    let components = RuntimeComponentsBuilder::new(name).with_interceptor(interceptor);
    SharedRuntimePlugin::new(StaticRuntimePlugin::new().with_runtime_components(components))
}
