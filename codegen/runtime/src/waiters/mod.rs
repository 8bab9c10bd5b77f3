//! Calls in a row, until an answer says that what was waited for is there or will never be.
//!
//! In: an input, and the acceptors of a waiter as a table. Out: the last answer. Rules: Smithy specification, "Waiters"; the delays
//! between the calls are those of `aws_smithy_runtime`'s `WaiterOrchestrator`.

pub mod jmespath;

use super::client::Handle;
use super::features;
use super::operation::{self, InputError, Operation};
use aws_smithy_runtime::client::waiters::{attach_waiter_tracing_span, WaiterOrchestrator};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use aws_smithy_runtime_api::client::waiters::FinalPoll;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use std::time::Duration;

pub use aws_smithy_runtime::client::waiters::AcceptorState;

/// What is particular to one waiter of operation `O`.
pub struct Waiter<O: Operation> {
    /// In seconds, at least 1 and at most `max_delay`.
    pub min_delay: u64,
    /// In seconds.
    pub max_delay: u64,
    /// In order: the first whose matcher matches an answer says what follows.
    pub acceptors: &'static [(AcceptorState, Matcher<O>)],
}

/// Which answers an acceptor is for.
pub enum Matcher<O: Operation> {
    /// Those of calls that succeeded, or failed.
    Success(bool),
    /// Errors of this code.
    ErrorType(&'static str),
    /// Outputs of which this is true.
    Output(fn(&O::Output) -> bool),
    /// Outputs of which, with the input, this is true.
    InputOutput(fn(&O::Input, &O::Output) -> bool),
}

type Failure<O> = WaiterError<<O as Operation>::Output, <O as Operation>::Error>;
type LastAnswer<O> =
    FinalPoll<<O as Operation>::Output, SdkError<<O as Operation>::Error, HttpResponse>>;

impl<O: Operation> Matcher<O> {
    fn matches(&self, input: &O::Input, result: Result<&O::Output, &O::Error>) -> bool {
        match (self, result) {
            (Self::Success(wanted), result) => result.is_ok() == *wanted,
            (Self::ErrorType(code), Err(err)) => err.code() == Some(code),
            (Self::Output(matches), Ok(output)) => matches(output),
            (Self::InputOutput(matches), Ok(output)) => matches(input, output),
            (Self::ErrorType(_), Ok(_)) => false,
            (Self::Output(_) | Self::InputOutput(_), Err(_)) => false,
        }
    }
}

impl<O> Waiter<O>
where
    O: Operation,
    O::Input: Clone,
{
    /// What follows from an answer.
    pub fn accept(&self, input: &O::Input, result: Result<&O::Output, &O::Error>) -> AcceptorState {
        let mut acceptors = self.acceptors.iter();
        let found = acceptors.find(|(_, matcher)| matcher.matches(input, result));
        found.map_or(AcceptorState::NoAcceptorsMatched, |(state, _)| *state)
    }

    /// Calls until an acceptor ends it or `max_wait` is over.
    pub(crate) async fn wait(
        &'static self,
        handle: &Handle,
        input: Result<O::Input, BuildError>,
        max_wait: Duration,
    ) -> Result<LastAnswer<O>, Failure<O>> {
        let input = input
            .map_err(|err| WaiterError::construction_failure(InputError::new(O::NAME, err)))?;
        let plugins = operation::own_operation_plugins(O::table(), handle)
            .with_operation_plugin(features::waiter());
        let components = plugins
            .apply_client_configuration(&mut ConfigBag::base())
            .map_err(|err| WaiterError::construction_failure(InputError::new(O::NAME, err)))?
            .into_time_components();
        let missing = |what: &str| {
            let text =
                format!("to wait between calls takes a {what}, and the configuration has none");
            WaiterError::construction_failure(InputError::new(O::NAME, text))
        };
        let orchestrator = WaiterOrchestrator::builder()
            .min_delay(Duration::from_secs(self.min_delay))
            .max_delay(Duration::from_secs(self.max_delay))
            .max_wait(max_wait)
            .time_source(
                components
                    .time_source()
                    .ok_or_else(|| missing("time_source"))?,
            )
            .sleep_impl(
                components
                    .sleep_impl()
                    .ok_or_else(|| missing("sleep_impl"))?,
            )
            .acceptor({
                let input = input.clone();
                move |result: Result<&O::Output, &O::Error>| self.accept(&input, result)
            })
            .operation(move || {
                let (plugins, input) = (plugins.clone(), input.clone());
                async move { operation::orchestrate::<O>(&plugins, input).await }
            })
            .build();
        attach_waiter_tracing_span(orchestrator.orchestrate()).await
    }
}

/// Implements the setters of a waiter's fluent builder, whose field `inner` is the builder of the input. For each member: the plain
/// setter with its parameters, the method of the inner builder where the plain setter is called otherwise, the setter that takes an
/// `Option`, the getter, and the type.
///
/// ```text
/// setters! {
///     ThingExistsFluentBuilder, crate::operation::get_thing::builders::GetThingInputBuilder,
///     "Described at [`GetThingFluentBuilder`](crate::operation::get_thing::builders::GetThingFluentBuilder).";
///     thing_id = thing_id(input: impl Into<String>), set_thing_id, get_thing_id: String;
/// }
/// ```
macro_rules! setters {
    ($builder:ident, $inner:ty, $docs:literal;
     $($(#[$attribute:meta])* $name:ident = $plain:ident($($input:ident: $input_ty:ty),*), $set:ident, $get:ident: $of:ty;)*) => {
        impl $builder {
            /// The input of the calls as it has been set so far.
            #[inline]
            pub fn as_input(&self) -> &$inner {
                &self.inner
            }
            $(
                #[doc = concat!("Sets `", stringify!($plain), "`, or adds to it, in the input of the calls.\n\n", $docs)]
                $(#[$attribute])*
                #[inline]
                pub fn $name(mut self, $($input: $input_ty),*) -> Self {
                    self.inner = self.inner.$plain($($input),*);
                    self
                }
                #[doc = concat!("Sets or unsets `", stringify!($plain), "` in the input of the calls.\n\n", $docs)]
                $(#[$attribute])*
                #[inline]
                pub fn $set(mut self, input: Option<$of>) -> Self {
                    self.inner = self.inner.$set(input);
                    self
                }
                #[doc = concat!("The value of `", stringify!($plain), "` as it has been set so far.\n\n", $docs)]
                $(#[$attribute])*
                #[inline]
                pub fn $get(&self) -> &Option<$of> {
                    self.inner.$get()
                }
            )*
        }
    };
}
pub(crate) use setters;
