//! The example that saves an answer to disk, and reads it again in a test.

#[allow(dead_code)] // `main` is for people.
#[path = "../../../generated/devops-agent/examples/save_and_replay.rs"]
mod save_and_replay;
