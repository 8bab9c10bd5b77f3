//! Hostile answers: whatever comes back, a call ends in a value or in an error that says what is wrong and where, and that
//! shows nothing of what came. Nothing panics, nothing overflows a stack of 2 MiB, nothing hangs.
//!
//! The answers are made from the models: for every operation its output, for the event stream each of its events, and for
//! every operation its errors.

#[path = "../support/mod.rs"]
mod support;

mod arbitrary;
mod bodies;
mod depth;
mod headers;
mod place;
mod size;
mod subject;
mod tree;
mod unions;
mod values;
