use super::{Expr, ExprKind, parse};
use proptest::prelude::*;

/// The structure, in prefix form.
fn show(expr: &Expr) -> String {
    let pair =
        |name: &str, left: &Expr, right: &Expr| format!("({name} {} {})", show(left), show(right));
    let all = |items: &[Expr]| items.iter().map(show).collect::<Vec<_>>().join(" ");
    match &expr.kind {
        ExprKind::Current => "@".to_owned(),
        ExprKind::Field(name) => name.clone(),
        ExprKind::Sub(left, right) => pair(".", left, right),
        ExprKind::Pipe(left, right) => pair("|", left, right),
        ExprKind::Index(left, index) => format!("(index {} {index})", show(left)),
        ExprKind::Slice(left, parts) => {
            format!("(slice {} {parts:?})", show(left)).replace("Some", "")
        }
        ExprKind::ListProjection(left, right) => pair("each", left, right),
        ExprKind::ValueProjection(left, right) => pair("values", left, right),
        ExprKind::FilterProjection {
            left,
            condition,
            right,
        } => {
            format!(
                "(filter {} {} {})",
                show(left),
                show(condition),
                show(right)
            )
        }
        ExprKind::Flatten(left) => format!("(flat {})", show(left)),
        ExprKind::MultiSelectList(items) => format!("[{}]", all(items)),
        ExprKind::MultiSelectHash(members) => {
            let members = members
                .iter()
                .map(|(name, value)| format!("{name}:{}", show(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(" "))
        }
        ExprKind::Literal(value) => value.to_string(),
        ExprKind::Comparison(comparator, left, right) => {
            pair(&format!("{comparator:?}"), left, right)
        }
        ExprKind::Or(left, right) => pair("or", left, right),
        ExprKind::And(left, right) => pair("and", left, right),
        ExprKind::Not(inner) => format!("(not {})", show(inner)),
        ExprKind::Call(name, arguments) => format!("({name} {})", all(arguments)),
        ExprKind::Reference(inner) => format!("&{}", show(inner)),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(&parse(text).unwrap()), expected, "{text}");
}

#[test]
fn paths() {
    check("a", "a");
    check("a.b.c", "(. (. a b) c)");
    check("\"odd name\".b", "(. odd name b)");
    check("a[0].b", "(. (index a 0) b)");
    check("a[-1]", "(index a -1)");
    check("[0]", "(index @ 0)");
    check("@.a", "(. @ a)");
}

#[test]
fn projections() {
    check("a.b[*].c", "(. a (each b c))");
    check("a[*].b[*].c", "(each a (each b c))");
    check("a[*].b.c", "(each a (. b c))");
    check("a[*][0]", "(each a (index @ 0))");
    check("a.*.b", "(values a b)");
    check("*", "(values @ @)");
    check("a[]", "(each (flat a) @)");
    check("a[].b[].c", "(each (flat (each (flat a) b)) c)");
    check(
        "a[*][b, c.d][]",
        "(each (flat (each a [b c.d])) @)"
            .replace("c.d", "(. c d)")
            .as_str(),
    );
    check("a[?b == 'x'].c", "(filter a (Equal b \"x\") c)");
    check("a[1:3].b", "(each (slice a [(1), (3), None]) b)");
    check("a[::-1]", "(each (slice a [None, None, (-1)]) @)");
    check("a[*].b | [0]", "(| (each a b) (index @ 0))");
    check("a[*].*", "(each a (values @ @))");
}

#[test]
fn operators() {
    check("a || b && c", "(or a (and b c))");
    check("!a && b", "(and (not a) b)");
    check("(a || b) && c", "(and (or a b) c)");
    check(
        "a.b == `true` && c != `1`",
        "(and (Equal (. a b) true) (NotEqual c 1))",
    );
    check(
        "length(a[]) > `0`",
        "(Greater (length (each (flat a) @)) 0)",
    );
    check(
        "!(length(a[?b]) == `0`)",
        "(not (Equal (length (filter a b @)) 0))",
    );
}

#[test]
fn functions_and_selections() {
    check("keys(a)", "(keys a)");
    check("contains(a[].b, 'c')", "(contains (each (flat a) b) \"c\")");
    check("max_by(a, &b.c)", "(max_by a &(. b c))");
    check("a.{x: b, y: c.d}", "(. a {x:b y:(. c d)})");
    check("a.[b, c]", "(. a [b c])");
    check("[a, b][]", "(each (flat [a b]) @)");
    check("a.[b][0]", "(index (. a [b]) 0)");
}

#[test]
fn literals() {
    check("`{\"a\": [1, null]}`", "{\"a\":[1,null]}");
    check("`plain`", "\"plain\"");
    check(r"'it\'s'", r#""it's""#);
    check("`\"a\\`b\"`", "\"a`b\"");
}

#[test]
fn errors_say_where() {
    let error = |text: &str| {
        let error = parse(text).unwrap_err();
        format!("{}: {}", error.offset, error.message)
    };
    assert_eq!(error(""), "0: expected an expression, found the end");
    assert_eq!(
        error("a."),
        "2: expected a name, `*`, `[` or `{`, found the end"
    );
    assert_eq!(
        error("a b"),
        "2: expected the end or an operator, found `b`"
    );
    assert_eq!(error("a[x]"), "2: expected a number, `:` or `]`, found `x`");
    assert_eq!(error("a[::0]"), "0: the step of a slice is 0");
    assert_eq!(error("f(a"), "3: expected `,`, found the end");
    assert_eq!(error("'a"), "0: the `'` that ends this is missing");
    assert_eq!(error("a # b"), "2: `#` means nothing here");
    assert_eq!(
        error("a[99999999999999999999]"),
        "2: a number is out of range"
    );
    assert_eq!(
        error(&"(".repeat(100)),
        "64: the expression is nested too deep"
    );
    assert_eq!(
        error(&"a.".repeat(100_000)),
        "512: the expression is too long"
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in r#"([a-c]|[\[\]\{\}().*@!&|=<>?:,'"`0-9\\ -]){0,24}"#) {
        let _ = parse(&text);
    }
}
