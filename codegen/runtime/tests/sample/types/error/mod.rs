pub use self::internal_server_exception::InternalServerException;
pub use self::throttling_exception::ThrottlingException;
pub use self::validation_exception::ValidationException;

/// Builders of errors.
pub mod builders {
    pub use super::internal_server_exception::InternalServerExceptionBuilder;
    pub use super::throttling_exception::ThrottlingExceptionBuilder;
    pub use super::validation_exception::ValidationExceptionBuilder;
}

mod internal_server_exception;
mod throttling_exception;
mod validation_exception;
