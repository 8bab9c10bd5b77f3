//! Every setting of `Config`: set, read again, and seen in what a call does.
//!
//! `crate::call` is some operation of the service with its required members set.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::future::ProvideCredentials as ProvideCredentialsFuture;
use aws_runtime::invocation_id::{InvocationId, InvocationIdGenerator};
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOption, AuthSchemeOptionsFuture, AuthSchemePreference,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;

use crate::sdk::config::auth::{
    DefaultAuthSchemeResolver, Params as AuthParams, ResolveAuthScheme,
};
use crate::sdk::config::endpoint::{
    DefaultResolver, Endpoint, EndpointFuture, Params, ResolveEndpoint,
};
use crate::sdk::config::retry::{
    ClassifyRetry, ReconnectMode, RetryAction, RetryConfig, RetryPartition,
};
use crate::sdk::config::timeout::TimeoutConfig;
use crate::sdk::config::{
    AppName, AsyncSleep, BehaviorVersion, Builder, Config, ConfigBag, Credentials,
    FrameworkMetadata, HttpClient, IdentityCache, ProvideCredentials, Region, RuntimeComponents,
    SharedAsyncSleep, SharedCredentialsProvider, SharedHttpClient, SharedInterceptor, Sleep,
    StalledStreamProtectionConfig,
};
use crate::sdk::error::{BoxError, ProvideErrorMetadata};
use crate::support::{Ask, Session, line};
use crate::{call, sdk};

/// Answers everything with `{}` and says what it was asked.
#[derive(Clone, Debug)]
struct Listener {
    what: &'static str,
    status: u16,
}

const VOLATILE: [&str; 3] = ["user-agent", "x-amz-user-agent", "authorization"];

impl HttpConnector for Listener {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        line("config", &format!("{} uri", self.what), request.uri());
        let mut headers: Vec<String> = request
            .headers()
            .iter()
            .filter(|(name, _)| !VOLATILE.contains(name))
            .filter(|(name, _)| *name != "amz-sdk-request")
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        headers.sort();
        line(
            "config",
            &format!("{} headers", self.what),
            headers.join("; "),
        );
        let agent = request.headers().get("user-agent").unwrap_or_default();
        for part in agent.split(' ').filter(|part| {
            part.starts_with("app/") || part.starts_with("lib/") || part.starts_with("md/")
        }) {
            line("config", &format!("{} agent", self.what), part);
        }
        let scope = request.headers().get("authorization").unwrap_or("none");
        let scope = scope
            .split_once(", Signature")
            .map_or(scope, |(scope, _)| scope);
        line("config", &format!("{} authorization", self.what), scope);
        let mut response = HttpResponse::new(self.status.try_into().unwrap(), SdkBody::from("{}"));
        response
            .headers_mut()
            .insert("content-type", "application/json");
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Listener {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// Never answers.
#[derive(Clone, Debug)]
struct Silence;

impl HttpConnector for Silence {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(std::future::pending())
    }
}

impl HttpClient for Silence {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Silence)
    }
}

/// Says when a client sleeps, and does not.
#[derive(Clone, Debug, Default)]
struct Awake(Arc<AtomicUsize>);

impl AsyncSleep for Awake {
    fn sleep(&self, _: Duration) -> Sleep {
        self.0.fetch_add(1, Ordering::Relaxed);
        Sleep::new(std::future::ready(()))
    }
}

/// Keeps count of how often it is asked.
#[derive(Clone, Debug, Default)]
struct Counting(Arc<AtomicUsize>);

impl ProvideCredentials for Counting {
    fn provide_credentials<'a>(&'a self) -> ProvideCredentialsFuture<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::Relaxed);
        ProvideCredentialsFuture::ready(Ok(Credentials::new(
            "AKIDCOUNTING",
            "secret",
            None,
            None,
            "counting",
        )))
    }
}

#[derive(Debug)]
struct OneId;

impl InvocationIdGenerator for OneId {
    fn generate(&self) -> Result<Option<InvocationId>, BoxError> {
        Ok(Some(InvocationId::new(
            "11111111-2222-4333-8444-555555555555".to_owned(),
        )))
    }
}

#[derive(Debug)]
struct Elsewhere;

impl ResolveEndpoint for Elsewhere {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        line(
            "config",
            "endpoint params",
            format!(
                "{:?} {:?} {:?}",
                params.region(),
                params.use_fips(),
                params.endpoint()
            ),
        );
        let endpoint = Endpoint::builder()
            .url("https://elsewhere.example/base")
            .header("x-of-endpoint", "yes")
            .build();
        EndpointFuture::ready(Ok(endpoint))
    }
}

#[derive(Debug)]
struct Unsigned;

impl ResolveAuthScheme for Unsigned {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a AuthParams,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        line("config", "auth params", params.operation_name());
        let option = AuthSchemeOption::builder()
            .scheme_id("no_auth".into())
            .build()
            .unwrap();
        AuthSchemeOptionsFuture::ready(Ok(vec![option]))
    }
}

/// Repeats whatever failed.
#[derive(Debug)]
struct Always;

impl ClassifyRetry for Always {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(_)) => RetryAction::server_error(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "Always"
    }
}

pub async fn run(session: &Session) {
    settings(session);
    endpoints().await;
    seen(session).await;
    resilience(session).await;
    support_of_shared_config(session).await;
    test_defaults(session).await;
    customized(session).await;
}

/// Each setting by its plain setter and by its `set_` twin, and what the getters say then.
fn settings(session: &Session) {
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
fn show(what: &str, config: &Config) {
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

/// The rules, asked directly.
async fn endpoints() {
    for region in [
        None,
        Some("us-east-1"),
        Some("cn-north-1"),
        Some("us-gov-west-1"),
        Some("us-iso-east-1"),
        Some("nowhere-1"),
        Some("not a region"),
    ] {
        for use_fips in [None, Some(false), Some(true)] {
            for endpoint in [None, Some("https://given.example:8443/path")] {
                let params = Params::builder()
                    .set_region(region.map(str::to_owned))
                    .set_use_fips(use_fips)
                    .set_endpoint(endpoint.map(str::to_owned))
                    .build();
                let place = format!("endpoint of {region:?} {use_fips:?} {endpoint:?}");
                let params = match params {
                    Ok(params) => params,
                    Err(error) => {
                        line("config", &place, error);
                        continue;
                    }
                };
                let resolver = DefaultResolver::new();
                match ResolveEndpoint::resolve_endpoint(&resolver, &params).await {
                    Ok(endpoint) => line(
                        "config",
                        &place,
                        format!(
                            "{} {:?}",
                            endpoint.url(),
                            endpoint.properties().keys().collect::<Vec<_>>()
                        ),
                    ),
                    Err(error) => line(
                        "config",
                        &place,
                        format!(
                            "{error}: {:?}",
                            std::error::Error::source(&*error).map(|s| s.to_string())
                        ),
                    ),
                }
            }
        }
    }
    let params = Params::builder()
        .region("eu-west-1")
        .use_fips(false)
        .endpoint("https://x.example")
        .build()
        .unwrap();
    assert_eq!(params.clone(), params);
    let _: Result<AuthParams, crate::sdk::config::auth::BuildError> = AuthParams::builder().build();
    line(
        "config",
        "auth params missing",
        AuthParams::builder().build().unwrap_err(),
    );
    line(
        "config",
        "auth params set",
        AuthParams::builder()
            .set_operation_name(Some("X".into()))
            .build()
            .unwrap()
            .operation_name(),
    );
}

/// A configuration in which nothing varies from run to run.
fn still(what: &'static str) -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(Credentials::new("AKID", "secret", None, None, "test"))
        .time_source(StaticTimeSource::from_secs(1_700_000_000))
        .invocation_id_generator(OneId)
        .idempotency_token_provider("a-token")
        .http_client(Listener { what, status: 200 })
}

/// What settings do to a request.
async fn seen(session: &Session) {
    let send = async |builder: Builder| {
        let client = sdk::Client::from_conf(builder.build());
        let result = call(&client).send().await;
        line(
            "config",
            "seen",
            match &result {
                Ok(_) => "an answer".to_owned(),
                Err(error) => format!(
                    "{:?} {}",
                    error.code(),
                    sdk::error::DisplayErrorContext(error)
                ),
            },
        );
    };
    send(still("plain")).await;
    send(still("app name").app_name(AppName::new("an-app").unwrap())).await;
    send(
        still("framework").framework_metadata(
            FrameworkMetadata::new("frame", Some(Cow::Borrowed("2.0"))).unwrap(),
        ),
    )
    .await;
    send(still("fips").use_fips(true)).await;
    send(still("endpoint url").endpoint_url("https://given.example/base/")).await;
    send(still("endpoint resolver").endpoint_resolver(Elsewhere)).await;
    send(
        still("endpoint url and fips")
            .endpoint_url("https://given.example")
            .use_fips(true),
    )
    .await;
    send(still("region").region(Region::new("ap-south-1"))).await;
    send(still("no region").region(None)).await;
    send(
        still("auth scheme resolver")
            .auth_scheme_resolver(Unsigned)
            .allow_no_auth(),
    )
    .await;
    send(still("preference").auth_scheme_preference([
        aws_smithy_runtime_api::client::auth::AuthSchemeId::from("no_auth"),
    ]))
    .await;
    send(
        still("session token").credentials_provider(Credentials::new(
            "AKID",
            "secret",
            Some("session".to_owned()),
            None,
            "test",
        )),
    )
    .await;
    send(
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-2"))
            .time_source(StaticTimeSource::from_secs(1_700_000_000))
            .invocation_id_generator(OneId)
            .http_client(Listener {
                what: "no credentials",
                status: 200,
            }),
    )
    .await;

    let counting = Counting::default();
    let client = sdk::Client::from_conf(
        still("cached identity")
            .credentials_provider(counting.clone())
            .build(),
    );
    for _ in 0..2 {
        let _ = call(&client).send().await;
    }
    line(
        "config",
        "identity cache",
        counting.0.load(Ordering::Relaxed),
    );
    let counting = Counting::default();
    let client = sdk::Client::from_conf(
        still("identity")
            .identity_cache(IdentityCache::no_cache())
            .credentials_provider(counting.clone())
            .build(),
    );
    for _ in 0..2 {
        let _ = call(&client).send().await;
    }
    line(
        "config",
        "no identity cache",
        counting.0.load(Ordering::Relaxed),
    );

    let client = session.client("nothing", "x");
    line(
        "config",
        "config of a client",
        client.config().region().unwrap(),
    );
    let moved = client.clone();
    tokio::spawn(async move { moved.config().signing_name() })
        .await
        .unwrap();
    fn is_client<T: Clone + std::fmt::Debug + Send + Sync + 'static>(_: &T) {}
    is_client(&client);
    line(
        "config",
        "PKG_VERSION",
        sdk::meta::PKG_VERSION.split('.').count(),
    );
}

/// Retries and timeouts.
async fn resilience(session: &Session) {
    let attempts = async |what: &str, builder: Builder| {
        let client = sdk::Client::from_conf(builder.build());
        let result = call(&client).send().await;
        line(
            "config",
            &format!("{what} result"),
            match &result {
                Ok(_) => "an answer".to_owned(),
                Err(error) => format!(
                    "{:?} {}",
                    error.code(),
                    sdk::error::DisplayErrorContext(error)
                ),
            },
        );
    };
    let awake = Awake::default();
    let config = |times: usize| {
        session
            .config(crate::OPERATION, &format!("throttled/{times}"))
            .sleep_impl(awake.clone())
    };
    attempts("throttled once", config(1)).await;
    attempts("throttled twice", config(2)).await;
    attempts("throttled for long", config(9)).await;
    line("config", "sleeps", awake.0.load(Ordering::Relaxed) > 0);
    attempts(
        "five attempts",
        config(4).retry_config(RetryConfig::standard().with_max_attempts(5)),
    )
    .await;
    attempts(
        "no retries",
        config(8).retry_config(RetryConfig::disabled()),
    )
    .await;
    let denied = || {
        session
            .config(crate::OPERATION, "error/AccessDeniedException")
            .sleep_impl(awake.clone())
    };
    attempts("denied", denied()).await;
    attempts(
        "denied, repeated",
        session
            .config(crate::OPERATION, "error/ConflictException")
            .retry_classifier(Always),
    )
    .await;

    let short = Duration::from_millis(20);
    let timeouts = [
        (
            "operation",
            TimeoutConfig::builder().operation_timeout(short).build(),
        ),
        (
            "attempt",
            TimeoutConfig::builder()
                .operation_attempt_timeout(short)
                .build(),
        ),
    ];
    for (what, timeout) in timeouts {
        attempts(
            what,
            session
                .config("nothing", "x")
                .http_client(Silence)
                .retry_config(RetryConfig::disabled())
                .timeout_config(timeout),
        )
        .await;
    }
}

/// What `aws-config` loads reaches the client.
async fn support_of_shared_config(session: &Session) {
    let shared = session
        .sdk_config()
        .into_builder()
        .app_name(AppName::new("shared").unwrap())
        .endpoint_url("https://shared.example")
        .http_client(Listener {
            what: "shared",
            status: 200,
        })
        .time_source(StaticTimeSource::from_secs(1_700_000_000))
        .retry_config(RetryConfig::standard().with_max_attempts(2))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_secs(5))
                .build(),
        )
        .use_fips(false)
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .identity_cache(IdentityCache::no_cache())
        .build();
    let client = sdk::Client::new(&shared);
    show("shared", client.config());
    let own = sdk::config::Builder::from(&shared)
        .idempotency_token_provider("a")
        .invocation_id_generator(OneId)
        .region(Region::new("sa-east-1"))
        .build();
    show("shared and own", &own);
    line(
        "config",
        "shared sent",
        call(&sdk::Client::from_conf(own)).send().await.is_ok(),
    );
}

#[allow(deprecated)]
async fn test_defaults(session: &Session) {
    let mut builder = still("test defaults v2");
    builder.apply_test_defaults_v2();
    let client = sdk::Client::from_conf(builder.build());
    line(
        "config",
        "test defaults v2",
        call(&client).send().await.is_ok(),
    );
    let config = Config::builder()
        .with_test_defaults_v2()
        .invocation_id_generator(OneId)
        .http_client(Listener {
            what: "with test defaults v2",
            status: 200,
        });
    line(
        "config",
        "test defaults v2 region",
        format!("{:?}", config.clone().build().region()),
    );
    let client = sdk::Client::from_conf(
        config
            .idempotency_token_provider("x")
            .endpoint_url("https://t.example")
            .build(),
    );
    line(
        "config",
        "with test defaults v2",
        call(&client).send().await.is_ok(),
    );
    let config = Config::builder().with_test_defaults().build();
    line(
        "config",
        "test defaults",
        config.credentials_provider().is_some(),
    );
    let _ = session;
}

async fn customized(session: &Session) {
    let client = session.client(crate::OPERATION, "customized");
    let result = call(&client)
        .customize()
        .mutate_request(|request| {
            request.headers_mut().insert("x-mutated", "yes");
        })
        .map_request(|mut request| {
            request.headers_mut().insert("x-mapped", "yes");
            Ok::<_, std::convert::Infallible>(request)
        })
        .interceptor(Ask(format!("{}/customized/intercepted", crate::OPERATION)))
        .config_override(
            Config::builder()
                .region(Region::new("us-east-2"))
                .app_name(AppName::new("overriding").unwrap()),
        )
        .send()
        .await;
    line("config", "customized", result.is_ok());

    let failing = call(&client)
        .customize()
        .map_request(|_| Err::<HttpRequest, _>(std::fmt::Error))
        .send()
        .await;
    line("config", "failing map_request", failing.is_err());

    let overriding = Config::builder()
        .retry_config(RetryConfig::disabled())
        .interceptor(Ask(format!("{}/throttled/7", crate::OPERATION)))
        .credentials_provider(Credentials::new(
            "AKIDOVERRIDE",
            "secret",
            None,
            None,
            "override",
        ));
    let result = call(&client)
        .customize()
        .config_override(overriding)
        .send()
        .await;
    line(
        "config",
        "overridden",
        format!(
            "{:?}",
            result
                .err()
                .and_then(|error| error.code().map(str::to_owned))
        ),
    );

    let elsewhere = Config::builder()
        .endpoint_url("https://override.example")
        .http_client(Listener {
            what: "override",
            status: 200,
        })
        .time_source(StaticTimeSource::from_secs(1_700_000_000))
        .invocation_id_generator(OneId)
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_secs(4))
                .build(),
        )
        .idempotency_token_provider("override");
    line(
        "config",
        "override sent",
        call(&client)
            .customize()
            .config_override(elsewhere)
            .send()
            .await
            .is_ok(),
    );
    let _ = SystemTime::UNIX_EPOCH;
}
