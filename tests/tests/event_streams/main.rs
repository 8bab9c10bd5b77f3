//! Event streams through the public API: `InvokeHarness` of the generated AgentCore client, on a connection whose every byte
//! the test decides.
//!
//! Rules: Smithy specification, "Event streams" and "Amazon Event Stream Specification". Messages are written by `frames`,
//! which shares no code with what reads them.

mod connection;
mod cut;
mod errors;
mod events;
mod frames;
mod secrets;

use agentcore_payments::error::SdkError;
use agentcore_payments::operation::invoke_harness::builders::InvokeHarnessFluentBuilder;
use agentcore_payments::operation::invoke_harness::{InvokeHarnessError, InvokeHarnessOutput};
use agentcore_payments::primitives::event_stream::EventReceiver;
use agentcore_payments::types::InvokeHarnessStreamOutput;
use agentcore_payments::types::error::InvokeHarnessStreamOutputError;
use aws_smithy_types::event_stream::RawMessage;

type Receiver = EventReceiver<InvokeHarnessStreamOutput, InvokeHarnessStreamOutputError>;
type StreamError = SdkError<InvokeHarnessStreamOutputError, RawMessage>;

/// What came of a stream: the events, and how it ended.
type Received = (Vec<InvokeHarnessStreamOutput>, Result<(), StreamError>);

/// A call of the operation on a connection.
fn call(connection: connection::Answer) -> InvokeHarnessFluentBuilder {
    connection::client(connection)
        .invoke_harness()
        .harness_arn("arn:aws:bedrock-agentcore:us-east-1:123456789012:harness/h-1")
        .runtime_session_id("session-0123456789-0123456789-0123")
        .set_messages(Some(Vec::new()))
}

async fn invoke(
    connection: connection::Answer,
) -> Result<InvokeHarnessOutput, SdkError<InvokeHarnessError>> {
    call(connection).send().await
}

/// Receives until the end; nothing may come behind it.
async fn receive(stream: &mut Receiver) -> Received {
    let mut events = Vec::new();
    let end = loop {
        match stream.recv().await {
            Ok(Some(event)) => events.push(event),
            Ok(None) => break Ok(()),
            Err(err) => break Err(err),
        }
    };
    assert!(
        matches!(stream.recv().await, Ok(None)),
        "something came behind the end"
    );
    (events, end)
}

/// What comes of a body that arrives in these pieces and then ends.
async fn receive_all(pieces: impl IntoIterator<Item = Vec<u8>>) -> Received {
    let (answer, body) = connection::answer(200, &[]);
    for piece in pieces {
        body.send(piece);
    }
    drop(body);
    let mut output = invoke(answer).await.expect("an answer");
    receive(&mut output.stream).await
}
