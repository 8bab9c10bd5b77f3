//! The expressions of [`super::check`]: names, types of arguments, values that may be missing.

use std::sync::Arc;

use super::check::Checker;
use super::syntax::{self, Name, PathStep};
use super::typed::*;
use crate::ast::Span;

impl Checker<'_> {
    pub(super) fn string(&mut self, expr: &syntax::Expr, what: &str) -> Option<Expr> {
        let typed = self.expr(expr)?;
        self.expect(Base::String.plain(), &typed, expr, what)?;
        Some(typed)
    }

    /// Reports a value that is not of the type `expected`.
    fn expect(
        &mut self,
        expected: Type,
        typed: &Expr,
        expr: &syntax::Expr,
        what: &str,
    ) -> Option<()> {
        if typed.ty == expected {
            return Some(());
        }
        if typed.ty.base == expected.base {
            let name = match &typed.kind {
                ExprKind::Variable(id) => format!("`{}`", self.variables[*id].name),
                _ => "the value".to_owned(),
            };
            return self.fail(
                expr.span,
                format!("{what} may be missing here"),
                format!("{name} is optional, {expected} is needed"),
                "check it with `isSet`, or `assign` it, in a condition before",
            );
        }
        let label = format!("this is of the type {}, {expected} is needed", typed.ty);
        self.fail(expr.span, format!("{what} is of the wrong type"), label, "")
    }

    pub(super) fn expr(&mut self, expr: &syntax::Expr) -> Option<Expr> {
        match &expr.kind {
            syntax::ExprKind::Boolean(value) => Some(Expr {
                kind: ExprKind::Boolean(*value),
                ty: Base::Boolean.plain(),
            }),
            syntax::ExprKind::Integer(value) => Some(Expr {
                kind: ExprKind::Integer(*value),
                ty: Base::Integer.plain(),
            }),
            syntax::ExprKind::List(items) => {
                let items: Vec<_> = items
                    .iter()
                    .map(|item| self.string(item, "an element of an array"))
                    .collect();
                let items = items.into_iter().collect::<Option<_>>()?;
                Some(Expr {
                    kind: ExprKind::List(items),
                    ty: Base::Array.plain(),
                })
            }
            syntax::ExprKind::Reference(name) => self.reference(name, expr.span),
            syntax::ExprKind::Template(parts) => self.template(parts),
            syntax::ExprKind::GetAttr { target, path } => self.get_attr(target, path, expr.span),
            syntax::ExprKind::Call {
                function,
                arguments,
            } => self.call(function, arguments, expr.span),
        }
    }

    fn reference(&mut self, name: &Arc<str>, span: Span) -> Option<Expr> {
        let found = self
            .scope
            .iter()
            .rev()
            .find(|(id, _)| self.variables[*id].name == *name);
        let Some(&(id, _)) = found else {
            let mut names: Vec<&str> = self
                .scope
                .iter()
                .map(|(id, _)| &*self.variables[*id].name)
                .collect();
            names.sort_unstable();
            let help = format!("known here: {}", names.join(", "));
            return self.fail(
                span,
                format!("`{name}` is neither an endpoint parameter nor a variable"),
                "nothing of that name can be read here",
                if names.is_empty() { "" } else { &help },
            );
        };
        let declared = self.variables[id].ty;
        let ty = Type {
            optional: declared.optional && !self.set.contains(&id),
            ..declared
        };
        Some(Expr {
            kind: ExprKind::Variable(id),
            ty,
        })
    }

    fn template(&mut self, parts: &[syntax::Part]) -> Option<Expr> {
        let parts: Vec<Option<Part>> = parts
            .iter()
            .map(|part| match part {
                syntax::Part::Text(text) => Some(Part::Text(text.clone())),
                syntax::Part::Expr(expr) => {
                    self.string(expr, "a value in a template").map(Part::Expr)
                }
            })
            .collect();
        let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        let ty = Base::String.plain();
        Some(match parts.len() {
            1 => match parts.remove(0) {
                Part::Text(text) => Expr {
                    kind: ExprKind::String(text),
                    ty,
                },
                Part::Expr(expr) => expr,
            },
            _ => Expr {
                kind: ExprKind::Template(parts),
                ty,
            },
        })
    }

    fn get_attr(&mut self, target: &syntax::Expr, path: &[PathStep], span: Span) -> Option<Expr> {
        let mut value = self.expr(target)?;
        for step in path {
            if value.ty.optional {
                return self.fail(
                    span,
                    "`getAttr` reads a value that may be missing here",
                    format!("this is of the type {}", value.ty),
                    "check it with `isSet`, or `assign` it, in a condition before",
                );
            }
            value = match step {
                PathStep::Index(index) if value.ty.base == Base::Array => Expr {
                    ty: Base::String.optional(),
                    kind: ExprKind::Element(Box::new(value), *index),
                },
                PathStep::Index(_) => {
                    let label = format!("this is of the type {}, an array is needed", value.ty);
                    return self.fail(
                        span,
                        "`getAttr` takes an element of what is no array",
                        label,
                        "",
                    );
                }
                PathStep::Key(key) => {
                    let fields = value.ty.base.fields();
                    let Some((name, ty)) = fields.iter().find(|(name, _)| *name == &**key) else {
                        let known: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
                        let help = format!("its fields are {}", known.join(", "));
                        let label = format!("this is of the type {}", value.ty);
                        let help = if known.is_empty() { "" } else { &*help };
                        return self.fail(
                            span,
                            format!("`getAttr` reads a field `{key}` that is not there"),
                            label,
                            help,
                        );
                    };
                    Expr {
                        kind: ExprKind::Field(Box::new(value), name),
                        ty: ty.plain(),
                    }
                }
            };
        }
        Some(value)
    }

    fn call(&mut self, name: &Name, arguments: &[syntax::Expr], span: Span) -> Option<Expr> {
        let Some(function) = Function::by_name(&name.text) else {
            let known: Vec<&str> = Function::ALL.iter().map(|(known, _)| *known).collect();
            let help = format!("the functions are getAttr, {}", known.join(", "));
            let title = format!("the rules engine has no function `{}`", name.text);
            return self.fail(
                name.span,
                title,
                "not a function that this generator knows",
                &help,
            );
        };
        let typed: Vec<Option<Expr>> = arguments
            .iter()
            .map(|argument| self.expr(argument))
            .collect();
        let typed = typed.into_iter().collect::<Option<Vec<_>>>()?;
        let signature = function.signature();
        let (expected, count_is_fine) = match signature {
            Signature::Fixed { parameters, .. } => (
                parameters.len().to_string(),
                typed.len() == parameters.len(),
            ),
            Signature::IsSet => ("1".to_owned(), typed.len() == 1),
            Signature::Coalesce => ("2 or more".to_owned(), typed.len() >= 2),
            Signature::Ite => ("3".to_owned(), typed.len() == 3),
        };
        if !count_is_fine {
            let title = format!(
                "a call of `{}` has the wrong number of arguments",
                name.text
            );
            return self.fail(
                span,
                title,
                format!("{expected} expected, {} given", typed.len()),
                "",
            );
        }
        let ty = match signature {
            Signature::Fixed { parameters, result } => {
                let mut fine = Some(());
                for (i, (parameter, (typed, argument))) in parameters
                    .iter()
                    .zip(typed.iter().zip(arguments))
                    .enumerate()
                {
                    let what = format!("argument {} of `{}`", i + 1, name.text);
                    fine = self.expect(*parameter, typed, argument, &what).and(fine);
                }
                fine?;
                self.literals(function, &typed, arguments)?;
                result
            }
            Signature::IsSet => Base::Boolean.plain(),
            Signature::Coalesce => {
                let base = self.same_base(&name.text, &typed, arguments)?;
                Type {
                    base,
                    optional: typed.iter().all(|argument| argument.ty.optional),
                }
            }
            Signature::Ite => {
                self.expect(
                    Base::Boolean.plain(),
                    &typed[0],
                    &arguments[0],
                    "argument 1 of `ite`",
                )?;
                let base = self.same_base(&name.text, &typed[1..], &arguments[1..])?;
                Type {
                    base,
                    optional: typed[1..].iter().any(|argument| argument.ty.optional),
                }
            }
        };
        Some(Expr {
            kind: ExprKind::Call(function, typed),
            ty,
        })
    }

    fn same_base(
        &mut self,
        function: &str,
        typed: &[Expr],
        arguments: &[syntax::Expr],
    ) -> Option<Base> {
        let base = typed[0].ty.base;
        let other = typed.iter().position(|argument| argument.ty.base != base);
        match other {
            None => Some(base),
            Some(i) => {
                let label = format!(
                    "this is of the type {}, another is of the type {}",
                    typed[i].ty, typed[0].ty
                );
                let title =
                    format!("the values that `{function}` chooses from are of different types");
                self.fail(arguments[i].span, title, label, "")
            }
        }
    }

    /// Literals that the type of an argument allows and the function does not.
    fn literals(
        &mut self,
        function: Function,
        typed: &[Expr],
        arguments: &[syntax::Expr],
    ) -> Option<()> {
        for (typed, argument) in typed.iter().zip(arguments) {
            if let ExprKind::Integer(value) = typed.kind
                && u16::try_from(value).is_err()
            {
                let label = format!("{value} is not between 0 and {}", u16::MAX);
                return self.fail(
                    argument.span,
                    "a position or limit is out of range",
                    label,
                    "",
                );
            }
        }
        match (function, typed) {
            (
                Function::Split,
                [
                    _,
                    Expr {
                        kind: ExprKind::String(delimiter),
                        ..
                    },
                    ..,
                ],
            ) if delimiter.is_empty() => self.fail(
                arguments[1].span,
                "the delimiter of `split` is empty",
                "must not be empty",
                "",
            ),
            _ => Some(()),
        }
    }
}
