//! What settings do to requests, retries and timeouts.

use super::doubles::{Always, Awake, Counting, Elsewhere, Listener, OneId, Silence, Unsigned};
use super::settings::show;
use crate::sdk::config::retry::RetryConfig;
use crate::sdk::config::timeout::TimeoutConfig;
use crate::sdk::config::{
    AppName, BehaviorVersion, Builder, Config, Credentials, FrameworkMetadata, IdentityCache,
    Region, StalledStreamProtectionConfig,
};
use crate::sdk::error::ProvideErrorMetadata;
use crate::support::{Ask, Session, line};
use crate::{call, sdk};
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use std::borrow::Cow;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

pub async fn run(session: &Session) {
    seen(session).await;
    resilience(session).await;
    support_of_shared_config(session).await;
    test_defaults(session).await;
    customized(session).await;
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
