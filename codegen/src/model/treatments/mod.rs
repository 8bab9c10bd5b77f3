//! The table of traits: what the generator does with each, which value it takes, and what it may be applied to.
//!
//! In: the id of a trait. Out: its [`Treatment`], with the reason in one line.
//!
//! **Invariant:** every trait of the Smithy prelude, `aws.api`, `aws.auth`, `aws.customizations`, `aws.protocols`,
//! `smithy.rules`, `smithy.test` and `smithy.waiters` has a row. A trait without a row that the model does not define itself
//! is warned of, so nothing is dropped in silence.

mod aws;
mod forms;
mod own;
mod prelude;
mod smithy;
#[cfg(test)]
mod tests;

pub use forms::{Field, FieldKind, Form};

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{ShapeId, ShapeKind};

/// What the generator does with a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It shapes the generated client.
    Used,
    /// A client is right without it.
    NothingNeeded,
    /// It asks for something that the generated client does not do, and the client is right without it.
    Warned,
    /// A client without it would send or read something wrong.
    Refused,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct TraitInfo {
    /// Absolute id.
    pub id: &'static str,
    pub treatment: Treatment,
    /// Why it is treated so, in one line.
    pub reason: &'static str,
    /// The values it takes.
    pub form: Form,
    pub on: On,
}

/// Shapes a trait may be applied to, in place of the specification's selectors. What they say beyond it (other traits that must
/// be there, the depth of a target) is checked where the trait is used.
#[derive(Clone, Copy, Debug)]
pub struct On {
    pub shapes: Kinds,
    /// Members of these shapes …
    pub members_of: Kinds,
    /// … that target one of these.
    pub targets: Kinds,
}

/// A set of kinds of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    pub const NONE: Self = Self(0);
    pub const BLOB: Self = Self(1);
    pub const BOOLEAN: Self = Self(1 << 1);
    /// Strings and enums.
    pub const STRING: Self = Self(1 << 2 | 1 << 3);
    pub const ENUM: Self = Self(1 << 3);
    /// All numbers, intEnums among them.
    pub const NUMBER: Self = Self(1 << 4 | 1 << 5 | 1 << 6);
    /// `integer` and intEnums.
    pub const INTEGER: Self = Self(1 << 5 | 1 << 6);
    pub const INT_ENUM: Self = Self(1 << 6);
    pub const TIMESTAMP: Self = Self(1 << 7);
    pub const DOCUMENT: Self = Self(1 << 8);
    pub const LIST: Self = Self(1 << 9);
    pub const MAP: Self = Self(1 << 10);
    pub const STRUCTURE: Self = Self(1 << 11);
    pub const UNION: Self = Self(1 << 12);
    pub const OPERATION: Self = Self(1 << 13);
    pub const RESOURCE: Self = Self(1 << 14);
    pub const SERVICE: Self = Self(1 << 15);
    pub const SIMPLE: Self = Self(0x1ff);
    pub const DATA: Self = Self(0x1fff);
    pub const ALL: Self = Self(0xffff);

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn of(kind: &ShapeKind) -> Self {
        match kind {
            ShapeKind::Blob => Self::BLOB,
            ShapeKind::Boolean => Self::BOOLEAN,
            ShapeKind::String => Self(1 << 2),
            ShapeKind::Enum { .. } => Self::ENUM,
            ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal => Self(1 << 4),
            ShapeKind::Integer => Self(1 << 5),
            ShapeKind::IntEnum { .. } => Self::INT_ENUM,
            ShapeKind::Timestamp => Self::TIMESTAMP,
            ShapeKind::Document => Self::DOCUMENT,
            ShapeKind::List { .. } => Self::LIST,
            ShapeKind::Map { .. } => Self::MAP,
            ShapeKind::Structure { .. } => Self::STRUCTURE,
            ShapeKind::Union { .. } => Self::UNION,
            ShapeKind::Operation(_) => Self::OPERATION,
            ShapeKind::Resource(_) => Self::RESOURCE,
            ShapeKind::Service(_) => Self::SERVICE,
        }
    }
}

impl On {
    const ANYTHING: Self = Self {
        shapes: Kinds::ALL,
        members_of: Kinds::DATA,
        targets: Kinds::DATA,
    };

    const fn shapes(shapes: Kinds) -> Self {
        Self {
            shapes,
            members_of: Kinds::NONE,
            targets: Kinds::NONE,
        }
    }

    /// Members of structures that target one of `targets`.
    const fn member(targets: Kinds) -> Self {
        Self {
            shapes: Kinds::NONE,
            members_of: Kinds::STRUCTURE,
            targets,
        }
    }

    /// Shapes of these kinds, and members of any shape that target one.
    const fn shapes_and_members(kinds: Kinds) -> Self {
        Self {
            shapes: kinds,
            members_of: Kinds::DATA,
            targets: kinds,
        }
    }
}

/// All rows, in no particular order.
pub fn all() -> impl Iterator<Item = &'static TraitInfo> {
    prelude::TABLE
        .iter()
        .chain(aws::TABLE)
        .chain(smithy::TABLE)
        .chain(own::TABLE)
}

/// The row of a trait.
pub fn find(id: &ShapeId) -> Option<&'static TraitInfo> {
    static INDEX: LazyLock<HashMap<&'static str, &'static TraitInfo>> =
        LazyLock::new(|| all().map(|row| (row.id, row)).collect());
    INDEX.get(id.as_str()).copied()
}

/// Namespaces of traits that concern no client, whatever their names: reason by namespace.
pub const FOREIGN_NAMESPACES: &[(&str, &str)] = &[
    ("aws.apigateway", "configures Amazon API Gateway"),
    ("aws.cloudformation", "describes CloudFormation resources"),
    (
        "aws.endpoints",
        "input of the tools that write the endpoint rule set",
    ),
    ("aws.iam", "describes permissions"),
    ("smithy.contracts", "conditions that a service checks"),
    ("smithy.openapi", "for conversion to OpenAPI"),
];

/// Whether the trait's shape is a list, so that several values of it are joined.
pub fn is_list(id: &ShapeId) -> bool {
    find(id).is_some_and(|row| matches!(row.form, Form::Array | Form::Objects(_) | Form::Strings))
}

pub fn is_protocol(id: &ShapeId) -> bool {
    PROTOCOLS.contains(&id.as_str())
}

pub fn is_auth_scheme(id: &ShapeId) -> bool {
    AUTH_SCHEMES.contains(&id.as_str())
}

/// Traits that mark a service as speaking a protocol.
const PROTOCOLS: &[&str] = &[
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
];

/// Traits that give a service an authentication scheme.
const AUTH_SCHEMES: &[&str] = &[
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

const fn row(
    id: &'static str,
    treatment: Treatment,
    form: Form,
    on: On,
    reason: &'static str,
) -> TraitInfo {
    TraitInfo {
        id,
        treatment,
        reason,
        form,
        on,
    }
}
