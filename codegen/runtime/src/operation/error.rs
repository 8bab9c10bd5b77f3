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
    /// The name of the structure, and of its variant in error enums.
    fn name(&self) -> &'static str;

    /// How to retry after this error, if its `retryable` trait says that one may.
    fn retry_kind(&self) -> Option<ErrorKind>;
}

/// What an error enum holds: a modelled error, or one that is none.
pub type Modeled<'a> = Result<&'a (dyn ModeledError + 'static), &'a Unhandled>;

/// The crate's error enum. `service_error!` implements it.
pub trait ServiceError: Sized {
    /// Reads the modelled error with the answer's code; `None` if the service has no error of this code.
    fn decode(answer: &ErrorAnswer<'_>) -> Option<Result<Self, BoxError>>;
}

/// An operation's error enum. `operation_error!` implements it.
pub trait OperationError:
    StdError + ProvideErrorMetadata + ProvideErrorKind + CreateUnhandledError + Send + Sync + 'static
{
    /// The crate's error enum: errors are decoded once for the service, not by each operation.
    type Service: ServiceError;
    /// The name of the operation in the model.
    const OPERATION: &'static str;

    /// The error as one of the operation's.
    ///
    /// # Errors
    ///
    /// The error itself, if the operation has none of its kind.
    fn from_service(err: Self::Service) -> Result<Self, Self::Service>
    where
        Self: Sized;

    /// The modelled error within, unless it is unhandled.
    fn as_modeled(&self) -> Modeled<'_>;

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

/// An error that nothing is known of but its metadata.
pub fn generic(meta: ErrorMetadata) -> Unhandled {
    unhandled(meta.clone(), meta)
}

/// The metadata of an error enum.
pub fn meta_of(err: Modeled<'_>) -> &ErrorMetadata {
    match err {
        Ok(modeled) => modeled.meta(),
        Err(unhandled) => &unhandled.meta,
    }
}

/// The cause of an operation's error: the modelled error itself, or what it is that was not handled.
pub fn source_of(err: Modeled<'_>) -> Option<&(dyn StdError + 'static)> {
    match err {
        Ok(modeled) => Some(modeled),
        Err(unhandled) => Some(&*unhandled.source),
    }
}

/// How to retry after an error.
pub fn retry_kind_of(err: Modeled<'_>) -> Option<ErrorKind> {
    match err {
        Ok(modeled) => modeled.retry_kind(),
        Err(unhandled) => unhandled.retry_kind,
    }
}

/// Writes an error enum as a derived `Debug` would.
pub fn debug_error(err: Modeled<'_>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    match err {
        Ok(modeled) => f.debug_tuple(modeled.name()).field(&modeled).finish(),
        Err(unhandled) => f.debug_tuple("Unhandled").field(unhandled).finish(),
    }
}

/// The error of `E` that an error answer stands for; where it is not modelled, `unmodeled` says what it is.
pub fn decode<E: OperationError>(
    answer: ErrorAnswer<'_>,
    unmodeled: fn(ErrorAnswer<'_>) -> Unhandled,
) -> E {
    // Errors are read for the service, and not for each operation anew: that is compiled once.
    let unhandled = match E::Service::decode(&answer) {
        Some(Ok(err)) => match E::from_service(err) {
            Ok(err) => return err,
            Err(_) => unmodeled(answer),
        },
        Some(Err(source)) => unhandled(source, answer.into_meta()),
        None => unmodeled(answer),
    };
    E::from_unhandled(unhandled)
}

/// Of an answer whose code is none of the operation's. With status 429 and no code it is throttling.
pub(super) fn unmodeled(answer: ErrorAnswer<'_>) -> Unhandled {
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
