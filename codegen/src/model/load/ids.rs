//! Shape ids as the Smithy specification has them ("Shape ID ABNF").

/// `com.example#Foo$bar`, taken apart and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IdParts<'a> {
    /// The id without a member.
    pub shape: &'a str,
    pub member: Option<&'a str>,
}

/// `None` unless `id` is an absolute shape id.
pub(super) fn parse(id: &str) -> Option<IdParts<'_>> {
    let (shape, member) = match id.split_once('$') {
        Some((shape, member)) => (shape, Some(member)),
        None => (id, None),
    };
    let (namespace, name) = shape.split_once('#')?;
    let good = namespace.split('.').all(is_identifier)
        && is_identifier(name)
        && member.is_none_or(is_identifier);
    good.then_some(IdParts { shape, member })
}

/// ASCII letters, digits and underscores; a letter first, or underscores and then a letter or digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    let rest = text.trim_start_matches('_');
    let first = rest.bytes().next();
    first
        .is_some_and(|b| b.is_ascii_alphabetic() || (b.is_ascii_digit() && rest.len() < text.len()))
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        assert_eq!(
            parse("com.a#B"),
            Some(IdParts {
                shape: "com.a#B",
                member: None
            })
        );
        assert_eq!(
            parse("a#B$c"),
            Some(IdParts {
                shape: "a#B",
                member: Some("c")
            })
        );
        assert_eq!(
            parse("a#_1$__x"),
            Some(IdParts {
                shape: "a#_1",
                member: Some("__x")
            })
        );
        for bad in [
            "", "B", "#B", "a#", "a#1B", "a..b#C", "a#B$", "a#B$c$d", "a#B#c", "a#_", "a b#C",
            "é#B", "1a#B", ".a#B",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
