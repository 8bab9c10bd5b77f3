//! In: the folder of a service in `models/`. Out: its next version, everywhere: settings, crate, changelog, lock files; and the model
//! recorded as released.
//!
//! **The last released model** is `models/NAME/released/`: a copy of the model's files and settings, made by the release. It is in the
//! working tree, so that a fresh clone has it, however shallow; to git it costs nothing while the model is the same. Where it is
//! missing, nothing has been released, and the first release has the version that `service.toml` says.
//!
//! [`prepare`] changes nothing: it reads, compares, generates. [`checks`] builds and tests the new crate in a folder of its own. Only then
//! [`commit`] puts everything in its place.

mod cargo;
mod changelog;
pub mod checks;
mod commit;
mod lock_files;
pub mod publish;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};

use semver::Version;

use crate::diagnostics::{Diagnostics, Sources};
use crate::diff::words::entry;
use crate::diff::{self, Class, Diff, SideError};
use crate::generate::{self, From, Request};
use crate::lock;
use crate::settings;
use crate::write::{File, WriteError};

pub use cargo::Cargo;
pub use commit::{commit, remove_leftovers};

/// The folder of `models/NAME` with the last released model.
pub const RELEASED: &str = "released";

/// The file of a crate's folder that is written by releases and kept by the generator.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The workspace.
    pub root: PathBuf,
    /// Of the folder in `models/`.
    pub name: String,
    /// For what the models do not show, such as a change of the generator: the version is raised as for a change of this class.
    pub at_least: Option<Class>,
    /// Sentences of the user's own for the changelog.
    pub notes: Vec<String>,
    /// `2026-11-22`.
    pub date: String,
}

/// A release, ready to be checked and committed.
#[derive(Clone, Debug)]
pub struct Release {
    pub root: PathBuf,
    /// `models/NAME`.
    pub models: PathBuf,
    pub crate_name: String,
    /// `generated/CRATE`.
    pub crate_dir: PathBuf,
    /// `None` for the first release.
    pub diff: Option<Diff>,
    pub old_version: Option<Version>,
    pub version: Version,
    /// Of the crate.
    pub files: Vec<File>,
    /// The entry of the changelog.
    pub entry: String,
    changelog: Replaced,
    service_toml: Replaced,
    /// Of the model: names and texts.
    model: Vec<(String, String)>,
    lock_files: Vec<Replaced>,
}

/// A file that the release makes anew from what it was.
#[derive(Clone, Debug)]
struct Replaced {
    path: PathBuf,
    /// `None` if there was none.
    before: Option<String>,
    after: String,
}

/// Why there is no release. Nothing was changed, but where [`Error::Commit`] says so.
#[derive(Debug)]
pub enum Error {
    /// The models cannot be compared.
    Model(SideError),
    /// The crate cannot be generated.
    Generate(Box<(Diagnostics, Sources)>),
    /// The new crate fails a check: what, and what cargo says.
    Check {
        what: String,
        output: String,
    },
    Io {
        doing: String,
        path: PathBuf,
        error: std::io::Error,
    },
    Write(WriteError),
    /// Between [`prepare`] and [`commit`] somebody else has changed a file that is to be replaced.
    ChangedMeanwhile(PathBuf),
    /// In the middle of putting things in their places.
    Commit {
        done: Vec<String>,
        why: String,
    },
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNCHANGED: &str = "nothing was changed";
        match self {
            Self::Model(error) => write!(f, "{error}; {UNCHANGED}"),
            Self::Generate(_) => write!(f, "the crate cannot be generated; {UNCHANGED}"),
            Self::Check { what, output } => {
                write!(f, "{what} fails; {UNCHANGED}\n{}", output.trim_end())
            }
            Self::Io { doing, path, error } => {
                write!(
                    f,
                    "could not {doing} `{}`: {error}; {UNCHANGED}",
                    path.display()
                )
            }
            Self::Write(error) => write!(f, "{error}"),
            Self::ChangedMeanwhile(path) => write!(
                f,
                "`{}` was changed by somebody else in the meantime; {UNCHANGED}\nhelp: run the command again",
                path.display()
            ),
            Self::Commit { done, why } if done.is_empty() => write!(f, "{why}; {UNCHANGED}"),
            Self::Commit { done, why } => write!(
                f,
                "{why}; already written: {}\nhelp: run the same command again, which completes the release",
                done.join(", ")
            ),
            Self::Other(text) => write!(f, "{text}; {UNCHANGED}"),
        }
    }
}

impl std::error::Error for Error {}

fn io(doing: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let (doing, path) = (doing.to_owned(), path.to_owned());
    move |error| Error::Io { doing, path, error }
}

/// What the release would be; `None` if there is nothing to release: the model is the last released one, and nothing else was asked
/// for.
///
/// # Errors
///
/// A folder that is not there, a model with errors, files that cannot be read.
pub fn prepare(asked: &Asked) -> Result<Option<Release>, Error> {
    let models = asked.root.join("models").join(&asked.name);
    let settings_path = models.join("service.toml");
    if !settings_path.is_file() {
        return Err(Error::Other(format!(
            "models/{0} has no service.toml: there is no service `{0}` to release",
            asked.name
        )));
    }
    // What is read is of one state, whoever releases or transcribes just now.
    let around = models.parent().unwrap_or(&models);
    let _lock = lock::shared(around).map_err(io("lock", around))?;
    let current = diff::open_folder(&models).map_err(Error::Model)?;
    let released = models.join(RELEASED);
    let diff = if released.is_dir() {
        let last = diff::open_folder(&released).map_err(Error::Model)?;
        Some(diff::diff(&last, &current))
    } else {
        None
    };
    let version = match &diff {
        None => current.version.clone(),
        Some(diff) => {
            let by_note = (!asked.notes.is_empty()).then_some(Class::Patch);
            let class = diff.class().max(asked.at_least).max(by_note);
            if class.is_none() && current.version >= diff.old_version {
                return Ok(None);
            }
            let next = diff::next(&diff.old_version, class);
            // Whoever has raised it further by hand had a reason.
            next.max(current.version.clone())
        }
    };
    let old_toml = read(&settings_path)?;
    let service_toml = with_version(&old_toml, &version).ok_or_else(|| {
        Error::Other(format!(
            "the version in {} cannot be found",
            settings_path.display()
        ))
    })?;
    let crate_name = current.plan.package.name.clone();
    let crate_dir = asked.root.join("generated").join(&crate_name);
    let entry = changelog::entry(
        &version,
        &asked.date,
        diff.as_ref().map(|diff| entry(&diff.changes)),
        &asked.notes,
        &first_words(&current),
    )
    .map_err(|error| Error::Other(format!("a template of the generator failed: {error}")))?;
    let changelog_path = crate_dir.join(CHANGELOG);
    let old_changelog = read_if_there(&changelog_path)?;
    let changelog = changelog::with_entry(
        old_changelog.as_deref().unwrap_or_default(),
        &entry,
        &version,
    );
    let model = model_files(&models)?;
    let files = files(&models, &model, &service_toml)?;
    Ok(Some(Release {
        changelog: Replaced {
            path: changelog_path,
            before: old_changelog,
            after: changelog,
        },
        lock_files: lock_files::changed(&asked.root, &crate_name, &version)?,
        old_version: diff.as_ref().map(|diff| diff.old_version.clone()),
        root: asked.root.clone(),
        models,
        crate_name,
        crate_dir,
        diff,
        version,
        files,
        entry,
        service_toml: Replaced {
            path: settings_path,
            before: Some(old_toml),
            after: service_toml,
        },
        model,
    }))
}

fn first_words(side: &diff::Side) -> String {
    let operations = crate::report::count(side.plan.operations.len(), "operation");
    format!(
        "First release: {operations} of {}.",
        side.plan.service.title
    )
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(io("read", path))
}

fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io("read", path)(error)),
    }
}

/// The files of the model, by name.
fn model_files(models: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(models).map_err(io("read the folder", models))? {
        let path = entry.map_err(io("read the folder", models))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
            && path.is_file()
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.push((name.into_owned(), read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

/// The crate as `cargo xtask codegen` will make it of the new settings.
fn files(
    models: &Path,
    model: &[(String, String)],
    service_toml: &str,
) -> Result<Vec<File>, Error> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let path = models.join("service.toml");
    let file = sources.add(&path, service_toml);
    let Some(mut settings) = settings::parse(file, service_toml, &mut diagnostics) else {
        return Err(Error::Generate(Box::new((diagnostics, sources))));
    };
    settings.forget_places();
    let outcome = generate::generate(&Request {
        from: From::Texts {
            model: model
                .iter()
                .map(|(name, text)| (models.join(name), text.clone()))
                .collect(),
            settings,
        },
        command: "cargo xtask codegen".to_owned(),
    });
    outcome
        .files
        .ok_or_else(|| Error::Generate(Box::new((outcome.diagnostics, outcome.sources))))
}

/// The text of a `service.toml` with another version; all else, comments too, stays as it is.
fn with_version(text: &str, version: &Version) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Settings {
        version: toml::Spanned<String>,
    }
    let settings: Settings = toml::from_str(text).ok()?;
    let span = settings.version.span();
    let mut out = text.to_owned();
    out.replace_range(span, &format!("\"{version}\""));
    Some(out)
}

/// Today in UTC, as changelogs write it: `2026-11-22`.
pub fn today() -> String {
    use aws_smithy_types::date_time::Format;
    let now = aws_smithy_types::DateTime::from(std::time::SystemTime::now());
    let text = now.fmt(Format::DateTime).unwrap_or_default();
    text.chars().take("2026-11-22".len()).collect()
}
