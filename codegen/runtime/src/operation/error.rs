//! What the machinery asks of an operation's error enum and of the modelled errors in it, and the one decoder of error
//! answers.

use super::super::error::sealed_unhandled::Unhandled;
use super::ErrorAnswer;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::result::CreateUnhandledError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use std::error::Error as StdError;

/// An error structure of the model. `modeled_error!` implements it.
pub trait ModeledError: StdError + ProvideErrorMetadata + Send + Sync + 'static {
    /// The error's code on the wire: the name of its shape.
    fn shape_name() -> &'static str
    where
        Self: Sized;

    /// Reads the error from an answer with this code.
    fn decode(answer: &ErrorAnswer<'_>) -> Result<Self, BoxError>
    where
        Self: Sized;

    /// How to retry after this error, if its `retryable` trait says that one may.
    fn retry_kind(&self) -> Option<ErrorKind>;
}

/// An operation's error enum. `operation_error!` implements it.
pub trait OperationError:
    StdError + ProvideErrorMetadata + ProvideErrorKind + CreateUnhandledError + Send + Sync + 'static
{
    /// The name of the operation in the model.
    const OPERATION: &'static str;

    /// Reads the modelled error with the answer's code; `None` if the operation has no error of this code.
    fn decode(answer: &ErrorAnswer<'_>) -> Option<Result<Self, BoxError>>
    where
        Self: Sized;

    /// The modelled error within, unless it is unhandled.
    fn as_modeled(&self) -> Result<&dyn ModeledError, &Unhandled>;

    /// The unhandled variant.
    fn from_unhandled(unhandled: Unhandled) -> Self
    where
        Self: Sized;

    /// The unhandled variant with `source` as its cause.
    fn unhandled(source: impl Into<BoxError>) -> Self
    where
        Self: Sized,
    {
        Self::from_unhandled(unhandled(source, ErrorMetadata::default()))
    }
}

/// An error that no variant is made for.
pub fn unhandled(source: impl Into<BoxError>, meta: ErrorMetadata) -> Unhandled {
    Unhandled {
        source: source.into(),
        meta,
        retry_kind: None,
    }
}

/// The error that an error answer stands for. An answer with status 429 and no code is throttling.
pub(super) fn decode<E: OperationError>(answer: ErrorAnswer<'_>) -> E {
    match answer.code().and_then(|_| E::decode(&answer)) {
        Some(Ok(err)) => err,
        Some(Err(source)) => E::from_unhandled(unhandled(source, answer.into_meta())),
        None => E::from_unhandled(unmodeled(answer)),
    }
}

fn unmodeled(answer: ErrorAnswer<'_>) -> Unhandled {
    let status = answer.status.as_u16();
    let meta = answer.into_meta();
    let retry_kind = (status == 429 && meta.code().is_none()).then_some(ErrorKind::ThrottlingError);
    Unhandled {
        source: Box::new(UnmodeledError { status }),
        meta,
        retry_kind,
    }
}

/// The cause of an unhandled error whose answer was well understood, but is not modelled.
#[derive(Debug)]
struct UnmodeledError {
    status: u16,
}

impl std::fmt::Display for UnmodeledError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the service answered with HTTP status {}", self.status)
    }
}

impl StdError for UnmodeledError {}

/// The text of a modelled error's message member, whether the member is required or not.
pub trait MessageText {
    /// The text, if the member is set.
    fn text(&self) -> Option<&str>;
}

impl MessageText for String {
    fn text(&self) -> Option<&str> {
        // A required message that the answer did not have is empty.
        (!self.is_empty()).then_some(self)
    }
}

impl MessageText for Option<String> {
    fn text(&self) -> Option<&str> {
        self.as_deref()
    }
}
