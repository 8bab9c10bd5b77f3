//! An operation with event streams in both directions and members beside them in initial messages: what the operations of
//! the sample service do not have. Its union is written as the generator writes one.

mod initial;
mod send;

use super::support::Server;
use crate::config::http::{HttpRequest, HttpResponse};
use crate::config::SharedHttpClient;
use crate::error::{BoxError, BuildError, SdkError};
use crate::primitives::event_stream::{EventReceiver, EventStreamSender, Message};
use crate::primitives::{ByteStream, SdkBody};
use crate::runtime::event_stream;
use crate::runtime::json::Reader;
use crate::runtime::operation::{send, Answer, Deserialize, Flags, Operation, Table};
use crate::Client;
use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// The events of both directions.
#[derive(Clone, Debug, PartialEq)]
pub enum Talk {
    /// Its payload is JSON.
    Said(String),
    /// Its payload is text, with the volume in a header.
    Whispered { text: String, volume: i16 },
    /// Any other.
    Unknown(crate::runtime::union::UnknownMember),
}

/// Errors that a stream of [`Talk`] can end in.
pub enum TalkError {
    /// An exception of the stream.
    ValidationException(crate::types::error::ValidationException),
    /// Everything else.
    Unhandled(crate::error::sealed_unhandled::Unhandled),
}
crate::runtime::operation_error!(
    TalkError,
    "Converse",
    [ValidationException => is_validation_exception]
);

impl event_stream::Unmarshall for Talk {
    type Error = TalkError;
    const EXCEPTIONS: &'static [(&'static str, &'static str)] =
        &[("refused", "ValidationException")];

    fn unmarshall(event: &event_stream::Event<'_>) -> Result<Self, BoxError> {
        match event.name() {
            "said" => Ok(Self::Said(event.read(Reader::string)?)),
            "whispered" => Ok(Self::Whispered {
                volume: event.header_integer("volume")?.unwrap_or_default(),
                text: event.string("text")?.unwrap_or_default(),
            }),
            _ => Ok(Self::Unknown(event.unknown())),
        }
    }
}

impl event_stream::Marshall for Talk {
    type Error = TalkError;

    fn marshall(self) -> Result<Message, BoxError> {
        match self {
            Self::Said(text) => event_stream::marshalled("said", |w| w.string(&text)),
            Self::Whispered { text, volume } => {
                let mut event = event_stream::EventBuilder::new("whispered");
                event.payload("text/plain", text);
                event.header("volume", volume);
                Ok(event.finish())
            }
            Self::Unknown(member) => {
                event_stream::marshalled(member.tag(), |w| w.document(member.value()))
            }
        }
    }

    fn marshall_exception(error: TalkError) -> Result<Message, BoxError> {
        match error {
            TalkError::ValidationException(error) => event_stream::exception("refused", |w| {
                w.begin_object();
                if let Some(message) = &error.message {
                    w.key("message");
                    w.string(message);
                }
                w.end_object();
            }),
            other => Err(event_stream::unmodeled(other)),
        }
    }
}

#[derive(Debug)]
struct ConverseInput {
    topic: Option<String>,
    stream: EventStreamSender<Talk, TalkError>,
}

#[derive(Debug)]
struct ConverseOutput {
    greeting: Option<String>,
    stream: EventReceiver<Talk, TalkError>,
}

struct Converse;

async fn complete(
    mut output: ConverseOutput,
) -> Result<ConverseOutput, SdkError<TalkError, HttpResponse>> {
    let initial = output.stream.initial_response().await;
    if let Some(initial) = initial.map_err(event_stream::initial_response_error)? {
        let read = |r: &mut Reader<'_>| {
            let mut greeting = None;
            r.structure(&["greeting"], &mut |r, _| {
                r.member(&mut greeting, Reader::string)
            })?;
            r.finish()?;
            output.greeting = greeting;
            Ok(())
        };
        event_stream::read_initial_response::<TalkError>(&initial, read)?;
    }
    Ok(output)
}

impl Operation for Converse {
    type Input = ConverseInput;
    type Output = ConverseOutput;
    type Error = TalkError;

    const NAME: &'static str = "Converse";
    const FLAGS: Flags = Flags {
        no_stalled_stream_protection: true,
        ..Flags::USUAL
    };
    const DESERIALIZE: Deserialize<ConverseOutput> = Deserialize::Streaming(deserialize);

    const COMPLETE: Option<fn(ConverseOutput) -> crate::runtime::operation::Completed<Self>> =
        Some(|output| Box::pin(complete(output)));

    fn table() -> &'static Table {
        const { &Table::of::<Converse>() }
    }

    fn call_site() -> &'static tracing::callsite::DefaultCallsite {
        crate::runtime::call_site!("Sample Service", "Converse")
    }

    fn serialize(input: ConverseInput, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let mut request = crate::runtime::http::RequestBuilder::new("POST");
        request.path("/converse");
        let initial = match &input.topic {
            Some(topic) => Some(event_stream::marshalled("initial-request", |w| {
                w.begin_object();
                w.key("topic");
                w.string(topic);
                w.end_object();
            })?),
            None => None,
        };
        request.body(
            "application/vnd.amazon.eventstream",
            event_stream::send(config, initial, input.stream),
        );
        Ok(request.finish()?)
    }
}

fn deserialize(
    response: &mut HttpResponse,
    config: &ConfigBag,
) -> Result<ConverseOutput, BoxError> {
    let stream = EventReceiver::new(response);
    let _answer = Answer {
        status: response.status(),
        headers: response.headers(),
        body: &[],
        config,
    };
    Ok(ConverseOutput {
        greeting: None,
        stream,
    })
}

/// What the caller sends.
struct Items(VecDeque<Result<Talk, TalkError>>);

impl futures_core::Stream for Items {
    type Item = Result<Talk, TalkError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn said(text: &str) -> Result<Talk, TalkError> {
    Ok(Talk::Said(text.to_owned()))
}

/// What a server got: the request without its body, and what became of the body.
struct Sent {
    authorization: String,
    request: HttpRequest,
    body: Result<Bytes, BoxError>,
}

/// A server that reads a whole request, and answers with a body of this kind.
#[derive(Clone)]
struct Partner {
    answer: Arc<Vec<u8>>,
    sent: Arc<Mutex<Option<Sent>>>,
}

impl std::fmt::Debug for Partner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Partner")
    }
}

impl HttpConnector for Partner {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let partner = self.clone();
        HttpConnectorFuture::new(async move {
            let body = std::mem::replace(request.body_mut(), SdkBody::taken());
            let body = ByteStream::new(body).collect().await;
            *partner.sent.lock().unwrap() = Some(Sent {
                authorization: request
                    .headers()
                    .get("authorization")
                    .unwrap_or_default()
                    .to_owned(),
                request,
                body: body.map(|body| body.into_bytes()).map_err(Into::into),
            });
            let body = SdkBody::from(partner.answer.to_vec());
            Ok(HttpResponse::new(200.try_into().unwrap(), body))
        })
    }
}

impl Partner {
    fn new(answer: impl IntoIterator<Item = Message>) -> Self {
        let mut bytes = Vec::new();
        for message in answer {
            write_message_to(&message, &mut bytes).unwrap();
        }
        Self::with_bytes(bytes)
    }

    fn with_bytes(answer: Vec<u8>) -> Self {
        Self {
            answer: Arc::new(answer),
            sent: Default::default(),
        }
    }

    fn http_client(&self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self.clone());
        http_client_fn(move |_, _| connector.clone())
    }

    async fn call(
        &self,
        topic: Option<&str>,
        items: impl IntoIterator<Item = Result<Talk, TalkError>>,
    ) -> Result<ConverseOutput, SdkError<TalkError>> {
        let config = Server::default().config().http_client(self.http_client());
        let input = Ok::<_, BuildError>(ConverseInput {
            topic: topic.map(str::to_owned),
            stream: Items(items.into_iter().collect()).into(),
        });
        let client = Client::from_conf(config.build());
        send::<Converse>(client.handle.clone(), input, None).await
    }

    fn sent(&self) -> Sent {
        self.sent.lock().unwrap().take().expect("one request")
    }
}

/// The messages of a body.
fn messages(mut body: Bytes) -> Vec<Message> {
    let mut messages = Vec::new();
    while !body.is_empty() {
        let length = u32::from_be_bytes(body[..4].try_into().unwrap()) as usize;
        messages.push(read_message_from(body.split_to(length)).unwrap());
    }
    messages
}

/// Name and text of each header, in order.
fn headers(message: &Message) -> Vec<(&str, &str)> {
    let headers = message.headers().iter();
    headers
        .map(|h| {
            let value = h.value().as_string().map(|v| v.as_str());
            (h.name().as_str(), value.unwrap_or("no string"))
        })
        .collect()
}
