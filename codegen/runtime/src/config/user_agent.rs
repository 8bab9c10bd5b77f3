//! The user agent of a client's calls: in, the engine's interceptor; out, the headers that it would send, written anew only
//! where something that they tell has changed. For most clients that is never.
//!
//! **Invariant:** what is sent, and what other interceptors find in the configuration of a call, is what the engine's
//! interceptor has made for a call that was alike in everything that it looks at. For a call that is like none before,
//! the engine's interceptor runs.

use super::fused::is_disabled;
use super::interceptors::{
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use super::{
    AppName, ConfigBag, FrameworkMetadata, FrozenLayer, Intercept, Layer, RuntimeComponents,
    SharedInterceptor,
};
use ::http::header::{HeaderName, USER_AGENT};
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_runtime::user_agent::{ApiMetadata, AwsUserAgent, UserAgentInterceptor};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::http::{Headers as HttpHeaders, HttpError};
use std::ffi::OsString;
use std::ptr;
use std::sync::RwLock;

/// The interceptor for a client whose settings are in `config`.
pub(super) fn user_agent(config: &FrozenLayer) -> SharedInterceptor {
    // What it stands in for can be disabled, and is asked about by it.
    SharedInterceptor::permanent(RememberingUserAgent {
        engine: UserAgentInterceptor::new(),
        config: config.clone(),
        remembered: RwLock::new(None),
    })
}

#[derive(Debug)]
struct RememberingUserAgent {
    engine: UserAgentInterceptor,
    /// Held so that what stands in it cannot be mistaken for something else by its address.
    config: FrozenLayer,
    remembered: RwLock<Option<Remembered>>,
}

/// A user agent, and what it was made of besides [`RememberingUserAgent::config`].
#[derive(Debug)]
struct Remembered {
    app_name: Option<AppName>,
    /// As the configuration gives them: what was appended last is first.
    frameworks: Vec<FrameworkMetadata>,
    execution_environment: Option<OsString>,
    /// Holds the [`AwsUserAgent`].
    layer: FrozenLayer,
    headers: RwLock<Vec<Headers>>,
}

/// The headers that a user agent becomes in calls that make use of certain features.
#[derive(Debug)]
struct Headers {
    smithy: Vec<SmithySdkFeature>,
    aws: Vec<AwsSdkFeature>,
    credentials: Vec<AwsCredentialFeature>,
    connector: Option<ConnectorMetadata>,
    // Copied for each request: it takes longer to look through a static text for what no header may hold.
    user_agent: String,
    x_amz_user_agent: String,
}

const X_AMZ_USER_AGENT: HeaderName = HeaderName::from_static("x-amz-user-agent");

/// With more than these, the engine warns at each call.
const MOST_FRAMEWORKS: usize = 10;

/// Sets of features differ by plain calls, paginators and waiters. Beyond this many, headers are no longer remembered.
const MOST_HEADERS: usize = 8;

fn execution_environment() -> Option<OsString> {
    std::env::var_os("AWS_EXECUTION_ENV")
}

impl RememberingUserAgent {
    /// Whether the service and its version are those of the client: the only part of a user agent that cannot be compared.
    fn is_of_client(&self, cfg: &ConfigBag) -> bool {
        let (client, call) = (self.config.load::<ApiMetadata>(), cfg.load::<ApiMetadata>());
        matches!((client, call), (Some(client), Some(call)) if ptr::eq(client, call))
    }

    fn remember_user_agent(&self, cfg: &ConfigBag) {
        let frameworks: Vec<_> = cfg.load::<FrameworkMetadata>().cloned().collect();
        let Some(user_agent) = cfg.load::<AwsUserAgent>() else {
            return;
        };
        if frameworks.len() > MOST_FRAMEWORKS || !self.is_of_client(cfg) {
            return;
        }
        let mut layer = Layer::new("UserAgent");
        layer.store_put(user_agent.clone());
        if let Ok(mut remembered) = self.remembered.try_write() {
            *remembered = Some(Remembered {
                app_name: cfg.load::<AppName>().cloned(),
                frameworks,
                execution_environment: execution_environment(),
                layer: layer.freeze(),
                headers: RwLock::default(),
            });
        }
    }
}

impl Remembered {
    fn user_agent(&self) -> Option<&AwsUserAgent> {
        self.layer.load::<AwsUserAgent>()
    }

    /// Whether the engine would make the same for this call.
    fn is_for(&self, cfg: &ConfigBag) -> bool {
        cfg.load::<AppName>() == self.app_name.as_ref()
            && cfg.load::<FrameworkMetadata>().eq(&self.frameworks)
            && execution_environment() == self.execution_environment
    }

    /// Whether this is the user agent of the call. One that an interceptor has changed is another value.
    fn is_in(&self, cfg: &ConfigBag) -> bool {
        let (own, call) = (self.user_agent(), cfg.load::<AwsUserAgent>());
        matches!((own, call), (Some(own), Some(call)) if ptr::eq(own, call))
    }
}

impl Headers {
    fn are_for(&self, cfg: &ConfigBag, connector: &Option<ConnectorMetadata>) -> bool {
        cfg.load::<SmithySdkFeature>().eq(&self.smithy)
            && cfg.load::<AwsSdkFeature>().eq(&self.aws)
            && cfg.load::<AwsCredentialFeature>().eq(&self.credentials)
            && *connector == self.connector
    }
}

/// Appends a header. Where there is none of that name it is inserted, which is cheaper: the name is not parsed anew.
fn append(headers: &mut HttpHeaders, name: HeaderName, value: String) -> Result<(), HttpError> {
    if headers.get_all_bytes_by_name(&name).next().is_some() {
        headers.try_append(name, value)?;
    } else {
        headers.try_insert(name, value)?;
    }
    Ok(())
}

#[dyn_dispatch_hint]
impl Intercept for RememberingUserAgent {
    fn name(&self) -> &'static str {
        self.engine.name()
    }

    fn read_after_serialization(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if is_disabled::<UserAgentInterceptor>(cfg) {
            return Ok(());
        }
        // One that somebody has put there is left alone by the engine.
        let is_given = cfg.load::<AwsUserAgent>().is_some();
        if !is_given && self.is_of_client(cfg) {
            if let Ok(remembered) = self.remembered.try_read() {
                if let Some(remembered) = remembered.as_ref().filter(|it| it.is_for(cfg)) {
                    cfg.push_shared_layer(remembered.layer.clone());
                    if remembered.is_in(cfg) {
                        return Ok(());
                    }
                }
            }
        }
        self.engine
            .read_after_serialization(context, runtime_components, cfg)?;
        if !is_given {
            self.remember_user_agent(cfg);
        }
        Ok(())
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if is_disabled::<UserAgentInterceptor>(cfg) {
            return Ok(());
        }
        let remembered = self.remembered.try_read().ok();
        let Some(remembered) = remembered
            .as_ref()
            .and_then(|remembered| remembered.as_ref())
            .filter(|remembered| remembered.is_in(cfg))
        else {
            return self
                .engine
                .modify_before_signing(context, runtime_components, cfg);
        };

        let connector = runtime_components
            .http_client()
            .and_then(|client| client.connector_metadata());
        if let Ok(all) = remembered.headers.try_read() {
            if let Some(known) = all.iter().find(|known| known.are_for(cfg, &connector)) {
                let headers = context.request_mut().headers_mut();
                append(headers, USER_AGENT, known.user_agent.clone())?;
                append(headers, X_AMZ_USER_AGENT, known.x_amz_user_agent.clone())?;
                return Ok(());
            }
        }

        self.engine
            .modify_before_signing(context, runtime_components, cfg)?;
        let headers = context.request().headers();
        // The engine appends.
        let last = |name| headers.get_all(name).last().map(str::to_owned);
        if let (Some(user_agent), Some(x_amz_user_agent), Ok(mut all)) = (
            last(USER_AGENT),
            last(X_AMZ_USER_AGENT),
            remembered.headers.try_write(),
        ) {
            if all.len() < MOST_HEADERS {
                all.push(Headers {
                    smithy: cfg.load::<SmithySdkFeature>().cloned().collect(),
                    aws: cfg.load::<AwsSdkFeature>().cloned().collect(),
                    credentials: cfg.load::<AwsCredentialFeature>().cloned().collect(),
                    connector,
                    user_agent,
                    x_amz_user_agent,
                });
            }
        }
        Ok(())
    }
}
