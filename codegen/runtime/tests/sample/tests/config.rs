//! Configuration: for the client, for a call, and from what all clients share.

use super::support::{answer, Server};
use crate::config::retry::RetryConfig;
use crate::config::{
    AppName, BehaviorVersion, Builder, Config, Credentials, FrameworkMetadata, Region,
    SharedCredentialsProvider,
};
use crate::{Client, Error};
use aws_types::SdkConfig;

const OK: &str = r#"{"name":"a"}"#;

#[tokio::test]
async fn a_call_can_override_the_configuration() {
    let server = Server::new([
        answer(200, OK),
        answer(200, OK),
        answer(500, ""),
        answer(200, OK),
    ]);
    let client = server.client();
    let call = || client.get_thing().thing_id("1").customize();

    let other = Credentials::new("OTHER", "secret", None, None, "test");
    let settings = Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(other);
    call().config_override(settings).send().await.unwrap();
    let settings = Config::builder().endpoint_url("https://localhost:1");
    call().config_override(settings).send().await.unwrap();
    let settings = Config::builder().retry_config(RetryConfig::disabled());
    call().config_override(settings).send().await.unwrap_err();
    call().send().await.unwrap();

    let requests = server.requests();
    let uris: Vec<_> = requests
        .iter()
        .map(|request| request.uri.as_str())
        .collect();
    assert_eq!(
        uris,
        [
            "https://cp.sample.eu-west-1.example.com/things/1",
            "https://cp.localhost:1/things/1",
            "https://cp.sample.us-east-1.example.com/things/1",
            "https://cp.sample.us-east-1.example.com/things/1",
        ]
    );
    let authorization = |index: usize| requests[index].header("authorization").unwrap();
    assert!(authorization(0).contains("Credential=OTHER/20090213/eu-west-1/sample/"));
    assert!(authorization(3).contains("Credential=ANOTREAL/20090213/us-east-1/sample/"));
}

#[tokio::test]
async fn a_call_can_be_answered_by_another_http_client() {
    let (unused, server) = (Server::new([]), Server::new([answer(200, OK)]));
    let settings = Config::builder().http_client(server.http_client());
    let call = unused.client().get_thing().thing_id("1").customize();
    call.config_override(settings).send().await.unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_shared_configuration_is_taken_over() {
    let server = Server::new([answer(200, OK)]);
    let shared = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .http_client(server.http_client())
        .app_name(AppName::new("app").unwrap())
        .use_fips(true)
        .use_dual_stack(true)
        .retry_config(RetryConfig::standard().with_max_attempts(7))
        .framework_metadata(FrameworkMetadata::new("frame", Some("1")).unwrap())
        .disable_clock_skew_correction(true)
        .build();
    let config = Config::from(&shared);
    assert_eq!(config.region().unwrap().as_ref(), "eu-central-1");
    assert_eq!(config.app_name().unwrap().as_ref(), "app");
    assert_eq!(config.retry_config().unwrap().max_attempts(), 7);
    assert_eq!(config.framework_metadata().len(), 1);
    assert_eq!(config.disable_clock_skew_correction(), Some(true));
    assert_eq!(config.signing_name(), "sample");
    let dual_stack = config
        .config
        .load::<aws_types::endpoint_config::UseDualStack>();
    assert!(dual_stack.unwrap().0);

    let client = Client::new(&shared);
    client.get_thing().thing_id("1").send().await.unwrap();
    let request = server.request();
    assert_eq!(
        request.uri,
        "https://cp.sample-fips.eu-central-1.example.com/things/1"
    );
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=7"));
    let user_agent = request.header("x-amz-user-agent").unwrap();
    assert!(
        user_agent.contains("app/app") && user_agent.contains("lib/frame/1"),
        "{user_agent}"
    );
}

#[test]
fn the_endpoint_of_the_service_goes_before_that_of_all() {
    use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

    #[derive(Debug)]
    struct Environment;
    impl LoadServiceConfig for Environment {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            let asked = (key.service_id(), key.env(), key.profile());
            assert_eq!(
                asked,
                ("Sample Service", "AWS_ENDPOINT_URL", "endpoint_url")
            );
            Some("https://of-the-service".to_owned())
        }
    }

    let shared = SdkConfig::builder().endpoint_url("https://of-all").build();
    let url = |config: &SdkConfig| {
        let builder = Builder::from(config);
        let url = builder
            .config
            .load::<aws_types::endpoint_config::EndpointUrl>();
        url.unwrap().0.clone()
    };
    assert_eq!(url(&shared), "https://of-all");
    let shared = shared.into_builder().service_config(Environment).build();
    assert_eq!(url(&shared), "https://of-the-service");
    // What is set in code goes before either.
    let mut shared = shared.into_builder();
    shared.insert_origin("endpoint_url", aws_types::origin::Origin::shared_config());
    assert_eq!(url(&shared.build()), "https://of-all");
}

#[test]
fn a_configuration_goes_back_into_a_builder() {
    let config = Server::new([])
        .config()
        .region(Region::new("eu-west-1"))
        .build();
    let again = config.to_builder().build();
    assert_eq!(again.region(), config.region());
    assert!(again.http_client().is_some() && again.time_source().is_some());
    Client::from_conf(again);
    assert!(Config::builder()
        .build()
        .endpoint_resolver()
        .into_debug()
        .contains("DefaultResolver"));
}

trait IntoDebug {
    fn into_debug(self) -> String;
}

impl<T: std::fmt::Debug> IntoDebug for T {
    fn into_debug(self) -> String {
        format!("{self:?}")
    }
}

#[test]
#[cfg(not(feature = "behavior-version-latest"))]
#[should_panic(
    expected = "Invalid client configuration: A behavior major version must be set when sending a request or constructing a client. You must set it during client construction or by enabling the `behavior-version-latest` cargo feature."
)]
fn a_client_without_behavior_version_panics_with_instructions() {
    Client::from_conf(Config::builder().region(Region::new("us-east-1")).build());
}

#[test]
#[cfg(feature = "behavior-version-latest")]
fn a_feature_sets_the_behavior_version() {
    Client::from_conf(Config::builder().region(Region::new("us-east-1")).build());
}

#[test]
fn types_are_as_shareable_as_those_of_the_official_crates() {
    fn shareable<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    fn future<T: std::future::Future + Send>(_: T) {}
    shareable::<Client>();
    shareable::<Config>();
    shareable::<Builder>();
    shareable::<crate::operation::get_thing::builders::GetThingFluentBuilder>();
    error::<Error>();
    error::<crate::operation::get_thing::GetThingError>();
    error::<crate::types::error::ThrottlingException>();
    let client = Server::new([]).client();
    future(client.get_thing().send());
    future(client.get_thing().customize().send());
}

#[tokio::test]
async fn calls_go_out_unsigned_where_that_is_allowed() {
    let server = Server::new([answer(200, OK)]);
    let config = Config::builder()
        .behavior_version_latest()
        .region(Region::new("us-east-1"))
        .http_client(server.http_client())
        .allow_no_auth()
        .build();
    Client::from_conf(config)
        .get_thing()
        .thing_id("1")
        .send()
        .await
        .unwrap();
    assert_eq!(server.request().header("authorization"), None);
}

#[tokio::test]
async fn an_override_may_bring_plugins() {
    let server = Server::new([answer(200, OK)]);
    let config = Config::builder()
        .behavior_version_latest()
        .region(Region::new("us-east-1"))
        .http_client(server.http_client());
    let client = Client::from_conf(config.build());
    let call = || client.get_thing().thing_id("1").customize();
    call().send().await.unwrap_err();
    let unsigned = Config::builder().allow_no_auth();
    call().config_override(unsigned).send().await.unwrap();
    assert_eq!(server.request().header("authorization"), None);
}

#[tokio::test]
async fn credentials_of_a_call_do_not_stay_in_the_cache_of_the_client() {
    use crate::config::ProvideCredentials;
    use aws_credential_types::provider::future;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::Arc;

    #[derive(Debug, Clone, Default)]
    struct Counting(Arc<AtomicUsize>);
    impl ProvideCredentials for Counting {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            self.0.fetch_add(1, Ordering::Relaxed);
            future::ProvideCredentials::ready(Ok(Credentials::for_tests()))
        }
    }

    let replies = [
        answer(200, OK),
        answer(200, OK),
        answer(500, ""),
        answer(200, OK),
    ];
    let server = Server::new(replies);
    let of_client = Counting::default();
    let sleep = aws_smithy_async::rt::sleep::TokioSleep::new();
    let config = server
        .config()
        .credentials_provider(of_client.clone())
        .sleep_impl(sleep);
    let client = Client::from_conf(config.build());
    let call = || client.get_thing().thing_id("1");
    call().send().await.unwrap();
    call().send().await.unwrap();
    assert_eq!(of_client.0.load(Ordering::Relaxed), 1, "the client caches");

    let of_call = Counting::default();
    let settings = Config::builder().credentials_provider(of_call.clone());
    call()
        .customize()
        .config_override(settings)
        .send()
        .await
        .unwrap();
    assert_eq!(
        of_call.0.load(Ordering::Relaxed),
        1,
        "both attempts have the same credentials"
    );
    assert_eq!(of_client.0.load(Ordering::Relaxed), 1);
}
