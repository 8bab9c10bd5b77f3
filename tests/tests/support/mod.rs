//! What the programs `hostile`, `redaction` and `error_texts` share: clients without a network, a call of every operation,
//! and JSON made from the models.

#![allow(dead_code)] // Each program uses a part of it.

pub mod calls;
pub mod connector;
pub mod frame;
pub mod json;
pub mod lines;
pub mod model;
