//! In: a staged folder. Out: it is in its place, and the old one is gone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest};
use super::stage::{Stage, is_build_cache, is_replaced, slashed};
use super::{State, WriteError};

/// Sentences about what is left to know, although the new crate is in its place.
pub(super) fn swap(stage: Stage<'_>) -> Result<Vec<String>, WriteError> {
    let new = stage.new_dir();
    if !stage.plan.exists && fs::rename(&new, &stage.dir).is_ok() {
        return Ok(Vec::new());
    }
    if must_stay(&stage.dir) || exchange(&new, &stage.dir).is_err() {
        in_place(&stage)?;
        return Ok(Vec::new());
    }
    let mut warnings = Vec::new();
    // `new` is the old folder from here on.
    if let Err(error) = carry_over(&stage, Path::new("")) {
        warnings.push(format!(
            "files that were changed in `{}` while this command ran could not be carried over: {error}; they are in `{}`",
            stage.dir.display(),
            new.display()
        ));
        // Nothing of anybody's is deleted.
        let _ = stage.scratch.keep();
        return Ok(warnings);
    }
    let left = stage.scratch.path().to_owned();
    if let Err(error) = stage.scratch.close() {
        warnings.push(format!(
            "the old folder could not be removed from `{}`: {error}; delete it by hand",
            left.display()
        ));
    }
    Ok(warnings)
}

/// Exchanges two folders at once.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(crate) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether somebody holds on to the folder itself rather than to what is in it: a shell (whose working folder we have
/// inherited), or a repository, which other programs may be writing to.
fn must_stay(dir: &Path) -> bool {
    let stands_in_it = std::env::current_dir()
        .and_then(|d| d.canonicalize())
        .is_ok_and(|here| here.starts_with(dir));
    stands_in_it || dir.join(".git").exists()
}

/// After the exchange: what was written into the old folder since it was read (an editor saved a file of its own, cargo built)
/// goes to the new one.
fn carry_over(stage: &Stage<'_>, under: &Path) -> io::Result<()> {
    let old = stage.new_dir().join(under);
    let current = stage.dir.join(under);
    for entry in fs::read_dir(&old)? {
        let entry = entry?;
        let path = under.join(entry.file_name());
        let (from, to) = (entry.path(), current.join(entry.file_name()));
        let is_ours =
            slashed(&path).is_some_and(|path| stage.plan.manifest.files.contains_key(&path));
        if is_ours || is_replaced(stage, &path) {
            continue;
        }
        if under.as_os_str().is_empty() && is_build_cache(&from) {
            fs::rename(&from, &to)?;
        } else if entry.file_type()?.is_dir() {
            carry_over(stage, &path)?;
        } else if differs(&from, &to)? {
            fs::create_dir_all(&current)?;
            fs::rename(&from, &to)?;
        }
    }
    Ok(())
}

/// Whether the two are different files, as a save by rename leaves them. Written through, linked files stay the same.
fn differs(a: &Path, b: &Path) -> io::Result<bool> {
    let (a, b) = (fs::symlink_metadata(a)?, fs::symlink_metadata(b));
    let Ok(b) = b else { return Ok(true) };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if a.ino() == b.ino() {
            return Ok(false);
        }
    }
    // Copies, where the file system has no links.
    Ok(a.len() != b.len() || a.modified()? != b.modified()?)
}

/// Renames the staged files one by one into the old folder.
///
/// **Invariant:** at every moment the folder's manifest lists every generated file in it, old or new.
fn in_place(stage: &Stage<'_>) -> Result<(), WriteError> {
    let new = stage.new_dir();
    let mut changed = false;
    let mut run = || -> Result<(), (&'static str, PathBuf, io::Error)> {
        fs::create_dir_all(&stage.dir).map_err(|e| ("make the folder", stage.dir.clone(), e))?;
        // Of a path in both, the old hash counts until the end: nothing but the list of paths is read from this one.
        let mut both = stage.plan.manifest.files.clone();
        both.extend(stage.plan.old_manifest.files.clone());
        let both_path = stage.scratch.path().join(MANIFEST);
        fs::write(&both_path, Manifest { files: both }.print())
            .map_err(|e| ("write", both_path.clone(), e))?;
        let manifest = stage.dir.join(MANIFEST);
        fs::rename(&both_path, &manifest).map_err(|e| ("replace", manifest.clone(), e))?;
        changed = true;
        for file in stage.plan.changed.values() {
            let to = stage.dir.join(&file.path);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)
                    .map_err(|e| ("make the folder", parent.to_owned(), e))?;
            }
            fs::rename(new.join(&file.path), &to).map_err(|e| ("replace", to.clone(), e))?;
        }
        for orphan in &stage.plan.orphans {
            let path = stage.dir.join(orphan);
            fs::remove_file(&path).map_err(|e| ("remove", path.clone(), e))?;
            // Its folder, if nothing else is in it, and those around that.
            for parent in path
                .ancestors()
                .skip(1)
                .take_while(|parent| *parent != stage.dir)
            {
                if fs::remove_dir(parent).is_err() {
                    break;
                }
            }
        }
        fs::rename(new.join(MANIFEST), &manifest).map_err(|e| ("replace", manifest.clone(), e))
    };
    run().map_err(|(doing, path, error)| {
        let state = if changed {
            State::Mixed(stage.dir.clone())
        } else {
            State::Unchanged
        };
        WriteError::Io {
            doing: doing.to_owned(),
            path,
            state,
            error,
        }
    })
}
