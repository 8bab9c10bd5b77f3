pub use self::input::{GetThingInput, GetThingInputBuilder};
pub use self::output::{GetThingOutput, GetThingOutputBuilder};

mod input;
mod output;

/// Builders of the `GetThing` operation's input and output.
pub mod builders;

/// The `GetThing` operation.
#[derive(Clone, Default, Debug)]
#[non_exhaustive]
pub struct GetThing;

impl GetThing {
    /// Creates a new `GetThing`.
    pub fn new() -> Self {
        Self
    }
}

impl crate::runtime::operation::Operation for GetThing {
    type Input = GetThingInput;
    type Output = GetThingOutput;
    type Error = GetThingError;

    const NAME: &'static str = "GetThing";
    const DESERIALIZE: crate::runtime::operation::Deserialize<GetThingOutput> =
        crate::runtime::operation::Deserialize::Whole(crate::codec::read_get_thing_output);

    const HAS_ENDPOINT: bool = true;

    #[inline]
    fn table() -> &'static crate::runtime::operation::Table {
        const { &crate::runtime::operation::Table::of::<GetThing>() }
    }

    #[inline]
    fn call_site() -> &'static tracing::callsite::DefaultCallsite {
        crate::runtime::call_site!("Sample Service", "GetThing")
    }

    #[inline]
    fn serialize(
        input: GetThingInput,
        _cfg: &mut aws_smithy_types::config_bag::ConfigBag,
    ) -> Result<crate::config::http::HttpRequest, crate::error::BoxError> {
        let mut request = crate::runtime::http::RequestBuilder::new("GET");
        request.path("/things/").label(
            "thingId",
            crate::runtime::http::required("thingId", &input.thing_id)?,
        )?;
        if let Some(value) = &input.view {
            request.query("view", value);
        }
        Ok(request.finish()?)
    }

    #[inline]
    fn host_prefix(_input: &GetThingInput) -> Result<Option<String>, crate::error::BoxError> {
        Ok(Some("cp.".to_owned()))
    }

    #[inline]
    fn telemetry_attributes(
        input: &GetThingInput,
        visit: &mut crate::runtime::operation::Visit<'_>,
    ) {
        visit(&[("thingId", &input.thing_id), ("view", &input.view)]);
    }
}

/// Error type for the `GetThing` operation.
#[non_exhaustive]
pub enum GetThingError {
    /// The service has failed; the same request may succeed when it is sent again.
    InternalServerException(crate::types::error::InternalServerException),
    /// More requests were sent than the service takes from this account.
    ThrottlingException(crate::types::error::ThrottlingException),
    /// A member of the input has a value that the service does not accept.
    ValidationException(crate::types::error::ValidationException),
    /// An error that this crate does not know, or an answer that could not be read.
    #[deprecated(note = "Do not match `Unhandled`: match on `err.code()` instead.")]
    Unhandled(crate::error::sealed_unhandled::Unhandled),
}

crate::runtime::operation_error!(
    GetThingError,
    "GetThing",
    [
        InternalServerException => is_internal_server_exception,
        ThrottlingException => is_throttling_exception,
        ValidationException => is_validation_exception,
    ]
);
