//! The header `amz-sdk-request`, which tells the service which attempt of how many a request is: in, the engine's interceptor;
//! out, the header that it would send. First attempts of a client nearly always have the same, which is kept.

use super::fused::is_disabled;
use super::interceptors::BeforeTransmitInterceptorContextMut;
use super::kept::keep;
use super::{ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use std::borrow::Cow;
use std::sync::OnceLock;

const AMZ_SDK_REQUEST: ::http::HeaderName = ::http::HeaderName::from_static("amz-sdk-request");

/// The interceptor of a client.
pub(super) fn request_info() -> SharedInterceptor {
    // What it stands in for can be disabled, and is asked about by it.
    SharedInterceptor::permanent(RememberingRequestInfo {
        engine: RequestInfoInterceptor::new(),
        first: OnceLock::new(),
    })
}

#[derive(Debug)]
struct RememberingRequestInfo {
    engine: RequestInfoInterceptor,
    /// How often a call was tried at most, and the header of its first attempt.
    first: OnceLock<(u32, Cow<'static, str>)>,
}

/// The number of attempts at most, if this is the first one and the header says no more than that: with a timeout it may also
/// say when.
fn first_of(cfg: &ConfigBag) -> Option<u32> {
    let is_first = cfg.load::<RequestAttempts>()?.attempts() == 1;
    let has_end = cfg.load::<TimeoutConfig>()?.read_timeout().is_some();
    let most = cfg.load::<RetryConfig>()?.max_attempts();
    (is_first && !has_end).then_some(most)
}

#[dyn_dispatch_hint]
impl Intercept for RememberingRequestInfo {
    fn name(&self) -> &'static str {
        self.engine.name()
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if is_disabled::<RequestInfoInterceptor>(cfg) {
            return Ok(());
        }
        let first_of = first_of(cfg);
        let known = self.first.get();
        if let Some((_, header)) = known.filter(|(most, _)| first_of == Some(*most)) {
            let headers = context.request_mut().headers_mut();
            headers.insert(AMZ_SDK_REQUEST, header.clone());
            return Ok(());
        }
        self.engine
            .modify_before_transmit(context, runtime_components, cfg)?;
        let header = context.request().headers().get(AMZ_SDK_REQUEST);
        if let (Some(most), Some(header), None) = (first_of, header, known) {
            // Whoever is first.
            let _ = self.first.set((most, keep(header.to_owned())));
        }
        Ok(())
    }
}
