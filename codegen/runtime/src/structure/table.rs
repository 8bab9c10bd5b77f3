//! In: the table of a structure. Out: the structure with its getters, its builder, and its serde form; for the input of an
//! operation also the setters of the fluent builder.
//!
//! A row is a member: documentation, name (setter and getter of the builder), presence, kind, key and form.
//!
//! ```text
//! structure! {
//!     /// A parcel on its way.
//!     #[derive(Clone, Debug, PartialEq)]
//!     pub struct Parcel {
//!         /// Its number.
//!         id(set_id, get_id): required text(String), "id" as Text;
//!         /// What it weighs, in grams.
//!         weight(set_weight, get_weight): optional copy(i32), "weight" as Integer;
//!     }
//!     /// A builder of [`Parcel`](crate::types::Parcel).
//!     #[derive(Clone, Debug, PartialEq)]
//!     pub struct ParcelBuilder[] as crate::types::builders::ParcelBuilder;
//!     /// Builds the [`Parcel`](crate::types::Parcel).
//!     pub fn build(self) -> crate::types::Parcel as fallible, "required by Parcel";
//!     impl Serialize, Deserialize;
//! }
//! ```
//!
//! | presence | field | where it was not set |
//! |---|---|---|
//! | `optional` | an `Option` | `None` |
//! | `stated` | an `Option`, of a required member | `None` |
//! | `required` | no `Option` | an error of `build` |
//! | `default`, `omitted` | no `Option` | what stands behind `=`, or else `Default::default()` |
//!
//! A builder has a field for each member. Where those of the structure are `Option`s, all of them, it holds the structure itself,
//! and is written `ParcelBuilder[inner]`: there is less to compile.
//!
//! The serde form says what the presence means there, and what a form is; `fields`, what a kind is. A last row
//! `..name: Type;` is a field that is no member, which the builder has as well.

/// A structure, its builder and its serde form.
macro_rules! structure {
    (
        $(#[$item:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                $(#[deprecated(note = $deprecated:literal)])?
                $field:ident($set:ident, $get:ident): $presence:ident $kind:ident($($of:ty),+)
                    $(= $default:expr)?, $key:literal as $form:expr;
            )*
            $(..$extra:ident: $extra_ty:ty;)?
        }
        $(#[$builder_item:meta])*
        pub struct $builder:ident $inner:tt as $builder_path:path;
        $(#[$build_item:meta])*
        pub fn build(self) -> $target:ty as $fallible:ident, $details:literal;
        $(impl $serialize:ident, $deserialize:ident;)?
    ) => {
        $(#[$item])*
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[doc = $doc])*
                $(#[deprecated(note = $deprecated)])?
                pub $field: $crate::runtime::structure::field_type!($presence $kind($($of),+)),
            )*
            $(pub(crate) $extra: $extra_ty,)?
        }

        impl $name {
            $($crate::runtime::structure::getter! {
                $presence $kind($($of),+) $field {
                    $(#[doc = $doc])*
                    $(#[deprecated(note = $deprecated)])?
                }
            })*
            /// A builder of this structure.
            #[inline]
            pub fn builder() -> $builder_path {
                ::std::default::Default::default()
            }
        }

        $crate::runtime::structure::builder! {
            $inner
            $(#[$builder_item])*
            pub struct $builder of $name {
                $($field: $kind($($of),+);)*
                $(..$extra: $extra_ty;)?
            }
        }

        impl $builder {
            $($crate::runtime::structure::setters! {
                $inner $presence $kind($($of),+) $field($set, $get) $key
                { $(#[doc = $doc])* } { $(#[deprecated(note = $deprecated)])? }
            })*
            $(#[$build_item])*
            #[inline]
            pub fn build(self) -> $crate::runtime::structure::built!($fallible $target) {
                $crate::runtime::structure::structure_of! {
                    $fallible $inner self, $name {
                        $($field: $presence $(= $default)?;)*
                        $(..$extra;)?
                    } $details
                }
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::serde_form::structure!(
            [$($serialize)?] $name, $builder $inner,
            { $($presence($field, $key, $form $(, $default)?)),* }
            $({ $extra: ::std::default::Default::default() })?
        );
    };
}
pub(crate) use structure;

/// The type of a builder. It derives what the table says, and `Default`.
macro_rules! builder {
    (
        []
        $(#[$item:meta])*
        pub struct $builder:ident of $name:ident {
            $($field:ident: $kind:ident($($of:ty),+);)*
            $(..$extra:ident: $extra_ty:ty;)?
        }
    ) => {
        $(#[$item])*
        #[derive(Default)]
        #[non_exhaustive]
        pub struct $builder {
            $(pub(crate) $field: ::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))>,)*
            $($extra: $extra_ty,)?
        }
    };
    (
        [inner]
        $(#[$item:meta])*
        pub struct $builder:ident of $name:ident {
            $($field:ident: $kind:ident($($of:ty),+);)*
            $(..$extra:ident: $extra_ty:ty;)?
        }
    ) => {
        $(#[$item])*
        #[non_exhaustive]
        pub struct $builder {
            pub(crate) inner: $name,
        }

        impl ::std::default::Default for $builder {
            #[inline]
            fn default() -> Self {
                Self {
                    inner: $name {
                        $($field: ::std::option::Option::None,)*
                        $($extra: ::std::default::Default::default(),)?
                    },
                }
            }
        }
    };
}
pub(crate) use builder;

/// What `build` gives back.
macro_rules! structure_of {
    (fallible $($rest:tt)*) => {
        ::std::result::Result::Ok($crate::runtime::structure::structure_of!($($rest)*))
    };
    (infallible $($rest:tt)*) => { $crate::runtime::structure::structure_of!($($rest)*) };
    ([inner] $builder:ident, $($rest:tt)*) => { $builder.inner };
    ([] $builder:ident, $name:ident {
        $($field:ident: $presence:ident $(= $default:expr)?;)*
        $(..$extra:ident;)?
    } $details:literal) => {
        $name {
            $($field: $crate::runtime::structure::build_field!(
                $presence $builder.$field, $field, $details $(, $default)?
            ),)*
            $($extra: $builder.$extra,)?
        }
    };
}
pub(crate) use structure_of;

/// The input of an operation: as a structure, behind the path of the fluent builder and the way to the fields in there.
macro_rules! input {
    (
        $fluent:path, $inner:tt;
        $(#[$item:meta])*
        pub struct $name:ident { $($rows:tt)* }
        $($rest:tt)*
    ) => {
        $crate::runtime::structure::structure! {
            $(#[$item])*
            pub struct $name { $($rows)* }
            $($rest)*
        }
        $crate::runtime::structure::fluent_setters! { $fluent, $inner { $($rows)* } }
    };
}
pub(crate) use input;

/// The setters of a fluent builder, from the rows of its input.
macro_rules! fluent_setters {
    ($fluent:path, $inner:tt {
        $(
            $(#[doc = $doc:literal])*
            $(#[deprecated(note = $deprecated:literal)])?
            $field:ident($set:ident, $get:ident): $presence:ident $kind:ident($($of:ty),+)
                $(= $default:expr)?, $key:literal as $form:expr;
        )*
    }) => {
        impl $fluent {
            $($crate::runtime::structure::setters! {
                $inner $presence $kind($($of),+) $field($set, $get) $key
                { $(#[doc = $doc])* } { $(#[deprecated(note = $deprecated)])? }
            })*
        }
    };
}
pub(crate) use fluent_setters;

/// The type of what `build` gives back.
macro_rules! built {
    (fallible $target:ty) => {
        ::std::result::Result<$target, ::aws_smithy_types::error::operation::BuildError>
    };
    (infallible $target:ty) => { $target };
}
pub(crate) use built;

/// Setters of the builder of an error for what is no member.
macro_rules! meta_setters {
    ($builder:ident[$($inner:ident)?]) => {
        impl $builder {
            /// Code, message and request id of the error.
            #[inline]
            pub fn meta(mut self, meta: $crate::error::ErrorMetadata) -> Self {
                self$(.$inner)?.meta = meta;
                self
            }

            /// Code, message and request id of the error.
            #[inline]
            pub fn set_meta(
                &mut self,
                meta: ::std::option::Option<$crate::error::ErrorMetadata>,
            ) -> &mut Self {
                self$(.$inner)?.meta = meta.unwrap_or_default();
                self
            }
        }
    };
}
pub(crate) use meta_setters;
