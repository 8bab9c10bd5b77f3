//! What goes out: signature, headers, host, idempotency token; and what fails before anything goes out.

use super::support::{answer, Server};
use crate::error::{DisplayErrorContext, SdkError};
use crate::operation::RequestId;

const NAMED: &str = r#"{"name":"a","unknown":[1,{"x":null}]}"#;

#[tokio::test]
async fn a_call_is_signed_and_says_who_calls() {
    let server = Server::new([super::support::Reply::Answer(
        200,
        &[("x-amzn-requestid", "r1")],
        NAMED,
    )]);
    let output = server
        .client()
        .get_thing()
        .thing_id("a/b")
        .view("full & more")
        .send()
        .await
        .unwrap();
    assert_eq!(output.name(), Some("a"));
    assert_eq!(output.request_id(), Some("r1"));

    let request = server.request();
    assert_eq!(request.method, "GET");
    assert_eq!(
        request.uri,
        "https://cp.sample.us-east-1.example.com/things/a%2Fb?view=full%20%26%20more"
    );
    let authorization = request.header("authorization").unwrap();
    assert!(
        authorization.starts_with(
            "AWS4-HMAC-SHA256 Credential=ANOTREAL/20090213/us-east-1/sample/aws4_request, "
        ),
        "{authorization}"
    );
    assert!(request.header("x-amz-date").is_some());
    let user_agent = request.header("x-amz-user-agent").unwrap();
    assert!(user_agent.starts_with("aws-sdk-rust/"), "{user_agent}");
    assert_eq!(request.header("amz-sdk-invocation-id").unwrap().len(), 36);
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=3"));
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn the_user_agent_names_crate_and_features() {
    use crate::config::{BehaviorVersion, Credentials, Region};
    let server = Server::new([answer(200, NAMED)]);
    let config = crate::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::for_tests())
        .endpoint_url("http://localhost:1234")
        .http_client(server.http_client())
        .build();
    crate::Client::from_conf(config)
        .get_thing()
        .thing_id("1")
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(request.uri, "http://cp.localhost:1234/things/1");
    let user_agent = request.header("x-amz-user-agent").unwrap();
    let api = format!("api/sampleservice/{}", crate::meta::PKG_VERSION);
    assert!(user_agent.contains(&api), "{user_agent}");
    // E: standard retries; N: endpoint override.
    let features = user_agent
        .split("m/")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    let features: Vec<_> = features.split(',').collect();
    assert!(
        features.contains(&"E") && features.contains(&"N"),
        "{user_agent}"
    );
}

#[tokio::test]
async fn an_idempotency_token_is_filled_in_unless_it_is_set() {
    let server = Server::new([answer(200, ""), answer(200, ""), answer(200, "")]);
    let client = server.client();
    client.create_thing().name("a").send().await.unwrap();
    client
        .create_thing()
        .name("a")
        .client_token("mine")
        .send()
        .await
        .unwrap();
    client
        .create_thing()
        .name("a")
        .customize()
        .config_override(crate::Config::builder().idempotency_token_provider("theirs"))
        .send()
        .await
        .unwrap();
    let requests = server.requests();
    let bodies: Vec<_> = requests
        .iter()
        .map(|request| request.body.as_str())
        .collect();
    assert_eq!(
        bodies,
        [
            r#"{"name":"a","clientToken":"00000000-0000-4000-8000-000000000000"}"#,
            r#"{"name":"a","clientToken":"mine"}"#,
            r#"{"name":"a","clientToken":"theirs"}"#,
        ]
    );
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    assert_eq!(
        requests[0].uri,
        "https://sample.us-east-1.example.com/things"
    );
}

#[tokio::test]
async fn a_token_stays_the_same_when_a_call_is_tried_again() {
    let server = Server::new([answer(500, ""), answer(200, "")]);
    let config = server.config().idempotency_token_provider(
        crate::runtime::idempotency_token::IdempotencyTokenProvider::random(),
    );
    crate::Client::from_conf(config.build())
        .create_thing()
        .name("a")
        .send()
        .await
        .unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, requests[1].body);
    assert_ne!(requests[0].body, r#"{"name":"a"}"#);
}

#[tokio::test]
async fn a_missing_member_fails_before_anything_is_sent() {
    let server = Server::new([]);
    let client = server.client();
    let label = client.get_thing().send().await.unwrap_err();
    let body = client.create_thing().send().await.unwrap_err();
    assert!(
        matches!(label, SdkError::ConstructionFailure(_)),
        "{label:?}"
    );
    assert!(matches!(body, SdkError::ConstructionFailure(_)), "{body:?}");
    let label = DisplayErrorContext(&label).to_string();
    let body = DisplayErrorContext(&body).to_string();
    assert!(
        label.contains("GetThing: ") && label.contains("thingId"),
        "{label}"
    );
    assert!(
        body.contains("CreateThing: ") && body.contains("name"),
        "{body}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_input_can_be_sent_by_its_builder() {
    let server = Server::new([answer(200, NAMED)]);
    let input = crate::operation::get_thing::GetThingInput::builder().thing_id("1");
    let output = input.send_with(&server.client()).await.unwrap();
    assert_eq!(output.name(), Some("a"));
    let call = server.client().get_thing().thing_id("1");
    assert_eq!(call.as_input().get_thing_id().as_deref(), Some("1"));
}

#[tokio::test]
async fn an_immutable_endpoint_gets_no_host_prefix() {
    use crate::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};

    #[derive(Debug)]
    struct Immutable(bool);
    impl ResolveEndpoint for Immutable {
        fn resolve_endpoint<'a>(&'a self, _params: &'a Params) -> EndpointFuture<'a> {
            let endpoint = Endpoint::builder()
                .url("https://cp.example.com/base")
                .property("hostnameImmutable", self.0);
            EndpointFuture::ready(Ok(endpoint.build()))
        }
    }

    let mut uris = Vec::new();
    for immutable in [true, false] {
        let server = Server::new([answer(200, NAMED)]);
        let config = server
            .config()
            .endpoint_resolver(Immutable(immutable))
            .build();
        crate::Client::from_conf(config)
            .get_thing()
            .thing_id("1")
            .send()
            .await
            .unwrap();
        uris.push(server.request().uri);
    }
    assert_eq!(
        uris,
        [
            "https://cp.example.com/base/things/1",
            "https://cp.cp.example.com/base/things/1"
        ]
    );
}

#[tokio::test]
async fn the_host_prefix_is_put_before_the_endpoint_of_each_call() {
    use crate::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};

    /// Takes its time, and says something else each time.
    #[derive(Debug, Default)]
    struct Alternating(std::sync::atomic::AtomicUsize);
    impl ResolveEndpoint for Alternating {
        fn resolve_endpoint<'a>(&'a self, _params: &'a Params) -> EndpointFuture<'a> {
            EndpointFuture::new(async {
                tokio::task::yield_now().await;
                let count = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let endpoint = Endpoint::builder()
                    .url(format!("https://{}.example.com", count / 2))
                    .property("hostnameImmutable", count == 3);
                Ok(endpoint.build())
            })
        }
    }

    let server = Server::new(std::iter::repeat_with(|| answer(200, NAMED)).take(8));
    let client = server.client();
    let call = || client.get_thing().thing_id("1").customize();
    call().send().await.unwrap();
    // Of an override, and of a client.
    for _ in 0..2 {
        let settings = crate::Config::builder().endpoint_resolver(Alternating::default());
        call().config_override(settings).send().await.unwrap();
    }
    call().send().await.unwrap();
    let config = server.config().endpoint_resolver(Alternating::default());
    let client = crate::Client::from_conf(config.build());
    for _ in 0..4 {
        client.get_thing().thing_id("1").send().await.unwrap();
    }
    let requests = server.requests();
    let hosts: Vec<_> = requests
        .iter()
        .map(|request| request.uri.strip_suffix("/things/1").unwrap())
        .collect();
    assert_eq!(
        hosts,
        [
            "https://cp.sample.us-east-1.example.com",
            "https://cp.0.example.com",
            "https://cp.0.example.com",
            "https://cp.sample.us-east-1.example.com",
            "https://cp.0.example.com",
            "https://cp.0.example.com",
            "https://cp.1.example.com",
            "https://1.example.com",
        ]
    );
}

#[tokio::test]
async fn endpoint_settings_that_contradict_end_in_their_error() {
    let server = Server::new([]);
    let config = server
        .config()
        .use_fips(true)
        .endpoint_url("https://example.com")
        .build();
    let err = crate::Client::from_conf(config)
        .get_thing()
        .thing_id("1")
        .send()
        .await
        .unwrap_err();
    let text = DisplayErrorContext(&err).to_string();
    assert!(
        text.contains("FIPS and custom endpoint are not supported"),
        "{text}"
    );
}
