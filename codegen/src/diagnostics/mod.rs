//! What went wrong (or was left out), where, why, and what to do: collected by every stage, printed as rustc prints.

mod render;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ast::{FileId, Span};

/// The files of one run, so that a [`Span`] can be shown as file, line and column.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub files: Vec<Source>,
}

#[derive(Clone, Debug)]
pub struct Source {
    /// As the user named it.
    pub path: PathBuf,
    pub text: Arc<str>,
}

impl Sources {
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(Source {
            path: path.into(),
            text: text.into(),
        });
        FileId(self.files.len() as u32 - 1)
    }

    /// Reads a file from disk. `None` if it cannot be read or is not UTF-8, which `diagnostics` then says.
    pub fn read(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<FileId> {
        let name = path.display();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(
                    Diagnostic::error(format!("{name} cannot be read: {error}"))
                        .help("check the path, and that it is a file that you may read"),
                );
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(self.add(path, text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let before = &error.as_bytes()[..at];
                let line = before.iter().filter(|b| **b == b'\n').count() + 1;
                let byte = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
                diagnostics.push(
                    Diagnostic::error(format!(
                        "{name} is not UTF-8 (line {line}, byte {byte} of the line)"
                    ))
                    .help("save the file in UTF-8, the only encoding of JSON"),
                );
                None
            }
        }
    }

    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Going on would give a wrong client: nothing is written and the exit code is 1.
    Error,
    /// Something of the model has no counterpart in the client, and the client is right without it.
    Warning,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub title: String,
    /// The shape or member concerned (`com.example#Foo$bar`), empty if none is.
    pub shape: String,
    /// Where. `None` only for what no file says (a command-line argument, the output folder).
    pub span: Option<Span>,
    /// Why it is wrong, shown beside the place.
    pub label: String,
    /// Further places with a word each, such as the first of two definitions.
    pub related: Vec<(Span, String)>,
    /// What to do about it.
    pub help: String,
}

impl Diagnostic {
    pub fn error(title: impl Into<String>) -> Self {
        Self::new(Severity::Error, title)
    }

    pub fn warning(title: impl Into<String>) -> Self {
        Self::new(Severity::Warning, title)
    }

    fn new(severity: Severity, title: impl Into<String>) -> Self {
        Self {
            severity,
            title: title.into(),
            shape: String::new(),
            span: None,
            label: String::new(),
            related: Vec::new(),
            help: String::new(),
        }
    }

    pub fn shape(mut self, id: impl ToString) -> Self {
        self.shape = id.to_string();
        self
    }

    pub fn at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.span = Some(span);
        self.label = label.into();
        self
    }

    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// Findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// All findings as text, in the manner of rustc; the same for the same findings. With `color`, ANSI escapes are in it.
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        render::render(self, sources, color)
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }
}
