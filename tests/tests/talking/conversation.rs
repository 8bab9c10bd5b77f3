//! A server with the model of a service beside it: answers go out and requests come in only if they fit the model.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use serde_json::Value;

use crate::coverage::Coverage;
use crate::model::{Model, target, trait_value};
use crate::server::{Server, Whole};
use crate::service::Service;
use crate::signature::{ACCESS_KEY, REGION, SECRET_KEY, SESSION_TOKEN, Verifier};
use crate::wire;

pub struct Conversation {
    model: Model,
    pub server: Server,
    inputs: Coverage,
    outputs: Coverage,
    operations: BTreeSet<String>,
}

impl Conversation {
    pub async fn start(service: &Service) -> Self {
        let model = service.model();
        let signing_name = &trait_value(model.service(), "aws.auth#sigv4")["name"];
        let verifier = Verifier {
            service: signing_name.as_str().expect("a name").to_owned(),
        };
        Self {
            server: Server::start(verifier).await,
            model,
            inputs: Coverage::default(),
            outputs: Coverage::default(),
            operations: BTreeSet::new(),
        }
    }

    /// What a client needs to call the server, retrying without delay.
    pub fn sdk_config(&self) -> SdkConfig {
        self.sdk_config_with_secret(SECRET_KEY)
    }

    pub fn sdk_config_with_secret(&self, secret_key: &str) -> SdkConfig {
        let session_token = Some(SESSION_TOKEN.to_owned());
        let credentials = Credentials::new(ACCESS_KEY, secret_key, session_token, None, "test");
        let http_client = Builder::new()
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
            .build_with_resolver(Loopback);
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .endpoint_url(format!("http://{}", self.host()))
            .http_client(http_client)
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
            .build()
    }

    /// Name and port of the endpoint, without a prefix.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.server.address.port())
    }

    /// Answers the next request with the JSON of a full output.
    pub fn answer(&mut self, operation: &str, output: Value) {
        let shape = self.model.operation(operation);
        let output_shape = target(&shape["output"]);
        self.outputs.check(&self.model, output_shape, &output);
        let code = trait_value(shape, "smithy.api#http")["code"].as_u64();
        let code = code
            .expect("a status code")
            .try_into()
            .expect("a status code");
        self.server.answer(Whole::json(code, &output));
    }

    /// Checks that exactly one request has come: that of the operation with this full input.
    pub fn heard(&mut self, operation: &str, input: Value) {
        let input_shape = target(&self.model.operation(operation)["input"]);
        self.inputs.check(&self.model, input_shape, &input);
        let requests = self.server.heard();
        let [request] = &requests[..] else {
            panic!("{operation} made {} requests", requests.len());
        };
        wire::check(&self.model, operation, &input, &self.host(), request);
        self.operations.insert(operation.to_owned());
    }

    /// Checks that nothing was left out: every operation, and every variant of every union in inputs and in outputs.
    pub fn end(self) {
        assert_eq!(self.operations, self.model.json_operations());
        self.inputs.assert_complete("inputs");
        self.outputs.assert_complete("outputs");
    }
}

/// Sends every name to this machine: the host prefixes of operations go in front of `localhost`, and not every machine
/// knows names such as `cp.localhost`.
#[derive(Clone, Debug)]
struct Loopback;

impl ResolveDns for Loopback {
    fn resolve_dns<'a>(&'a self, _name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec![std::net::Ipv4Addr::LOCALHOST.into()]))
    }
}
