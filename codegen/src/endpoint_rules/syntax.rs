//! A rule set as written: the structures of the "Rules engine specification", with the place of everything.

use std::sync::Arc;

use crate::ast::Span;

/// The value of a `smithy.rules#endpointRuleSet` trait.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Of the rules engine: major and minor.
    pub version: (u32, u32),
    /// In the order of the model, which is that of their setters in official crates.
    pub parameters: Vec<Parameter>,
    pub rules: Vec<Rule>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Name {
    pub text: Arc<str>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: Name,
    pub ty: ParameterType,
    pub built_in: Option<Name>,
    pub default: Option<ParameterValue>,
    pub required: bool,
    pub documentation: Option<Arc<str>>,
    pub deprecated: Option<Deprecated>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    String,
    Boolean,
    StringArray,
}

impl ParameterType {
    /// The specification's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::StringArray => "stringArray",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    String(Arc<str>),
    Boolean(bool),
    StringArray(Vec<Arc<str>>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    pub message: Option<Arc<str>>,
    pub since: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub conditions: Vec<Condition>,
    pub body: RuleBody,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum RuleBody {
    Endpoint(Endpoint),
    Error(Expr),
    Tree(Vec<Rule>),
}

#[derive(Clone, Debug)]
pub struct Condition {
    pub test: Expr,
    pub assign: Option<Name>,
}

#[derive(Clone, Debug)]
pub struct Endpoint {
    pub url: Expr,
    pub headers: Vec<(Arc<str>, Vec<Expr>)>,
    pub properties: Vec<(Arc<str>, Property)>,
}

/// A value among the properties of an endpoint: documents whose strings are templates.
#[derive(Clone, Debug)]
pub enum Property {
    String(Expr),
    Boolean(bool),
    Integer(i64),
    List(Vec<Property>),
    Object(Vec<(Arc<str>, Property)>),
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    /// Of the whole JSON string for what stands inside of a template.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A string literal: text and the expressions in braces, in order.
    Template(Vec<Part>),
    Boolean(bool),
    Integer(i64),
    List(Vec<Expr>),
    Reference(Arc<str>),
    Call {
        function: Name,
        arguments: Vec<Expr>,
    },
    /// The function `getAttr`, and `{name#path}` in templates.
    GetAttr {
        target: Box<Expr>,
        path: Vec<PathStep>,
    },
}

#[derive(Clone, Debug)]
pub enum Part {
    Text(String),
    Expr(Expr),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    Key(Arc<str>),
    /// Negative from the end.
    Index(i64),
}
