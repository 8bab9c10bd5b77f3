//! The error enums of operations and of the crate, and modelled errors.

/// An operation's error enum, whose variants are `Unhandled` and those listed; each holds the structure of the same name
/// of `crate::types::error`.
///
/// ```text
/// operation_error! {
///     /// Errors that `GetThing` can end in.
///     pub enum GetThingError of "GetThing" {
///         /// Too many calls.
///         ThrottlingException, is_throttling_exception;
///     }
/// }
/// ```
///
/// With names alone, it implements an enum that stands beside it.
macro_rules! operation_error {
    (
        $(#[$item:meta])*
        pub enum $error:ident of $operation:literal {
            $($(#[$doc:meta])* $variant:ident, $is:ident;)*
        }
    ) => {
        $(#[$item])*
        #[non_exhaustive]
        pub enum $error {
            $($(#[$doc])* $variant($crate::types::error::$variant),)*
            /// Everything else: a code that this crate does not know, or an answer that cannot be read.
            #[deprecated(note = "match with a wildcard instead, and look at `code()` and `message()`")]
            Unhandled($crate::error::sealed_unhandled::Unhandled),
        }
        $crate::runtime::operation_error!($error, $operation, [$($variant => $is),*]);
    };
    ($error:ident, $operation:literal, [$($variant:ident => $is:ident),* $(,)?]) => {
        impl $error {
            /// Creates the `Unhandled` variant from any error.
            pub fn unhandled(
                err: impl ::std::convert::Into<
                    ::std::boxed::Box<dyn ::std::error::Error + Send + Sync + 'static>,
                >,
            ) -> Self {
                Self::Unhandled($crate::runtime::operation::unhandled(err, ::std::default::Default::default()))
            }

            /// Creates the `Unhandled` variant from error metadata.
            #[inline]
            pub fn generic(err: $crate::error::ErrorMetadata) -> Self {
                Self::Unhandled($crate::runtime::operation::generic(err))
            }

            /// Code, message and request id of the error, as far as the answer had them.
            #[inline]
            pub fn meta(&self) -> &$crate::error::ErrorMetadata {
                $crate::runtime::operation::meta_of(
                    $crate::runtime::operation::OperationError::as_modeled(self),
                )
            }

            $(
                #[doc = concat!("Whether the error is a [`", stringify!($variant), "`](Self::", stringify!($variant), ").")]
                #[inline]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$variant(_))
                }
            )*
        }

        impl $crate::runtime::operation::OperationError for $error {
            type Service = $crate::Error;
            const OPERATION: &'static str = $operation;

            #[inline]
            fn from_service(err: $crate::Error) -> ::std::result::Result<Self, $crate::Error> {
                match err {
                    $($crate::Error::$variant(err) => Ok(Self::$variant(err)),)*
                    err => Err(err),
                }
            }

            #[inline]
            fn as_modeled(&self) -> $crate::runtime::operation::Modeled<'_> {
                match self {
                    $(Self::$variant(err) => Ok(err),)*
                    Self::Unhandled(err) => Err(err),
                }
            }

            #[inline]
            fn from_unhandled(unhandled: $crate::error::sealed_unhandled::Unhandled) -> Self {
                Self::Unhandled(unhandled)
            }
        }

        impl ::std::error::Error for $error {
            #[inline]
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                $crate::runtime::operation::source_of(
                    $crate::runtime::operation::OperationError::as_modeled(self),
                )
            }
        }

        impl ::std::fmt::Debug for $error {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::operation::debug_error(
                    $crate::runtime::operation::OperationError::as_modeled(self),
                    f,
                )
            }
        }

        impl ::std::fmt::Display for $error {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::operation::describe_error(
                    $crate::runtime::operation::OperationError::as_modeled(self),
                    $operation,
                    f,
                )
            }
        }

        impl $crate::error::ProvideErrorMetadata for $error {
            #[inline]
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                self.meta()
            }
        }

        impl ::aws_smithy_types::retry::ProvideErrorKind for $error {
            #[inline]
            fn code(&self) -> ::std::option::Option<&str> {
                self.meta().code()
            }

            #[inline]
            fn retryable_error_kind(&self) -> ::std::option::Option<::aws_smithy_types::retry::ErrorKind> {
                $crate::runtime::operation::retry_kind_of(
                    $crate::runtime::operation::OperationError::as_modeled(self),
                )
            }
        }

        impl ::aws_smithy_runtime_api::client::result::CreateUnhandledError for $error {
            #[inline]
            fn create_unhandled_error(
                source: ::std::boxed::Box<dyn ::std::error::Error + Send + Sync + 'static>,
                meta: ::std::option::Option<$crate::error::ErrorMetadata>,
            ) -> Self {
                Self::Unhandled($crate::runtime::operation::unhandled(source, meta.unwrap_or_default()))
            }
        }

        impl ::aws_types::request_id::RequestId for $error {
            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                ::aws_types::request_id::RequestId::request_id(self.meta())
            }
        }

        impl ::std::convert::From<$error> for $crate::Error {
            #[inline]
            fn from(err: $error) -> Self {
                let err = match err {
                    $($error::$variant(err) => Self::$variant(err),)*
                    $error::Unhandled(err) => Self::Unhandled(err),
                };
                err.of_operation($operation)
            }
        }
    };
}
pub(crate) use operation_error;

/// Implements the crate's error enum, whose variants are `Unhandled` and those listed.
///
/// ```text
/// service_error!(Error, [ThrottlingException]);
/// ```
macro_rules! service_error {
    ($error:ident, [$($variant:ident),* $(,)?]) => {
        impl $error {
            fn as_modeled(&self) -> $crate::runtime::operation::Modeled<'_> {
                match self {
                    $(Self::$variant(err) => Ok(err),)*
                    Self::Unhandled(err) => Err(err),
                }
            }

            /// The error, with the name of the operation that failed in its metadata.
            pub(crate) fn of_operation(mut self, operation: &'static str) -> Self {
                let meta = match &mut self {
                    $(Self::$variant(err) => &mut err.meta,)*
                    Self::Unhandled(err) => &mut err.meta,
                };
                *meta = $crate::runtime::operation::name_operation(::std::mem::take(meta), operation);
                self
            }
        }

        impl $crate::runtime::operation::ServiceError for $error {
            fn decode(
                answer: &$crate::runtime::operation::ErrorAnswer<'_>,
            ) -> ::std::option::Option<::std::result::Result<Self, $crate::error::BoxError>> {
                match answer.code()? {
                    $($crate::types::error::$variant::CODE => Some(
                        $crate::types::error::$variant::decode(answer).map(Self::$variant),
                    ),)*
                    _ => None,
                }
            }
        }

        impl ::std::error::Error for $error {
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                match self.as_modeled() {
                    Ok(err) => err.source(),
                    Err(err) => Some(&*err.source),
                }
            }
        }

        impl ::std::fmt::Debug for $error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::operation::debug_error(self.as_modeled(), f)
            }
        }

        impl ::std::fmt::Display for $error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::operation::describe_service_error(self.as_modeled(), f)
            }
        }

        impl $crate::error::ProvideErrorMetadata for $error {
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                $crate::runtime::operation::meta_of(self.as_modeled())
            }
        }

        impl ::aws_types::request_id::RequestId for $error {
            fn request_id(&self) -> ::std::option::Option<&str> {
                ::aws_types::request_id::RequestId::request_id($crate::error::ProvideErrorMetadata::meta(self))
            }
        }

        impl ::std::convert::From<$crate::error::BuildError> for $error {
            fn from(err: $crate::error::BuildError) -> Self {
                Self::Unhandled($crate::runtime::operation::unhandled(err, ::std::default::Default::default()))
            }
        }

        impl<E, R> ::std::convert::From<$crate::error::SdkError<E, R>> for $error
        where
            E: $crate::runtime::operation::OperationError,
            R: ::std::fmt::Debug + Send + Sync + 'static,
            Self: ::std::convert::From<E>,
        {
            fn from(err: $crate::error::SdkError<E, R>) -> Self {
                match err {
                    $crate::error::SdkError::ServiceError(context) => context.into_err().into(),
                    err => {
                        let meta = $crate::error::ProvideErrorMetadata::meta(&err).clone();
                        let meta = $crate::runtime::operation::name_operation(meta, E::OPERATION);
                        Self::Unhandled($crate::runtime::operation::unhandled(err, meta))
                    }
                }
            }
        }
    };
}
pub(crate) use service_error;

/// Implements a modelled error structure, which has a field `meta: ErrorMetadata` besides its members. `decode` is the
/// path of the function that reads it from an answer. Options: `message = field`, the member that holds the message;
/// `redacted`, if that member is sensitive; `retry = Kind`, what its `retryable` trait comes to as an `ErrorKind`.
///
/// ```text
/// modeled_error!(ThrottlingException, "ThrottlingException", read_throttling_exception, [message = message, retry = ThrottlingError]);
/// ```
macro_rules! modeled_error {
    ($error:ident, $shape:literal, $decode:path, [$($option:ident $(= $value:ident)?),* $(,)?]) => {
        impl $error {
            /// The error's code on the wire: the name of its shape.
            pub(crate) const CODE: &'static str = $shape;

            /// Reads the error from an answer with this code.
            pub(crate) fn decode(
                answer: &$crate::runtime::operation::ErrorAnswer<'_>,
            ) -> ::std::result::Result<Self, $crate::error::BoxError> {
                $decode(answer)
            }
        }

        impl $crate::runtime::operation::ModeledError for $error {
            fn name(&self) -> &'static str {
                stringify!($error)
            }

            fn retry_kind(&self) -> ::std::option::Option<::aws_smithy_types::retry::ErrorKind> {
                $crate::runtime::modeled_error!(@retry $($option $(= $value)?),*)
            }
        }

        $crate::runtime::modeled_error!(@kind $error $($option $(= $value)?),*);

        impl ::std::fmt::Display for $error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let message = $crate::runtime::modeled_error!(@message self $($option $(= $value)?),*);
                $crate::runtime::operation::describe_modeled(f, $shape, message)
            }
        }

        impl ::std::error::Error for $error {}

        impl $crate::error::ProvideErrorMetadata for $error {
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                &self.meta
            }
        }

        impl ::aws_types::request_id::RequestId for $error {
            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                ::aws_types::request_id::RequestId::request_id(&self.meta)
            }
        }
    };

    (@retry retry = $kind:ident $($rest:tt)*) => {
        Some(::aws_smithy_types::retry::ErrorKind::$kind)
    };
    (@retry $option:ident $(= $value:ident)? $(, $($rest:tt)*)?) => {
        $crate::runtime::modeled_error!(@retry $($($rest)*)?)
    };
    (@retry) => { None };

    (@kind $error:ident retry = $kind:ident $($rest:tt)*) => {
        impl $error {
            /// How a call that ended in this error may be retried.
            #[inline]
            pub fn retryable_error_kind(&self) -> ::aws_smithy_types::retry::ErrorKind {
                ::aws_smithy_types::retry::ErrorKind::$kind
            }
        }
    };
    (@kind $error:ident $option:ident $(= $value:ident)? $(, $($rest:tt)*)?) => {
        $crate::runtime::modeled_error!(@kind $error $($($rest)*)?);
    };
    (@kind $error:ident) => {};

    (@message $self:ident redacted $($rest:tt)*) => { Some("*** Sensitive Data Redacted ***") };
    (@message $self:ident message = $field:ident $($rest:tt)*) => {
        $crate::runtime::operation::MessageText::text(&$self.$field).or($self.meta.message())
    };
    (@message $self:ident $option:ident $(= $value:ident)? $(, $($rest:tt)*)?) => {
        $crate::runtime::modeled_error!(@message $self $($($rest)*)?)
    };
    (@message $self:ident) => { $self.meta.message() };
}
pub(crate) use modeled_error;
