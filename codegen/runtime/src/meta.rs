//! Information about this crate.

use super::service;
use aws_runtime::user_agent::ApiMetadata;

/// What the user agent says about this crate: `api/<service>/<version>`.
pub(crate) static API_METADATA: ApiMetadata =
    ApiMetadata::new(service::USER_AGENT_NAME, PKG_VERSION);

/// The version of this crate.
pub static PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
