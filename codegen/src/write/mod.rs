//! In: the files of complete crates. Out: the crates on disk, or nothing changed.
//!
//! **Invariant: at every moment a crate's folder holds the old crate or the new one, never a mixture**, also if the process
//! is killed. How:
//!
//! 1. `plan` compares; where nothing differs, nothing is touched. A folder that is not ours, or a file of somebody else
//!    where one of ours must go, is refused before the first byte is written.
//! 2. `stage` builds the complete new folder outside of the old one, on the same file system: what changes is written,
//!    what stays (unchanged files, and files that people put beside ours) is linked, so that it keeps its times and cargo
//!    does not build it again.
//! 3. `swap` exchanges the two folders in one system call (`renameat2` with `RENAME_EXCHANGE`; a plain rename if there
//!    was no folder). Whatever people changed in their own files in the meantime is carried over, and the old folder deleted.
//!
//! With several crates, all are staged before the first is exchanged: what fails for lack of space or rights fails while
//! everything is still old. Two runs at once wait for each other (`lock`), and the second compares anew.
//!
//! Exchanging a folder takes it away from under a shell that stands in it, cannot be done to a mount point, and not every
//! system has the call. In these cases the staged files are renamed one by one into the old folder (`swap::in_place`).
//! Killed in between, such a crate is a mixture, each file of it whole; running the command again completes it, because the
//! manifest that is written first lists the files of both. Nothing is synced: a power failure is beyond this module.

mod check;
mod lock;
mod manifest;
mod plan;
mod stage;
mod swap;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use check::{Stale, Why, check};
pub use manifest::MANIFEST;
use manifest::Manifest;
pub(crate) use swap::exchange;

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative to the crate's folder, parts separated by `/`.
    pub path: String,
    pub contents: String,
}

/// One crate and the folder that it goes to.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    pub dir: &'a Path,
    pub files: &'a [File],
}

/// What was done to one crate's folder. The manifest is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new contents.
    pub written: usize,
    pub unchanged: usize,
    /// Files of an earlier run that the crate no longer has.
    pub removed: usize,
    /// What is left to know about although all went well, a sentence each.
    pub warnings: Vec<String>,
}

/// Why a folder was not written, and in which state it is.
#[derive(Debug)]
pub enum WriteError {
    /// The files themselves cannot be written anywhere: a fault of the generator.
    BadPath { path: String, why: &'static str },
    /// The folder is not empty and holds no manifest of ours. Nothing was changed.
    NotOurs { dir: PathBuf },
    /// Files of somebody else where generated ones must go. Nothing was changed.
    InTheWay { dir: PathBuf, files: Vec<String> },
    /// The manifest cannot be understood. Nothing was changed.
    BadManifest { path: PathBuf, why: String },
    /// The operating system refused something.
    Io {
        doing: String,
        path: PathBuf,
        state: State,
        error: io::Error,
    },
}

/// What a failed [`write`](write()) left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Every folder is as it was.
    Unchanged,
    /// These folders hold the new crate whole, all others are as they were.
    Written(Vec<PathBuf>),
    /// This folder holds files of both crates; running the command again completes it.
    Mixed(PathBuf),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadPath { path, why } => {
                write!(
                    f,
                    "the generator made a file that cannot be written: `{path}` {why}; nothing was changed"
                )
            }
            Self::NotOurs { dir } => write!(
                f,
                "`{}` is not empty and was not made by this command (it has no `{MANIFEST}`); nothing was changed\n\
                 help: choose an empty or a new folder, or empty this one yourself",
                dir.display()
            ),
            Self::InTheWay { dir, files } => write!(
                f,
                "`{}` has files that this command did not make where generated files must go: {}; nothing was changed\n\
                 help: move or delete them",
                dir.display(),
                files
                    .iter()
                    .map(|file| format!("`{file}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            Self::BadManifest { path, why } => write!(
                f,
                "`{}` is damaged: {why}; nothing was changed\n\
                 help: restore it from version control, or empty the folder and generate again",
                path.display()
            ),
            Self::Io {
                doing,
                path,
                state,
                error,
            } => {
                write!(f, "could not {doing} `{}`: {error}; ", path.display())?;
                match state {
                    State::Unchanged => write!(f, "nothing was changed"),
                    State::Written(done) => {
                        let done: Vec<_> = done
                            .iter()
                            .map(|dir| format!("`{}`", dir.display()))
                            .collect();
                        write!(
                            f,
                            "{} written already, the rest unchanged; run the command again",
                            done.join(", ")
                        )
                    }
                    State::Mixed(dir) => write!(
                        f,
                        "`{}` holds old and new files, each of them whole; run the command again to complete it",
                        dir.display()
                    ),
                }
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl WriteError {
    /// An error before anything was changed.
    fn io(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let (doing, path) = (doing.to_owned(), path.to_owned());
        move |error| Self::Io {
            doing,
            path,
            state: State::Unchanged,
            error,
        }
    }
}

/// The error of a folder that must not be touched.
///
/// Without a lock the manifest of one crate may be read and then the files of another, if another run exchanges the two in
/// between. So a refusal counts only if it stands while no other run can be at work.
fn refuse(target: &Target<'_>, manifest: &Manifest) -> Result<(), WriteError> {
    let Err(refusal) = plan::plan(target.dir, target.files, manifest) else {
        return Ok(());
    };
    let Ok(dir) = target.dir.canonicalize() else {
        return Err(refusal);
    };
    let _locks = lock::lock([dir.as_path()].into_iter())?;
    plan::plan(target.dir, target.files, manifest).map(drop)
}

/// Brings each folder to the files of its crate; the reports are in the order of `targets`.
///
/// `scratch` is a folder for the staged crates, made if missing; it is used where it is on the file system of the target,
/// else the folder around the target is.
pub fn write(targets: &[Target<'_>], scratch: Option<&Path>) -> Result<Vec<Report>, WriteError> {
    let manifests: Vec<_> = targets
        .iter()
        .map(|target| Manifest::of(target.files))
        .collect();
    // Before any folder is made.
    for (target, manifest) in targets.iter().zip(&manifests) {
        plan::check_paths(target.files)?;
        refuse(target, manifest)?;
    }
    let targets = targets
        .iter()
        .map(|target| Ok((lock::resolve(target.dir)?, target.files)))
        .collect::<Result<Vec<_>, WriteError>>()?;
    let _locks = lock::lock(targets.iter().map(|(dir, _)| dir.as_path()))?;
    // What counts is what is there now that no other run can change it.
    let mut staged = Vec::new();
    let mut reports = Vec::new();
    for ((dir, files), manifest) in targets.iter().zip(&manifests) {
        stage::clean(dir, scratch);
        let plan = plan::plan(dir, files, manifest)?;
        reports.push(plan.report());
        if plan.is_needed() {
            staged.push((reports.len() - 1, stage::stage(dir, plan, scratch)?));
        }
    }
    let mut done = Vec::new();
    for (index, stage) in staged {
        let dir = stage.dir.clone();
        match swap::swap(stage) {
            Ok(warnings) => reports[index].warnings = warnings,
            Err(WriteError::Io {
                doing,
                path,
                state: State::Unchanged,
                error,
            }) if !done.is_empty() => {
                return Err(WriteError::Io {
                    doing,
                    path,
                    state: State::Written(done),
                    error,
                });
            }
            Err(error) => return Err(error),
        }
        done.push(dir);
    }
    Ok(reports)
}
