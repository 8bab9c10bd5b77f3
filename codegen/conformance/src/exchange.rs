//! An HTTP client in memory: keeps the request that it is given, and answers what it was told to.

use super::outcome::{described, Failure};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::{Headers, StatusCode};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// A request as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub method: String,
    /// Absolute.
    pub uri: String,
    pub headers: Headers,
    pub body: Vec<u8>,
}

/// What to answer.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: &'static [u8],
}

/// Success without members.
pub const EMPTY: Answer = Answer {
    status: 200,
    headers: &[],
    body: b"",
};

/// The client; clones share what was sent.
#[derive(Clone, Debug)]
pub struct InMemory {
    answer: Answer,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl InMemory {
    pub fn answering(answer: Answer) -> Self {
        Self {
            answer,
            sent: Arc::default(),
        }
    }

    /// The one request that was sent; `result` says why there is none.
    pub fn sent<O, E, R>(&self, result: &Result<O, SdkError<E, R>>) -> Result<Sent, Failure>
    where
        E: Error + 'static,
        R: fmt::Debug,
    {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        match (&sent[..], result) {
            ([one], _) => Ok(one.clone()),
            ([], Err(error)) => Err(Failure::new(format!(
                "expected a request, got {}",
                described(error)
            ))),
            (many, _) => Err(Failure::new(format!(
                "expected one request, got {}",
                many.len()
            ))),
        }
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

impl HttpConnector for InMemory {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let Self { answer, sent } = self.clone();
        HttpConnectorFuture::new(async move {
            let body = std::mem::replace(request.body_mut(), SdkBody::taken());
            let body = ByteStream::new(body)
                .collect()
                .await
                .map_err(|error| ConnectorError::user(error.into()))?;
            let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
            sent.push(Sent {
                method: request.method().to_owned(),
                uri: request.uri().to_owned(),
                headers: request.headers().clone(),
                body: body.to_vec(),
            });
            response(answer)
        })
    }
}

fn response(answer: Answer) -> Result<HttpResponse, ConnectorError> {
    let status =
        StatusCode::try_from(answer.status).map_err(|error| ConnectorError::user(error.into()))?;
    let mut response = HttpResponse::new(status, SdkBody::from(answer.body));
    for (name, value) in answer.headers {
        response
            .headers_mut()
            .try_append(*name, *value)
            .map_err(|error| ConnectorError::user(error.into()))?;
    }
    Ok(response)
}

/// All bytes of a streaming payload.
pub fn collect(stream: ByteStream) -> Result<Vec<u8>, Failure> {
    let bytes = block_on(stream.collect());
    bytes
        .map(|bytes| bytes.to_vec())
        .map_err(|error| Failure::new(format!("expected a payload, got {error}")))
}

/// Longer than any call in memory can take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for a future. Panics if it does not end: nothing in memory waits for anything.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    let begin = Instant::now();
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        assert!(
            begin.elapsed() < PATIENCE,
            "expected the call to end, got nothing in {PATIENCE:?}"
        );
        thread::park_timeout(PATIENCE);
    }
}
