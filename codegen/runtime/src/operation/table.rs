//! The type-erased form of an [`Operation`]: in, its typed functions; out, functions over the orchestrator's erased
//! types. The generic functions here are the only code of the machinery that is compiled for every operation that a
//! program calls, so they do nothing but downcast and call.

use super::super::client::customize::internal::{BoxFuture, SendResult};
use super::super::error::sealed_unhandled::Unhandled;
use super::super::service::endpoint::ParamsBuilder;
use super::{Answer, ErrorAnswer, Operation, OperationError};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew::ServiceClockSkewClassifier;
use aws_smithy_runtime::client::retries::classifiers::ModeledAsRetryableClassifier;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_types::config_bag::ConfigBag;
use tracing::callsite::DefaultCallsite;

/// What differs from the usual in how an operation is signed, logged and protected.
#[derive(Clone, Copy, Debug)]
pub struct Flags {
    /// The input or the output has sensitive members, so answers never go to the log.
    pub sensitive: bool,
    /// The payload is not signed (`aws.auth#unsignedPayload`).
    pub unsigned_payload: bool,
    /// Streams of this operation may stall for as long as they like: event streams.
    pub no_stalled_stream_protection: bool,
}

impl Flags {
    /// Nothing is sensitive, the payload is signed, streams are protected.
    pub const USUAL: Flags = Flags {
        sensitive: false,
        unsigned_payload: false,
        no_stalled_stream_protection: false,
    };
}

/// How a successful answer is read.
#[derive(Clone, Copy)]
pub enum Deserialize<O> {
    /// From the answer with its whole body.
    Whole(fn(&Answer<'_>) -> Result<O, BoxError>),
    /// From the response as soon as its headers have arrived; the body becomes part of the output.
    Streaming(fn(&mut HttpResponse, &ConfigBag) -> Result<O, BoxError>),
}

/// An operation's functions, type-erased.
pub struct Table {
    /// The operation's name in the model.
    pub name: &'static str,
    pub(super) call_site: fn() -> &'static DefaultCallsite,
    pub(super) flags: Flags,
    pub(super) serialize: fn(Input, &mut ConfigBag) -> Result<HttpRequest, BoxError>,
    pub(super) deserialize: ErasedDeserialize,
    pub(super) error: fn(ErrorAnswer<'_>) -> Error,
    pub(super) unhandled: fn(Unhandled) -> Error,
    /// `None` where nothing of the endpoint is the operation's own.
    pub(super) endpoint: Option<FindEndpoint>,
    pub(super) complete: Option<Complete>,
    pub(super) idempotency_token: fn(&mut Input) -> Option<&mut Option<String>>,
    pub(super) telemetry_attributes: fn(&Input, &mut Visit<'_>),
    pub(super) classifiers: fn() -> [SharedRetryClassifier; 3],
}

/// The host prefix, if the operation has one, and the endpoint parameters.
pub(super) type EndpointFacts = (Option<String>, ParamsBuilder);

type FindEndpoint = fn(&Input, ParamsBuilder) -> Result<EndpointFacts, BoxError>;

type Complete = fn(Output) -> BoxFuture<SendResult<Output, Error>>;

/// Takes the wire names and the values of members.
pub type Visit<'a> = dyn FnMut(&[(&'static str, &Option<String>)]) + 'a;

/// [`Deserialize`] for erased outputs.
#[derive(Clone, Copy)]
pub(super) enum ErasedDeserialize {
    Whole(fn(&Answer<'_>) -> Result<Output, BoxError>),
    Streaming(fn(&mut HttpResponse, &ConfigBag) -> Result<Output, BoxError>),
}

impl Table {
    /// The table of operation `O`. A `static` of it would have all its functions compiled, called or not.
    pub const fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            call_site: O::call_site,
            flags: O::FLAGS,
            serialize: serialize::<O>,
            deserialize: match O::DESERIALIZE {
                Deserialize::Whole(_) => ErasedDeserialize::Whole(deserialize_whole::<O>),
                Deserialize::Streaming(_) => {
                    ErasedDeserialize::Streaming(deserialize_streaming::<O>)
                }
            },
            error: decode_error::<O>,
            unhandled: unhandled::<O>,
            endpoint: if O::HAS_ENDPOINT {
                Some(endpoint::<O>)
            } else {
                None
            },
            complete: match O::COMPLETE {
                Some(_) => Some(complete::<O>),
                None => None,
            },
            idempotency_token: idempotency_token::<O>,
            telemetry_attributes: telemetry_attributes::<O>,
            classifiers: classifiers::<O::Error>,
        }
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("name", &self.name)
            .field("flags", &self.flags)
            .finish_non_exhaustive()
    }
}

fn serialize<O: Operation>(input: Input, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
    match input.downcast::<O::Input>() {
        Ok(input) => O::serialize(input, cfg),
        Err(_) => Err(FOREIGN_INPUT.into()),
    }
}

fn deserialize_whole<O: Operation>(answer: &Answer<'_>) -> Result<Output, BoxError> {
    match O::DESERIALIZE {
        Deserialize::Whole(read) => read(answer).map(Output::erase),
        Deserialize::Streaming(_) => unreachable!("chosen in Table::of"),
    }
}

fn deserialize_streaming<O: Operation>(
    response: &mut HttpResponse,
    cfg: &ConfigBag,
) -> Result<Output, BoxError> {
    match O::DESERIALIZE {
        Deserialize::Streaming(read) => read(response, cfg).map(Output::erase),
        Deserialize::Whole(_) => unreachable!("chosen in Table::of"),
    }
}

fn decode_error<O: Operation>(answer: ErrorAnswer<'_>) -> Error {
    Error::erase(super::decode::<O::Error>(answer, super::error::unmodeled))
}

fn unhandled<O: Operation>(unhandled: Unhandled) -> Error {
    Error::erase(O::Error::from_unhandled(unhandled))
}

fn endpoint<O: Operation>(input: &Input, params: ParamsBuilder) -> Result<EndpointFacts, BoxError> {
    let input = input.downcast_ref::<O::Input>().ok_or(FOREIGN_INPUT)?;
    Ok((O::host_prefix(input)?, O::endpoint_params(input, params)))
}

fn complete<O: Operation>(output: Output) -> BoxFuture<SendResult<Output, Error>> {
    Box::pin(async move {
        let output = match output.downcast() {
            Ok(output) => output,
            // The next who looks says what is wrong.
            Err(output) => return Ok(output),
        };
        let completed = match O::COMPLETE {
            Some(complete) => complete(output).await,
            None => unreachable!("chosen in Table::of"),
        };
        completed
            .map(Output::erase)
            .map_err(|err| err.map_service_error(Error::erase))
    })
}

fn idempotency_token<O: Operation>(input: &mut Input) -> Option<&mut Option<String>> {
    O::idempotency_token(input.downcast_mut::<O::Input>()?)
}

fn telemetry_attributes<O: Operation>(input: &Input, visit: &mut Visit<'_>) {
    if let Some(input) = input.downcast_ref::<O::Input>() {
        O::telemetry_attributes(input, visit);
    }
}

fn classifiers<E: OperationError>() -> [SharedRetryClassifier; 3] {
    [
        SharedRetryClassifier::new(ModeledAsRetryableClassifier::<E>::new()),
        SharedRetryClassifier::new(AwsErrorCodeClassifier::<E>::new()),
        SharedRetryClassifier::new(ServiceClockSkewClassifier::<E>::new()),
    ]
}

/// An interceptor may put any value in the place of the input; that is its mistake, but no reason to panic.
const FOREIGN_INPUT: &str = "the input was replaced by a value of another type";
