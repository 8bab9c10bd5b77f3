//! Calls whose inputs and answers are full of the marker: fluent builders, outputs, errors, and what is traced.

use std::collections::BTreeSet;
use std::fmt::Debug;

use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::error::display::DisplayErrorContext;
use codegen::model::{ShapeId, ShapeKind, closure};
use serde_json::json;

use crate::marker::{MARKER, assert_hides, marked, marked_as, shows_marker};
use crate::support::calls::{Clients, Reply, agentcore, devops, events, operations};
use crate::support::connector::{Answer, InMemory};
use crate::support::frame::frame;
use crate::support::json::events as members_of;
use crate::support::lines::traced;
use crate::support::model::{Service, operation, services};

/// Calls with every input that holds something sensitive. `check` gets to see the fluent builder, the input and its
/// builder before they are sent.
macro_rules! inputs {
    ($call:ident, $names:ident, $service:ident, $reply:ident, {
        $($operation:literal $module:ident $input:ident { $($set:ident = $field:ident),+ })*
    }) => {
        const $names: &[&str] = &[$($operation),*];

        async fn $call(
            client: &$service::Client,
            operation: &str,
            inputs: usize,
            check: impl Fn(&dyn Debug),
        ) -> Vec<Reply> {
            let mut replies = Vec::new();
            match operation {
                $($operation => {
                    for input in marked_as::<$service::operation::$module::$input>(stringify!($input)).into_iter().take(inputs) {
                        check(&input);
                        let builder = $service::operation::$module::$input::builder();
                        let fluent = client.$module();
                        $(let (builder, fluent) = (builder.$set(input.$field.clone()), fluent.$set(input.$field));)+
                        check(&builder);
                        check(&fluent);
                        check(fluent.as_input());
                        match fluent.send().await {
                            Ok(output) => {
                                check(&output);
                                replies.push(inputs!(@reply $reply output));
                            }
                            Err(error) => replies.push($reply::<(), _>(Err(error))),
                        }
                    }
                })*
                _ => panic!("no operation {operation}"),
            }
            replies
        }
    };
    (@reply devops $output:ident) => { Ok(Box::new($output) as Box<dyn Debug>) };
    (@reply agentcore $output:ident) => { $output.received().await };
}

inputs!(call_devops_agent, DEVOPS_AGENT, devops_agent, devops, {
    "AssociateService" associate_service AssociateServiceInput {
        set_agent_space_id = agent_space_id, set_service_id = service_id, set_configuration = configuration
    }
    "RegisterService" register_service RegisterServiceInput {
        set_service = service, set_service_details = service_details, set_kms_key_arn = kms_key_arn,
        set_private_connection_name = private_connection_name, set_name = name, set_tags = tags
    }
    "UpdateAssociation" update_association UpdateAssociationInput {
        set_agent_space_id = agent_space_id, set_association_id = association_id, set_configuration = configuration
    }
});

inputs!(call_agentcore_payments, AGENTCORE_PAYMENTS, agentcore_payments, agentcore, {
    "CreatePaymentInstrument" create_payment_instrument CreatePaymentInstrumentInput {
        set_user_id = user_id, set_agent_name = agent_name, set_payment_manager_arn = payment_manager_arn,
        set_payment_connector_id = payment_connector_id, set_payment_instrument_type = payment_instrument_type,
        set_payment_instrument_details = payment_instrument_details, set_client_token = client_token
    }
    "GetResourcePaymentToken" get_resource_payment_token GetResourcePaymentTokenInput {
        set_workload_identity_token = workload_identity_token,
        set_resource_credential_provider_name = resource_credential_provider_name,
        set_payment_token_request = payment_token_request
    }
    "InvokeHarness" invoke_harness InvokeHarnessInput {
        set_harness_arn = harness_arn, set_runtime_session_id = runtime_session_id, set_messages = messages,
        set_model = model, set_system_prompt = system_prompt, set_tools = tools, set_skills = skills,
        set_allowed_tools = allowed_tools, set_max_iterations = max_iterations, set_max_tokens = max_tokens,
        set_timeout_seconds = timeout_seconds, set_actor_id = actor_id
    }
    "ProcessPayment" process_payment ProcessPaymentInput {
        set_user_id = user_id, set_agent_name = agent_name, set_payment_manager_arn = payment_manager_arn,
        set_payment_session_id = payment_session_id, set_payment_instrument_id = payment_instrument_id,
        set_payment_type = payment_type, set_payment_input = payment_input, set_client_token = client_token
    }
});

/// All of an output: of a stream, what comes later too.
trait Received {
    async fn received(self) -> Reply;
}

macro_rules! received {
    ($($module:ident $output:ident)*) => {$(
        impl Received for agentcore_payments::operation::$module::$output {
            async fn received(self) -> Reply {
                Ok(Box::new(self))
            }
        }
    )*};
}

received! {
    create_payment_instrument CreatePaymentInstrumentOutput
    get_resource_payment_token GetResourcePaymentTokenOutput
    process_payment ProcessPaymentOutput
}

impl Received for agentcore_payments::operation::invoke_harness::InvokeHarnessOutput {
    async fn received(self) -> Reply {
        events(self).await
    }
}

/// Whether calls of the operation may carry something sensitive, so that their bodies are kept out of the log.
fn is_sensitive(name: &str) -> bool {
    let (service, operation) = operation(name);
    [&operation.input, &operation.output]
        .iter()
        .any(|id| holds_sensitive(service, id, &mut BTreeSet::new()))
}

fn holds_sensitive(service: &Service, id: &ShapeId, seen: &mut BTreeSet<ShapeId>) -> bool {
    let shape = service.shape(id);
    shape.traits.sensitive
        || seen.insert(id.clone())
            && !matches!(shape.kind, ShapeKind::Enum { .. })
            && closure::members(shape)
                .any(|m| m.traits.sensitive || holds_sensitive(service, &m.target, seen))
}

/// The operations above are those whose inputs hold something sensitive.
#[test]
fn every_sensitive_input_is_sent() {
    for service in services() {
        for id in &service.operations {
            let input = &service.operation(id).input;
            let sensitive = holds_sensitive(service, input, &mut BTreeSet::new());
            let sent = DEVOPS_AGENT.contains(&id.name()) || AGENTCORE_PAYMENTS.contains(&id.name());
            assert_eq!(sensitive, sent, "{id}");
        }
    }
}

/// Answers of all kinds, with the marker in them.
fn answers(name: &str) -> Vec<Option<Answer>> {
    let (service, operation) = operation(name);
    let mut successes: Vec<Vec<u8>> = Vec::new();
    let mut add = |wrap: &dyn Fn(&[u8]) -> Vec<u8>, shape: &ShapeId| {
        for (index, value) in marked(service, shape).into_iter().enumerate() {
            let text = value.to_string();
            let body = text.as_bytes();
            let half = &body[..body.len() / 2];
            let strings = text.replace(&format!("\"{MARKER}\""), "17");
            successes.extend([body, half, strings.as_bytes()].map(wrap));
            if index > 0 {
                continue;
            }
            // Every structure a string, every string a list; then what is not the model's and what is not JSON.
            let structures = text.replace(":{", &format!(":\"{MARKER}\",\"x\":{{"));
            let lists = text.replace(":\"", &format!(":[\"{MARKER}\"],\"x\":\""));
            successes.extend([structures, lists].map(|text| wrap(text.as_bytes())));
            successes.push(wrap(json!({ MARKER: value }).to_string().as_bytes()));
            for end in [MARKER.as_bytes(), b"\xff"] {
                successes.extend([[body, end].concat(), [half, end].concat()].map(|b| wrap(&b)));
            }
        }
        for odd in [
            MARKER.to_owned(),
            format!("\"{MARKER}\""),
            format!("{{\"{MARKER}\""),
        ] {
            successes.push(wrap(odd.as_bytes()));
        }
    };
    match service.event_stream(&operation.output) {
        None => add(&<[u8]>::to_vec, &operation.output),
        Some(stream) => {
            for event in members_of(service, stream) {
                add(&|body| frame(&event.name, body), &event.target);
            }
            let unknown = |body: &[u8]| frame("unknown", body);
            add(&unknown, &operation.output);
            add(
                &|body| frame("messageStop", body)[..body.len()].to_vec(),
                &operation.output,
            );
        }
    }
    let mut answers: Vec<_> = successes
        .iter()
        .map(|body| Answer::new(200, body.clone()))
        .collect();
    for status in [400, 429, 500] {
        for body in [
            MARKER.to_owned(),
            json!({ "message": "shown", "unknown": MARKER, MARKER: MARKER }).to_string(),
            format!("{{\"message\":\"shown\",\"fieldList\":\"{MARKER}\"}}"),
            format!("{{\"message\":\"shown\",\"fieldList\":[{{\"{MARKER}\""),
        ] {
            for code in ["ValidationException", "TeapotException"] {
                let answer = Answer::new(status, body.clone());
                answers.push(answer.header("x-amzn-errortype", code));
            }
            answers.push(Answer::new(status, body));
        }
    }
    // Longer than it says, and so cut.
    answers.push(Answer::new(200, MARKER).header("content-length", "3"));
    // And no answer at all.
    answers.into_iter().map(Some).chain([None]).collect()
}

fn assert_reply_hides(name: &str, reply: Reply) {
    match reply {
        Ok(output) => assert_hides(name, &format!("{output:?} {output:#?}")),
        Err(failure) => {
            let error = failure.as_sdk_error();
            assert_hides(name, &format!("{error} {failure:?} {failure:#?}"));
            assert_hides(name, &DisplayErrorContext(error).to_string());
            if let Some(source) = failure.as_source() {
                assert_hides(
                    name,
                    &format!("{source} {source:?} {}", DisplayErrorContext(source)),
                );
            }
            if let Some(error) = failure.into_crate_error() {
                assert_hides(
                    name,
                    &format!("{error} {error:?} {}", DisplayErrorContext(&*error)),
                );
            }
        }
    }
}

async fn call(clients: &Clients, name: &'static str, inputs: usize) {
    let check = |value: &dyn Debug| assert_hides(name, &format!("{value:?} {value:#?}"));
    let replies = match () {
        () if DEVOPS_AGENT.contains(&name) => {
            call_devops_agent(&clients.devops_agent, name, inputs, check).await
        }
        () if AGENTCORE_PAYMENTS.contains(&name) => {
            call_agentcore_payments(&clients.agentcore_payments, name, inputs, check).await
        }
        () => vec![clients.call(name).await],
    };
    for reply in replies {
        assert_reply_hides(name, reply);
    }
}

/// Calls every operation, with every answer, and looks at all that is printed and traced.
#[test]
fn no_call_shows_what_is_sensitive() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for name in operations() {
        for (index, answer) in answers(name).into_iter().enumerate() {
            let connector = InMemory::default();
            let shown = answer
                .as_ref()
                .map(|a| String::from_utf8_lossy(&a.body).into_owned());
            // Every input with the first answer and with none, and every answer with the first input.
            let inputs = if index == 0 || answer.is_none() {
                usize::MAX
            } else {
                1
            };
            if let Some(answer) = answer {
                connector.answer(answer);
            }
            // Stalled-stream protection hides bodies as well, by chance: it wraps them.
            let config = connector.without_retries().into_builder();
            let config = match index % 2 {
                0 => config.stalled_stream_protection(StalledStreamProtectionConfig::disabled()),
                _ => config,
            };
            let ((), lines) = traced(|| {
                let clients = Clients::new(&config.build());
                runtime.block_on(call(&clients, name, inputs));
            });
            assert!(lines.contains("TRACE"), "nothing was traced");
            // Where nothing can be sensitive, bodies are traced, whatever they have.
            if !is_sensitive(name) {
                continue;
            }
            if let Some(line) = lines.lines().find(|line| shows_marker(line)) {
                panic!("{name} traced\n{line}\nwhen it was answered {shown:?}");
            }
        }
    }
}
