//! In: the tree. Out: Markdown, wrapped.
//!
//! **Invariant:** read by a CommonMark parser, the output has the tree's structure and the tree's text, nothing else: `words`
//! escapes what means something anywhere in a line, [`fill`] what means something at its start. Blocks of text are built from
//! glued pieces that no line break may part, so wrapping cannot change the meaning.

use super::tree::{Block, Inline};
use super::words::{Piece, pieces};

/// However deep the list, lines have room for this many characters.
const MIN_WIDTH: usize = 40;

pub(super) fn write(blocks: &[Block], width: usize) -> String {
    let mut lines = Vec::new();
    write_blocks(blocks, width, false, &mut lines);
    lines.join("\n")
}

/// `tight`: a paragraph and the list after it are not parted.
fn write_blocks(blocks: &[Block], width: usize, tight: bool, out: &mut Vec<String>) {
    for (i, block) in blocks.iter().enumerate() {
        let glued = tight && matches!(block, Block::List { .. });
        if i > 0 && !glued {
            out.push(String::new());
        }
        match block {
            Block::Paragraph(inlines) => fill(&pieces(inlines, false), width, out),
            Block::List { start, items } => write_list(*start, items, width, out),
            Block::Code(text) => write_code(text, out),
            Block::Table(rows) => write_table(rows, out),
        }
    }
}

fn write_list(start: Option<u64>, items: &[Vec<Block>], width: usize, out: &mut Vec<String>) {
    // A list is tight if no item has more than a paragraph and lists that may follow a paragraph without a blank line.
    let tight = items.iter().all(|item| {
        item.iter().enumerate().all(|(i, block)| match block {
            Block::Paragraph(_) => i == 0,
            Block::List { start, .. } => start.is_none_or(|start| start == 1),
            Block::Code(_) | Block::Table(_) => i == 0,
        })
    });
    for (i, item) in items.iter().enumerate() {
        if i > 0 && !tight {
            out.push(String::new());
        }
        let marker = match start {
            None => "- ".to_owned(),
            // CommonMark takes numbers of up to nine digits.
            Some(start) => format!("{}. ", start.saturating_add(i as u64).min(999_999_999)),
        };
        let indent = " ".repeat(marker.len());
        let mut lines = Vec::new();
        write_blocks(
            item,
            width.saturating_sub(indent.len()).max(MIN_WIDTH),
            tight,
            &mut lines,
        );
        out.extend(
            lines
                .into_iter()
                .enumerate()
                .map(|(i, line)| match (i, line.is_empty()) {
                    (0, _) => format!("{marker}{line}"),
                    (_, true) => line,
                    (_, false) => format!("{indent}{line}"),
                }),
        );
    }
}

fn write_code(text: &str, out: &mut Vec<String>) {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    out.push(format!("{fence}text"));
    out.extend(text.split('\n').map(|line| line.trim_end().to_owned()));
    out.push(fence);
}

fn write_table(rows: &[Vec<Vec<Inline>>], out: &mut Vec<String>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (i, row) in rows.iter().enumerate() {
        let mut line = "|".to_owned();
        for column in 0..columns {
            let mut cell = Vec::new();
            if let Some(inlines) = row.get(column) {
                fill(&pieces(inlines, true), usize::MAX, &mut cell);
            }
            line.push_str(&format!(" {} |", cell.concat()));
        }
        out.push(line);
        if i == 0 {
            out.push(format!("|{}", " --- |".repeat(columns)));
        }
    }
}

/// Fills lines of up to `width` characters. A word that is longer has a line of its own.
fn fill(pieces: &[Piece], width: usize, out: &mut Vec<String>) {
    let mut line = String::new();
    let mut line_width = 0;
    let mut rest = pieces;
    while !rest.is_empty() {
        // A piece and those glued to it.
        let end = 1 + rest[1..]
            .iter()
            .take_while(|piece| !piece.space_before && !piece.break_before)
            .count();
        let (word, after) = rest.split_at(end);
        rest = after;
        let word_width: usize = word.iter().map(|piece| piece.text.chars().count()).sum();
        if word[0].break_before && !line.is_empty() {
            line.push('\\');
            out.push(std::mem::take(&mut line));
        } else if !line.is_empty() && line_width + 1 + word_width > width {
            out.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line_width = 0;
            let text = word
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<String>();
            line.push_str(&guard_start(text));
        } else {
            line.push(' ');
            line_width += 1;
            line.extend(word.iter().map(|piece| piece.text.as_str()));
        }
        line_width += word_width;
    }
    if !line.is_empty() {
        out.push(line);
    }
}

/// Escapes what would open a block (list, heading, quotation, underline of a heading or table) at the start of a line.
fn guard_start(text: String) -> String {
    if text.starts_with('>') || text.bytes().all(|b| b"-+=:#".contains(&b)) {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(['.', ')']) && text.len() == digits + 1 {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text
}

/// `text` between backticks, of a number that `text` does not have.
pub(super) fn code_span(text: &str, in_table: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = longest_run(text, '`');
    let fence = "`".repeat(longest + 1);
    // A table's cells are split before code spans are found.
    let text = if in_table {
        text.replace('|', "\\|")
    } else {
        text.to_owned()
    };
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
