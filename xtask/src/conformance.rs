//! `cargo xtask conformance`: a model's own tests, run on the client that is generated from it.

use std::io::{IsTerminal, Write, stderr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use codegen::conformance::{self, Failure, Ignored, Options, Outcome, Progress};

use crate::terminal;

/// Run the conformance tests of a model on the client that is generated from it.
///
/// Tests are those of the traits httpRequestTests, httpResponseTests and eventStreamTests of smithy.test and endpointTests of
/// smithy.rules, as far as they apply to clients of restJson1. The client and one Rust test for each case are generated,
/// compiled and run; nothing is sent over a network.
///
/// The last line says `N passed, N failed`; the exit code is 1 if a case failed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// Files of the model, merged: JSON AST, all of one model.
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    model: Vec<PathBuf>,

    /// The service to test, by id or name [default: the only one of the model].
    #[arg(long, value_name = "ID")]
    service: Option<String>,

    /// Keep the generated package in this folder, to look at it or to run `cargo test` there [default: a folder in target].
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,

    /// A file with cases that may fail, one a line: `httpRequestTests/SomeCase: the reason`. One that passes is a failure.
    #[arg(long, value_name = "LIST")]
    ignore: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  All protocol tests of a model:
    cargo xtask conformance --model restJson1.json

  The same, with a list of known failures, keeping the generated tests:
    cargo xtask conformance --model restJson1.json --ignore known.txt --keep /tmp/tests";

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = crate::workspace_root();
    let target = root.join("target").join("conformance");
    let ignored = match &arguments.ignore {
        None => Vec::new(),
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            Ignored::list(&text).with_context(|| path.display().to_string())?
        }
    };
    let options = Options {
        model: arguments.model.clone(),
        service: arguments.service.clone(),
        name: None,
        dir: match &arguments.keep {
            Some(dir) => dir.clone(),
            None => target.join("package"),
        },
        target: target.join("build"),
        lock: Some(root.join("Cargo.lock")),
        ignored,
    };
    let line = Line::new();
    let result = conformance::run(&options, &mut |progress| match progress {
        Progress::Stage(text) => line.show(&format!("{text} …")),
        Progress::Case { done, total } => line.show(&format!("{done} of {total} tests")),
    });
    drop(line);
    let report = match result {
        Ok(report) => report,
        Err(Failure::Model(found)) => {
            let (diagnostics, sources) = *found;
            eprintln!(
                "{}",
                diagnostics.render(&sources, terminal::color()).trim_end()
            );
            bail!("there is no client to test because of the errors above");
        }
        Err(Failure::Ignore(error)) => bail!(error),
        Err(Failure::Run(error)) => bail!(error),
    };
    for (case, outcome) in &report.outcomes {
        if let Outcome::Failed(text) = outcome {
            println!("FAILED {case}: {text}");
        }
    }
    if report.ignored() > 0 {
        println!("{} ignored, as the list says", report.ignored());
    }
    println!("{} passed, {} failed", report.passed(), report.failed());
    Ok(match report.failed() {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// A line on a terminal that is written over and over, and gone in the end.
struct Line {
    shown: bool,
}

impl Line {
    fn new() -> Self {
        Self {
            shown: stderr().is_terminal(),
        }
    }

    fn show(&self, text: &str) {
        if self.shown {
            // What cannot be shown need not be.
            let _ = write!(stderr(), "\r\x1b[K{text}");
            let _ = stderr().flush();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.show("");
    }
}
