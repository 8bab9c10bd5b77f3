//! Event streams in both directions.
//!
//! Received: in, the body of a response; out, [`EventReceiver`], which gives one modelled event after the other, and the
//! modelled error that ends the stream. Sent: in, the caller's stream of events; out, the body of a request, each event a
//! signed message of its own.
//!
//! What differs between the unions of a service is generated, as [`Unmarshall`] and [`Marshall`] of the union: which event
//! is which member, and where each member of an event travels.
//!
//! Rules: Smithy specification, "Event streams" and "Amazon Event Stream Specification".
//!
//! **Invariants:** a stream that ends anywhere but between two messages ends in an error; after an error the stream has
//! ended; neither `Debug` nor an error nor a line of the log shows what a message carries.

mod error;
mod event;
mod frame;
mod initial;
mod outgoing;
mod receiver;
mod sender;
mod unknown;

pub use error::{EventHeaderError, EventStreamError};
pub use event::Event;
pub use frame::FrameReader;
pub use initial::{initial_response_error, read_initial_response};
pub use outgoing::{exception, marshalled, unmodeled, EventBuilder};
pub use receiver::EventReceiver;
pub use sender::send;

use super::operation::OperationError;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::event_stream::Message;

/// A union whose members are received as events. The generator implements it.
pub trait Unmarshall: Sized {
    /// The stream's error enum, in which its modelled exceptions are variants.
    type Error: OperationError;

    /// Names of the members that are exceptions, with the names of the shapes that they target.
    const EXCEPTIONS: &'static [(&'static str, &'static str)];

    /// Reads an event; one that no member is made for becomes the unknown member.
    fn unmarshall(event: &Event<'_>) -> Result<Self, BoxError>;
}

/// A union whose members are sent as events. The generator implements it.
pub trait Marshall: Sized {
    /// The stream's error enum, in which its modelled exceptions are variants.
    type Error: OperationError;

    /// Writes an event.
    fn marshall(self) -> Result<Message, BoxError>;

    /// Writes an exception.
    ///
    /// # Errors
    ///
    /// It is none that the stream has a member for.
    fn marshall_exception(error: Self::Error) -> Result<Message, BoxError>;
}
