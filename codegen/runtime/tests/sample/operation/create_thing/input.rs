/// The input of the `CreateThing` operation.
#[non_exhaustive]
#[derive(Clone, PartialEq)]
pub struct CreateThingInput {
    /// The name of the thing.
    pub name: Option<String>,
    /// What only its owner may read.
    pub secret_note: Option<String>,
    /// Makes the request idempotent. A random one is sent if it is not set.
    pub client_token: Option<String>,
}

impl CreateThingInput {
    /// The name of the thing.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What only its owner may read.
    pub fn secret_note(&self) -> Option<&str> {
        self.secret_note.as_deref()
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn client_token(&self) -> Option<&str> {
        self.client_token.as_deref()
    }

    /// Creates a builder of [`CreateThingInput`].
    pub fn builder() -> CreateThingInputBuilder {
        CreateThingInputBuilder::default()
    }
}

impl std::fmt::Debug for CreateThingInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateThingInput")
            .field("name", &self.name)
            .field("secret_note", &"*** Sensitive Data Redacted ***")
            .field("client_token", &self.client_token)
            .finish()
    }
}

/// A builder of [`CreateThingInput`].
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CreateThingInputBuilder {
    pub(crate) name: Option<String>,
    pub(crate) secret_note: Option<String>,
    pub(crate) client_token: Option<String>,
}

impl std::fmt::Debug for CreateThingInputBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateThingInputBuilder")
            .field("name", &self.name)
            .field("secret_note", &"*** Sensitive Data Redacted ***")
            .field("client_token", &self.client_token)
            .finish()
    }
}

impl CreateThingInputBuilder {
    /// The name of the thing. Required.
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

    /// What only its owner may read.
    pub fn secret_note(mut self, input: impl Into<String>) -> Self {
        self.secret_note = Some(input.into());
        self
    }

    /// What only its owner may read.
    pub fn set_secret_note(mut self, input: Option<String>) -> Self {
        self.secret_note = input;
        self
    }

    /// What only its owner may read.
    pub fn get_secret_note(&self) -> &Option<String> {
        &self.secret_note
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn client_token(mut self, input: impl Into<String>) -> Self {
        self.client_token = Some(input.into());
        self
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn set_client_token(mut self, input: Option<String>) -> Self {
        self.client_token = input;
        self
    }

    /// Makes the request idempotent. A random one is sent if it is not set.
    pub fn get_client_token(&self) -> &Option<String> {
        &self.client_token
    }

    /// Creates the [`CreateThingInput`].
    pub fn build(self) -> Result<CreateThingInput, crate::error::BuildError> {
        Ok(CreateThingInput {
            name: self.name,
            secret_note: self.secret_note,
            client_token: self.client_token,
        })
    }
}
