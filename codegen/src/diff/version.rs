//! In: a version and the class of what changed. Out: the next version, by cargo's reading of semantic versioning.
//!
//! Cargo takes two versions for compatible if their left-most part that is not zero is the same (The Cargo Book, "SemVer
//! Compatibility"): 1.2.3 and 1.3.0, 0.2.3 and 0.2.4, but neither 0.2.3 and 0.3.0 nor 0.0.3 and 0.0.4. Below 1.0.0, therefore, what
//! breaks raises that part, and all else raises the one after it.

use semver::{BuildMetadata, Prerelease, Version};

use super::Class;

/// The version after `old`; the same where nothing changed. Of a pre-release nobody expects compatibility: it stays one, and its last
/// number is raised.
pub fn next(old: &Version, class: Option<Class>) -> Version {
    let Some(class) = class else {
        return old.clone();
    };
    let mut new = old.clone();
    new.build = BuildMetadata::EMPTY;
    if !old.pre.is_empty() {
        new.pre = next_pre(&old.pre);
        return new;
    }
    let (major, minor, patch) = (old.major, old.minor, old.patch);
    (new.major, new.minor, new.patch) = match (major, minor, class) {
        (0, 0, _) => (0, 0, patch + 1),
        (0, _, Class::Major) => (0, minor + 1, 0),
        (0, _, _) => (0, minor, patch + 1),
        (_, _, Class::Major) => (major + 1, 0, 0),
        (_, _, Class::Minor) => (major, minor + 1, 0),
        (_, _, Class::Patch) => (major, minor, patch + 1),
    };
    new
}

/// `rc.1` gives `rc.2`, `alpha` gives `alpha.1`.
fn next_pre(pre: &Prerelease) -> Prerelease {
    let text = match pre.rsplit_once('.') {
        Some((front, last)) => match last.parse::<u64>() {
            Ok(number) => format!("{front}.{}", number.saturating_add(1)),
            Err(_) => format!("{}.1", pre.as_str()),
        },
        None => match pre.parse::<u64>() {
            Ok(number) => number.saturating_add(1).to_string(),
            Err(_) => format!("{}.1", pre.as_str()),
        },
    };
    Prerelease::new(&text).unwrap_or_else(|_| pre.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_version_is_what_cargo_takes_it_for() {
        use Class::{Major, Minor, Patch};
        for (old, class, expected) in [
            ("1.2.3", Some(Major), "2.0.0"),
            ("1.2.3", Some(Minor), "1.3.0"),
            ("1.2.3", Some(Patch), "1.2.4"),
            ("0.2.3", Some(Major), "0.3.0"),
            ("0.2.3", Some(Minor), "0.2.4"),
            ("0.2.3", Some(Patch), "0.2.4"),
            ("0.0.3", Some(Patch), "0.0.4"),
            ("0.0.3", Some(Major), "0.0.4"),
            ("1.0.0-rc.1", Some(Major), "1.0.0-rc.2"),
            ("1.0.0-alpha", Some(Patch), "1.0.0-alpha.1"),
            ("1.0.0-7", Some(Patch), "1.0.0-8"),
            ("1.2.3+build", Some(Patch), "1.2.4"),
            ("1.2.3", None, "1.2.3"),
        ] {
            let old: Version = old.parse().unwrap();
            let new = next(&old, class);
            assert_eq!(new.to_string(), expected, "{old} {class:?}");
            // The same as the caret requirement says that programs have.
            if let Some(class) = class
                && old.pre.is_empty()
            {
                let caret = semver::VersionReq::parse(&format!("^{old}")).unwrap();
                let compatible = class != Major && (old.major, old.minor) != (0, 0);
                assert_eq!(caret.matches(&new), compatible, "{old} {class:?}");
            }
        }
    }
}
