//! Support code of generated clients: hand-written here, tested here, and copied by the generator into every crate
//! that it writes, as the private module `runtime`. In a generated crate `runtime/mod.rs` (written by the generator)
//! takes the place of this file, so this file holds nothing but module declarations.
//!
//! Paths between these modules start with `super::` or `crate::runtime`'s relative equivalents, never `crate::`, so that
//! the same source compiles here and there.

pub mod endpoint;
pub mod http;
pub mod json;
