//! Support code of generated clients: hand-written here, tested here, and copied by the generator into every crate
//! that it writes, as the private module `runtime`. In a generated crate `runtime/mod.rs` (written by the generator)
//! takes the place of this file, so this file holds nothing but module declarations.
//!
//! Paths between these modules start with `super::` or `crate::runtime`'s relative equivalents, never `crate::`, so that
//! the same source compiles here and there. Macros alone say `$crate::runtime`: they are expanded in generated files.
//!
//! `service` is a sample: the generator replaces it in every crate. README.md states the contract.

// What no service of this crate's own makes use of is used in generated crates.
#![allow(dead_code, unused_imports, unused_macros)]
#![allow(deprecated)] // `Unhandled` is deprecated to all but us.
#![allow(clippy::result_large_err)] // `SdkError` is what it is.

pub mod client;
pub mod config;
pub mod endpoint;
pub mod error;
pub mod event_stream;
pub mod features;
pub mod http;
pub mod idempotency_token;
pub mod json;
pub mod macros;
pub mod meta;
pub mod operation;
pub mod paginator;
pub mod primitives;
pub mod request_checksum;
pub mod request_compression;
pub mod serde_form;
pub mod service;
pub mod string_enum;
pub mod structure;
pub mod union;
pub mod waiters;
