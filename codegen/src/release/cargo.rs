//! Cargo, as the commands here run it: the one that runs us, with what it says kept for when it fails.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program.
#[derive(Clone, Debug)]
pub struct Cargo(OsString);

impl Default for Cargo {
    /// The cargo that runs this process, else the one that is found.
    fn default() -> Self {
        Self(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
    }
}

impl From<PathBuf> for Cargo {
    fn from(program: PathBuf) -> Self {
        Self(program.into_os_string())
    }
}

impl Cargo {
    /// Runs it in a folder.
    ///
    /// # Errors
    ///
    /// Cargo that cannot be run, as text.
    pub fn run(
        &self,
        folder: &Path,
        arguments: &[&str],
        variables: &[(&str, &OsStr)],
    ) -> Result<Output, String> {
        let mut command = Command::new(&self.0);
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
            .map_err(|error| format!("{} cannot be run: {error}", self.0.display()))
    }
}

/// What cargo said, both streams.
pub(super) fn said(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    text
}
