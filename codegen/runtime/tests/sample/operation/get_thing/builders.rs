pub use super::{GetThingInputBuilder, GetThingOutputBuilder};

use super::{GetThing, GetThingError, GetThingOutput};

/// A call of the `GetThing` operation, to be filled in and sent.
///
/// Returns the thing with the given id.
#[derive(Clone, Debug)]
pub struct GetThingFluentBuilder {
    handle: std::sync::Arc<crate::client::Handle>,
    inner: GetThingInputBuilder,
    config_override: Option<Box<crate::config::Builder>>,
}

crate::runtime::fluent_builder!(
    GetThingFluentBuilder,
    GetThingInputBuilder,
    GetThing,
    GetThingOutput,
    GetThingError
);

impl GetThingFluentBuilder {
    /// The id of the thing. Required.
    pub fn thing_id(mut self, input: impl Into<String>) -> Self {
        self.inner.thing_id = Some(input.into());
        self
    }

    /// The id of the thing.
    pub fn set_thing_id(mut self, input: Option<String>) -> Self {
        self.inner.thing_id = input;
        self
    }

    /// The id of the thing.
    pub fn get_thing_id(&self) -> &Option<String> {
        &self.inner.thing_id
    }

    /// How much of the thing to return.
    pub fn view(mut self, input: impl Into<String>) -> Self {
        self.inner.view = Some(input.into());
        self
    }

    /// How much of the thing to return.
    pub fn set_view(mut self, input: Option<String>) -> Self {
        self.inner.view = input;
        self
    }

    /// How much of the thing to return.
    pub fn get_view(&self) -> &Option<String> {
        &self.inner.view
    }
}

impl crate::Client {
    /// Returns the thing with the given id.
    ///
    /// - The input has the members
    ///   [`thing_id(impl Into<String>)`](GetThingFluentBuilder::thing_id), required, and
    ///   [`view(impl Into<String>)`](GetThingFluentBuilder::view).
    /// - The answer is a [`GetThingOutput`], the error a [`SdkError<GetThingError>`](GetThingError).
    pub fn get_thing(&self) -> GetThingFluentBuilder {
        GetThingFluentBuilder::new(self.handle.clone())
    }
}
