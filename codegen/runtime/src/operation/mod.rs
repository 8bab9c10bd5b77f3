//! What is particular to one operation, as data, and the one way of sending it.
//!
//! In: an implementation of [`Operation`], written by the generator for each operation. Out: `send`, which a fluent
//! builder calls. Between the two everything is type-erased: [`Table`] holds the operation's functions behind the
//! orchestrator's erased types, so that plugin, interceptor, serializer and deserializer exist once in the crate, not
//! once for every operation.
//!
//! Invariants:
//!
//! - The error that interceptors and retry classifiers see is always the operation's own error enum.
//! - The runtime plugin of an operation is built at its first call and shared by all clients of the process.
//! - What belongs to one operation or one type is generic or `#[inline]`: it is compiled by the programs that use it, not with
//!   the crate. So nothing that is compiled with the crate names it, neither a `static` nor a function of another kind. Two
//!   things are compiled with the crate nevertheless: the errors of the service, which one function reads, and the statics of
//!   `call_site!`, which are data.

mod answer;
mod connection;
mod display;
mod error;
mod failure;
mod interceptor;
mod plugin;
mod span;
mod stalled_streams;
mod table;

pub use answer::{Answer, ErrorAnswer};
pub use display::{describe_error, describe_modeled, describe_service_error, name_operation};
pub use error::{
    debug_error, decode, generic, meta_of, retry_kind_of, source_of, unhandled, MessageText,
    Modeled, ModeledError, OperationError, ServiceError,
};
pub use failure::InputError;
pub use span::metadata;
pub use table::{Deserialize, Flags, Table, Visit};

use super::client::customize::internal::{BoxFuture, SendResult};
use super::client::Handle;
use super::config::overrides::ConfigOverrideRuntimePlugin;
use super::config::Builder;
use super::service::endpoint::ParamsBuilder;
use aws_smithy_runtime::client::orchestrator::{invoke_with_stop_point, StopPoint};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::operation::BuildError;
use std::fmt::Debug;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use tracing::callsite::DefaultCallsite;
use tracing::Instrument;

/// The facts of one operation. The generator implements it for the operation's unit struct.
pub trait Operation: Sized + 'static {
    /// The operation's input structure.
    type Input: Debug + Send + Sync + 'static;
    /// The operation's output structure.
    type Output: Debug + Send + Sync + 'static;
    /// The operation's error enum.
    type Error: OperationError;

    /// The operation's name in the model.
    const NAME: &'static str;
    /// What differs from the usual in signing, logging and stream protection.
    const FLAGS: Flags = Flags::USUAL;
    /// How a successful answer is read: as a whole, or while its body streams.
    const DESERIALIZE: Deserialize<Self::Output>;

    /// The operation's table, made by [`Table::of`].
    fn table() -> &'static Table;

    /// The place of the operation's spans, made by `call_site!`.
    fn call_site() -> &'static DefaultCallsite;

    /// Writes the request: method, path, query, headers and body; the endpoint and the signature come later.
    fn serialize(input: Self::Input, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError>;

    /// Whether [`host_prefix`](Self::host_prefix) or [`endpoint_params`](Self::endpoint_params) is the operation's own.
    const HAS_ENDPOINT: bool = false;

    /// The host prefix of the `endpoint` trait with its host labels filled in.
    fn host_prefix(_input: &Self::Input) -> Result<Option<String>, BoxError> {
        Ok(None)
    }

    /// Adds the endpoint parameters bound by `staticContextParams`, `contextParam` and `operationContextParams` to those
    /// that come from the configuration.
    fn endpoint_params(_input: &Self::Input, params: ParamsBuilder) -> ParamsBuilder {
        params
    }

    /// The member marked `idempotencyToken`, to be filled in where the caller left it unset.
    fn idempotency_token(_input: &mut Self::Input) -> Option<&mut Option<String>> {
        None
    }

    /// Waits for what of an output comes after the headers of an answer, and yet before the caller gets the output: the
    /// initial response of an event stream.
    const COMPLETE: Option<fn(Self::Output) -> Completed<Self>> = None;

    /// Gives `visit` the wire names and the values of the top-level members that are plain strings and not sensitive:
    /// those that a user may have captured as telemetry attributes.
    fn telemetry_attributes(_input: &Self::Input, _visit: &mut Visit<'_>) {}
}

/// What [`Operation::COMPLETE`] ends in.
pub type Completed<O> = BoxFuture<SendResult<<O as Operation>::Output, <O as Operation>::Error>>;

/// One call of operation `O`. Nothing is done before the future is polled.
///
/// It is no `async fn`, nor are the methods that return it, so that the compiler proves once for all operations that it
/// may move between threads: the type says so, and nobody looks through the call for it. What stands here is compiled for
/// each operation, and so does nothing but give types back.
pub(crate) fn send<O: Operation>(
    handle: Arc<Handle>,
    input: Result<O::Input, BuildError>,
    config_override: Option<Box<Builder>>,
) -> impl Future<Output = SendResult<O::Output, O::Error>> + Send {
    let input = input.map(Input::erase);
    async move {
        // Awaited where it stands, as below: a future that is awaited by value is moved twice before it is polled.
        let call = pin!(call(O::table(), handle, input, config_override));
        typed::<O>(call.await)
    }
}

/// The part of [`send`] that is the same for all operations, compiled once.
async fn call(
    table: &'static Table,
    handle: Arc<Handle>,
    input: Result<Input, BuildError>,
    config_override: Option<Box<Builder>>,
) -> SendResult<Output, Error> {
    let input =
        input.map_err(|err| SdkError::construction_failure(InputError::new(table.name, err)))?;
    let plugins = match config_override {
        None => operation_plugins(table, &handle),
        Some(config_override) => overridden_plugins(table, &handle, config_override),
    };
    let invocation = pin!(invoke(table, &plugins, input));
    invocation.await
}

/// The plugins of a call: the client's, and the operation's.
fn operation_plugins(table: &'static Table, handle: &Handle) -> Arc<RuntimePlugins> {
    let plugin = || plugin::operation_plugin(table);
    handle.plugins.of_operation(table.name, plugin)
}

/// The same for calls that have plugins of their own: those come last.
pub(crate) fn own_operation_plugins(table: &'static Table, handle: &Handle) -> RuntimePlugins {
    Arc::unwrap_or_clone(operation_plugins(table, handle))
}

/// The plugins of a call with an override, whose own come last.
fn overridden_plugins(
    table: &'static Table,
    handle: &Handle,
    config_override: Box<Builder>,
) -> Arc<RuntimePlugins> {
    let mut plugins = own_operation_plugins(table, handle);
    for plugin in config_override.runtime_plugins.iter().cloned() {
        plugins = plugins.with_operation_plugin(plugin);
    }
    Arc::new(
        plugins.with_operation_plugin(ConfigOverrideRuntimePlugin::new(
            *config_override,
            handle.conf.config.clone(),
            &handle.conf.runtime_components,
        )),
    )
}

/// Runs the orchestrator over `plugins`.
pub fn orchestrate<O: Operation>(
    plugins: &RuntimePlugins,
    input: O::Input,
) -> impl Future<Output = SendResult<O::Output, O::Error>> + Send + use<'_, O> {
    let input = Input::erase(input);
    async move { typed::<O>(pin!(invoke(O::table(), plugins, input)).await) }
}

/// Gives types back to what a call returns.
fn typed<O: Operation>(result: SendResult<Output, Error>) -> SendResult<O::Output, O::Error> {
    match result {
        Ok(output) => output
            .downcast()
            .map_err(|output| SdkError::construction_failure(replaced(O::table(), &output))),
        Err(err) => Err(err.map_service_error(|err| {
            err.downcast().unwrap_or_else(|err| {
                O::Error::unhandled(format!(
                    "the error was replaced by a value of another type: {err:?}"
                ))
            })
        })),
    }
}

/// Only an interceptor that puts a foreign value in the place of the output comes here.
#[cold]
fn replaced(table: &Table, output: &Output) -> String {
    format!(
        "{}: the output was replaced by a value of another type: {output:?}",
        table.name
    )
}

async fn invoke(
    table: &'static Table,
    plugins: &RuntimePlugins,
    input: Input,
) -> SendResult<Output, Error> {
    // Pinned here, since it is large, and would be moved into the span otherwise.
    let invocation = pin!(invoke_with_stop_point(
        super::service::SERVICE_ID,
        table.name,
        input,
        plugins,
        StopPoint::None,
    ));
    let output = invocation.instrument(table.span()).await?.finalize()?;
    match table.complete {
        Some(complete) => complete(output).await,
        None => Ok(output),
    }
}
