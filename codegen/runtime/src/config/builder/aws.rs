//! Where calls go to and on whose behalf, and what they say about the caller.

use super::super::{
    AppName, FrameworkMetadata, ProvideCredentials, Region, SharedCredentialsProvider,
};
use super::Builder;
use aws_runtime::auth::sigv4;
use aws_runtime::invocation_id::{InvocationIdGenerator, SharedInvocationIdGenerator};
use aws_runtime::service_clock_skew::DisableClockSkewCorrection;
use aws_types::endpoint_config::{EndpointUrl, UseFips};

impl Builder {
    /// Sets the AWS region that requests go to and are signed for.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.set_region(region.into());
        self
    }

    /// Sets or unsets the AWS region.
    pub fn set_region(&mut self, region: Option<Region>) -> &mut Self {
        self.config.store_or_unset(region);
        self
    }

    /// Sets the credentials provider.
    pub fn credentials_provider(
        mut self,
        credentials_provider: impl ProvideCredentials + 'static,
    ) -> Self {
        self.set_credentials_provider(Some(SharedCredentialsProvider::new(credentials_provider)));
        self
    }

    /// Sets the credentials provider. `None` changes nothing.
    pub fn set_credentials_provider(
        &mut self,
        credentials_provider: Option<SharedCredentialsProvider>,
    ) -> &mut Self {
        if let Some(credentials_provider) = credentials_provider {
            self.runtime_components
                .set_identity_resolver(sigv4::SCHEME_ID, credentials_provider);
        }
        self
    }

    /// Sets the URL of the endpoint, in the place of the one that follows from the region.
    ///
    /// The prefix that some operations put in front of the host name is put in front of this one, too. To replace
    /// endpoint resolution as a whole, set [`Self::endpoint_resolver`].
    pub fn endpoint_url(mut self, endpoint_url: impl Into<String>) -> Self {
        self.set_endpoint_url(Some(endpoint_url.into()));
        self
    }

    /// Sets or unsets the URL of the endpoint, as [`Self::endpoint_url`].
    pub fn set_endpoint_url(&mut self, endpoint_url: Option<String>) -> &mut Self {
        self.config.store_or_unset(endpoint_url.map(EndpointUrl));
        self
    }

    /// Sets whether requests go to the region's FIPS endpoint. Where there is none, calls end in an error.
    pub fn use_fips(mut self, use_fips: impl Into<bool>) -> Self {
        self.set_use_fips(Some(use_fips.into()));
        self
    }

    /// Sets or unsets whether requests go to the region's FIPS endpoint.
    pub fn set_use_fips(&mut self, use_fips: Option<bool>) -> &mut Self {
        self.config.store_or_unset(use_fips.map(UseFips));
        self
    }

    /// Sets the name of the application, which the user agent header carries.
    pub fn app_name(mut self, app_name: AppName) -> Self {
        self.set_app_name(Some(app_name));
        self
    }

    /// Sets or unsets the name of the application.
    pub fn set_app_name(&mut self, app_name: Option<AppName>) -> &mut Self {
        self.config.store_or_unset(app_name);
        self
    }

    /// Adds a framework or library that is built upon this client; the user agent header carries it as
    /// `lib/{name}/{version}`. Repetitions are dropped, and all after the tenth.
    pub fn framework_metadata(mut self, framework_metadata: FrameworkMetadata) -> Self {
        self.push_framework_metadata(framework_metadata);
        self
    }

    /// Adds a framework or library, as [`Self::framework_metadata`].
    pub fn push_framework_metadata(&mut self, framework_metadata: FrameworkMetadata) -> &mut Self {
        self.config.store_append(framework_metadata);
        self
    }

    /// Sets whether the client may not correct the time in signatures when its clock and the service's differ.
    /// By default it does.
    pub fn disable_clock_skew_correction(
        mut self,
        disable_clock_skew_correction: impl Into<Option<bool>>,
    ) -> Self {
        self.set_disable_clock_skew_correction(disable_clock_skew_correction.into());
        self
    }

    /// Sets or unsets whether clock skew correction is disabled.
    pub fn set_disable_clock_skew_correction(
        &mut self,
        disable_clock_skew_correction: Option<bool>,
    ) -> &mut Self {
        self.config
            .store_or_unset(disable_clock_skew_correction.map(DisableClockSkewCorrection::from));
        self
    }

    /// Sets the generator of the ids in the `amz-sdk-invocation-id` header. By default they are random UUIDs; tests that
    /// compare requests want others.
    pub fn invocation_id_generator(
        mut self,
        generator: impl InvocationIdGenerator + 'static,
    ) -> Self {
        self.set_invocation_id_generator(Some(SharedInvocationIdGenerator::new(generator)));
        self
    }

    /// Sets or unsets the generator of invocation ids.
    pub fn set_invocation_id_generator(
        &mut self,
        generator: Option<SharedInvocationIdGenerator>,
    ) -> &mut Self {
        self.config.store_or_unset(generator);
        self
    }
}
