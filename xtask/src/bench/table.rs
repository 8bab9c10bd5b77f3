//! How figures look. In: values; out: the text of a figure, and Markdown tables of them.

/// A Markdown table whose columns are aligned for the terminal as well; all columns but the first hold figures.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        longest.max(head[column].chars().count()).max(3)
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut text = String::from("|");
        for (column, (cell, width)) in cells.zip(&widths).enumerate() {
            text += &match column {
                0 => format!(" {cell:<width$} |"),
                _ => format!(" {cell:>width$} |"),
            };
        }
        text
    };
    let mut lines = vec![line(&mut head.iter().copied())];
    let rule = widths
        .iter()
        .enumerate()
        .map(|(column, width)| match column {
            0 => format!("{}|", "-".repeat(width + 2)),
            _ => format!("{}:|", "-".repeat(width + 1)),
        });
    lines.push(format!("|{}", rule.collect::<String>()));
    lines.extend(
        rows.iter()
            .map(|row| line(&mut row.iter().map(String::as_str))),
    );
    lines.join("\n")
}

/// Three digits that say something.
pub fn significant(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// With commas between the thousands.
pub fn whole(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub fn mebibytes(bytes: u64) -> String {
    significant(bytes as f64 / f64::from(1 << 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_aligned_markdown() {
        let rows = [
            vec!["a".to_owned(), "1".to_owned()],
            vec!["µs".to_owned(), "2,000".to_owned()],
        ];
        let expected = "\
| what |     n |
|------|------:|
| a    |     1 |
| µs   | 2,000 |";
        assert_eq!(table(&["what", "n"], &rows), expected);
    }

    #[test]
    fn figures_are_short() {
        assert_eq!(whole(1_234_567.8), "1,234,568");
        assert_eq!(whole(12.0), "12");
        assert_eq!(significant(0.123), "0.12");
        assert_eq!(significant(12.34), "12.3");
        assert_eq!(significant(1234.5), "1234");
    }
}
