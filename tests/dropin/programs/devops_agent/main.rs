//! The whole surface of the DevOps Agent client, used; then what a user of it would write.

use devops as sdk;

mod mocked;
#[allow(deprecated)]
#[rustfmt::skip]
mod surface;
#[path = "../support/mod.rs"]
mod support;
mod walk;

/// An operation for [`support::configured`].
pub const OPERATION: &str = "GetService";
pub use sdk::operation::get_service::GetServiceInput as Input;

pub fn call(
    client: &sdk::Client,
) -> sdk::operation::get_service::builders::GetServiceFluentBuilder {
    client.get_service().service_id("svc-1")
}

// One thread, so that spans of a call are collected by the subscriber of that thread.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let session = support::Session::start();
    surface::run(&session).await;
    support::configured::run(&session).await;
    support::hooks::run(&session).await;
    mocked::run().await;
    walk::run(&session).await;
}
