//! serde beside the codec: `Serialize` and `Deserialize` of every structure, union and enum, in the form that the wire has.
//!
//! - In: the tables that the generator writes, one a type: `structure!`, `union!` and `string_enum!`. Out: the two
//!   implementations of each, over what is written here once.
//! - Rules: the JSON shape serialization of the Smithy specification's `aws.protocols#restJson1`, in serde's data model, for any
//!   format that describes itself. Members that HTTP binds elsewhere stand beside the others, under their own names, in
//!   the format of their binding. Request ids and the metadata of errors are no members, so they are left out.
//!
//! **Invariants.** What one of both forms reads, the other reads as the same value, but for what serde's numbers cannot
//! hold: see `numbers` and `timestamps`. One difference is on purpose: a missing required member is an error here, where
//! the codec has to make do with what a service answers.
//! No error of ours shows what the input holds, because it may be secret. (A format's own errors may: hints about the type are
//! given only for simple shapes, so that it is our visitor that refuses what has come in the place of a larger one.)

#![cfg(feature = "serde")]

mod collections;
mod document;
mod form;
mod key;
mod macros;
mod numbers;
mod structure;
mod text;
mod timestamps;
mod union;

pub(crate) use self::macros::{string_enum, structure, union};
pub use self::structure::{
    deserialize as deserialize_structure, required, serialize as serialize_structure, stated,
    MemberReader, MemberWriter, Missing, Structure,
};
pub use self::text::deserialize_enum;
pub use self::union::{
    deserialize as deserialize_union, serialize as serialize_union, serialize_unknown, Union,
};

/// How the value of a member is serialized: what the tables are written in.
pub mod forms {
    pub use super::collections::{Boxed, List, Map, Sparse};
    pub use super::document::Document;
    pub use super::form::Named;
    pub use super::numbers::{BigDecimal, BigInteger, Boolean, Float, Integer};
    pub use super::text::{Base64, Text};
    pub use super::timestamps::{DateTime, EpochSeconds, HttpDate};
    pub use super::union::Unit;
}
