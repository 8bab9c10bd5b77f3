//! Plain data: a JMESPath expression over shapes of a model, ready to be written as Rust.
//!
//! **Invariant:** each [`Code`] has one form in Rust, which its [`Type`] says. All forms can be null.

use crate::model::ShapeId;

/// Code and its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub code: Code,
    pub ty: Type,
}

/// What an expression gives, and which form that has in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A value of the model: an `Option<&T>`.
    Shape(ShapeId),
    /// A list that is computed: an `Option<Vec<T>>`, `T` being the form of the elements.
    List(Box<Type>),
    /// Anything else: a `Value` of the runtime.
    Value(Kind),
}

/// The types of JMESPath, as far as they are known before there is a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array(Box<Kind>),
    Object,
    Any,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// The operation's input, and its output.
    Input,
    Output,
    /// The value that the innermost `Let` or list function binds.
    Current {
        /// The form is copied where it is used.
        copy: bool,
    },
    /// `body` over `value`.
    Let {
        value: Box<Code>,
        body: Box<Code>,
    },

    // From an `Option<&T>` to a part of it.
    Field {
        of: Box<Code>,
        field: FieldAccess,
    },
    Variant {
        of: Box<Code>,
        accessor: String,
    },
    Entry {
        of: Box<Code>,
        map: MapFacts,
        key: String,
    },

    // From an `Option<&T>` to a list.
    Elements {
        of: Box<Code>,
        sparse: bool,
    },
    MapValues {
        of: Box<Code>,
        map: MapFacts,
    },

    // From a list to a list or one of its elements.
    Project {
        list: Box<Code>,
        body: Box<Code>,
    },
    Filter {
        list: Box<Code>,
        /// A `Value`.
        condition: Box<Code>,
    },
    /// Each element becomes a list by `inner`, and these are joined.
    Flatten {
        list: Box<Code>,
        inner: Box<Code>,
    },
    Slice {
        list: Box<Code>,
        parts: [Option<i64>; 3],
    },
    Index {
        list: Box<Code>,
        index: i64,
    },
    /// All items have the form of the list's elements.
    Select {
        /// Null, if the current value is.
        guarded: bool,
        items: Vec<Code>,
    },
    /// From a `Value`.
    Items(Box<Code>),
    /// As `Items`, but what is no list becomes a list of itself.
    ItemsOrItself(Box<Code>),

    // To a `Value`.
    /// Of what is simple in the model.
    Simple(Box<Code>),
    /// Of an enum.
    Text(Box<Code>),
    /// Of a list, by a `Value` of each element.
    Array {
        list: Box<Code>,
        element: Box<Code>,
    },
    /// Of a map, by a `Value` of each value.
    Map {
        of: Box<Code>,
        map: MapFacts,
        value: Box<Code>,
    },
    /// Of a structure or union: the names of the members that are set.
    Members {
        of: Box<Code>,
        members: Vec<(String, Presence)>,
    },
    MapKeys {
        of: Box<Code>,
        map: MapFacts,
    },
    Hash {
        guarded: bool,
        members: Vec<(String, Code)>,
    },
    Literal(serde_json::Value),
    /// A member of an object.
    Member {
        of: Box<Code>,
        name: String,
    },
    /// The number of a list's elements.
    Count(Box<Code>),
    /// Whether the value is null, or is not.
    IsNull {
        of: Box<Code>,
        null: bool,
    },
    /// Of two `Value`s.
    Compare(super::Comparator, Box<Code>, Box<Code>),
    /// Of a `Value`.
    Not(Box<Code>),
    /// Of `Value`s.
    Call(Function, Vec<Code>),

    /// `left || right`, or `left && right`. `truth` is a `Value` over the form of `left`.
    Choose {
        or: bool,
        left: Box<Code>,
        truth: Box<Code>,
        right: Box<Code>,
    },
}

/// The field of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldAccess {
    pub name: String,
    pub optional: bool,
    pub boxed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFacts {
    pub sparse: bool,
    /// The type of the keys, where that is an enum.
    pub key: Option<String>,
}

/// How to see whether a member is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    Always,
    /// The field is an `Option`.
    Field(String),
    /// The method of a union says so.
    Method(String),
}

/// The functions that are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Contains,
    EndsWith,
    Keys,
    Length,
    NotNull,
    StartsWith,
    Values,
}

impl Kind {
    /// With its article, for messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array(_) => "a list",
            Self::Object => "an object",
            Self::Any => "of any type",
        }
    }

    /// Whether a value of this kind may be one of `wanted`.
    pub fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Array(a), Self::Array(b)) => a.fits(b),
            (a, b) => a == b,
        }
    }
}

impl Code {
    /// Whether the operation's input is read somewhere in it.
    pub fn reads_input(&self) -> bool {
        *self == Self::Input || self.parts().iter().any(|part| part.reads_input())
    }

    /// Whether the operation's output is read somewhere in it.
    pub fn reads_output(&self) -> bool {
        *self == Self::Output || self.parts().iter().any(|part| part.reads_output())
    }

    fn parts(&self) -> Vec<&Code> {
        match self {
            Self::Input | Self::Output | Self::Current { .. } | Self::Literal(_) => Vec::new(),
            Self::Field { of, .. }
            | Self::Variant { of, .. }
            | Self::Entry { of, .. }
            | Self::Elements { of, .. }
            | Self::MapValues { of, .. }
            | Self::Members { of, .. }
            | Self::MapKeys { of, .. }
            | Self::Member { of, .. }
            | Self::IsNull { of, .. }
            | Self::Items(of)
            | Self::ItemsOrItself(of)
            | Self::Simple(of)
            | Self::Text(of)
            | Self::Count(of)
            | Self::Not(of) => vec![of],
            Self::Slice { list, .. } | Self::Index { list, .. } => vec![list],
            Self::Let { value: a, body: b }
            | Self::Project { list: a, body: b }
            | Self::Filter {
                list: a,
                condition: b,
            }
            | Self::Flatten { list: a, inner: b }
            | Self::Array {
                list: a,
                element: b,
            }
            | Self::Map {
                of: a, value: b, ..
            }
            | Self::Compare(_, a, b) => vec![a, b],
            Self::Choose {
                left, truth, right, ..
            } => vec![left, truth, right],
            Self::Select { items, .. } | Self::Call(_, items) => items.iter().collect(),
            Self::Hash { members, .. } => members.iter().map(|(_, code)| code).collect(),
        }
    }
}
