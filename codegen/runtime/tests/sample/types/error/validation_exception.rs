/// A member of the input has a value that the service does not accept.
#[non_exhaustive]
#[derive(Clone, PartialEq, Debug)]
pub struct ValidationException {
    /// What the service says about it.
    pub message: Option<String>,
    /// The names of the members at fault.
    pub fields: Option<Vec<String>>,
    pub(crate) meta: crate::error::ErrorMetadata,
}

crate::runtime::modeled_error!(
    ValidationException,
    "ValidationException",
    crate::codec::read_validation_exception,
    [message = message]
);

impl ValidationException {
    /// What the service says about it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The names of the members at fault.
    pub fn fields(&self) -> &[String] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// Creates a builder of [`ValidationException`].
    pub fn builder() -> ValidationExceptionBuilder {
        ValidationExceptionBuilder::default()
    }
}

/// A builder of [`ValidationException`].
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct ValidationExceptionBuilder {
    pub(crate) message: Option<String>,
    pub(crate) fields: Option<Vec<String>>,
    meta: Option<crate::error::ErrorMetadata>,
}

impl ValidationExceptionBuilder {
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

    /// The names of the members at fault.
    pub fn fields(mut self, input: impl Into<String>) -> Self {
        self.fields.get_or_insert_with(Vec::new).push(input.into());
        self
    }

    /// The names of the members at fault.
    pub fn set_fields(mut self, input: Option<Vec<String>>) -> Self {
        self.fields = input;
        self
    }

    /// The names of the members at fault.
    pub fn get_fields(&self) -> &Option<Vec<String>> {
        &self.fields
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

    /// Creates the [`ValidationException`].
    pub fn build(self) -> ValidationException {
        ValidationException {
            message: self.message,
            fields: self.fields,
            meta: self.meta.unwrap_or_default(),
        }
    }
}
