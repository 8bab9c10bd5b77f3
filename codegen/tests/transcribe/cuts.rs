//! Pages that were cut off: an error with its line, or, where only a description is missing, the whole page.

use codegen::ast::FileId;
use codegen::transcribe::page;

use super::subject::published;

#[test]
fn a_page_cut_anywhere_is_refused_or_says_the_same() {
    for subject in published() {
        let text = &subject.page_text;
        let lines = text.match_indices('\n').map(|(at, _)| at).step_by(83);
        // A fixed sequence that falls anywhere in lines.
        let mut state = 17_usize;
        let bytes = std::iter::from_fn(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            Some((state >> 16) % text.len())
        });
        let bytes: Vec<usize> = bytes
            .filter(|at| text.is_char_boundary(*at))
            .take(40)
            .collect();
        let end = text.trim_end().len();
        let last_item = text.rfind('•').expect("items");
        for cut in lines.chain(bytes).chain([last_item, last_item + 8, end]) {
            match page::parse(&text[..cut], FileId(0)) {
                Err(malformed) => {
                    assert!(cut < end, "{}: the whole page is refused", subject.name);
                    assert!(malformed.list.iter().all(|d| d.span.is_some()));
                }
                Ok(page) => {
                    assert!(cut >= last_item, "{} cut at byte {cut}", subject.name);
                    let names = |page: &page::Page| {
                        page.operations
                            .iter()
                            .map(|o| o.name.clone())
                            .collect::<Vec<_>>()
                    };
                    assert_eq!(names(&page), names(&subject.page));
                }
            }
        }
    }
}
