/// The output of the `CreateThing` operation.
#[non_exhaustive]
#[derive(Clone, PartialEq, Debug)]
pub struct CreateThingOutput {
    /// The id of the thing.
    pub thing_id: Option<String>,
    pub(crate) _request_id: Option<String>,
}

impl CreateThingOutput {
    /// The id of the thing.
    pub fn thing_id(&self) -> Option<&str> {
        self.thing_id.as_deref()
    }

    /// Creates a builder of [`CreateThingOutput`].
    pub fn builder() -> CreateThingOutputBuilder {
        CreateThingOutputBuilder::default()
    }
}

impl aws_types::request_id::RequestId for CreateThingOutput {
    fn request_id(&self) -> Option<&str> {
        self._request_id.as_deref()
    }
}

/// A builder of [`CreateThingOutput`].
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct CreateThingOutputBuilder {
    pub(crate) thing_id: Option<String>,
    pub(crate) _request_id: Option<String>,
}

impl CreateThingOutputBuilder {
    /// The id of the thing.
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

    /// Creates the [`CreateThingOutput`].
    pub fn build(self) -> CreateThingOutput {
        CreateThingOutput {
            thing_id: self.thing_id,
            _request_id: self._request_id,
        }
    }
}
