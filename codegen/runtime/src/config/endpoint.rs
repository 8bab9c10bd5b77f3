//! Endpoint resolution: from the region, the endpoint settings and the operation to the URL that a request goes to.
//!
//! An operation may put a prefix in front of the endpoint's host name, also in front of a custom endpoint's. A resolver
//! that knows better gives its endpoint the property `hostnameImmutable` with the value `true`: such an endpoint is used
//! as it is.

use aws_smithy_runtime_api::client::endpoint::{
    EndpointResolverParams, ResolveEndpoint as ResolveAnyEndpoint,
};
use std::fmt;

pub use super::super::endpoint::InvalidParams;
pub use super::super::service::endpoint::{DefaultResolver, Params, ParamsBuilder};
pub use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, SharedEndpointResolver};
pub use aws_smithy_types::endpoint::Endpoint;

/// Chooses the endpoint of a call. Implement it to override the choice of [`DefaultResolver`], and set it with
/// [`Builder::endpoint_resolver`](super::Builder::endpoint_resolver).
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
