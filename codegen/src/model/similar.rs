//! "Did you mean …?"

/// The candidate whose name is closest to `wanted`, if it is close: one letter in four may differ. Of equally close ones the first.
pub fn nearest<'a, T>(wanted: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    let allowed = wanted.chars().count().div_ceil(4).clamp(1, 4);
    let mut best: Option<(usize, T)> = None;
    for (name, candidate) in candidates {
        // A letter has four bytes at most.
        if name.len().abs_diff(wanted.len()) > allowed * 4 {
            continue;
        }
        let distance = distance(wanted, name);
        if distance <= allowed && best.as_ref().is_none_or(|(d, _)| distance < *d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Letters to insert, remove or replace, upper and lower case being the same.
fn distance(a: &str, b: &str) -> usize {
    let letters = |s: &str| {
        s.chars()
            .map(|c| c.to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    let (a, b) = (letters(a), letters(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_names() {
        let names = ["ListServices", "GetService", "RegisterService"];
        let near = |wanted| nearest(wanted, names.iter().map(|n| (*n, *n)));
        assert_eq!(near("listservices"), Some("ListServices"));
        assert_eq!(near("GetServices"), Some("GetService"));
        assert_eq!(near("DeleteEverything"), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
