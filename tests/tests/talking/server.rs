//! An HTTP/1.1 server on a loopback port: it verifies signatures, keeps what it hears, and answers what it is told to.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;
use http::{HeaderMap, Response};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

use crate::signature::Verifier;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path and query, encoded as they came.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// What the server does with the next request.
#[derive(Clone, Debug)]
pub enum Answer {
    Whole(Whole),
    /// The same, but the connection is closed after half of the body.
    Cut(Whole),
    /// The connection is closed without a word.
    HangUp,
    /// The answer comes late.
    Late(Duration, Whole),
}

#[derive(Clone, Debug)]
pub struct Whole {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
}

impl Whole {
    pub fn json(status: u16, body: &Value) -> Self {
        let body = body.to_string().into();
        Self {
            status,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
        }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// An error in the way that the services tell it: code in a header, message in the body.
    pub fn error(status: u16, code: &str, body: &Value) -> Self {
        Self::json(status, body)
            .header("x-amzn-errortype", code)
            .header("x-amzn-requestid", REQUEST_ID)
    }
}

/// The request id of every [`Whole::error`].
pub const REQUEST_ID: &str = "8a2cbf2f-7a39-4f5c-9d9e-0123456789ab";

impl From<Whole> for Answer {
    fn from(whole: Whole) -> Self {
        Self::Whole(whole)
    }
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    heard: Vec<Request>,
}

/// Stops listening when it is dropped.
pub struct Server {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    listening: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Server {
    pub async fn start(verifier: Verifier) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let verifier = Arc::new(verifier);
        let listening = tokio::spawn({
            let state = Arc::clone(&state);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&verifier), Arc::clone(&state)));
                }
            }
        });
        Self {
            address,
            state,
            listening,
        }
    }

    /// Answers the next request that has no answer yet.
    pub fn answer(&self, answer: impl Into<Answer>) {
        self.state.lock().unwrap().answers.push_back(answer.into());
    }

    /// What was heard since the last time.
    pub fn heard(&self) -> Vec<Request> {
        std::mem::take(&mut self.state.lock().unwrap().heard)
    }
}

async fn serve(stream: TcpStream, verifier: Arc<Verifier>, state: Arc<Mutex<State>>) {
    let service = service_fn(|request| answer(request, &verifier, &state));
    // Errors are those that the answers are there for: the client is asked what it makes of them.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// Why a connection ends without an answer.
#[derive(Debug)]
struct HungUp;

impl fmt::Display for HungUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server hangs up")
    }
}

impl std::error::Error for HungUp {}

async fn answer(
    request: http::Request<Incoming>,
    verifier: &Verifier,
    state: &Mutex<State>,
) -> Result<Response<BoxBody<Bytes, io::Error>>, HungUp> {
    let (parts, body) = request.into_parts();
    let target = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    let request = Request {
        method: parts.method.to_string(),
        target: target.to_owned(),
        headers: parts.headers,
        body: body.collect().await.map_err(|_| HungUp)?.to_bytes(),
    };
    let verdict = verifier.verify(&request);
    let answer = {
        let mut state = state.lock().unwrap();
        state.heard.push(request);
        match verdict {
            Ok(()) => state.answers.pop_front(),
            Err(why) => Some(
                Whole::error(403, "InvalidSignatureException", &json!({ "message": why })).into(),
            ),
        }
    };
    let unexpected = || {
        let message = json!({ "message": "the test has no answer for this request" });
        Whole::error(400, "UnexpectedRequest", &message).into()
    };
    let (whole, cut) = match answer.unwrap_or_else(unexpected) {
        Answer::Whole(whole) => (whole, false),
        Answer::Cut(whole) => (whole, true),
        Answer::HangUp => return Err(HungUp),
        Answer::Late(delay, whole) => {
            tokio::time::sleep(delay).await;
            (whole, false)
        }
    };
    let mut response = Response::builder()
        .status(whole.status)
        .header("content-length", whole.body.len());
    for (name, value) in &whole.headers {
        response = response.header(*name, value);
    }
    let body = if cut {
        Half::of(whole.body).boxed()
    } else {
        Full::new(whole.body)
            .map_err(|never: Infallible| match never {})
            .boxed()
    };
    Ok(response.body(body).unwrap())
}

/// The first half of a body, then, when that is on its way, an error.
struct Half {
    first: Option<Bytes>,
    then: Pin<Box<Sleep>>,
}

impl Half {
    fn of(body: Bytes) -> Self {
        Self {
            first: Some(body.slice(..body.len() / 2)),
            then: Box::pin(tokio::time::sleep(Duration::from_millis(20))),
        }
    }
}

impl Body for Half {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(half) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        ready!(self.then.as_mut().poll(context));
        Poll::Ready(Some(Err(io::Error::other("the server hangs up"))))
    }
}
