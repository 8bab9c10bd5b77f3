//! In: the text of a page from some place on. Out: the tokens of the notations in [`super::syntax`].

use super::{MAX_DEPTH, Malformed, Result};

/// Reads tokens; blanks and line ends between them do not count.
pub struct Scanner<'a> {
    text: &'a str,
    position: usize,
    line: u32,
}

impl<'a> Scanner<'a> {
    /// `line` is the number of the first line of `text`.
    pub fn new(text: &'a str, line: u32) -> Self {
        Self {
            text,
            position: 0,
            line,
        }
    }

    /// How many bytes were read so far.
    pub fn position(&self) -> usize {
        self.position
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or("")
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        let blanks = &rest[..rest.len() - rest.trim_start().len()];
        self.line += blanks.matches('\n').count() as u32;
        self.position += blanks.len();
    }

    pub fn line_of_next(&mut self) -> u32 {
        self.skip_blanks();
        self.line
    }

    pub fn eat_text(&mut self, text: &str) -> bool {
        // Blanks stay where nothing is eaten, so that a value ends where its last character does.
        let eaten = self.rest().trim_start().starts_with(text);
        if eaten {
            self.skip_blanks();
            self.position += text.len();
        }
        eaten
    }

    pub fn eat(&mut self, sign: char) -> bool {
        self.eat_text(sign.encode_utf8(&mut [0; 4]))
    }

    pub fn expect(&mut self, sign: char) -> Result<()> {
        if self.eat(sign) {
            Ok(())
        } else {
            Err(self.error(format!("expected `{sign}`")))
        }
    }

    pub fn expect_word(&mut self, word: &str) -> Result<()> {
        if self.eat_text(word) {
            Ok(())
        } else {
            Err(self.error(format!("expected `{word}`")))
        }
    }

    pub fn word(&mut self) -> Result<String> {
        self.skip_blanks();
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
            .unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error("expected a name"));
        }
        self.position += end;
        Ok(rest[..end].to_owned())
    }

    /// A text between single or double quotes on one line. Neighbours are one text, as in Python.
    pub fn string(&mut self) -> Result<String> {
        let mut text = self.quoted()?;
        while self.rest().trim_start().starts_with(['\'', '"']) {
            text.push_str(&self.quoted()?);
        }
        Ok(text)
    }

    fn quoted(&mut self) -> Result<String> {
        self.skip_blanks();
        let rest = self.rest();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
            return Err(self.error("expected a text between quotes"));
        };
        let body = &rest[1..];
        match body.find([quote, '\n']) {
            Some(end) if body[end..].starts_with(quote) => {
                self.position += end + 2;
                Ok(body[..end].to_owned())
            }
            _ => Err(self.error("this text has no closing quote")),
        }
    }

    /// Items up to `close`, separated by commas; one may follow the last item.
    pub fn sequence<T>(
        &mut self,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(item(self)?);
            if !self.eat(',') {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }

    pub fn check_depth(&self, depth: usize) -> Result<()> {
        if depth < MAX_DEPTH {
            return Ok(());
        }
        Err(Malformed::new(
            self.line,
            format!("values nest more than {MAX_DEPTH} deep"),
            "no API page nests so deep; check that this is one",
        ))
    }

    /// What was expected, and what stands there instead.
    pub fn error(&mut self, what: impl std::fmt::Display) -> Malformed {
        self.skip_blanks();
        let found = self.rest().split_whitespace().next().unwrap_or("");
        let found: String = found.chars().take(30).collect();
        let found = if found.is_empty() {
            "the page ends".to_owned()
        } else {
            format!("found `{found}`")
        };
        Malformed::edited(self.line, format!("{what}, but {found}"))
    }
}
