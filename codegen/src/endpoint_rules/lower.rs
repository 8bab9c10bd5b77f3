//! In: typed rules. Out: the statements and expressions of Rust that evaluate them.
//!
//! A rule becomes an `if` around its outcome, which returns. The value of an expression is in one of a few forms
//! ([`Form`]); texts stay borrowed unless a template or a function makes a new one.

use std::collections::HashMap;
use std::sync::Arc;

use super::plan::{AuthScheme, Code, DocumentCode, FormatPiece, Outcome, ParamPlan, Statement};
use super::reads::reads;
use super::typed::*;
use crate::plan::names;

/// The body of the resolving function. Its last statement returns.
pub fn body(rule_set: &TypedRuleSet, params: &[ParamPlan]) -> Vec<Statement> {
    let mut lowerer = Lowerer {
        rule_set,
        params,
        locals: HashMap::new(),
        taken: vec!["params".to_owned()],
        bindings: HashMap::new(),
        hoisted: Vec::new(),
    };
    lowerer.rules(&rule_set.rules)
}

/// How a value is held. An optional value is an `Option` of the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `&str`
    Str,
    /// A new `String`
    String,
    /// `bool` or an integer
    Copy,
    /// `&[&str]`
    Strs,
    /// `&[String]`
    Strings,
    /// A new `Vec<&str>`
    Vec,
    /// A local URL, ARN or partition.
    Record,
}

#[derive(Clone, Debug)]
pub(super) struct Value {
    pub code: Code,
    pub form: Form,
    pub optional: bool,
}

impl Value {
    pub(super) fn plain(code: Code, form: Form) -> Self {
        Self {
            code,
            form,
            optional: false,
        }
    }
}

pub(super) struct Lowerer<'a> {
    pub rule_set: &'a TypedRuleSet,
    pub params: &'a [ParamPlan],
    /// Names of locals by names of the model.
    locals: HashMap<Arc<str>, String>,
    taken: Vec<String>,
    /// What a variable is read as at this place: of all variables that conditions have set.
    pub bindings: HashMap<VariableId, Value>,
    /// Texts that must live as long as what borrows from them: locals to be declared before the statement in hand.
    pub hoisted: Vec<(String, Code)>,
}

/// What a condition amounts to.
enum Step {
    Test(Code),
    Bind(String, Code),
    Let(String, Code),
    /// The rule can never match.
    Never,
}

impl Lowerer<'_> {
    fn rules(&mut self, rules: &[Rule]) -> Vec<Statement> {
        let mut block = Vec::new();
        for rule in rules {
            block.extend(self.rule(rule));
            // Nothing is reached behind a rule without conditions.
            if let Some(Statement::Return(_)) = block.last() {
                return block;
            }
        }
        block.push(Statement::Return(Outcome::NoRuleMatched));
        block
    }

    fn rule(&mut self, rule: &Rule) -> Vec<Statement> {
        let outer = self.bindings.clone();
        let mut steps = Vec::new();
        for (i, condition) in rule.conditions.iter().enumerate() {
            let is_read = |id| reads(&rule.conditions[i + 1..], &rule.body, id);
            let step = self.condition(condition, is_read);
            steps.extend(
                self.hoisted
                    .drain(..)
                    .map(|(name, value)| Step::Let(name, value)),
            );
            steps.extend(step);
        }
        let body = if steps.iter().any(|step| matches!(step, Step::Never)) {
            Vec::new()
        } else {
            self.rule_body(&rule.body)
        };
        self.bindings = outer;
        if body.is_empty() {
            body
        } else {
            nest(steps, body)
        }
    }

    fn rule_body(&mut self, body: &RuleBody) -> Vec<Statement> {
        let outcome = match body {
            RuleBody::Tree(rules) => return self.rules(rules),
            RuleBody::Error(message) => Outcome::Error(self.text(message)),
            RuleBody::Endpoint(endpoint) => self.endpoint(endpoint),
        };
        let mut block: Vec<Statement> = self
            .hoisted
            .drain(..)
            .map(|(name, value)| Statement::Let { name, value })
            .collect();
        block.push(Statement::Return(outcome));
        block
    }

    /// `None` for a condition that always matches and binds nothing.
    fn condition(
        &mut self,
        condition: &Condition,
        is_read: impl Fn(VariableId) -> bool,
    ) -> Option<Step> {
        match condition {
            Condition::IsSet(id) => {
                let value = self.variable(*id);
                if !value.optional {
                    None
                } else if is_read(*id) {
                    Some(self.bind(*id, value))
                } else {
                    Some(Step::Test(self.is_some(value)))
                }
            }
            Condition::Test(expr) => {
                let value = self.expr(expr);
                self.test(value, expr.ty)
            }
            Condition::Assign(id, expr) => {
                let value = self.expr(expr);
                if expr.ty.base == Base::Boolean {
                    // A condition that is not true does not match.
                    self.bindings
                        .insert(*id, Value::plain(Code::Boolean(true), Form::Copy));
                    self.test(value, expr.ty)
                } else if !is_read(*id) {
                    self.test(value, expr.ty)
                } else {
                    Some(self.bind(*id, value))
                }
            }
        }
    }

    fn test(&mut self, value: Value, ty: Type) -> Option<Step> {
        let code = match (ty.base, ty.optional) {
            (Base::Boolean, false) => value.code,
            (Base::Boolean, true) => Code::Equal(
                Box::new(value.code),
                Box::new(Code::Some(Box::new(Code::Boolean(true)))),
            ),
            (_, true) => self.is_some(value),
            (_, false) => return None,
        };
        match code {
            Code::Boolean(true) => None,
            Code::Boolean(false) => Some(Step::Never),
            code => Some(Step::Test(code)),
        }
    }

    /// Makes a local of a value, so that the variable is read as that local from here on.
    fn bind(&mut self, id: VariableId, value: Value) -> Step {
        let name = self.local(&self.rule_set.variables[id].name.clone());
        let local = Code::Local(name.clone());
        let (code, form) = match value.form {
            Form::String => (method(local, "as_str"), Form::Str),
            Form::Vec => (Code::Borrow(Box::new(local)), Form::Strs),
            form => (local, form),
        };
        self.bindings.insert(id, Value::plain(code, form));
        if value.optional {
            Step::Bind(name, value.code)
        } else {
            Step::Let(name, value.code)
        }
    }

    /// The local of a variable: its name in snake case, unless a variable of another name has that.
    fn local(&mut self, name: &Arc<str>) -> String {
        if let Some(local) = self.locals.get(name) {
            return local.clone();
        }
        let local = self.unused(names::method(name));
        self.locals.insert(name.clone(), local.clone());
        local
    }

    pub(super) fn unused(&mut self, name: String) -> String {
        let numbered = (2..).map(|n| format!("{}_{n}", name.trim_start_matches("r#")));
        let found = std::iter::once(name.clone())
            .chain(numbered)
            .find(|name| !self.taken.contains(name));
        let name = found.unwrap_or(name);
        self.taken.push(name.clone());
        name
    }

    fn endpoint(&mut self, endpoint: &Endpoint) -> Outcome {
        let url = self.text(&endpoint.url);
        let mut headers = Vec::new();
        for (name, values) in &endpoint.headers {
            for value in values {
                headers.push((name.to_string(), self.text(value)));
            }
        }
        let mut properties = Vec::new();
        let mut auth_schemes = Vec::new();
        for (name, value) in &endpoint.properties {
            match self.auth_schemes(name, value) {
                Some(schemes) => auth_schemes = schemes,
                None => properties.push((name.to_string(), self.document(value))),
            }
        }
        Outcome::Endpoint {
            url,
            headers,
            properties,
            auth_schemes,
        }
    }

    /// The property `authSchemes` in the form that the runtime crates look at first. `None` for another property, and for
    /// a value that has not the form of the specification, which stays a document.
    fn auth_schemes(&mut self, name: &str, value: &Property) -> Option<Vec<AuthScheme>> {
        let ("authSchemes", Property::List(items)) = (name, value) else {
            return None;
        };
        let mut schemes = Vec::new();
        for item in items {
            let Property::Object(members) = item else {
                return None;
            };
            let is_name = |(key, _): &&(Arc<str>, Property)| &**key == "name";
            let Some((_, Property::String(name))) = members.iter().find(is_name) else {
                return None;
            };
            let settings = members.iter().filter(|member| !is_name(member));
            schemes.push(AuthScheme {
                name: self.text(name),
                settings: settings
                    .map(|(key, value)| (key.to_string(), self.document(value)))
                    .collect(),
            });
        }
        Some(schemes)
    }

    fn document(&mut self, property: &Property) -> DocumentCode {
        match property {
            Property::String(value) => DocumentCode::Scalar(self.expr(value).code),
            Property::Boolean(value) => DocumentCode::Scalar(Code::Boolean(*value)),
            Property::Integer(value) => DocumentCode::Scalar(Code::Integer(*value)),
            Property::List(items) => {
                DocumentCode::List(items.iter().map(|item| self.document(item)).collect())
            }
            Property::Object(members) => DocumentCode::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.to_string(), self.document(value)))
                    .collect(),
            ),
        }
    }

    /// A text that does not borrow from the parameters: a literal or a `String`.
    fn text(&mut self, expr: &Expr) -> Code {
        let value = self.expr(expr);
        match value.code {
            Code::String(_) => value.code,
            code if value.form == Form::String => code,
            code => to_owned(code),
        }
    }
}

/// Wraps a block in its conditions. Neighbouring tests become one `if`.
fn nest(steps: Vec<Step>, body: Vec<Statement>) -> Vec<Statement> {
    steps.into_iter().rev().fold(body, |body, step| match step {
        Step::Never => Vec::new(),
        Step::Let(name, value) => std::iter::once(Statement::Let { name, value })
            .chain(body)
            .collect(),
        Step::Bind(name, value) => vec![Statement::IfLet { name, value, body }],
        Step::Test(test) => match <[Statement; 1]>::try_from(body) {
            Ok(
                [
                    Statement::If {
                        mut conditions,
                        body,
                    },
                ],
            ) => {
                conditions.insert(0, test);
                vec![Statement::If { conditions, body }]
            }
            Ok([statement]) => vec![Statement::If {
                conditions: vec![test],
                body: vec![statement],
            }],
            Err(body) => vec![Statement::If {
                conditions: vec![test],
                body,
            }],
        },
    })
}

pub(super) fn method(code: Code, name: &'static str) -> Code {
    Code::Method(Box::new(code), name, Vec::new())
}

/// `x.as_str().to_owned()` is `x.clone()`.
pub(super) fn to_owned(code: Code) -> Code {
    match code {
        Code::Method(inner, "as_str", _) => method(*inner, "clone"),
        code => method(code, "to_owned"),
    }
}

/// A piece of a `format!`, which borrows by itself.
pub(super) fn format_piece(code: Code) -> FormatPiece {
    match code {
        Code::String(text) => FormatPiece::Text(text),
        Code::Method(inner, "as_str", _) => FormatPiece::Value(*inner),
        code => FormatPiece::Value(code),
    }
}
