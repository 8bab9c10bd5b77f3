//! Two runs over the same folder wait for each other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::WriteError;
use crate::lock::{self, Lock};

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

/// Locks the folders around the given ones, in one order for all, until the result is dropped.
pub(super) fn lock<'a>(dirs: impl Iterator<Item = &'a Path>) -> Result<Vec<Lock>, WriteError> {
    let parents: BTreeSet<_> = dirs.map(|dir| dir.parent().unwrap_or(dir)).collect();
    let alone = |parent: &Path| lock::alone(parent).map_err(WriteError::io("lock", parent));
    parents.into_iter().map(alone).collect()
}
