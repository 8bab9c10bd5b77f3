//! SAMPLE, replaced in generated crates: what the endpoint rules of the service are compiled to.

pub use super::super::endpoint::InvalidParams;
use super::super::endpoint::{endpoint, error, missing, Cache};
use aws_smithy_runtime_api::box_error::BoxError;
pub use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, SharedEndpointResolver};
use aws_smithy_runtime_api::client::endpoint::{
    EndpointResolverParams, ResolveEndpoint as ResolveAnyEndpoint,
};
pub use aws_smithy_types::endpoint::Endpoint;
use std::fmt;

/// What the endpoint of a call depends on.
#[derive(Clone, PartialEq, Debug)]
pub struct Params {
    region: Option<String>,
    endpoint: Option<String>,
    use_fips: bool,
}

impl Params {
    /// Creates a builder of [`Params`].
    pub fn builder() -> ParamsBuilder {
        ParamsBuilder::default()
    }
}

/// A builder of [`Params`].
#[derive(Clone, PartialEq, Default, Debug)]
pub struct ParamsBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    use_fips: Option<bool>,
}

impl ParamsBuilder {
    /// Sets the region.
    pub fn region(mut self, value: impl Into<String>) -> Self {
        self.region = Some(value.into());
        self
    }

    /// Sets or unsets the region.
    pub fn set_region(mut self, param: Option<String>) -> Self {
        self.region = param;
        self
    }

    /// Sets the custom endpoint.
    pub fn endpoint(mut self, value: impl Into<String>) -> Self {
        self.endpoint = Some(value.into());
        self
    }

    /// Sets or unsets the custom endpoint.
    pub fn set_endpoint(mut self, param: Option<String>) -> Self {
        self.endpoint = param;
        self
    }

    /// Sets whether the endpoint must be FIPS compliant.
    pub fn use_fips(mut self, value: impl Into<bool>) -> Self {
        self.use_fips = Some(value.into());
        self
    }

    /// Sets or unsets whether the endpoint must be FIPS compliant.
    pub fn set_use_fips(mut self, param: Option<bool>) -> Self {
        self.use_fips = param;
        self
    }

    /// Creates the [`Params`].
    ///
    /// # Errors
    ///
    /// A required parameter is missing.
    pub fn build(self) -> Result<Params, InvalidParams> {
        Ok(Params {
            region: self.region,
            endpoint: self.endpoint,
            use_fips: self
                .use_fips
                .or(Some(false))
                .ok_or_else(|| missing("use_fips"))?,
        })
    }
}

/// The default endpoint resolver: the rules of the service.
#[derive(Debug, Default)]
pub struct DefaultResolver {
    cache: Cache<Params>,
}

impl DefaultResolver {
    /// Creates the resolver.
    pub fn new() -> Self {
        Self::default()
    }
}

impl ResolveEndpoint for DefaultResolver {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        EndpointFuture::ready(self.cache.get_or_resolve(params, resolve))
    }
}

fn resolve(params: &Params) -> Result<Endpoint, BoxError> {
    match (&params.endpoint, &params.region) {
        (Some(_), _) if params.use_fips => {
            error("Invalid Configuration: FIPS and custom endpoint are not supported")
        }
        (Some(url), _) => endpoint(url.clone()).build(),
        (None, Some(region)) if params.use_fips => {
            endpoint(format!("https://sample-fips.{region}.example.com")).build()
        }
        (None, Some(region)) => endpoint(format!("https://sample.{region}.example.com")).build(),
        (None, None) => error("Invalid Configuration: Missing Region"),
    }
}

/// Chooses the endpoint of a call. Implement it to override the choice of [`DefaultResolver`], and set it with
/// `endpoint_resolver` of the configuration's builder.
pub trait ResolveEndpoint: Send + Sync + fmt::Debug {
    /// The endpoint for a call with `params`.
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>;

    /// This resolver in the form that the runtime works with.
    fn into_shared_resolver(self) -> SharedEndpointResolver
    where
        Self: Sized + 'static,
    {
        SharedEndpointResolver::new(DowncastParams(self))
    }
}

#[derive(Debug)]
struct DowncastParams<T>(T);

impl<T: ResolveEndpoint> ResolveAnyEndpoint for DowncastParams<T> {
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        match params.get::<Params>() {
            Some(params) => self.0.resolve_endpoint(params),
            None => EndpointFuture::ready(Err("params of expected type was not present".into())),
        }
    }
}
