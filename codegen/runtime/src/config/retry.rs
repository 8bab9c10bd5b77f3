//! Retry configuration.
//!
//! [`RetryConfig`] says how often a call is tried and how long to wait in between. All clients of one
//! [`RetryPartition`] also share a [`TokenBucket`], from which each retry takes tokens, so that retries end early when a
//! service is in trouble. See [`Builder::retry_partition`](super::Builder::retry_partition).

pub use aws_smithy_runtime::client::retries::{ClientRateLimiter, RetryPartition, TokenBucket};
pub use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
pub use aws_smithy_runtime_api::client::retries::ShouldAttempt;
pub use aws_smithy_types::retry::{ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode};
