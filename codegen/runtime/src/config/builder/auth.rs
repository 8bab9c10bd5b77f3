//! Authentication: schemes, their choice, and the cache of identities.

use super::super::auth::ResolveAuthScheme;
use super::super::{IntoShared, ResolveCachedIdentity};
use super::Builder;
use aws_smithy_runtime::client::auth::no_auth::NoAuthRuntimePluginV2;
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemePreference};

impl Builder {
    /// Adds an auth scheme, or replaces the one with the same id.
    ///
    /// The default resolver chooses among the schemes of the service's model only: a scheme of your own also wants
    /// [`Self::auth_scheme_resolver`].
    pub fn push_auth_scheme(mut self, auth_scheme: impl AuthScheme + 'static) -> Self {
        self.runtime_components.push_auth_scheme(auth_scheme);
        self
    }

    /// Sets what chooses the auth schemes of each call.
    pub fn auth_scheme_resolver(
        mut self,
        auth_scheme_resolver: impl ResolveAuthScheme + 'static,
    ) -> Self {
        self.set_auth_scheme_resolver(auth_scheme_resolver);
        self
    }

    /// Sets what chooses the auth schemes of each call.
    pub fn set_auth_scheme_resolver(
        &mut self,
        auth_scheme_resolver: impl ResolveAuthScheme + 'static,
    ) -> &mut Self {
        self.runtime_components
            .set_auth_scheme_option_resolver(Some(auth_scheme_resolver.into_shared_resolver()));
        self
    }

    /// Lets calls go out unsigned where no auth scheme is applicable, whatever their operation asks for.
    pub fn allow_no_auth(mut self) -> Self {
        self.set_allow_no_auth();
        self
    }

    /// Lets calls go out unsigned, as [`Self::allow_no_auth`].
    pub fn set_allow_no_auth(&mut self) -> &mut Self {
        self.push_runtime_plugin(NoAuthRuntimePluginV2::new().into_shared())
    }

    /// Sets which auth schemes are preferred, the most wanted first. Schemes that an operation does not have are
    /// ignored; those that are not mentioned keep their order behind the others.
    pub fn auth_scheme_preference(mut self, preference: impl Into<AuthSchemePreference>) -> Self {
        self.set_auth_scheme_preference(Some(preference.into()));
        self
    }

    /// Sets or unsets which auth schemes are preferred.
    pub fn set_auth_scheme_preference(
        &mut self,
        preference: Option<AuthSchemePreference>,
    ) -> &mut Self {
        self.config.store_or_unset(preference);
        self
    }

    /// Sets the cache of identities. By default it resolves credentials at the first call and again when they expire;
    /// [`IdentityCache`](super::super::IdentityCache) has it with other times, and a cache that keeps nothing.
    pub fn identity_cache(mut self, identity_cache: impl ResolveCachedIdentity + 'static) -> Self {
        self.set_identity_cache(identity_cache);
        self
    }

    /// Sets the cache of identities, as [`Self::identity_cache`].
    pub fn set_identity_cache(
        &mut self,
        identity_cache: impl ResolveCachedIdentity + 'static,
    ) -> &mut Self {
        self.runtime_components
            .set_identity_cache(Some(identity_cache));
        self
    }
}
