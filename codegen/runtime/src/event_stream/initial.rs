//! The initial response of an event stream: the members beside the stream, where they are not bound to HTTP.
//!
//! By then the answer's head has become the output, so an error has a response of status 200 without headers as its raw
//! response.

use super::super::json::{ReadError, Reader};
use super::super::operation::OperationError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::RawMessage;

fn raw() -> HttpResponse {
    let ok = StatusCode::try_from(200).expect("a status");
    HttpResponse::new(ok, SdkBody::empty())
}

/// The operation's error where a stream did not get as far as its first message.
pub fn initial_response_error<S, E>(err: SdkError<S, RawMessage>) -> SdkError<E, HttpResponse>
where
    S: std::error::Error + Send + Sync + 'static,
    E: OperationError,
{
    match err {
        SdkError::ConstructionFailure(context) => SdkError::ConstructionFailure(context),
        SdkError::TimeoutError(context) => SdkError::TimeoutError(context),
        SdkError::DispatchFailure(context) => SdkError::DispatchFailure(context),
        err => match err.into_source() {
            Ok(source) => SdkError::response_error(source, raw()),
            Err(_) => SdkError::response_error("the event stream cannot be read", raw()),
        },
    }
}

/// Reads the members of an initial response; an empty payload has none.
pub fn read_initial_response<E: OperationError>(
    payload: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<(), ReadError>,
) -> Result<(), SdkError<E, HttpResponse>> {
    let json = match payload {
        [] => b"{}",
        payload => payload,
    };
    read(&mut Reader::new(json)).map_err(|err| {
        let text = format!(
            "{}: the initial response cannot be read: {err}",
            E::OPERATION
        );
        SdkError::response_error(text, raw())
    })
}
