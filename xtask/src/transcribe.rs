//! `cargo xtask transcribe`: an API change page into a model.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use codegen::diagnostics::{Diagnostics, Sources};
use codegen::report::count;
use codegen::transcribe::folder;

use crate::terminal::{self, Progress};

/// What a run without --write says with its exit code where --write would change something.
const WOULD_CHANGE: u8 = 3;

/// Merge an API change page into a model's shapes.json.
///
/// PAGE is the text of a page as it is published for a change of an API: headings with "(new)" or "(updated)", the change
/// summary, request and response syntax, and the lists of parameters. New operations, structures, members and values of
/// enums are added, changed types and required flags are changed. What the page lacks stays: pages do not say what was removed.
/// Names, order, descriptions and formatting of shapes.json stay too.
///
/// New shapes are named by the rule in codegen/src/transcribe/names.rs; the table `[names]` of service.toml goes before it.
///
/// What a page cannot say (HTTP bindings, structure or union, what is required in answers, what is sensitive, descriptions)
/// is asked, with the lines that answer it in bindings.json. `cargo xtask codegen` refuses the model until then.
///
/// Exit codes: 0 if nothing differs, or --write has written; 1 if the page, the model or the folder is at fault, and
/// nothing was changed; 2 if the command line is wrong; 3 if something differs and --write is not given.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// The page, a text file.
    #[arg(value_name = "PAGE")]
    page: PathBuf,

    /// Folder of the model, with shapes.json, bindings.json and service.toml.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,

    /// Write shapes.json, all of it or nothing; without this, show what would change.
    #[arg(long)]
    write: bool,
}

const EXAMPLES: &str = "\
Examples:
  See what a page changes:
    cargo xtask transcribe devops-agent-2026-05-19.txt --into models/devops-agent

  Change it, answer what is asked in bindings.json, write the descriptions, and generate:
    cargo xtask transcribe devops-agent-2026-05-19.txt --into models/devops-agent --write
    cargo xtask codegen";

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let transcribed = {
        let _progress = Progress::new("transcribing");
        folder::transcribe(
            &arguments.page,
            &arguments.into,
            &mut sources,
            &mut diagnostics,
        )
    };
    let shown = diagnostics.render(&sources, terminal::color());
    if !shown.is_empty() {
        eprintln!("{}", shown.trim_end());
    }
    let Some(transcribed) = transcribed else {
        bail!("nothing was changed because of the errors above");
    };
    if arguments.write {
        transcribed.write().map_err(anyhow::Error::msg)?;
    }
    let path = transcribed.path.display();
    if transcribed.differs() {
        let did = if arguments.write {
            "written"
        } else {
            "would change; --write does it"
        };
        println!(
            "{path}: {}; {did}",
            count(transcribed.changes.len(), "change")
        );
        transcribed
            .changes
            .iter()
            .for_each(|change| println!("  {change}"));
    } else {
        println!("{path}: says all that the page says");
    }
    let questions = &transcribed.questions;
    if !questions.list.is_empty() {
        eprintln!(
            "{}",
            questions
                .render(&transcribed.sources, terminal::color())
                .trim_end()
        );
        terminal::warning(&format!(
            "until {} answered, `cargo xtask codegen` refuses the model",
            if questions.list.len() == 1 {
                "this is".to_owned()
            } else {
                format!("these {} are", questions.list.len())
            }
        ));
    }
    Ok(if transcribed.differs() && !arguments.write {
        ExitCode::from(WOULD_CHANGE)
    } else {
        ExitCode::SUCCESS
    })
}
