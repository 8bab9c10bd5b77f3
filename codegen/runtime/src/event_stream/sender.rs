//! The body of a request that is a stream of events: each message is written and signed when the connection asks for it.
//!
//! The signer of a message continues from the signature of the request, which is made after its body. So the body holds
//! the one end of a channel, the engine finds the other in the config bag, and its SigV4 signer sends the signer of messages
//! through it. Where a request is not signed, its messages are not.

use super::Marshall;
use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_eventstream::frame::{write_message_to, DeferredSigner, SignMessage};
use aws_smithy_http::event_stream::EventStreamSender;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::event_stream::Message;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame};
use std::pin::Pin;
use std::task::{ready, Context, Poll};

/// SHA-256 of nothing: what a request is signed with whose body is signed message by message.
const EMPTY_PAYLOAD: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The body that sends `initial`, if there is one, and then the events of `stream`.
pub fn send<T, E>(
    config: &mut ConfigBag,
    initial: Option<Message>,
    stream: EventStreamSender<T, E>,
) -> SdkBody
where
    T: Marshall<Error = E> + Send + Sync + 'static,
    E: std::error::Error + Send + Sync + 'static,
{
    let (signer, signer_sender) = DeferredSigner::new();
    let state = config.interceptor_state();
    state.store_put(signer_sender);
    state.store_put(PayloadSigningOverride::Precomputed(
        EMPTY_PAYLOAD.to_owned(),
    ));
    SdkBody::from_body_1_x(EventBody {
        initial,
        stream: Some(stream.into_inner()),
        signer,
    })
}

type Events<T, E> = Pin<Box<dyn Stream<Item = Result<T, E>> + Send + Sync>>;

struct EventBody<T, E> {
    initial: Option<Message>,
    /// `None` once it has ended.
    stream: Option<Events<T, E>>,
    signer: DeferredSigner,
}

impl<T, E> Body for EventBody<T, E>
where
    T: Marshall<Error = E>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Some(message) = this.initial.take() {
            return Poll::Ready(Some(this.sign(message)));
        }
        let Some(stream) = &mut this.stream else {
            return Poll::Ready(None);
        };
        let message = match ready!(stream.as_mut().poll_next(cx)) {
            Some(Ok(event)) => event.marshall(),
            Some(Err(error)) => T::marshall_exception(error),
            None => {
                this.stream = None;
                let last = quietly(|| this.signer.sign_empty());
                return Poll::Ready(last.map(|message| encode(&message?)));
            }
        };
        let frame = message.and_then(|message| this.sign(message));
        if frame.is_err() {
            this.stream = None;
        }
        Poll::Ready(Some(frame))
    }
}

impl<T, E> EventBody<T, E> {
    fn sign(&mut self, message: Message) -> Result<Frame<Bytes>, BoxError> {
        encode(&quietly(|| self.signer.sign(message))?)
    }
}

fn encode(message: &Message) -> Result<Frame<Bytes>, BoxError> {
    let mut buffer = Vec::new();
    write_message_to(message, &mut buffer)?;
    Ok(Frame::data(buffer.into()))
}

/// Signs without a log: the signer writes whole messages to it.
fn quietly<R>(sign: impl FnOnce() -> R) -> R {
    tracing::dispatcher::with_default(&tracing::Dispatch::none(), sign)
}
