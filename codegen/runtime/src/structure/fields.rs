//! In: a row of the table of a structure. Out: the parts of the items that the row stands for.
//!
//! | kind | field | getter gives | setter takes |
//! |---|---|---|---|
//! | `text(String)` | `String` | `&str` | `impl Into<String>` |
//! | `copy(T)` | `T`, a number or `bool` | `T` | `T` |
//! | `value(T)` | `T` | `&T` | `T` |
//! | `boxed(T)` | `Box<T>` | `&T` | `impl Into<Box<T>>` |
//! | `list(T)`, `text_list(String)` | `Vec<T>` | `&[T]` | one element, a text as `impl Into<String>` |
//! | `map(K, V)` | `HashMap<K, V>` | `&HashMap<K, V>` | an entry |
//! | `text_map(String, V)`, `map_of_texts(K, String)`, `texts_map(String, String)` | the same | the same | the same, texts as `impl Into<String>` |

/// The type of the field.
macro_rules! field_type {
    (optional $($kind:tt)+) => { ::std::option::Option<$crate::runtime::structure::field_type!(value $($kind)+)> };
    (stated $($kind:tt)+) => { ::std::option::Option<$crate::runtime::structure::field_type!(value $($kind)+)> };
    ($presence:ident boxed($of:ty)) => { ::std::boxed::Box<$of> };
    ($presence:ident list($of:ty)) => { ::std::vec::Vec<$of> };
    ($presence:ident text_list($of:ty)) => { ::std::vec::Vec<$of> };
    ($presence:ident $kind:ident($of:ty)) => { $of };
    ($presence:ident $kind:ident($key:ty, $value:ty)) => { ::std::collections::HashMap<$key, $value> };
}
pub(crate) use field_type;

/// A method of the structure.
macro_rules! getter {
    (stated $($row:tt)+) => { $crate::runtime::structure::getter! { optional $($row)+ } };
    (optional text($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> ::std::option::Option<&str> {
            self.$field.as_deref()
        }
    };
    (optional copy($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> ::std::option::Option<$of> {
            self.$field
        }
    };
    (optional list($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Empty where the list is absent: `.", stringify!($field), ".is_none()` tells.")]
        #[inline]
        pub fn $field(&self) -> &[$of] {
            self.$field.as_deref().unwrap_or_default()
        }
    };
    (optional text_list($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Empty where the list is absent: `.", stringify!($field), ".is_none()` tells.")]
        #[inline]
        pub fn $field(&self) -> &[$of] {
            self.$field.as_deref().unwrap_or_default()
        }
    };
    (optional boxed($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> ::std::option::Option<&$of> {
            self.$field.as_deref()
        }
    };
    (optional $kind:ident($($of:ty),+) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> ::std::option::Option<&$crate::runtime::structure::field_type!(value $kind($($of),+))> {
            self.$field.as_ref()
        }
    };
    ($presence:ident text($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> &str {
            &self.$field
        }
    };
    ($presence:ident copy($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> $of {
            self.$field
        }
    };
    ($presence:ident list($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> &[$of] {
            &self.$field
        }
    };
    ($presence:ident text_list($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> &[$of] {
            &self.$field
        }
    };
    ($presence:ident boxed($of:ty) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> &$of {
            &self.$field
        }
    };
    ($presence:ident $kind:ident($($of:ty),+) $field:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[inline]
        pub fn $field(&self) -> &$crate::runtime::structure::field_type!(value $kind($($of),+)) {
            &self.$field
        }
    };
}
pub(crate) use getter;

/// The three methods of a builder for a row. The field is in the builder, or in one of its fields: `[inner]` leads there.
macro_rules! setters {
    (
        [$($inner:ident)*] $presence:ident $kind:ident($($of:ty),+)
        $field:ident($set:ident, $get:ident) $key:literal { $(#[doc = $doc:literal])* } { $(#[$deprecated:meta])* }
    ) => {
        $crate::runtime::structure::setter! {
            [$($inner)*] $presence $kind($($of),+) $field $set {
                $(#[doc = $doc])*
                $(#[$deprecated])*
            }
        }
        #[doc = concat!("Sets the member `", $key, "`, or unsets it.")]
        $(#[$deprecated])*
        #[inline]
        pub fn $set(
            mut self,
            input: ::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))>,
        ) -> Self {
            self$(.$inner)*.$field = input;
            self
        }
        #[doc = concat!("The member `", $key, "` as it has been set so far.")]
        $(#[$deprecated])*
        #[inline]
        pub fn $get(&self) -> &::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))> {
            &self$(.$inner)*.$field
        }
    };
}
pub(crate) use setters;

/// The plain setter of a row.
macro_rules! setter {
    ([$($inner:ident)*] $presence:ident text($of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = $crate::runtime::structure::note!($presence)]
        pub fn $field(mut self, input: impl ::std::convert::Into<$of>) -> Self {
            self$(.$inner)*.$field = ::std::option::Option::Some(input.into());
            self
        }
    };
    ([$($inner:ident)*] $presence:ident boxed($of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = $crate::runtime::structure::note!($presence)]
        pub fn $field(mut self, input: impl ::std::convert::Into<::std::boxed::Box<$of>>) -> Self {
            self$(.$inner)*.$field = ::std::option::Option::Some(input.into());
            self
        }
    };
    ([$($inner:ident)*] $presence:ident list($of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Appends one element; [`", stringify!($set), "`](Self::", stringify!($set), ") replaces the list.")]
        #[inline]
        pub fn $field(mut self, input: $of) -> Self {
            self$(.$inner)*.$field.get_or_insert_with(::std::vec::Vec::new).push(input);
            self
        }
    };
    ([$($inner:ident)*] $presence:ident text_list($of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Appends one element; [`", stringify!($set), "`](Self::", stringify!($set), ") replaces the list.")]
        pub fn $field(mut self, input: impl ::std::convert::Into<$of>) -> Self {
            self$(.$inner)*.$field.get_or_insert_with(::std::vec::Vec::new).push(input.into());
            self
        }
    };
    ([$($inner:ident)*] $presence:ident map($key:ty, $of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Inserts one entry; [`", stringify!($set), "`](Self::", stringify!($set), ") replaces the map.")]
        #[inline]
        pub fn $field(mut self, k: $key, v: $of) -> Self {
            self$(.$inner)*.$field.get_or_insert_with(::std::collections::HashMap::new).insert(k, v);
            self
        }
    };
    ([$($inner:ident)*] $presence:ident text_map($key:ty, $of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Inserts one entry; [`", stringify!($set), "`](Self::", stringify!($set), ") replaces the map.")]
        pub fn $field(mut self, k: impl ::std::convert::Into<$key>, v: $of) -> Self {
            self$(.$inner)*.$field.get_or_insert_with(::std::collections::HashMap::new).insert(k.into(), v);
            self
        }
    };
    ([$($inner:ident)*] $presence:ident map_of_texts($key:ty, $of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Inserts one entry; [`", stringify!($set), "`](Self::", stringify!($set), ") replaces the map.")]
        pub fn $field(mut self, k: $key, v: impl ::std::convert::Into<$of>) -> Self {
            self$(.$inner)*.$field.get_or_insert_with(::std::collections::HashMap::new).insert(k, v.into());
            self
        }
    };
    ([$($inner:ident)*] $presence:ident texts_map($key:ty, $of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = ""]
        #[doc = concat!("Inserts one entry; [`", stringify!($set), "`](Self::", stringify!($set), ") replaces the map.")]
        pub fn $field(mut self, k: impl ::std::convert::Into<$key>, v: impl ::std::convert::Into<$of>) -> Self {
            self$(.$inner)*.$field.get_or_insert_with(::std::collections::HashMap::new).insert(k.into(), v.into());
            self
        }
    };
    ([$($inner:ident)*] $presence:ident $kind:ident($of:ty) $field:ident $set:ident { $(#[$item:meta])* }) => {
        $(#[$item])*
        #[doc = $crate::runtime::structure::note!($presence)]
        #[inline]
        pub fn $field(mut self, input: $of) -> Self {
            self$(.$inner)*.$field = ::std::option::Option::Some(input);
            self
        }
    };
}
pub(crate) use setter;

/// What the plain setter says of the presence, behind the words of the model.
macro_rules! note {
    (required) => {
        "\n\nRequired."
    };
    (stated) => {
        "\n\nRequired."
    };
    ($presence:ident) => {
        ""
    };
}
pub(crate) use note;

/// The value of the field, from that of the builder.
macro_rules! build_field {
    (optional $value:expr, $field:ident, $details:literal) => {
        $value
    };
    (stated $value:expr, $field:ident, $details:literal) => {
        $value
    };
    (required $value:expr, $field:ident, $details:literal) => {
        $crate::runtime::structure::required($value, stringify!($field), $details)?
    };
    ($presence:ident $value:expr, $field:ident, $details:literal) => {
        $value.unwrap_or_default()
    };
    ($presence:ident $value:expr, $field:ident, $details:literal, $default:expr) => {
        $value.unwrap_or_else(|| $default)
    };
}
pub(crate) use build_field;
