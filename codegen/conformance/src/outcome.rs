//! What a test comes to: nothing, or what was expected and what came.

use aws_smithy_runtime_api::client::result::SdkError;
use std::error::Error;
use std::fmt;

/// What a generated test returns.
pub type Outcome = Result<(), Failure>;

/// Why a case failed: what was expected, and what came.
pub struct Failure(String);

impl Failure {
    /// A failure with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A failure with all of these findings, or none.
    pub fn of(findings: Vec<String>) -> Outcome {
        if findings.is_empty() {
            Ok(())
        } else {
            Err(Self(findings.join("; ")))
        }
    }
}

/// The test harness prints the `Debug` form of an error that a test returns.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// So that `?` works on whatever may fail while values are built.
impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(format!(
            "expected a value of the case, got the error: {}",
            chain(&error)
        ))
    }
}

/// The output of a call that is expected to succeed.
pub fn output<O, E, R>(result: Result<O, SdkError<E, R>>) -> Result<O, Failure>
where
    E: Error + 'static,
    R: fmt::Debug,
{
    result.map_err(|error| Failure(format!("expected an output, got {}", described(&error))))
}

/// The error of a call that is expected to end in the modelled error `expected`.
pub fn service_error<O: fmt::Debug, E, R>(
    expected: &str,
    result: Result<O, SdkError<E, R>>,
) -> Result<E, Failure>
where
    E: Error + 'static,
    R: fmt::Debug,
{
    match result {
        Ok(output) => Err(Failure(format!(
            "expected the error {expected}, got the output {output:?}"
        ))),
        Err(SdkError::ServiceError(context)) => Ok(context.into_err()),
        Err(error) => Err(Failure(format!(
            "expected the error {expected}, got {}",
            described(&error)
        ))),
    }
}

/// The failure of a call that ended in another error than `expected`.
pub fn other_error(expected: &str, error: &(impl Error + 'static)) -> Failure {
    Failure(format!(
        "expected the error {expected}, got {}",
        chain(error)
    ))
}

/// The error with its causes.
pub fn described<E, R>(error: &SdkError<E, R>) -> String
where
    E: Error + 'static,
    R: fmt::Debug,
{
    chain(error)
}

/// An error and its causes, in one line; a cause that the text before it has said already is not said again.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        next = cause.source();
    }
    text
}

/// The code of an error, where a case says what it must be.
pub fn error_code(expected: &str, actual: Option<&str>) -> Outcome {
    match actual {
        Some(actual) if actual == expected => Ok(()),
        actual => Err(Failure(format!(
            "expected the error code {expected}, got {}",
            actual.unwrap_or("none")
        ))),
    }
}
