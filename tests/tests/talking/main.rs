//! The generated clients talk to an HTTP server on a loopback port, through their public API and over real sockets.
//!
//! What arrives is compared with what the model says (read here with `serde_json`, not by the generator), its signature
//! is recomputed, and what the client makes of the answer is compared with the values that the answer was written from.

mod agentcore_payments;
mod conversation;
mod coverage;
mod devops_agent;
mod examples;
mod faults;
mod model;
mod server;
mod service;
mod signature;
mod wire;
