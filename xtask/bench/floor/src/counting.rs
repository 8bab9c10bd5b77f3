//! Allocations of the client written by hand. A program of its own: an allocator that counts costs time.

mod client;
mod types;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main::<client::Floor>(Some(|run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    }))
}
