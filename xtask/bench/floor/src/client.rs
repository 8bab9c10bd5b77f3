//! The floor: ListServices as a careful person would write it with hyper-util, aws-sigv4 and serde_json, for this one
//! operation and without retries, interceptors, telemetry or a choice of endpoints.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use harness::{Measurement, Subject};
use http::header::{HeaderValue, USER_AGENT};
use http::{Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::types::ListServicesOutput;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone)]
pub struct Floor {
    transport: Transport,
    uri: Uri,
    credentials: Credentials,
}

#[derive(Clone)]
enum Transport {
    Memory(Bytes),
    Hyper(Client<HttpConnector, Full<Bytes>>),
}

impl Transport {
    /// The body of a successful answer.
    async fn send(&self, request: Request<Full<Bytes>>) -> Result<Bytes, BoxError> {
        match self {
            Self::Memory(body) => {
                let response = http::Response::builder()
                    .header("content-type", "application/json")
                    .header("x-amzn-requestid", "8f14e45f-ceea-467f-a8e6-6b1d3c2f9a10")
                    .body(Full::new(body.clone()))?;
                body_of(response).await
            }
            Self::Hyper(client) => body_of(client.request(request).await?).await,
        }
    }
}

async fn body_of<B>(response: http::Response<B>) -> Result<Bytes, BoxError>
where
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>>,
{
    let status = response.status();
    let body = response
        .into_body()
        .collect()
        .await
        .map_err(Into::into)?
        .to_bytes();
    match status {
        StatusCode::OK => Ok(body),
        _ => Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into()),
    }
}

impl Floor {
    fn new(transport: Transport, endpoint: &str) -> Self {
        let uri = format!("{endpoint}/v1/services/list");
        Self {
            transport,
            uri: uri.parse().expect("an endpoint"),
            credentials: Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"),
        }
    }

    async fn list_services(&self) -> Result<ListServicesOutput, BoxError> {
        let mut request = Request::new(Full::new(Bytes::new()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let agent = HeaderValue::from_static("floor/0.1");
        request.headers_mut().insert(USER_AGENT, agent);
        self.sign(&mut request)?;
        let body = self.transport.send(request).await?;
        Ok(serde_json::from_slice(&body)?)
    }

    fn sign(&self, request: &mut Request<Full<Bytes>>) -> Result<(), BoxError> {
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region("us-east-1")
            .name("aidevops")
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()?
            .into();
        let uri = request.uri().to_string();
        let headers = request
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().expect("ASCII, set above")));
        let signable = SignableRequest::new("POST", uri, headers, SignableBody::Bytes(b""))?;
        let (instructions, _) = sign(signable, &params)?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }
}

impl Subject for Floor {
    fn in_memory(body: Bytes) -> Self {
        let endpoint = "https://cp.aidevops.us-east-1.api.aws";
        Self::new(Transport::Memory(body), endpoint)
    }

    fn over(address: &str) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self::new(Transport::Hyper(client), &format!("http://{address}"))
    }

    async fn call(&self) -> usize {
        let output = self.list_services().await;
        output.expect("an answer that can be read").services.len()
    }

    fn decode(body: Bytes, measurement: Measurement) {
        measurement.run(&mut || {
            let output: ListServicesOutput = serde_json::from_slice(&body).expect("an answer");
            output.services.len()
        });
    }
}
