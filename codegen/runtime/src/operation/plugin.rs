//! The runtime plugin of an operation: in, its [`Table`]; out, the config layer and the components that the engine merges
//! into those of the client. Built once for each operation.

use super::super::config::fused::fuse;
use super::super::config::plugins::in_order;
use super::interceptor::OperationInterceptor;
use super::stalled_streams::StalledStreams;
use super::table::ErasedDeserialize;
use super::{unhandled, Answer, ErrorAnswer, InputError, Table};
use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig, SigningOptions};
use aws_smithy_runtime::client::retries::classifiers::TransientErrorClassifier;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output, OutputOrError};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::{
    HttpRequest, HttpResponse, Metadata, OrchestratorError, SensitiveOutput,
};
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, SharedRetryClassifier};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{SharedRuntimePlugin, StaticRuntimePlugin};
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::error::ErrorMetadata;
use aws_types::request_id::{apply_request_id, RequestId};
use std::sync::{PoisonError, RwLock};

/// The plugins of the operations that have been called, by name, in the order of names. A table, being a constant, could not
/// keep its own.
static BUILT: RwLock<Vec<(&'static str, SharedRuntimePlugin)>> = RwLock::new(Vec::new());

/// The plugin of the operation with `table`.
pub(super) fn operation_plugin(table: &'static Table) -> SharedRuntimePlugin {
    let built = BUILT.read().unwrap_or_else(PoisonError::into_inner);
    if let Ok(at) = place(&built, table) {
        return built[at].1.clone();
    }
    drop(built);
    let mut built = BUILT.write().unwrap_or_else(PoisonError::into_inner);
    let at = place(&built, table).unwrap_or_else(|at| {
        built.insert(at, (table.name, build(table)));
        at
    });
    built[at].1.clone()
}

/// Where the plugin of an operation is, or else belongs.
fn place(built: &[(&'static str, SharedRuntimePlugin)], table: &Table) -> Result<usize, usize> {
    built.binary_search_by(|(name, _)| (*name).cmp(table.name))
}

fn build(table: &'static Table) -> SharedRuntimePlugin {
    let service = super::super::service::SERVICE_ID;
    let mut layer = Layer::new(table.name);
    layer.store_put(SharedRequestSerializer::new(Codec(table)));
    layer.store_put(SharedResponseDeserializer::new(Codec(table)));
    layer.store_put(AuthSchemeOptionResolverParams::new(
        super::super::config::auth::Params::of(table.name),
    ));
    if table.flags.sensitive {
        layer.store_put(SensitiveOutput);
    }
    layer.store_put(Metadata::new(table.name, service));
    layer.store_put(SigV4OperationSigningConfig {
        signing_options: signing_options(table),
        ..Default::default()
    });

    if table.flags.unsigned_payload {
        layer.store_put(PayloadSigningOverride::UnsignedPayload);
    }

    let mut components = RuntimeComponentsBuilder::new(table.name);
    let mut interceptors = vec![SharedInterceptor::permanent(OperationInterceptor::new(
        table,
    ))];
    if !table.flags.no_stalled_stream_protection {
        interceptors.push(SharedInterceptor::permanent(StalledStreams::default()));
    }
    components.set_interceptors(fuse(interceptors).into_iter());
    for classifier in classifiers(table) {
        components.push_retry_classifier(classifier);
    }
    SharedRuntimePlugin::new(
        StaticRuntimePlugin::new()
            .with_config(layer.freeze())
            .with_runtime_components(components),
    )
}

/// In the order in which the engine sorts them at each call, which takes less if they have it already.
fn classifiers(table: &Table) -> Vec<SharedRetryClassifier> {
    // The type parameter of this classifier has no effect, so all operations share one instance of it.
    let shared = SharedRetryClassifier::new(TransientErrorClassifier::<ErrorMetadata>::new());
    let all = (table.classifiers)().into_iter().chain([shared]);
    in_order(all, ClassifyRetry::priority)
}

fn signing_options(table: &Table) -> SigningOptions {
    let mut options = SigningOptions::default();
    options.double_uri_encode = true;
    // The service learns from this header that it need not look at the payload.
    options.content_sha256_header = table.flags.unsigned_payload;
    options.normalize_uri_path = true;
    options
}

/// Serializer and deserializer of an operation.
#[derive(Debug)]
struct Codec(&'static Table);

impl SerializeRequest for Codec {
    fn serialize_input(&self, input: Input, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        (self.0.serialize)(input, cfg).map_err(|err| InputError::new(self.0.name, err).into())
    }
}

impl DeserializeResponse for Codec {
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        cfg: &ConfigBag,
    ) -> Option<OutputOrError> {
        match self.0.deserialize {
            ErasedDeserialize::Streaming(read) if response.status().is_success() => {
                tracing::debug!(request_id = ?response.request_id());
                Some(self.finish(read(response, cfg), response))
            }
            // An error answer is read as a whole, whatever the operation.
            _ => None,
        }
    }

    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> OutputOrError {
        tracing::debug!(request_id = ?response.request_id());
        let answer = Answer {
            status: response.status(),
            headers: response.headers(),
            body: response.body().bytes().unwrap_or_default(),
            config: cfg,
        };
        match self.0.deserialize {
            ErasedDeserialize::Whole(read) if response.status().is_success() => {
                self.finish(read(&answer), response)
            }
            _ => Err(OrchestratorError::operation((self.0.error)(
                ErrorAnswer::read(answer),
            ))),
        }
    }
}

impl Codec {
    fn finish(&self, read: Result<Output, BoxError>, response: &HttpResponse) -> OutputOrError {
        read.map_err(|source| {
            let meta = apply_request_id(ErrorMetadata::builder(), response.headers()).build();
            OrchestratorError::operation((self.0.unhandled)(unhandled(source, meta)))
        })
    }
}
