//! Each setting by its plain setter and by its `set_` twin, and what the getters say then.

use super::doubles::{Always, Awake, Counting, Elsewhere, OneId, Silence, Unsigned};
use crate::sdk::config::auth::DefaultAuthSchemeResolver;
use crate::sdk::config::endpoint::ResolveEndpoint;
use crate::sdk::config::retry::{ReconnectMode, RetryConfig, RetryPartition};
use crate::sdk::config::timeout::TimeoutConfig;
use crate::sdk::config::{
    AppName, BehaviorVersion, Builder, Config, FrameworkMetadata, IdentityCache, Region,
    SharedAsyncSleep, SharedCredentialsProvider, SharedHttpClient, SharedInterceptor,
    StalledStreamProtectionConfig,
};
use crate::support::{Ask, Session, line};
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use std::borrow::Cow;
use std::time::Duration;

/// Each setting by its plain setter and by its `set_` twin, and what the getters say then.
pub fn run(session: &Session) {
    let nothing = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .build();
    show("nothing", &nothing);
    show("from shared config", &Config::new(&session.sdk_config()));
    show(
        "from shared config by From",
        &Config::from(&session.sdk_config()),
    );
    let plain = everything(Builder::new());
    show("plain", &plain.clone().build());
    // Only where one was set: official crates panic otherwise.
    let _: crate::sdk::config::endpoint::SharedEndpointResolver =
        plain.clone().build().endpoint_resolver();
    show("copied", &plain.clone().build().to_builder().build());
    line(
        "config",
        "Debug of a builder is not empty",
        !format!("{plain:?}").is_empty(),
    );

    let mut builder = Builder::default();
    builder
        .set_app_name(Some(AppName::new("set").unwrap()))
        .set_auth_scheme_preference(Some(AuthSchemePreference::from([
            aws_smithy_runtime_api::client::auth::AuthSchemeId::from("sigv4"),
        ])))
        .set_auth_scheme_resolver(Unsigned)
        .set_allow_no_auth()
        .set_behavior_version(Some(BehaviorVersion::latest()))
        .set_credentials_provider(Some(SharedCredentialsProvider::new(Counting::default())))
        .set_disable_clock_skew_correction(Some(true))
        .set_endpoint_url(Some("https://set.example".to_owned()))
        .set_endpoint_resolver(Some(Elsewhere.into_shared_resolver()))
        .set_http_client(Some(SharedHttpClient::new(Silence)))
        .set_idempotency_token_provider(Some("set".into()))
        .set_identity_cache(IdentityCache::no_cache())
        .set_interceptors([SharedInterceptor::new(Ask("set".to_owned()))])
        .push_interceptor(SharedInterceptor::new(Ask("pushed".to_owned())))
        .set_invocation_id_generator(Some(
            aws_runtime::invocation_id::SharedInvocationIdGenerator::new(OneId),
        ))
        .set_region(Some(Region::new("eu-west-1")))
        .set_retry_classifiers([
            aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier::new(
                Always,
            ),
        ])
        .push_retry_classifier(
            aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier::new(
                Always,
            ),
        )
        .set_retry_config(Some(RetryConfig::disabled()))
        .set_retry_partition(Some(RetryPartition::new("set")))
        .set_sleep_impl(Some(SharedAsyncSleep::new(Awake::default())))
        .set_stalled_stream_protection(Some(StalledStreamProtectionConfig::disabled()))
        .set_time_source(Some(aws_smithy_async::time::SharedTimeSource::new(
            StaticTimeSource::from_secs(1),
        )))
        .set_timeout_config(Some(
            TimeoutConfig::builder()
                .read_timeout(Duration::from_secs(3))
                .build(),
        ))
        .set_use_fips(Some(true))
        .push_framework_metadata(FrameworkMetadata::new("set", Some(Cow::Borrowed("1"))).unwrap());
    show("set", &builder.clone().build());
    builder
        .set_app_name(None)
        .set_auth_scheme_preference(None)
        .set_credentials_provider(None)
        .set_disable_clock_skew_correction(None)
        .set_endpoint_url(None)
        .set_endpoint_resolver(None)
        .set_http_client(None)
        .set_idempotency_token_provider(None)
        .set_invocation_id_generator(None)
        .set_region(None)
        .set_retry_config(None)
        .set_retry_partition(None)
        .set_sleep_impl(None)
        .set_stalled_stream_protection(None)
        .set_time_source(None)
        .set_timeout_config(None)
        .set_use_fips(None);
    show("unset", &builder.build());
}

fn everything(builder: Builder) -> Builder {
    builder
        .allow_no_auth()
        .app_name(AppName::new("plain").unwrap())
        .auth_scheme_preference([aws_smithy_runtime_api::client::auth::AuthSchemeId::from(
            "sigv4",
        )])
        .auth_scheme_resolver(DefaultAuthSchemeResolver::default())
        .behavior_version(BehaviorVersion::latest())
        .behavior_version_latest()
        .capture_input_attributes(["nextToken"])
        .credentials_provider(Counting::default())
        .disable_clock_skew_correction(true)
        .emit_input_attributes(["nextToken"])
        .endpoint_resolver(Elsewhere)
        .endpoint_url("https://plain.example")
        .framework_metadata(FrameworkMetadata::new("plain", None::<&str>).unwrap())
        .http_client(Silence)
        .idempotency_token_provider("plain")
        .identity_cache(IdentityCache::lazy().build())
        .interceptor(Ask("plain".to_owned()))
        .invocation_id_generator(OneId)
        .push_auth_scheme(aws_runtime::auth::sigv4::SigV4AuthScheme::new())
        .region(Region::new("eu-central-1"))
        .retry_classifier(Always)
        .retry_config(
            RetryConfig::adaptive()
                .with_max_attempts(7)
                .with_reconnect_mode(ReconnectMode::ReuseAllConnections),
        )
        .retry_partition(RetryPartition::new("plain"))
        .sleep_impl(Awake::default())
        .stalled_stream_protection(
            StalledStreamProtectionConfig::enabled()
                .grace_period(Duration::from_secs(9))
                .build(),
        )
        .time_source(StaticTimeSource::from_secs(1_700_000_000))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_secs(8))
                .build(),
        )
        .use_fips(true)
}

#[allow(deprecated)]
pub fn show(what: &str, config: &Config) {
    let say = |name: &str, value: String| line("config", &format!("{what} {name}"), value);
    say("app_name", format!("{:?}", config.app_name()));
    say("auth_schemes", format!("{}", config.auth_schemes().count()));
    say(
        "auth_scheme_preference",
        format!("{:?}", config.auth_scheme_preference()),
    );
    say(
        "auth_scheme_resolver",
        format!("{}", config.auth_scheme_resolver().is_some()),
    );
    say(
        "credentials_provider",
        format!("{}", config.credentials_provider().is_some()),
    );
    say(
        "disable_clock_skew_correction",
        format!("{:?}", config.disable_clock_skew_correction()),
    );
    say(
        "framework_metadata",
        format!("{:?}", config.framework_metadata()),
    );
    say("http_client", format!("{}", config.http_client().is_some()));
    say(
        "identity_cache",
        format!("{}", config.identity_cache().is_some()),
    );
    say("interceptors", format!("{}", config.interceptors().count()));
    say(
        "invocation_id_generator",
        format!("{}", config.invocation_id_generator().is_some()),
    );
    say("region", format!("{:?}", config.region()));
    say(
        "retry_classifiers",
        format!("{}", config.retry_classifiers().count()),
    );
    say("retry_config", format!("{:?}", config.retry_config()));
    say(
        "retry_partition",
        format!("{:?}", config.retry_partition().map(|p| p.to_string())),
    );
    say("signing_name", config.signing_name().to_owned());
    say("sleep_impl", format!("{}", config.sleep_impl().is_some()));
    say(
        "stalled_stream_protection",
        format!("{:?}", config.stalled_stream_protection()),
    );
    say(
        "time_source",
        format!("{:?}", config.time_source().is_some()),
    );
    say("timeout_config", format!("{:?}", config.timeout_config()));
}
