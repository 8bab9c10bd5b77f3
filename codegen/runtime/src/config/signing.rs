//! Signatures of version 4: in, the engine's auth scheme; out, the same scheme, whose signer does not get to see the header
//! `user-agent`. It is never part of a signature, since proxies change it, but the signer reads and copies it all the same, and it
//! is the longest of all.
//!
//! **Invariant:** a signed request is what the engine makes of it, up to the order of its headers.

use super::{ConfigBag, RuntimeComponents};
use ::http::header::USER_AGENT;
use aws_runtime::auth::sigv4::SigV4AuthScheme;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, SharedAuthScheme, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::GetIdentityResolver;
use aws_smithy_runtime_api::http::Headers;

/// The auth scheme of a client.
pub(super) fn sigv4() -> SharedAuthScheme {
    SharedAuthScheme::new(WithoutUserAgent(SigV4AuthScheme::new()))
}

#[derive(Debug)]
struct WithoutUserAgent(SigV4AuthScheme);

impl AuthScheme for WithoutUserAgent {
    fn scheme_id(&self) -> AuthSchemeId {
        self.0.scheme_id()
    }

    fn identity_resolver(
        &self,
        identity_resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        self.0.identity_resolver(identity_resolvers)
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for WithoutUserAgent {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        auth_scheme_endpoint_config: AuthSchemeEndpointConfig<'_>,
        runtime_components: &RuntimeComponents,
        config_bag: &ConfigBag,
    ) -> Result<(), BoxError> {
        let user_agent = take_user_agent(request.headers_mut());
        let signed = self.0.signer().sign_http_request(
            request,
            identity,
            auth_scheme_endpoint_config,
            runtime_components,
            config_bag,
        );
        if let Some(user_agent) = user_agent {
            // Without a signature, too: the request may be looked at in the error.
            request.headers_mut().try_insert(USER_AGENT, user_agent)?;
        }
        signed
    }
}

/// Only what can be put back as it was: one value, of ASCII characters.
fn take_user_agent(headers: &mut Headers) -> Option<String> {
    let mut values = headers.get_all_bytes_by_name(&USER_AGENT);
    let is_one = values.next().is_some_and(<[u8]>::is_ascii) && values.next().is_none();
    drop(values);
    is_one.then(|| headers.remove(USER_AGENT)).flatten()
}
