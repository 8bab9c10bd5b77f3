/// The output of the `GetThing` operation.
#[non_exhaustive]
#[derive(Clone, PartialEq, Debug)]
pub struct GetThingOutput {
    /// The name of the thing.
    pub name: Option<String>,
    pub(crate) _request_id: Option<String>,
}

impl GetThingOutput {
    /// The name of the thing.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Creates a builder of [`GetThingOutput`].
    pub fn builder() -> GetThingOutputBuilder {
        GetThingOutputBuilder::default()
    }
}

impl aws_types::request_id::RequestId for GetThingOutput {
    fn request_id(&self) -> Option<&str> {
        self._request_id.as_deref()
    }
}

/// A builder of [`GetThingOutput`].
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct GetThingOutputBuilder {
    pub(crate) name: Option<String>,
    pub(crate) _request_id: Option<String>,
}

impl GetThingOutputBuilder {
    /// The name of the thing.
    pub fn name(mut self, input: impl Into<String>) -> Self {
        self.name = Some(input.into());
        self
    }

    /// The name of the thing.
    pub fn set_name(mut self, input: Option<String>) -> Self {
        self.name = input;
        self
    }

    /// The name of the thing.
    pub fn get_name(&self) -> &Option<String> {
        &self.name
    }

    /// Creates the [`GetThingOutput`].
    pub fn build(self) -> GetThingOutput {
        GetThingOutput {
            name: self.name,
            _request_id: self._request_id,
        }
    }
}
