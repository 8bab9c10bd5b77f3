//! What the machinery does for every call besides what the engine's own interceptors do: capture telemetry attributes,
//! put endpoint parameters and host prefix together, fill in the idempotency token, say which endpoint did not answer, and
//! keep bodies out of logs and of `Debug`. One interceptor for all of it, driven by the operation's table.

use super::super::config::host_prefix::HostPrefix;
use super::Table;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{EndpointPrefix, EndpointResolverParams};
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::error::ContextAttachedError;
use aws_smithy_runtime_api::client::interceptors::{dyn_dispatch_hint, Intercept};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::telemetry::{CapturedTelemetryAttributes, RequestedTelemetryAttributes};
use std::sync::OnceLock;

/// Where the engine's log lines on requests come from.
const ENGINE: &str = "aws_smithy_runtime::client::orchestrator";

#[derive(Debug)]
pub(super) struct OperationInterceptor {
    table: &'static Table,
    /// A host prefix that was found to be one. Most operations have the same at each call.
    valid_prefix: OnceLock<String>,
}

impl OperationInterceptor {
    pub(super) fn new(table: &'static Table) -> Self {
        Self {
            table,
            valid_prefix: OnceLock::new(),
        }
    }

    fn check_prefix(&self, prefix: &str) -> Result<(), BoxError> {
        if self.valid_prefix.get().is_none_or(|valid| valid != prefix) {
            EndpointPrefix::new(prefix).map_err(|err| {
                ContextAttachedError::new("endpoint prefix could not be built", err)
            })?;
            self.valid_prefix.get_or_init(|| prefix.to_owned());
        }
        Ok(())
    }
}

#[dyn_dispatch_hint]
impl Intercept for OperationInterceptor {
    fn name(&self) -> &'static str {
        "OperationInterceptor"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(requested) = cfg
            .load::<RequestedTelemetryAttributes>()
            .filter(|requested| !requested.is_empty())
        {
            let mut captured = CapturedTelemetryAttributes::default();
            (self.table.telemetry_attributes)(context.input(), &mut |members| {
                for (member, value) in members {
                    if let Some(value) = value
                        .as_deref()
                        .filter(|_| requested.should_capture(member))
                    {
                        captured.insert(*member, value);
                    }
                }
            });
            cfg.interceptor_state().store_put(captured);
        }

        let params = super::super::service::endpoint_params(cfg);
        let (prefix, params) = match self.table.endpoint {
            Some(endpoint) => endpoint(context.input(), params)
                .map_err(|err| super::InputError::new(self.table.name, err))?,
            None => (None, params),
        };
        if let Some(prefix) = &prefix {
            self.check_prefix(prefix)?;
        }
        let params = params
            .build()
            .map_err(|err| ContextAttachedError::new("endpoint params could not be built", err))?;
        let mut params = EndpointResolverParams::new(params);
        if let Some(prefix) = prefix {
            params.set_property(HostPrefix(prefix));
        }
        cfg.interceptor_state().store_put(params);
        Ok(())
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(token) = (self.table.idempotency_token)(context.input_mut()) {
            if token.is_none() {
                let provider = cfg
                    .load::<super::super::idempotency_token::IdempotencyTokenProvider>()
                    .ok_or("the configuration has no idempotency token provider")?;
                *token = Some(provider.make_idempotency_token());
            }
        }
        Ok(())
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _runtime_components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The engine logs requests as they are sent, bodies included.
        if self.table.flags.sensitive && tracing::enabled!(target: ENGINE, tracing::Level::TRACE) {
            hide(context.request_mut().body_mut());
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        super::connection::remember_endpoint(context.request().uri(), cfg);
        Ok(())
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        super::connection::name_endpoint(context.inner_mut(), cfg);
        // `SdkError` prints the raw response in its `Debug`.
        if matches!(context.output_or_error(), Some(Err(_))) {
            if let Some(response) = context.response_mut() {
                hide(response.body_mut());
            }
        }
        Ok(())
    }
}

/// Wraps the body: it prints nothing of itself then, while its bytes stay available to whoever asks for them.
fn hide(body: &mut SdkBody) {
    *body = std::mem::replace(body, SdkBody::taken()).map_preserve_contents(SdkBody::from_body_1_x);
}
