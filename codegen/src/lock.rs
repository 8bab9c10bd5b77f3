//! In: a folder. Out: it is locked, until the result is dropped; the operating system frees the locks of a process that dies.
//!
//! The folder itself is locked, so nothing is left behind. Who locks what, always in this order:
//!
//! | folder | shared | alone |
//! | --- | --- | --- |
//! | around `models/NAME` | who generates or compares from there, so that all files read are of one state | who replaces files of models |
//! | around a crate's folder | | who replaces the crate |
//! | a target folder of conformance tests | | who builds tests there and runs them |
//!
//! Locks are between runs of these commands only: an editor knows nothing of them.

use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Result};
use std::path::Path;

/// A folder that is locked, or that is on a file system without locks: better to go on there than to be of no use.
#[derive(Debug)]
#[must_use]
pub struct Lock {
    _folder: Option<File>,
}

/// Waits until nobody else holds the folder in any way.
///
/// # Errors
///
/// The folder cannot be opened, or the operating system refuses.
pub fn alone(folder: &Path) -> Result<Lock> {
    let file = open(folder)?;
    let locked = file.lock();
    held(file, locked)
}

/// Waits until nobody holds the folder [`alone`].
///
/// # Errors
///
/// The folder cannot be opened, or the operating system refuses.
pub fn shared(folder: &Path) -> Result<Lock> {
    let file = open(folder)?;
    let locked = file.lock_shared();
    held(file, locked)
}

/// Like [`alone`], but does not wait: `None` if somebody holds the folder, or if that cannot be known.
pub fn alone_now(folder: &Path) -> Option<Lock> {
    let file = open(folder).ok()?;
    match file.try_lock() {
        Ok(()) => Some(Lock {
            _folder: Some(file),
        }),
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => None,
    }
}

fn held(file: File, locked: Result<()>) -> Result<Lock> {
    match locked {
        Ok(()) => Ok(Lock {
            _folder: Some(file),
        }),
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(Lock { _folder: None }),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn open(folder: &Path) -> Result<File> {
    File::open(folder)
}

/// Elsewhere folders cannot be opened as files: a file named after the folder stands for it.
#[cfg(not(unix))]
fn open(folder: &Path) -> Result<File> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut name = DefaultHasher::new();
    folder.canonicalize()?.hash(&mut name);
    File::create(std::env::temp_dir().join(format!("codegen-{:016x}.lock", name.finish())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_go_together_and_writers_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let readers = [shared(path).unwrap(), shared(path).unwrap()];
        assert!(alone_now(path).is_none());
        drop(readers);
        let writer = alone(path).unwrap();
        assert!(alone_now(path).is_none());
        drop(writer);
        assert!(alone_now(path).is_some());
        assert!(alone(&path.join("nowhere")).is_err());
    }
}
