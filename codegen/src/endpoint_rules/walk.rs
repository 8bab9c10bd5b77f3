//! In: a JMESPath expression of the subset for endpoint parameters, and the shape it starts from. Out: a [`Walk`]: through
//! which fields and collections generated code goes, and what it takes where it ends.

use super::bind::Fields;
use super::syntax::ParameterType;
use crate::jmespath::{Expr, ExprKind};
use crate::model::{Model, ShapeId, ShapeKind};

/// A way through a value. Each step goes from a value in hand to a part of it, if the part is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Walk {
    /// To the field of a structure.
    Field {
        name: String,
        optional: bool,
        next: Box<Walk>,
    },
    /// To the value of a variant of a union: the method gives a `Result`.
    Variant { accessor: String, next: Box<Walk> },
    /// To each element of a list; those of a sparse one may be missing.
    Elements { sparse: bool, next: Box<Walk> },
    /// To each value of a map.
    Values { sparse: bool, next: Box<Walk> },
    /// To each key of a map.
    Keys { next: Box<Walk> },
    /// On each of these ways, in order.
    Each(Vec<Walk>),
    /// The value in hand is wanted.
    Take(Take),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// A `String`.
    Text,
    /// An enum: its text.
    Enum,
    Boolean,
}

type Result<T> = std::result::Result<T, String>;
/// What is done with a value once the expression has led to it.
type Then<'t> = &'t dyn Fn(&ShapeId) -> Result<Walk>;

/// The way that an expression describes, for a parameter of type `ty`. The error says what does not fit.
pub fn walk(
    model: &Model,
    fields: &dyn Fields,
    path: &Expr,
    input: &ShapeId,
    ty: ParameterType,
) -> Result<Walk> {
    let walker = Walker { model, fields };
    let take = |target: &ShapeId| walker.take(target, ty);
    match ty {
        ParameterType::StringArray => walker.elements_of(path, input, false, &take),
        _ => match walker.value(path, input, false, &take)? {
            walk if walk.is_single() => Ok(walk),
            _ => Err(format!("the path gives a list, a {} is needed", ty.name())),
        },
    }
}

impl Walk {
    /// Whether it leads to one value at most.
    fn is_single(&self) -> bool {
        match self {
            Walk::Take(_) => true,
            Walk::Field { next, .. } | Walk::Variant { next, .. } => next.is_single(),
            Walk::Elements { .. } | Walk::Values { .. } | Walk::Keys { .. } | Walk::Each(_) => {
                false
            }
        }
    }
}

struct Walker<'a> {
    model: &'a Model,
    fields: &'a dyn Fields,
}

impl Walker<'_> {
    fn take(&self, target: &ShapeId, ty: ParameterType) -> Result<Walk> {
        let kind = &self.model.shape(target).kind;
        Ok(Walk::Take(match (ty, kind) {
            (ParameterType::Boolean, ShapeKind::Boolean) => Take::Boolean,
            (ParameterType::String | ParameterType::StringArray, ShapeKind::String) => Take::Text,
            (ParameterType::String | ParameterType::StringArray, ShapeKind::Enum { .. }) => {
                Take::Enum
            }
            (ParameterType::StringArray, _) => {
                return Err(format!(
                    "the path leads to {} shapes ({target}), strings are needed",
                    kind.name()
                ));
            }
            _ => {
                return Err(format!(
                    "the path leads to the {} {target}, a {} is needed",
                    kind.name(),
                    ty.name()
                ));
            }
        }))
    }

    /// Leads to the value of an expression; if it is a list and `flat`, to each of its elements instead.
    fn value(&self, expr: &Expr, from: &ShapeId, flat: bool, then: Then<'_>) -> Result<Walk> {
        match &expr.kind {
            ExprKind::Current => self.arrive(from, flat, then),
            ExprKind::Field(name) => self.member(name, from, &|target| self.arrive(target, flat, then)),
            ExprKind::Sub(left, right) => {
                self.value(left, from, false, &|target| self.value(right, target, flat, then))
            }
            ExprKind::ListProjection(left, right) => {
                self.elements_of(left, from, false, &|element| self.value(right, element, flat, then))
            }
            ExprKind::ValueProjection(left, right) => self.value(left, from, false, &|target| {
                let ShapeKind::Map { value, .. } = &self.model.shape(target).kind else {
                    return Err(self.wrong_kind(".*", target, "a map"));
                };
                let next = Box::new(self.value(right, &value.target, flat, then)?);
                Ok(Walk::Values { sparse: self.model.shape(target).traits.sparse, next })
            }),
            ExprKind::MultiSelectList(_) if flat => self.elements_of(expr, from, false, then),
            ExprKind::MultiSelectList(_) => Err("a list of lists is no value of an endpoint parameter".to_owned()),
            _ => Err("only names, `[*]`, `.*`, `[a, b]`, `[]` and `keys(…)` are possible in the paths of endpoint \
                      parameters"
                .to_owned()),
        }
    }

    /// Leads to each element of the list that an expression gives; if elements are lists and `flat`, to theirs.
    fn elements_of(&self, expr: &Expr, from: &ShapeId, flat: bool, then: Then<'_>) -> Result<Walk> {
        match &expr.kind {
            ExprKind::MultiSelectList(items) => {
                let walks = items.iter().map(|item| self.value(item, from, flat, then));
                Ok(Walk::Each(walks.collect::<Result<_>>()?))
            }
            ExprKind::Call(name, arguments) if name == "keys" => match &arguments[..] {
                [map] => self.value(
                    map,
                    from,
                    false,
                    &|target| match &self.model.shape(target).kind {
                        ShapeKind::Map { key, .. } => Ok(Walk::Keys {
                            next: Box::new(then(&key.target)?),
                        }),
                        _ => Err(self.wrong_kind("keys(…)", target, "a map")),
                    },
                ),
                _ => Err("`keys` takes one argument".to_owned()),
            },
            ExprKind::Flatten(inner) => self.elements_of(inner, from, true, then),
            // A projection gives the list of what it leads to.
            ExprKind::ListProjection(..) | ExprKind::ValueProjection(..) => {
                self.value(expr, from, flat, then)
            }
            ExprKind::Sub(left, right) => self.value(left, from, false, &|target| {
                self.elements_of(right, target, flat, then)
            }),
            _ => self.value(
                expr,
                from,
                false,
                &|target| match &self.model.shape(target).kind {
                    ShapeKind::List { member } => {
                        let next = Box::new(self.arrive(&member.target, flat, then)?);
                        Ok(Walk::Elements {
                            sparse: self.model.shape(target).traits.sparse,
                            next,
                        })
                    }
                    _ => Err(self.wrong_kind("this path", target, "a list")),
                },
            ),
        }
    }

    fn arrive(&self, target: &ShapeId, flat: bool, then: Then<'_>) -> Result<Walk> {
        let shape = self.model.shape(target);
        match &shape.kind {
            ShapeKind::List { member } if flat => Ok(Walk::Elements {
                sparse: shape.traits.sparse,
                next: Box::new(then(&member.target)?),
            }),
            _ => then(target),
        }
    }

    fn member(&self, name: &str, from: &ShapeId, then: Then<'_>) -> Result<Walk> {
        let kind = &self.model.shape(from).kind;
        let (ShapeKind::Structure { members } | ShapeKind::Union { members }) = kind else {
            return Err(self.wrong_kind(&format!("`{name}`"), from, "a structure or union"));
        };
        let Some(member) = members.iter().find(|member| &*member.name == name) else {
            return Err(format!("{from} has no member `{name}`"));
        };
        let next = Box::new(then(&member.target)?);
        Ok(match kind {
            ShapeKind::Union { .. } => Walk::Variant {
                accessor: self.fields.accessor(from, member),
                next,
            },
            _ => {
                let field = self.fields.field(from, member);
                Walk::Field {
                    name: field.name,
                    optional: field.optional,
                    next,
                }
            }
        })
    }

    fn wrong_kind(&self, what: &str, target: &ShapeId, expected: &str) -> String {
        format!(
            "{what} is read over the {} {target}, {expected} is needed",
            self.model.shape(target).kind.name()
        )
    }
}
