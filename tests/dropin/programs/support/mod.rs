//! What the programs share: clients that call the test's server, and lines of text that say what they saw.
//!
//! `crate::sdk` is the crate under test. Every line is `where`, `what` and `value`, separated by tabs.

pub mod configured;
pub mod hooks;
mod show;

use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::Document;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;

use crate::sdk;
use crate::sdk::config::interceptors::BeforeTransmitInterceptorContextMut;
use crate::sdk::config::{BehaviorVersion, ConfigBag, Intercept, RuntimeComponents};
use crate::sdk::error::{BoxError, DisplayErrorContext, ProvideErrorMetadata, SdkError};
use crate::sdk::operation::RequestId;

pub use show::Show;

/// Says one thing; the test compares the lines of the two programs.
pub fn line(place: &str, what: &str, value: impl Display) {
    let value = value.to_string().replace('\\', "\\\\");
    println!("{place}\t{what}\t{}", value.replace('\n', "\\n"));
}

/// Where the test's server is, and how to reach it.
pub struct Session {
    pub endpoint: String,
    pub http_client: SharedHttpClient,
}

impl Session {
    pub fn start() -> Self {
        let http_client = Builder::new()
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
            .build_with_resolver(Loopback);
        Self {
            endpoint: std::env::var("DROPIN_ENDPOINT").expect("DROPIN_ENDPOINT: the test sets it"),
            http_client,
        }
    }

    /// A shared configuration as `aws-config` makes it.
    pub fn sdk_config(&self) -> SdkConfig {
        let credentials = Credentials::new(
            "AKIDEXAMPLE",
            "secret",
            Some("token".to_owned()),
            None,
            "test",
        );
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-west-2"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .endpoint_url(&self.endpoint)
            .http_client(self.http_client.clone())
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
            .build()
    }

    /// The configuration of a client whose requests get the answers of `operation/kind`.
    pub fn config(&self, operation: &str, kind: &str) -> sdk::config::Builder {
        sdk::config::Builder::from(&self.sdk_config())
            .idempotency_token_provider("00000000-0000-4000-8000-000000000000")
            .interceptor(Ask(format!("{operation}/{kind}")))
    }

    pub fn client(&self, operation: &str, kind: &str) -> sdk::Client {
        sdk::Client::from_conf(self.config(operation, kind).build())
    }
}

/// Sends every name to this machine: host prefixes go in front of `localhost`, and not every machine knows such names.
#[derive(Clone, Debug)]
struct Loopback;

impl ResolveDns for Loopback {
    fn resolve_dns<'a>(&'a self, _name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec![std::net::Ipv4Addr::LOCALHOST.into()]))
    }
}

/// Tells the server which answer to give.
#[derive(Debug)]
pub struct Ask(pub String);

impl Intercept for Ask {
    fn name(&self) -> &'static str {
        "Ask"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context
            .request_mut()
            .headers_mut()
            .insert("x-dropin-answer", self.0.clone());
        Ok(())
    }
}

/// All that an error of a call says about itself.
pub fn sdk_error<E>(place: &str, kind: &str, error: &SdkError<E>)
where
    E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
    SdkError<E>: RequestId,
{
    let say = |what: &str, value: String| line(place, &format!("{kind} {what}"), value);
    say(
        "kind",
        match error {
            SdkError::ConstructionFailure(_) => "construction",
            SdkError::TimeoutError(_) => "timeout",
            SdkError::DispatchFailure(_) => "dispatch",
            SdkError::ResponseError(_) => "response",
            SdkError::ServiceError(_) => "service",
            _ => "other",
        }
        .to_owned(),
    );
    say(
        "status",
        format!("{:?}", error.raw_response().map(|r| r.status().as_u16())),
    );
    say("metadata", metadata(error));
    say("error request id", request_id(error));
    say("Display", error.to_string());
    say(
        "DisplayErrorContext",
        DisplayErrorContext(error).to_string(),
    );
}

#[allow(dead_code, reason = "only one of the services has streams")]
pub fn stream_error<E, R>(place: &str, what: &str, error: &SdkError<E, R>)
where
    E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
    R: Debug + Send + Sync + 'static,
{
    line(
        place,
        what,
        match error.as_service_error() {
            Some(error) => format!("{} {error}", metadata(error)),
            None => "not a service error".to_owned(),
        },
    );
}

pub fn metadata(error: &impl ProvideErrorMetadata) -> String {
    let meta = error.meta();
    assert_eq!(
        (meta.code(), meta.message()),
        (error.code(), error.message())
    );
    format!("code {:?}, message {:?}", error.code(), error.message())
}

pub fn request_id(of: &impl RequestId) -> String {
    format!("{:?}", of.request_id())
}

/// A structure's fields, by their fields and by their getters.
pub fn structure(fields: Vec<(&str, String, String)>) -> String {
    let fields: Vec<String> = fields
        .into_iter()
        .map(|(name, field, getter)| match field == getter {
            true => format!("{name}: {field}"),
            false => format!("{name}: {field} ({getter})"),
        })
        .collect();
    format!("{{ {} }}", fields.join(", "))
}

pub fn is_clone<T: Clone + Debug + Send + Sync + 'static>() {}

pub fn is_structure<T: Clone + Debug + PartialEq + Send + Sync + 'static>() {}

pub fn is_builder<T: Debug + Default + Send + 'static>() {}

pub fn is_output<T: Debug + RequestId + Send + 'static>() {}

pub fn is_error<T: std::error::Error + ProvideErrorMetadata + RequestId + Send + Sync + 'static>() {
}

/// What generic code of users and of the runtime crates asks of an operation's error.
pub fn is_operation_error<T>()
where
    T: std::error::Error + ProvideErrorMetadata + RequestId + Send + Sync + 'static,
    T: aws_smithy_runtime_api::client::result::CreateUnhandledError,
    T: aws_smithy_types::retry::ProvideErrorKind,
    sdk::Error: From<T>,
{
}

pub fn is_enum<T>()
where
    T: AsRef<str>
        + Clone
        + Debug
        + Display
        + Eq
        + FromStr<Err = std::convert::Infallible>
        + Hash
        + Ord
        + Send
        + Sync,
    T: for<'a> From<&'a str> + 'static,
{
}

/// The future of a call can be spawned.
pub fn is_sent<F, T: Future + Send>(_: F)
where
    F: Fn(&sdk::Client) -> T,
{
}

/// A string that shows how it was encoded.
pub fn string(name: &str, index: usize) -> String {
    let form = ["", " é/+%?&=", " \"\\", " \u{1f600}", "#;:,"][index % 5];
    format!("{name}-{index}{form}")
}

pub fn document(index: usize) -> Document {
    let list = vec![
        Document::Null,
        Document::Bool(true),
        Document::from(index as u64),
        Document::from(-1_i64),
        Document::from(0.5),
    ];
    Document::Object(HashMap::from([
        ("list".to_owned(), Document::Array(list)),
        (
            "text".to_owned(),
            Document::String(string("document", index)),
        ),
    ]))
}
