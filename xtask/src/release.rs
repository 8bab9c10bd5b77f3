//! `cargo xtask release`: a new version of a crate, from the changes of its model.

use std::process::ExitCode;

use codegen::diff::{self, Class};
use codegen::release::{self, Asked, Cargo, Error};
use codegen::write;

use crate::terminal::{self, Progress};

/// Set the version of a crate by what changed in its model, write the changelog, and regenerate.
///
/// The version follows from the difference between models/NAME and the last released model (see `cargo xtask diff`), which each release
/// leaves in models/NAME/released. Without that folder nothing has been released: the first release has the version of service.toml. A version
/// in service.toml that is higher than what follows is kept.
///
/// The new crate is built, tested and documented in a folder of its own, and only then put in its place: the entry in
/// generated/CRATE/CHANGELOG.md, the crate, the crate's version in Cargo.lock files, and last models/NAME with the new service.toml and
/// released/. Each is replaced as a whole; a run that was broken off is completed by the same command. What is to do then: read the
/// difference, commit it, tag it if you like, and run `cargo xtask publish`.
///
/// The exit code is 0 if there is a release, or nothing to release; 1 if there is none because of an error.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// The folder in models/.
    name: String,

    /// Raise the version at least as for a change of this class, for what no model shows, such as a change of the generator.
    #[arg(long, value_name = "CLASS")]
    at_least: Option<AtLeast>,

    /// A sentence for the changelog, before the others; alone it makes a patch.
    #[arg(long = "note", value_name = "TEXT")]
    notes: Vec<String>,

    /// Of the entry in the changelog [default: today, in UTC].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<String>,

    /// Say what would be released, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum AtLeast {
    Major,
    Minor,
    Patch,
}

const EXAMPLES: &str = "\
Examples:
  See what a release would be:
    cargo xtask release devops-agent --dry-run

  A release for a better generator, where the model is the same:
    cargo xtask release devops-agent --at-least minor --note \"Calls allocate less.\"";

fn date(text: &str) -> Result<String, String> {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    if shape == "0000-00-00" {
        Ok(text.to_owned())
    } else {
        Err("a date is written 2026-11-22".to_owned())
    }
}

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let asked = Asked {
        root: crate::workspace_root(),
        name: arguments.name.clone(),
        at_least: arguments.at_least.map(|class| match class {
            AtLeast::Major => Class::Major,
            AtLeast::Minor => Class::Minor,
            AtLeast::Patch => Class::Patch,
        }),
        notes: arguments.notes.clone(),
        date: arguments.date.clone().unwrap_or_else(release::today),
    };
    let prepared = {
        let _progress = Progress::new("comparing with the last release");
        release::prepare(&asked)
    };
    let Some(release) = prepared.map_err(shown)? else {
        if !arguments.dry_run {
            release::remove_leftovers(&asked.root);
        }
        println!(
            "{}: nothing to release, the model is the last released one",
            asked.name
        );
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(found) = &release.diff {
        println!("{}", diff::text(found));
    }
    println!("{}", release.entry.trim_end());
    let name = &release.crate_name;
    let from = release
        .old_version
        .as_ref()
        .map_or(String::new(), |old| format!("{old} → "));
    if arguments.dry_run {
        println!(
            "\n{name}: {from}{}; a dry run, nothing was changed",
            release.version
        );
        return Ok(ExitCode::SUCCESS);
    }
    {
        let mut shown_now = None;
        release::checks::checks(&Cargo::default(), &release, &mut |doing| {
            // The old line goes before the new one comes.
            drop(shown_now.take());
            shown_now = Some(Progress::new(doing));
        })
        .map_err(shown)?;
    }
    release::commit(&release).map_err(shown)?;
    let stale = write::check(&release.crate_dir, &release.files)?;
    if let Some(file) = stale.first() {
        anyhow::bail!("{}/{file}", release.crate_dir.display());
    }
    println!(
        "\n{name}: {from}{}; built, tested, written",
        release.version
    );
    Ok(ExitCode::SUCCESS)
}

fn shown(error: Error) -> anyhow::Error {
    match &error {
        Error::Model(found) => return crate::diff::shown(found),
        Error::Generate(found) => {
            let text = found.0.render(&found.1, terminal::color());
            eprintln!("{}", text.trim_end());
        }
        _ => {}
    }
    anyhow::anyhow!("{error}")
}
