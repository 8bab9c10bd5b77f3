//! The serde form: tables as the generator writes them, and each form held to the codec's verdict on the same bytes.

mod codec;
mod runtime;
mod structure;
mod types;
mod union;
mod values;
