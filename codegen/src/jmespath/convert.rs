//! In: code of any type. Out: the same as a list, as a `Value` of the runtime, or as one that tells true from false.
//!
//! Rules: JMESPath specification, "Data Types", "Or Expressions"; Smithy specification, "JMESPath data model".

use super::Comparator;
use super::compile::{Compiler, Result, current, refuse};
use super::typed::{Code, Function, Kind, Presence, Type, Typed};
use crate::model::{Member, Model, ShapeKind};

/// The list and the type of its elements; or, if this is no list, the value itself.
pub(super) fn as_list(
    model: &Model,
    value: Typed,
) -> std::result::Result<(Code, Type), Box<Typed>> {
    match &value.ty {
        Type::Shape(id) => match &model.shape(id).kind {
            ShapeKind::List { member } => {
                let element = Type::Shape(member.target.clone());
                let sparse = model.shape(id).traits.sparse;
                let of = Box::new(value.code);
                Ok((Code::Elements { of, sparse }, element))
            }
            ShapeKind::Document => {
                let value = Code::Simple(Box::new(value.code));
                Ok((Code::Items(Box::new(value)), Type::Value(Kind::Any)))
            }
            _ => Err(Box::new(value)),
        },
        Type::List(element) => Ok((value.code, (**element).clone())),
        Type::Value(Kind::Array(element)) => {
            let element = Type::Value((**element).clone());
            Ok((Code::Items(Box::new(value.code)), element))
        }
        Type::Value(Kind::Any) => Ok((Code::Items(Box::new(value.code)), Type::Value(Kind::Any))),
        Type::Value(_) => Err(Box::new(value)),
    }
}

pub(super) fn kind(model: &Model, ty: &Type) -> Kind {
    match ty {
        Type::Value(kind) => kind.clone(),
        Type::List(element) => Kind::Array(Box::new(kind(model, element))),
        Type::Shape(id) => match &model.shape(id).kind {
            ShapeKind::Boolean => Kind::Boolean,
            ShapeKind::String | ShapeKind::Enum { .. } | ShapeKind::Blob => Kind::String,
            ShapeKind::Document => Kind::Any,
            ShapeKind::List { member } => {
                Kind::Array(Box::new(kind(model, &Type::Shape(member.target.clone()))))
            }
            ShapeKind::Map { .. } | ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
                Kind::Object
            }
            // Numbers, and timestamps, which are seconds; no member targets a shape of a service.
            _ => Kind::Number,
        },
    }
}

/// Whether a `Value` has all of it: that of a structure or union has the names of its members only.
pub(super) fn comparable(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Value(_) => true,
        Type::List(element) => comparable(model, element),
        Type::Shape(id) => match &model.shape(id).kind {
            ShapeKind::List { member } => comparable(model, &Type::Shape(member.target.clone())),
            ShapeKind::Map { value, .. } => comparable(model, &Type::Shape(value.target.clone())),
            ShapeKind::Structure { .. } | ShapeKind::Union { .. } => false,
            _ => true,
        },
    }
}

/// A `Value` of it.
pub(super) fn to_value(compiler: &Compiler<'_>, typed: Typed, offset: usize) -> Result<Code> {
    let Typed { code, ty } = typed;
    let of = Box::new(code);
    let model = compiler.model;
    Ok(match &ty {
        Type::Value(_) => *of,
        Type::List(element) => Code::Array {
            list: of,
            element: Box::new(to_value(compiler, current(element), offset)?),
        },
        Type::Shape(id) => match &model.shape(id).kind {
            ShapeKind::Enum { .. } => Code::Text(of),
            ShapeKind::List { member } => Code::Array {
                list: Box::new(Code::Elements {
                    of,
                    sparse: model.shape(id).traits.sparse,
                }),
                element: Box::new(to_value(compiler, element(member), offset)?),
            },
            ShapeKind::Map { value, .. } => Code::Map {
                of,
                map: compiler.map_facts(id),
                value: Box::new(to_value(compiler, element(value), offset)?),
            },
            ShapeKind::Structure { members } => {
                let presence = |member: &Member| {
                    let field = compiler.names.field(id, member);
                    let presence = match field.optional {
                        true => Presence::Field(field.name),
                        false => Presence::Always,
                    };
                    (member.name.to_string(), presence)
                };
                Code::Members {
                    of,
                    members: members.iter().map(presence).collect(),
                }
            }
            ShapeKind::Union { members } => {
                let presence = |member: &Member| {
                    let method = compiler.names.is_method(id, member);
                    (member.name.to_string(), Presence::Method(method))
                };
                let unknown = (
                    "unknown".to_owned(),
                    Presence::Method("is_unknown".to_owned()),
                );
                Code::Members {
                    of,
                    members: members.iter().map(presence).chain([unknown]).collect(),
                }
            }
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                return refuse(offset, format!("{id} has no value"), "name a member");
            }
            _ => Code::Simple(of),
        },
    })
}

fn element(member: &Member) -> Typed {
    current(&Type::Shape(member.target.clone()))
}

/// A `Value` that is true where this is.
pub(super) fn truth(compiler: &Compiler<'_>, value: Typed, offset: usize) -> Result<Code> {
    let of_any_type = matches!(kind(compiler.model, &value.ty), Kind::Any);
    if of_any_type {
        return to_value(compiler, value, offset);
    }
    let map = match &value.ty {
        Type::Shape(id) => {
            Some(id).filter(|id| matches!(compiler.model.shape(id).kind, ShapeKind::Map { .. }))
        }
        _ => None,
    };
    if let Some(id) = map {
        return Ok(Code::MapKeys {
            map: compiler.map_facts(id),
            of: Box::new(value.code),
        });
    }
    match as_list(compiler.model, value) {
        // Neither null nor an empty list is true.
        Ok((list, _)) => Ok(Code::Compare(
            Comparator::Greater,
            Box::new(Code::Count(Box::new(list))),
            Box::new(Code::Literal(0.into())),
        )),
        Err(value) => to_value(compiler, *value, offset),
    }
}

/// The number of what is in it.
pub(super) fn length(compiler: &Compiler<'_>, value: Typed, offset: usize) -> Result<Code> {
    let found = kind(compiler.model, &value.ty);
    if found == Kind::Any {
        let value = to_value(compiler, value, offset)?;
        return Ok(Code::Call(Function::Length, vec![value]));
    }
    let value = match as_list(compiler.model, value) {
        Ok((list, _)) => return Ok(Code::Count(Box::new(list))),
        Err(value) => *value,
    };
    match found {
        Kind::String => {
            let value = to_value(compiler, value, offset)?;
            Ok(Code::Call(Function::Length, vec![value]))
        }
        Kind::Object => {
            let keys = truth(compiler, value, offset)?;
            Ok(Code::Call(Function::Length, vec![keys]))
        }
        other => refuse(
            offset,
            format!("this is {}, which has no length", other.name()),
            "name a string, list, map or structure",
        ),
    }
}
