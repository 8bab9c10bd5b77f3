//! An HTTP client that answers from a script and keeps the requests it gets.

use crate::config::http::{HttpRequest, HttpResponse};
use crate::config::{Builder, Config, SharedHttpClient};
use crate::error::ConnectorError;
use crate::Client;
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_types::body::SdkBody;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// What the script says to one request.
pub enum Reply {
    Answer(u16, &'static [(&'static str, &'static str)], &'static str),
    ConnectionLost,
    /// The head of an answer and the beginning of its body.
    BrokenOff(&'static str),
    Never,
}

/// A body that breaks off behind these bytes.
struct BrokenBody(Option<&'static str>);

impl http_body::Body for BrokenBody {
    type Data = bytes::Bytes;
    type Error = crate::error::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        Poll::Ready(Some(match self.0.take() {
            Some(begin) => Ok(http_body::Frame::data(begin.into())),
            None => Err("the line is dead".into()),
        }))
    }
}

/// An answer without headers.
pub fn answer(status: u16, body: &'static str) -> Reply {
    Reply::Answer(status, &[], body)
}

#[derive(Clone, Default)]
pub struct Server(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    script: VecDeque<Reply>,
    requests: Vec<Request>,
}

/// A request as the server got it.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub uri: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(header, _)| header == name);
        header.map(|(_, value)| value.as_str())
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Server")
    }
}

impl HttpConnector for Server {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut state = self.0.lock().unwrap();
        let headers = request.headers().iter();
        state.requests.push(Request {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: String::from_utf8(request.body().bytes().unwrap_or_default().to_vec()).unwrap(),
        });
        match state
            .script
            .pop_front()
            .expect("a request that the script does not expect")
        {
            Reply::Answer(status, headers, body) => {
                let mut response =
                    HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
                for (name, value) in headers {
                    response.headers_mut().insert(*name, *value);
                }
                HttpConnectorFuture::ready(Ok(response))
            }
            Reply::ConnectionLost => {
                HttpConnectorFuture::ready(Err(ConnectorError::io("the line is dead".into())))
            }
            Reply::BrokenOff(begin) => {
                let body = SdkBody::from_body_1_x(BrokenBody(Some(begin)));
                let status = 200.try_into().unwrap();
                HttpConnectorFuture::ready(Ok(HttpResponse::new(status, body)))
            }
            Reply::Never => HttpConnectorFuture::new(std::future::pending()),
        }
    }
}

impl Server {
    pub fn new(script: impl IntoIterator<Item = Reply>) -> Self {
        let script = script.into_iter().collect();
        Self(Arc::new(Mutex::new(State {
            script,
            requests: Vec::new(),
        })))
    }

    pub fn http_client(&self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self.clone());
        http_client_fn(move |_, _| connector.clone())
    }

    pub fn config(&self) -> Builder {
        Config::builder()
            .with_test_defaults_v2()
            .http_client(self.http_client())
    }

    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.0.lock().unwrap().requests.clone()
    }

    /// The only request.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}
