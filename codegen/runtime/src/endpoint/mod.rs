//! In: the parameters of one call, from a generated `config::endpoint` module. Out: the endpoint that the service's
//! rule set selects, or the error that it states. A generated module holds the rules, compiled to Rust; this module holds
//! everything that is the same for every service.
//!
//! Rules: Smithy specification, "Rules engine specification" and "Rules engine standard library"; "AWS rules engine
//! library functions". `booleanEquals`, `stringEquals`, `not`, `isSet`, `coalesce`, `ite` and `getAttr` with a key have
//! no function here: the generator writes them as Rust expressions.

mod arn;
mod builder;
mod cache;
mod host;
mod params;
mod partition;
mod partitions;
mod strings;
mod url;

pub use arn::{parse_arn, Arn};
pub use builder::{endpoint, error, foreign_params, no_rule_matched, object, EndpointBuilder};
pub use cache::Cache;
pub use host::{is_valid_host_label, is_virtual_hostable_s3_bucket};
pub use params::{account_id, missing, not_a_host_label, InvalidParams};
pub use partition::{partition, Partition};
pub use strings::{element, owned, owned_element, split, strs, substring, uri_encode};
pub use url::{parse_url, Url};
