//! A client of the golden crate `waiters` with answers from a script, and a clock that its pauses move.

#![allow(dead_code)] // Not every program asks all of it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use subject::config::StalledStreamProtectionConfig;
use subject::{Client, Config};

/// Status, code of an error, body.
pub type Answer = (u16, Option<&'static str>, &'static str);

/// Stands for a connection that is lost.
pub const LOST: Answer = (0, None, "");

#[derive(Clone, Debug, Default)]
pub struct Server(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Answer>,
    user_agents: Vec<String>,
    now: Duration,
    pauses: Vec<Duration>,
}

impl Server {
    /// The last answer is given again and again.
    pub fn new(script: &[Answer]) -> Self {
        let server = Self::default();
        server.0.lock().unwrap().script = script.iter().copied().collect();
        server
    }

    pub fn config(&self) -> subject::config::Builder {
        let connector = SharedHttpConnector::new(self.clone());
        Config::builder()
            .with_test_defaults_v2()
            .endpoint_url("https://harbour.example")
            .retry_config(subject::config::retry::RetryConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .time_source(self.clone())
            .sleep_impl(self.clone())
    }

    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// The header `x-amz-user-agent` of each call.
    pub fn user_agents(&self) -> Vec<String> {
        self.0.lock().unwrap().user_agents.clone()
    }

    pub fn calls(&self) -> usize {
        self.user_agents().len()
    }

    /// In seconds.
    pub fn pauses(&self) -> Vec<u64> {
        let pauses = self.0.lock().unwrap().pauses.clone();
        pauses.iter().map(Duration::as_secs).collect()
    }
}

impl HttpConnector for Server {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut state = self.0.lock().unwrap();
        let user_agent = request.headers().get("x-amz-user-agent");
        state
            .user_agents
            .push(user_agent.unwrap_or_default().to_owned());
        let answer = match state.script.len() {
            1 => state.script[0],
            _ => state.script.pop_front().expect("a script"),
        };
        let (status, code, body) = answer;
        if answer == LOST {
            return HttpConnectorFuture::ready(Err(ConnectorError::io("lost".into())));
        }
        let mut response = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
        if let Some(code) = code {
            response.headers_mut().insert("x-amzn-errortype", code);
        }
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl AsyncSleep for Server {
    fn sleep(&self, duration: Duration) -> Sleep {
        let server = self.clone();
        // Timeouts of calls sleep too, but nobody polls them: answers are there at once.
        Sleep::new(async move {
            let mut state = server.0.lock().unwrap();
            state.pauses.push(duration);
            state.now += duration;
        })
    }
}

impl TimeSource for Server {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.0.lock().unwrap().now
    }
}
