//! In: the lock files of a workspace. Out: those that name the crate, with its new version.
//!
//! Cargo would write the same by itself at its next run, but not with `--locked`, as CI has it.

use std::path::{Path, PathBuf};

use semver::Version;

use super::{Error, Replaced, io, read};

/// Deeper down nobody has a lock file of the workspace's.
const MAX_DEPTH: usize = 4;

/// The lock files that differ.
pub fn changed(root: &Path, crate_name: &str, version: &Version) -> Result<Vec<Replaced>, Error> {
    let mut out = Vec::new();
    for path in lock_files(root, MAX_DEPTH)? {
        let before = read(&path)?;
        let after = with_version(&before, crate_name, version);
        if after != before {
            out.push(Replaced {
                path,
                before: Some(before),
                after,
            });
        }
    }
    Ok(out)
}

fn lock_files(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, Error> {
    let mut out = Vec::new();
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .map_err(io("read the folder", folder))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type().map_err(io("read", &path))?;
        let name = name.to_string_lossy();
        if kind.is_file() && name == "Cargo.lock" {
            out.push(path);
        } else if kind.is_dir() && depth > 0 && name != "target" && !name.starts_with('.') {
            out.extend(lock_files(&path, depth - 1)?);
        }
    }
    Ok(out)
}

/// A package of the workspace itself has no `source`.
fn with_version(text: &str, crate_name: &str, version: &Version) -> String {
    let name = format!("\nname = \"{crate_name}\"\n");
    let packages: Vec<String> = text
        .split("[[package]]")
        .map(|package| {
            let is_ours = package.contains(&name) && !package.contains("\nsource = ");
            let lines = package.split_inclusive('\n').map(|line| {
                if is_ours && line.starts_with("version = ") {
                    format!("version = \"{version}\"\n")
                } else {
                    line.to_owned()
                }
            });
            lines.collect()
        })
        .collect();
    packages.join("[[package]]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_workspaces_own_package_is_replaced() {
        let text = |version: &str| {
            format!(
                "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"{version}\"\ndependencies = [\n \"b\",\n]\n\n\
                 [[package]]\nname = \"a\"\nversion = \"9.0.0\"\nsource = \"elsewhere\"\n\n\
                 [[package]]\nname = \"b\"\nversion = \"0.1.0\"\n"
            )
        };
        assert_eq!(
            with_version(&text("0.1.0"), "a", &Version::new(0, 2, 0)),
            text("0.2.0")
        );
    }
}
