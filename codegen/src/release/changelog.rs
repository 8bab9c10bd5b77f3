//! In: the words of a release and the changelog so far. Out: the changelog with the entry of the release.

use askama::Template;
use semver::Version;

use crate::diff::words::Entry;
use crate::templates;

#[derive(Template)]
#[template(path = "changelog_entry.md.j2", escape = "none")]
struct EntryTemplate<'a> {
    version: &'a Version,
    date: &'a str,
    intro: Vec<&'a str>,
    sections: Vec<(&'a str, &'a [String])>,
}

/// The entry: `## 0.2.0 (2026-11-22)` and what is below. `words` is `None` for the first release, of which `first` says what it is.
pub fn entry(
    version: &Version,
    date: &str,
    words: Option<Entry>,
    notes: &[String],
    first: &str,
) -> Result<String, askama::Error> {
    let mut intro: Vec<&str> = notes.iter().map(String::as_str).collect();
    if words.is_none() {
        intro.insert(0, first);
    }
    let words = words.unwrap_or_default();
    let sections = [
        ("Breaking", words.breaking.as_slice()),
        ("New", &words.added),
        ("Changed", &words.changed),
    ];
    templates::render(&EntryTemplate {
        version,
        date,
        intro,
        sections: sections
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .collect(),
    })
}

const HEAD: &str = "# Changelog\n\nWritten by `cargo xtask release`; edit it as you like.\n";

/// The changelog with the entry before all others, or in the place of the one for the same version, which a release that did not come
/// to its end has left.
pub fn with_entry(changelog: &str, entry: &str, version: &Version) -> String {
    let changelog = if changelog.trim().is_empty() {
        HEAD
    } else {
        changelog
    };
    let heads = || {
        let starts = std::iter::once(0).chain(changelog.match_indices('\n').map(|(at, _)| at + 1));
        starts.filter(|at| changelog[*at..].starts_with("## "))
    };
    let is_same = |at: &usize| {
        let line = changelog[*at..].lines().next().unwrap_or_default();
        line.split_whitespace().nth(1) == Some(&version.to_string())
    };
    let (from, to) = match heads().find(is_same) {
        Some(from) => (from, heads().find(|at| *at > from)),
        None => match heads().next() {
            Some(first) => (first, Some(first)),
            None => (changelog.len(), None),
        },
    };
    let before = changelog[..from].trim_end();
    let after = to.map_or("", |to| &changelog[to..]);
    let mut out = format!("{before}\n\n{}\n", entry.trim_end());
    if !after.is_empty() {
        out.push('\n');
        out.push_str(after);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_go_to_the_top_and_are_never_doubled() {
        let version = |text: &str| Version::parse(text).unwrap();
        let one = with_entry("", "## 0.1.0 (d)\n\nOne.\n", &version("0.1.0"));
        assert_eq!(one, format!("{HEAD}\n## 0.1.0 (d)\n\nOne.\n"));
        let two = with_entry(&one, "## 0.2.0 (d)\n\nTwo.\n", &version("0.2.0"));
        assert_eq!(
            two,
            format!("{HEAD}\n## 0.2.0 (d)\n\nTwo.\n\n## 0.1.0 (d)\n\nOne.\n")
        );
        let again = with_entry(&two, "## 0.2.0 (d)\n\nTwo.\n", &version("0.2.0"));
        assert_eq!(again, two);
        let again = with_entry(&two, "## 0.1.0 (d)\n\nFirst.\n", &version("0.1.0"));
        assert_eq!(
            again,
            format!("{HEAD}\n## 0.2.0 (d)\n\nTwo.\n\n## 0.1.0 (d)\n\nFirst.\n")
        );
    }

    #[test]
    fn entry_has_the_sections_that_it_needs() {
        let words = Entry {
            breaking: vec!["A.".to_owned()],
            added: vec!["B.".to_owned(), "C.".to_owned()],
            changed: Vec::new(),
        };
        let version = Version::new(0, 2, 0);
        let text = entry(
            &version,
            "2026-11-22",
            Some(words),
            &["Note.".to_owned()],
            "First.",
        );
        assert_eq!(
            text.unwrap(),
            "## 0.2.0 (2026-11-22)\n\nNote.\n\n### Breaking\n\n- A.\n\n### New\n\n- B.\n- C.\n"
        );
        let text = entry(&version, "2026-11-22", None, &[], "First.").unwrap();
        assert_eq!(text, "## 0.2.0 (2026-11-22)\n\nFirst.\n");
    }
}
