//! In: a release that is not committed. Out: its crate builds, passes its tests and its documentation has no warnings; or the release
//! does not come about. All of it happens in a folder of its own, to which the crate is written with what people have put beside it.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::cargo::{Cargo, said};
use super::{CHANGELOG, Error, Release, io};
use crate::lock::{self, Lock};

/// What is run, and with which documentation flags.
const CHECKS: [&[&str]; 3] = [
    &["check", "--quiet", "--all-targets", "--all-features"],
    &["test", "--quiet", "--features", "serde"],
    &["doc", "--quiet", "--no-deps", "--all-features"],
];

/// Checks the crate; `progress` is told what is done.
///
/// # Errors
///
/// A check that fails, with what cargo says.
pub fn checks(
    cargo: &Cargo,
    release: &Release,
    progress: &mut dyn FnMut(&str),
) -> Result<(), Error> {
    let target = release.root.join("target");
    let scratch = target.join("codegen");
    fs::create_dir_all(&scratch).map_err(io("make the folder", &scratch))?;
    let (folder, _lock) = own_folder(&scratch)?;
    let member = folder.path().join("crate");
    if release.crate_dir.is_dir() {
        copy(&release.crate_dir, &member)?;
        // What the new crate has no more is not checked.
        let _ = fs::remove_dir_all(member.join("src"));
    }
    let changelog = (CHANGELOG, release.changelog.after.as_str());
    let files = release
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.contents.as_str()));
    for (path, text) in files.chain([changelog]) {
        put(&member.join(path), text)?;
    }
    // A workspace of its own, with the versions of ours.
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"crate\"]\n\n[profile.dev]\ndebug = false\n";
    put(&folder.path().join("Cargo.toml"), manifest)?;
    let lock = release.root.join("Cargo.lock");
    if lock.is_file() {
        let own = release.lock_files.iter().find(|own| own.path == lock);
        let text = match own {
            Some(own) => own.after.clone(),
            None => super::read(&lock)?,
        };
        put(&folder.path().join("Cargo.lock"), &text)?;
    }
    for arguments in CHECKS {
        let what = format!("cargo {}", arguments.join(" "));
        progress(&what);
        let variables = [
            ("CARGO_TARGET_DIR", target.as_os_str()),
            ("RUSTDOCFLAGS", OsStr::new("-D warnings")),
        ];
        let output = cargo
            .run(folder.path(), arguments, &variables)
            .map_err(Error::Other)?;
        if !output.status.success() {
            return Err(Error::Check {
                what: format!("`{what}` of the new crate"),
                output: said(&output),
            });
        }
    }
    Ok(())
}

/// A new folder, locked for as long as it is in use: those of killed runs are locked no more, and are removed.
fn own_folder(scratch: &Path) -> Result<(TempDir, Lock), Error> {
    const PREFIX: &str = "release-";
    // Nobody sees a folder that is made and not locked yet.
    let _making = lock::alone(scratch).map_err(io("lock", scratch))?;
    for entry in fs::read_dir(scratch).into_iter().flatten().flatten() {
        let is_one = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_one && lock::alone_now(&entry.path()).is_some() {
            // Whoever cannot remove it can still work beside it.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let folder = tempfile::Builder::new()
        .prefix(PREFIX)
        .tempdir_in(scratch)
        .map_err(io("make a folder in", scratch))?;
    let lock = lock::alone(folder.path()).map_err(io("lock", folder.path()))?;
    Ok((folder, lock))
}

fn put(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(io("make the folder", parent))?;
    }
    fs::write(path, text).map_err(io("write", path))
}

/// Copies a folder but for its `target`.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(io("make the folder", to))?;
    for entry in fs::read_dir(from).map_err(io("read the folder", from))? {
        let entry = entry.map_err(io("read the folder", from))?;
        if entry.file_name() != "target" {
            copy_any(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Copies a file, or a folder.
pub(super) fn copy_any(from: &Path, to: &Path) -> Result<(), Error> {
    if from.is_dir() {
        copy(from, to)
    } else {
        fs::copy(from, to).map(drop).map_err(io("copy", from))
    }
}
