/// More requests were sent than the service takes from this account.
#[non_exhaustive]
#[derive(Clone, PartialEq, Debug)]
pub struct ThrottlingException {
    /// What the service says about it.
    pub message: String,
    pub(crate) meta: crate::error::ErrorMetadata,
}

crate::runtime::modeled_error!(
    ThrottlingException,
    "ThrottlingException",
    crate::codec::read_throttling_exception,
    [message = message, retry = ThrottlingError]
);

impl ThrottlingException {
    /// What the service says about it.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Creates a builder of [`ThrottlingException`].
    pub fn builder() -> ThrottlingExceptionBuilder {
        ThrottlingExceptionBuilder::default()
    }
}

/// A builder of [`ThrottlingException`].
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct ThrottlingExceptionBuilder {
    pub(crate) message: Option<String>,
    meta: Option<crate::error::ErrorMetadata>,
}

impl ThrottlingExceptionBuilder {
    /// What the service says about it. Required.
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

    /// Creates the [`ThrottlingException`].
    ///
    /// # Errors
    ///
    /// A required member is not set: `message`.
    pub fn build(self) -> Result<ThrottlingException, crate::error::BuildError> {
        Ok(ThrottlingException {
            message: self.message.ok_or_else(|| {
                crate::error::BuildError::missing_field(
                    "message",
                    "a ThrottlingException requires it",
                )
            })?,
            meta: self.meta.unwrap_or_default(),
        })
    }
}
