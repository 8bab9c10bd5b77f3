//! An HTTP client without a network. In: the answer that all requests get. Out: the requests that were made.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};

pub const REQUEST_ID: &str = "0f3cbf2f-7a39-4f5c-9d9e-0123456789ab";

/// An answer to a request.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Bytes,
}

impl Answer {
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
        .header("content-type", "application/json")
        .header("x-amzn-requestid", REQUEST_ID)
    }

    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref().to_vec();
        self.headers.push((name.to_owned(), value));
        self
    }

    /// The answer as a connection gives it: its body is a stream, not yet in memory.
    fn response(&self) -> Result<HttpResponse, ConnectorError> {
        let user = |error: Box<dyn std::error::Error + Send + Sync>| ConnectorError::user(error);
        let mut response = http::Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, &value[..]);
        }
        let body = Full::new(self.body.clone()).map_err(|never| match never {});
        let response = response
            .body(SdkBody::from_body_1_x(body))
            .map_err(|error| user(error.into()))?;
        HttpResponse::try_from(response).map_err(|error| user(error.into()))
    }
}

#[derive(Default)]
struct State {
    answer: Option<Answer>,
    /// Method, URI and body of each request.
    heard: Vec<Heard>,
}

#[derive(Clone, Debug)]
pub struct Heard {
    pub uri: String,
    pub body: Vec<u8>,
}

/// Answers every request with the same answer; without one, the connection fails.
#[derive(Clone, Default)]
pub struct InMemory(Arc<Mutex<State>>);

impl InMemory {
    pub fn answer(&self, answer: Answer) {
        self.0.lock().unwrap().answer = Some(answer);
    }

    /// What was heard since the last time.
    pub fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.0.lock().unwrap().heard)
    }

    /// The configuration of a client that calls this, and tries again as often as `retry` says.
    pub fn sdk_config(&self, retry: RetryConfig) -> SdkConfig {
        let credentials = Credentials::new("AKID", "secret", None, None, "test");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.clone())
            .retry_config(retry)
            .build()
    }

    pub fn without_retries(&self) -> SdkConfig {
        self.sdk_config(RetryConfig::disabled())
    }

    /// Up to three attempts, almost without delay.
    pub fn with_retries(&self) -> SdkConfig {
        self.sdk_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InMemory")
    }
}

impl HttpConnector for InMemory {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut state = self.0.lock().unwrap();
        state.heard.push(Heard {
            uri: request.uri().to_owned(),
            body: request.body().bytes().unwrap_or_default().to_vec(),
        });
        HttpConnectorFuture::ready(match &state.answer {
            Some(answer) => answer.response(),
            None => Err(ConnectorError::io("connection refused".into())),
        })
    }
}

impl HttpClient for InMemory {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
