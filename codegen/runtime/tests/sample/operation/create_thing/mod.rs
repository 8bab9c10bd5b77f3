pub use self::input::{CreateThingInput, CreateThingInputBuilder};
pub use self::output::{CreateThingOutput, CreateThingOutputBuilder};

mod input;
mod output;

/// Builders of the `CreateThing` operation's input and output.
pub mod builders;

/// The `CreateThing` operation.
#[derive(Clone, Default, Debug)]
#[non_exhaustive]
pub struct CreateThing;

impl CreateThing {
    /// Creates a new `CreateThing`.
    pub fn new() -> Self {
        Self
    }
}

impl crate::runtime::operation::Operation for CreateThing {
    type Input = CreateThingInput;
    type Output = CreateThingOutput;
    type Error = CreateThingError;

    const NAME: &'static str = "CreateThing";
    const FLAGS: crate::runtime::operation::Flags = crate::runtime::operation::Flags {
        sensitive: true,
        ..crate::runtime::operation::Flags::USUAL
    };
    const DESERIALIZE: crate::runtime::operation::Deserialize<CreateThingOutput> =
        crate::runtime::operation::Deserialize::Whole(crate::codec::read_create_thing_output);

    #[inline]
    fn table() -> &'static crate::runtime::operation::Table {
        const { &crate::runtime::operation::Table::of::<CreateThing>() }
    }

    #[inline]
    fn call_site() -> &'static tracing::callsite::DefaultCallsite {
        crate::runtime::call_site!("Sample Service", "CreateThing")
    }

    #[inline]
    fn serialize(
        input: CreateThingInput,
        _cfg: &mut aws_smithy_types::config_bag::ConfigBag,
    ) -> Result<crate::config::http::HttpRequest, crate::error::BoxError> {
        let mut request = crate::runtime::http::RequestBuilder::new("POST");
        request.path("/things");
        request.json_body(crate::codec::write_create_thing_input(&input)?);
        Ok(request.finish()?)
    }

    #[inline]
    fn idempotency_token(input: &mut CreateThingInput) -> Option<&mut Option<String>> {
        Some(&mut input.client_token)
    }

    #[inline]
    fn telemetry_attributes(
        input: &CreateThingInput,
        visit: &mut crate::runtime::operation::Visit<'_>,
    ) {
        visit(&[("name", &input.name), ("clientToken", &input.client_token)]);
    }
}

/// Error type for the `CreateThing` operation.
#[non_exhaustive]
pub enum CreateThingError {
    /// More requests were sent than the service takes from this account.
    ThrottlingException(crate::types::error::ThrottlingException),
    /// A member of the input has a value that the service does not accept.
    ValidationException(crate::types::error::ValidationException),
    /// An error that this crate does not know, or an answer that could not be read.
    #[deprecated(note = "Do not match `Unhandled`: match on `err.code()` instead.")]
    Unhandled(crate::error::sealed_unhandled::Unhandled),
}

crate::runtime::operation_error!(
    CreateThingError,
    "CreateThing",
    [
        ThrottlingException => is_throttling_exception,
        ValidationException => is_validation_exception,
    ]
);
