//! Event streams: what receives and sends them, and the messages that they are made of.

pub use super::super::event_stream::EventReceiver;
pub use aws_smithy_http::event_stream::EventStreamSender;
pub use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
pub use aws_smithy_types::str_bytes::StrBytes;
