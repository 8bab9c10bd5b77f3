//! An operation whose output streams, whose payload is not signed, and which binds endpoint parameter and host prefix: what the
//! operations of the sample service do not need, but the machinery offers.

use super::support::{answer, Reply, Server};
use crate::config::http::{HttpRequest, HttpResponse};
use crate::error::{BoxError, BuildError, ProvideErrorMetadata, SdkError};
use crate::operation::get_thing::GetThingError;
use crate::primitives::{ByteStream, SdkBody};
use crate::runtime::operation::{send, Deserialize, Flags, Operation, Table};
use crate::runtime::service::endpoint::ParamsBuilder;
use aws_smithy_types::config_bag::ConfigBag;

#[derive(Debug)]
struct Download {
    body: ByteStream,
}

struct DownloadThing;

impl Operation for DownloadThing {
    type Input = String;
    type Output = Download;
    type Error = GetThingError;

    const NAME: &'static str = "DownloadThing";
    const FLAGS: Flags = Flags {
        unsigned_payload: true,
        no_stalled_stream_protection: true,
        ..Flags::USUAL
    };
    const DESERIALIZE: Deserialize<Download> = Deserialize::Streaming(read);

    const HAS_ENDPOINT: bool = true;

    fn table() -> &'static Table {
        const { &Table::of::<DownloadThing>() }
    }

    fn call_site() -> &'static tracing::callsite::DefaultCallsite {
        crate::runtime::call_site!("Sample Service", "Download")
    }

    fn serialize(input: String, _cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let mut request = crate::runtime::http::RequestBuilder::new("PUT");
        request
            .path("/download")
            .body("text/plain", SdkBody::from(input));
        Ok(request.finish()?)
    }

    fn host_prefix(input: &String) -> Result<Option<String>, BoxError> {
        let prefix = input.strip_prefix("before ");
        Ok(prefix.map(str::to_owned))
    }

    fn endpoint_params(input: &String, params: ParamsBuilder) -> ParamsBuilder {
        match input.starts_with("before ") {
            true => params,
            false => params.region(format!("for-{input}")),
        }
    }
}

fn read(response: &mut HttpResponse, _cfg: &ConfigBag) -> Result<Download, BoxError> {
    if response.headers().contains_key("x-refuse") {
        return Err("refused".into());
    }
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    Ok(Download {
        body: ByteStream::new(body),
    })
}

async fn call(server: &Server) -> Result<Download, SdkError<GetThingError>> {
    let input = Ok::<_, BuildError>("a".to_owned());
    send::<DownloadThing>(server.client().handle.clone(), input, None).await
}

#[tokio::test]
async fn the_body_becomes_part_of_the_output() {
    let server = Server::new([answer(200, "streamed")]);
    let output = call(&server).await.unwrap();
    assert_eq!(
        output.body.collect().await.unwrap().into_bytes(),
        "streamed"
    );
    let request = server.request();
    assert_eq!(request.uri, "https://sample.for-a.example.com/download");
    assert_eq!(
        request.header("x-amz-content-sha256"),
        Some("UNSIGNED-PAYLOAD")
    );
}

#[tokio::test]
async fn host_prefixes_are_checked_at_each_call() {
    let server = Server::new([answer(200, ""), answer(200, ""), answer(200, "")]);
    let client = server.client();
    for prefix in ["a.", "a.", "b/c.", "d."] {
        let input = Ok::<_, BuildError>(format!("before {prefix}"));
        let result = send::<DownloadThing>(client.handle.clone(), input, None).await;
        assert_eq!(result.is_ok(), prefix != "b/c.", "{prefix}: {result:?}");
    }
    let requests = server.requests();
    let hosts: Vec<_> = requests
        .iter()
        .map(|request| request.uri.strip_prefix("https://").unwrap())
        .collect();
    assert_eq!(
        hosts,
        ["a.", "a.", "d."].map(|prefix| format!("{prefix}sample.us-east-1.example.com/download"))
    );
}

#[tokio::test]
async fn errors_are_read_as_a_whole() {
    let server = Server::new([answer(
        400,
        r#"{"__type":"ValidationException","fields":["a"]}"#,
    )]);
    let err = call(&server).await.unwrap_err().into_service_error();
    assert!(err.is_validation_exception(), "{err:?}");

    let server = Server::new([Reply::Answer(
        200,
        &[("x-refuse", "1"), ("x-amzn-requestid", "r")],
        "",
    )]);
    let err = call(&server).await.unwrap_err().into_service_error();
    assert_eq!(err.code(), None);
    assert_eq!(
        crate::Error::from(err).to_string(),
        "GetThing: refused (request id r)"
    );
}
