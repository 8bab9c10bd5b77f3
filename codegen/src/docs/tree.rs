//! In: what a reader of HTML or Markdown meets, in order. Out: the tree that the writer prints.
//!
//! **Invariants:** the builder takes calls in any order (closing what is not open changes nothing, what is open at the end is
//! closed); no style outlives its paragraph, so that an unclosed tag cannot spoil the rest of the text; the tree is at most
//! [`MAX_DEPTH`] containers deep, deeper ones are flattened into their parents.

use std::mem;
use std::sync::Arc;

/// Deeper nesting serves no reader, and would cost the writer its stack.
const MAX_DEPTH: usize = 12;

#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    /// `start` is the first number of an ordered list. **Invariant:** no item is empty.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// A code block: never Rust, never compiled.
    Code(String),
    /// Rows of cells; the first row is the head.
    Table(Vec<Vec<Vec<Inline>>>),
}

#[derive(Clone, Debug)]
pub(super) enum Inline {
    Run { text: String, style: Style },
    LineBreak,
}

/// How a run looks. Strong and emphasis together are strong: Markdown's rules for both at once are not worth their cases.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub code: bool,
    pub mark: Mark,
    /// The target of the link that the run belongs to. Two links side by side are told apart by identity.
    pub link: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    #[default]
    None,
    Emphasis,
    Strong,
}

#[derive(Debug)]
enum Container {
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Table {
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

#[derive(Debug, Default)]
pub(super) struct Builder {
    root: Vec<Block>,
    open: Vec<Container>,
    paragraph: Vec<Inline>,
    strong: bool,
    emphasis: bool,
    code: bool,
    link: Option<Arc<str>>,
    /// Whether `code` is on because of a link without a target.
    code_of_link: bool,
    /// `Note` and the like, waiting for the paragraph that it introduces.
    introduction: Option<&'static str>,
    preformatted: Option<String>,
}

impl Builder {
    pub fn finish(mut self) -> Vec<Block> {
        self.close_preformatted();
        self.end_introduced();
        while let Some(container) = self.open.pop() {
            self.push_container(container);
        }
        self.root
    }

    pub fn text(&mut self, text: &str) {
        if let Some(preformatted) = &mut self.preformatted {
            preformatted.push_str(text);
        } else if !text.is_empty() {
            self.run(text, self.code);
        }
    }

    /// A code span in whatever style is on.
    pub fn code(&mut self, text: &str) {
        if self.preformatted.is_some() {
            self.text(text)
        } else {
            self.run(text, true)
        }
    }

    fn run(&mut self, text: &str, code: bool) {
        let mark = match (self.strong, self.emphasis) {
            (true, _) => Mark::Strong,
            (false, true) => Mark::Emphasis,
            (false, false) => Mark::None,
        };
        let style = Style {
            code,
            mark,
            link: self.link.clone(),
        };
        if let Some(Inline::Run {
            text: last,
            style: last_style,
        }) = self.paragraph.last_mut()
            && *last_style == style
            && !code
        {
            last.push_str(text);
        } else {
            self.paragraph.push(Inline::Run {
                text: text.to_owned(),
                style,
            });
        }
    }

    pub fn line_break(&mut self) {
        match &mut self.preformatted {
            Some(preformatted) => preformatted.push('\n'),
            None => self.paragraph.push(Inline::LineBreak),
        }
    }

    pub fn is_code(&self) -> bool {
        self.code || self.preformatted.is_some()
    }

    pub fn set_code(&mut self, on: bool) {
        self.code = on;
    }

    pub fn strong(&mut self, on: bool) {
        self.strong = on;
    }

    pub fn emphasis(&mut self, on: bool) {
        self.emphasis = on;
    }

    /// A link that leads nowhere from our pages (relative, or without a target) names something of the service: code.
    pub fn open_link(&mut self, target: &str) {
        let absolute = ["https://", "http://", "mailto:"].iter().any(|scheme| {
            target
                .get(..scheme.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(scheme))
                && target.len() > scheme.len()
        });
        if absolute {
            self.link = Some(target.into());
        } else if target.is_empty() && !self.code {
            self.code = true;
            self.code_of_link = true;
        }
    }

    pub fn close_link(&mut self) {
        self.link = None;
        if mem::take(&mut self.code_of_link) {
            self.code = false;
        }
    }

    /// Ends the paragraph, and every style with it.
    pub fn end_paragraph(&mut self) {
        (
            self.strong,
            self.emphasis,
            self.code,
            self.code_of_link,
            self.link,
        ) = (false, false, false, false, None);
        let mut paragraph = mem::take(&mut self.paragraph);
        if !has_text(&paragraph) {
            return;
        }
        if let Some(word) = self.introduction.take() {
            paragraph.insert(0, introduction(word));
            paragraph.insert(
                1,
                Inline::Run {
                    text: " ".to_owned(),
                    style: Style::default(),
                },
            );
        }
        self.push(Block::Paragraph(paragraph));
    }

    /// The next paragraph starts with `word` and a colon, in bold.
    pub fn introduce(&mut self, word: &'static str) {
        self.end_paragraph();
        self.introduction = Some(word);
    }

    pub fn end_introduced(&mut self) {
        self.end_paragraph();
        self.introduction = None;
    }

    pub fn open_list(&mut self, start: Option<u64>) {
        self.before_container();
        if self.open.len() < MAX_DEPTH {
            self.open.push(Container::List {
                start,
                items: Vec::new(),
            });
        }
    }

    pub fn close_list(&mut self) {
        self.close_through(|c| matches!(c, Container::List { .. }));
    }

    pub fn open_item(&mut self) {
        self.end_paragraph();
        self.close_item();
        if let Some(Container::List { .. }) = self.open.last() {
            self.open.push(Container::Item(Vec::new()));
        }
    }

    /// Closes the innermost list's item, never that of a list around it.
    pub fn close_item(&mut self) {
        self.end_paragraph();
        if let Some(Container::Item(_)) = self.open.last() {
            self.pop();
        }
    }

    pub fn open_table(&mut self) {
        self.before_container();
        if self.open.len() < MAX_DEPTH {
            self.open.push(Container::Table { rows: Vec::new() });
        }
    }

    pub fn close_table(&mut self) {
        self.close_through(|c| matches!(c, Container::Table { .. }));
    }

    pub fn open_row(&mut self) {
        self.end_paragraph();
        if let Some(rows) = self.table() {
            rows.push(Vec::new());
        }
    }

    pub fn open_cell(&mut self) {
        self.end_paragraph();
        if let Some(rows) = self.table() {
            match rows.last_mut() {
                Some(row) => row.push(Vec::new()),
                None => rows.push(vec![Vec::new()]),
            }
        }
    }

    /// The rows of the table that is open, if nothing is open inside it.
    fn table(&mut self) -> Option<&mut Vec<Vec<Vec<Inline>>>> {
        match self.open.last_mut() {
            Some(Container::Table { rows }) => Some(rows),
            _ => None,
        }
    }

    pub fn open_preformatted(&mut self) {
        if self.preformatted.is_none() {
            self.before_container();
            self.preformatted = Some(String::new());
        }
    }

    pub fn close_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take() {
            let text = text.trim_matches('\n').trim_end();
            if !text.trim().is_empty() {
                self.push(Block::Code(text.to_owned()));
            }
        }
    }

    /// A list or code block that a word introduces: the word becomes a paragraph by itself.
    fn before_container(&mut self) {
        self.end_paragraph();
        if let Some(word) = self.introduction.take() {
            self.push(Block::Paragraph(vec![introduction(word)]));
        }
    }

    fn close_through(&mut self, wanted: fn(&Container) -> bool) {
        self.end_paragraph();
        if let Some(at) = self.open.iter().rposition(wanted) {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        if let Some(container) = self.open.pop() {
            self.push_container(container);
        }
    }

    fn push_container(&mut self, container: Container) {
        match container {
            Container::List { start, items } if !items.is_empty() => {
                self.push(Block::List { start, items })
            }
            Container::Table { mut rows } => {
                rows.retain(|row| row.iter().any(|cell| has_text(cell)));
                if !rows.is_empty() {
                    self.push(Block::Table(rows));
                }
            }
            Container::Item(blocks) if !blocks.is_empty() => {
                if let Some(Container::List { items, .. }) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Container::List { .. } | Container::Item(_) => {}
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            None => self.root.push(block),
            Some(Container::Item(blocks)) => blocks.push(block),
            // Text of a list that belongs to no item.
            Some(Container::List { items, .. }) => items.push(vec![block]),
            Some(Container::Table { rows }) => {
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.last_mut() {
                    if row.is_empty() {
                        row.push(Vec::new());
                    }
                    if let Some(cell) = row.last_mut() {
                        flatten(block, cell);
                    }
                }
            }
        }
    }
}

fn introduction(word: &str) -> Inline {
    Inline::Run {
        text: format!("{word}:"),
        style: Style {
            mark: Mark::Strong,
            ..Style::default()
        },
    }
}

pub(super) fn has_text(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Run { text, .. } => !text.trim_ascii().is_empty(),
        Inline::LineBreak => false,
    })
}

/// A table's cell is one line: blocks in it follow each other.
fn flatten(block: Block, cell: &mut Vec<Inline>) {
    if !cell.is_empty() {
        cell.push(Inline::Run {
            text: " ".to_owned(),
            style: Style::default(),
        });
    }
    match block {
        Block::Paragraph(inlines) => cell.extend(inlines),
        Block::List { items, .. } => items
            .into_iter()
            .flatten()
            .for_each(|block| flatten(block, cell)),
        Block::Code(text) => {
            cell.push(Inline::Run {
                text,
                style: Style {
                    code: true,
                    ..Style::default()
                },
            });
        }
        Block::Table(rows) => {
            for inner in rows.into_iter().flatten() {
                flatten(Block::Paragraph(inner), cell);
            }
        }
    }
}
