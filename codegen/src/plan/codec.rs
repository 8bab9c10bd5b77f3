//! Plain data, made by `plan::scope` and rendered as calls of the reader and writer: how a value is read from and written to JSON
//! (AWS restJson1 protocol, "Shape serialization").

use crate::model::traits::TimestampFormat;

/// **Invariant:** a codec and the [`super::RustType`] beside it describe the same target shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Codec {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    String,
    Blob,
    Timestamp(TimestampFormat),
    Document,
    /// Read as text, made by `From<&str>`, written by `as_str()`.
    Enum,
    /// Functions `read` and `write` of the private module of `crate::types`.
    Named {
        module: String,
    },
    List {
        element: Box<Codec>,
        sparse: bool,
    },
    Map {
        value: Box<Codec>,
        sparse: bool,
    },
    /// The target of the member is behind a `Box`.
    Boxed(Box<Codec>),
    /// A variant without data: an empty object.
    Unit,
    /// A stream: never JSON.
    Stream,
}
