//! In: the text of a URI pattern or host prefix. Out: its pieces, or what is wrong with it.
//!
//! Rules: Smithy specification, "http trait" (`uri`) and "endpoint trait" (`hostPrefix`).

use std::sync::Arc;

use super::load::is_identifier;
use super::traits::{HostPart, HostPrefix, UriPattern, UriSegment};

/// Takes a URI pattern apart. A slash at the end becomes a last segment that is an empty literal.
pub fn uri(text: &Arc<str>) -> Result<UriPattern, String> {
    if text.contains('#') {
        return Err("a URI pattern has no fragment: `#` is not allowed".to_owned());
    }
    let (path, query) = text
        .split_once('?')
        .map_or((&**text, None), |(path, query)| (path, Some(query)));
    let Some(path) = path.strip_prefix('/') else {
        return Err("a URI pattern begins with `/`".to_owned());
    };
    let mut segments = Vec::new();
    if !path.is_empty() {
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            if part.is_empty() && parts.peek().is_some() {
                return Err("an empty path segment: two slashes in a row".to_owned());
            }
            segments.push(segment(part)?);
        }
    }
    let mut greedy = false;
    let mut names: Vec<&Arc<str>> = Vec::new();
    for segment in &segments {
        let (UriSegment::Label(name) | UriSegment::GreedyLabel(name)) = segment else {
            continue;
        };
        if greedy && matches!(segment, UriSegment::GreedyLabel(_)) {
            return Err("two greedy labels: at most one is allowed".to_owned());
        }
        if greedy {
            return Err(format!(
                "the label `{{{name}}}` behind a greedy label: a greedy label must be the last one"
            ));
        }
        greedy = matches!(segment, UriSegment::GreedyLabel(_));
        if names.contains(&name) {
            return Err(format!("the label `{{{name}}}` occurs twice"));
        }
        names.push(name);
    }
    Ok(UriPattern {
        text: text.clone(),
        segments,
        query: query.map(query_literals).transpose()?.unwrap_or_default(),
    })
}

fn segment(part: &str) -> Result<UriSegment, String> {
    if part == "." || part == ".." {
        return Err(format!("the path segment `{part}` is not allowed"));
    }
    if !part.contains(['{', '}']) {
        return Ok(UriSegment::Literal(part.into()));
    }
    let Some(label) = part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) else {
        return Err(format!(
            "`{part}`: a label must be a whole path segment, such as /{{name}}/"
        ));
    };
    let (name, greedy) = label
        .strip_suffix('+')
        .map_or((label, false), |name| (name, true));
    if !is_identifier(name) {
        return Err(format!(
            "`{{{label}}}` names no member: a label holds a member name"
        ));
    }
    Ok(if greedy {
        UriSegment::GreedyLabel(name.into())
    } else {
        UriSegment::Label(name.into())
    })
}

/// Name and value of a parameter.
type Literal = (Arc<str>, Arc<str>);

fn query_literals(query: &str) -> Result<Vec<Literal>, String> {
    if query.contains(['{', '}']) {
        return Err(
            "labels are not allowed in the query: use the trait smithy.api#httpQuery".to_owned(),
        );
    }
    let mut literals: Vec<Literal> = Vec::new();
    for pair in query.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if literals.iter().any(|(n, _)| &**n == name) {
            return Err(format!("the query parameter `{name}` occurs twice"));
        }
        literals.push((name.into(), value.into()));
    }
    Ok(literals)
}

/// Takes a host prefix apart.
pub fn host_prefix(text: &Arc<str>) -> Result<HostPrefix, String> {
    let mut parts: Vec<HostPart> = Vec::new();
    let mut rest = &**text;
    while !rest.is_empty() {
        let Some(open) = rest.find('{') else {
            literal(rest, &mut parts)?;
            break;
        };
        if open > 0 {
            literal(&rest[..open], &mut parts)?;
        }
        let Some(close) = rest[open..].find('}').map(|i| open + i) else {
            return Err("a label that is not closed: `}` is missing".to_owned());
        };
        let name = &rest[open + 1..close];
        if !is_identifier(name) {
            return Err(format!(
                "`{{{name}}}` names no member: a label holds a member name"
            ));
        }
        if matches!(parts.last(), Some(HostPart::Label(_))) {
            return Err(format!(
                "the label `{{{name}}}` directly behind another: put a literal between them"
            ));
        }
        if parts
            .iter()
            .any(|p| matches!(p, HostPart::Label(n) if &**n == name))
        {
            return Err(format!("the label `{{{name}}}` occurs twice"));
        }
        parts.push(HostPart::Label(name.into()));
        rest = &rest[close + 1..];
    }
    Ok(HostPrefix {
        text: text.clone(),
        parts,
    })
}

fn literal(text: &str, parts: &mut Vec<HostPart>) -> Result<(), String> {
    if let Some(c) = text
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))
    {
        return Err(format!("`{c}` cannot be in the name of a host"));
    }
    parts.push(HostPart::Literal(text.into()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> String {
        match uri(&text.into()) {
            Ok(pattern) => format!("{:?} {:?}", pattern.segments, pattern.query),
            Err(error) => error,
        }
    }

    #[test]
    fn uris() {
        expect_test::expect![[r#"
            [] []
            [Literal("a"), Label("b"), GreedyLabel("c"), Literal("d")] []
            [Literal("a"), Literal("")] []
            [Literal("a")] [("b", "c"), ("d", "")]
            a URI pattern begins with `/`
            an empty path segment: two slashes in a row
            `a{b}`: a label must be a whole path segment, such as /{name}/
            `{}` names no member: a label holds a member name
            the label `{b}` behind a greedy label: a greedy label must be the last one
            two greedy labels: at most one is allowed
            the label `{a}` occurs twice
            labels are not allowed in the query: use the trait smithy.api#httpQuery
            a URI pattern has no fragment: `#` is not allowed
            the path segment `..` is not allowed"#]]
        .assert_eq(
            &[
                "/",
                "/a/{b}/{c+}/d",
                "/a/",
                "/a?b=c&d",
                "a",
                "/a//b",
                "/a{b}",
                "/{}",
                "/{a+}/{b}",
                "/{a+}/{b+}",
                "/{a}/{a}",
                "/a?b={c}",
                "/a#b",
                "/../a",
            ]
            .map(parts)
            .join("\n"),
        );
    }

    #[test]
    fn host_prefixes() {
        let parts = |text: &str| match host_prefix(&text.into()) {
            Ok(prefix) => format!("{:?}", prefix.parts),
            Err(error) => error,
        };
        expect_test::expect![[r#"
            [Literal("cp.")]
            [Label("a"), Literal("-"), Label("b"), Literal(".x.")]
            the label `{b}` directly behind another: put a literal between them
            a label that is not closed: `}` is missing
            `/` cannot be in the name of a host
            the label `{a}` occurs twice"#]]
        .assert_eq(
            &["cp.", "{a}-{b}.x.", "{a}{b}.", "{a", "a/b", "{a}.{a}"]
                .map(parts)
                .join("\n"),
        );
    }
}
