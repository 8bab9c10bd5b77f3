/// All possible errors of the service.
#[non_exhaustive]
pub enum Error {
    /// The service has failed; the same request may succeed when it is sent again.
    InternalServerException(crate::types::error::InternalServerException),
    /// More requests were sent than the service takes from this account.
    ThrottlingException(crate::types::error::ThrottlingException),
    /// A member of the input has a value that the service does not accept.
    ValidationException(crate::types::error::ValidationException),
    /// An error that this crate does not know, or an answer that could not be read.
    #[deprecated(note = "Do not match `Unhandled`: match on `err.code()` instead.")]
    Unhandled(crate::error::sealed_unhandled::Unhandled),
}

crate::runtime::service_error!(
    Error,
    [
        InternalServerException,
        ThrottlingException,
        ValidationException,
    ]
);
