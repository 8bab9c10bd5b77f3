//! Files and folders that lie beside what they are to replace, until they are renamed. A run that is killed leaves them; the next
//! one finds them by their name. (Those of `write` have names of their own, one for each crate, because crates share a place.)

use std::fs;
use std::path::Path;

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
