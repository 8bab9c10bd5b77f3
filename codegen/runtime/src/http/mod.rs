//! HTTP bindings of restJson1: what generated serializers and deserializers call to move members between a structure
//! and the method, URI, headers, status and body of a message.
//!
//! | module | in | out |
//! |---|---|---|
//! | [`request`] | member values as text, the payload | an orchestrator request with a relative URI |
//! | [`format`](mod@format) | scalars and timestamps | their text in labels, queries and headers |
//! | [`response`] | the headers of an answer | member values |
//! | `host` | host labels, streamed payloads | a host prefix; whether a length is known |
//! | [`payload`] | the body of an answer | the bytes, text or document that are bound to it |
//!
//! The rules are those of the sections "HTTP binding traits" of the Smithy 2.0 specification and "Content-Type" and
//! "HTTP binding serialization" of the AWS restJson1 protocol. The format of a value is chosen by the function that
//! generated code calls: nothing here looks at a model.
//!
//! **Invariant:** an error names the member or the header, never its value, which may be a secret. While a request is
//! built errors are [`BuildError`](aws_smithy_types::error::operation::BuildError)s, so they reach the caller as a
//! construction failure; while an answer is read they are [`BindingError`]s.

mod error;
pub mod format;
mod host;
pub mod payload;
mod percent_encoding;
mod quoting;
pub mod request;
pub mod response;

pub use error::BindingError;
pub use host::{push_host_label, require_length};
pub use request::{required, RequestBuilder};
