//! In: documentation in CommonMark. Out: calls of a [`Builder`].
//!
//! Parsed with rustdoc's own parser. Two deviations, both because documentation traits are prose that somebody indented:
//! a code block by indentation is a paragraph, and a heading is a paragraph in bold (the page of an item has headings of
//! its own).

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::tree::Builder;

pub(super) fn read(text: &str, builder: &mut Builder) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => open(tag, builder),
            Event::End(tag) => close(tag, builder),
            Event::Text(text) => builder.text(&text),
            Event::Code(code) => builder.code(&code),
            Event::Html(text) | Event::InlineHtml(text) => html::read(&text, builder),
            Event::SoftBreak => builder.text(" "),
            Event::HardBreak => builder.line_break(),
            Event::Rule => builder.end_paragraph(),
            // Of extensions that are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                builder.text(&text)
            }
            Event::TaskListMarker(_) => {}
        }
    }
}

fn open(tag: Tag<'_>, builder: &mut Builder) {
    match tag {
        Tag::Heading { .. } => {
            builder.end_paragraph();
            builder.strong(true);
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => builder.open_preformatted(),
        Tag::List(start) => builder.open_list(start),
        Tag::Item => builder.open_item(),
        Tag::Table(_) => builder.open_table(),
        Tag::TableHead | Tag::TableRow => builder.open_row(),
        Tag::TableCell => builder.open_cell(),
        Tag::Emphasis => builder.emphasis(true),
        Tag::Strong => builder.strong(true),
        Tag::Link { dest_url, .. } => builder.open_link(&dest_url),
        Tag::Image { .. } | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
        _ => builder.end_paragraph(),
    }
}

fn close(tag: TagEnd, builder: &mut Builder) {
    match tag {
        TagEnd::CodeBlock => {
            builder.close_preformatted();
            builder.end_paragraph();
        }
        TagEnd::List(_) => builder.close_list(),
        TagEnd::Item => builder.close_item(),
        TagEnd::Table => builder.close_table(),
        TagEnd::Emphasis => builder.emphasis(false),
        TagEnd::Strong => builder.strong(false),
        TagEnd::Link => builder.close_link(),
        TagEnd::Image | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
        _ => builder.end_paragraph(),
    }
}
