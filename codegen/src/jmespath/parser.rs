//! In: tokens. Out: the expression. Rules: JMESPath specification, "Grammar"; operators bind as its "Or", "And", "Not" and
//! projection sections have it.

use super::lexer::{Token, lex};
use super::{Comparator, Error, Expr, ExprKind};

/// Expressions may be nested this deep.
const MAX_DEPTH: usize = 64;

/// Expressions may have this many tokens, so that recursion over an expression is safe.
const MAX_TOKENS: usize = 512;

/// Reads an expression.
pub fn parse(text: &str) -> Result<Expr, Error> {
    let tokens = lex(text)?;
    if let Some((_, offset)) = tokens.get(MAX_TOKENS) {
        return Err(Error {
            offset: *offset,
            message: "the expression is too long".to_owned(),
        });
    }
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
    };
    let expr = parser.expr(0)?;
    match parser.peek() {
        Token::End => Ok(expr),
        _ => parser.unexpected("the end or an operator"),
    }
}

/// What binds less tightly than this ends a projection.
const PROJECTION: u8 = 10;
/// How tightly `[*]`, `.*` and slices bind to what they project.
const STAR: u8 = 20;

/// How tightly what follows an expression binds to it.
fn binding(token: &Token) -> u8 {
    match token {
        Token::Symbol("|") => 1,
        Token::Symbol("||") => 2,
        Token::Symbol("&&") => 3,
        Token::Symbol("==" | "!=" | "<" | "<=" | ">" | ">=") => 5,
        Token::Symbol("[]") => 9,
        Token::Symbol("[?") => 21,
        Token::Symbol(".") => 40,
        Token::Symbol("[") => 55,
        _ => 0,
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn peek_second(&self) -> &Token {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)].0
    }

    fn offset(&self) -> usize {
        self.tokens[self.at].1
    }

    /// The last token, the end, stays.
    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn eat(&mut self, symbol: &'static str) -> bool {
        let found = *self.peek() == Token::Symbol(symbol);
        if found {
            self.next();
        }
        found
    }

    fn expect(&mut self, symbol: &'static str) -> Result<(), Error> {
        if self.eat(symbol) {
            Ok(())
        } else {
            self.unexpected(&format!("`{symbol}`"))
        }
    }

    fn unexpected<T>(&self, expected: &str) -> Result<T, Error> {
        let found = match self.peek() {
            Token::End => "the end".to_owned(),
            Token::Identifier(name) => format!("`{name}`"),
            Token::Number(number) => format!("`{number}`"),
            Token::Symbol(symbol) => format!("`{symbol}`"),
            Token::Literal(_) => "a literal".to_owned(),
        };
        Err(Error {
            offset: self.offset(),
            message: format!("expected {expected}, found {found}"),
        })
    }

    /// An expression whose operators bind tighter than `minimum`.
    fn expr(&mut self, minimum: u8) -> Result<Expr, Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Error {
                offset: self.offset(),
                message: "the expression is nested too deep".to_owned(),
            });
        }
        let mut left = self.prefix()?;
        while binding(self.peek()) > minimum {
            left = self.infix(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Expr, Error> {
        let offset = self.offset();
        let current = || Box::new(Expr::new(ExprKind::Current, offset));
        let kind = match self.peek().clone() {
            Token::Identifier(name) => {
                self.next();
                if self.eat("(") {
                    ExprKind::Call(name, self.list(")", Self::argument)?)
                } else {
                    ExprKind::Field(name)
                }
            }
            Token::Literal(value) => {
                self.next();
                ExprKind::Literal(value)
            }
            Token::Symbol("@") => {
                self.next();
                ExprKind::Current
            }
            Token::Symbol("!") => {
                self.next();
                ExprKind::Not(Box::new(self.expr(45)?))
            }
            Token::Symbol("(") => {
                self.next();
                let inner = self.expr(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            Token::Symbol("{") => {
                self.next();
                ExprKind::MultiSelectHash(self.list("}", Self::hash_member)?)
            }
            Token::Symbol("*") => {
                self.next();
                ExprKind::ValueProjection(current(), Box::new(self.projected(STAR)?))
            }
            Token::Symbol("[]" | "[?") => return self.infix(*current()),
            Token::Symbol("[") => {
                let is_index = matches!(self.peek_second(), Token::Number(_) | Token::Symbol(":"));
                let is_star = *self.peek_second() == Token::Symbol("*")
                    && matches!(self.tokens.get(self.at + 2), Some((Token::Symbol("]"), _)));
                if is_index || is_star {
                    return self.infix(*current());
                }
                self.next();
                ExprKind::MultiSelectList(self.list("]", |this| this.expr(0))?)
            }
            _ => return self.unexpected("an expression"),
        };
        Ok(Expr::new(kind, offset))
    }

    fn infix(&mut self, left: Expr) -> Result<Expr, Error> {
        let offset = left.offset;
        let operator = self.next();
        let power = binding(&operator);
        let left = Box::new(left);
        let Token::Symbol(symbol) = operator else {
            return self.unexpected("an operator");
        };
        let kind = match symbol {
            "|" => ExprKind::Pipe(left, Box::new(self.expr(power)?)),
            "||" => ExprKind::Or(left, Box::new(self.expr(power)?)),
            "&&" => ExprKind::And(left, Box::new(self.expr(power)?)),
            "." if self.eat("*") => {
                ExprKind::ValueProjection(left, Box::new(self.projected(STAR)?))
            }
            "." => ExprKind::Sub(left, Box::new(self.behind_dot(power)?)),
            "[]" => {
                let flat = Expr::new(ExprKind::Flatten(left), offset);
                ExprKind::ListProjection(Box::new(flat), Box::new(self.projected(power)?))
            }
            "[?" => {
                let condition = Box::new(self.expr(0)?);
                self.expect("]")?;
                ExprKind::FilterProjection {
                    left,
                    condition,
                    right: Box::new(self.projected(power)?),
                }
            }
            "[" => return self.bracket(left, offset),
            _ => match comparator(symbol) {
                Some(comparator) => {
                    ExprKind::Comparison(comparator, left, Box::new(self.expr(power)?))
                }
                None => return self.unexpected("an operator"),
            },
        };
        Ok(Expr::new(kind, offset))
    }

    /// Behind `[`: `*]`, an index or a slice.
    fn bracket(&mut self, left: Box<Expr>, offset: usize) -> Result<Expr, Error> {
        if self.eat("*") {
            self.expect("]")?;
            let right = Box::new(self.projected(STAR)?);
            return Ok(Expr::new(ExprKind::ListProjection(left, right), offset));
        }
        let mut parts = [None; 3];
        let mut colons = 0;
        while !self.eat("]") {
            match self.peek() {
                Token::Number(number) if parts[colons].is_none() => {
                    parts[colons] = Some(*number);
                    self.next();
                }
                Token::Symbol(":") if colons < 2 => {
                    colons += 1;
                    self.next();
                }
                _ => return self.unexpected("a number, `:` or `]`"),
            }
        }
        match (colons, parts) {
            (0, [Some(index), ..]) => Ok(Expr::new(ExprKind::Index(left, index), offset)),
            (0, _) => self.unexpected("a number"),
            (_, [_, _, Some(0)]) => Err(Error {
                offset,
                message: "the step of a slice is 0".to_owned(),
            }),
            _ => {
                // A slice is a projection too.
                let slice = Box::new(Expr::new(ExprKind::Slice(left, parts), offset));
                let right = Box::new(self.projected(STAR)?);
                Ok(Expr::new(ExprKind::ListProjection(slice, right), offset))
            }
        }
    }

    /// What a projection does with each element: whatever binds tighter than `power`, or the element itself.
    fn projected(&mut self, power: u8) -> Result<Expr, Error> {
        let offset = self.offset();
        match self.peek() {
            token if binding(token) < PROJECTION => Ok(Expr::new(ExprKind::Current, offset)),
            Token::Symbol(".") => {
                self.next();
                self.behind_dot(power)
            }
            _ => self.expr(power),
        }
    }

    fn behind_dot(&mut self, power: u8) -> Result<Expr, Error> {
        match self.peek() {
            Token::Identifier(_) | Token::Symbol("{" | "*") => self.expr(power),
            Token::Symbol("[") => {
                let offset = self.offset();
                self.next();
                Ok(Expr::new(
                    ExprKind::MultiSelectList(self.list("]", |this| this.expr(0))?),
                    offset,
                ))
            }
            _ => self.unexpected("a name, `*`, `[` or `{`"),
        }
    }

    fn argument(&mut self) -> Result<Expr, Error> {
        let offset = self.offset();
        if self.eat("&") {
            return Ok(Expr::new(
                ExprKind::Reference(Box::new(self.expr(0)?)),
                offset,
            ));
        }
        self.expr(0)
    }

    fn hash_member(&mut self) -> Result<(String, Expr), Error> {
        let Token::Identifier(name) = self.peek().clone() else {
            return self.unexpected("a name");
        };
        self.next();
        self.expect(":")?;
        Ok((name, self.expr(0)?))
    }

    /// Items with commas in between, up to and with the symbol that ends them. Only calls may have none.
    fn list<T>(
        &mut self,
        end: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        if end == ")" && self.eat(end) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if self.eat(end) {
                return Ok(items);
            }
            self.expect(",")?;
        }
    }
}

fn comparator(symbol: &str) -> Option<Comparator> {
    Some(match symbol {
        "==" => Comparator::Equal,
        "!=" => Comparator::NotEqual,
        "<" => Comparator::Less,
        "<=" => Comparator::LessOrEqual,
        ">" => Comparator::Greater,
        ">=" => Comparator::GreaterOrEqual,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The structure, in prefix form.
    fn show(expr: &Expr) -> String {
        let pair = |name: &str, left: &Expr, right: &Expr| {
            format!("({name} {} {})", show(left), show(right))
        };
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
}
