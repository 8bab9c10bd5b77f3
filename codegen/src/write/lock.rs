//! Two runs over the same folder wait for each other.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::WriteError;

/// The folder's absolute path without symbolic links; the folders around it are made, itself not.
pub(super) fn resolve(dir: &Path) -> Result<PathBuf, WriteError> {
    if let Ok(found) = dir.canonicalize() {
        return Ok(found);
    }
    let absolute = std::path::absolute(dir).map_err(WriteError::io("find", dir))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Ok(absolute);
    };
    std::fs::create_dir_all(parent).map_err(WriteError::io("make the folder", parent))?;
    Ok(parent
        .canonicalize()
        .map_err(WriteError::io("find", parent))?
        .join(name))
}

/// Locks the folders around the given ones, in one order for all, until the result is dropped. The operating system frees
/// the locks of a process that dies.
pub(super) fn lock<'a>(dirs: impl Iterator<Item = &'a Path>) -> Result<Vec<File>, WriteError> {
    let parents: BTreeSet<_> = dirs.map(|dir| dir.parent().unwrap_or(dir)).collect();
    let mut locks = Vec::new();
    for parent in parents {
        let file = open(parent).map_err(WriteError::io("open", parent))?;
        match file.lock() {
            Ok(()) => locks.push(file),
            // Some network file systems have no locks: better to go on than to be of no use there.
            Err(error) if error.kind() == ErrorKind::Unsupported => {}
            Err(error) => return Err(WriteError::io("lock", parent)(error)),
        }
    }
    Ok(locks)
}

/// A folder can be locked itself: nothing is left behind.
#[cfg(unix)]
fn open(dir: &Path) -> std::io::Result<File> {
    File::open(dir)
}

/// Elsewhere folders cannot be opened as files: a file named after the folder stands for it.
#[cfg(not(unix))]
fn open(dir: &Path) -> std::io::Result<File> {
    let name = super::manifest::hash(dir.as_os_str().as_encoded_bytes());
    File::create(std::env::temp_dir().join(format!("codegen-{name}.lock")))
}
