//! Stand-ins for what a configuration can be given: they say what they are asked, or count it.

use crate::sdk::config::auth::{Params as AuthParams, ResolveAuthScheme};
use crate::sdk::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use crate::sdk::config::retry::{ClassifyRetry, RetryAction};
use crate::sdk::config::{
    AsyncSleep, ConfigBag, Credentials, HttpClient, ProvideCredentials, RuntimeComponents, Sleep,
};
use crate::sdk::error::BoxError;
use crate::support::line;
use aws_credential_types::provider::future::ProvideCredentials as ProvideCredentialsFuture;
use aws_runtime::invocation_id::{InvocationId, InvocationIdGenerator};
use aws_smithy_runtime_api::client::auth::{AuthSchemeOption, AuthSchemeOptionsFuture};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Answers everything with `{}` and says what it was asked.
#[derive(Clone, Debug)]
pub struct Listener {
    pub what: &'static str,
    pub status: u16,
}

const VOLATILE: [&str; 3] = ["user-agent", "x-amz-user-agent", "authorization"];

impl HttpConnector for Listener {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        line("config", &format!("{} uri", self.what), request.uri());
        let mut headers: Vec<String> = request
            .headers()
            .iter()
            .filter(|(name, _)| !VOLATILE.contains(name))
            .filter(|(name, _)| *name != "amz-sdk-request")
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        headers.sort();
        line(
            "config",
            &format!("{} headers", self.what),
            headers.join("; "),
        );
        let agent = request.headers().get("user-agent").unwrap_or_default();
        for part in agent.split(' ').filter(|part| {
            part.starts_with("app/") || part.starts_with("lib/") || part.starts_with("md/")
        }) {
            line("config", &format!("{} agent", self.what), part);
        }
        let scope = request.headers().get("authorization").unwrap_or("none");
        let scope = scope
            .split_once(", Signature")
            .map_or(scope, |(scope, _)| scope);
        line("config", &format!("{} authorization", self.what), scope);
        let mut response = HttpResponse::new(self.status.try_into().unwrap(), SdkBody::from("{}"));
        response
            .headers_mut()
            .insert("content-type", "application/json");
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Listener {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// Never answers.
#[derive(Clone, Debug)]
pub struct Silence;

impl HttpConnector for Silence {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(std::future::pending())
    }
}

impl HttpClient for Silence {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Silence)
    }
}

/// Says when a client sleeps, and does not.
#[derive(Clone, Debug, Default)]
pub struct Awake(pub Arc<AtomicUsize>);

impl AsyncSleep for Awake {
    fn sleep(&self, _: Duration) -> Sleep {
        self.0.fetch_add(1, Ordering::Relaxed);
        Sleep::new(std::future::ready(()))
    }
}

/// Keeps count of how often it is asked.
#[derive(Clone, Debug, Default)]
pub struct Counting(pub Arc<AtomicUsize>);

impl ProvideCredentials for Counting {
    fn provide_credentials<'a>(&'a self) -> ProvideCredentialsFuture<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::Relaxed);
        ProvideCredentialsFuture::ready(Ok(Credentials::new(
            "AKIDCOUNTING",
            "secret",
            None,
            None,
            "counting",
        )))
    }
}

#[derive(Debug)]
pub struct OneId;

impl InvocationIdGenerator for OneId {
    fn generate(&self) -> Result<Option<InvocationId>, BoxError> {
        Ok(Some(InvocationId::new(
            "11111111-2222-4333-8444-555555555555".to_owned(),
        )))
    }
}

#[derive(Debug)]
pub struct Elsewhere;

impl ResolveEndpoint for Elsewhere {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        line(
            "config",
            "endpoint params",
            format!(
                "{:?} {:?} {:?}",
                params.region(),
                params.use_fips(),
                params.endpoint()
            ),
        );
        let endpoint = Endpoint::builder()
            .url("https://elsewhere.example/base")
            .header("x-of-endpoint", "yes")
            .build();
        EndpointFuture::ready(Ok(endpoint))
    }
}

#[derive(Debug)]
pub struct Unsigned;

impl ResolveAuthScheme for Unsigned {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a AuthParams,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        line("config", "auth params", params.operation_name());
        let option = AuthSchemeOption::builder()
            .scheme_id("no_auth".into())
            .build()
            .unwrap();
        AuthSchemeOptionsFuture::ready(Ok(vec![option]))
    }
}

/// Repeats whatever failed.
#[derive(Debug)]
pub struct Always;

impl ClassifyRetry for Always {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(_)) => RetryAction::server_error(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "Always"
    }
}
