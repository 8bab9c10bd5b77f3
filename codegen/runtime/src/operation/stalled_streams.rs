//! Protection against streams that stall: in, the engine's interceptor; out, the same protection, except that an answer is
//! watched only from when it lets the caller wait. Most answers never do, and watching takes a clock and a timer.
//!
//! **Invariant:** an answer that stalls fails as it would with the engine's interceptor, and at most one window of its
//! measurement (a second) later.

use super::super::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use super::super::config::{Intercept, RuntimeComponents, SharedAsyncSleep};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime::client::http::body::minimum_throughput::options::MinimumThroughputBodyOptions;
use aws_smithy_runtime::client::http::body::minimum_throughput::MinimumThroughputDownloadBody;
use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};

#[derive(Debug, Default)]
pub(super) struct StalledStreams(StalledStreamProtectionInterceptor);

#[dyn_dispatch_hint]
impl Intercept for StalledStreams {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0
            .modify_before_transmit(context, runtime_components, cfg)
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(config) = cfg
            .load::<StalledStreamProtectionConfig>()
            .filter(|config| config.download_enabled())
        else {
            return Ok(());
        };
        let body = context.response_mut().body_mut();
        // What is here already cannot stall.
        if body.bytes().is_some() {
            return Ok(());
        }
        let (Some(sleep), Some(time)) = (
            runtime_components.sleep_impl(),
            runtime_components.time_source(),
        ) else {
            // It says what is missing.
            return self
                .0
                .modify_before_deserialization(context, runtime_components, cfg);
        };
        let inner = std::mem::replace(body, SdkBody::taken());
        *body = SdkBody::from_body_1_x(Watched::Ready(Some(Unwatched {
            inner,
            sleep,
            time,
            options: config.clone().into(),
        })));
        Ok(())
    }
}

/// A body that is watched from when it has nothing for whoever reads it.
enum Watched {
    Ready(Option<Unwatched>),
    Waiting(Pin<Box<MinimumThroughputDownloadBody<SdkBody>>>),
}

struct Unwatched {
    inner: SdkBody,
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
    options: MinimumThroughputBodyOptions,
}

impl Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if let Self::Ready(body) = this {
            let Some(unwatched) = body else {
                return Poll::Ready(None);
            };
            let polled = Pin::new(&mut unwatched.inner).poll_frame(cx);
            if polled.is_ready() {
                return polled;
            }
            if let Some(Unwatched {
                inner,
                sleep,
                time,
                options,
            }) = body.take()
            {
                let watched = MinimumThroughputDownloadBody::new(time, sleep, inner, options);
                *this = Self::Waiting(Box::pin(watched));
            }
        }
        match this {
            // Asked once more, so that its timers are set.
            Self::Waiting(watched) => watched.as_mut().poll_frame(cx),
            Self::Ready(_) => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Ready(body) => body.as_ref().is_none_or(|body| body.inner.is_end_stream()),
            Self::Waiting(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Ready(Some(body)) => Body::size_hint(&body.inner),
            Self::Ready(None) => SizeHint::with_exact(0),
            Self::Waiting(body) => body.size_hint(),
        }
    }
}
