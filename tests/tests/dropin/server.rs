//! An HTTP/1.1 server on a loopback port: it keeps what it hears, and answers as it is asked to.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use codegen::plan::CratePlan;
use http::{HeaderMap, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::answers::{Answer, answer};

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path and query, encoded as they came.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Requests by the key that they ask with, in the order of their arrival.
pub type Heard = BTreeMap<String, Vec<Request>>;

/// The header by which a request asks for its answer.
pub const ASK: &str = "x-dropin-answer";

pub struct Server {
    pub port: u16,
    heard: Arc<Mutex<Heard>>,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    pub fn start(plan: CratePlan) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Heard::new()));
        let plan = Arc::new(plan);
        runtime.spawn({
            let heard = Arc::clone(&heard);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (plan, heard) = (Arc::clone(&plan), Arc::clone(&heard));
                    let service = service_fn(move |request| {
                        reply(request, Arc::clone(&plan), Arc::clone(&heard))
                    });
                    tokio::spawn(async move {
                        // A client that hangs up is the client's affair.
                        let _ = http1::Builder::new()
                            .serve_connection(TokioIo::new(stream), service)
                            .await;
                    });
                }
            }
        });
        Self {
            port,
            heard,
            _runtime: runtime,
        }
    }

    pub fn heard(&self) -> Heard {
        self.heard.lock().unwrap().clone()
    }
}

async fn reply(
    request: http::Request<Incoming>,
    plan: Arc<CratePlan>,
    heard: Arc<Mutex<Heard>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map(|body| body.to_bytes())
        .unwrap_or_default();
    let key = parts.headers.get(ASK).and_then(|v| v.to_str().ok());
    let key = key.unwrap_or("nothing").to_owned();
    let attempt = {
        let mut heard = heard.lock().unwrap();
        let requests = heard.entry(key.clone()).or_default();
        requests.push(Request {
            method: parts.method.to_string(),
            target: parts
                .uri
                .path_and_query()
                .map_or("/", |p| p.as_str())
                .to_owned(),
            headers: parts.headers,
            body,
        });
        requests.len() - 1
    };
    let Answer {
        status,
        headers,
        body,
    } = answer(&plan, &key, attempt);
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    Ok(response.body(Full::new(body.into())).expect("an answer"))
}
