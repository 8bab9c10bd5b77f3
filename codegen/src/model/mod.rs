//! In: the nodes of all files of a model. Out: a [`Model`]: files merged, `apply` statements and mixins resolved, traits
//! typed, and every reference between shapes known to lead somewhere.
//!
//! Rules: Smithy 2.0 specification, "JSON AST", "Simple types", "Aggregate types", "Service types", "Mixins".

pub mod closure;
mod load;
mod open;
mod patterns;
pub mod questions;
pub mod similar;
pub mod traits;
pub mod treatments;
mod typed;
pub mod validate;
pub mod waiters;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::ast::Span;
pub use load::load;
pub use open::{Choice, open};
pub(crate) use open::{of_nodes, parse};
use traits::Traits;

/// Absolute shape id without a member: `com.example#Foo`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// **Invariant:** `id` is `namespace#Name`; the loader checks ids before they come here.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(ns, _)| ns)
    }

    pub fn name(&self) -> &str {
        self.0.split_once('#').map_or(&*self.0, |(_, name)| name)
    }

    /// Whether this is a shape of the prelude, such as `smithy.api#String`.
    pub fn is_prelude(&self) -> bool {
        self.namespace() == "smithy.api"
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Maps keyed by shape ids can be asked with the text of an id.
impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A whole model.
///
/// **Invariants** (held by the loader): every [`ShapeId`] in a shape is a key of `shapes`, prelude shapes included; no
/// `apply` statement and no mixin is left (mixin shapes themselves stay, marked by their trait); members are in the order of
/// the model, those of mixins first, as the specification says.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub shapes: BTreeMap<ShapeId, Shape>,
    /// Placeholders for shapes that something refers to and that are not there. Empty unless the loader has reported errors.
    pub unresolved: BTreeSet<ShapeId>,
}

#[derive(Clone, Debug)]
pub struct Shape {
    pub id: ShapeId,
    pub kind: ShapeKind,
    pub traits: Traits,
    /// The shape's key in its file. Prelude shapes have none.
    pub span: Option<Span>,
}

#[derive(Clone, Debug)]
pub enum ShapeKind {
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
    /// `enum`, and a string with the 1.0 `enum` trait: members in order, each with its [`Traits::enum_value`] set.
    /// A definition of the 1.0 trait without a name becomes a member named after its value, by Smithy's own conversion rule
    /// where it applies; `synthesized_names` says that this happened.
    Enum {
        members: Vec<Member>,
        synthesized_names: bool,
    },
    IntEnum {
        members: Vec<Member>,
    },
    /// `list`, and the 1.0 `set`.
    List {
        member: Box<Member>,
    },
    Map {
        key: Box<Member>,
        value: Box<Member>,
    },
    Structure {
        members: Vec<Member>,
    },
    Union {
        members: Vec<Member>,
    },
    Operation(Operation),
    Resource(Resource),
    Service(Service),
}

impl ShapeKind {
    /// The specification's word for the kind: `structure`, `bigDecimal`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::Enum { .. } => "enum",
            Self::IntEnum { .. } => "intEnum",
            Self::List { .. } => "list",
            Self::Map { .. } => "map",
            Self::Structure { .. } => "structure",
            Self::Union { .. } => "union",
            Self::Operation(_) => "operation",
            Self::Resource(_) => "resource",
            Self::Service(_) => "service",
        }
    }
}

/// A member of an aggregate shape. Its traits are those applied to the member itself; what a target says as well is
/// the planner's business to look up.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: Arc<str>,
    pub target: ShapeId,
    pub traits: Traits,
    /// The member's key in its file.
    pub span: Option<Span>,
}

/// `smithy.api#Unit` stands for an operation without input or output.
#[derive(Clone, Debug)]
pub struct Operation {
    pub input: ShapeId,
    pub output: ShapeId,
    /// Own errors in the order of the model; those of the service are in [`Service::errors`].
    pub errors: Vec<ShapeId>,
}

#[derive(Clone, Debug, Default)]
pub struct Resource {
    pub identifiers: BTreeMap<Arc<str>, ShapeId>,
    pub properties: BTreeMap<Arc<str>, ShapeId>,
    /// Operations of every kind (lifecycle, instance and collection operations), each once.
    pub operations: Vec<ShapeId>,
    pub resources: Vec<ShapeId>,
}

#[derive(Clone, Debug, Default)]
pub struct Service {
    pub version: String,
    /// Operations bound to the service itself. [`closure::operations`] adds those of its resources.
    pub operations: Vec<ShapeId>,
    pub resources: Vec<ShapeId>,
    pub errors: Vec<ShapeId>,
    pub rename: BTreeMap<ShapeId, String>,
}

impl Member {
    /// The key in JSON: the `jsonName` trait, or the member's name.
    pub fn json_name(&self) -> &str {
        self.traits.json_name.as_deref().unwrap_or(&self.name)
    }
}

impl Model {
    /// The shape of that id. By the model's invariant, ids found in shapes are always there.
    pub fn shape(&self, id: &ShapeId) -> &Shape {
        &self.shapes[id]
    }

    pub fn get(&self, id: &str) -> Option<&Shape> {
        self.shapes.get(id)
    }
}
