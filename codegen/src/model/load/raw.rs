//! The model between its files and [`crate::model::Model`]: shapes as written, each reference with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::{Node, Span};
use crate::model::ShapeId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V2,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    Enum,
    IntEnum,
    /// `list`, and the 1.0 `set`.
    List,
    Map,
    Structure,
    Union,
    Operation,
    Resource,
    Service,
}

impl Type {
    const ALL: [(&'static str, Self); 23] = [
        ("blob", Self::Blob),
        ("boolean", Self::Boolean),
        ("string", Self::String),
        ("byte", Self::Byte),
        ("short", Self::Short),
        ("integer", Self::Integer),
        ("long", Self::Long),
        ("float", Self::Float),
        ("double", Self::Double),
        ("bigInteger", Self::BigInteger),
        ("bigDecimal", Self::BigDecimal),
        ("timestamp", Self::Timestamp),
        ("document", Self::Document),
        ("enum", Self::Enum),
        ("intEnum", Self::IntEnum),
        ("list", Self::List),
        ("set", Self::List),
        ("map", Self::Map),
        ("structure", Self::Structure),
        ("union", Self::Union),
        ("operation", Self::Operation),
        ("resource", Self::Resource),
        ("service", Self::Service),
    ];

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, t)| *t)
    }

    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, t)| *t == self)
            .map_or("", |(n, _)| n)
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(n, _)| *n)
    }

    /// Properties that a shape of this type may have beside `type`, `traits` and `mixins`.
    pub fn properties(self) -> &'static [&'static str] {
        match self {
            Self::List => &["member"],
            Self::Map => &["key", "value"],
            Self::Structure | Self::Union | Self::Enum | Self::IntEnum => &["members"],
            Self::Operation => &["input", "output", "errors"],
            Self::Service => &["version", "operations", "resources", "errors", "rename"],
            Self::Resource => &[
                "identifiers",
                "properties",
                "create",
                "put",
                "read",
                "update",
                "delete",
                "list",
                "operations",
                "collectionOperations",
                "resources",
            ],
            _ => &[],
        }
    }
}

/// A shape id and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub id: ShapeId,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub(super) struct RawTrait {
    pub id: ShapeId,
    /// The trait's id in its file.
    pub span: Span,
    pub value: Node,
}

#[derive(Clone, Debug)]
pub(super) struct RawMember {
    pub name: Arc<str>,
    pub span: Option<Span>,
    pub target: Reference,
    pub traits: Vec<RawTrait>,
}

/// What only operations, resources and services have.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub version: Option<Arc<str>>,
    pub input: Option<Reference>,
    pub output: Option<Reference>,
    pub errors: Vec<Reference>,
    /// Of a resource: lifecycle, instance and collection operations, in this order.
    pub operations: Vec<Reference>,
    pub resources: Vec<Reference>,
    pub identifiers: Vec<(Arc<str>, Reference)>,
    pub properties: Vec<(Arc<str>, Reference)>,
    pub rename: Vec<(Reference, Arc<str>)>,
}

impl Properties {
    /// Every shape that is referenced, in a fixed order.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        (self
            .input
            .iter()
            .chain(&self.output)
            .chain(&self.errors)
            .chain(&self.operations)
            .chain(&self.resources))
        .chain(
            self.identifiers
                .iter()
                .chain(&self.properties)
                .map(|(_, r)| r),
        )
        .chain(self.rename.iter().map(|(r, _)| r))
    }
}

#[derive(Clone, Debug)]
pub(super) struct RawShape {
    pub id: ShapeId,
    /// `None` for shapes of the prelude.
    pub span: Option<Span>,
    pub version: Version,
    pub ty: Type,
    pub traits: Vec<RawTrait>,
    pub mixins: Vec<Reference>,
    /// Of a list `member`, of a map `key` and `value`.
    pub members: Vec<RawMember>,
    /// Traits that `apply` gives to members which mixins will bring.
    pub introduced: BTreeMap<Arc<str>, Vec<RawTrait>>,
    pub properties: Properties,
}

/// One `apply` statement.
#[derive(Clone, Debug)]
pub(super) struct Apply {
    pub target: ShapeId,
    pub member: Option<Arc<str>>,
    pub span: Span,
    pub traits: Vec<RawTrait>,
}

#[derive(Debug, Default)]
pub(super) struct RawModel {
    pub shapes: BTreeMap<ShapeId, RawShape>,
    pub applies: Vec<Apply>,
    /// Shapes whose definition could not be read; references to them are no further error.
    pub broken: BTreeSet<ShapeId>,
}
