//! `cargo xtask diff`: what changed between two models, and what that means for the crate's version.

use std::process::ExitCode;

use codegen::diff::{self, Class, Place, SideError};

use crate::terminal::{self, Progress};

/// Compare two models, and say what the changes mean for users of the generated crate.
///
/// OLD and NEW each are
///
///   a folder         with the files of one model, and its service.toml if it has one
///   a file           JSON AST
///   a name           of a folder in models/: devops-agent
///   git:REV          the other side's folder or file, as of a revision of this repository
///   git:REV:PATH     a folder, file or name, as of a revision
///
/// The models are compared as the crate sees them: apply statements and mixins resolved, and of the shapes those that the operations
/// of service.toml reach. A side without a service.toml takes service, operations and version from the other's; where neither
/// has one, all operations of the only service count.
///
/// Each change is reported once, with what it does to the crate's public API and to the wire, its class (major: a program that compiles and
/// works may not do so any more; minor; patch) and why. The resulting version follows cargo's rules: below 1.0.0 a major change raises the
/// second number, any other the third.
///
/// The exit code is 0 if the models could be compared, whatever differs, and 1 if not; with --deny, 3 if there is a change of that
/// class or a higher one.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES, verbatim_doc_comment)]
pub struct Arguments {
    /// The model before.
    #[arg(required_unless_present = "rules")]
    old: Option<String>,

    /// The model after.
    #[arg(required_unless_present = "rules")]
    new: Option<String>,

    /// text is for people, markdown for pull requests, json for programs (its keys are documented at codegen::diff::json).
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Exit with 3 if there is a change of this class or a higher one.
    #[arg(long, value_name = "CLASS")]
    deny: Option<Denied>,

    /// Print the rules by which changes are judged, and compare nothing.
    #[arg(long, conflicts_with_all = ["old", "new", "deny"])]
    rules: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Denied {
    Major,
    Minor,
    Patch,
}

const EXAMPLES: &str = "\
Examples:
  What the working tree changes in a model:
    cargo xtask diff git:HEAD devops-agent

  What a branch changes, for its pull request:
    cargo xtask diff git:main git:my-branch:devops-agent --format markdown

  Since the last release, failing if something breaks:
    cargo xtask diff models/devops-agent/released devops-agent --deny major

  Two published models:
    cargo xtask diff old/lambda.json new/lambda.json --format json";

/// With `--deny`: something is of the class.
const DENIED: u8 = 3;

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.rules {
        print!("{}", diff::rules_table());
        return Ok(ExitCode::SUCCESS);
    }
    // Clap has seen to it that both are there.
    let place = |text: &Option<String>| Place::parse(text.as_deref().unwrap_or_default());
    let models = crate::workspace_root().join("models");
    let sides = {
        let _progress = Progress::new("comparing");
        diff::open(&place(&arguments.old), &place(&arguments.new), &models)
    };
    let (old, new) = sides.map_err(|error| shown(&error))?;
    let found = diff::diff(&old, &new);
    match arguments.format {
        Format::Text => print!("{}", diff::text(&found)),
        Format::Markdown => print!("{}", diff::markdown(&found)?),
        Format::Json => print!("{}", diff::json(&found)),
    }
    let denied = arguments.deny.map(|class| match class {
        Denied::Major => Class::Major,
        Denied::Minor => Class::Minor,
        Denied::Patch => Class::Patch,
    });
    Ok(match (denied, found.class()) {
        (Some(denied), Some(class)) if class >= denied => ExitCode::from(DENIED),
        _ => ExitCode::SUCCESS,
    })
}

/// Prints the findings about a model, if that is what is wrong.
pub fn shown(error: &SideError) -> anyhow::Error {
    if let SideError::Model(found) = error {
        let (_, diagnostics, sources) = &**found;
        let text = diagnostics.render(sources, terminal::color());
        eprintln!("{}", text.trim_end());
    }
    anyhow::anyhow!("{error}; nothing was compared")
}
