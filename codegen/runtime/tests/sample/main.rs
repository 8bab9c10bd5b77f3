//! A crate as the generator writes it, around the runtime's own sources: two operations of a sample service, and tests
//! that call them through the public API. What the files here look like is the contract between the runtime and the
//! generator; `codegen/runtime/README.md` explains it.

#![allow(deprecated)] // `Unhandled` and `Unknown` are deprecated to all but us.
#![allow(clippy::result_large_err)]
#![warn(missing_docs)]

mod runtime;

#[doc(inline)]
pub use runtime::{client, config, error, meta, primitives};

/// The operations of the service: for each its input, output, error and builders.
pub mod operation;

/// The structures, unions and enums that inputs and outputs are made of.
pub mod types;

mod error_meta;

#[doc(inline)]
pub use client::Client;
#[doc(inline)]
pub use config::Config;
pub use error_meta::Error;

mod codec;

#[cfg(test)]
mod tests;
