//! The text of errors, the same for every operation: `ListServices: ThrottlingException: Rate exceeded (request id …)`.
//!
//! The crate's own `Error` does not know which operation failed, so the conversion from an operation's error leaves the
//! operation's name in the metadata, as the extra [`OPERATION_NAME`].

use super::error::{meta_of, Modeled};
use aws_smithy_types::error::ErrorMetadata;
use aws_types::request_id::RequestId;
use std::error::Error as StdError;
use std::fmt;

/// The extra of [`ErrorMetadata`] with the name of the operation that failed.
pub const OPERATION_NAME: &str = "operation";

/// `meta` with the name of the operation that failed.
pub fn name_operation(meta: ErrorMetadata, operation: &'static str) -> ErrorMetadata {
    meta.into_builder()
        .custom(OPERATION_NAME, operation)
        .build()
}

/// Writes a modelled error: its shape's name, and its message if it has one.
pub fn describe_modeled(
    f: &mut fmt::Formatter<'_>,
    shape_name: &str,
    message: Option<&str>,
) -> fmt::Result {
    f.write_str(shape_name)?;
    match message {
        Some(message) => write!(f, ": {message}"),
        None => Ok(()),
    }
}

/// Writes the error of `operation`.
pub fn describe_error(
    err: Modeled<'_>,
    operation: &'static str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    describe(err, Some(operation), f)
}

/// Writes the crate's error, with the operation's name if it is known.
pub fn describe_service_error(err: Modeled<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    describe(err, meta_of(err).extra(OPERATION_NAME), f)
}

fn describe(err: Modeled<'_>, operation: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(operation) = operation {
        write!(f, "{operation}: ")?;
    }
    match err {
        Ok(modeled) => write!(f, "{modeled}")?,
        Err(unhandled) => {
            if let Some(code) = unhandled.meta.code() {
                write!(f, "{code}: ")?;
            }
            match unhandled.meta.message() {
                Some(message) => f.write_str(message)?,
                None => describe_cause(&*unhandled.source, operation, f)?,
            }
        }
    }
    match meta_of(err).request_id() {
        Some(id) => write!(f, " (request id {id})"),
        None => Ok(()),
    }
}

/// Writes an error and its causes. What has been said is not said again: the operation's name, and the text of a cause
/// that is part of the text before it.
fn describe_cause(
    err: &(dyn StdError + 'static),
    operation: Option<&str>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let text_of = |err: &dyn StdError| {
        let text = err.to_string();
        let named = operation.and_then(|name| text.strip_prefix(name)?.strip_prefix(": "));
        named.map(str::to_owned).unwrap_or(text)
    };
    let mut shown = text_of(err);
    f.write_str(&shown)?;
    let mut next = err.source();
    while let Some(cause) = next {
        let text = text_of(cause);
        if !shown.contains(&text) {
            write!(f, ": {text}")?;
            shown = text;
        }
        next = cause.source();
    }
    Ok(())
}
