//! In: the text of an ignore list. Out: cases that may fail, each with a reason.
//!
//! One case a line, `httpRequestTests/SayHello: the reason`; empty lines and lines that start with `#` are skipped.
//! **Every entry must have a reason and name a case that is there**, so that the list cannot rot.

use std::fmt;

use super::cases::Case;

/// A case that may fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Kind and id.
    pub case: String,
    pub reason: String,
    /// Of the list, from 1.
    pub line: usize,
}

/// What is wrong with an ignore list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreError {
    pub line: usize,
    pub message: String,
}

impl fmt::Display for IgnoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the ignore list: {}", self.line, self.message)
    }
}

impl std::error::Error for IgnoreError {}

impl Ignored {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// A line without a reason.
    pub fn list(text: &str) -> Result<Vec<Self>, IgnoreError> {
        let lines = text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line.trim()));
        let entries = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let entries = entries.map(|(line, text)| {
            // An id may have a colon, which no blank follows.
            match text.split_once(": ") {
                Some((case, reason)) if !reason.trim().is_empty() => Ok(Self {
                    case: case.trim().to_owned(),
                    reason: reason.trim().to_owned(),
                    line,
                }),
                _ => Err(IgnoreError {
                    line,
                    message: format!(
                        "`{text}` has no reason; write `httpRequestTests/SomeCase: why it may fail`"
                    ),
                }),
            }
        });
        entries.collect()
    }
}

/// Refuses entries that name no case.
pub fn check(ignored: &[Ignored], cases: &[Case]) -> Result<(), IgnoreError> {
    let unknown = ignored
        .iter()
        .find(|entry| cases.iter().all(|case| case.id.to_string() != entry.case));
    match unknown {
        None => Ok(()),
        Some(entry) => Err(IgnoreError {
            line: entry.line,
            message: format!(
                "the model has no case `{}` for clients; take the line out",
                entry.case
            ),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_a_reason() {
        let list = Ignored::list("# why\n\nhttpRequestTests/A: not ours: see B\n").unwrap();
        let entry = Ignored {
            case: "httpRequestTests/A".to_owned(),
            reason: "not ours: see B".to_owned(),
            line: 3,
        };
        assert_eq!(list, [entry]);
        let error = Ignored::list("\nhttpRequestTests/A").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("line 2 of the ignore list: `httpRequestTests/A` has no reason")
        );
        assert!(Ignored::list("httpRequestTests/A:  ").is_err());
    }
}
