//! Changes to a single call, made between building its input and sending it.
//!
//! Every fluent builder has a method `customize`, which returns a [`CustomizableOperation`].

use super::super::config::Builder;
use aws_smithy_runtime::client::interceptors::{MapRequestInterceptor, MutateRequestInterceptor};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_plugin::SharedRuntimePlugin;
use std::marker::PhantomData;

pub(crate) mod internal {
    //! How a [`CustomizableOperation`](super::CustomizableOperation) reaches the fluent builder that it was made from.

    use super::super::super::config::Builder;
    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_runtime_api::client::result::SdkError;
    use std::future::Future;
    use std::pin::Pin;

    pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

    pub type SendResult<T, E> = Result<T, SdkError<E, HttpResponse>>;

    pub trait CustomizableSend<T, E>: Send + Sync {
        fn send(self, config_override: Builder) -> BoxFuture<SendResult<T, E>>;
    }
}

/// A call that can be changed before it is sent: its configuration, its interceptors, its HTTP request.
pub struct CustomizableOperation<T, E, B> {
    customizable_send: B,
    config_override: Option<Builder>,
    interceptors: Vec<SharedInterceptor>,
    runtime_plugins: Vec<SharedRuntimePlugin>,
    _output: PhantomData<T>,
    _error: PhantomData<E>,
}

impl<T, E, B> CustomizableOperation<T, E, B> {
    pub(crate) fn new(customizable_send: B) -> Self {
        Self {
            customizable_send,
            config_override: None,
            interceptors: Vec::new(),
            runtime_plugins: Vec::new(),
            _output: PhantomData,
            _error: PhantomData,
        }
    }

    /// Adds an [interceptor](Intercept) to this call.
    ///
    /// In which order the interceptors run that were added to a call by this method, [`Self::map_request`],
    /// [`Self::mutate_request`] and [`Self::config_override`] is not specified.
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.interceptors.push(SharedInterceptor::new(interceptor));
        self
    }

    /// Adds a runtime plugin to this call.
    #[allow(dead_code)] // Waiters and presigning will want it, not every service has them.
    pub(crate) fn runtime_plugin(mut self, runtime_plugin: SharedRuntimePlugin) -> Self {
        self.runtime_plugins.push(runtime_plugin);
        self
    }

    /// Replaces the HTTP request of each attempt by what `f` makes of it, before it is signed. An error of `f` ends the
    /// call.
    pub fn map_request<F, MapE>(self, f: F) -> Self
    where
        F: Fn(HttpRequest) -> Result<HttpRequest, MapE> + Send + Sync + 'static,
        MapE: std::error::Error + Send + Sync + 'static,
    {
        self.interceptor(MapRequestInterceptor::new(f))
    }

    /// Changes the HTTP request of each attempt in place, before it is signed.
    pub fn mutate_request<F>(self, f: F) -> Self
    where
        F: Fn(&mut HttpRequest) + Send + Sync + 'static,
    {
        self.interceptor(MutateRequestInterceptor::new(f))
    }

    /// Overrides the client's configuration for this call: what is set in `config_override` replaces what the client
    /// has, what is not set there stays. A second override replaces the first.
    pub fn config_override(mut self, config_override: impl Into<Builder>) -> Self {
        self.config_override = Some(config_override.into());
        self
    }

    /// Sends the request and returns the answer.
    pub async fn send(self) -> internal::SendResult<T, E>
    where
        E: std::error::Error + Send + Sync + 'static,
        B: internal::CustomizableSend<T, E>,
    {
        let mut config_override = self.config_override.unwrap_or_default();
        for interceptor in self.interceptors {
            config_override.push_interceptor(interceptor);
        }
        for plugin in self.runtime_plugins {
            config_override.push_runtime_plugin(plugin);
        }
        self.customizable_send.send(config_override).await
    }
}
