//! In: flattened shapes. Out: the [`Model`], every reference checked and every trait typed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::legacy;
use super::raw::{RawMember, RawModel, RawShape, RawTrait, Reference, Type};
use crate::ast::{Node, Span, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::similar;
use crate::model::traits::Traits;
use crate::model::treatments;
use crate::model::typed::{self, CustomTraits};
use crate::model::{Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind};

/// Reports trait values of a wrong form, where they are written (before mixins copy them).
pub(super) fn check_trait_values(model: &RawModel, diagnostics: &mut Diagnostics) {
    let mut check = |traits: &[RawTrait], id: &dyn Fn() -> String| {
        for applied in traits {
            let Some(info) = treatments::find(&applied.id) else {
                continue;
            };
            for mistake in info.form.check(&applied.value) {
                let title = if mistake.missing {
                    format!("the trait {} lacks a required value", applied.id)
                } else {
                    format!("the trait {} has a value of a wrong form", applied.id)
                };
                diagnostics.push(
                    Diagnostic::error(title)
                        .shape(id())
                        .at(mistake.span, mistake.label)
                        .help(mistake.help),
                );
            }
        }
    };
    for shape in model.shapes.values().filter(|s| s.span.is_some()) {
        check(&shape.traits, &|| shape.id.to_string());
        for member in &shape.members {
            check(&member.traits, &|| format!("{}${}", shape.id, member.name));
        }
        for (name, traits) in &shape.introduced {
            check(traits, &|| format!("{}${name}", shape.id));
        }
    }
}

pub(super) fn resolve(raw: RawModel, diagnostics: &mut Diagnostics) -> Model {
    let mut resolver = Resolver {
        custom: custom_traits(&raw),
        known: raw
            .shapes
            .iter()
            .map(|(id, s)| (id.clone(), (s.ty, super::mixins::is_mixin(s))))
            .collect(),
        broken: raw.broken,
        unresolved: BTreeSet::new(),
        diagnostics,
    };
    let mut shapes = BTreeMap::new();
    for (id, shape) in raw.shapes {
        let shape = resolver.shape(shape);
        shapes.insert(id, shape);
    }
    let unresolved = resolver.unresolved;
    for id in &unresolved {
        let placeholder = Shape {
            id: id.clone(),
            kind: ShapeKind::Document,
            traits: Traits::default(),
            span: None,
        };
        shapes.entry(id.clone()).or_insert(placeholder);
    }
    Model { shapes, unresolved }
}

/// Shapes of the model that are traits themselves, and which of them define protocols and authentication schemes.
fn custom_traits(raw: &RawModel) -> CustomTraits {
    let with = |id: &str| {
        let found = raw
            .shapes
            .values()
            .filter(|s| s.traits.iter().any(|t| t.id.as_str() == id));
        found.map(|s| s.id.clone()).collect::<BTreeSet<_>>()
    };
    CustomTraits {
        protocols: with("smithy.api#protocolDefinition"),
        auth_schemes: with("smithy.api#authDefinition"),
    }
}

struct Resolver<'a> {
    custom: CustomTraits,
    known: BTreeMap<ShapeId, (Type, bool)>,
    broken: BTreeSet<ShapeId>,
    unresolved: BTreeSet<ShapeId>,
    diagnostics: &'a mut Diagnostics,
}

/// What a reference may lead to.
#[derive(Clone, Copy)]
enum Wanted {
    Data,
    Structure,
    Operation,
    Resource,
    Any,
}

impl Resolver<'_> {
    /// The id that the model will have; a placeholder's if there is no such shape.
    fn reference(
        &mut self,
        from: &dyn Fn() -> String,
        reference: &Reference,
        wanted: Wanted,
        role: &str,
    ) -> ShapeId {
        let id = &reference.id;
        let Some((ty, mixin)) = self.known.get(id) else {
            self.unresolved.insert(id.clone());
            if !self.broken.contains(id) {
                let help = match self.nearest(id) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "correct the id, or add the file that defines the shape".to_owned(),
                };
                self.diagnostics.push(
                    Diagnostic::error(format!("{role} {id} does not exist"))
                        .shape(from())
                        .at(reference.span, "no such shape in the model")
                        .help(help),
                );
            }
            return id.clone();
        };
        let service_type = matches!(ty, Type::Operation | Type::Resource | Type::Service);
        let (good, what) = match wanted {
            Wanted::Any => (true, ""),
            Wanted::Data => (!service_type, "a simple or aggregate shape"),
            Wanted::Structure => (*ty == Type::Structure, "a structure"),
            Wanted::Operation => (*ty == Type::Operation, "an operation"),
            Wanted::Resource => (*ty == Type::Resource, "a resource"),
        };
        let mut problem = None;
        if !good {
            problem = Some((
                format!("{role} {id} is not {what}"),
                format!("this is a shape of type {}", ty.name()),
            ));
        } else if *mixin && !matches!(wanted, Wanted::Any) {
            problem = Some((
                format!("{role} {id} is a mixin"),
                "mixins may only be mixed in".to_owned(),
            ));
        }
        if let Some((title, label)) = problem {
            let help = format!(
                "name {}",
                if what.is_empty() {
                    "a shape that is no mixin"
                } else {
                    what
                }
            );
            self.diagnostics.push(
                Diagnostic::error(title)
                    .shape(from())
                    .at(reference.span, label)
                    .help(help),
            );
            // A placeholder of another name keeps the invariant that targets are what their place asks for.
            let placeholder = ShapeId::new(format!("{id}__unusable"));
            self.unresolved.insert(placeholder.clone());
            return placeholder;
        }
        id.clone()
    }

    /// A shape of the same name in another namespace, or of a similar name in this one.
    fn nearest(&self, id: &ShapeId) -> Option<ShapeId> {
        if let Some(found) = self.known.keys().find(|k| k.name() == id.name()) {
            return Some(found.clone());
        }
        let candidates = self
            .known
            .keys()
            .filter(|k| k.namespace() == id.namespace());
        similar::nearest(id.name(), candidates.map(|k| (k.name(), k))).cloned()
    }

    fn shape(&mut self, shape: RawShape) -> Shape {
        let RawShape {
            id,
            span,
            ty,
            mut traits,
            members,
            properties,
            ..
        } = shape;
        let at = id.clone();
        let own = move || at.to_string();
        let kind = match ty {
            Type::Blob => ShapeKind::Blob,
            Type::Boolean => ShapeKind::Boolean,
            Type::Byte => ShapeKind::Byte,
            Type::Short => ShapeKind::Short,
            Type::Integer => ShapeKind::Integer,
            Type::Long => ShapeKind::Long,
            Type::Float => ShapeKind::Float,
            Type::Double => ShapeKind::Double,
            Type::BigInteger => ShapeKind::BigInteger,
            Type::BigDecimal => ShapeKind::BigDecimal,
            Type::Timestamp => ShapeKind::Timestamp,
            Type::Document => ShapeKind::Document,
            Type::String => {
                let definition = traits
                    .iter()
                    .find(|t| t.id.as_str() == "smithy.api#enum")
                    .map(|t| &t.value);
                match definition.and_then(legacy::enum_members) {
                    Some((members, synthesized_names)) => ShapeKind::Enum {
                        members: self.members(&id, members),
                        synthesized_names,
                    },
                    None => ShapeKind::String,
                }
            }
            Type::Enum => {
                let members = self.members(&id, members.into_iter().map(with_value).collect());
                ShapeKind::Enum {
                    members,
                    synthesized_names: false,
                }
            }
            Type::IntEnum => ShapeKind::IntEnum {
                members: self.members(&id, members),
            },
            Type::Structure => ShapeKind::Structure {
                members: self.members(&id, members),
            },
            Type::Union => ShapeKind::Union {
                members: self.members(&id, members),
            },
            Type::List => {
                let mut members = self.members(&id, members).into_iter();
                ShapeKind::List {
                    member: Box::new(self.or_missing(&id, members.next(), "member")),
                }
            }
            Type::Map => {
                let mut members = self.members(&id, members).into_iter();
                let key = self.or_missing(&id, members.next(), "key");
                ShapeKind::Map {
                    key: Box::new(key),
                    value: Box::new(self.or_missing(&id, members.next(), "value")),
                }
            }
            Type::Operation => {
                let unit = || ShapeId::new("smithy.api#Unit");
                let mut structure = |r: &Option<Reference>, role| {
                    r.as_ref()
                        .map_or_else(unit, |r| self.reference(&own, r, Wanted::Structure, role))
                };
                ShapeKind::Operation(Operation {
                    input: structure(&properties.input, "the input"),
                    output: structure(&properties.output, "the output"),
                    errors: self.list(&own, &properties.errors, Wanted::Structure, "the error"),
                })
            }
            Type::Resource => ShapeKind::Resource(Resource {
                identifiers: self.named(&own, &properties.identifiers, "the identifier's target"),
                properties: self.named(&own, &properties.properties, "the property's target"),
                operations: self.list(
                    &own,
                    &properties.operations,
                    Wanted::Operation,
                    "the operation",
                ),
                resources: self.list(
                    &own,
                    &properties.resources,
                    Wanted::Resource,
                    "the resource",
                ),
            }),
            Type::Service => ShapeKind::Service(Service {
                version: properties.version.as_deref().unwrap_or_default().to_owned(),
                operations: self.list(
                    &own,
                    &properties.operations,
                    Wanted::Operation,
                    "the operation",
                ),
                resources: self.list(
                    &own,
                    &properties.resources,
                    Wanted::Resource,
                    "the resource",
                ),
                errors: self.list(&own, &properties.errors, Wanted::Structure, "the error"),
                rename: properties
                    .rename
                    .iter()
                    .map(|(from, to)| {
                        (
                            self.reference(&own, from, Wanted::Any, "the renamed shape"),
                            to.to_string(),
                        )
                    })
                    .collect(),
            }),
        };
        // The model keeps enums in one form: the trait has become members.
        if ty == Type::String && matches!(kind, ShapeKind::Enum { .. }) {
            traits.retain(|t| t.id.as_str() != "smithy.api#enum");
        }
        let traits = self.traits(&own, traits);
        Shape {
            id,
            kind,
            traits,
            span,
        }
    }

    fn members(&mut self, shape: &ShapeId, members: Vec<RawMember>) -> Vec<Member> {
        members.into_iter().map(|m| self.member(shape, m)).collect()
    }

    fn member(&mut self, shape: &ShapeId, member: RawMember) -> Member {
        let name = member.name.clone();
        let id = || format!("{shape}${name}");
        let target = self.reference(&id, &member.target, Wanted::Data, "the target");
        let traits = self.traits(&id, member.traits);
        Member {
            name: member.name,
            target,
            traits,
            span: member.span,
        }
    }

    /// A list or map whose members a broken mixin should have brought.
    fn or_missing(&mut self, shape: &ShapeId, member: Option<Member>, name: &str) -> Member {
        member.unwrap_or_else(|| {
            if !self.broken.contains(shape) {
                self.diagnostics.push(
                    Diagnostic::error(format!("a shape without `{name}`"))
                        .shape(shape)
                        .help(format!(
                            "add \"{name}\": {{\"target\": \"…\"}}, or a mixin that has it"
                        )),
                );
            }
            let target = ShapeId::new("smithy.api#Document");
            Member {
                name: Arc::from(name),
                target,
                traits: Traits::default(),
                span: None,
            }
        })
    }

    fn list(
        &mut self,
        own: &dyn Fn() -> String,
        list: &[Reference],
        wanted: Wanted,
        role: &str,
    ) -> Vec<ShapeId> {
        let mut ids: Vec<ShapeId> = Vec::with_capacity(list.len());
        let mut seen = BTreeSet::new();
        for reference in list {
            let id = self.reference(own, reference, wanted, role);
            // Placeholders stay out of lists: nothing can be asked of them there.
            if !self.unresolved.contains(&id) && seen.insert(id.clone()) {
                ids.push(id);
            }
        }
        ids
    }

    fn named(
        &mut self,
        own: &dyn Fn() -> String,
        list: &[(Arc<str>, Reference)],
        role: &str,
    ) -> BTreeMap<Arc<str>, ShapeId> {
        list.iter()
            .map(|(name, r)| (name.clone(), self.reference(own, r, Wanted::Data, role)))
            .collect()
    }

    fn traits(&mut self, id: &dyn Fn() -> String, traits: Vec<RawTrait>) -> Traits {
        let spans: Vec<Span> = traits.iter().map(|t| t.span).collect();
        let raw = traits.into_iter().map(|t| (t.id, t.value)).collect();
        typed::traits(raw, spans, &self.custom, id, self.diagnostics)
    }
}

/// A member of an `enum` has its name as value unless it says otherwise.
fn with_value(mut member: RawMember) -> RawMember {
    if !member
        .traits
        .iter()
        .any(|t| t.id.as_str() == "smithy.api#enumValue")
    {
        let span = member.span.unwrap_or(member.target.span);
        let value = Node {
            value: Value::String(member.name.clone()),
            span,
        };
        member.traits.push(RawTrait {
            id: ShapeId::new("smithy.api#enumValue"),
            span,
            value,
        });
    }
    member
}
