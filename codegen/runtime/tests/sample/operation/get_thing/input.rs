/// The input of the `GetThing` operation.
#[non_exhaustive]
#[derive(Clone, PartialEq, Debug)]
pub struct GetThingInput {
    /// The id of the thing.
    pub thing_id: Option<String>,
    /// How much of the thing to return.
    pub view: Option<String>,
}

impl GetThingInput {
    /// The id of the thing.
    pub fn thing_id(&self) -> Option<&str> {
        self.thing_id.as_deref()
    }

    /// How much of the thing to return.
    pub fn view(&self) -> Option<&str> {
        self.view.as_deref()
    }

    /// Creates a builder of [`GetThingInput`].
    pub fn builder() -> GetThingInputBuilder {
        GetThingInputBuilder::default()
    }
}

/// A builder of [`GetThingInput`].
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct GetThingInputBuilder {
    pub(crate) thing_id: Option<String>,
    pub(crate) view: Option<String>,
}

impl GetThingInputBuilder {
    /// The id of the thing. Required.
    pub fn thing_id(mut self, input: impl Into<String>) -> Self {
        self.thing_id = Some(input.into());
        self
    }

    /// The id of the thing.
    pub fn set_thing_id(mut self, input: Option<String>) -> Self {
        self.thing_id = input;
        self
    }

    /// The id of the thing.
    pub fn get_thing_id(&self) -> &Option<String> {
        &self.thing_id
    }

    /// How much of the thing to return.
    pub fn view(mut self, input: impl Into<String>) -> Self {
        self.view = Some(input.into());
        self
    }

    /// How much of the thing to return.
    pub fn set_view(mut self, input: Option<String>) -> Self {
        self.view = input;
        self
    }

    /// How much of the thing to return.
    pub fn get_view(&self) -> &Option<String> {
        &self.view
    }

    /// Creates the [`GetThingInput`].
    pub fn build(self) -> Result<GetThingInput, crate::error::BuildError> {
        Ok(GetThingInput {
            thing_id: self.thing_id,
            view: self.view,
        })
    }
}
