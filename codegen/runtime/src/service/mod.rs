//! SAMPLE, replaced in generated crates: the facts of the service that the shared code asks for.

pub mod endpoint;

use super::config::Builder;
use aws_runtime::auth::sigv4;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::endpoint_config::{EndpointUrl, UseDualStack, UseFips};
use aws_types::region::Region;
use aws_types::SdkConfig;

/// The `sdkId` of `aws.api#service`: in log lines, and the key of service-specific settings.
pub const SERVICE_ID: &str = "Sample Service";
/// The name in the user agent and in retry partitions: the service id in small letters without spaces.
pub const USER_AGENT_NAME: &str = "sampleservice";
/// The scope of the client's metrics.
pub const METRICS_SCOPE: &str = "aws-sdk-sampleservice";
/// The name in the scope of SigV4 signatures.
pub const SIGNING_NAME: &str = "sample";

/// The auth schemes of the service, in the model's order.
pub const AUTH_SCHEMES: &[AuthSchemeId] = &[sigv4::SCHEME_ID];
/// The auth schemes of operations that differ from the service's.
pub const OPERATION_AUTH_SCHEMES: &[(&str, &[AuthSchemeId])] = &[];

/// The endpoint parameters that come from the configuration.
pub fn endpoint_params(cfg: &ConfigBag) -> endpoint::ParamsBuilder {
    endpoint::Params::builder()
        .set_use_fips(cfg.load::<UseFips>().map(|value| value.0))
        .set_endpoint(cfg.load::<EndpointUrl>().map(|value| value.0.clone()))
        .set_region(cfg.load::<Region>().map(|value| value.as_ref().to_owned()))
}

/// Takes over from `input` the settings that only this service has.
pub fn configure(builder: &mut Builder, input: &SdkConfig) {
    builder.set_use_dual_stack(input.use_dual_stack());
}

/// Takes over from `bag` the settings that only this service has.
pub fn configure_from_bag(builder: &mut Builder, bag: &ConfigBag) {
    builder.set_use_dual_stack(bag.load::<UseDualStack>().map(|value| value.0));
}

impl Builder {
    /// Sets whether requests go to the region's dual-stack endpoint, which speaks IPv4 and IPv6. Where there is none,
    /// calls may end in an error.
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
