//! Times and instructions of a client crate.

mod client;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main::<client::Client>(None)
}
