/// The errors of the service.
pub mod error;
