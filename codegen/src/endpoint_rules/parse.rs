//! In: the value of a `smithy.rules#endpointRuleSet` trait. Out: a [`RuleSet`], or diagnostics for everything in it that
//! is not of the form that the "Rules engine specification" gives.
//!
//! Depth: a node is never nested deeper than [`crate::ast::MAX_DEPTH`], so recursion over it is safe.

use std::sync::Arc;

use super::syntax::*;
use super::template::{is_identifier, parse_path, parse_template};
use crate::ast::{Node, Span};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reads a rule set. `shape` is the service's id, for the diagnostics. `None` if one of them is an error.
pub fn parse(shape: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<RuleSet> {
    Parser { shape, diagnostics }.rule_set(node)
}

struct Parser<'a> {
    shape: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Parser<'_> {
    /// Reports and gives `None`, so that callers can return it.
    fn fail<T>(
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

    fn wrong_kind<T>(&mut self, node: &Node, what: &str, expected: &str) -> Option<T> {
        let label = format!("this is {}", node.kind());
        self.fail(node.span, format!("{what} must be {expected}"), label, "")
    }

    fn member<'n>(&mut self, node: &'n Node, key: &str, what: &str) -> Option<&'n Node> {
        match node.get(key) {
            Some(value) => Some(value),
            None if node.as_object().is_none() => self.wrong_kind(node, what, "an object"),
            None => self.fail(
                node.span,
                format!("{what} has no `{key}`"),
                format!("`{key}` is required here"),
                "",
            ),
        }
    }

    fn string(&mut self, node: &Node, what: &str) -> Option<Arc<str>> {
        match node.as_str() {
            Some(text) => Some(text.into()),
            None => self.wrong_kind(node, what, "a string"),
        }
    }

    fn array<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        match node.as_array() {
            Some(items) => Some(items),
            None => self.wrong_kind(node, what, "an array"),
        }
    }

    /// Parses every item, so that each has its diagnostics, and gives all or nothing.
    fn all<'n, I, T>(
        &mut self,
        items: I,
        mut parse: impl FnMut(&mut Self, I::Item) -> Option<T>,
    ) -> Option<Vec<T>>
    where
        I: IntoIterator<Item: 'n>,
    {
        let parsed: Vec<Option<T>> = items.into_iter().map(|item| parse(self, item)).collect();
        parsed.into_iter().collect()
    }

    fn rule_set(&mut self, node: &Node) -> Option<RuleSet> {
        if node.as_object().is_none() {
            return self.wrong_kind(node, "an endpoint rule set", "an object");
        }
        let version = self
            .member(node, "version", "an endpoint rule set")
            .and_then(|node| self.version(node));
        let parameters = self
            .member(node, "parameters", "an endpoint rule set")
            .and_then(|node| {
                let Some(entries) = node.as_object() else {
                    return self.wrong_kind(node, "`parameters`", "an object");
                };
                // Their order has no meaning; the plan follows the names instead.
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by(|a, b| a.key.cmp(&b.key));
                self.all(&entries, |this, entry| {
                    this.parameter(
                        Name {
                            text: entry.key.clone(),
                            span: entry.key_span,
                        },
                        &entry.value,
                    )
                })
            });
        let rules = self
            .member(node, "rules", "an endpoint rule set")
            .and_then(|node| self.rules(node));
        Some(RuleSet {
            version: version?,
            parameters: parameters?,
            rules: rules?,
            span: node.span,
        })
    }

    fn version(&mut self, node: &Node) -> Option<(u32, u32)> {
        let text = self.string(node, "`version`")?;
        let numbers = text
            .split_once('.')
            .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        match numbers {
            Some((1, minor)) => Some((1, minor)),
            _ => self.fail(
                node.span,
                format!("endpoint rule sets of version `{text}` are not known"),
                "not a version 1.x of the rules engine",
                "regenerate with a newer generator, or use a rule set of version 1.0 or 1.1",
            ),
        }
    }

    fn parameter(&mut self, name: Name, node: &Node) -> Option<Parameter> {
        let what = format!("the endpoint parameter `{}`", name.text);
        if !is_identifier(&name.text) || name.text.starts_with('_') {
            return self.fail(
                name.span,
                format!(
                    "`{}` cannot be the name of an endpoint parameter",
                    name.text
                ),
                "must be a letter, followed by letters and digits",
                "",
            );
        }
        let ty = self.member(node, "type", &what)?;
        let ty = match ty.as_str() {
            // Published rule sets write both `string` and `String`.
            Some("string" | "String") => ParameterType::String,
            Some("boolean" | "Boolean") => ParameterType::Boolean,
            Some("stringArray" | "StringArray") => ParameterType::StringArray,
            _ => {
                return self.fail(
                    ty.span,
                    format!("{what} has an unknown type"),
                    "must be `string`, `boolean` or `stringArray`",
                    "",
                );
            }
        };
        let default = match node.get("default") {
            None => None,
            Some(value) => Some(self.parameter_value(ty, value, &what)?),
        };
        let required = node
            .get("required")
            .is_some_and(|node| node.as_bool() == Some(true));
        if let (Some(value), false) = (node.get("default"), required) {
            return self.fail(
                value.span,
                format!("{what} has a default and is not required"),
                "a parameter with a default is always set",
                "add `\"required\": true`",
            );
        }
        let built_in = match node.get("builtIn") {
            None => None,
            Some(value) => Some(Name {
                text: self.string(value, "`builtIn`")?,
                span: value.span,
            }),
        };
        let text = |node: &Node, key: &str| node.get(key).and_then(Node::as_str).map(Arc::from);
        let deprecated = node.get("deprecated").map(|node| Deprecated {
            message: text(node, "message"),
            since: text(node, "since"),
        });
        Some(Parameter {
            name,
            ty,
            built_in,
            default,
            required,
            documentation: text(node, "documentation"),
            deprecated,
        })
    }

    fn parameter_value(
        &mut self,
        ty: ParameterType,
        node: &Node,
        what: &str,
    ) -> Option<ParameterValue> {
        match parameter_value(ty, node) {
            Some(value) => Some(value),
            None => self.fail(
                node.span,
                format!("{what} has a default of another type"),
                format!(
                    "this is {}, the parameter's type is `{}`",
                    node.kind(),
                    ty.name()
                ),
                "",
            ),
        }
    }

    fn rules(&mut self, node: &Node) -> Option<Vec<Rule>> {
        let items = self.array(node, "`rules`")?;
        if items.is_empty() {
            return self.fail(
                node.span,
                "a list of endpoint rules is empty",
                "at least one rule is required",
                "",
            );
        }
        self.all(items, |this, item| this.rule(item))
    }

    fn rule(&mut self, node: &Node) -> Option<Rule> {
        let kind = self.member(node, "type", "an endpoint rule")?;
        let conditions = self
            .member(node, "conditions", "an endpoint rule")
            .and_then(|node| {
                let items = self.array(node, "`conditions`")?;
                self.all(items, |this, item| this.condition(item))
            });
        let body = match kind.as_str() {
            Some("endpoint") => self
                .member(node, "endpoint", "an endpoint rule")
                .and_then(|n| self.endpoint(n))
                .map(RuleBody::Endpoint),
            Some("error") => self
                .member(node, "error", "an error rule")
                .and_then(|n| self.expr(n))
                .map(RuleBody::Error),
            Some("tree") => self
                .member(node, "rules", "a tree rule")
                .and_then(|n| self.rules(n))
                .map(RuleBody::Tree),
            _ => self.fail(
                kind.span,
                "an endpoint rule has an unknown type",
                "must be `endpoint`, `error` or `tree`",
                "",
            ),
        };
        Some(Rule {
            conditions: conditions?,
            body: body?,
            span: node.span,
        })
    }

    fn condition(&mut self, node: &Node) -> Option<Condition> {
        if node.get("fn").is_none() {
            return self.fail(
                node.span,
                "a condition calls no function",
                "`fn` and `argv` are required here",
                "",
            );
        }
        let assign = match node.get("assign") {
            None => None,
            Some(value) => {
                let text = self.string(value, "`assign`")?;
                if !is_identifier(&text) {
                    return self.fail(
                        value.span,
                        format!("`{text}` cannot be the name of a variable"),
                        "must be a letter, followed by letters and digits",
                        "",
                    );
                }
                Some(Name {
                    text,
                    span: value.span,
                })
            }
        };
        Some(Condition {
            test: self.expr(node)?,
            assign,
        })
    }

    fn endpoint(&mut self, node: &Node) -> Option<Endpoint> {
        let url = self
            .member(node, "url", "an endpoint")
            .and_then(|node| self.expr(node));
        let headers = match node.get("headers") {
            None => Some(Vec::new()),
            Some(node) => match node.as_object() {
                None => self.wrong_kind(node, "`headers`", "an object"),
                Some(entries) => self.all(entries, |this, entry| {
                    let values = this.array(&entry.value, "a header")?;
                    Some((
                        entry.key.clone(),
                        this.all(values, |this, value| this.expr(value))?,
                    ))
                }),
            },
        };
        let properties = match node.get("properties") {
            None => Some(Vec::new()),
            Some(node) => match node.as_object() {
                None => self.wrong_kind(node, "`properties`", "an object"),
                Some(entries) => self.all(entries, |this, entry| {
                    Some((entry.key.clone(), this.property(&entry.value)?))
                }),
            },
        };
        Some(Endpoint {
            url: url?,
            headers: headers?,
            properties: properties?,
        })
    }

    fn property(&mut self, node: &Node) -> Option<Property> {
        if let Some(value) = node.as_bool() {
            Some(Property::Boolean(value))
        } else if let Some(value) = node.as_i64() {
            Some(Property::Integer(value))
        } else if node.as_str().is_some() {
            self.expr(node).map(Property::String)
        } else if let Some(items) = node.as_array() {
            self.all(items, |this, item| this.property(item))
                .map(Property::List)
        } else if let Some(entries) = node.as_object() {
            self.all(entries, |this, entry| {
                Some((entry.key.clone(), this.property(&entry.value)?))
            })
            .map(Property::Object)
        } else {
            self.wrong_kind(
                node,
                "a property",
                "a string, a boolean, a whole number, an array or an object",
            )
        }
    }

    fn expr(&mut self, node: &Node) -> Option<Expr> {
        let span = node.span;
        let kind = if let Some(text) = node.as_str() {
            match parse_template(text, span) {
                Ok(parts) => ExprKind::Template(parts),
                Err(message) => return self.fail(span, "a template string is broken", message, ""),
            }
        } else if let Some(value) = node.as_bool() {
            ExprKind::Boolean(value)
        } else if let Some(value) = node.as_i64() {
            ExprKind::Integer(value)
        } else if let Some(items) = node.as_array() {
            ExprKind::List(self.all(items, |this, item| this.expr(item))?)
        } else {
            return self.reference_or_call(node);
        };
        Some(Expr { kind, span })
    }

    fn reference_or_call(&mut self, node: &Node) -> Option<Expr> {
        let span = node.span;
        let kind = match (node.get("ref"), node.get("fn")) {
            (Some(name), None) => ExprKind::Reference(self.string(name, "`ref`")?),
            (None, Some(function)) => {
                let name = Name {
                    text: self.string(function, "`fn`")?,
                    span: function.span,
                };
                let arguments = self.member(node, "argv", &format!("a call of `{}`", name.text))?;
                let arguments = self.array(arguments, "`argv`")?;
                if &*name.text == "getAttr" {
                    self.get_attr(span, arguments)?
                } else {
                    ExprKind::Call {
                        function: name,
                        arguments: self.all(arguments, |this, item| this.expr(item))?,
                    }
                }
            }
            _ => {
                return self.fail(
                    span,
                    "an expression of an endpoint rule set is neither literal, reference nor call",
                    format!("this is {}", node.kind()),
                    "write a string, a boolean, a whole number, an array, or an object with `ref` or `fn`",
                );
            }
        };
        Some(Expr { kind, span })
    }

    fn get_attr(&mut self, span: Span, arguments: &[Node]) -> Option<ExprKind> {
        let [target, path_node] = arguments else {
            let label = format!("it takes 2 arguments, given: {}", arguments.len());
            return self.fail(
                span,
                "a call of `getAttr` has the wrong number of arguments",
                label,
                "",
            );
        };
        let target = self.expr(target);
        let path = match path_node.as_str().map(parse_path) {
            Some(Ok(path)) => path,
            Some(Err(message)) => {
                return self.fail(path_node.span, "a path of `getAttr` is broken", message, "");
            }
            None => return self.wrong_kind(path_node, "the path of `getAttr`", "a string"),
        };
        Some(ExprKind::GetAttr {
            target: Box::new(target?),
            path,
        })
    }
}

/// A value for a parameter; `None` if the node is of another type.
pub fn parameter_value(ty: ParameterType, node: &Node) -> Option<ParameterValue> {
    Some(match ty {
        ParameterType::String => ParameterValue::String(node.as_str()?.into()),
        ParameterType::Boolean => ParameterValue::Boolean(node.as_bool()?),
        ParameterType::StringArray => {
            let items = node
                .as_array()?
                .iter()
                .map(|item| item.as_str().map(Arc::from));
            ParameterValue::StringArray(items.collect::<Option<_>>()?)
        }
    })
}
