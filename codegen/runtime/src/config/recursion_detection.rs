//! Detection of calls that go round in circles between Lambda functions: in, the engine's interceptor; out, the same, asked in
//! Lambda functions only.

use super::interceptors::BeforeTransmitInterceptorContextMut;
use super::{ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use aws_runtime::recursion_detection::RecursionDetectionInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

/// The interceptor of a client.
pub(super) fn recursion_detection() -> SharedInterceptor {
    SharedInterceptor::permanent(InLambda(RecursionDetectionInterceptor::new()))
}

#[derive(Debug)]
struct InLambda(RecursionDetectionInterceptor);

#[dyn_dispatch_hint]
impl Intercept for InLambda {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Without it the engine does nothing, after it has looked for two variables and a header.
        if std::env::var_os("AWS_LAMBDA_FUNCTION_NAME").is_none() {
            return Ok(());
        }
        self.0
            .modify_before_signing(context, runtime_components, cfg)
    }
}
