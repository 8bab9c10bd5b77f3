pub use super::{CreateThingInputBuilder, CreateThingOutputBuilder};

use super::{CreateThing, CreateThingError, CreateThingOutput};

/// A call of the `CreateThing` operation, to be filled in and sent.
///
/// Creates a thing.
#[derive(Clone, Debug)]
pub struct CreateThingFluentBuilder {
    handle: std::sync::Arc<crate::client::Handle>,
    inner: CreateThingInputBuilder,
    config_override: Option<Box<crate::config::Builder>>,
}

crate::runtime::fluent_builder!(
    CreateThingFluentBuilder,
    CreateThingInputBuilder,
    CreateThing,
    CreateThingOutput,
    CreateThingError
);

impl CreateThingFluentBuilder {
    /// The name of the thing. Required.
    pub fn name(mut self, input: impl Into<String>) -> Self {
        self.inner.name = Some(input.into());
        self
    }

    /// The name of the thing.
    pub fn set_name(mut self, input: Option<String>) -> Self {
        self.inner.name = input;
        self
    }

    /// The name of the thing.
    pub fn get_name(&self) -> &Option<String> {
        &self.inner.name
    }

    /// What only its owner may read.
    pub fn secret_note(mut self, input: impl Into<String>) -> Self {
        self.inner.secret_note = Some(input.into());
        self
    }

    /// What only its owner may read.
    pub fn set_secret_note(mut self, input: Option<String>) -> Self {
        self.inner.secret_note = input;
        self
    }

    /// What only its owner may read.
    pub fn get_secret_note(&self) -> &Option<String> {
        &self.inner.secret_note
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn client_token(mut self, input: impl Into<String>) -> Self {
        self.inner.client_token = Some(input.into());
        self
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn set_client_token(mut self, input: Option<String>) -> Self {
        self.inner.client_token = input;
        self
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn get_client_token(&self) -> &Option<String> {
        &self.inner.client_token
    }
}

impl crate::Client {
    /// Creates a thing.
    ///
    /// - The input has the members [`name(impl Into<String>)`](CreateThingFluentBuilder::name), required,
    ///   [`secret_note(impl Into<String>)`](CreateThingFluentBuilder::secret_note), and
    ///   [`client_token(impl Into<String>)`](CreateThingFluentBuilder::client_token).
    /// - The answer is a [`CreateThingOutput`], the error a [`SdkError<CreateThingError>`](CreateThingError).
    pub fn create_thing(&self) -> CreateThingFluentBuilder {
        CreateThingFluentBuilder::new(self.handle.clone())
    }
}
