//! The direct JSON codec: generated functions read the bytes of an answer straight into its types and write a request's
//! types straight into bytes.
//!
//! - In: the bytes of a body ([`Reader`]), or values ([`Writer`]). Out: values, or the bytes of a body; or a
//!   [`ReadError`] or [`WriteError`].
//! - Rules: RFC 8259 for the grammar, and the JSON shape serialization of the Smithy specification's
//!   `aws.protocols#restJson1` for what each shape looks like.
//!
//! **Invariants.** There are no tokens, no tree and no buffers between the bytes and the values: allocations are those
//! of the result. Nothing panics and nothing recurses deeper than [`MAX_DEPTH`], on any bytes. The time is linear in the
//! length of the input. No error shows what the input holds, because it may be secret.
//!
//! What the reader accepts is what `serde_json` accepts as a `Value`, with one deliberate difference: a number too large
//! for an `f64` is an error only where its value is asked for, so that an unknown member with such a number can be
//! skipped, and a `BigInteger` or `BigDecimal` can be read.

mod document;
mod error;
mod members;
mod number;
mod reader;
mod scalar;
mod skip;
mod string;
mod timestamp;
mod writer;

pub use self::error::{ReadError, WriteError};
pub use self::reader::Reader;
pub use self::writer::Writer;

/// A structure as `read` reads it from an object without members, to stand in for one that is required and missing.
/// `None` if `read` does not take that.
pub fn empty<T>(read: impl FnOnce(&mut Reader<'_>) -> Result<T, ReadError>) -> Option<T> {
    read(&mut Reader::new(b"{}")).ok()
}

/// How many objects and arrays may be open at once, one inside the other; with the scalar in the innermost, that makes
/// 128 nested values. The same limit as that of `serde_json`.
pub const MAX_DEPTH: u32 = 127;
