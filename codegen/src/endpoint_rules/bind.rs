//! In: an endpoint plan and an operation. Out: how the operation's call sets endpoint parameters, beyond what the
//! configuration does: by `staticContextParams`, `contextParam` and `operationContextParams`, in this order of precedence.
//!
//! Rules: "Rules engine parameters", "Binding parameter values"; the subset of JMESPath is that of its
//! "`smithy.rules#operationContextParams` trait".

use std::sync::Arc;

use super::parse::parameter_value;
use super::plan::{EndpointPlan, ParamPlan};
use super::syntax::{ParameterType, ParameterValue};
use super::walk::{self, Walk};
use crate::ast::{Node, Span};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::jmespath::{self, Expr, ExprKind};
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind};

/// What the planner of the crate's types knows of them.
pub trait Fields {
    /// The field of a structure for a member.
    fn field(&self, structure: &ShapeId, member: &Member) -> MemberField;

    /// The method of a union that gives a variant as a `Result`: `as_api_key`.
    fn accessor(&self, union: &ShapeId, member: &Member) -> String;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberField {
    pub name: String,
    /// The field is an `Option`.
    pub optional: bool,
}

/// One parameter that an operation sets.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundParam {
    /// `set_api_type`
    pub setter: String,
    pub value: BoundValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BoundValue {
    Static(ParameterValue),
    /// Found in the input. Where it is missing, the parameter keeps what the configuration gave it.
    Input {
        walk: Walk,
        ty: ParameterType,
    },
}

/// Decides what an operation sets. `None` if `diagnostics` have an error now; empty for most operations.
pub fn bind(
    plan: &EndpointPlan,
    model: &Model,
    operation: &Shape,
    fields: &dyn Fields,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<BoundParam>> {
    let ShapeKind::Operation(of) = &operation.kind else {
        return Some(Vec::new());
    };
    let mut binder = Binder {
        plan,
        operation,
        model,
        fields,
        diagnostics,
        fine: true,
        bound: Vec::new(),
    };
    for (name, value) in &operation.traits.static_context_params {
        binder.bind_static(name, value);
    }
    let members: &[Member] = match &model.shape(&of.input).kind {
        ShapeKind::Structure { members } => members,
        _ => &[],
    };
    for member in members {
        if let Some(name) = &member.traits.context_param {
            let path = Expr::new(ExprKind::Field(member.name.to_string()), 0);
            binder.bind_input(
                name,
                &path,
                &of.input,
                member.span,
                "smithy.rules#contextParam",
            );
        }
    }
    let paths = "smithy.rules#operationContextParams";
    for (name, path) in &operation.traits.operation_context_params {
        let value = operation
            .traits
            .value(paths)
            .and_then(|node| node.get(name)?.get("path"));
        let span = value.map(|node| node.span).or(operation.span);
        match jmespath::parse(path) {
            Ok(path) => binder.bind_input(name, &path, &of.input, span, paths),
            Err(error) => binder.fail(
                span,
                format!("the path of the endpoint parameter `{name}` is no JMESPath expression"),
                format!(
                    "at character {} of `{path}`: {}",
                    error.offset + 1,
                    error.message
                ),
            ),
        }
    }
    let Binder { fine, bound, .. } = binder;
    fine.then(|| bound.into_iter().map(|(_, param)| param).collect())
}

struct Binder<'a> {
    plan: &'a EndpointPlan,
    operation: &'a Shape,
    model: &'a Model,
    fields: &'a dyn Fields,
    diagnostics: &'a mut Diagnostics,
    fine: bool,
    /// By name of the parameter: what is bound first stays.
    bound: Vec<(Arc<str>, BoundParam)>,
}

impl Binder<'_> {
    fn fail(&mut self, span: Option<Span>, title: String, label: String) {
        let mut diagnostic = Diagnostic::error(title).shape(&self.operation.id);
        diagnostic = match span {
            Some(span) => diagnostic
                .at(span, label)
                .help("correct the trait that binds the parameter, or remove it"),
            None => diagnostic.help(label),
        };
        self.diagnostics.push(diagnostic);
        self.fine = false;
    }

    /// The parameter, if it is there and not bound yet.
    fn param(&mut self, name: &Arc<str>, span: Option<Span>, by: &str) -> Option<&ParamPlan> {
        let plan = self.plan;
        match plan.param(name) {
            Some(_) if self.bound.iter().any(|(bound, _)| bound == name) => None,
            Some(param) => Some(param),
            None => {
                let mut diagnostic = Diagnostic::warning(format!(
                    "the endpoint rule set has no parameter `{name}`"
                ))
                .shape(&self.operation.id)
                .help(
                    "the value has no effect on the endpoint: remove it, or declare the parameter",
                );
                if let Some(span) = span {
                    diagnostic = diagnostic.at(span, format!("bound by `{by}`"));
                }
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn push(&mut self, name: &Arc<str>, setter: String, value: BoundValue) {
        self.bound
            .push((name.clone(), BoundParam { setter, value }));
    }

    fn bind_static(&mut self, name: &Arc<str>, node: &Node) {
        let Some(param) = self.param(name, Some(node.span), "smithy.rules#staticContextParams")
        else {
            return;
        };
        let (setter, ty) = (param.setter.clone(), param.ty);
        match parameter_value(ty, node) {
            Some(value) => self.push(name, setter, BoundValue::Static(value)),
            None => self.fail(
                Some(node.span),
                format!("the static value of the endpoint parameter `{name}` is of the wrong type"),
                format!(
                    "this is {}, the parameter's type is `{}`",
                    node.kind(),
                    ty.name()
                ),
            ),
        }
    }

    fn bind_input(
        &mut self,
        name: &Arc<str>,
        path: &Expr,
        input: &ShapeId,
        span: Option<Span>,
        by: &str,
    ) {
        let Some(param) = self.param(name, span, by) else {
            return;
        };
        let (setter, ty) = (param.setter.clone(), param.ty);
        match walk::walk(self.model, self.fields, path, input, ty) {
            Ok(walk) => self.push(name, setter, BoundValue::Input { walk, ty }),
            Err(message) => {
                self.fail(
                    span,
                    format!("the endpoint parameter `{name}` cannot be read from the input"),
                    message,
                );
            }
        }
    }
}
