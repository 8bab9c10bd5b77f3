//! In: texts and names. Out: their words, to find descriptions that say nothing or that say it in the words of others.

use std::collections::BTreeSet;

/// Words in lower case; `serviceId` and `MCPServer` are two words each.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
    {
        let chars: Vec<char> = run.chars().collect();
        let mut word = String::new();
        for (i, c) in chars.iter().enumerate() {
            let next_is_lower = chars.get(i + 1).is_some_and(|n| n.is_lowercase());
            let last_is_upper = i > 0 && chars[i - 1].is_uppercase();
            if c.is_uppercase() && i > 0 && (!last_is_upper || next_is_lower) {
                words.push(std::mem::take(&mut word));
            }
            word.extend(c.to_lowercase());
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Words of `text` that carry meaning and are not in `names`.
pub fn said_beyond(text: &str, names: &[&str]) -> BTreeSet<String> {
    const EMPTY: &str = "a an and are as at be by containing for from given has have in into is it its of on or \
        representing represents s specified specifies that the their this to used value which with";
    let known: BTreeSet<String> = names
        .iter()
        .flat_map(|name| words(name))
        .map(stem)
        .collect();
    let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
    let said = words(text)
        .into_iter()
        .filter(|word| !empty.contains(word.as_str()))
        .map(stem);
    said.filter(|word| !known.contains(word)).collect()
}

fn stem(word: String) -> String {
    match word.as_str() {
        "identifier" | "identifies" => "id".to_owned(),
        _ => word
            .strip_suffix('s')
            .filter(|s| s.len() > 2)
            .unwrap_or(&word)
            .to_owned(),
    }
}

/// All runs of `length` words of `text`.
pub fn runs(text: &str, length: usize) -> BTreeSet<Vec<String>> {
    words(text)
        .windows(length)
        .map(<[String]>::to_vec)
        .collect()
}

/// Sentences of at least `least` words, as words.
pub fn sentences(text: &str, least: usize) -> BTreeSet<Vec<String>> {
    let ends = text.replace(". ", "\n").replace("; ", "\n");
    ends.lines()
        .map(words)
        .filter(|words| words.len() >= least)
        .collect()
}

#[test]
fn names_and_texts_have_the_same_words() {
    assert_eq!(
        words("MCPServerOAuth3LOConfig"),
        words("mcp server o auth3 lo config")
    );
    assert_eq!(words("serviceId"), words("Service id."));
    assert_eq!(words("CLIENT_ERROR"), words("client error"));
}

#[test]
fn a_repeated_name_says_nothing() {
    let said = |text| said_beyond(text, &["Association", "serviceId"]).len();
    assert_eq!(said("The identifier of the service."), 0);
    assert_eq!(said("The service's id of this association"), 0);
    assert_eq!(said("The registered service at the other end."), 3);
}
