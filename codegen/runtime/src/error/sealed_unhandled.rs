//! What the `Unhandled` variant of error enums holds.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::retry::ErrorKind;

/// An error that the model does not know, or an answer that could not be read. It is not made to be matched:
/// [`ProvideErrorMetadata`](aws_smithy_types::error::metadata::ProvideErrorMetadata) of the enum gives code and message,
/// its `source` the cause.
#[deprecated(
    note = "Do not match `Unhandled`: an error that is unhandled today may have a variant of its own tomorrow. \
            Match on `err.code()` instead."
)]
#[derive(Debug)]
pub struct Unhandled {
    pub(crate) source: BoxError,
    pub(crate) meta: ErrorMetadata,
    /// How to retry, where the answer's status says so although it has no code.
    pub(crate) retry_kind: Option<ErrorKind>,
}
