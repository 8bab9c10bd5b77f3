//! In: a [`RuleSet`] as written. Out: a [`TypedRuleSet`], or diagnostics for every name that is not known and every value
//! that does not fit, or may be missing, where it is used.
//!
//! Rules: "Rules engine specification", "Condition object" (scopes of variables, no shadowing), "Reference object" (`isSet`
//! before use), "Template string" (strings only).

use std::collections::HashMap;
use std::sync::Arc;

use super::syntax::{self, Name, RuleSet};
use super::typed::*;
use crate::ast::Span;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Resolves names and types. `shape` is the service's id, for the diagnostics. `None` if one of them is an error.
pub fn check(
    shape: &str,
    rule_set: &RuleSet,
    diagnostics: &mut Diagnostics,
) -> Option<TypedRuleSet> {
    let mut checker = Checker {
        shape,
        diagnostics,
        variables: Vec::new(),
        scope: Vec::new(),
        set: Vec::new(),
    };
    let parameters_are_fine = checker.parameters(rule_set);
    let rules = checker.rules(&rule_set.rules);
    let variables = checker.variables;
    parameters_are_fine.then_some(())?;
    Some(TypedRuleSet {
        parameters: rule_set.parameters.clone(),
        variables,
        rules: rules?,
    })
}

pub(super) struct Checker<'a> {
    shape: &'a str,
    diagnostics: &'a mut Diagnostics,
    pub(super) variables: Vec<Variable>,
    /// What can be named here, innermost last, and where it was declared.
    pub(super) scope: Vec<(VariableId, Span)>,
    /// Optional variables that an `isSet` has found here.
    pub(super) set: Vec<VariableId>,
}

impl Checker<'_> {
    pub(super) fn fail<T>(
        &mut self,
        span: Span,
        title: impl Into<String>,
        label: impl Into<String>,
        help: &str,
    ) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error(title)
                .shape(self.shape)
                .at(span, label)
                .help(if help.is_empty() { super::REMEDY } else { help }),
        );
        None
    }

    fn declare(&mut self, name: &Name, ty: Type) -> VariableId {
        let id = self.variables.len();
        self.variables.push(Variable {
            name: name.text.clone(),
            ty,
        });
        self.scope.push((id, name.span));
        id
    }

    fn parameters(&mut self, rule_set: &RuleSet) -> bool {
        let mut fine = true;
        let mut seen: HashMap<String, Span> = HashMap::new();
        for parameter in &rule_set.parameters {
            let name = &parameter.name;
            if let Some(first) = seen.insert(name.text.to_ascii_lowercase(), name.span) {
                self.diagnostics.push(
                    Diagnostic::error(format!("two endpoint parameters are named `{}`", name.text))
                        .shape(self.shape)
                        .at(name.span, "names must differ in more than case")
                        .related(first, "the first one")
                        .help("rename one of the two"),
                );
                fine = false;
            }
            let base = match parameter.ty {
                syntax::ParameterType::String => Base::String,
                syntax::ParameterType::Boolean => Base::Boolean,
                syntax::ParameterType::StringArray => Base::Array,
            };
            self.declare(
                name,
                Type {
                    base,
                    optional: !parameter.required,
                },
            );
        }
        fine
    }

    fn rules(&mut self, rules: &[syntax::Rule]) -> Option<Vec<Rule>> {
        let rules: Vec<Option<Rule>> = rules.iter().map(|rule| self.rule(rule)).collect();
        rules.into_iter().collect()
    }

    fn rule(&mut self, rule: &syntax::Rule) -> Option<Rule> {
        let (scope, set) = (self.scope.len(), self.set.len());
        let conditions: Vec<Option<Condition>> =
            rule.conditions.iter().map(|c| self.condition(c)).collect();
        // A condition that failed may have declared a variable that the body would then be blamed for.
        let result = conditions
            .into_iter()
            .collect::<Option<_>>()
            .and_then(|conditions| {
                let body = match &rule.body {
                    syntax::RuleBody::Tree(rules) => RuleBody::Tree(self.rules(rules)?),
                    syntax::RuleBody::Error(message) => {
                        RuleBody::Error(self.string(message, "an error message")?)
                    }
                    syntax::RuleBody::Endpoint(endpoint) => {
                        RuleBody::Endpoint(self.endpoint(endpoint)?)
                    }
                };
                Some(Rule { conditions, body })
            });
        self.scope.truncate(scope);
        self.set.truncate(set);
        result
    }

    fn condition(&mut self, condition: &syntax::Condition) -> Option<Condition> {
        let test = self.expr(&condition.test)?;
        let Some(name) = &condition.assign else {
            if let ExprKind::Call(Function::IsSet, arguments) = &test.kind
                && let [
                    Expr {
                        kind: ExprKind::Variable(id),
                        ..
                    },
                ] = arguments[..]
            {
                self.set.push(id);
                return Some(Condition::IsSet(id));
            }
            return Some(Condition::Test(test));
        };
        if let Some(&(_, first)) = self
            .scope
            .iter()
            .find(|(id, _)| self.variables[*id].name == name.text)
        {
            self.diagnostics.push(
                Diagnostic::error(format!(
                    "the variable `{}` is assigned where that name is taken",
                    name.text
                ))
                .shape(self.shape)
                .at(
                    name.span,
                    "must differ from every parameter and variable that can be named here",
                )
                .related(first, "taken here")
                .help("rename the variable, and where it is read"),
            );
            return None;
        }
        let id = self.declare(name, test.ty.base.plain());
        Some(Condition::Assign(id, test))
    }

    fn endpoint(&mut self, endpoint: &syntax::Endpoint) -> Option<Endpoint> {
        let url = self.string(&endpoint.url, "the URL of an endpoint");
        let mut headers = Some(Vec::new());
        for (name, values) in &endpoint.headers {
            let values: Vec<Option<Expr>> = values
                .iter()
                .map(|value| self.string(value, "a header"))
                .collect();
            match (values.into_iter().collect(), &mut headers) {
                (Some(values), Some(headers)) => headers.push((name.clone(), values)),
                _ => headers = None,
            }
        }
        let properties = self.properties(&endpoint.properties);
        Some(Endpoint {
            url: url?,
            headers: headers?,
            properties: properties?,
        })
    }

    fn properties(
        &mut self,
        members: &[(Arc<str>, syntax::Property)],
    ) -> Option<Vec<(Arc<str>, Property)>> {
        let members: Vec<_> = members
            .iter()
            .map(|(name, value)| Some((name.clone(), self.property(value)?)))
            .collect();
        members.into_iter().collect()
    }

    fn property(&mut self, property: &syntax::Property) -> Option<Property> {
        Some(match property {
            syntax::Property::String(value) => Property::String(self.string(value, "a property")?),
            syntax::Property::Boolean(value) => Property::Boolean(*value),
            syntax::Property::Integer(value) => Property::Integer(*value),
            syntax::Property::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.property(item)).collect();
                Property::List(items.into_iter().collect::<Option<_>>()?)
            }
            syntax::Property::Object(members) => Property::Object(self.properties(members)?),
        })
    }
}
