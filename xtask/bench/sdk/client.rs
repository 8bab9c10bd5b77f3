//! The client crate under measurement: compiled once against ours and once against the official one, which is all that
//! differs between the two programs.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;

use aws_credential_types::Credentials;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use devops::config::{BehaviorVersion, Region};
use devops::operation::list_services::ListServicesOutput;
use harness::{Measurement, Subject};

#[derive(Clone)]
pub struct Client(devops::Client);

impl Subject for Client {
    fn in_memory(body: Bytes) -> Self {
        let connector = SharedHttpConnector::new(Memory(body));
        Self(client(None, http_client_fn(move |_, _| connector.clone())))
    }

    fn over(address: &str) -> Self {
        let http = aws_smithy_http_client::Builder::new()
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
            .build_with_resolver(Loopback);
        // A name: the operation puts a prefix in front of the host.
        let (_, port) = address.rsplit_once(':').expect("a port");
        Self(client(Some(&format!("http://loopback.test:{port}")), http))
    }

    async fn call(&self) -> usize {
        let output = self.0.list_services().send().await;
        output.expect("an answer that can be read").services().len()
    }

    /// By the operation's own deserializer, as the engine calls it. It is private to the crate and cannot be cloned, but
    /// interceptors see it in the configuration of a call: the measurement runs within one.
    fn decode(body: Bytes, measurement: Measurement) {
        let http = http_client_fn(|_, _| unreachable!("the call ends before"));
        // An interceptor of the call: those of the client begin before there is an operation.
        let call = client(None, http)
            .list_services()
            .customize()
            .interceptor(Within {
                response: response(body),
                measurement: Mutex::new(Some(measurement)),
            });
        let runtime = harness::runtime().expect("a runtime");
        runtime
            .block_on(call.send())
            .expect_err("the interceptor ends the call");
    }
}

/// Every name is this machine.
#[derive(Clone, Debug)]
struct Loopback;

impl ResolveDns for Loopback {
    fn resolve_dns<'a>(&'a self, _name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]))
    }
}

fn client(endpoint: Option<&str>, http: SharedHttpClient) -> devops::Client {
    let mut config = devops::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            "AKIDEXAMPLE",
            "secret",
            None,
            None,
            "bench",
        ))
        .http_client(http);
    config.set_endpoint_url(endpoint.map(str::to_owned));
    devops::Client::from_conf(config.build())
}

/// A transport that has the answer already.
#[derive(Debug)]
struct Memory(Bytes);

impl HttpConnector for Memory {
    fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(response(self.0.clone())))
    }
}

fn response(body: Bytes) -> HttpResponse {
    let status = StatusCode::try_from(200).expect("a status");
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    let headers = response.headers_mut();
    headers.insert("content-type", "application/json");
    headers.insert("x-amzn-requestid", "8f14e45f-ceea-467f-a8e6-6b1d3c2f9a10");
    response
}

/// Measures in the middle of a call, and ends the call.
#[derive(Debug)]
struct Within {
    response: HttpResponse,
    measurement: Mutex<Option<Measurement>>,
}

#[dyn_dispatch_hint]
impl Intercept for Within {
    fn name(&self) -> &'static str {
        "Within"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let deserializer = cfg
            .load::<SharedResponseDeserializer>()
            .expect("a deserializer");
        let measurement = self.measurement.lock().expect("no panic before").take();
        measurement.expect("the first call").run(&mut || {
            deserializer
                .deserialize_nonstreaming_with_config(&self.response, cfg)
                .expect("an answer that can be read")
                .downcast::<ListServicesOutput>()
                .expect("the output of ListServices")
                .services()
                .len()
        });
        Err("measured".into())
    }
}
