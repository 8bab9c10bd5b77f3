//! Endpoint resolution: from the region, the endpoint settings and the operation to the URL that a request goes to.
//!
//! An operation may put a prefix in front of the endpoint's host name, also in front of a custom endpoint's. A resolver
//! that knows better gives its endpoint the property `hostnameImmutable` with the value `true`: such an endpoint is used
//! as it is.

pub use super::super::service::endpoint::{
    DefaultResolver, Endpoint, EndpointFuture, InvalidParams, Params, ParamsBuilder,
    ResolveEndpoint, SharedEndpointResolver,
};
