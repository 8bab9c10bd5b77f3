//! What a request passes through on its way: endpoint resolution, interceptors, the HTTP client; and what is noted of it.

use super::super::super::idempotency_token::IdempotencyTokenProvider;
use super::super::endpoint::ResolveEndpoint;
use super::super::{HttpClient, Intercept, IntoShared, SharedHttpClient, SharedInterceptor};
use super::Builder;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_types::telemetry::RequestedTelemetryAttributes;

impl Builder {
    /// Sets the HTTP client. With the feature `default-https-client` there is a default.
    pub fn http_client(mut self, http_client: impl HttpClient + 'static) -> Self {
        self.set_http_client(Some(http_client.into_shared()));
        self
    }

    /// Sets or unsets the HTTP client.
    pub fn set_http_client(&mut self, http_client: Option<SharedHttpClient>) -> &mut Self {
        self.runtime_components.set_http_client(http_client);
        self
    }

    /// Sets what resolves the endpoint of each call, in the place of the service's rules. An endpoint URL that is set
    /// has no effect unless the resolver looks at it.
    pub fn endpoint_resolver(mut self, endpoint_resolver: impl ResolveEndpoint + 'static) -> Self {
        self.set_endpoint_resolver(Some(endpoint_resolver.into_shared_resolver()));
        self
    }

    /// Sets or unsets what resolves the endpoint of each call.
    pub fn set_endpoint_resolver(
        &mut self,
        endpoint_resolver: Option<SharedEndpointResolver>,
    ) -> &mut Self {
        self.runtime_components
            .set_endpoint_resolver(endpoint_resolver);
        self
    }

    /// Adds an [interceptor](Intercept), which sees and may change each call at the stages of its way. It runs after
    /// the client's own.
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.push_interceptor(SharedInterceptor::new(interceptor));
        self
    }

    /// Adds an interceptor, as [`Self::interceptor`].
    pub fn push_interceptor(&mut self, interceptor: SharedInterceptor) -> &mut Self {
        self.runtime_components.push_interceptor(interceptor);
        self
    }

    /// Replaces all interceptors that were added before.
    pub fn set_interceptors(
        &mut self,
        interceptors: impl IntoIterator<Item = SharedInterceptor>,
    ) -> &mut Self {
        self.runtime_components
            .set_interceptors(interceptors.into_iter());
        self
    }

    /// Sets what makes the idempotency tokens of requests whose caller has set none. By default they are random UUIDs.
    pub fn idempotency_token_provider(
        mut self,
        idempotency_token_provider: impl Into<IdempotencyTokenProvider>,
    ) -> Self {
        self.set_idempotency_token_provider(Some(idempotency_token_provider.into()));
        self
    }

    /// Sets or unsets what makes idempotency tokens.
    pub fn set_idempotency_token_provider(
        &mut self,
        idempotency_token_provider: Option<IdempotencyTokenProvider>,
    ) -> &mut Self {
        self.config.store_or_unset(idempotency_token_provider);
        self
    }

    /// Names members of inputs whose values become attributes of the client's metrics, and can be read from the config
    /// bag as `CapturedTelemetryAttributes`. The names are those of the model (`agentSpaceId`).
    ///
    /// Only members that are strings and not sensitive are captured; other names have no effect. Choose members with
    /// few different values: each value makes a time series.
    pub fn emit_input_attributes(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        self.request_telemetry(|requested| requested.emit(names))
    }

    /// Names members of inputs whose values can be read from the config bag as `CapturedTelemetryAttributes`, but do
    /// not go into metrics. Otherwise as [`Self::emit_input_attributes`].
    pub fn capture_input_attributes(
        self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        self.request_telemetry(|requested| requested.capture_only(names))
    }

    fn request_telemetry(mut self, add: impl FnOnce(&mut RequestedTelemetryAttributes)) -> Self {
        let mut requested = self
            .config
            .load::<RequestedTelemetryAttributes>()
            .cloned()
            .unwrap_or_default();
        add(&mut requested);
        self.config.store_put(requested);
        self
    }
}
