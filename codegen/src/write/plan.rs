//! In: a crate's files and its folder. Out: what differs, or why the folder must not be touched. Changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use super::manifest::{MANIFEST, Manifest};
use super::{File, Report, WriteError};

/// What it takes to bring a folder to a crate.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The folder is there, perhaps empty.
    pub exists: bool,
    /// New files, and files whose contents differ, by path: they are asked for with each file of the old folder.
    pub changed: BTreeMap<&'a str, &'a File>,
    pub unchanged: Vec<&'a File>,
    /// Files of an earlier run, still there, that the crate does not have.
    pub orphans: Vec<String>,
    pub manifest: &'a Manifest,
    pub old_manifest: Manifest,
}

impl Plan<'_> {
    pub fn is_needed(&self) -> bool {
        !self.exists
            || !self.changed.is_empty()
            || !self.orphans.is_empty()
            || *self.manifest != self.old_manifest
    }

    pub fn report(&self) -> Report {
        Report {
            written: self.changed.len(),
            unchanged: self.unchanged.len(),
            removed: self.orphans.len(),
            warnings: Vec::new(),
        }
    }
}

/// `manifest` is that of `files`.
pub(super) fn plan<'a>(
    dir: &Path,
    files: &'a [File],
    manifest: &'a Manifest,
) -> Result<Plan<'a>, WriteError> {
    let old_manifest = Manifest::read(dir)?;
    let exists = dir.exists();
    if exists && old_manifest.is_none() {
        let mut entries = std::fs::read_dir(dir).map_err(WriteError::io("read the folder", dir))?;
        if entries.next().is_some() {
            return Err(WriteError::NotOurs {
                dir: dir.to_owned(),
            });
        }
    }
    let old_manifest = old_manifest.unwrap_or_default();
    let (mut changed, mut unchanged, mut in_the_way) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        match read(&dir.join(&file.path))? {
            Found::Contents(contents) if contents == file.contents.as_bytes() => {
                unchanged.push(file)
            }
            Found::Contents(_) if old_manifest.files.contains_key(&file.path) => changed.push(file),
            Found::Nothing => changed.push(file),
            Found::Contents(_) | Found::Other => in_the_way.push(file.path.clone()),
        }
    }
    if !in_the_way.is_empty() {
        return Err(WriteError::InTheWay {
            dir: dir.to_owned(),
            files: in_the_way,
        });
    }
    let orphans = old_manifest
        .files
        .keys()
        .filter(|path| !manifest.files.contains_key(*path));
    // A folder that somebody made where our file was is theirs.
    let orphans = orphans
        .filter(|path| dir.join(path).symlink_metadata().is_ok_and(|m| !m.is_dir()))
        .cloned()
        .collect();
    Ok(Plan {
        exists,
        changed: changed
            .into_iter()
            .map(|file: &File| (file.path.as_str(), file))
            .collect(),
        unchanged,
        orphans,
        manifest,
        old_manifest,
    })
}

pub(super) enum Found {
    Nothing,
    Contents(Vec<u8>),
    /// A folder, or something beneath a file.
    Other,
}

pub(super) fn read(path: &Path) -> Result<Found, WriteError> {
    match std::fs::read(path) {
        Ok(contents) => Ok(Found::Contents(contents)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::IsADirectory | ErrorKind::NotADirectory
            ) =>
        {
            Ok(Found::Other)
        }
        Err(error) => Err(WriteError::io("read", path)(error)),
    }
}

/// Every path stays inside the folder, is there once (also where file names ignore case), and is no folder of another.
pub(super) fn check_paths(files: &[File]) -> Result<(), WriteError> {
    let bad = |path: &str, why| WriteError::BadPath {
        path: path.to_owned(),
        why,
    };
    let mut seen = BTreeSet::new();
    for File { path, .. } in files {
        check_path(path).map_err(|why| bad(path, why))?;
        if !seen.insert(path.to_lowercase()) {
            return Err(bad(
                path,
                "is there twice, or differs from another path by case only",
            ));
        }
    }
    for File { path, .. } in files {
        let path = path.to_lowercase();
        if path
            .match_indices('/')
            .any(|(at, _)| seen.contains(&path[..at]))
        {
            return Err(bad(&path, "lies in a folder that is a file"));
        }
    }
    Ok(())
}

pub(super) fn check_path(path: &str) -> Result<(), &'static str> {
    if path == MANIFEST {
        return Err("is the manifest's own path");
    }
    if path.contains(['\\', '\n', '\r', '\0', ':']) {
        return Err("has a character that paths here must not have");
    }
    if path
        .split('/')
        .any(|part| part.is_empty() || part == "." || part == "..")
    {
        return Err("is not a plain relative path");
    }
    Ok(())
}
