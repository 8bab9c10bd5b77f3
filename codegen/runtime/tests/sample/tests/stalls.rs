//! Answers that stall, and answers that only take their time.

use super::support::Server;
use crate::config::http::HttpResponse;
use crate::config::{Builder, StalledStreamProtectionConfig};
use crate::error::{BoxError, DisplayErrorContext};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};
use tokio::time::{sleep, Instant, Sleep};

/// The clock that the paused timers of a test go by.
#[derive(Debug)]
struct TokioTime(Instant);

impl TimeSource for TokioTime {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890) + self.0.elapsed()
    }
}

/// Gives its parts at these intervals, and then nothing.
struct Slow {
    parts: std::vec::IntoIter<(Duration, &'static str)>,
    next: Option<(Pin<Box<Sleep>>, &'static str)>,
    ends: bool,
}

impl Body for Slow {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.next.is_none() {
            self.next = self
                .parts
                .next()
                .map(|(after, part)| (Box::pin(sleep(after)), part));
        }
        let Some((wait, part)) = &mut self.next else {
            return if self.ends {
                Poll::Ready(None)
            } else {
                Poll::Pending
            };
        };
        if wait.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        let part = *part;
        self.next = None;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(part.as_bytes())))))
    }
}

#[derive(Clone, Debug)]
struct SlowServer(Vec<(Duration, &'static str)>, bool);

impl aws_smithy_runtime_api::client::http::HttpConnector for SlowServer {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = SdkBody::from_body_1_x(Slow {
            parts: self.0.clone().into_iter(),
            next: None,
            ends: self.1,
        });
        let response = HttpResponse::new(200.try_into().unwrap(), body);
        HttpConnectorFuture::ready(Ok(response))
    }
}

/// What a call ends in, and after how long: at most a minute.
async fn call(
    parts: &[(u64, &'static str)],
    ends: bool,
    settings: impl FnOnce(Builder) -> Builder,
) -> (Option<Result<(), String>>, Duration) {
    let parts = parts.iter();
    let parts = parts.map(|(after, part)| (Duration::from_millis(*after), *part));
    let connector = SharedHttpConnector::new(SlowServer(parts.collect(), ends));
    let config = Server::new([])
        .config()
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SharedTimeSource::new(TokioTime(Instant::now())))
        .retry_config(crate::config::retry::RetryConfig::disabled());
    let client = crate::Client::from_conf(settings(config).build());
    let begin = Instant::now();
    let call = client.get_thing().thing_id("1").send();
    let result = tokio::time::timeout(Duration::from_secs(60), call).await;
    let result = result.ok().map(|result| match result {
        Ok(_) => Ok(()),
        Err(err) => Err(DisplayErrorContext(err).to_string()),
    });
    (result, begin.elapsed())
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_stalls_ends_in_an_error() {
    // At once, after a part that was there at once, and after one that was not.
    for parts in [
        &[][..],
        &[(0, r#"{"name":"#)],
        &[(0, r#"{"na"#), (2_000, r#"me":"#)],
    ] {
        let (result, after) = call(parts, false, |config| config).await;
        let err = result.expect("an end").unwrap_err();
        assert!(err.contains("minimum throughput"), "{err}");
        // The grace period, a window in which nothing came, and what came before.
        let expected = Duration::from_secs(5)..Duration::from_secs(9);
        assert!(expected.contains(&after), "{after:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_grace_period_is_that_of_the_configuration() {
    let protection = StalledStreamProtectionConfig::enabled()
        .grace_period(Duration::from_secs(20))
        .build();
    let settings = |config: Builder| config.stalled_stream_protection(protection);
    let (result, after) = call(&[], false, settings).await;
    assert!(result.expect("an end").is_err());
    assert!(after >= Duration::from_secs(20), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_take_its_time() {
    let parts = [(0, "{"), (3_000, r#""name":"#), (3_000, r#""a""#), (0, "}")];
    let (result, after) = call(&parts, true, |config| config).await;
    assert_eq!(result, Some(Ok(())));
    assert!(after >= Duration::from_secs(6), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_watched_where_protection_is_off() {
    let off = |config: Builder| {
        config.stalled_stream_protection(StalledStreamProtectionConfig::disabled())
    };
    let (result, _) = call(&[(0, "{")], false, off).await;
    assert_eq!(result, None, "it would wait forever");
}
