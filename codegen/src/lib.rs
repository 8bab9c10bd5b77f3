//! Generates Rust client crates from Smithy JSON AST models of `aws.protocols#restJson1` services.
//!
//! Stages, each a plain function over plain data; **a stage never reads an earlier stage's input**:
//!
//! | stage | in | out |
//! |---|---|---|
//! | [`ast`] | JSON text | [`ast::Node`]s that keep their spans |
//! | [`model`] | nodes of all files | [`model::Model`]: merged, traits applied and typed, mixins resolved |
//! | `fixups` | model | model with the quirks of a named service corrected |
//! | `plan` | model, the chosen operations | the Rust side, decided completely |
//! | `render` | plan | token streams and text files |
//! | `format` | token streams | formatted source |
//! | `write` | files | the crate on disk, or nothing changed |
//!
//! **User input never panics the generator**: every stage that can fail collects [`diagnostics::Diagnostics`].

pub mod ast;
pub mod conformance;
pub mod diagnostics;
pub mod diff;
pub mod docs;
pub mod endpoint_rules;
pub mod fixups;
pub mod format;
pub mod generate;
pub mod jmespath;
pub mod lock;
pub mod model;
pub mod package;
pub mod plan;
pub mod release;
pub mod render;
pub mod report;
pub mod settings;
pub mod templates;
pub mod transcribe;
pub mod write;

mod leftovers;
