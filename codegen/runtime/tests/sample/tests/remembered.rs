//! Headers that a client remembers from one call to the next: what a later call sends is what it would send if it were the
//! first of a new client.

use super::support::{answer, Reply, Request, Server};
use crate::config::interceptors::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use crate::config::retry::RetryConfig;
use crate::config::timeout::TimeoutConfig;
use crate::config::{
    AppName, BehaviorVersion, Builder, Config, ConfigBag, Credentials, FrameworkMetadata,
    Intercept, Region, RuntimeComponents,
};
use crate::error::BoxError;
use crate::Client;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_runtime::user_agent::{AwsUserAgent, UserAgentInterceptor};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::client::interceptors::disable_interceptor;
use std::time::Duration;

const OK: Reply = Reply::Answer(200, &[], r#"{"name":"a"}"#);

/// The test defaults have a user agent of their own, so they are of no use here.
fn config(server: &Server) -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::for_tests())
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .http_client(server.http_client())
}

/// Something that makes a call different, at the beginning of it or when its request is there.
#[derive(Clone, Copy, Debug)]
struct Do(fn(&mut ConfigBag), fn(&mut ConfigBag));

impl Intercept for Do {
    fn name(&self) -> &'static str {
        "Do"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0(cfg);
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.1(cfg);
        Ok(())
    }
}

const NOTHING: Do = Do(|_| {}, |_| {});

async fn call(client: &Client, settings: Builder, does: Do) {
    let call = client.get_thing().thing_id("1").customize();
    let call = call.config_override(settings).interceptor(does);
    call.send().await.unwrap();
}

/// Headers that no two calls share.
fn comparable(request: &Request) -> Vec<(String, String)> {
    let random = ["amz-sdk-invocation-id", "x-amz-date", "authorization"];
    let headers = request.headers.iter().cloned();
    let mut headers: Vec<_> = headers
        .filter(|(name, _)| !random.contains(&name.as_str()))
        .collect();
    headers.sort();
    headers
}

fn metadata(name: &str) -> FrameworkMetadata {
    FrameworkMetadata::new(name.to_owned(), Some("1".to_owned())).unwrap()
}

#[tokio::test]
async fn a_call_that_differs_from_those_before_says_so() {
    let differences: [(&str, Builder, Do); 10] = [
        ("nothing", Builder::new(), NOTHING),
        (
            "app name",
            Builder::new().app_name(AppName::new("other").unwrap()),
            NOTHING,
        ),
        (
            "framework",
            Builder::new().framework_metadata(metadata("frame")),
            NOTHING,
        ),
        (
            "feature",
            Builder::new(),
            Do(
                |cfg| {
                    cfg.interceptor_state()
                        .store_append(SmithySdkFeature::Waiter);
                },
                |_| {},
            ),
        ),
        (
            "feature, late",
            Builder::new(),
            Do(
                |_| {},
                |cfg| {
                    cfg.interceptor_state()
                        .store_append(AwsSdkFeature::S3Transfer);
                },
            ),
        ),
        (
            "user agent given",
            Builder::new(),
            Do(
                |cfg| {
                    cfg.interceptor_state().store_put(AwsUserAgent::for_tests());
                },
                |_| {},
            ),
        ),
        (
            "user agent changed in place",
            Builder::new(),
            Do(
                |_| {},
                |cfg| {
                    let user_agent = cfg.get_mut::<AwsUserAgent>().unwrap();
                    user_agent.add_framework_metadata(metadata("late"));
                },
            ),
        ),
        (
            "user agent unset",
            Builder::new(),
            Do(
                |cfg| {
                    cfg.interceptor_state().unset::<AwsUserAgent>();
                },
                |_| {},
            ),
        ),
        (
            "disabled",
            Builder::new(),
            Do(
                |cfg| {
                    let disable = disable_interceptor::<UserAgentInterceptor>("test");
                    cfg.interceptor_state().store_put(disable);
                    let disable = disable_interceptor::<RequestInfoInterceptor>("test");
                    cfg.interceptor_state().store_put(disable);
                },
                |_| {},
            ),
        ),
        (
            "attempts",
            Builder::new().retry_config(RetryConfig::standard().with_max_attempts(7)),
            NOTHING,
        ),
    ];
    let server = Server::new(std::iter::repeat_with(|| OK).take(3 + 3 * differences.len()));
    let client = Client::from_conf(config(&server).build());
    for _ in 0..3 {
        call(&client, Builder::new(), NOTHING).await;
    }
    let usual = comparable(&server.requests()[0]);
    for (what, settings, does) in differences {
        // What a client does that remembers nothing, then one that remembers usual calls, then a usual call once more.
        let fresh = Client::from_conf(config(&server).build());
        call(&fresh, settings.clone(), does).await;
        call(&client, settings, does).await;
        call(&client, Builder::new(), NOTHING).await;
        let requests = server.requests();
        let [.., expected, found, after] = &requests[..] else {
            panic!("three requests");
        };
        assert_eq!(comparable(found), comparable(expected), "{what}");
        // The engine puts one in the place of an unset one.
        let is_usual = ["nothing", "user agent unset"].contains(&what);
        assert_eq!(comparable(found) == usual, is_usual, "{what}");
        assert_eq!(comparable(after), usual, "after {what}");
        for header in ["user-agent", "x-amz-user-agent", "amz-sdk-request"] {
            let is_there = found.header(header).is_some();
            assert_eq!(is_there, what != "disabled", "{what}: {header}");
        }
    }
}

/// Adds a header before the client adds its own.
#[derive(Debug)]
struct Mine;

impl Intercept for Mine {
    fn name(&self) -> &'static str {
        "Mine"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context
            .request_mut()
            .headers_mut()
            .insert("user-agent", "mine");
        Ok(())
    }
}

#[tokio::test]
async fn a_user_agent_of_the_caller_stays_beside_that_of_the_client() {
    let server = Server::new([OK, OK, OK]);
    let client = Client::from_conf(config(&server).build());
    for _ in 0..3 {
        let call = client.get_thing().thing_id("1").customize();
        call.interceptor(Mine).send().await.unwrap();
    }
    for request in server.requests() {
        let headers = request.headers.iter();
        let agents: Vec<_> = headers
            .filter(|(name, _)| name == "user-agent")
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(agents.len(), 2, "{agents:?}");
        assert!(agents.contains(&"mine"), "{agents:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_in_later_calls_too() {
    let server = Server::new([OK, answer(500, ""), OK, OK, answer(500, ""), OK]);
    let client = Client::from_conf(config(&server).build());
    let read_timeout = TimeoutConfig::builder().read_timeout(Duration::from_secs(60));
    let timeouts = || Builder::new().timeout_config(read_timeout.clone().build());
    for settings in [Builder::new(), Builder::new(), timeouts(), timeouts()] {
        call(&client, settings, NOTHING).await;
    }
    let requests = server.requests();
    let said: Vec<_> = requests
        .iter()
        .map(|request| request.header("amz-sdk-request").unwrap())
        .collect();
    let (last, before) = said.split_last().unwrap();
    let (first, second) = ("attempt=1; max=3", "attempt=2; max=3");
    assert_eq!(before, [first, first, second, first, first]);
    assert!(
        last.starts_with("ttl=") && last.ends_with(&format!("; {second}")),
        "{last}"
    );
    let agents: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-amz-user-agent").unwrap())
        .collect();
    assert!(agents.windows(2).all(|two| two[0] == two[1]), "{agents:?}");
    let ids: std::collections::HashSet<_> = requests
        .iter()
        .map(|request| request.header("amz-sdk-invocation-id").unwrap())
        .collect();
    assert_eq!(ids.len(), 4, "one for each call");
}

/// The variables are those of a process, so this test runs again in one of its own.
#[test]
fn the_environment_is_looked_at_in_each_call() {
    const CHILD: &str = "REMEMBERED_TEST_CHILD";
    if std::env::var_os(CHILD).is_none() {
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--test-threads=1"])
            .arg("tests::remembered::the_environment_is_looked_at_in_each_call")
            .env(CHILD, "1")
            .env_remove("AWS_EXECUTION_ENV")
            .env_remove("AWS_LAMBDA_FUNCTION_NAME")
            .env_remove("_X_AMZN_TRACE_ID")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(
            child.status.success() && said.contains("1 passed"),
            "{said}"
        );
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let server = Server::new([OK, OK, OK, OK]);
    let client = Client::from_conf(config(&server).build());
    let send = || runtime.block_on(call(&client, Builder::new(), NOTHING));
    send();
    std::env::set_var("AWS_EXECUTION_ENV", "AWS_Lambda_rust");
    std::env::set_var("AWS_LAMBDA_FUNCTION_NAME", "function");
    send();
    std::env::set_var("_X_AMZN_TRACE_ID", "trace");
    send();
    std::env::remove_var("AWS_EXECUTION_ENV");
    std::env::remove_var("AWS_LAMBDA_FUNCTION_NAME");
    send();
    let requests = server.requests();
    let environment = |request: &Request| {
        let user_agent = request.header("x-amz-user-agent").unwrap();
        user_agent.contains(" exec-env/AWS_Lambda_rust")
    };
    let named: Vec<_> = requests.iter().map(environment).collect();
    assert_eq!(named, [false, true, true, false]);
    let traced: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-amzn-trace-id"))
        .collect();
    assert_eq!(traced, [None, None, Some("trace"), None]);
}
