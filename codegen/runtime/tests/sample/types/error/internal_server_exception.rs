/// The service has failed; the same request may succeed when it is sent again.
#[non_exhaustive]
#[derive(Clone, PartialEq, Debug)]
pub struct InternalServerException {
    /// What the service says about it.
    pub message: Option<String>,
    /// How long to wait before the next attempt, in seconds.
    pub retry_after_seconds: Option<i32>,
    pub(crate) meta: crate::error::ErrorMetadata,
}

crate::runtime::modeled_error!(
    InternalServerException,
    "InternalServerException",
    crate::codec::read_internal_server_exception,
    [message = message, retry = ServerError]
);

impl InternalServerException {
    /// What the service says about it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How long to wait before the next attempt, in seconds.
    pub fn retry_after_seconds(&self) -> Option<i32> {
        self.retry_after_seconds
    }

    /// Creates a builder of [`InternalServerException`].
    pub fn builder() -> InternalServerExceptionBuilder {
        InternalServerExceptionBuilder::default()
    }
}

/// A builder of [`InternalServerException`].
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct InternalServerExceptionBuilder {
    pub(crate) message: Option<String>,
    pub(crate) retry_after_seconds: Option<i32>,
    meta: Option<crate::error::ErrorMetadata>,
}

impl InternalServerExceptionBuilder {
    /// What the service says about it.
    pub fn message(mut self, input: impl Into<String>) -> Self {
        self.message = Some(input.into());
        self
    }

    /// What the service says about it.
    pub fn set_message(mut self, input: Option<String>) -> Self {
        self.message = input;
        self
    }

    /// What the service says about it.
    pub fn get_message(&self) -> &Option<String> {
        &self.message
    }

    /// How long to wait before the next attempt, in seconds.
    pub fn retry_after_seconds(mut self, input: i32) -> Self {
        self.retry_after_seconds = Some(input);
        self
    }

    /// How long to wait before the next attempt, in seconds.
    pub fn set_retry_after_seconds(mut self, input: Option<i32>) -> Self {
        self.retry_after_seconds = input;
        self
    }

    /// How long to wait before the next attempt, in seconds.
    pub fn get_retry_after_seconds(&self) -> &Option<i32> {
        &self.retry_after_seconds
    }

    /// Sets code, message and request id.
    pub fn meta(mut self, meta: crate::error::ErrorMetadata) -> Self {
        self.meta = Some(meta);
        self
    }

    /// Sets or unsets code, message and request id.
    pub fn set_meta(&mut self, meta: Option<crate::error::ErrorMetadata>) -> &mut Self {
        self.meta = meta;
        self
    }

    /// Creates the [`InternalServerException`].
    pub fn build(self) -> InternalServerException {
        InternalServerException {
            message: self.message,
            retry_after_seconds: self.retry_after_seconds,
            meta: self.meta.unwrap_or_default(),
        }
    }
}
