//! Interceptors of the user: where they run, what they see, and which of the client's they can switch off.

use super::support::{answer, Reply, Server};
use crate::config::interceptors::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    FinalizerInterceptorContextRef,
};
use crate::config::{ConfigBag, Intercept, RuntimeComponents};
use crate::error::{BoxError, ProvideErrorMetadata};
use crate::operation::get_thing::{GetThingError, GetThingInput};
use aws_smithy_types::telemetry::CapturedTelemetryAttributes;
use std::sync::{Arc, Mutex};

const OK: &str = r#"{"name":"a"}"#;

type Log = Arc<Mutex<Vec<String>>>;

/// Notes what it sees.
#[derive(Debug, Clone)]
struct Spy(&'static str, Log);

impl Spy {
    fn note(&self, text: impl Into<String>) {
        self.1
            .lock()
            .unwrap()
            .push(format!("{}: {}", self.0, text.into()));
    }
}

impl Intercept for Spy {
    fn name(&self) -> &'static str {
        "Spy"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input().downcast_ref::<GetThingInput>().unwrap();
        self.note(format!("input {}", input.thing_id().unwrap()));
        Ok(())
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _runtime_components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert("x-spy", self.0);
        let captured = cfg.load::<CapturedTelemetryAttributes>();
        if let Some(captured) = captured {
            let mut captured: Vec<_> = captured.iter().collect();
            captured.sort();
            self.note(format!("captured {captured:?}"));
        }
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _runtime_components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(Err(err)) = context.output_or_error() {
            let err = err.as_operation_error().unwrap();
            let err = err
                .downcast_ref::<GetThingError>()
                .expect("the operation's error enum");
            self.note(format!("error {}", err.code().unwrap()));
        }
        Ok(())
    }
}

#[tokio::test]
async fn those_of_the_client_run_before_those_of_the_call() {
    let log = Log::default();
    let server = Server::new([Reply::Answer(
        400,
        &[("x-amzn-errortype", "ValidationException")],
        "",
    )]);
    let config = server
        .config()
        .interceptor(Spy("client", log.clone()))
        .build();
    assert_eq!(config.interceptors().count(), 1);
    let call = crate::Client::from_conf(config)
        .get_thing()
        .thing_id("1")
        .customize();
    call.interceptor(Spy("call", log.clone()))
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "client: input 1",
            "call: input 1",
            "client: error ValidationException",
            "call: error ValidationException"
        ]
    );
    let request = server.request();
    assert_eq!(request.header("x-spy"), Some("call"));
    let authorization = request.header("authorization").unwrap();
    assert!(
        authorization.contains("x-spy"),
        "signed with what interceptors add: {authorization}"
    );
}

#[tokio::test]
async fn a_request_can_be_mutated_mapped_and_refused() {
    let server = Server::new([answer(200, OK)]);
    let client = server.client();
    let call = client.get_thing().thing_id("1").customize();
    call.mutate_request(|request| {
        request.headers_mut().insert("x-mutated", "yes");
    })
    .map_request(|mut request| {
        request.headers_mut().insert("x-mapped", "yes");
        Ok::<_, std::convert::Infallible>(request)
    })
    .send()
    .await
    .unwrap();
    let request = server.request();
    assert_eq!(
        (request.header("x-mutated"), request.header("x-mapped")),
        (Some("yes"), Some("yes"))
    );

    let call = client.get_thing().thing_id("1").customize();
    let refused = call
        .map_request(|_| Err(std::io::Error::other("no")))
        .send()
        .await;
    refused.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn interceptors_of_the_client_can_be_disabled() {
    use aws_runtime::invocation_id::InvocationIdInterceptor;
    use aws_runtime::user_agent::UserAgentInterceptor;
    use aws_smithy_runtime_api::client::interceptors::disable_interceptor;

    #[derive(Debug)]
    struct Disable;
    impl Intercept for Disable {
        fn name(&self) -> &'static str {
            "Disable"
        }
        fn read_before_execution(
            &self,
            _context: &BeforeSerializationInterceptorContextRef<'_>,
            cfg: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            cfg.interceptor_state()
                .store_put(disable_interceptor::<InvocationIdInterceptor>("test"));
            cfg.interceptor_state()
                .store_put(disable_interceptor::<UserAgentInterceptor>("test"));
            Ok(())
        }
    }

    let server = Server::new([answer(200, OK)]);
    let call = server.client().get_thing().thing_id("1").customize();
    call.interceptor(Disable).send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("amz-sdk-invocation-id"), None);
    assert_eq!(request.header("x-amz-user-agent"), None);
    assert!(request.header("amz-sdk-request").is_some());
    assert!(request.header("authorization").is_some());
}

#[tokio::test]
async fn requested_members_are_captured() {
    let log = Log::default();
    let server = Server::new([answer(200, OK)]);
    let config = server
        .config()
        .emit_input_attributes(["thingId"])
        .capture_input_attributes(["view", "noSuchMember"])
        .interceptor(Spy("client", log.clone()))
        .build();
    let call = crate::Client::from_conf(config)
        .get_thing()
        .thing_id("1")
        .view("full");
    call.send().await.unwrap();
    let log = log.lock().unwrap();
    assert!(
        log.contains(&r#"client: captured [("thingId", "1"), ("view", "full")]"#.to_owned()),
        "{log:?}"
    );
}
