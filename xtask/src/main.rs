//! Command line over the generator. One file a subcommand; what is done is done in `codegen`.

mod bench;
mod codegen;
mod conformance;
mod diff;
mod publish;
mod release;
mod terminal;
mod transcribe;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Generates client crates from Smithy models, and keeps them up to date.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Codegen(codegen::Arguments),
    Conformance(conformance::Arguments),
    Diff(diff::Arguments),
    Release(release::Arguments),
    Publish(publish::Arguments),
    Transcribe(transcribe::Arguments),
}

/// 0: done. 1: it did not come to that, and says why. 2: the command line is wrong. 3: see `transcribe`.
fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Release(arguments) => release::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Transcribe(arguments) => transcribe::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            terminal::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The workspace whose `cargo xtask` this is (`cargo run` says so), else the one that this command was built from: a folder that was
/// moved is found, and a test can have one of its own.
fn workspace_root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    match xtask.parent() {
        Some(root) => root.to_owned(),
        None => xtask,
    }
}

/// The path as seen from where the user stands, if it is below that: shorter to read, and the same on every machine.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
