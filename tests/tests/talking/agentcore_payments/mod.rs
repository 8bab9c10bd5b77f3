//! All operations of AgentCore payments that answer with JSON, with full inputs and full answers.

mod instruments;
mod payments;
mod sessions;

use agentcore_payments::Client;

use crate::conversation::Conversation;
use crate::service;

const USER: &str = "user/ann@example.com";
const AGENT: &str = "shopping agent";
const MANAGER: &str =
    "arn:aws:bedrock-agentcore:us-east-1:123456789012:payment-manager/shop-0123456789";
const CONNECTOR: &str = "coinbase-0123456789";
const INSTRUMENT: &str = "payment-instrument-0123456789abcde";
const SESSION: &str = "payment-session-0123456789abcde";
const TOKEN: &str = "0123456789-0123456789-0123456789-0123456789";

#[tokio::test]
async fn every_operation() {
    let mut talk = Conversation::start(&service::AGENTCORE_PAYMENTS).await;
    let client = Client::new(&talk.sdk_config());
    instruments::all(&client, &mut talk).await;
    sessions::all(&client, &mut talk).await;
    payments::all(&client, &mut talk).await;
    talk.end();
}
