//! `aws-smithy-mocks` on the client.

use aws_smithy_mocks::{RuleMode, mock, mock_client};

use crate::sdk;
use crate::sdk::Client;
use crate::sdk::error::ProvideErrorMetadata;
use crate::sdk::operation::delete_payment_session::{
    DeletePaymentSessionError, DeletePaymentSessionOutput,
};
use crate::sdk::types::PaymentSessionStatus;
use crate::sdk::types::error::ThrottlingException;
use crate::support::line;

pub async fn run() {
    let deleted = mock!(Client::delete_payment_session)
        .match_requests(|input| input.payment_session_id() == Some("session"))
        .sequence()
        .error(|| DeletePaymentSessionError::ThrottlingException(throttling()))
        .output(|| {
            let output =
                DeletePaymentSessionOutput::builder().status(PaymentSessionStatus::Deleted);
            output.build().unwrap()
        })
        .times(2)
        .build();
    let client = mock_client!(sdk, RuleMode::Sequential, [&deleted]);
    for _ in 0..3 {
        let call = client
            .delete_payment_session()
            .payment_manager_arn("arn")
            .payment_session_id("session");
        match call.send().await {
            Ok(output) => line("mocks", "deleted", output.status()),
            Err(error) => line(
                "mocks",
                "not deleted",
                format!("{:?} {:?}", error.code(), error.message()),
            ),
        }
    }
    line("mocks", "calls", deleted.num_calls());
}

fn throttling() -> ThrottlingException {
    ThrottlingException::builder().message("slower").build()
}
