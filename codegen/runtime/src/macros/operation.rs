//! The types of operations, and their fluent builders.

/// Implements what all fluent builders have but the setters. The builder has the fields `handle`, `inner` and
/// `config_override`.
///
/// ```text
/// fluent_builder!(GetThingFluentBuilder, GetThingInputBuilder, GetThing, GetThingOutput, GetThingError);
/// ```
macro_rules! fluent_builder {
    ($builder:ident, $input:ident, $operation:ident, $output:ident, $error:ident $(,)?) => {
        impl $input {
            /// Sends a request with this input, by `client`.
            #[inline]
            pub fn send_with(
                self,
                client: &$crate::Client,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<$output, $crate::error::SdkError<$error>>,
            > + Send {
                $crate::runtime::operation::send::<$operation>(
                    client.handle.clone(),
                    self.build(),
                    None,
                )
            }
        }

        impl $crate::client::customize::internal::CustomizableSend<$output, $error> for $builder {
            #[inline]
            fn send(
                self,
                config_override: $crate::config::Builder,
            ) -> $crate::client::customize::internal::BoxFuture<
                $crate::client::customize::internal::SendResult<$output, $error>,
            > {
                ::std::boxed::Box::pin(self.config_override(config_override).send())
            }
        }

        impl $builder {
            #[inline]
            pub(crate) fn new(handle: ::std::sync::Arc<$crate::client::Handle>) -> Self {
                Self {
                    handle,
                    inner: ::std::default::Default::default(),
                    config_override: None,
                }
            }

            /// The input as it has been set so far.
            #[inline]
            pub fn as_input(&self) -> &$input {
                &self.inner
            }

            /// Sends the request and returns the answer.
            ///
            /// What may be tried again is tried again, as the client's retry configuration says.
            #[inline]
            pub fn send(
                self,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<$output, $crate::error::SdkError<$error>>,
            > + Send {
                $crate::runtime::operation::send::<$operation>(
                    self.handle,
                    self.inner.build(),
                    self.config_override,
                )
            }

            /// Makes this a call that can be customized before it is sent: its configuration, its interceptors, its HTTP
            /// request.
            #[inline]
            pub fn customize(
                self,
            ) -> $crate::client::customize::CustomizableOperation<$output, $error, Self> {
                $crate::client::customize::CustomizableOperation::new(self)
            }

            pub(crate) fn config_override(
                mut self,
                config_override: impl ::std::convert::Into<$crate::config::Builder>,
            ) -> Self {
                self.config_override = Some(::std::boxed::Box::new(config_override.into()));
                self
            }
        }
    };
}
pub(crate) use fluent_builder;

/// The type of an operation, as a value of which it is known to those who look for it in a call's data.
macro_rules! operation_type {
    ($(#[$item:meta])* pub struct $operation:ident;) => {
        $(#[$item])*
        #[derive(Clone, Debug, Default)]
        #[non_exhaustive]
        pub struct $operation;

        impl $operation {
            /// The operation, as a value of its type.
            #[inline]
            pub fn new() -> Self {
                Self
            }
        }
    };
}
pub(crate) use operation_type;

/// Items of `impl Operation` that follow from the names of service and operation.
macro_rules! operation_names {
    ($type:ident, $service:literal, $operation:literal) => {
        const NAME: &'static str = $operation;

        // A `static` would have the operation's functions compiled, called or not.
        #[inline]
        fn table() -> &'static $crate::runtime::operation::Table {
            const { &$crate::runtime::operation::Table::of::<$type>() }
        }

        #[inline]
        fn call_site() -> &'static ::tracing::callsite::DefaultCallsite {
            $crate::runtime::call_site!($service, $operation)
        }
    };
}
pub(crate) use operation_names;

/// The place of an operation's tracing spans, which are called `service.operation`.
macro_rules! call_site {
    ($service:literal, $operation:literal) => {{
        static CALL_SITE: ::tracing::callsite::DefaultCallsite =
            ::tracing::callsite::DefaultCallsite::new(&METADATA);
        static METADATA: ::tracing::Metadata<'static> = $crate::runtime::operation::metadata(
            concat!($service, ".", $operation),
            module_path!(),
            &CALL_SITE,
        );
        &CALL_SITE
    }};
}
pub(crate) use call_site;
