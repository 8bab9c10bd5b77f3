//! In: the text of a template string or of a `getAttr` path. Out: its parts, or what is wrong with it.
//!
//! Rules: "Rules engine specification", "Template string" and "Template shorthand"; "Rules engine standard library",
//! "Parsing `path` strings".

use std::sync::Arc;

use super::syntax::{Expr, ExprKind, Part, PathStep};
use crate::ast::Span;

/// Splits a template at its braces; `{{` and `}}` stand for single braces. `span` is that of the whole string.
pub fn parse_template(text: &str, span: Span) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let brace = &rest[at..at + 1];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            literal.push_str(brace);
            rest = after;
            continue;
        }
        if brace == "}" {
            return Err("`}` without a `{` before it".to_owned());
        }
        let Some((inner, after)) = rest.split_once('}') else {
            return Err("`{` without a `}` behind it".to_owned());
        };
        if !literal.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut literal)));
        }
        parts.push(Part::Expr(parse_shorthand(inner, span)?));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() || parts.is_empty() {
        parts.push(Part::Text(literal));
    }
    Ok(parts)
}

/// `name` or `name#path`.
fn parse_shorthand(text: &str, span: Span) -> Result<Expr, String> {
    let (name, path) = match text.split_once('#') {
        Some((name, path)) => (name, Some(path)),
        None => (text, None),
    };
    if !is_identifier(name) {
        return Err(format!(
            "`{{{text}}}` does not name a parameter or variable"
        ));
    }
    let reference = Expr {
        kind: ExprKind::Reference(name.into()),
        span,
    };
    Ok(match path {
        None => reference,
        Some(path) => Expr {
            kind: ExprKind::GetAttr {
                target: Box::new(reference),
                path: parse_path(path)?,
            },
            span,
        },
    })
}

/// `key`, `key.key`, `key[0]`, `[-1]`: an index only at the end.
pub fn parse_path(text: &str) -> Result<Vec<PathStep>, String> {
    let mut steps = Vec::new();
    let components: Vec<&str> = text.split('.').collect();
    for (i, component) in components.iter().enumerate() {
        let (key, index) = match component.split_once('[') {
            Some((key, index)) => (key, Some(index)),
            None => (*component, None),
        };
        if !key.is_empty() {
            steps.push(PathStep::Key(Arc::from(key)));
        } else if index.is_none() {
            return Err(format!("the path `{text}` has an empty key"));
        }
        if let Some(index) = index {
            let Some(index) = index.strip_suffix(']').and_then(|index| index.parse().ok()) else {
                return Err(format!(
                    "the path `{text}` has no whole number between `[` and `]`"
                ));
            };
            if i + 1 < components.len() {
                return Err(format!("the path `{text}` goes on behind an index"));
            }
            steps.push(PathStep::Index(index));
        }
    }
    Ok(steps)
}

/// Whether a parameter or variable may have that name: a letter, then letters and digits. Published rule sets have
/// variables with underscores too.
pub fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::FileId;

    fn show(text: &str) -> String {
        let span = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        let parts = match parse_template(text, span) {
            Ok(parts) => parts,
            Err(message) => return format!("error: {message}"),
        };
        let show = |part: &Part| match part {
            Part::Text(text) => format!("{text:?}"),
            Part::Expr(Expr {
                kind: ExprKind::Reference(name),
                ..
            }) => name.to_string(),
            Part::Expr(Expr {
                kind: ExprKind::GetAttr { path, .. },
                ..
            }) => format!("{path:?}"),
            other => format!("{other:?}"),
        };
        parts.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn templates() {
        assert_eq!(show(""), r#""""#);
        assert_eq!(show("plain"), r#""plain""#);
        assert_eq!(show("{Region}"), "Region");
        assert_eq!(show("https://{a}.{b}/"), r#""https://" a "." b "/""#);
        assert_eq!(show("{{literal}} {a}"), r#""{literal} " a"#);
        assert_eq!(show("{url#path}"), r#"[Key("path")]"#);
        assert_eq!(
            show("{arn#resourceId[1]}"),
            r#"[Key("resourceId"), Index(1)]"#
        );
        assert_eq!(show("{parts#[-1]}"), "[Index(-1)]");
    }

    #[test]
    fn broken_templates() {
        assert_eq!(show("{Region"), "error: `{` without a `}` behind it");
        assert_eq!(show("Region}"), "error: `}` without a `{` before it");
        assert_eq!(
            show("{}"),
            "error: `{}` does not name a parameter or variable"
        );
        assert_eq!(
            show("{a{b}}"),
            "error: `{a{b}` does not name a parameter or variable"
        );
        assert_eq!(show("{a#}"), "error: the path `` has an empty key");
        assert_eq!(
            show("{a#b[x]}"),
            "error: the path `b[x]` has no whole number between `[` and `]`"
        );
        assert_eq!(
            show("{a#b[0].c}"),
            "error: the path `b[0].c` goes on behind an index"
        );
        assert_eq!(
            show("{a#b[0][1]}"),
            "error: the path `b[0][1]` has no whole number between `[` and `]`"
        );
    }
}
