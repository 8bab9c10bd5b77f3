//! Host prefixes of operations: in, endpoints as the service's rules or a resolver of the user have them; out, endpoints whose
//! host begins with the prefix of the operation that is called, except where an endpoint is to be used as it is.
//!
//! The engine would put the prefix there, too, but parses and writes the URL anew at each call. Here the last one is kept.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::Document;
use std::future::Future;
use std::pin::Pin;
use std::sync::RwLock;
use std::task::{Context, Poll, Waker};

/// The endpoint property that keeps the host prefix of an operation away from an endpoint.
const HOSTNAME_IMMUTABLE: &str = "hostnameImmutable";

/// The prefix of the operation, among the parameters of its endpoint.
#[derive(Debug)]
pub(crate) struct HostPrefix(pub(crate) String);

/// Puts host prefixes before what the endpoint resolver of these components says, if they have one.
pub(crate) fn prefix_hosts(components: &mut RuntimeComponentsBuilder) {
    if let Some(resolver) = components.endpoint_resolver() {
        components.set_endpoint_resolver(Some(PrefixHosts {
            resolver,
            last: RwLock::new(None),
        }));
    }
}

#[derive(Debug)]
struct PrefixHosts {
    resolver: SharedEndpointResolver,
    last: RwLock<Option<Prefixed>>,
}

/// A URL, a prefix, and the URL with the prefix.
#[derive(Debug)]
struct Prefixed {
    url: String,
    prefix: String,
    prefixed: String,
}

impl ResolveEndpoint for PrefixHosts {
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        let mut resolving = self.resolver.resolve_endpoint(params);
        let Some(HostPrefix(prefix)) = params.get_property() else {
            return resolving;
        };
        // Nearly always it is there.
        match Pin::new(&mut resolving).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(resolved) => {
                EndpointFuture::ready(resolved.and_then(|endpoint| self.prefix(endpoint, prefix)))
            }
            Poll::Pending => {
                EndpointFuture::new(async move { self.prefix(resolving.await?, prefix) })
            }
        }
    }

    fn finalize_params<'a>(
        &'a self,
        params: &'a mut EndpointResolverParams,
    ) -> Result<(), BoxError> {
        self.resolver.finalize_params(params)
    }
}

impl PrefixHosts {
    fn prefix(&self, endpoint: Endpoint, prefix: &str) -> Result<Endpoint, BoxError> {
        if endpoint.properties().get(HOSTNAME_IMMUTABLE) == Some(&Document::Bool(true)) {
            return Ok(endpoint);
        }
        let known = self.last.try_read().ok().and_then(|last| {
            let last = last.as_ref()?;
            let is_same = last.url == endpoint.url() && last.prefix == prefix;
            is_same.then(|| last.prefixed.clone())
        });
        let prefixed = match known {
            Some(prefixed) => prefixed,
            None => {
                let prefixed = prefix_host(endpoint.url(), prefix)?;
                if let Ok(mut last) = self.last.try_write() {
                    *last = Some(Prefixed {
                        url: endpoint.url().to_owned(),
                        prefix: prefix.to_owned(),
                        prefixed: prefixed.clone(),
                    });
                }
                prefixed
            }
        };
        Ok(endpoint.into_builder().url(prefixed).build())
    }
}

/// The URL with `prefix` before its host.
fn prefix_host(url: &str, prefix: &str) -> Result<String, BoxError> {
    let url: ::http::Uri = url.parse()?;
    let scheme = url.scheme_str().unwrap_or_default();
    let authority = url.authority().map_or("", |authority| authority.as_str());
    let rest = url.path_and_query().map_or("", |rest| rest.as_str());
    Ok(format!("{scheme}://{prefix}{authority}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::prefix_host;

    #[test]
    fn only_the_host_changes() {
        let prefixed = |url| prefix_host(url, "a.").map_err(|err| err.to_string());
        assert_eq!(prefixed("https://b:1/c?d").unwrap(), "https://a.b:1/c?d");
        assert_eq!(prefixed("http://b").unwrap(), "http://a.b/");
        assert!(prefixed("no url at all").is_err());
    }

    /// A service may have operations with other prefixes.
    #[test]
    fn the_last_one_is_kept_for_its_prefix_only() {
        let hosts = super::PrefixHosts {
            resolver: super::super::plugins::default_endpoint_resolver(),
            last: Default::default(),
        };
        let endpoint = || super::Endpoint::builder().url("https://c").build();
        for prefix in ["a.", "a.", "b.", "a."] {
            let prefixed = hosts.prefix(endpoint(), prefix).unwrap();
            assert_eq!(prefixed.url(), format!("https://{prefix}c/"));
        }
    }
}
