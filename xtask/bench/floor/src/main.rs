//! Times and instructions of the client written by hand.

mod client;
mod types;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main::<client::Floor>(None)
}
