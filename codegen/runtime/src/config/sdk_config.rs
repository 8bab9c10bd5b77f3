//! From the configuration that the clients of all services share to that of this service's client.

use super::super::service;
use super::{Builder, Config};
use aws_types::service_config::ServiceConfigKey;
use aws_types::SdkConfig;

impl From<&SdkConfig> for Builder {
    fn from(input: &SdkConfig) -> Self {
        let mut builder = Builder::default();
        builder
            .set_credentials_provider(input.credentials_provider())
            .set_region(input.region().cloned())
            .set_use_fips(input.use_fips())
            .set_endpoint_url(endpoint_url(input))
            .set_retry_config(input.retry_config().cloned())
            .set_timeout_config(input.timeout_config().cloned())
            .set_sleep_impl(input.sleep_impl())
            .set_http_client(input.http_client())
            .set_time_source(input.time_source())
            .set_behavior_version(input.behavior_version())
            .set_auth_scheme_preference(input.auth_scheme_preference().cloned())
            .set_disable_clock_skew_correction(input.disable_clock_skew_correction())
            .set_app_name(input.app_name().cloned());
        // Unset, these keep their defaults.
        if let Some(config) = input.stalled_stream_protection() {
            builder.set_stalled_stream_protection(Some(config));
        }
        if let Some(cache) = input.identity_cache() {
            builder.set_identity_cache(cache);
        }
        for framework_metadata in input.framework_metadata() {
            builder.push_framework_metadata(framework_metadata.clone());
        }
        service::configure(&mut builder, input);
        builder
    }
}

impl From<&SdkConfig> for Config {
    fn from(sdk_config: &SdkConfig) -> Self {
        Builder::from(sdk_config).build()
    }
}

/// The endpoint URL set in code, or else that of this service in environment or profile, or else that of all services.
fn endpoint_url(input: &SdkConfig) -> Option<String> {
    let shared = || input.endpoint_url().map(str::to_owned);
    if input.get_origin("endpoint_url").is_client_config() {
        return shared();
    }
    let key = ServiceConfigKey::builder()
        .service_id(service::SERVICE_ID)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .expect("all fields are set");
    input
        .service_config()
        .and_then(|config| config.load_config(key))
        .or_else(shared)
}
