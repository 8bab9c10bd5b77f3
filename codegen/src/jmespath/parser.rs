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
