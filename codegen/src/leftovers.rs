//! Files and folders that lie beside what they are to replace, until they are renamed. A run that is killed leaves them; the next
//! one finds them by their name. (Those of `write` have names of their own, one for each crate, because crates share a place.)

use std::fs;
use std::io::{Result, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Begins the names of all of them. No file of people's and no generated one is called that.
pub const PREFIX: &str = ".codegen-new-";

/// Removes what is left directly in a folder. **The caller holds the lock** under which such names are made there.
pub fn remove(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !is_one(&entry) {
            continue;
        }
        // Whoever cannot remove it can still work beside it.
        let path = entry.path();
        let _ = match entry.file_type() {
            Ok(kind) if kind.is_dir() => fs::remove_dir_all(path),
            _ => fs::remove_file(path),
        };
    }
}

/// Whether the entry of a folder is one.
pub fn is_one(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(PREFIX)
}

/// A file that lies beside its place. Dropped, it is deleted.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    file: NamedTempFile,
}

/// Writes what is to replace the file at `path`, or to become it, with the rights of the old one.
///
/// # Errors
///
/// Those of the operating system; the file at `path` is as it was.
pub fn beside(path: &Path, contents: &str) -> Result<Beside> {
    let mut file = tempfile::Builder::new()
        .prefix(PREFIX)
        .tempfile_in(path.parent().unwrap_or(path))?;
    file.write_all(contents.as_bytes())?;
    file.as_file().sync_all()?;
    let permissions = match fs::metadata(path) {
        Ok(metadata) => Some(metadata.permissions()),
        Err(_) => readable_by_all(),
    };
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(Beside {
        path: path.to_owned(),
        file,
    })
}

impl Beside {
    /// The place.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, in one rename.
    ///
    /// # Errors
    ///
    /// Those of the operating system; the file in the place is as it was.
    pub fn put(self) -> Result<()> {
        self.file.persist(self.path).map(drop).map_err(|e| e.error)
    }
}

/// Of a new file; temporary ones are for their owner only.
#[cfg(unix)]
fn readable_by_all() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all() -> Option<fs::Permissions> {
    None
}
