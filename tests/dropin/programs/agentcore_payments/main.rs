//! The whole surface of the AgentCore client that payments and harnesses need, used; then what a user would write.

use agentcore as sdk;

mod dual_stack;
mod mocked;
#[allow(deprecated)]
#[rustfmt::skip]
mod surface;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/tokens.rs"]
mod tokens;
mod walk;

/// An operation for [`support::configured`].
pub const OPERATION: &str = "ProcessPayment";
pub use sdk::operation::process_payment::ProcessPaymentInput as Input;

pub fn call(
    client: &sdk::Client,
) -> sdk::operation::process_payment::builders::ProcessPaymentFluentBuilder {
    let payload = aws_smithy_types::Document::from("payload");
    let input = sdk::types::CryptoX402PaymentInput::builder()
        .version("2")
        .payload(payload);
    client
        .process_payment()
        .payment_manager_arn("arn:aws:bedrock-agentcore:us-west-2:123456789012:payment-manager/pm")
        .payment_session_id("session")
        .payment_instrument_id("instrument")
        .payment_type(sdk::types::PaymentType::CryptoX402)
        .payment_input(sdk::types::PaymentInput::CryptoX402(input.build().unwrap()))
}

// One thread, so that spans of a call are collected by the subscriber of that thread.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let session = support::Session::start();
    surface::run(&session).await;
    support::configured::run(&session).await;
    support::hooks::run(&session).await;
    dual_stack::run().await;
    mocked::run().await;
    walk::run(&session).await;
}
