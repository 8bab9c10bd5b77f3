//! In: calls of functions. Out: their code. Rules: JMESPath specification, "Built-in Functions": those that waiters have a use for.

use super::Expr;
use super::compile::{Compiler, From, Result, refuse};
use super::convert::{as_list, comparable, kind, length, to_value};
use super::typed::{Code, Function, Kind, Type, Typed};
use crate::model::ShapeKind;

const COMPILED: [(&str, Function); 7] = [
    ("contains", Function::Contains),
    ("ends_with", Function::EndsWith),
    ("keys", Function::Keys),
    ("length", Function::Length),
    ("not_null", Function::NotNull),
    ("starts_with", Function::StartsWith),
    ("values", Function::Values),
];

pub(super) fn call(
    compiler: &Compiler<'_>,
    name: &str,
    arguments: &[Expr],
    offset: usize,
    from: From<'_>,
) -> Result<Typed> {
    let Some((_, function)) = COMPILED.iter().find(|(known, _)| *known == name) else {
        let names = COMPILED.map(|(name, _)| name).join(", ");
        return refuse(
            offset,
            format!("the function `{name}` is not compiled"),
            format!("functions that are: {names}"),
        );
    };
    let expected = match function {
        Function::Contains | Function::EndsWith | Function::StartsWith => 2..=2,
        Function::Keys | Function::Length | Function::Values => 1..=1,
        Function::NotNull => 1..=usize::MAX,
    };
    if !expected.contains(&arguments.len()) {
        return refuse(
            offset,
            format!("`{name}` is called with {} arguments", arguments.len()),
            format!(
                "give it {}",
                match expected.start() {
                    2 => "two",
                    _ => "one",
                }
            ),
        );
    }
    let value = |i: usize| compiler.expr(&arguments[i], from);
    let at = |i: usize| arguments[i].offset;
    let typed = |code, kind| Typed {
        code,
        ty: Type::Value(kind),
    };
    match function {
        Function::Length => Ok(typed(length(compiler, value(0)?, at(0))?, Kind::Number)),
        Function::Keys => keys(compiler, value(0)?, at(0)),
        Function::Values => {
            let (code, element) = values(compiler, value(0)?, at(0))?;
            Ok(Typed {
                code,
                ty: Type::List(Box::new(element)),
            })
        }
        Function::Contains => contains(compiler, arguments, from),
        Function::StartsWith | Function::EndsWith => {
            let mut values = Vec::new();
            for (i, argument) in arguments.iter().enumerate() {
                let value = value(i)?;
                let found = kind(compiler.model, &value.ty);
                if !found.fits(&Kind::String) {
                    return refuse(
                        argument.offset,
                        format!("this is {}, and `{name}` takes strings", found.name()),
                        "name a string",
                    );
                }
                values.push(to_value(compiler, value, argument.offset)?);
            }
            Ok(typed(Code::Call(*function, values), Kind::Boolean))
        }
        Function::NotNull => {
            let mut values = Vec::new();
            let mut kinds = Vec::new();
            for (i, argument) in arguments.iter().enumerate() {
                let value = value(i)?;
                kinds.push(kind(compiler.model, &value.ty));
                values.push(to_value(compiler, value, argument.offset)?);
            }
            let ty = Type::Value(super::compile::common(&kinds));
            Ok(Typed {
                code: Code::Call(*function, values),
                ty,
            })
        }
    }
}

fn contains(compiler: &Compiler<'_>, arguments: &[Expr], from: From<'_>) -> Result<Typed> {
    let mut values = Vec::new();
    for (i, argument) in arguments.iter().enumerate() {
        let value = compiler.expr(argument, from)?;
        let found = kind(compiler.model, &value.ty);
        let holds = matches!(found, Kind::String | Kind::Any | Kind::Array(_));
        if i == 0 && !holds {
            return refuse(
                argument.offset,
                format!("this is {}, which contains nothing", found.name()),
                "name a list or a string",
            );
        }
        if !comparable(compiler.model, &value.ty) {
            return refuse(
                argument.offset,
                "structures and unions cannot be compared",
                "lead to a member of them",
            );
        }
        values.push(to_value(compiler, value, argument.offset)?);
    }
    Ok(Typed {
        code: Code::Call(Function::Contains, values),
        ty: Type::Value(Kind::Boolean),
    })
}

fn keys(compiler: &Compiler<'_>, value: Typed, offset: usize) -> Result<Typed> {
    let found = kind(compiler.model, &value.ty);
    if !found.fits(&Kind::Object) {
        return refuse(
            offset,
            format!("this is {}, which has no keys", found.name()),
            "name a map, structure or union",
        );
    }
    let code = match &value.ty {
        Type::Shape(id) if matches!(compiler.model.shape(id).kind, ShapeKind::Map { .. }) => {
            Code::MapKeys {
                map: compiler.map_facts(id),
                of: Box::new(value.code),
            }
        }
        _ => Code::Call(Function::Keys, vec![to_value(compiler, value, offset)?]),
    };
    Ok(Typed {
        code,
        ty: Type::Value(Kind::Array(Box::new(Kind::String))),
    })
}

/// The values of an object as a list, and the type of its elements: for `values(…)` and `.*`.
pub(super) fn values(compiler: &Compiler<'_>, value: Typed, offset: usize) -> Result<(Code, Type)> {
    let help = "name a map or a document";
    let (call, kind) = match &value.ty {
        Type::Shape(id) => match &compiler.model.shape(id).kind {
            ShapeKind::Map { value: of, .. } => {
                let element = Type::Shape(of.target.clone());
                let map = compiler.map_facts(id);
                let of = Box::new(value.code);
                return Ok((Code::MapValues { of, map }, element));
            }
            ShapeKind::Document => (to_value(compiler, value, offset)?, Kind::Any),
            kind => {
                return refuse(
                    offset,
                    format!(
                        "{id} is of type {}, and its values are not listed",
                        kind.name()
                    ),
                    help,
                );
            }
        },
        Type::Value(Kind::Any | Kind::Object) => (value.code, Kind::Any),
        ty => {
            let found = kind(compiler.model, ty);
            return refuse(
                offset,
                format!("this is {}, which has no values", found.name()),
                help,
            );
        }
    };
    let list = Code::Call(Function::Values, vec![call]);
    let list = Typed {
        code: list,
        ty: Type::Value(Kind::Array(Box::new(kind))),
    };
    match as_list(compiler.model, list) {
        Ok(list) => Ok(list),
        Err(other) => Ok((other.code, other.ty)),
    }
}

pub(super) fn kind_of_literal(value: &serde_json::Value) -> Kind {
    use serde_json::Value;
    match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(items) => {
            let kinds: Vec<Kind> = items.iter().map(kind_of_literal).collect();
            Kind::Array(Box::new(super::compile::common(&kinds)))
        }
        Value::Object(_) => Kind::Object,
    }
}
