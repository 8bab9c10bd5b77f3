//! In: a service without a rule set. Out: the plan of a `config::endpoint` that knows custom endpoints and no others, so
//! that such a service has the same public form as every other.

use std::sync::Arc;

use super::plan::{EndpointPlan, plan};
use super::syntax::{Name, Parameter, ParameterType};
use super::typed::{
    Base, Condition, Endpoint, Expr, ExprKind, Rule, RuleBody, TypedRuleSet, Variable,
};
use crate::ast::{FileId, Span};
use crate::diagnostics::Diagnostics;

/// Rules that give the endpoint which is configured, and an error where none is.
pub fn custom_endpoint_only(shape: &str, diagnostics: &mut Diagnostics) -> Option<EndpointPlan> {
    // Of no file: nothing can be found about a parameter that we wrote.
    let nowhere = Span {
        file: FileId(0),
        start: 0,
        end: 0,
    };
    let name = |text: &str| Name {
        text: Arc::from(text),
        span: nowhere,
    };
    let parameter = Parameter {
        name: name("Endpoint"),
        ty: ParameterType::String,
        built_in: Some(name("SDK::Endpoint")),
        default: None,
        required: false,
        documentation: Some("The custom endpoint that calls are sent to.".into()),
        deprecated: None,
    };
    let string = |kind| Expr {
        kind,
        ty: Base::String.plain(),
    };
    let message = "this service has no endpoint of its own: set an endpoint URL";
    let rules = TypedRuleSet {
        variables: vec![Variable {
            name: parameter.name.text.clone(),
            ty: Base::String.optional(),
        }],
        parameters: vec![parameter],
        rules: vec![
            Rule {
                conditions: vec![Condition::IsSet(0)],
                body: RuleBody::Endpoint(Endpoint {
                    url: string(ExprKind::Variable(0)),
                    headers: Vec::new(),
                    properties: Vec::new(),
                }),
            },
            Rule {
                conditions: Vec::new(),
                body: RuleBody::Error(string(ExprKind::String(message.to_owned()))),
            },
        ],
    };
    plan(shape, &rules, &[], diagnostics)
}
