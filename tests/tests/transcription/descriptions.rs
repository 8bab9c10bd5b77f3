//! The descriptions of the models: there, useful, plain, and in our own words.

use std::collections::BTreeSet;

use serde_json::Value;

use super::model::{SERVICES, documentation, members};
use super::{report, words};

#[test]
fn every_shape_and_member_is_described() {
    let mut problems = Vec::new();
    for service in &SERVICES {
        let model = service.model();
        for (id, shape) in &model.shapes {
            let name = id.rsplit('#').next().unwrap_or_default();
            problems.extend(poor_description(shape, &[name]).map(|why| format!("{name}: {why}")));
            for (member, definition) in members(shape) {
                let poor = poor_description(definition, &[name, &member]);
                problems.extend(poor.map(|why| format!("{name}${member}: {why}")));
            }
        }
    }
    report(problems);
}

/// What is wrong with a description that says no more than `names` do, or that is not plain text. A member leans on its
/// shape, so that one word beyond the names can be enough; a shape stands alone.
fn poor_description(shape_or_member: &Value, names: &[&str]) -> Option<String> {
    let Some(text) = documentation(shape_or_member) else {
        return Some("no description".to_owned());
    };
    if words::said_beyond(text, names).len() < 3 - names.len() {
        return Some(format!("repeats its name: {text}"));
    }
    if !text.ends_with('.') || text.trim() != text {
        return Some(format!("is not made of sentences: {text}"));
    }
    let html = text
        .split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '/'));
    html.then(|| format!("has HTML: {text}"))
}

#[test]
fn descriptions_are_in_our_own_words() {
    const RUN: usize = 8;
    const SENTENCE: usize = 4;
    let pages: Option<Vec<String>> = SERVICES.iter().map(|service| service.page_text()).collect();
    let Some(pages) = pages else { return };
    let runs: BTreeSet<_> = pages
        .iter()
        .flat_map(|page| words::runs(page, RUN))
        .collect();
    let sentences: BTreeSet<_> = pages
        .iter()
        .flat_map(|page| words::sentences(page, SENTENCE))
        .collect();
    let mut problems = Vec::new();
    for service in &SERVICES {
        for (id, shape) in &service.model().shapes {
            let described = members(shape)
                .into_iter()
                .map(|(_, member)| member)
                .chain([shape]);
            for text in described.filter_map(documentation) {
                let taken = words::runs(text, RUN).intersection(&runs).next().cloned();
                let taken = taken.or_else(|| {
                    words::sentences(text, SENTENCE)
                        .intersection(&sentences)
                        .next()
                        .cloned()
                });
                problems.extend(taken.map(|run| format!("{id}: `{}` is a page's", run.join(" "))));
            }
        }
    }
    report(problems);
}
