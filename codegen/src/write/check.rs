//! In: a crate's files and its folder. Out: where the two differ. Changes nothing.

use std::fmt;
use std::path::Path;

use super::manifest::{MANIFEST, Manifest, hash};
use super::plan::{Found, check_paths, read};
use super::{File, WriteError};

/// A file of the folder that is not what the generator makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Relative to the crate's folder.
    pub path: String,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    Missing,
    /// Made by an earlier run; the generator makes it no more.
    Orphaned,
    /// As an earlier run wrote it; the model or the generator has changed since.
    Outdated(Difference),
    /// As an earlier run wrote it, and but for the hash in its head what the generator makes: the model has changed in
    /// something that the file does not show.
    OtherModel,
    /// Not what any run wrote: somebody edited it.
    Edited(Difference),
    /// A file or folder that no run of this command made. [`write`](super::write()) refuses to replace it.
    InTheWay,
}

/// The first lines that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Number of the first line, from 1.
    pub line: usize,
    /// What the file has there, at most [`LINES`] lines.
    pub found: Vec<String>,
    /// What the generator makes there, at most [`LINES`] lines.
    pub expected: Vec<String>,
}

/// How many lines of each side a [`Difference`] shows.
pub const LINES: usize = 4;

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.why {
            Why::Missing => write!(f, "{path}: missing"),
            Why::Orphaned => write!(f, "{path}: no longer generated, to be removed"),
            Why::Outdated(difference) => write!(f, "{path}: out of date\n{difference}"),
            Why::OtherModel => write!(f, "{path}: of another model, by the hash in its head"),
            Why::Edited(difference) => write!(f, "{path}: edited by hand\n{difference}"),
            Why::InTheWay => write!(
                f,
                "{path}: in the way, and not made by this command; move or delete it"
            ),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  line {}:", self.line)?;
        for line in &self.found {
            write!(f, "\n  - {line}")?;
        }
        for line in &self.expected {
            write!(f, "\n  + {line}")?;
        }
        Ok(())
    }
}

/// What [`write`](super::write()) would do to the folder, sorted by path; nothing if the folder is up to date.
pub fn check(dir: &Path, files: &[File]) -> Result<Vec<Stale>, WriteError> {
    check_paths(files)?;
    let manifest = Manifest::read(dir)?.unwrap_or_default();
    let mut out = Vec::new();
    for file in files {
        let mut push = |why| {
            out.push(Stale {
                path: file.path.clone(),
                why,
            })
        };
        match read(&dir.join(&file.path))? {
            Found::Contents(found) if found == file.contents.as_bytes() => {}
            Found::Contents(_) if !manifest.files.contains_key(&file.path) => push(Why::InTheWay),
            Found::Contents(found) => {
                let as_written = manifest.files.get(&file.path) == Some(&hash(&found));
                let found = String::from_utf8_lossy(&found);
                let below = match (below_head(&found), below_head(&file.contents)) {
                    (Some(a), Some(b)) => Some((a, b)),
                    _ => None,
                };
                push(match below {
                    Some((a, b)) if a == b && as_written => Why::OtherModel,
                    // The head differs whenever anything does.
                    Some((a, b)) if a != b => as_found(as_written, difference(a, b).moved(1)),
                    _ => as_found(as_written, difference(&found, &file.contents)),
                });
            }
            Found::Nothing => push(Why::Missing),
            Found::Other => push(Why::InTheWay),
        }
    }
    let new = Manifest::of(files);
    for path in manifest
        .files
        .keys()
        .filter(|path| !new.files.contains_key(*path))
    {
        if dir.join(path).is_file() {
            out.push(Stale {
                path: path.clone(),
                why: Why::Orphaned,
            });
        }
    }
    if out.is_empty() && manifest != new {
        let difference = difference(&manifest.print(), &new.print());
        out.push(Stale {
            path: MANIFEST.to_owned(),
            why: Why::Outdated(difference),
        });
    }
    out.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(out)
}

fn as_found(as_written: bool, difference: Difference) -> Why {
    if as_written {
        Why::Outdated(difference)
    } else {
        Why::Edited(difference)
    }
}

/// What follows the line that says where the file is from.
fn below_head(text: &str) -> Option<&str> {
    let (head, rest) = text.split_once('\n')?;
    head.contains("@generated by `").then_some(rest)
}

impl Difference {
    /// The same, behind `lines` more lines.
    fn moved(self, lines: usize) -> Self {
        Self {
            line: self.line + lines,
            ..self
        }
    }
}

fn difference(found: &str, expected: &str) -> Difference {
    // Line ends count: a file with other line ends is another file.
    let lines = |text: &str| {
        text.split('\n')
            .map(|line| line.replace('\r', "␍"))
            .collect::<Vec<_>>()
    };
    let (found, expected) = (lines(found), lines(expected));
    let same = found
        .iter()
        .zip(&expected)
        .take_while(|(a, b)| a == b)
        .count();
    // The end that the two have in common is no difference either.
    let most = found.len().min(expected.len()) - same;
    let same_end = found
        .iter()
        .rev()
        .zip(expected.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let part = |lines: &[String]| {
        lines[same..lines.len() - same_end]
            .iter()
            .take(LINES)
            .cloned()
            .collect()
    };
    Difference {
        line: same + 1,
        found: part(&found),
        expected: part(&expected),
    }
}
