use super::*;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

#[track_caller]
fn check(documentation: &str, expected: &str) {
    assert_eq!(to_rustdoc(documentation), expected, "of {documentation:?}");
    assert_accepted(&to_rustdoc(documentation));
}

/// What rustdoc would complain about, or take for something that the documentation does not say.
#[track_caller]
fn assert_accepted(markdown: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let broken = std::cell::RefCell::new(None);
    let callback = |link: pulldown_cmark::BrokenLink<'_>| {
        broken
            .borrow_mut()
            .get_or_insert_with(|| link.reference.to_string());
        None
    };
    for event in Parser::new_with_broken_link_callback(markdown, options, Some(callback)) {
        match &event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Rule => {
                panic!("{event:?} in {markdown:?}")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                assert_eq!(&**info, "text", "{markdown:?}")
            }
            Event::Start(
                Tag::CodeBlock(CodeBlockKind::Indented)
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::HtmlBlock
                | Tag::Image { .. }
                | Tag::Strikethrough
                | Tag::FootnoteDefinition(_),
            ) => panic!("{event:?} in {markdown:?}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.contains(':'),
                    "{dest_url:?} is relative in {markdown:?}"
                );
            }
            _ => {}
        }
    }
    assert_eq!(*broken.borrow(), None, "{markdown:?}");
    for line in markdown.lines() {
        assert_eq!(line.trim_end(), line, "{markdown:?}");
        assert!(!line.contains(['\t', '\r']), "{markdown:?}");
    }
}

/// The text that a reader sees, white space taken out.
fn visible(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        if let Event::Text(text) | Event::Code(text) = event {
            out.extend(text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    out
}

#[test]
fn paragraphs_of_published_models() {
    check(
        "<p>Creates a <i>job</i>,\n\t\t\t\t and <b>starts</b> it.</p>\n <p>Second.</p>",
        "Creates a *job*, and **starts** it.\n\nSecond.",
    );
    check(
        "<p>Requires <a>CreateJob</a> or <code><a>X</a> y</code>.</p>",
        "Requires `CreateJob` or `X y`.",
    );
    check(
        "<p>See <a href=\"https://e.org/a_(b)?c=1&amp;d\">the <b>guide</b></a>.</p>",
        "See [the **guide**](https://e.org/a_%28b%29?c=1&amp;d).",
    );
    check("<p>See <a href='API_Foo.html'>Foo</a>.</p>", "See Foo.");
    check(
        "<p>See <a href=\"http://e.org/x\">http://e.org/x</a></p>",
        "See <http://e.org/x>",
    );
    check("<p>unclosed <b>bold<p>next", "unclosed **bold**\n\nnext");
    check("<p>one<br/>two<br></p>", "one\\\ntwo");
    check(
        "<note> <p>Be careful.</p> <p>Twice.</p> </note><important><ul><li>x</li></ul></important>",
        "**Note:** Be careful.\n\nTwice.\n\n**Important:**\n\n- x",
    );
    check(
        "<fullname>Amazon Foo</fullname> <p>Does.</p>",
        "**Amazon Foo**\n\nDoes.",
    );
}

#[test]
fn lists_of_published_models() {
    check(
        "<ul> <li> <p>a</p> </li> <li>b<ul><li>c</ul> </ul><p>d",
        "- a\n- b\n  - c\n\nd",
    );
    check(
        "<ol><li>a<p>b</p></li><li>c</li></ol>",
        "1. a\n\n   b\n\n2. c",
    );
    check(
        "<dl><dt>Key</dt><dd><p>First.</p></dd><dt>Value</dt><dd>Second.</dd></dl>",
        "- **Key**\n\n  First.\n\n- **Value**\n\n  Second.",
    );
    check(
        "<table><tr><th>a|b</th><th>c</th></tr><tr><td><p><code>x|y</code></p></td></tr></table>",
        "| a\\|b | c |\n| --- | --- |\n| `x\\|y` |  |",
    );
    check(
        "<pre><code>if a &lt; b {\n\t```\n}</code></pre>",
        "````text\nif a < b {\n    ```\n}\n````",
    );
}

#[test]
fn characters_that_would_mean_something() {
    check(
        "<p>Pattern [a-z] and [link](x), a*b*, snake_case, _x_, <folder name>, a|b, ~~no~~</p>",
        "Pattern \\[a-z\\] and \\[link\\](x), a\\*b\\*, snake_case, \\_x\\_, \\<folder name>, a\\|b, \\~\\~no\\~\\~",
    );
    check(
        "<p># no</p><p>- no</p><p>1. no</p><p>&gt; no</p><p>===</p><p>--</p>",
        "\\# no\n\n\\- no\n\n1\\. no\n\n\\> no\n\n\\===\n\n\\--",
    );
    check(
        "<p>back`tick and ``null`` and <code>a`b</code> <code>`</code></p>",
        "back\\`tick and `null` and ``a`b`` `` ` ``",
    );
    check(
        "<p>lone \\ and \\n &amp;lt; &key=1 AT&T</p>",
        "lone \\\\ and \\\\n \\&lt; \\&key=1 AT\\&T",
    );
    check(
        "Use https://e.org/a. Or (http://e.org), https://{bucket}.e.org",
        "Use <https://e.org/a>. Or (<http://e.org>), https://{bucket}.e.org",
    );
    check(
        "Grüße – “naïve” 日本語\r\nzweite\rdritte\u{202e}\u{0}",
        "Grüße – “naïve” 日本語 zweite dritte",
    );
    check("a\u{2000}b\u{a0}", "a b");
    check(
        "<p>wow! <a href=\"https://e.org\">x</a>!<a href=\"https://e.org\">y</a></p>",
        "wow\\! [x](https://e.org)\\![y](https://e.org)",
    );
    check("<p>a<b>(b)</b>c <i>x</i><b>y</b></p>", "a(b)c *x*y");
}

#[test]
fn markdown_and_plain_text() {
    check("Plain sentence.", "Plain sentence.");
    check("", "");
    check(
        "# Title\n\nA *b* **c** `d` [e](https://f.org) [g].\n\n- one\n- two\n\n3. x\n\n```rust\nlet x = 1;\n```",
        "**Title**\n\nA *b* **c** `d` [e](https://f.org) \\[g\\].\n\n- one\n- two\n\n3. x\n\n```text\nlet x = 1;\n```",
    );
    check(
        "Text\n\n        indented by accident",
        "Text\n\nindented by accident",
    );
    check(
        "Uses <b>bold</b> and <name>.",
        "Uses **bold** and \\<name>.",
    );
}

#[test]
fn wraps_at_white_space_and_guards_line_starts() {
    let text = format!("<p>{} - dash {}</p>", "x".repeat(109), "y".repeat(120));
    check(
        &text,
        &format!("{}\n\\- dash\n{}", "x".repeat(109), "y".repeat(120)),
    );
    for line in to_rustdoc(&"word ".repeat(500)).lines() {
        assert!(line.chars().count() <= WIDTH);
    }
}

#[test]
fn nesting_has_an_end() {
    for unit in [
        "<ul><li>a",
        "<table><tr><td>a",
        "<b><i>",
        "> ",
        "- a\n ",
        "<a <b ",
        "&lt;",
        "`",
        "[",
        "*a **b ",
    ] {
        let text = unit.repeat(20_000);
        assert_accepted(&to_rustdoc(&text));
    }
}

#[test]
fn attributes_are_one_a_line() {
    assert_eq!(
        attributes("a\n\n/b").to_string(),
        "# [doc = \" a\"] # [doc = \"\"] # [doc = \" /b\"]"
    );
    assert_eq!(inner_attributes("a").to_string(), "# ! [doc = \" a\"]");
}

#[test]
fn spans_and_plain_text() {
    assert_eq!(code_span("^[a-z`]+$"), "``^[a-z`]+$``");
    assert_eq!(code_span(" \n"), "");
    assert_eq!(
        escape("Use <p>a</p> *b* [c]"),
        "Use \\<p>a\\</p> \\*b\\* \\[c\\]"
    );
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        4 => "[a-z]{1,8}",
        2 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\n\n    ".to_owned()),
        3 => "[-+=:#>*_`~|\\[\\]()<>!&;\\\\.0-9]{1,4}",
        3 => proptest::sample::select(vec![
            "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "<ul>", "</ul>", "<li>", "</li>", "<ol>", "</ol>",
            "<a>", "<a href=\"https://e.org/(x)*\">", "</a>", "<br>", "<pre>", "</pre>", "<dl>", "<dt>", "<dd>", "<table>", "<tr>",
            "<td>", "</table>", "<note>", "</note>", "<h2>", "</h2>", "<x y>", "&lt;", "&#91;", "https://e.org", "http://", "<!--", "-->",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,3}",
    ];
    proptest::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_mix_of_markup_is_accepted(text in fragments()) {
        let markdown = to_rustdoc(&text);
        assert_accepted(&markdown);
        prop_assert_eq!(to_rustdoc(&text), markdown);
    }

    #[test]
    fn any_string_is_accepted(text in any::<String>()) {
        assert_accepted(&to_rustdoc(&text));
    }

    #[test]
    fn escaped_text_reads_as_written(text in "[ -~é\n]{0,60}") {
        let expected: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        prop_assert_eq!(visible(&escape(&text)), expected);
    }
}
