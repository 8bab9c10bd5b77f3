//! Receives the events of a response.

use super::super::operation::{decode, unhandled, ErrorAnswer, OperationError};
use super::error::Problem;
use super::event::header;
use super::{Event, EventStreamError, FrameReader, Unmarshall};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::event_stream::{Header, Message, RawMessage};
use std::fmt;

/// The event that a stream may begin with; its payload is the members beside the stream.
const INITIAL_RESPONSE: &str = "initial-response";

/// Receives the events of a stream, one at a time, while they arrive.
///
/// The stream stays open for as long as the service keeps it open: there is no time limit between two events. Dropping
/// the receiver closes the connection.
pub struct EventReceiver<T, E> {
    body: ByteStream,
    frames: FrameReader,
    /// A message that has been looked at, but not received.
    pushed_back: Option<Message>,
    /// All messages have been received, or an error has been.
    ended: bool,
    /// Headers of the response: an exception's request id is theirs.
    headers: Headers,
    operation: &'static str,
    unmarshall: fn(&Event<'_>) -> Result<T, BoxError>,
    exception: fn(&str, Message, &Headers) -> E,
    error: fn(Message, &Headers) -> E,
}

impl<T, E> EventReceiver<T, E> {
    /// Receives from the body of `response`, which is taken.
    pub(crate) fn new(response: &mut HttpResponse) -> Self
    where
        T: Unmarshall<Error = E>,
        E: OperationError,
    {
        let body = std::mem::replace(response.body_mut(), SdkBody::taken());
        Self {
            body: ByteStream::new(body),
            frames: FrameReader::default(),
            pushed_back: None,
            ended: false,
            headers: response.headers().clone(),
            operation: E::OPERATION,
            unmarshall: T::unmarshall,
            exception: |name, message, headers| exception(T::EXCEPTIONS, name, message, headers),
            error: |message, headers| unmodeled_error(message, headers),
        }
    }

    /// Waits for the next event and returns it; `None` once the service has ended the stream.
    ///
    /// After an error the stream has ended: there is nothing more to come, and the next call returns `None`. A future
    /// that is dropped before it is ready takes no event with it.
    ///
    /// # Errors
    ///
    /// [`SdkError::ServiceError`] with the stream's modelled error, or with an unhandled one that has the code and the
    /// message of an error that the service did not model. [`SdkError::DispatchFailure`] if the connection failed.
    /// [`SdkError::ResponseError`] if what was received is no event stream, was cut off within a message, or is an event
    /// that cannot be read.
    ///
    /// The raw message of an error has the headers that say what the message is (their names begin with `:`) and nothing
    /// else, so that no log shows what events carry.
    pub async fn recv(&mut self) -> Result<Option<T>, SdkError<E, RawMessage>> {
        loop {
            let Some(message) = self.next_message().await? else {
                return Ok(None);
            };
            let received = self.unmarshall(message);
            self.ended |= received.is_err();
            match received {
                Ok(None) => {}
                received => return received,
            }
        }
    }

    /// The payload of the message that the stream begins with, if that is an initial response.
    #[allow(clippy::type_complexity)]
    pub(crate) async fn initial_response(
        &mut self,
    ) -> Result<Option<bytes::Bytes>, SdkError<E, RawMessage>> {
        let Some(message) = self.next_message().await? else {
            return Ok(None);
        };
        if is_initial_response(&message) {
            return Ok(Some(message.payload().clone()));
        }
        self.pushed_back = Some(message);
        Ok(None)
    }

    async fn next_message(&mut self) -> Result<Option<Message>, SdkError<E, RawMessage>> {
        if let Some(message) = self.pushed_back.take() {
            return Ok(Some(message));
        }
        while !self.ended {
            match self.frames.next() {
                Ok(Some(message)) => return Ok(Some(message)),
                Ok(None) => {}
                Err(problem) => return Err(self.end(problem)),
            }
            match self.body.next().await {
                Some(Ok(chunk)) => self.frames.push(chunk),
                Some(Err(err)) => {
                    self.ended = true;
                    return Err(SdkError::dispatch_failure(ConnectorError::io(err.into())));
                }
                None => match self.frames.finish() {
                    Ok(()) => self.ended = true,
                    Err(problem) => return Err(self.end(problem)),
                },
            }
        }
        Ok(None)
    }

    fn end(&mut self, problem: Problem) -> SdkError<E, RawMessage> {
        self.ended = true;
        let err = EventStreamError::new(self.operation, problem);
        SdkError::response_error(err, RawMessage::invalid(None))
    }

    /// The event or error that a message stands for; `None` for one that is neither.
    fn unmarshall(&self, message: Message) -> Result<Option<T>, SdkError<E, RawMessage>> {
        let raw = RawMessage::Decoded(without_contents(&message));
        let problem = match self.unmarshall_event(&message) {
            Ok(Received::Event(event)) => return Ok(Some(event)),
            Ok(Received::InitialResponse) => return Ok(None),
            Ok(Received::Exception(name)) => {
                let err = (self.exception)(&name, message, &self.headers);
                return Err(SdkError::service_error(err, raw));
            }
            Ok(Received::Error) => {
                let err = (self.error)(message, &self.headers);
                return Err(SdkError::service_error(err, raw));
            }
            Err(problem) => problem,
        };
        let err = EventStreamError::new(self.operation, problem);
        Err(SdkError::response_error(err, raw))
    }

    fn unmarshall_event(&self, message: &Message) -> Result<Received<T>, Problem> {
        match string(message, ":message-type")? {
            "event" if is_initial_response(message) => Ok(Received::InitialResponse),
            "event" => {
                let name = string(message, ":event-type")?;
                (self.unmarshall)(&Event::new(name, message))
                    .map(Received::Event)
                    .map_err(|source| Problem::Event {
                        name: name.to_owned(),
                        source,
                    })
            }
            "exception" => {
                string(message, ":exception-type").map(|name| Received::Exception(name.to_owned()))
            }
            "error" => Ok(Received::Error),
            _ => Err(Problem::MessageType),
        }
    }
}

/// What a message is.
enum Received<T> {
    Event(T),
    /// The modelled exception of the member with this name.
    Exception(String),
    /// An error that no model knows.
    Error,
    /// Members beside the stream: nothing that `recv` gives.
    InitialResponse,
}

fn string<'a>(message: &'a Message, name: &'static str) -> Result<&'a str, Problem> {
    header(message, name)
        .and_then(|value| value.as_string().ok())
        .map(|value| value.as_str())
        .ok_or(Problem::NoString(name))
}

fn is_initial_response(message: &Message) -> bool {
    string(message, ":event-type").is_ok_and(|name| name == INITIAL_RESPONSE)
}

/// The message with those of its headers alone that say what it is.
fn without_contents(message: &Message) -> Message {
    let headers: Vec<Header> = message
        .headers()
        .iter()
        .filter(|h| h.name().as_str().starts_with(':'))
        .cloned()
        .collect();
    Message::new_from_parts(headers, bytes::Bytes::new())
}

/// The error that a message of the type `exception` stands for.
fn exception<E: OperationError>(
    exceptions: &[(&str, &str)],
    name: &str,
    message: Message,
    headers: &Headers,
) -> E {
    let code = exceptions.iter().find(|(member, _)| *member == name);
    let config = aws_smithy_types::config_bag::ConfigBag::base();
    let answer = ErrorAnswer::of_exception(
        code.map(|(_, code)| *code),
        name,
        message.payload(),
        headers,
        &config,
    );
    decode(answer, |answer| unhandled(UnmodeledError, answer.meta()))
}

/// The error that a message of the type `error` stands for.
fn unmodeled_error<E: OperationError>(message: Message, headers: &Headers) -> E {
    let mut meta = ErrorMetadata::builder();
    if let Ok(code) = string(&message, ":error-code") {
        meta = meta.code(code);
    }
    if let Ok(text) = string(&message, ":error-message") {
        meta = meta.message(text);
    }
    let meta = aws_types::request_id::apply_request_id(meta, headers).build();
    E::from_unhandled(unhandled(UnmodeledError, meta))
}

/// The cause of an unhandled error that was well understood, but is not modelled.
#[derive(Debug)]
struct UnmodeledError;

impl fmt::Display for UnmodeledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the service ended the event stream with an error that is not modelled")
    }
}

impl std::error::Error for UnmodeledError {}

/// Shows nothing of what was received.
impl<T, E> fmt::Debug for EventReceiver<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReceiver")
            .field("operation", &self.operation)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
