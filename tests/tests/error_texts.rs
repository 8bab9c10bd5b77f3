//! What errors say, what of an answer decides about another attempt, and inputs that are never sent.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::error::Error as StdError;

use agentcore_payments::types::{
    HarnessBedrockModelConfig, HarnessModelConfiguration, HarnessOpenAiModelConfig,
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use codegen::model::closure;
use devops_agent::operation::RequestId as _;
use serde_json::Value;

use support::calls::{Clients, Reply, agentcore, devops, operations};
use support::connector::{Answer, InMemory, REQUEST_ID};
use support::model::operation;

const MESSAGE: &[u8] = br#"{"message":"Rate exceeded"}"#;

fn throttled() -> Answer {
    Answer::new(400, MESSAGE).header("x-amzn-errortype", "ThrottlingException")
}

/// Every text of the error of an operation: its own, and as the crate's error, also behind a box.
async fn texts(operation: &str, answer: Option<Answer>) -> Vec<String> {
    let connector = InMemory::default();
    if let Some(answer) = answer {
        connector.answer(answer);
    }
    let Err(failure) = Clients::new(&connector.without_retries())
        .call(operation)
        .await
    else {
        panic!("{operation} did not fail");
    };
    let own = failure.as_source().expect("a source").to_string();
    let of_crate: Box<dyn StdError> = failure.into_crate_error().expect("the crate's error");
    vec![own, of_crate.to_string()]
}

#[tokio::test]
async fn an_error_says_operation_code_message_and_request_id() {
    for name in operations() {
        let expected =
            format!("{name}: ThrottlingException: Rate exceeded (request id {REQUEST_ID})");
        for text in texts(name, Some(throttled())).await {
            assert_eq!(text, expected);
        }
    }
}

/// Also where the model does not know the code, where there is no message, and where there is neither.
#[tokio::test]
async fn an_error_says_what_it_knows() {
    let teapot = |body: &'static str| Answer::new(418, body);
    for (answer, expected) in [
        (
            teapot("{\"message\":\"Short and stout\"}")
                .header("x-amzn-errortype", "TeapotException"),
            "TeapotException: Short and stout",
        ),
        (
            teapot("").header("x-amzn-errortype", "TeapotException"),
            "TeapotException: the service answered with HTTP status 418",
        ),
        (
            teapot("{\"__type\":\"com.example#TeapotException\",\"Message\":\"Short\"}"),
            "TeapotException: Short",
        ),
        (
            teapot("<html>"),
            "the service answered with HTTP status 418",
        ),
    ] {
        let expected = format!("GetService: {expected} (request id {REQUEST_ID})");
        for text in texts("GetService", Some(answer)).await {
            assert_eq!(text, expected);
        }
    }
}

/// `?` takes any operation's error into the crate's, and that into a box, and nothing is lost on the way.
#[tokio::test]
async fn the_question_mark_keeps_everything() {
    async fn in_crate(client: &devops_agent::Client) -> Result<(), devops_agent::Error> {
        client.get_service().service_id("s").send().await?;
        Ok(())
    }
    async fn in_box(client: &devops_agent::Client) -> Result<(), Box<dyn StdError>> {
        in_crate(client).await?;
        Ok(())
    }
    let connector = InMemory::default();
    connector.answer(throttled());
    let client = devops_agent::Client::new(&connector.without_retries());
    let error = in_crate(&client).await.unwrap_err();
    assert!(matches!(error, devops_agent::Error::ThrottlingException(_)));
    assert_eq!(error.code(), Some("ThrottlingException"));
    assert_eq!(error.message(), Some("Rate exceeded"));
    assert_eq!(error.request_id(), Some(REQUEST_ID));
    let expected =
        format!("GetService: ThrottlingException: Rate exceeded (request id {REQUEST_ID})");
    assert_eq!(error.to_string(), expected);
    assert_eq!(in_box(&client).await.unwrap_err().to_string(), expected);
}

/// Which endpoint did not answer, and why.
#[tokio::test]
async fn an_error_of_the_connection_says_endpoint_and_cause() {
    for (name, endpoint) in [
        ("ListServices", "https://cp.aidevops.us-east-1.api.aws"),
        ("GetRecommendation", "https://dp.aidevops.us-east-1.api.aws"),
        (
            "InvokeHarness",
            "https://bedrock-agentcore.us-east-1.amazonaws.com",
        ),
    ] {
        for text in texts(name, None).await.split_off(1) {
            assert!(text.starts_with(&format!("{name}: ")), "{text}");
            assert!(
                text.contains(&format!("no answer from {endpoint}")),
                "{text}"
            );
            assert!(text.contains("connection refused"), "{text}");
        }
    }
}

/// How many requests it takes until the call gives up.
async fn attempts(operation: &str, answer: Answer) -> usize {
    let connector = InMemory::default();
    connector.answer(answer);
    let clients = Clients::new(&connector.with_retries());
    assert!(clients.call(operation).await.is_err());
    connector.heard().len()
}

/// Bodies that are no JSON objects. An operation gets one of them: a client tries no more than a hundred times again in
/// all, and the clients of a process share that.
const NO_OBJECTS: [&str; 5] = [
    "",
    "<html>slow down</html>",
    "\"text\"",
    "{\"message\":",
    "null",
];

/// The status of none of them says that it may be tried again.
#[tokio::test]
async fn throttling_is_known_by_its_header_whatever_the_body() {
    let codes = [
        "ThrottlingException",
        "com.example#ThrottlingException:http://x",
    ];
    for (index, name) in operations().enumerate() {
        let answer = Answer::new(400, NO_OBJECTS[index % 5]);
        let answer = answer.header("x-amzn-errortype", codes[index % 2]);
        assert_eq!(attempts(name, answer).await, 3, "{name}");
        let answer = Answer::new(400, "<html>").header("x-amzn-errortype", "ValidationException");
        assert_eq!(attempts(name, answer).await, 1, "{name}");
    }
}

#[tokio::test]
async fn status_429_without_a_code_is_throttling() {
    for (index, name) in operations().enumerate() {
        let answer = Answer::new(429, NO_OBJECTS[index % 5]);
        assert_eq!(attempts(name, answer).await, 3, "{name}");
        // A code says more than the status.
        let answer = Answer::new(429, "").header("x-amzn-errortype", "ValidationException");
        assert_eq!(attempts(name, answer).await, 1, "{name}");
    }
}

/// Sends nothing, and says which member of which operation is missing.
fn assert_missing(connector: &InMemory, name: &str, member: &str, reply: Reply) {
    assert!(
        connector.heard().is_empty(),
        "{name} was sent without {member}"
    );
    let Err(failure) = reply else {
        panic!("{name} was answered without {member}");
    };
    let own = failure.as_source().expect("a source").to_string();
    let of_crate = failure
        .into_crate_error()
        .expect("the crate's error")
        .to_string();
    for text in [own, of_crate] {
        assert!(text.contains(&format!("{name}: ")), "{text}");
        let names = [member.to_owned(), camel_case(member)];
        assert!(
            names.iter().any(|member| text.contains(member.as_str())),
            "{text}"
        );
    }
}

fn camel_case(member: &str) -> String {
    let mut parts = member.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        name + &part[..1].to_uppercase() + &part[1..]
    })
}

/// Leaves out one required member after the other; the others come from the model.
macro_rules! required {
    ($client:expr, $connector:expr, $reply:ident, $tried:expr, {
        $($operation:literal $method:ident $input:path { $($set:ident = $field:ident),+ })*
    }) => {$(
        let values: Vec<$input> = inputs($operation);
        let full = || {
            let input = values[0].clone();
            $client.$method()$(.$set(input.$field))+
        };
        $(
            let reply = $reply(full().$set(None).send().await);
            assert_missing(&$connector, $operation, stringify!($field), reply);
            $tried.insert(format!("{}.{}", $operation, camel_case(stringify!($field))));
        )+
        let _ = full().send().await;
        assert_eq!($connector.heard().len(), 1, "{} was not sent", $operation);
    )*};
}

fn inputs<T: serde::de::DeserializeOwned>(name: &str) -> Vec<T> {
    let (service, operation) = operation(name);
    let json = support::json::Json {
        service,
        string: &|_| "text".to_owned(),
        with_bound: true,
    };
    let values = json.values(&operation.input).into_iter();
    values
        .map(|value| serde_json::from_value(value).unwrap())
        .collect()
}

#[tokio::test]
async fn a_missing_required_member_is_named_before_anything_is_sent() {
    let connector = InMemory::default();
    connector.answer(throttled());
    let Clients {
        devops_agent,
        agentcore_payments,
    } = Clients::new(&connector.without_retries());
    let mut tried = BTreeSet::new();
    {
        use devops_agent::operation as o;
        required!(devops_agent, connector, devops, tried, {
            "AssociateService" associate_service o::associate_service::AssociateServiceInput { set_agent_space_id = agent_space_id, set_service_id = service_id, set_configuration = configuration }
            "GetAssociation" get_association o::get_association::GetAssociationInput { set_agent_space_id = agent_space_id, set_association_id = association_id }
            "GetRecommendation" get_recommendation o::get_recommendation::GetRecommendationInput { set_agent_space_id = agent_space_id, set_recommendation_id = recommendation_id }
            "GetService" get_service o::get_service::GetServiceInput { set_service_id = service_id }
            "ListAssociations" list_associations o::list_associations::ListAssociationsInput { set_agent_space_id = agent_space_id }
            "ListRecommendations" list_recommendations o::list_recommendations::ListRecommendationsInput { set_agent_space_id = agent_space_id }
            "RegisterService" register_service o::register_service::RegisterServiceInput { set_service = service, set_service_details = service_details }
            "UpdateAssociation" update_association o::update_association::UpdateAssociationInput { set_agent_space_id = agent_space_id, set_association_id = association_id, set_configuration = configuration }
            "UpdateRecommendation" update_recommendation o::update_recommendation::UpdateRecommendationInput { set_agent_space_id = agent_space_id, set_recommendation_id = recommendation_id }
        });
    }
    {
        use agentcore_payments::operation as o;
        required!(agentcore_payments, connector, agentcore, tried, {
            "CreatePaymentInstrument" create_payment_instrument o::create_payment_instrument::CreatePaymentInstrumentInput { set_payment_manager_arn = payment_manager_arn, set_payment_connector_id = payment_connector_id, set_payment_instrument_type = payment_instrument_type, set_payment_instrument_details = payment_instrument_details }
            "CreatePaymentSession" create_payment_session o::create_payment_session::CreatePaymentSessionInput { set_payment_manager_arn = payment_manager_arn, set_expiry_time_in_minutes = expiry_time_in_minutes }
            "DeletePaymentInstrument" delete_payment_instrument o::delete_payment_instrument::DeletePaymentInstrumentInput { set_payment_manager_arn = payment_manager_arn, set_payment_connector_id = payment_connector_id, set_payment_instrument_id = payment_instrument_id }
            "DeletePaymentSession" delete_payment_session o::delete_payment_session::DeletePaymentSessionInput { set_payment_manager_arn = payment_manager_arn, set_payment_session_id = payment_session_id }
            "GetPaymentInstrument" get_payment_instrument o::get_payment_instrument::GetPaymentInstrumentInput { set_payment_manager_arn = payment_manager_arn, set_payment_instrument_id = payment_instrument_id }
            "GetPaymentInstrumentBalance" get_payment_instrument_balance o::get_payment_instrument_balance::GetPaymentInstrumentBalanceInput { set_payment_manager_arn = payment_manager_arn, set_payment_connector_id = payment_connector_id, set_payment_instrument_id = payment_instrument_id, set_chain = chain, set_token = token }
            "GetPaymentSession" get_payment_session o::get_payment_session::GetPaymentSessionInput { set_payment_manager_arn = payment_manager_arn, set_payment_session_id = payment_session_id }
            "GetResourcePaymentToken" get_resource_payment_token o::get_resource_payment_token::GetResourcePaymentTokenInput { set_workload_identity_token = workload_identity_token, set_resource_credential_provider_name = resource_credential_provider_name, set_payment_token_request = payment_token_request }
            "InvokeHarness" invoke_harness o::invoke_harness::InvokeHarnessInput { set_harness_arn = harness_arn, set_runtime_session_id = runtime_session_id, set_messages = messages }
            "ListPaymentInstruments" list_payment_instruments o::list_payment_instruments::ListPaymentInstrumentsInput { set_payment_manager_arn = payment_manager_arn }
            "ListPaymentSessions" list_payment_sessions o::list_payment_sessions::ListPaymentSessionsInput { set_payment_manager_arn = payment_manager_arn }
            "ProcessPayment" process_payment o::process_payment::ProcessPaymentInput { set_payment_manager_arn = payment_manager_arn, set_payment_session_id = payment_session_id, set_payment_instrument_id = payment_instrument_id, set_payment_type = payment_type, set_payment_input = payment_input }
        });
    }
    let required: BTreeSet<String> = operations()
        .flat_map(|name| {
            let (service, operation) = operation(name);
            let members = closure::members(service.shape(&operation.input));
            let required = members.filter(|member| member.traits.required);
            required.map(move |member| format!("{name}.{}", member.name))
        })
        .collect();
    assert_eq!(tried, required);
}

/// A label cannot be empty: the request would go to another resource.
#[tokio::test]
async fn an_empty_label_is_a_missing_one() {
    let connector = InMemory::default();
    let client = devops_agent::Client::new(&connector.without_retries());
    let reply = devops(client.get_service().service_id("").send().await);
    assert_missing(&connector, "GetService", "service_id", reply);
}

/// The builder of a structure knows no operation, but its own name and the member's.
#[test]
fn a_missing_member_of_a_structure_is_named_by_its_builder() {
    let builder = devops_agent::types::SourceAwsConfiguration::builder();
    let error = builder.account_id("1").build().unwrap_err();
    let text = devops_agent::Error::from(error).to_string();
    assert!(text.contains("account_type"), "{text}");
    assert!(text.contains("SourceAwsConfiguration"), "{text}");
}

/// 32 bits have fewer digits than 64.
#[tokio::test]
async fn floats_go_out_as_they_were_written() {
    let connector = InMemory::default();
    connector.answer(throttled());
    let client = agentcore_payments::Client::new(&connector.without_retries());
    let bedrock = HarnessBedrockModelConfig::builder()
        .model_id("m")
        .temperature(0.1)
        .top_p(0.95)
        .build();
    let open_ai = HarnessOpenAiModelConfig::builder()
        .model_id("m")
        .api_key_arn("k")
        .temperature(1.0)
        .top_p(f32::MIN_POSITIVE)
        .build();
    for (model, expected) in [
        (
            HarnessModelConfiguration::BedrockModelConfig(bedrock.unwrap()),
            ["\"temperature\":0.1,", "\"topP\":0.95"],
        ),
        (
            HarnessModelConfiguration::OpenAiModelConfig(open_ai.unwrap()),
            ["\"temperature\":1.0,", "\"topP\":1.1754944e-38"],
        ),
    ] {
        let call = client
            .invoke_harness()
            .harness_arn("h")
            .runtime_session_id("s");
        let _ = call
            .set_messages(Some(Vec::new()))
            .model(model)
            .send()
            .await;
        let body = connector.heard().swap_remove(0).body;
        serde_json::from_slice::<Value>(&body).unwrap();
        let body = String::from_utf8(body).unwrap();
        for expected in expected {
            assert!(body.contains(expected), "{body}");
        }
    }
}
