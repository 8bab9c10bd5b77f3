//! In: a revision of the repository and a path. Out: the files that were there, as git has them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::side::{Place, SideError, Texts, is_of_model, texts};

/// The files that a folder, or the file, had in a revision. The path is as seen from the working folder, or from the root of the
/// repository, or the name of a folder in `models`.
pub(super) fn read_revision(
    here: &Path,
    place: &Place,
    revision: &str,
    path: &Path,
    models: &Path,
) -> Result<Texts, SideError> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(SideError::Place(format!(
            "`{place}` names no revision\nhelp: write `git:main`, `git:HEAD~1` or `git:v1.0.0:models/NAME`"
        )));
    }
    let git = |arguments: &[&str]| git(here, arguments);
    git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &format!("{revision}^{{commit}}"),
    ])
    .map_err(|why| {
        SideError::Place(format!(
            "`{place}`: the repository around the working folder has no revision `{revision}`{}",
            if why.is_empty() {
                why
            } else {
                format!(" ({why})")
            }
        ))
    })?;
    let root = git(&["rev-parse", "--show-toplevel"]).map_err(SideError::Place)?;
    let root = PathBuf::from(root.trim_end());
    let inside = |path: &Path| {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let absolute = absolute.canonicalize().unwrap_or(absolute);
        absolute.strip_prefix(&root).map(slashed).ok()
    };
    let named = inside(&models.join(path)).filter(|_| path.components().count() == 1);
    let candidates = [inside(path), Some(slashed(path)), named];
    for candidate in candidates.into_iter().flatten() {
        let object = format!("{revision}:{candidate}");
        let Ok(kind) = git(&["cat-file", "-t", &object]) else {
            continue;
        };
        let blob = |path: &str| -> Result<(PathBuf, String), SideError> {
            let object = format!("{revision}:{path}");
            let text = git(&["cat-file", "blob", &object]).map_err(SideError::Place)?;
            Ok((PathBuf::from(format!("git:{object}")), text))
        };
        if kind.trim_end() == "blob" {
            return Ok(Texts {
                label: place.to_string(),
                settings: None,
                model: vec![blob(&candidate)?],
            });
        }
        let names = git(&["ls-tree", "--name-only", "-z", "--full-tree", &object])
            .map_err(SideError::Place)?;
        let files = names
            .split_terminator('\0')
            .filter(|name| is_of_model(Path::new(name)))
            .map(|name| blob(&format!("{candidate}/{name}")))
            .collect::<Result<Vec<_>, _>>()?;
        return texts(place, files);
    }
    Err(SideError::Place(format!(
        "`{place}`: revision `{revision}` has no `{}`",
        path.display()
    )))
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// What git prints, or why it does not.
fn git(here: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(here)
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("what `git {}` prints is not UTF-8", arguments.join(" ")))
}
