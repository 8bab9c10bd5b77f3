//! In: what a run did. Out: the lines that say so.

use std::fmt;
use std::time::Duration;

use crate::write;

/// What was generated from one model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Generated {
    pub crate_name: String,
    pub operations: usize,
    /// Shapes that the operations reach, the service and the operations included.
    pub shapes: usize,
    /// Of all generated files.
    pub lines: usize,
    /// Findings that did not stop the generator: what of the model the client goes without.
    pub warnings: usize,
    /// From the first byte read to the last file rendered.
    pub time: Duration,
}

/// One crate's line of a run that wrote: `devops-agent: 10 operations, 80 shapes, 9000 lines; …`.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub generated: &'a Generated,
    pub written: &'a write::Report,
}

impl fmt::Display for Generated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, {}, {}",
            self.crate_name,
            count(self.operations, "operation"),
            count(self.shapes, "shape"),
            count(self.lines, "line")
        )?;
        if self.warnings > 0 {
            write!(f, ", {}", count(self.warnings, "warning"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write::Report {
            written,
            unchanged,
            removed,
            ..
        } = self.written;
        write!(
            f,
            "{}; files: {written} written, {unchanged} unchanged, {removed} removed; generated in {}",
            self.generated,
            seconds(self.generated.time)
        )
    }
}

/// `1 shape`, `2 shapes`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}

/// `0.12 s`.
pub fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_done() {
        let generated = Generated {
            crate_name: "tiny".to_owned(),
            operations: 1,
            shapes: 3,
            lines: 200,
            warnings: 2,
            time: Duration::from_millis(123),
        };
        let written = write::Report {
            written: 4,
            unchanged: 5,
            removed: 6,
            warnings: Vec::new(),
        };
        assert_eq!(
            Line {
                generated: &generated,
                written: &written
            }
            .to_string(),
            "tiny: 1 operation, 3 shapes, 200 lines, 2 warnings; files: 4 written, 5 unchanged, 6 removed; generated in 0.12 s"
        );
    }
}
