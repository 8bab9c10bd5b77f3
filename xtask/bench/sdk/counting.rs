//! Allocations of a client crate. A program of its own: an allocator that counts costs time.

mod client;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main::<client::Client>(Some(|run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    }))
}
