//! Timeout configuration: limits for connecting, for reading, for one attempt and for a call with all its attempts.

pub use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
