//! Auth scheme resolution: which auth schemes an operation may be called with, and in which order they are tried.

use super::super::service;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeId, AuthSchemeOption, AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture,
    ResolveAuthSchemeOptions, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::borrow::Cow;
use std::fmt;

/// Chooses the auth schemes of a call. Implement it to override the choice of
/// [`DefaultAuthSchemeResolver`], and set it with
/// [`Builder::auth_scheme_resolver`](super::Builder::auth_scheme_resolver).
pub trait ResolveAuthScheme: Send + Sync + fmt::Debug {
    /// The auth schemes to try for the operation named in `params`, the preferred one first.
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a Params,
        cfg: &'a ConfigBag,
        runtime_components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a>;

    /// This resolver in the form that the runtime works with.
    fn into_shared_resolver(self) -> SharedAuthSchemeOptionResolver
    where
        Self: Sized + 'static,
    {
        SharedAuthSchemeOptionResolver::new(DowncastParams(self))
    }
}

#[derive(Debug)]
struct DowncastParams<T>(T);

impl<T: ResolveAuthScheme> ResolveAuthSchemeOptions for DowncastParams<T> {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        params: &'a AuthSchemeOptionResolverParams,
        cfg: &'a ConfigBag,
        runtime_components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        match params.get::<Params>() {
            Some(params) => self.0.resolve_auth_scheme(params, cfg, runtime_components),
            None => AuthSchemeOptionsFuture::ready(Err(
                "params of expected type was not present".into()
            )),
        }
    }
}

/// The resolver that clients use unless told otherwise: the auth schemes that the service's model states, in its order.
#[derive(Debug)]
pub struct DefaultAuthSchemeResolver {
    service_defaults: Vec<AuthSchemeOption>,
    /// By operation name, those that differ from the service's.
    operation_overrides: Vec<(&'static str, Vec<AuthSchemeOption>)>,
}

impl Default for DefaultAuthSchemeResolver {
    fn default() -> Self {
        Self {
            service_defaults: options(service::AUTH_SCHEMES),
            operation_overrides: service::OPERATION_AUTH_SCHEMES
                .iter()
                .map(|(operation, schemes)| (*operation, options(schemes)))
                .collect(),
        }
    }
}

fn options(schemes: &'static [AuthSchemeId]) -> Vec<AuthSchemeOption> {
    schemes
        .iter()
        .map(|scheme| AuthSchemeOption::from(scheme.clone()))
        .collect()
}

impl ResolveAuthScheme for DefaultAuthSchemeResolver {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a Params,
        _cfg: &'a ConfigBag,
        _runtime_components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        let options = self
            .operation_overrides
            .iter()
            .find(|(operation, _)| *operation == params.operation_name())
            .map_or(&self.service_defaults, |(_, options)| options);
        AuthSchemeOptionsFuture::ready(Ok(options.clone()))
    }
}

/// What auth scheme resolution may depend on.
#[derive(Clone, PartialEq, Debug)]
pub struct Params {
    operation_name: Cow<'static, str>,
}

impl Params {
    /// Creates a builder of [`Params`].
    pub fn builder() -> ParamsBuilder {
        ParamsBuilder::default()
    }

    pub(crate) fn of(operation_name: &'static str) -> Self {
        Self {
            operation_name: Cow::Borrowed(operation_name),
        }
    }

    /// The name of the operation in the model, for instance `GetItem`.
    pub fn operation_name(&self) -> &str {
        self.operation_name.as_ref()
    }
}

/// A builder of [`Params`].
#[derive(Clone, PartialEq, Default, Debug)]
pub struct ParamsBuilder {
    operation_name: Option<Cow<'static, str>>,
}

impl ParamsBuilder {
    /// Sets the name of the operation. Required.
    pub fn operation_name(self, operation_name: impl Into<Cow<'static, str>>) -> Self {
        self.set_operation_name(Some(operation_name.into()))
    }

    /// Sets or unsets the name of the operation.
    pub fn set_operation_name(mut self, operation_name: Option<Cow<'static, str>>) -> Self {
        self.operation_name = operation_name;
        self
    }

    /// Creates the [`Params`].
    ///
    /// # Errors
    ///
    /// The name of the operation is not set.
    pub fn build(self) -> Result<Params, BuildError> {
        match self.operation_name {
            Some(operation_name) => Ok(Params { operation_name }),
            None => Err(BuildError {
                field: "operation_name",
            }),
        }
    }
}

/// A required field of [`ParamsBuilder`] was not set.
#[derive(Debug)]
pub struct BuildError {
    field: &'static str,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a required field was missing: `{}`", self.field)
    }
}

impl std::error::Error for BuildError {}
