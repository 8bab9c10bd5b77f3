//! A connection on which the test decides what arrives when.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use agentcore_payments::config::{BehaviorVersion, Credentials, Region};
use agentcore_payments::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::sync::mpsc;

type Piece = Result<Bytes, std::io::Error>;

/// The answer to the one request of a connection.
#[derive(Debug)]
pub struct Answer(HttpResponse);

/// The server's end of an answer's body. The body ends when it is dropped, not before.
pub struct BodySender(mpsc::UnboundedSender<Piece>);

impl BodySender {
    pub fn send(&self, bytes: impl Into<Bytes>) {
        self.0
            .send(Ok(bytes.into()))
            .expect("a client that listens");
    }

    pub fn fail(&self) {
        let reset = std::io::ErrorKind::ConnectionReset;
        self.0
            .send(Err(reset.into()))
            .expect("a client that listens");
    }

    /// Waits until the client has closed the connection.
    pub async fn closed(&self) {
        self.0.closed().await;
    }
}

struct ChannelBody(mpsc::UnboundedReceiver<Piece>);

impl Body for ChannelBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0
            .poll_recv(cx)
            .map(|piece| Some(piece?.map(Frame::data)))
    }
}

/// An answer whose body is sent piece by piece.
pub fn answer(status: u16, headers: &[(&'static str, &'static str)]) -> (Answer, BodySender) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let body = SdkBody::from_body_1_x(ChannelBody(receiver));
    let mut response = HttpResponse::new(status.try_into().expect("a status"), body);
    for (name, value) in headers {
        response.headers_mut().insert(*name, *value);
    }
    (Answer(response), BodySender(sender))
}

#[derive(Clone, Debug)]
struct Connection(Arc<Mutex<Option<HttpResponse>>>);

impl HttpConnector for Connection {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let answer = self.0.lock().expect("no panic").take();
        HttpConnectorFuture::ready(Ok(answer.expect("one request")))
    }
}

/// A client whose one request is answered so.
pub fn client(answer: Answer) -> Client {
    let connection = Connection(Arc::new(Mutex::new(Some(answer.0))));
    let connector = SharedHttpConnector::new(connection);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "secret", None, None, "test"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    Client::from_conf(config)
}
