//! What the tables need of the module `runtime` of a generated crate.

#![allow(dead_code, unused_imports, unused_macros)]

#[path = "../../src/json/mod.rs"]
pub mod json;
#[path = "../../src/serde_form/mod.rs"]
pub mod serde_form;
#[path = "../../src/union.rs"]
pub mod union;
