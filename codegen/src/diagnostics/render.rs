//! In: findings and the files they are about. Out: text as rustc prints it.
//!
//! `annotate-snippets` draws. This module hands it small windows of the files: whole files would make a run with many findings
//! slow, and a model may be one line of a megabyte.

use std::collections::HashSet;
use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity, Source, Sources};
use crate::ast::Span;

/// Places of one file at most this many lines apart are shown together.
const NEAR_LINES: usize = 12;
/// Lines longer than this are not shown between two places.
const LONG_LINE: usize = 160;
/// Characters kept behind the last place of a line.
const AFTER: usize = 60;
/// A place further in its line than this many bytes is shown without the beginning of the line …
const FAR: usize = 600;
/// … but for this many characters.
const BEFORE: usize = 48;
/// A longer place is marked by its beginning.
const LONGEST_PLACE: usize = 60;

/// All findings, each once, with an empty line between them. With `color`, ANSI escapes are in the text.
pub(super) fn render(diagnostics: &Diagnostics, sources: &Sources, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    // Mixins copy members and their mistakes: a mistake of one place is one finding.
    let mut seen = HashSet::new();
    let mut lines: Vec<Option<Vec<usize>>> = vec![None; sources.files.len()];
    let mut text = String::new();
    for diagnostic in &diagnostics.list {
        let shape = if diagnostic.span.is_some() {
            ""
        } else {
            &*diagnostic.shape
        };
        if !seen.insert((&diagnostic.title, diagnostic.span, &diagnostic.label, shape)) {
            continue;
        }
        let mut cuts = Vec::new();
        let report = [group(diagnostic, sources, &mut lines, &mut cuts)];
        let mut rendered = renderer.render(&report);
        for cut in cuts {
            rendered = rendered.replacen(&cut.drawn, &cut.meant, 1);
        }
        let _ = writeln!(text, "{rendered}\n");
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A line that begins in its middle, since drawing it costs as much as it is long: the place as it is drawn then, and as it is.
struct Cut {
    drawn: String,
    meant: String,
}

/// In no path that anybody uses: the first character for private use.
const MARK: char = '\u{e000}';

/// One place to show.
struct Place<'a> {
    span: Span,
    label: &'a str,
    primary: bool,
    line: usize,
}

fn group<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    lines: &mut [Option<Vec<usize>>],
    cuts: &mut Vec<Cut>,
) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.title));
    let mut places = Vec::new();
    let related = diagnostic
        .related
        .iter()
        .map(|(span, label)| (*span, label, false));
    for (span, label, primary) in diagnostic
        .span
        .map(|s| (s, &diagnostic.label, true))
        .into_iter()
        .chain(related)
    {
        let index = span.file.0 as usize;
        let (Some(source), Some(slot)) = (sources.files.get(index), lines.get_mut(index)) else {
            continue;
        };
        let starts = slot.get_or_insert_with(|| line_starts(&source.text));
        let line = starts
            .partition_point(|start| *start <= span.start as usize)
            .saturating_sub(1);
        places.push(Place {
            span,
            label,
            primary,
            line,
        });
    }
    while !places.is_empty() {
        let first = places.remove(0);
        let source = &sources.files[first.span.file.0 as usize];
        let Some(starts) = &lines[first.span.file.0 as usize] else {
            continue;
        };
        let mut together = vec![first];
        places = places.into_iter().fold(Vec::new(), |mut rest, place| {
            let lead = &together[0];
            let near =
                place.span.file == lead.span.file && place.line.abs_diff(lead.line) <= NEAR_LINES;
            if near
                && window_is_narrow(
                    source,
                    starts,
                    place.line.min(lead.line),
                    place.line.max(lead.line),
                )
            {
                together.push(place);
            } else {
                rest.push(place);
            }
            rest
        });
        let mut path = source.path.display().to_string().replace('\\', "/");
        let lead = &together[0];
        let content = line_text(source, starts, lead.line);
        let at = floor(
            content,
            (lead.span.start as usize).saturating_sub(starts[lead.line]),
        );
        if at > FAR && together.len() == 1 {
            let line = lead.line + 1;
            let meant = format!("{path}:{line}:{}", content[..at].chars().count() + 1);
            let from = content[..at]
                .char_indices()
                .rev()
                .take(BEFORE)
                .last()
                .map_or(at, |(i, _)| i);
            let column = content[from..at].chars().count() + 2;
            // The character keeps two cuts of one finding apart, and this text from any other in it.
            let _ = write!(path, "{}{}", MARK, cuts.len());
            cuts.push(Cut {
                drawn: format!("{path}:{line}:{column}"),
                meant,
            });
            group = group.element(snippet(source, starts, &together, from).path(path));
        } else {
            group = group.element(snippet(source, starts, &together, 0).path(path));
        }
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(&diagnostic.help));
    }
    if !diagnostic.shape.is_empty() {
        group = group.element(Level::NOTE.message(format!("shape {}", diagnostic.shape)));
    }
    group
}

/// Where each line begins.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i + 1),
        )
        .collect()
}

/// The text of a line without its end.
fn line_text<'a>(source: &'a Source, starts: &[usize], line: usize) -> &'a str {
    let end = starts.get(line + 1).copied().unwrap_or(source.text.len());
    source
        .text
        .get(starts[line]..end)
        .unwrap_or_default()
        .trim_end_matches(['\n', '\r'])
}

fn window_is_narrow(source: &Source, starts: &[usize], first: usize, last: usize) -> bool {
    (first..=last).all(|line| line_text(source, starts, line).len() <= LONG_LINE)
}

/// The window of the file that holds all of `places`; columns are counted in it. The renderer leaves out what is far from the
/// places, and `from` is where the only line of a place begins that is too long even to ask for that.
fn snippet<'a>(
    source: &'a Source,
    starts: &[usize],
    places: &[Place<'a>],
    from: usize,
) -> Snippet<'a, Annotation<'a>> {
    let first = places.iter().map(|p| p.line).min().unwrap_or(0);
    let last = places.iter().map(|p| p.line).max().unwrap_or(0);
    let mut text = String::new();
    let mut annotations = Vec::new();
    for line in first..=last {
        if line > first {
            text.push('\n');
        }
        let skipped = if from > 0 {
            text.push('…');
            from
        } else if line == 0 && source.text.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        let content = line_text(source, starts, line);
        let start = starts[line] + skipped;
        let content = content.get(skipped..).unwrap_or_default();
        let offset = text.len();
        let within = |byte: u32| floor(content, (byte as usize).saturating_sub(start));
        let mut end_of_places = 0;
        for place in places.iter().filter(|p| p.line == line) {
            // A place of many lines is shown by what of it is on the first.
            let (from, to) = (within(place.span.start), within(place.span.end));
            let to = to.clamp(from, from + floor(&content[from..], LONGEST_PLACE));
            end_of_places = end_of_places.max(to);
            let kind = if place.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            annotations.push(kind.span(offset + from..offset + to).label(place.label));
        }
        let shown = content[end_of_places..]
            .char_indices()
            .nth(AFTER)
            .map_or(content.len(), |(i, _)| end_of_places + i);
        text.push_str(&content[..shown]);
        if shown < content.len() {
            text.push('…');
        }
    }
    Snippet::source(text)
        .line_start(first + 1)
        .annotations(annotations)
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The last character boundary at or before `index`.
fn floor(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}
