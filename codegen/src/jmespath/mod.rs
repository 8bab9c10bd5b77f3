//! In: the text of a JMESPath expression. Out: its [`Expr`], or what is wrong with it and where; and of that, over shapes of a
//! model, its [`Typed`] code, for waiters.
//!
//! Rules: the JMESPath specification. Smithy specification, "`smithy.rules#operationContextParams`" and "`waitable`" say over
//! which shapes an expression is read; who uses one checks it against them.

mod compile;
mod convert;
mod functions;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;
mod typed;

pub use compile::{Nameless, Names, Refusal, Root, compile, kind_of, value};
pub use parser::parse;
pub use typed::{Code, FieldAccess, Function, Kind, MapFacts, Presence, Type, Typed};

/// Why an expression is refused, and at which byte of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub offset: usize,
    pub message: String,
}

/// A node and the byte of the text where it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub offset: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `@`, and what an expression starts from where nothing is written.
    Current,
    /// `name`: a member of the current value.
    Field(String),
    /// `left.right`
    Sub(Box<Expr>, Box<Expr>),
    /// `left | right`: as `Sub`, but ends a projection.
    Pipe(Box<Expr>, Box<Expr>),
    /// `left[0]`
    Index(Box<Expr>, i64),
    /// `left[0:2:1]`
    Slice(Box<Expr>, [Option<i64>; 3]),
    /// `left[*].right`: `right` of each element of a list, without nulls.
    ListProjection(Box<Expr>, Box<Expr>),
    /// `left.*.right`: `right` of each value of an object.
    ValueProjection(Box<Expr>, Box<Expr>),
    /// `left[?condition].right`
    FilterProjection {
        left: Box<Expr>,
        condition: Box<Expr>,
        right: Box<Expr>,
    },
    /// `left[]`: lists among the elements of a list are replaced by their elements. A projection follows.
    Flatten(Box<Expr>),
    /// `[a, b]`
    MultiSelectList(Vec<Expr>),
    /// `{x: a, y: b}`
    MultiSelectHash(Vec<(String, Expr)>),
    /// `` `json` `` and `'text'`
    Literal(serde_json::Value),
    Comparison(Comparator, Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    /// `name(arguments)`
    Call(String, Vec<Expr>),
    /// `&expression`, an argument of functions such as `sort_by`.
    Reference(Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Expr {
    pub(crate) fn new(kind: ExprKind, offset: usize) -> Self {
        Self { kind, offset }
    }
}
