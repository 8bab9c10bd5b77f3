//! In: the lines of a page before its first operation. Out: title, date, summary, and how many operations must follow.

use super::page::{Change, Operation};
use super::reader::Reader;
use super::{Malformed, Result};

/// What stands before the first operation.
pub struct Head {
    pub title: String,
    pub date: String,
    pub summary: Vec<String>,
    new: usize,
    updated: usize,
    counts_line: u32,
}

impl Head {
    pub fn check_counts(&self, operations: &[Operation]) -> Result<()> {
        let new = operations
            .iter()
            .filter(|o| o.change == Change::New)
            .count();
        let updated = operations.len() - new;
        if (new, updated) == (self.new, self.updated) {
            return Ok(());
        }
        Err(Malformed::edited(
            self.counts_line,
            format!(
                "{} new and {} updated operations are announced here, but {new} and {updated} follow",
                self.new, self.updated
            ),
        ))
    }
}

pub fn head_of_page(mut page: Reader<'_, '_>) -> Result<Head> {
    let title = page.next_text("the title of the service")?.text.to_owned();
    let counts = page.next_text("the line with the date and the number of operations")?;
    let malformed = || {
        Malformed::new(
            counts.number,
            "this is not a date, a title and the number of changed operations",
            "the line reads like `2026/05/19 - Title - 2 new 1 updated api methods`",
        )
    };
    let (date, rest) = counts.text.split_once(" - ").ok_or_else(malformed)?;
    let digits = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit())
    };
    match date.split('/').collect::<Vec<_>>().as_slice() {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {}
        _ => return Err(malformed()),
    }
    let (_, numbers) = rest.rsplit_once(" - ").ok_or_else(malformed)?;
    let (new, updated) = counted(numbers).ok_or_else(malformed)?;
    let changes = page.next_text("the summary of the changes")?;
    let Some(first) = changes.text.strip_prefix("Changes") else {
        return Err(Malformed::new(
            changes.number,
            "expected the summary of the changes",
            "it begins with the word `Changes`",
        ));
    };
    let mut summary = vec![first.trim().to_owned()];
    summary.extend(page.paragraphs_until(|_| false));
    Ok(Head {
        title,
        date: date.to_owned(),
        summary,
        new,
        updated,
        counts_line: counts.number,
    })
}

/// Both numbers of `11 new1 updated api methods`; the blank before the second one is missing on real pages.
fn counted(text: &str) -> Option<(usize, usize)> {
    let mut rest = text
        .strip_suffix(" api methods")
        .or_else(|| text.strip_suffix(" api method"))?;
    let (mut new, mut updated) = (None, None);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number = rest[..digits].parse().ok()?;
        let word = rest[digits..].trim_start();
        let length = word
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(word.len());
        let count = match &word[..length] {
            "new" => &mut new,
            "updated" => &mut updated,
            _ => return None,
        };
        if count.replace(number).is_some() {
            return None;
        }
        rest = word[length..].trim_start();
    }
    (new.is_some() || updated.is_some()).then(|| (new.unwrap_or(0), updated.unwrap_or(0)))
}
