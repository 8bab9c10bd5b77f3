//! The error of the way from an input to a request: nothing has been sent when it is returned. What is at fault with a
//! member is a `BuildError` that names it; here the operation's name is added.

use aws_smithy_runtime_api::box_error::BoxError;
use std::error::Error as StdError;
use std::fmt;

/// A request could not be made from the input of `operation`.
#[derive(Debug)]
pub struct InputError {
    operation: &'static str,
    source: BoxError,
}

impl InputError {
    /// The input of `operation` is at fault, because of `source`.
    pub fn new(operation: &'static str, source: impl Into<BoxError>) -> Self {
        Self {
            operation,
            source: source.into(),
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.source)
    }
}

impl StdError for InputError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // The text of the direct cause is part of this error's text.
        self.source.source()
    }
}
