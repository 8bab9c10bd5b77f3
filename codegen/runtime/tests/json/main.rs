//! Tests of the JSON codec through its public functions, as generated code calls them. They are not beside the code
//! because the code is copied into every generated crate.

mod fuzz;
mod generated_style;
mod grammar;
mod members;
mod oracle;
mod properties;
mod reader;
mod scalars;
mod timestamps;
mod writer;
