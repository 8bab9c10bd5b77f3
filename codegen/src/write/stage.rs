//! In: a plan. Out: the complete new folder beside the old one, on the same file system, ready to be exchanged with it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::manifest::MANIFEST;
use super::plan::Plan;
use super::{File, WriteError};

/// A new folder, not yet in its place. Dropped, it is deleted.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    /// The folder that the crate goes to.
    pub dir: PathBuf,
    pub plan: Plan<'a>,
    /// Holds `new`, and after the exchange the old folder under that name.
    pub scratch: TempDir,
}

impl Stage<'_> {
    pub fn new_dir(&self) -> PathBuf {
        self.scratch.path().join("new")
    }
}

pub(super) fn stage<'a>(
    dir: &Path,
    plan: Plan<'a>,
    scratch: Option<&Path>,
) -> Result<Stage<'a>, WriteError> {
    let parent = dir.parent().unwrap_or(dir);
    let scratch = make_scratch(dir, parent, scratch)?;
    let stage = Stage {
        dir: dir.to_owned(),
        plan,
        scratch,
    };
    let new = stage.new_dir();
    fs::create_dir(&new).map_err(WriteError::io("make the folder", &new))?;
    if stage.plan.exists {
        keep(&stage, Path::new(""))?;
    }
    for file in stage.plan.changed.values() {
        write_file(&new, file)?;
    }
    let manifest = File {
        path: MANIFEST.to_owned(),
        contents: stage.plan.manifest.print(),
    };
    write_file(&new, &manifest)?;
    if stage.plan.exists {
        let permissions = fs::metadata(dir)
            .map_err(WriteError::io("read", dir))?
            .permissions();
        fs::set_permissions(&new, permissions)
            .map_err(WriteError::io("set the rights of", &new))?;
    }
    Ok(stage)
}

/// A fresh folder in the first candidate from which a rename leads to `dir`.
fn make_scratch(dir: &Path, parent: &Path, scratch: Option<&Path>) -> Result<TempDir, WriteError> {
    let shared = scratch
        .filter(|scratch| fs::create_dir_all(scratch).is_ok() && same_file_system(scratch, parent));
    let place = shared.unwrap_or(parent);
    tempfile::Builder::new()
        .prefix(&prefix(dir))
        .tempdir_in(place)
        .map_err(WriteError::io("make a folder in", place))
}

/// Removes what killed runs for `dir` left behind. **The caller holds the lock**, so nobody is at work there.
pub(super) fn clean(dir: &Path, scratch: Option<&Path>) {
    for place in dir.parent().into_iter().chain(scratch) {
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with(&prefix(dir))
            {
                // Whoever cannot remove it can still work beside it.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// One target's scratch folders are told from another's by name, so that runs over different targets share a place.
fn prefix(dir: &Path) -> String {
    let hash = super::manifest::hash(dir.as_os_str().as_encoded_bytes());
    format!(".codegen-{}-", &hash[..16])
}

#[cfg(unix)]
fn same_file_system(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((fs::metadata(a), fs::metadata(b)), (Ok(a), Ok(b)) if a.dev() == b.dev())
}

#[cfg(not(unix))]
fn same_file_system(_: &Path, _: &Path) -> bool {
    false
}

/// Whether this is cargo's build folder: large, and of no worth to anybody but cargo. It is moved after the exchange.
pub(super) fn is_build_cache(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "target") && path.join("CACHEDIR.TAG").is_file()
}

/// Takes over what stays of the folder `under` in the old one: everything but the manifest, changed files and orphans.
fn keep(stage: &Stage<'_>, under: &Path) -> Result<(), WriteError> {
    let old = stage.dir.join(under);
    let new = stage.new_dir().join(under);
    let mut entries = fs::read_dir(&old)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(WriteError::io("read the folder", &old))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let was_empty = entries.is_empty();
    for entry in entries {
        let path = under.join(entry.file_name());
        let from = entry.path();
        let kind = entry.file_type().map_err(WriteError::io("read", &from))?;
        if is_replaced(stage, &path) || (under.as_os_str().is_empty() && is_build_cache(&from)) {
            continue;
        }
        if kind.is_dir() {
            keep(stage, &path)?;
        } else {
            fs::create_dir_all(&new).map_err(WriteError::io("make the folder", &new))?;
            let to = new.join(entry.file_name());
            link(&from, &to, kind).map_err(WriteError::io("copy", &from))?;
        }
    }
    // A folder that held nothing but orphans goes with them; one that was empty is somebody's.
    if was_empty {
        fs::create_dir_all(&new).map_err(WriteError::io("make the folder", &new))?;
    }
    Ok(())
}

/// Whether the file of the old folder has no place in the new one.
pub(super) fn is_replaced(stage: &Stage<'_>, path: &Path) -> bool {
    let Some(path) = slashed(path) else {
        return false;
    };
    path == MANIFEST
        || stage.plan.changed.contains_key(path.as_str())
        || stage.plan.orphans.binary_search(&path).is_ok()
}

/// The path as [`File::path`] writes it; `None` for one that is no Unicode, which no generated file is.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts = path
        .iter()
        .map(|part| part.to_str())
        .collect::<Option<Vec<_>>>()?;
    Some(parts.join("/"))
}

/// The same file under a second name where the file system can do that, else a copy with the same times.
fn link(from: &Path, to: &Path, kind: fs::FileType) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    #[cfg(unix)]
    if kind.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    let _ = kind;
    fs::copy(from, to)?;
    let times = fs::metadata(from)?;
    fs::File::options()
        .append(true)
        .open(to)
        .and_then(|file| file.set_times(fs::FileTimes::new().set_modified(times.modified()?)))
}

fn write_file(root: &Path, file: &File) -> Result<(), WriteError> {
    let path = root.join(&file.path);
    let mut written = fs::write(&path, &file.contents);
    // Most files lie in a folder that another one has brought already.
    if let (Err(error), Some(parent)) = (&written, path.parent())
        && error.kind() == io::ErrorKind::NotFound
    {
        fs::create_dir_all(parent).map_err(WriteError::io("make the folder", parent))?;
        written = fs::write(&path, &file.contents);
    }
    written.map_err(WriteError::io("write", &path))
}
