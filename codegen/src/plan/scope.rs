//! In: a model, the service, and which of its shapes travel in which direction. Out: [`Scope`], which answers what all of planning
//! asks of a shape or member: its Rust names, type, codec, and whether it may be missing or shown.
//!
//! Rules: Smithy specification, "Simple types", "Structure member optionality", "timestampFormat trait", "sensitive trait"; AWS restJson1
//! protocol, "Shape serialization".

use std::collections::BTreeSet;

use super::codec::Codec;
use super::distinct::Distinct;
use super::identifiers::{FieldNames, OperationNames, TypeNames, VariantNames};
use super::recursion::MemberRef;
use super::types::RustType;
use crate::docs::to_rustdoc;
use crate::model::traits::{TimestampFormat, Traits};
use crate::model::{Member, Model, Service, Shape, ShapeId, ShapeKind};

/// What planning any shape of a service needs to know.
pub struct Scope<'a> {
    pub model: &'a Model,
    pub service: &'a Service,
    pub distinct: Distinct,
    pub boxed: BTreeSet<MemberRef>,
    /// Shapes of which a value can hold something that must not be shown.
    pub sensitive: BTreeSet<ShapeId>,
    /// Shapes that some request carries, and shapes that some answer carries.
    pub written: BTreeSet<ShapeId>,
    pub read: BTreeSet<ShapeId>,
}

impl Scope<'_> {
    /// The names of the shape, or of what the service renames it to.
    pub fn type_names(&self, id: &ShapeId) -> TypeNames {
        TypeNames::of_shape(self.renamed(id), self.distinct.shape(id))
    }

    fn renamed<'a>(&'a self, id: &'a ShapeId) -> &'a str {
        self.service.rename.get(id).map_or(id.name(), |name| name)
    }

    pub fn type_name(&self, id: &ShapeId) -> String {
        self.type_names(id).name
    }

    /// The private module of `crate::types` or `crate::types::error` that defines the shape's item.
    pub fn type_module(&self, id: &ShapeId) -> String {
        self.type_names(id).module
    }

    /// The error of the event stream that is this union.
    pub fn stream_error(&self, union: &ShapeId) -> TypeNames {
        TypeNames::of_stream_error(self.renamed(union), self.distinct.stream(union))
    }

    pub fn operation_names(&self, id: &ShapeId) -> OperationNames {
        OperationNames::new(id.name(), self.distinct.operation(id))
    }

    pub fn field_names(&self, structure: &ShapeId, member: &str) -> FieldNames {
        FieldNames::new(member, self.distinct.member(structure, member))
    }

    pub fn variant_names(&self, container: &ShapeId, member: &str) -> VariantNames {
        VariantNames::new(member, self.distinct.member(container, member))
    }

    pub fn shape(&self, id: &ShapeId) -> &Shape {
        self.model.shape(id)
    }

    /// The type of a value of the target shape, without regard to the member that points there.
    pub fn rust_type(&self, target: &ShapeId) -> RustType {
        let shape = self.shape(target);
        match &shape.kind {
            ShapeKind::Blob if shape.traits.streaming => RustType::ByteStream,
            ShapeKind::Blob => RustType::Blob,
            ShapeKind::Boolean => RustType::Bool,
            ShapeKind::String => RustType::String,
            ShapeKind::Byte => RustType::I8,
            ShapeKind::Short => RustType::I16,
            ShapeKind::Integer | ShapeKind::IntEnum { .. } => RustType::I32,
            ShapeKind::Long => RustType::I64,
            ShapeKind::Float => RustType::F32,
            ShapeKind::Double => RustType::F64,
            ShapeKind::BigInteger => RustType::BigInteger,
            ShapeKind::BigDecimal => RustType::BigDecimal,
            ShapeKind::Timestamp => RustType::DateTime,
            ShapeKind::Document => RustType::Document,
            ShapeKind::Enum { .. } | ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
                RustType::Type(self.type_name(target))
            }
            ShapeKind::List { member } => RustType::Vec(Box::new(
                self.element_type(&member.target, shape.traits.sparse),
            )),
            ShapeKind::Map { key, value } => RustType::HashMap(
                Box::new(self.rust_type(&key.target)),
                Box::new(self.element_type(&value.target, shape.traits.sparse)),
            ),
            // No member targets a shape of these kinds: the loader has seen to that.
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                RustType::Document
            }
        }
    }

    fn element_type(&self, target: &ShapeId, sparse: bool) -> RustType {
        let ty = self.rust_type(target);
        if sparse {
            RustType::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// How a value of the target is read and written; `member` carries a timestamp format of its own.
    pub fn codec(&self, target: &ShapeId, member: &Traits) -> Codec {
        let shape = self.shape(target);
        match &shape.kind {
            ShapeKind::Blob if shape.traits.streaming => Codec::Stream,
            ShapeKind::Blob => Codec::Blob,
            ShapeKind::Boolean => Codec::Boolean,
            ShapeKind::String => Codec::String,
            ShapeKind::Byte => Codec::Byte,
            ShapeKind::Short => Codec::Short,
            ShapeKind::Integer | ShapeKind::IntEnum { .. } => Codec::Integer,
            ShapeKind::Long => Codec::Long,
            ShapeKind::Float => Codec::Float,
            ShapeKind::Double => Codec::Double,
            ShapeKind::BigInteger => Codec::BigInteger,
            ShapeKind::BigDecimal => Codec::BigDecimal,
            ShapeKind::Timestamp => Codec::Timestamp(
                self.timestamp_format(target, member)
                    .unwrap_or(TimestampFormat::EpochSeconds),
            ),
            ShapeKind::Document => Codec::Document,
            ShapeKind::Enum { .. } => Codec::Enum,
            ShapeKind::Union { .. } if shape.traits.streaming => Codec::Stream,
            ShapeKind::Structure { .. } | ShapeKind::Union { .. } => Codec::Named {
                module: self.type_module(target),
            },
            ShapeKind::List { member } => Codec::List {
                element: Box::new(self.codec(&member.target, &member.traits)),
                sparse: shape.traits.sparse,
            },
            ShapeKind::Map { value, .. } => Codec::Map {
                value: Box::new(self.codec(&value.target, &value.traits)),
                sparse: shape.traits.sparse,
            },
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                Codec::Document
            }
        }
    }

    /// `timestampFormat` of the member, else of its target.
    pub fn timestamp_format(&self, target: &ShapeId, member: &Traits) -> Option<TimestampFormat> {
        member
            .timestamp_format
            .or(self.shape(target).traits.timestamp_format)
    }

    /// Whether `Debug` hides a value of the target, reached through a member with these traits.
    pub fn redacts(&self, target: &ShapeId, member: &Traits) -> bool {
        let shape = self.shape(target);
        member.sensitive
            || shape.traits.sensitive
            || match &shape.kind {
                ShapeKind::List { member } => self.redacts(&member.target, &member.traits),
                ShapeKind::Map { key, value } => {
                    self.redacts(&key.target, &key.traits)
                        || self.redacts(&value.target, &value.traits)
                }
                _ => false,
            }
    }

    /// Whether the field for a member is an `Option` (the official crates' reading of Smithy's nullability: structures and
    /// unions always are, since they have no default that could take their place).
    pub fn is_optional(&self, container: &Shape, member: &Member) -> bool {
        let target = self.shape(&member.target);
        !target.traits.streaming
            && (matches!(
                target.kind,
                ShapeKind::Structure { .. } | ShapeKind::Union { .. }
            ) || member.traits.client_optional
                || container.traits.input
                || !(member.traits.required || default_of(member).is_some()))
    }

    /// The model's words; where it has none, a member is named as it is on the wire.
    pub fn docs(&self, traits: &Traits, member: &str) -> String {
        match traits
            .documentation
            .as_deref()
            .map(to_rustdoc)
            .filter(|d| !d.trim().is_empty())
        {
            Some(docs) => docs,
            None if member.is_empty() => "The model has no description of this shape.".to_owned(),
            None => format!("`{member}`; the model has no description of it."),
        }
    }
}

impl crate::endpoint_rules::Fields for Scope<'_> {
    fn field(&self, structure: &ShapeId, member: &Member) -> crate::endpoint_rules::MemberField {
        crate::endpoint_rules::MemberField {
            name: self.field_names(structure, &member.name).name,
            optional: self.is_optional(self.shape(structure), member),
        }
    }

    fn accessor(&self, union: &ShapeId, member: &Member) -> String {
        self.variant_names(union, &member.name).as_method
    }
}

/// The value of the member's `default` trait, unless it is null.
pub fn default_of(member: &Member) -> Option<&crate::ast::Node> {
    member.traits.default.as_ref().filter(|d| !d.is_null())
}
