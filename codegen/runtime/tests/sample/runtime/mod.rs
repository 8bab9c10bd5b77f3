//! What all generated crates share. Not generated, but copied.

#![allow(dead_code, unused_imports, unused_macros)]
#![allow(missing_docs)] // What is public here is public in this crate only, unless a public module re-exports it.

#[path = "../../../src/client/mod.rs"]
pub mod client;
#[path = "../../../src/config/mod.rs"]
pub mod config;
#[path = "../../../src/endpoint/mod.rs"]
pub mod endpoint;
#[path = "../../../src/error/mod.rs"]
pub mod error;
#[path = "../../../src/event_stream/mod.rs"]
pub mod event_stream;
#[path = "../../../src/features.rs"]
pub mod features;
#[path = "../../../src/http/mod.rs"]
pub mod http;
#[path = "../../../src/idempotency_token.rs"]
pub mod idempotency_token;
#[path = "../../../src/json/mod.rs"]
pub mod json;
#[path = "../../../src/macros/mod.rs"]
mod macros;
#[path = "../../../src/meta.rs"]
pub mod meta;
#[path = "../../../src/operation/mod.rs"]
pub mod operation;
#[path = "../../../src/primitives/mod.rs"]
pub mod primitives;
#[path = "../../../src/service/mod.rs"]
pub mod service;
#[path = "../../../src/union.rs"]
pub mod union;

pub(crate) use macros::*;
