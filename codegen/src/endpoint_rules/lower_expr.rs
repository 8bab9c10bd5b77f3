//! The expressions of [`super::lower`].

use super::lower::{Form, Lowerer, Value, format_piece, method, to_owned};
use super::plan::{Code, FormatPiece};
use super::syntax::ParameterType;
use super::typed::*;

impl Lowerer<'_> {
    pub(super) fn variable(&self, id: VariableId) -> Value {
        if let Some(value) = self.bindings.get(&id) {
            return value.clone();
        }
        // By the invariant of typed rule sets, what is not bound is a parameter.
        let Some(param) = self.params.get(id) else {
            return Value::plain(Code::Boolean(false), Form::Copy);
        };
        let field = Code::Param(param.field.clone());
        let (code, form) = match (param.ty, param.required) {
            (ParameterType::Boolean, _) => (field, Form::Copy),
            (ParameterType::String, true) => (method(field, "as_str"), Form::Str),
            (ParameterType::String, false) => (method(field, "as_deref"), Form::Str),
            (ParameterType::StringArray, true) => (Code::Borrow(Box::new(field)), Form::Strings),
            (ParameterType::StringArray, false) => (method(field, "as_deref"), Form::Strings),
        };
        Value {
            code,
            form,
            optional: !param.required,
        }
    }

    pub(super) fn is_some(&self, value: Value) -> Code {
        match value.code {
            // The same without a detour.
            Code::Method(inner, "as_deref", _) => method(*inner, "is_some"),
            code => method(code, "is_some"),
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::String(text) => Value::plain(Code::String(text.clone()), Form::Str),
            ExprKind::Boolean(value) => Value::plain(Code::Boolean(*value), Form::Copy),
            ExprKind::Integer(value) => Value::plain(Code::Integer(*value), Form::Copy),
            ExprKind::Variable(id) => self.variable(*id),
            ExprKind::Template(parts) => {
                let pieces = parts.iter().map(|part| match part {
                    Part::Text(text) => FormatPiece::Text(text.clone()),
                    Part::Expr(expr) => format_piece(self.expr(expr).code),
                });
                Value::plain(Code::Format(pieces.collect()), Form::String)
            }
            ExprKind::List(items) => {
                let items = items.iter().map(|item| self.borrowed_text(item)).collect();
                Value::plain(Code::Vec(items), Form::Vec)
            }
            ExprKind::Field(target, name) => {
                let target = self.expr(target).code;
                let (field, form) = field(name);
                let code = Code::Field(Box::new(target), field);
                match form {
                    Form::String => Value::plain(method(code, "as_str"), Form::Str),
                    Form::Vec => Value::plain(Code::Borrow(Box::new(code)), Form::Strs),
                    form => Value::plain(code, form),
                }
            }
            ExprKind::Element(target, index) => {
                let list = self.expr(target);
                let function = if list.form == Form::Strings {
                    "owned_element"
                } else {
                    "element"
                };
                let list = match list.form {
                    Form::Vec => Code::Borrow(Box::new(list.code)),
                    _ => list.code,
                };
                let code = Code::Call(function, vec![list, Code::Integer(*index)]);
                Value {
                    code,
                    form: Form::Str,
                    optional: true,
                }
            }
            ExprKind::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    fn call(&mut self, function: Function, arguments: &[Expr]) -> Value {
        let (name, form, optional) = match function {
            Function::Coalesce => return self.coalesce(arguments),
            Function::Ite => return self.ite(arguments),
            Function::BooleanEquals | Function::StringEquals | Function::Not | Function::IsSet => {
                let values: Vec<Value> = arguments
                    .iter()
                    .map(|argument| self.expr(argument))
                    .collect();
                return Value::plain(self.comparison(function, values), Form::Copy);
            }
            Function::ParseUrl => ("parse_url", Form::Record, true),
            Function::ParseArn => ("parse_arn", Form::Record, true),
            Function::Partition => ("partition", Form::Record, true),
            Function::IsValidHostLabel => ("is_valid_host_label", Form::Copy, false),
            Function::IsVirtualHostableS3Bucket => {
                ("is_virtual_hostable_s3_bucket", Form::Copy, false)
            }
            Function::Substring => ("substring", Form::Str, true),
            Function::Split => ("split", Form::Vec, false),
            Function::UriEncode => ("uri_encode", Form::String, false),
        };
        let borrows = matches!(
            function,
            Function::ParseUrl | Function::ParseArn | Function::Substring | Function::Split
        );
        let mut codes = Vec::new();
        for argument in arguments {
            codes.push(match argument.ty.base {
                Base::String if borrows => self.borrowed_text(argument),
                Base::String => match self.expr(argument) {
                    Value {
                        code,
                        form: Form::String,
                        ..
                    } => Code::Borrow(Box::new(code)),
                    value => value.code,
                },
                _ => self.expr(argument).code,
            });
        }
        Value {
            code: Code::Call(name, codes),
            form,
            optional,
        }
    }

    /// A text that something longer-lived than this expression may borrow: a new `String` becomes a local.
    fn borrowed_text(&mut self, expr: &Expr) -> Code {
        match self.expr(expr) {
            Value {
                code,
                form: Form::String,
                ..
            } => {
                let name = self.unused("text".to_owned());
                self.hoisted.push((name.clone(), code));
                method(Code::Local(name), "as_str")
            }
            value => value.code,
        }
    }

    fn comparison(&mut self, function: Function, values: Vec<Value>) -> Code {
        let mut codes = values.iter().map(|value| value.code.clone());
        let (Some(left), right) = (codes.next(), codes.next()) else {
            return Code::Boolean(false);
        };
        match (function, left, right) {
            (Function::IsSet, _, _) if !values[0].optional => Code::Boolean(true),
            (Function::IsSet, _, _) => self.is_some(values[0].clone()),
            (Function::BooleanEquals, value, Some(Code::Boolean(literal)))
            | (Function::BooleanEquals, Code::Boolean(literal), Some(value)) => {
                if literal {
                    value
                } else {
                    negate(value)
                }
            }
            (Function::StringEquals, Code::String(left), Some(Code::String(right))) => {
                Code::Boolean(left == right)
            }
            (_, left, Some(right)) => {
                Code::Equal(Box::new(comparand(left)), Box::new(comparand(right)))
            }
            (_, value, None) => negate(value),
        }
    }

    fn coalesce(&mut self, arguments: &[Expr]) -> Value {
        let values: Vec<Value> = arguments
            .iter()
            .map(|argument| self.expr(argument))
            .collect();
        // Nothing is looked at behind a value that is never missing.
        let end = values
            .iter()
            .position(|value| !value.optional)
            .map_or(values.len(), |at| at + 1);
        let (values, form) = alike(values.into_iter().take(end).collect());
        values
            .into_iter()
            .rev()
            .reduce(|rest, first| {
                let (now, later) = if rest.optional {
                    ("or", "or_else")
                } else {
                    ("unwrap_or", "unwrap_or_else")
                };
                let code = if is_cheap(&rest.code) {
                    Code::Method(Box::new(first.code), now, vec![rest.code])
                } else {
                    Code::Method(
                        Box::new(first.code),
                        later,
                        vec![Code::Closure(Box::new(rest.code))],
                    )
                };
                Value {
                    code,
                    form,
                    optional: rest.optional,
                }
            })
            .unwrap_or(Value::plain(Code::Boolean(false), Form::Copy))
    }

    fn ite(&mut self, arguments: &[Expr]) -> Value {
        let values: Vec<Value> = arguments
            .iter()
            .map(|argument| self.expr(argument))
            .collect();
        let Ok([condition, then, otherwise]) = <[Value; 3]>::try_from(values) else {
            return Value::plain(Code::Boolean(false), Form::Copy);
        };
        let (branches, form) = alike(vec![then, otherwise]);
        let optional = branches.iter().any(|branch| branch.optional);
        let mut branches = branches.into_iter().map(|branch| {
            let code = if optional && !branch.optional {
                Code::Some(Box::new(branch.code))
            } else {
                branch.code
            };
            Box::new(code)
        });
        let (Some(then), Some(otherwise)) = (branches.next(), branches.next()) else {
            return Value::plain(Code::Boolean(false), Form::Copy);
        };
        let code = match condition.code {
            Code::Boolean(true) => *then,
            Code::Boolean(false) => *otherwise,
            _ if then == otherwise => *then,
            condition => Code::If {
                condition: Box::new(condition),
                then,
                otherwise,
            },
        };
        Value {
            code,
            form,
            optional,
        }
    }
}

/// Brings values of one type into one form.
fn alike(values: Vec<Value>) -> (Vec<Value>, Form) {
    let form = match values.first().map(|value| value.form) {
        Some(Form::Strs | Form::Strings | Form::Vec) => Form::Vec,
        Some(Form::Str | Form::String) if values.iter().any(|value| value.form == Form::String) => {
            Form::String
        }
        Some(form) => form,
        None => Form::Copy,
    };
    let values = values.into_iter().map(|value| {
        let code = match (form, value.form, value.optional) {
            (Form::String, Form::Str, false) => to_owned(value.code),
            (Form::String, Form::Str, true) => Code::Map(Box::new(value.code), "owned"),
            (Form::Vec, Form::Strs, _) => match value.code {
                Code::Borrow(inner) => method(*inner, "to_vec"),
                code => method(code, "to_vec"),
            },
            (Form::Vec, Form::Strings, false) => Code::Call("strs", vec![value.code]),
            (Form::Vec, Form::Strings, true) => Code::Map(Box::new(value.code), "strs"),
            // Of a local, which others may read.
            (Form::Record, _, false) => method(value.code, "clone"),
            _ => value.code,
        };
        Value {
            code,
            form,
            optional: value.optional,
        }
    });
    (values.collect(), form)
}

/// Whether evaluating it ahead of need costs nothing.
fn is_cheap(code: &Code) -> bool {
    match code {
        Code::Local(_) | Code::Param(_) | Code::String(_) | Code::Boolean(_) | Code::Integer(_) => {
            true
        }
        Code::Field(inner, _) | Code::Borrow(inner) | Code::Some(inner) => is_cheap(inner),
        Code::Method(inner, "as_str" | "as_deref", _) => is_cheap(inner),
        _ => false,
    }
}

fn negate(code: Code) -> Code {
    match code {
        Code::Boolean(value) => Code::Boolean(!value),
        Code::Not(inner) => *inner,
        Code::Equal(left, right) => Code::NotEqual(left, right),
        Code::NotEqual(left, right) => Code::Equal(left, right),
        Code::Method(inner, "is_some", arguments) => Code::Method(inner, "is_none", arguments),
        Code::Method(inner, "is_none", arguments) => Code::Method(inner, "is_some", arguments),
        code => Code::Not(Box::new(code)),
    }
}

/// A `String` compares with a `&str` as it is.
fn comparand(code: Code) -> Code {
    match code {
        Code::Method(inner, "as_str", _) => *inner,
        code => code,
    }
}

/// The Rust field of a record, and how it is held there.
fn field(name: &str) -> (&'static str, Form) {
    match name {
        "scheme" => ("scheme", Form::Str),
        "authority" => ("authority", Form::Str),
        "path" => ("path", Form::Str),
        "normalizedPath" => ("normalized_path", Form::String),
        "isIp" => ("is_ip", Form::Copy),
        "partition" => ("partition", Form::Str),
        "service" => ("service", Form::Str),
        "region" => ("region", Form::Str),
        "accountId" => ("account_id", Form::Str),
        "resourceId" => ("resource_id", Form::Vec),
        "name" => ("name", Form::Str),
        "dnsSuffix" => ("dns_suffix", Form::Str),
        "dualStackDnsSuffix" => ("dual_stack_dns_suffix", Form::Str),
        "supportsFIPS" => ("supports_fips", Form::Copy),
        "supportsDualStack" => ("supports_dual_stack", Form::Copy),
        _ => ("implicit_global_region", Form::Str),
    }
}
