//! A rule set whose references are resolved and whose expressions have types.

use std::fmt;
use std::sync::Arc;

use super::syntax::Parameter;

/// **Invariants:** arguments of calls have the types of the function's signature; every variable is read only where its
/// conditions have set it; an optional value is used only where the function takes one.
#[derive(Clone, Debug)]
pub struct TypedRuleSet {
    pub parameters: Vec<Parameter>,
    /// Parameters first, in order; then variables in the order of their conditions.
    pub variables: Vec<Variable>,
    pub rules: Vec<Rule>,
}

/// Index into [`TypedRuleSet::variables`].
pub type VariableId = usize;

#[derive(Clone, Debug)]
pub struct Variable {
    pub name: Arc<str>,
    pub ty: Type,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    pub base: Base,
    pub optional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    String,
    Boolean,
    Integer,
    /// Of strings.
    Array,
    Url,
    Arn,
    Partition,
}

impl Base {
    pub const fn plain(self) -> Type {
        Type {
            base: self,
            optional: false,
        }
    }

    pub const fn optional(self) -> Type {
        Type {
            base: self,
            optional: true,
        }
    }

    /// The type of a field; `None` if there is no such field.
    pub fn field(self, name: &str) -> Option<Base> {
        let fields = self.fields();
        fields
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(_, ty)| *ty)
    }

    pub fn fields(self) -> &'static [(&'static str, Base)] {
        use Base::*;
        match self {
            String | Boolean | Integer | Array => &[],
            Url => &[
                ("scheme", String),
                ("authority", String),
                ("path", String),
                ("normalizedPath", String),
                ("isIp", Boolean),
            ],
            Arn => &[
                ("partition", String),
                ("service", String),
                ("region", String),
                ("accountId", String),
                ("resourceId", Array),
            ],
            Partition => &[
                ("name", String),
                ("dnsSuffix", String),
                ("dualStackDnsSuffix", String),
                ("supportsFIPS", Boolean),
                ("supportsDualStack", Boolean),
                ("implicitGlobalRegion", String),
            ],
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = match self.base {
            Base::String => "string",
            Base::Boolean => "boolean",
            Base::Integer => "integer",
            Base::Array => "array of strings",
            Base::Url => "URL",
            Base::Arn => "ARN",
            Base::Partition => "partition",
        };
        if self.optional {
            write!(f, "optional {base}")
        } else {
            f.write_str(base)
        }
    }
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub conditions: Vec<Condition>,
    pub body: RuleBody,
}

#[derive(Clone, Debug)]
pub enum Condition {
    /// `isSet` of a variable, which has a value from here on.
    IsSet(VariableId),
    /// Matches unless the value is missing or false; the variable is the value from here on.
    Assign(VariableId, Expr),
    /// Matches unless the value is missing or false.
    Test(Expr),
}

#[derive(Clone, Debug)]
pub enum RuleBody {
    Endpoint(Endpoint),
    Error(Expr),
    Tree(Vec<Rule>),
}

#[derive(Clone, Debug)]
pub struct Endpoint {
    pub url: Expr,
    pub headers: Vec<(Arc<str>, Vec<Expr>)>,
    pub properties: Vec<(Arc<str>, Property)>,
}

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
    pub ty: Type,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// Text of a template without expressions.
    String(String),
    /// At least two parts.
    Template(Vec<Part>),
    Boolean(bool),
    Integer(i64),
    List(Vec<Expr>),
    Variable(VariableId),
    Call(Function, Vec<Expr>),
    /// A field of a URL, ARN or partition.
    Field(Box<Expr>, &'static str),
    /// An element of an array.
    Element(Box<Expr>, i64),
}

#[derive(Clone, Debug)]
pub enum Part {
    Text(String),
    Expr(Expr),
}

/// The functions of the rules engine; `getAttr` is [`ExprKind::Field`] and [`ExprKind::Element`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    BooleanEquals,
    StringEquals,
    Not,
    IsSet,
    Coalesce,
    Ite,
    ParseUrl,
    IsValidHostLabel,
    Substring,
    Split,
    UriEncode,
    Partition,
    ParseArn,
    IsVirtualHostableS3Bucket,
}

/// What a function takes and gives.
#[derive(Clone, Copy, Debug)]
pub enum Signature {
    Fixed {
        parameters: &'static [Type],
        result: Type,
    },
    /// Takes one optional value of any type, gives a boolean.
    IsSet,
    /// Takes two or more values of one type, optional or not.
    Coalesce,
    /// Takes a boolean and two values of one type, optional or not.
    Ite,
}

impl Function {
    pub const ALL: [(&'static str, Function); 14] = [
        ("booleanEquals", Function::BooleanEquals),
        ("stringEquals", Function::StringEquals),
        ("not", Function::Not),
        ("isSet", Function::IsSet),
        ("coalesce", Function::Coalesce),
        ("ite", Function::Ite),
        ("parseURL", Function::ParseUrl),
        ("isValidHostLabel", Function::IsValidHostLabel),
        ("substring", Function::Substring),
        ("split", Function::Split),
        ("uriEncode", Function::UriEncode),
        ("aws.partition", Function::Partition),
        ("aws.parseArn", Function::ParseArn),
        (
            "aws.isVirtualHostableS3Bucket",
            Function::IsVirtualHostableS3Bucket,
        ),
    ];

    pub fn by_name(name: &str) -> Option<Function> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, function)| *function)
    }

    pub fn signature(self) -> Signature {
        const STRING: Type = Base::String.plain();
        const BOOLEAN: Type = Base::Boolean.plain();
        const INTEGER: Type = Base::Integer.plain();
        let (parameters, result): (&'static [Type], Type) = match self {
            Function::IsSet => return Signature::IsSet,
            Function::Coalesce => return Signature::Coalesce,
            Function::Ite => return Signature::Ite,
            Function::BooleanEquals => (&[BOOLEAN, BOOLEAN], BOOLEAN),
            Function::StringEquals => (&[STRING, STRING], BOOLEAN),
            Function::Not => (&[BOOLEAN], BOOLEAN),
            Function::ParseUrl => (&[STRING], Base::Url.optional()),
            Function::IsValidHostLabel | Function::IsVirtualHostableS3Bucket => {
                (&[STRING, BOOLEAN], BOOLEAN)
            }
            Function::Substring => (
                &[STRING, INTEGER, INTEGER, BOOLEAN],
                Base::String.optional(),
            ),
            Function::Split => (&[STRING, STRING, INTEGER], Base::Array.plain()),
            Function::UriEncode => (&[STRING], STRING),
            Function::Partition => (&[STRING], Base::Partition.optional()),
            Function::ParseArn => (&[STRING], Base::Arn.optional()),
        };
        Signature::Fixed { parameters, result }
    }
}
