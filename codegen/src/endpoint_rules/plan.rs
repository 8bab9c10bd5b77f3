//! In: a [`TypedRuleSet`] and the service's client context parameters. Out: an [`EndpointPlan`]: the Rust of
//! `config::endpoint`, decided completely.

use super::lower;
use super::syntax::{Deprecated, Parameter, ParameterType, ParameterValue};
use super::typed::TypedRuleSet;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{ClientContextParam, ContextParamKind};
use crate::plan::names;

/// What is rendered into `config::endpoint`.
///
/// **Invariant:** names are identifiers, raw where they must be, and unique.
#[derive(Clone, Debug)]
pub struct EndpointPlan {
    /// In the order of the model.
    pub params: Vec<ParamPlan>,
    /// The body of the function that resolves, over a local `params: &Params`.
    pub body: Vec<Statement>,
}

impl EndpointPlan {
    /// The parameter of that name in the model.
    pub fn param(&self, name: &str) -> Option<&ParamPlan> {
        self.params.iter().find(|param| param.name == name)
    }
}

/// One endpoint parameter: a field of `Params` with getter and setters.
#[derive(Clone, Debug, PartialEq)]
pub struct ParamPlan {
    /// Of the model: `UseFIPS`.
    pub name: String,
    /// Field, getter and setter: `use_fips`.
    pub field: String,
    /// `set_use_fips`.
    pub setter: String,
    pub ty: ParameterType,
    /// The field is no `Option`.
    pub required: bool,
    /// Only where `required`.
    pub default: Option<ParameterValue>,
    /// As in the model: `AWS::UseFIPS`.
    pub built_in: Option<String>,
    /// Where the configuration has the value, the most specific place first.
    pub sources: Vec<ParamSource>,
    /// Checked to be a host label when parameters are built: it goes into host names before any rule looks at it.
    pub host_label: bool,
    /// Markdown.
    pub docs: String,
    pub deprecated: Option<Deprecated>,
}

/// A place of the configuration that a parameter's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamSource {
    /// A newtype in `crate::runtime::service`, of that name, that a setter of the client's configuration stores.
    ClientContext(String),
    /// `AWS::Region`
    Region,
    /// `AWS::UseFIPS`
    UseFips,
    /// `AWS::UseDualStack`
    UseDualStack,
    /// `SDK::Endpoint`
    EndpointUrl,
    /// `AWS::Auth::AccountIdEndpointMode`
    AccountIdEndpointMode,
    /// `AWS::Auth::AccountId`: of the identity, once it is resolved; not in the configuration.
    AccountId,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    Let {
        name: String,
        value: Code,
    },
    /// All of the conditions, at least one.
    If {
        conditions: Vec<Code>,
        body: Vec<Statement>,
    },
    IfLet {
        name: String,
        value: Code,
        body: Vec<Statement>,
    },
    /// The last of its block, and only there.
    Return(Outcome),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Endpoint {
        /// Each text converts into `Cow<'static, str>`.
        url: Code,
        headers: Vec<(String, Code)>,
        properties: Vec<(String, DocumentCode)>,
        auth_schemes: Vec<AuthScheme>,
    },
    /// Converts into `String`.
    Error(Code),
    NoRuleMatched,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AuthScheme {
    pub name: Code,
    pub settings: Vec<(String, DocumentCode)>,
}

/// An expression that makes a `Document`.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentCode {
    /// Of a string, a boolean or an integer.
    Scalar(Code),
    List(Vec<DocumentCode>),
    Object(Vec<(String, DocumentCode)>),
}

/// A Rust expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    Local(String),
    /// A field of the parameters: `params.region`.
    Param(String),
    Field(Box<Code>, &'static str),
    String(String),
    Boolean(bool),
    Integer(i64),
    /// `format!` of these.
    Format(Vec<FormatPiece>),
    Vec(Vec<Code>),
    /// A function of the runtime's `endpoint` module.
    Call(&'static str, Vec<Code>),
    /// A method.
    Method(Box<Code>, &'static str, Vec<Code>),
    /// `.map(rules::f)` of an optional value, with a function of the runtime's `endpoint` module.
    Map(Box<Code>, &'static str),
    /// `&`
    Borrow(Box<Code>),
    Some(Box<Code>),
    Equal(Box<Code>, Box<Code>),
    NotEqual(Box<Code>, Box<Code>),
    Not(Box<Code>),
    /// `|| value`
    Closure(Box<Code>),
    If {
        condition: Box<Code>,
        then: Box<Code>,
        otherwise: Box<Code>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum FormatPiece {
    Text(String),
    Value(Code),
}

/// Decides the Rust of a rule set. `shape` is the service's id, for the diagnostics.
///
/// Client context parameters that the rule set does not have, and built-ins that no configuration of ours knows, are
/// warnings: the client is right without them, or uses their defaults.
pub fn plan(
    shape: &str,
    rule_set: &TypedRuleSet,
    client_context: &[ClientContextParam],
    diagnostics: &mut Diagnostics,
) -> Option<EndpointPlan> {
    let mut taken: Vec<String> = Vec::new();
    let mut fine = true;
    let mut params = Vec::new();
    for parameter in &rule_set.parameters {
        let Some(param) = param(shape, parameter, client_context, diagnostics) else {
            fine = false;
            continue;
        };
        let names = [param.field.clone(), param.setter.clone()];
        if let Some(name) = names.iter().find(|name| taken.contains(*name)) {
            diagnostics.push(
                Diagnostic::error(format!(
                    "two endpoint parameters would have the method `{name}` in Rust"
                ))
                .shape(shape)
                .at(parameter.name.span, "the second one")
                .help("rename one of them"),
            );
            fine = false;
        }
        taken.extend(names);
        params.push(param);
    }
    for context in client_context {
        fine &= client_context_is_fine(shape, context, rule_set, diagnostics);
    }
    fine.then(|| EndpointPlan {
        body: lower::body(rule_set, &params),
        params,
    })
}

fn param(
    shape: &str,
    parameter: &Parameter,
    client_context: &[ClientContextParam],
    diagnostics: &mut Diagnostics,
) -> Option<ParamPlan> {
    let name = &*parameter.name.text;
    let snake = names::snake_case(name);
    // Names of associated functions of `Params` and of its builder.
    let field = match &*snake {
        "builder" | "build" => format!("{snake}_value"),
        _ => names::method(name),
    };
    let mut sources = Vec::new();
    if client_context.iter().any(|context| &*context.name == name) {
        sources.push(ParamSource::ClientContext(names::type_name(name)));
    }
    if let Some(built_in) = &parameter.built_in {
        match built_in_source(&built_in.text) {
            Some((source, ty)) if ty == parameter.ty => sources.push(source),
            Some((_, ty)) => {
                diagnostics.push(
                    Diagnostic::error(format!(
                        "the endpoint parameter `{name}` is not of the type of its built-in"
                    ))
                    .shape(shape)
                    .at(
                        built_in.span,
                        format!(
                            "a {}, the parameter is a {}",
                            ty.name(),
                            parameter.ty.name()
                        ),
                    )
                    .help(super::REMEDY),
                );
                return None;
            }
            None if !sources.is_empty() => {}
            None => {
                let consequence = match parameter.default {
                    Some(_) => "always has its default",
                    None => "is never set",
                };
                diagnostics.push(
                    Diagnostic::warning(format!(
                        "the endpoint built-in `{}` has no source",
                        built_in.text
                    ))
                    .shape(shape)
                    .at(
                        built_in.span,
                        format!("the parameter `{name}` {consequence}"),
                    ),
                );
            }
        }
    }
    Some(ParamPlan {
        host_label: sources.contains(&ParamSource::Region),
        setter: format!("set_{snake}"),
        field,
        name: name.to_owned(),
        ty: parameter.ty,
        required: parameter.required,
        default: parameter.default.clone(),
        built_in: parameter
            .built_in
            .as_ref()
            .map(|built_in| built_in.text.to_string()),
        sources,
        docs: docs(parameter),
        deprecated: parameter.deprecated.clone(),
    })
}

/// Where the value of a built-in comes from, and its type; `None` for one that is not known.
fn built_in_source(name: &str) -> Option<(ParamSource, ParameterType)> {
    Some(match name {
        "AWS::Region" => (ParamSource::Region, ParameterType::String),
        "AWS::UseFIPS" => (ParamSource::UseFips, ParameterType::Boolean),
        "AWS::UseDualStack" => (ParamSource::UseDualStack, ParameterType::Boolean),
        "SDK::Endpoint" => (ParamSource::EndpointUrl, ParameterType::String),
        "AWS::Auth::AccountId" => (ParamSource::AccountId, ParameterType::String),
        "AWS::Auth::AccountIdEndpointMode" => {
            (ParamSource::AccountIdEndpointMode, ParameterType::String)
        }
        _ => return None,
    })
}

fn client_context_is_fine(
    shape: &str,
    context: &ClientContextParam,
    rule_set: &TypedRuleSet,
    diagnostics: &mut Diagnostics,
) -> bool {
    let ty = match context.kind {
        ContextParamKind::String => ParameterType::String,
        ContextParamKind::Boolean => ParameterType::Boolean,
        ContextParamKind::StringArray => ParameterType::StringArray,
    };
    match rule_set
        .parameters
        .iter()
        .find(|parameter| parameter.name.text == context.name)
    {
        None => {
            diagnostics.push(
                Diagnostic::warning(format!(
                    "the client context parameter `{}` has no effect",
                    context.name
                ))
                .shape(shape)
                .help("the endpoint rule set has no parameter of that name"),
            );
            true
        }
        Some(parameter) if parameter.ty != ty => {
            diagnostics.push(
                Diagnostic::error(format!(
                    "the client context parameter `{}` is of the wrong type",
                    context.name
                ))
                .shape(shape)
                .at(
                    parameter.name.span,
                    format!(
                        "the rule set has it as {}, the client as {}",
                        parameter.ty.name(),
                        ty.name()
                    ),
                )
                .help("give it one type, here and in smithy.rules#clientContextParams"),
            );
            false
        }
        Some(_) => true,
    }
}

fn docs(parameter: &Parameter) -> String {
    match &parameter.documentation {
        // Brackets and angle brackets would be links and HTML to rustdoc.
        Some(text) => text
            .replace('[', "\\[")
            .replace(']', "\\]")
            .replace('<', "\\<")
            .replace('>', "\\>"),
        None => format!("The endpoint parameter `{}`.", parameter.name.text),
    }
}
