//! What people see while they wait: on a terminal a line that comes and goes, in a pipe nothing.

use std::io::{IsTerminal, Write, stderr};

/// Whether to colour what goes to standard error (<https://no-color.org> is respected).
pub fn color() -> bool {
    stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A line on standard error that says what is being done, gone when this is dropped.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    pub fn new(doing: &str) -> Self {
        let shown = stderr().is_terminal();
        if shown {
            // What cannot be shown need not be.
            let _ = write!(stderr(), "{doing} …");
            let _ = stderr().flush();
        }
        Self { shown }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

pub fn error(text: &str) {
    message("error", "\x1b[1;31m", text);
}

pub fn warning(text: &str) {
    message("warning", "\x1b[1;33m", text);
}

fn message(kind: &str, style: &str, text: &str) {
    if color() {
        eprintln!("{style}{kind}\x1b[0m: {text}");
    } else {
        eprintln!("{kind}: {text}");
    }
}
