//! What is sensitive is not shown: not by any `Debug`, not by any error, and not by any tracing line of a call.
//!
//! In: the models' `sensitive` traits. Every value under one of them is a marker, and the marker is looked for in all that
//! is printed. The tables of types and setters are held to the models: a sensitive member that is not tried is a failure.

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod debug;
mod marker;
