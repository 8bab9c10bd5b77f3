//! What somebody would write who opens a session and listens to an agent.

use crate::sdk::error::SdkError;
use crate::sdk::types::{
    HarnessContentBlock, HarnessContentBlockDelta, HarnessConversationRole, HarnessMessage,
    InvokeHarnessStreamOutput as Event,
};
use crate::support::{Session, line};
use crate::tokens;

pub async fn run(session: &Session) {
    // Those that are made are random: many, so that every run sees how they differ.
    let made = (0..32).map(|index| format!("made/{index}"));
    for what in made.chain(["given".to_owned()]) {
        let client = tokens::client(session, "CreatePaymentSession", &what);
        let call = client
            .create_payment_session()
            .payment_manager_arn("arn")
            .expiry_time_in_minutes(60);
        let call = match &*what {
            "given" => call.client_token("00000000-0000-4000-8000-00000000000a"),
            _ => call,
        };
        line("walk", &what, call.send().await.is_ok());
    }
    for index in 0..3 {
        listen(session, &format!("full/{index}")).await;
    }
}

async fn listen(session: &Session, kind: &str) {
    let question = HarnessMessage::builder()
        .role(HarnessConversationRole::User)
        .content(HarnessContentBlock::Text("What does it cost?".to_owned()))
        .build()
        .unwrap();
    let call = session
        .client("InvokeHarness", kind)
        .invoke_harness()
        .harness_arn("arn")
        .runtime_session_id("session-of-at-least-33-characters");
    let mut output = call.messages(question).send().await.unwrap();
    let mut said = String::new();
    let end = loop {
        match output.stream.recv().await {
            Ok(Some(Event::ContentBlockDelta(event))) => {
                if let Some(HarnessContentBlockDelta::Text(text)) = event.delta() {
                    said.push_str(text);
                }
            }
            Ok(Some(Event::MessageStop(event))) => {
                said.push_str(&format!(" (because of {})", event.stop_reason()))
            }
            Ok(Some(event)) if event.is_unknown() => said.push_str(" ?"),
            Ok(Some(_)) => said.push('.'),
            Ok(None) => break "end".to_owned(),
            Err(SdkError::ServiceError(error)) if error.err().is_validation_exception() => {
                break format!("{:?}", error.err().meta().code());
            }
            Err(error) => break format!("{:?}", error.into_service_error().meta().code()),
        }
    };
    line("walk", kind, format!("{said} {end}"));
}
