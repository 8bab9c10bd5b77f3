//! What is tried again, and what is not.

use super::support::{answer, Reply, Server};
use crate::config::retry::RetryConfig;
use crate::config::timeout::TimeoutConfig;
use crate::error::{ProvideErrorMetadata, SdkError};
use crate::operation::get_thing::{GetThingError, GetThingOutput};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use std::time::Duration;

const OK: Reply = Reply::Answer(200, &[], r#"{"name":"a"}"#);

/// Calls `GetThing` with this script, and says how often.
async fn call(
    script: impl IntoIterator<Item = Reply>,
) -> (Result<GetThingOutput, SdkError<GetThingError>>, usize) {
    let server = Server::new(script);
    let config = server
        .config()
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()));
    let client = crate::Client::from_conf(config.build());
    let result = client.get_thing().thing_id("1").send().await;
    (result, server.requests().len())
}

#[tokio::test(start_paused = true)]
async fn failures_of_the_service_are_retried() {
    for reply in [
        answer(500, ""),
        answer(502, "<html>bad gateway</html>"),
        answer(503, "{}"),
        answer(504, "{"),
        Reply::ConnectionLost,
        // No code at all, and codes wherever they may be.
        answer(429, ""),
        answer(429, "<html>"),
        answer(
            400,
            r#"{"__type":"com.example#ThrottlingException:http://example.com"}"#,
        ),
        answer(400, r#"{"code":"SlowDown"}"#),
        Reply::Answer(
            400,
            &[("x-amzn-errortype", "ThrottlingException")],
            "not json",
        ),
        Reply::Answer(
            400,
            &[("x-amzn-errortype", "ThrottlingException:http://x#y")],
            "",
        ),
        Reply::Answer(400, &[("x-amzn-errortype", "TooManyRequestsException")], ""),
        // Modelled as retryable, although neither status nor code is known for it.
        Reply::Answer(
            418,
            &[("x-amzn-errortype", "InternalServerException")],
            "{}",
        ),
    ] {
        let (result, calls) = call([reply, OK]).await;
        assert_eq!(result.unwrap().name(), Some("a"));
        assert_eq!(calls, 2);
    }
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_caller_are_not_retried() {
    for reply in [
        Reply::Answer(400, &[("x-amzn-errortype", "ValidationException")], "{}"),
        answer(404, ""),
        answer(403, r#"{"__type":"NobodyKnowsException"}"#),
        Reply::Answer(429, &[("x-amzn-errortype", "ValidationException")], "{}"),
        answer(200, "not json"),
    ] {
        let (result, calls) = call([reply]).await;
        result.unwrap_err();
        assert_eq!(calls, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn retries_come_to_an_end() {
    let (result, calls) = call([answer(500, ""), answer(500, ""), answer(500, "")]).await;
    assert_eq!(calls, 3);
    assert!(matches!(result, Err(SdkError::ServiceError(_))));
    let (result, calls) = call([
        Reply::ConnectionLost,
        Reply::ConnectionLost,
        Reply::ConnectionLost,
    ])
    .await;
    assert_eq!(calls, 3);
    let err = result.unwrap_err();
    assert!(matches!(err, SdkError::DispatchFailure(_)));
    // The last attempt's endpoint and cause are in the text.
    let text = crate::Error::from(err).to_string();
    assert!(text.contains(": no answer from https://"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn the_endpoint_in_an_error_is_that_of_the_last_attempt() {
    // Begins as the endpoint of the call does.
    const ELSEWHERE: &str = "https://cp.sample.us-east-1.example.com.evil.example/things/1";
    const RESOLVED: &str = "https://cp.sample.us-east-1.example.com";
    // One of some attempts is led elsewhere, by an interceptor; then the endpoint is that of the call, or not.
    for (attempts, led, endpoint) in [
        (3, 0, RESOLVED),
        (3, 1, RESOLVED),
        (3, 2, RESOLVED),
        (3, 3, "https://cp.sample.us-east-1.example.com.evil.example"),
        (1, 1, "https://cp.sample.us-east-1.example.com.evil.example"),
    ] {
        let server = Server::new([const { Reply::ConnectionLost }; 3]);
        let config = server
            .config()
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .retry_config(RetryConfig::standard().with_max_attempts(attempts));
        let client = crate::Client::from_conf(config.build());
        let made = std::sync::atomic::AtomicUsize::new(0);
        let call = client.get_thing().thing_id("1").customize();
        let call = call.mutate_request(move |request| {
            if made.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 == led {
                request.set_uri(ELSEWHERE).unwrap();
            }
        });
        let err = call.send().await.unwrap_err();
        assert_eq!(server.requests().len(), attempts as usize);
        let text = crate::Error::from(err).to_string();
        assert!(
            text.contains(&format!("no answer from {endpoint}:")),
            "{led}: {text}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_says_which_it_is() {
    let server = Server::new([answer(500, ""), OK]);
    let sleep = SharedAsyncSleep::new(TokioSleep::new());
    let client = crate::Client::from_conf(server.config().sleep_impl(sleep).build());
    client.get_thing().thing_id("1").send().await.unwrap();
    let requests = server.requests();
    assert_eq!(
        requests[0].header("amz-sdk-request"),
        Some("attempt=1; max=3")
    );
    assert_eq!(
        requests[1]
            .header("amz-sdk-request")
            .unwrap()
            .split("; max")
            .next(),
        { Some("attempt=2") }
    );
    assert_eq!(
        requests[0].header("amz-sdk-invocation-id"),
        requests[1].header("amz-sdk-invocation-id")
    );
}

#[tokio::test(start_paused = true)]
async fn timeouts_end_attempts_and_calls() {
    let sleep = SharedAsyncSleep::new(TokioSleep::new());
    let timeouts = |seconds| Duration::from_secs(seconds);

    let server = Server::new([Reply::Never, OK]);
    let attempt = TimeoutConfig::builder()
        .operation_attempt_timeout(timeouts(1))
        .build();
    let config = server
        .config()
        .sleep_impl(sleep.clone())
        .timeout_config(attempt);
    let client = crate::Client::from_conf(config.build());
    client.get_thing().thing_id("1").send().await.unwrap();
    assert_eq!(server.requests().len(), 2);

    let server = Server::new([Reply::Never]);
    let whole = TimeoutConfig::builder()
        .operation_timeout(timeouts(1))
        .build();
    let config = server.config().sleep_impl(sleep).timeout_config(whole);
    let client = crate::Client::from_conf(config.build());
    let err = client.get_thing().thing_id("1").send().await.unwrap_err();
    assert!(matches!(err, SdkError::TimeoutError(_)), "{err:?}");
    assert_eq!(err.code(), None);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_corrected() {
    // The clock of the test defaults says 2009-02-13T23:31:30Z.
    const SKEWED: Reply = Reply::Answer(
        403,
        &[
            ("x-amzn-errortype", "RequestTimeTooSkewed"),
            ("date", "Sat, 14 Feb 2009 01:31:30 GMT"),
        ],
        "{}",
    );
    let server = Server::new([SKEWED, OK]);
    let sleep = SharedAsyncSleep::new(TokioSleep::new());
    let client = crate::Client::from_conf(server.config().sleep_impl(sleep.clone()).build());
    client.get_thing().thing_id("1").send().await.unwrap();
    let dates: Vec<_> = server
        .requests()
        .iter()
        .map(|r| r.header("x-amz-date").unwrap().to_owned())
        .collect();
    assert_eq!(dates, ["20090213T233130Z", "20090214T013130Z"]);

    let server = Server::new([SKEWED]);
    let config = server
        .config()
        .sleep_impl(sleep)
        .disable_clock_skew_correction(true);
    let client = crate::Client::from_conf(config.build());
    client.get_thing().thing_id("1").send().await.unwrap_err();
}
