//! Plain data: Rust types and default values as planning knows them.

/// A type of a field, variant or parameter, without the `Option` of the field itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    Bool,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    BigInteger,
    BigDecimal,
    String,
    Blob,
    DateTime,
    Document,
    /// Item of `crate::types`, by name.
    Type(String),
    Vec(Box<RustType>),
    /// Key and value.
    HashMap(Box<RustType>, Box<RustType>),
    /// Element or value of a sparse collection.
    Option(Box<RustType>),
    /// Where recursion without a collection in between needs a pointer.
    Box(Box<RustType>),
    ByteStream,
    /// Received event stream of the union and its error enum in `crate::types::error`.
    EventReceiver {
        union: String,
        error: String,
    },
    /// Sent event stream.
    EventSender {
        union: String,
        error: String,
    },
}

impl RustType {
    pub fn is_copy(&self) -> bool {
        matches!(
            self,
            Self::Bool | Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::F32 | Self::F64
        )
    }

    pub fn is_stream(&self) -> bool {
        matches!(
            self,
            Self::ByteStream | Self::EventReceiver { .. } | Self::EventSender { .. }
        )
    }
}

/// A value that takes the place of a missing one.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    /// `Default::default()`: empty, zero, false, null.
    Zero,
    Bool(bool),
    /// Of the field's integer type.
    Integer(i64),
    /// Of the field's float type; NaN and the infinities are possible.
    Float(f64),
    String(String),
    /// The enum, made from this wire value.
    Enum {
        name: String,
        value: String,
    },
    Blob(Vec<u8>),
    /// Seconds and nanoseconds since the epoch.
    DateTime(i64, u32),
    /// The text of a number.
    BigInteger(String),
    BigDecimal(String),
    /// Of a document.
    Document(DocumentValue),
}

#[derive(Clone, Debug, PartialEq)]
pub enum DocumentValue {
    Null,
    Bool(bool),
    PosInt(u64),
    NegInt(i64),
    Float(f64),
    String(String),
    Array(Vec<DocumentValue>),
    Object(Vec<(String, DocumentValue)>),
}
