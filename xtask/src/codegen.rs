//! `cargo xtask codegen`: crates from models.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use codegen::generate::{self, From, Outcome, Request};
use codegen::lock;
use codegen::report::{Line, count};
use codegen::settings::Settings;
use codegen::write::{self, File, Target, Why};

use crate::terminal::{self, Progress};

/// Generate client crates from models.
///
/// Without options, generates a crate from every folder of models/ that has a service.toml, into the folder of generated/ that
/// is named like the crate.
/// With --model, generates one crate from any Smithy JSON AST model of a restJson1 service.
///
/// Everything is generated and checked before the first file is written. With errors nothing is changed, and the exit code
/// is 1. Files that do not differ are left alone; files of an earlier run that are no longer generated are removed; files of
/// your own beside them are kept.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// Write nothing; say which files are stale, missing or edited by hand, and exit with 1 if any is.
    #[arg(long)]
    check: bool,

    /// Files of the model, merged: JSON AST, all of one model.
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "out")]
    model: Vec<PathBuf>,

    /// Folder of the generated crate: new, empty, or one that this command made.
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,

    /// The service to generate a client for, by id or name [default: the only one of the model].
    #[arg(long, value_name = "ID", requires = "model")]
    service: Option<String>,

    /// Operations of the client, by name; shapes that they do not reach are left out [default: all].
    #[arg(long, value_name = "A,B,…", value_delimiter = ',', requires = "model")]
    operations: Option<Vec<String>>,

    /// Name of the generated package [default: made from the service's SDK id].
    #[arg(long, value_name = "NAME", requires = "model")]
    crate_name: Option<String>,

    /// Version of the generated package [default: 0.1.0].
    #[arg(long, value_name = "VERSION", requires = "model")]
    crate_version: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  Generate the crates of this workspace:
    cargo xtask codegen

  See whether they are up to date:
    cargo xtask codegen --check

  A client of two operations of a large service:
    cargo xtask codegen --model lambda.json --out ../lambda-client \\
        --operations ListFunctions,Invoke --crate-name lambda-client --crate-version 0.2.0";

/// A crate that came out, and where it goes.
struct Crate {
    dir: PathBuf,
    files: Vec<File>,
    outcome: Outcome,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = crate::workspace_root();
    let requests = requests(arguments, &root)?;
    // A release or a transcription that runs at the same time comes before all of this or after it.
    let models = root.join("models");
    let _lock = (arguments.model.is_empty())
        .then(|| {
            lock::shared(&models).with_context(|| format!("{} cannot be locked", models.display()))
        })
        .transpose()?;
    let outcomes = {
        let _progress = Progress::new(&format!("generating {}", count(requests.len(), "crate")));
        generate::generate_all(&requests)
    };
    let mut crates = Vec::new();
    let mut failed = false;
    for mut outcome in outcomes {
        let shown = outcome
            .diagnostics
            .render(&outcome.sources, terminal::color());
        if !shown.is_empty() {
            eprintln!("{}", shown.trim_end());
        }
        match outcome.files.take() {
            Some(files) => {
                let name = &outcome.report.crate_name;
                let dir = arguments
                    .out
                    .clone()
                    .unwrap_or_else(|| crate::shown(&root.join("generated").join(name)));
                crates.push(Crate {
                    dir,
                    files,
                    outcome,
                });
            }
            None => failed = true,
        }
    }
    if failed {
        bail!("nothing was changed because of the errors above");
    }
    if let Some((a, b)) = same_dir(&crates) {
        bail!(
            "two models make the crate `{a}` in {}; nothing was changed",
            b.display()
        );
    }
    if arguments.check {
        check(&crates)
    } else {
        write(&crates, &root)
    }
}

fn requests(arguments: &Arguments, root: &Path) -> anyhow::Result<Vec<Request>> {
    if arguments.model.is_empty() {
        let folders = model_folders(&crate::shown(&root.join("models")))?;
        return Ok(folders
            .into_iter()
            .map(|folder| Request {
                from: From::Folder(folder),
                command: "cargo xtask codegen".to_owned(),
            })
            .collect());
    }
    let settings = Settings {
        service: arguments.service.clone().map(Into::into),
        crate_name: arguments.crate_name.clone(),
        version: arguments.crate_version.clone(),
        operations: arguments.operations.as_ref().map(|names| {
            names
                .iter()
                .map(|name| name.trim())
                .filter(|name| !name.is_empty())
                .map(Into::into)
                .collect()
        }),
        ..Settings::default()
    };
    // Where the model lies on this machine is of no interest to whoever reads the crate.
    let names: Vec<_> = arguments
        .model
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| name.to_string_lossy())
        .collect();
    let command = format!("cargo xtask codegen --model {}", names.join(" "));
    let from = From::Files {
        model: arguments.model.clone(),
        settings,
    };
    Ok(vec![Request { from, command }])
}

/// The folders of models, by name.
fn model_folders(models: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in models
        .read_dir()
        .with_context(|| format!("the folder {} cannot be read", models.display()))?
    {
        let folder = entry
            .with_context(|| format!("the folder {} cannot be read", models.display()))?
            .path();
        if folder.join("service.toml").is_file() {
            folders.push(folder);
        }
    }
    if folders.is_empty() {
        bail!(
            "{} has no folder with a service.toml: there is nothing to generate",
            models.display()
        );
    }
    folders.sort();
    Ok(folders)
}

fn same_dir(crates: &[Crate]) -> Option<(&str, &Path)> {
    let mut seen = std::collections::BTreeSet::new();
    let twice = crates.iter().find(|made| !seen.insert(&made.dir))?;
    Some((&twice.outcome.report.crate_name, &twice.dir))
}

fn write(crates: &[Crate], root: &Path) -> anyhow::Result<ExitCode> {
    let targets: Vec<_> = crates
        .iter()
        .map(|made| Target {
            dir: &made.dir,
            files: &made.files,
        })
        .collect();
    let reports = {
        let _progress = Progress::new("writing");
        write::write(&targets, Some(&root.join("target").join("codegen")))?
    };
    for (made, report) in crates.iter().zip(&reports) {
        println!(
            "{}",
            Line {
                generated: &made.outcome.report,
                written: report
            }
        );
        report
            .warnings
            .iter()
            .for_each(|warning| terminal::warning(warning));
    }
    Ok(ExitCode::SUCCESS)
}

fn check(crates: &[Crate]) -> anyhow::Result<ExitCode> {
    let mut stale = 0;
    for made in crates {
        let found = write::check(&made.dir, &made.files)?;
        let all_missing =
            found.len() == made.files.len() && found.iter().all(|file| file.why == Why::Missing);
        if all_missing {
            println!("{}: not generated yet", made.dir.display());
        } else {
            let (of_other_model, telling): (Vec<_>, Vec<_>) =
                found.iter().partition(|file| file.why == Why::OtherModel);
            for file in telling {
                println!("{}/{file}", made.dir.display());
            }
            if !of_other_model.is_empty() {
                println!(
                    "{}: {} more files differ in nothing but the hash of the model in their heads",
                    made.dir.display(),
                    of_other_model.len()
                );
            }
        }
        if found.is_empty() {
            println!("{}; up to date", made.outcome.report);
        }
        stale += found.len();
    }
    if stale == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    terminal::error(&format!(
        "{} not what the generator makes; run the same command without --check",
        if stale == 1 {
            "1 file is".to_owned()
        } else {
            format!("{stale} files are")
        }
    ));
    Ok(ExitCode::FAILURE)
}
