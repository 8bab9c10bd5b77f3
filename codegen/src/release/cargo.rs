//! Cargo, as the commands here run it: the one that runs us, with what it says kept for when it fails.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Output};

/// Runs cargo in a folder.
///
/// # Errors
///
/// Cargo that cannot be run, as text.
pub fn run(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &OsStr)],
) -> Result<Output, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(&cargo);
    command
        .args(arguments)
        .current_dir(folder)
        // What the workspace's own build was started with is not for others.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TERM_COLOR", "never");
    for (name, value) in variables {
        command.env(name, value);
    }
    command
        .output()
        .map_err(|error| format!("{} cannot be run: {error}", cargo.display()))
}

/// What cargo said, both streams.
pub fn said(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    text
}
