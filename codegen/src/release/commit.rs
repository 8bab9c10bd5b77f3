//! In: a release that passed its checks. Out: it is in its places.
//!
//! Everything is written beside its place first, and then renamed, in this order: the changelog; the crate's folder, as a whole; lock
//! files; and last `models/NAME`, as a whole, with the new version in `service.toml` and the new `released/`. **Invariant: every
//! file and folder is the old one or the new one. The release is decided by the last rename:** until then the models are the old ones, and
//! the same command makes the same of them once more (an entry of the changelog for the same version is replaced), which
//! completes what was broken off. Two releases at once wait for each other, and the second is refused if what it was made from has changed
//! by the first. What transcribing or people change in the model's own files while the release is checked stays: it is not part of the
//! release.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Error, RELEASED, Release, Replaced, io, read_if_there};
use crate::leftovers::Beside;
use crate::write::{self, Target};
use crate::{leftovers, lock};

/// Puts the release in its places.
///
/// # Errors
///
/// The operating system says no. Whatever can fail for lack of space or rights fails before the first rename, as far as that can
/// be known.
pub fn commit(release: &Release) -> Result<(), Error> {
    let folder = release.models.parent().unwrap_or(&release.models);
    let _lock = lock::alone(folder).map_err(io("lock", folder))?;
    let replaced = [&release.changelog, &release.service_toml];
    for file in replaced.into_iter().chain(&release.lock_files) {
        if read_if_there(&file.path)? != file.before {
            return Err(Error::ChangedMeanwhile(file.path.clone()));
        }
        leftovers::remove(file.path.parent().unwrap_or(folder));
    }
    leftovers::remove(folder);

    let scratch = release.root.join("target").join("codegen");
    fs::create_dir_all(&scratch).map_err(io("make the folder", &scratch))?;
    let changelog = || beside(&release.changelog);
    // A new crate's folder must be empty until the crate is there.
    let staged = release.crate_dir.is_dir().then(changelog).transpose()?;
    let is_new = staged.is_none();
    let locks = release
        .lock_files
        .iter()
        .map(beside)
        .collect::<Result<Vec<_>, Error>>()?;
    let models = stage_models(release, folder)?;

    let mut done = Vec::new();
    let mut step = |what: String, result: Result<(), String>| match result {
        Ok(()) => {
            done.push(what);
            Ok(())
        }
        Err(why) => Err(Error::Commit {
            done: done.clone(),
            why: format!("{what} could not be written: {why}"),
        }),
    };
    let name = |path: &Path| {
        let below = path.strip_prefix(&release.root).unwrap_or(path);
        below.display().to_string()
    };
    let changelog_name = name(&release.changelog.path);
    if let Some(staged) = staged {
        step(changelog_name.clone(), put(staged))?;
    }
    let target = Target {
        dir: &release.crate_dir,
        files: &release.files,
    };
    let written = write::write(&[target], Some(&scratch));
    step(
        name(&release.crate_dir),
        written.map(drop).map_err(|e| e.to_string()),
    )?;
    if is_new {
        let staged = changelog().map_err(|error| error.to_string());
        step(changelog_name, staged.and_then(put))?;
    }
    for lock in locks {
        step(name(lock.path()), put(lock))?;
    }
    step(name(&release.models), models.put(&release.models))
}

/// Removes what a release that was killed after its last rename has left in `models/`: there is nothing to release then, so no
/// [`commit`] will.
pub fn remove_leftovers(root: &Path) {
    let models = root.join("models");
    // Whoever holds the lock does it himself.
    if let Some(_lock) = lock::alone_now(&models) {
        leftovers::remove(&models);
    }
}

fn put(file: Beside) -> Result<(), String> {
    file.put().map_err(|error| error.to_string())
}

fn beside(replaced: &Replaced) -> Result<Beside, Error> {
    let path = &replaced.path;
    leftovers::beside(path, &replaced.after).map_err(io("write a new version of", path))
}

/// The new `models/NAME`, beside the old one.
struct Models {
    folder: TempDir,
}

fn stage_models(release: &Release, beside: &Path) -> Result<Models, Error> {
    let folder = tempfile::Builder::new()
        .prefix(leftovers::PREFIX)
        .tempdir_in(beside)
        .map_err(io("make a folder in", beside))?;
    let new = folder.path().join("new");
    let (old, released) = (&release.models, new.join(RELEASED));
    fs::create_dir_all(&released).map_err(io("make the folder", &released))?;
    for entry in fs::read_dir(old).map_err(io("read the folder", old))? {
        let entry = entry.map_err(io("read the folder", old))?;
        let is_new = entry.file_name() == RELEASED || entry.file_name() == "service.toml";
        if !is_new && !leftovers::is_one(&entry) {
            super::checks::copy_any(&entry.path(), &new.join(entry.file_name()))?;
        }
    }
    let texts = release
        .model
        .iter()
        .map(|(name, text)| (released.join(name), text));
    let settings = [&new, &released].map(|f| (f.join("service.toml"), &release.service_toml.after));
    for (path, text) in texts.chain(settings) {
        fs::write(&path, text).map_err(io("write", &path))?;
    }
    if let Ok(metadata) = fs::metadata(old) {
        let _ = fs::set_permissions(&new, metadata.permissions());
    }
    Ok(Models { folder })
}

impl Models {
    fn put(self, place: &Path) -> Result<(), String> {
        let new = self.folder.path().join("new");
        if write::exchange(&new, place).is_ok() {
            // The old folder goes with the temporary one.
            return Ok(());
        }
        // No such call here: the record first, the settings last.
        let released = place.join(RELEASED);
        let text = |error: std::io::Error| error.to_string();
        if released.exists() {
            fs::rename(&released, self.folder.path().join("old")).map_err(text)?;
        }
        fs::rename(new.join(RELEASED), &released).map_err(text)?;
        fs::rename(new.join("service.toml"), place.join("service.toml")).map_err(text)
    }
}
