//! In: the text of a page. Out: its lines, one after the other, as paragraphs, or as values for a [`Scanner`].

use super::scanner::Scanner;
use super::{Malformed, Result};

/// A line of a page.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Counted from 1.
    pub number: u32,
    /// Where it starts in the page.
    pub start: usize,
    /// Without its end and without blanks before that.
    pub text: &'a str,
}

impl Line<'_> {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}

pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        lines.push(Line {
            number: index as u32 + 1,
            start,
            text: line.trim_end(),
        });
        start += line.len() + 1;
    }
    lines
}

/// Adds a line to paragraphs: a new one behind a blank line and for each bullet, else more of the last.
pub fn add_text(paragraphs: &mut Vec<String>, text: &str, after_blank: bool) {
    match paragraphs.last_mut() {
        Some(last) if !after_blank && !text.starts_with('•') => {
            last.push(' ');
            last.push_str(text);
        }
        _ => paragraphs.push(text.to_owned()),
    }
}

/// Reads a part of a page line by line.
pub struct Reader<'a, 'l> {
    text: &'a str,
    lines: &'l [Line<'a>],
    next: usize,
}

impl<'a, 'l> Reader<'a, 'l> {
    pub fn new(text: &'a str, lines: &'l [Line<'a>]) -> Self {
        Self {
            text,
            lines,
            next: 0,
        }
    }

    /// The next line that is not blank.
    pub fn peek(&mut self) -> Option<Line<'a>> {
        while self.lines.get(self.next).is_some_and(|l| l.is_blank()) {
            self.next += 1;
        }
        self.lines.get(self.next).copied()
    }

    pub fn next_text(&mut self, what: &str) -> Result<Line<'a>> {
        let line = self
            .peek()
            .ok_or_else(|| self.error(&format!("{what} is missing")))?;
        self.next += 1;
        Ok(line)
    }

    pub fn expect(&mut self, text: &str) -> Result<()> {
        match self.peek() {
            Some(line) if line.text == text => {
                self.next += 1;
                Ok(())
            }
            Some(line) => Err(Malformed::edited(
                line.number,
                format!("expected the line `{text}`"),
            )),
            None => Err(self.error(&format!("the line `{text}` is missing"))),
        }
    }

    pub fn lines_until(&mut self, stop: impl Fn(&str) -> bool) -> &'l [Line<'a>] {
        let rest = &self.lines[self.next..];
        let length = rest.iter().position(|l| stop(l.text)).unwrap_or(rest.len());
        self.next += length;
        &rest[..length]
    }

    /// The paragraphs before a line at which `stop` holds.
    pub fn paragraphs_until(&mut self, stop: impl Fn(&str) -> bool) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let mut after_blank = true;
        for line in self.lines_until(stop) {
            if !line.is_blank() {
                add_text(&mut paragraphs, line.text.trim_start(), after_blank);
            }
            after_blank = line.is_blank();
        }
        paragraphs
    }

    /// Reads a value that starts on the next line and ends with a line.
    pub fn scan<T>(&mut self, read: impl FnOnce(&mut Scanner<'_>) -> Result<T>) -> Result<T> {
        let first = self
            .peek()
            .ok_or_else(|| self.error("a value is missing"))?;
        let end = self
            .lines
            .last()
            .map_or(first.start, |l| l.start + l.text.len());
        let mut scanner = Scanner::new(&self.text[first.start..end], first.number);
        let value = read(&mut scanner)?;
        let reached = first.start + scanner.position();
        while self
            .lines
            .get(self.next)
            .is_some_and(|l| l.start + l.text.len() < reached)
        {
            self.next += 1;
        }
        let Some(last) = self.lines.get(self.next).copied() else {
            return Err(self.error("a value does not end"));
        };
        self.next += 1;
        if last.start + last.text.len() == reached {
            return Ok(value);
        }
        Err(Malformed::edited(
            last.number,
            format!(
                "`{}` behind a value",
                &self.text[reached..last.start + last.text.len()]
            ),
        ))
    }

    /// An error at the last line read.
    pub fn error(&self, what: &str) -> Malformed {
        let read = &self.lines[..self.next.min(self.lines.len())];
        let line = read.last().or(self.lines.first()).map_or(1, |l| l.number);
        Malformed::edited(line, what)
    }
}
