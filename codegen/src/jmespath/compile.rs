//! In: an expression and the shapes that it is read over. Out: its [`Typed`] code, or why it can have no value.
//!
//! Rules: JMESPath specification; Smithy specification, "JMESPath data model". What JMESPath would quietly make null of (a member that
//! no structure has, an element of a string) is an error here: a model that asks for it is wrong.

use super::convert::{as_list, comparable, kind, to_value, truth};
use super::typed::{Code, FieldAccess, Kind, MapFacts, Type, Typed};
use super::{Comparator, Expr, ExprKind, functions};
use crate::model::{Member, Model, ShapeId, ShapeKind, similar};

/// Why an expression is refused: where in its text, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A byte of the text.
    pub offset: usize,
    pub message: String,
    pub help: String,
}

pub type Result<T> = std::result::Result<T, Refusal>;

/// The Rust side of shapes.
pub trait Names {
    fn field(&self, structure: &ShapeId, member: &Member) -> FieldAccess;
    /// The method of a union that gives a member's value: `as_text`.
    fn accessor(&self, union: &ShapeId, member: &Member) -> String;
    /// The method of a union that says whether it is a member: `is_text`.
    fn is_method(&self, union: &ShapeId, member: &Member) -> String;
    /// Of `crate::types`.
    fn type_name(&self, shape: &ShapeId) -> String;
}

/// For those who want to know whether an expression can be compiled, and no more.
pub struct Nameless;

impl Names for Nameless {
    fn field(&self, _: &ShapeId, _: &Member) -> FieldAccess {
        FieldAccess {
            name: String::new(),
            optional: true,
            boxed: false,
        }
    }

    fn accessor(&self, _: &ShapeId, _: &Member) -> String {
        String::new()
    }

    fn is_method(&self, _: &ShapeId, _: &Member) -> String {
        String::new()
    }

    fn type_name(&self, _: &ShapeId) -> String {
        String::new()
    }
}

/// What an expression starts from.
#[derive(Clone, Copy, Debug)]
pub enum Root<'a> {
    /// The output of an operation.
    Output(&'a ShapeId),
    /// An object with the members `input` and `output`.
    InputOutput {
        input: &'a ShapeId,
        output: &'a ShapeId,
    },
}

/// Compiles an expression.
pub fn compile(model: &Model, names: &dyn Names, root: Root<'_>, expr: &Expr) -> Result<Typed> {
    let compiler = Compiler { model, names };
    match root {
        Root::Output(output) => {
            let output = Typed {
                code: Code::Output,
                ty: Type::Shape(output.clone()),
            };
            compiler.expr(expr, From::Value(&output))
        }
        Root::InputOutput { input, output } => {
            compiler.expr(expr, From::InputOutput { input, output })
        }
    }
}

/// The code of a value of the expression, of any type.
pub fn value(model: &Model, names: &dyn Names, typed: Typed, offset: usize) -> Result<Code> {
    to_value(&Compiler { model, names }, typed, offset)
}

/// What is known of the values of an expression.
pub fn kind_of(model: &Model, ty: &Type) -> Kind {
    kind(model, ty)
}

pub(super) struct Compiler<'a> {
    pub model: &'a Model,
    pub names: &'a dyn Names,
}

/// The current value.
#[derive(Clone, Copy)]
pub(super) enum From<'a> {
    /// **Invariant:** its code is `Input`, `Output` or `Current`, unless the expression over it reads it once only.
    Value(&'a Typed),
    InputOutput {
        input: &'a ShapeId,
        output: &'a ShapeId,
    },
}

pub(super) fn refuse<T>(
    offset: usize,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Result<T> {
    Err(Refusal {
        offset,
        message: message.into(),
        help: help.into(),
    })
}

/// The value that a list function or `Let` binds.
pub(super) fn current(ty: &Type) -> Typed {
    Typed {
        code: Code::Current {
            copy: matches!(ty, Type::Shape(_)),
        },
        ty: ty.clone(),
    }
}

impl Compiler<'_> {
    pub(super) fn expr(&self, expr: &Expr, from: From<'_>) -> Result<Typed> {
        let offset = expr.offset;
        let boolean = |code| Typed {
            code,
            ty: Type::Value(Kind::Boolean),
        };
        match &expr.kind {
            ExprKind::Current => match from {
                From::Value(value) => Ok(value.clone()),
                From::InputOutput { .. } => refuse(
                    offset,
                    "the whole of input and output has no value",
                    "begin with `input` or `output`",
                ),
            },
            ExprKind::Field(name) => self.field(name, offset, from),
            ExprKind::Sub(left, right) | ExprKind::Pipe(left, right) => {
                let left = self.expr(left, from)?;
                self.over(left, right)
            }
            ExprKind::Index(left, index) => {
                let (list, element) = self.list(left, from)?;
                Ok(Typed {
                    code: Code::Index {
                        list: Box::new(list),
                        index: *index,
                    },
                    ty: element,
                })
            }
            ExprKind::Slice(left, parts) => {
                let (list, element) = self.list(left, from)?;
                Ok(Typed {
                    code: Code::Slice {
                        list: Box::new(list),
                        parts: *parts,
                    },
                    ty: Type::List(Box::new(element)),
                })
            }
            ExprKind::Flatten(left) => self.flatten(left, from),
            ExprKind::ListProjection(left, right) => {
                let (list, element) = self.list(left, from)?;
                self.project(list, &element, right)
            }
            ExprKind::ValueProjection(left, right) => {
                let left_value = self.expr(left, from)?;
                let (list, element) = functions::values(self, left_value, left.offset)?;
                self.project(list, &element, right)
            }
            ExprKind::FilterProjection {
                left,
                condition,
                right,
            } => {
                let (list, element) = self.list(left, from)?;
                let condition = self.expr(condition, From::Value(&current(&element)))?;
                let list = Code::Filter {
                    list: Box::new(list),
                    condition: Box::new(truth(self, condition, offset)?),
                };
                match right.kind {
                    ExprKind::Current => Ok(Typed {
                        code: list,
                        ty: Type::List(Box::new(element)),
                    }),
                    _ => self.project(list, &element, right),
                }
            }
            ExprKind::MultiSelectList(items) => self.select(items, from),
            ExprKind::MultiSelectHash(members) => {
                let member = |(name, expr): &(String, Expr)| {
                    let value = self.expr(expr, from)?;
                    Ok((name.clone(), to_value(self, value, expr.offset)?))
                };
                Ok(Typed {
                    code: Code::Hash {
                        guarded: is_guarded(from),
                        members: members.iter().map(member).collect::<Result<_>>()?,
                    },
                    ty: Type::Value(Kind::Object),
                })
            }
            ExprKind::Literal(value) => Ok(Typed {
                ty: Type::Value(functions::kind_of_literal(value)),
                code: Code::Literal(value.clone()),
            }),
            ExprKind::Comparison(comparator, left, right) => {
                self.compare(*comparator, left, right, from).map(boolean)
            }
            ExprKind::Or(left, right) => self.choose(true, left, right, from),
            ExprKind::And(left, right) => self.choose(false, left, right, from),
            ExprKind::Not(inner) => {
                let value = self.expr(inner, from)?;
                Ok(boolean(Code::Not(Box::new(truth(
                    self,
                    value,
                    inner.offset,
                )?))))
            }
            ExprKind::Call(name, arguments) => functions::call(self, name, arguments, offset, from),
            ExprKind::Reference(_) => refuse(
                offset,
                "a reference to an expression is no value",
                "no function that takes one is compiled: remove the `&`",
            ),
        }
    }

    /// `right` over the value of what stands before it.
    fn over(&self, left: Typed, right: &Expr) -> Result<Typed> {
        if reads_once(right) {
            return self.expr(right, From::Value(&left));
        }
        let body = self.expr(right, From::Value(&current(&left.ty)))?;
        Ok(Typed {
            code: Code::Let {
                value: Box::new(left.code),
                body: Box::new(body.code),
            },
            ty: body.ty,
        })
    }

    fn field(&self, name: &str, offset: usize, from: From<'_>) -> Result<Typed> {
        let of = match from {
            From::Value(of) => of,
            From::InputOutput { input, output } => {
                let (code, shape) = match name {
                    "input" => (Code::Input, input),
                    "output" => (Code::Output, output),
                    _ => {
                        return refuse(
                            offset,
                            format!("neither the input nor the output, but `{name}`"),
                            "begin with `input` or `output`",
                        );
                    }
                };
                return Ok(Typed {
                    code,
                    ty: Type::Shape(shape.clone()),
                });
            }
        };
        let wrong = |what: String| {
            refuse(
                offset,
                format!("`{name}` is asked of {what}"),
                "ask a structure, union, map or document for its members; `[]` leads to those of a list's elements",
            )
        };
        let id = match &of.ty {
            Type::Shape(id) => id,
            Type::Value(Kind::Any | Kind::Object) => return Ok(member(of.code.clone(), name)),
            ty => return wrong(kind(self.model, ty).name().to_owned()),
        };
        let shape = self.model.shape(id);
        let inner = Box::new(of.code.clone());
        match &shape.kind {
            ShapeKind::Structure { members } | ShapeKind::Union { members } => {
                let Some(found) = members.iter().find(|m| *m.name == *name) else {
                    let candidates = members.iter().map(|m| (&*m.name, &*m.name));
                    let help = match similar::nearest(name, candidates) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("members of {id}: {}", list_names(members)),
                    };
                    return refuse(offset, format!("{id} has no member `{name}`"), help);
                };
                if self.model.shape(&found.target).traits.streaming {
                    return refuse(
                        offset,
                        format!("`{name}` is a stream, which nobody has read yet"),
                        "ask for another member",
                    );
                }
                let code = match &shape.kind {
                    ShapeKind::Union { .. } if found.target.as_str() == "smithy.api#Unit" => {
                        return refuse(
                            offset,
                            format!("the member `{name}` of {id} has no value"),
                            format!("ask with `keys(…)` which member of {id} is set"),
                        );
                    }
                    ShapeKind::Union { .. } => Code::Variant {
                        of: inner,
                        accessor: self.names.accessor(id, found),
                    },
                    _ => Code::Field {
                        of: inner,
                        field: self.names.field(id, found),
                    },
                };
                Ok(Typed {
                    code,
                    ty: Type::Shape(found.target.clone()),
                })
            }
            ShapeKind::Map { value, .. } => Ok(Typed {
                code: Code::Entry {
                    of: inner,
                    map: self.map_facts(id),
                    key: name.to_owned(),
                },
                ty: Type::Shape(value.target.clone()),
            }),
            ShapeKind::Document => Ok(member(Code::Simple(inner), name)),
            kind => wrong(format!("{id}, which is of type {}", kind.name())),
        }
    }

    pub(super) fn map_facts(&self, id: &ShapeId) -> MapFacts {
        let shape = self.model.shape(id);
        let key = match &shape.kind {
            ShapeKind::Map { key, .. } => Some(&key.target),
            _ => None,
        };
        let is_enum = |id: &&ShapeId| matches!(self.model.shape(id).kind, ShapeKind::Enum { .. });
        MapFacts {
            sparse: shape.traits.sparse,
            key: key.filter(is_enum).map(|id| self.names.type_name(id)),
        }
    }

    /// The value of an expression that must be a list, and the type of its elements.
    pub(super) fn list(&self, expr: &Expr, from: From<'_>) -> Result<(Code, Type)> {
        let value = self.expr(expr, from)?;
        match as_list(self.model, value) {
            Ok(list) => Ok(list),
            Err(other) => refuse(
                expr.offset,
                format!(
                    "this is {}, and a list is needed",
                    kind(self.model, &other.ty).name()
                ),
                "name a list",
            ),
        }
    }

    fn flatten(&self, left: &Expr, from: From<'_>) -> Result<Typed> {
        let (list, element) = self.list(left, from)?;
        if kind(self.model, &element) == Kind::Any {
            // Only its value says whether an element is a list.
            let value = to_value(self, current(&element), left.offset)?;
            return Ok(Typed {
                code: Code::Flatten {
                    list: Box::new(list),
                    inner: Box::new(Code::ItemsOrItself(Box::new(value))),
                },
                ty: Type::List(Box::new(Type::Value(Kind::Any))),
            });
        }
        let (code, element) = match as_list(self.model, current(&element)) {
            Ok((inner, inner_element)) => {
                let code = Code::Flatten {
                    list: Box::new(list),
                    inner: Box::new(inner),
                };
                (code, inner_element)
            }
            // Elements that are no lists stay.
            Err(_) => (list, element),
        };
        Ok(Typed {
            code,
            ty: Type::List(Box::new(element)),
        })
    }

    /// `right` of each element, without nulls.
    fn project(&self, list: Code, element: &Type, right: &Expr) -> Result<Typed> {
        let body = self.expr(right, From::Value(&current(element)))?;
        Ok(Typed {
            code: Code::Project {
                list: Box::new(list),
                body: Box::new(body.code),
            },
            ty: Type::List(Box::new(body.ty)),
        })
    }

    fn select(&self, items: &[Expr], from: From<'_>) -> Result<Typed> {
        let typed: Vec<Typed> = items
            .iter()
            .map(|item| self.expr(item, from))
            .collect::<Result<_>>()?;
        let first = typed.first().map(|item| item.ty.clone());
        let guarded = is_guarded(from);
        if let Some(ty) = first.filter(|first| typed.iter().all(|item| item.ty == *first)) {
            let items = typed.into_iter().map(|item| item.code).collect();
            return Ok(Typed {
                code: Code::Select { guarded, items },
                ty: Type::List(Box::new(ty)),
            });
        }
        let kinds: Vec<Kind> = typed.iter().map(|t| kind(self.model, &t.ty)).collect();
        let values = typed
            .into_iter()
            .zip(items)
            .map(|(item, expr)| to_value(self, item, expr.offset));
        Ok(Typed {
            code: Code::Select {
                guarded,
                items: values.collect::<Result<_>>()?,
            },
            ty: Type::List(Box::new(Type::Value(common(&kinds)))),
        })
    }

    fn compare(
        &self,
        comparator: Comparator,
        left: &Expr,
        right: &Expr,
        from: From<'_>,
    ) -> Result<Code> {
        let is_equality = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
        let is_null =
            |e: &Expr| matches!(&e.kind, ExprKind::Literal(serde_json::Value::Null)) && is_equality;
        let null = comparator == Comparator::Equal;
        for (nothing, something) in [(left, right), (right, left)] {
            if is_null(nothing) {
                let of = Box::new(self.expr(something, from)?.code);
                return Ok(Code::IsNull { of, null });
            }
        }
        let mut sides = Vec::new();
        for side in [left, right] {
            let value = self.expr(side, from)?;
            let found = kind(self.model, &value.ty);
            if !is_equality && !found.fits(&Kind::Number) {
                return refuse(
                    side.offset,
                    format!("this is {}, and only numbers have an order", found.name()),
                    "compare numbers, or with `==` or `!=`",
                );
            }
            if !comparable(self.model, &value.ty) {
                return refuse(
                    side.offset,
                    "structures and unions cannot be compared with anything but null",
                    "compare their members",
                );
            }
            sides.push(Box::new(to_value(self, value, side.offset)?));
        }
        let [left, right] = <[Box<Code>; 2]>::try_from(sides)
            .unwrap_or_else(|_| [(); 2].map(|()| Box::new(Code::Literal(serde_json::Value::Null))));
        Ok(Code::Compare(comparator, left, right))
    }

    /// `||` gives the left value if that is true, else the right one; `&&` the other way round.
    fn choose(&self, or: bool, left: &Expr, right: &Expr, from: From<'_>) -> Result<Typed> {
        let (left_offset, right_offset) = (left.offset, right.offset);
        let (mut left, mut right) = (self.expr(left, from)?, self.expr(right, from)?);
        if left.ty != right.ty {
            let kinds = [kind(self.model, &left.ty), kind(self.model, &right.ty)];
            let ty = Type::Value(common(&kinds));
            left = Typed {
                code: to_value(self, left, left_offset)?,
                ty: ty.clone(),
            };
            right = Typed {
                code: to_value(self, right, right_offset)?,
                ty,
            };
        }
        let truth = truth(self, current(&left.ty), left_offset)?;
        Ok(Typed {
            code: Code::Choose {
                or,
                left: Box::new(left.code),
                truth: Box::new(truth),
                right: Box::new(right.code),
            },
            ty: left.ty,
        })
    }
}

fn member(of: Code, name: &str) -> Typed {
    Typed {
        code: Code::Member {
            of: Box::new(of),
            name: name.to_owned(),
        },
        ty: Type::Value(Kind::Any),
    }
}

/// The kind of values of all these kinds.
pub(super) fn common(kinds: &[Kind]) -> Kind {
    let mut known = kinds.iter().filter(|kind| **kind != Kind::Null);
    match known.next() {
        None => Kind::Null,
        Some(first) if known.all(|kind| kind == first) => first.clone(),
        Some(_) => Kind::Any,
    }
}

/// Whether the current value may be null, so that what is made of nothing but it is null too.
fn is_guarded(from: From<'_>) -> bool {
    match from {
        From::Value(value) => !matches!(value.code, Code::Input | Code::Output),
        From::InputOutput { .. } => false,
    }
}

/// Whether an expression reads the current value once at most, so that this may stand there as an expression of its own.
fn reads_once(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Current | ExprKind::Field(_) | ExprKind::Literal(_) => true,
        ExprKind::Sub(left, _)
        | ExprKind::Pipe(left, _)
        | ExprKind::Index(left, _)
        | ExprKind::Slice(left, _)
        | ExprKind::ListProjection(left, _)
        | ExprKind::ValueProjection(left, _)
        | ExprKind::FilterProjection { left, .. }
        | ExprKind::Flatten(left)
        | ExprKind::Not(left) => reads_once(left),
        ExprKind::Call(_, arguments) => match &arguments[..] {
            [argument] => reads_once(argument),
            _ => false,
        },
        _ => false,
    }
}

fn list_names(members: &[Member]) -> String {
    match members {
        [] => "none".to_owned(),
        _ => members
            .iter()
            .map(|m| &*m.name)
            .collect::<Vec<_>>()
            .join(", "),
    }
}
