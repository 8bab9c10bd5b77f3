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
//!     #[derive(Clone, Debug, Default, PartialEq)]
//!     pub struct ParcelBuilder as crate::types::builders::ParcelBuilder;
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
//! The serde form says what the presence means there, and what a form is; `fields`, what a kind is. A last row
//! `..name: Type = Stored, method;` is a field that is no member: the builder has a `Stored`, and `method`, if there is
//! one, makes the field of it.

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
            $(..$extra:ident: $extra_ty:ty = $stored:ty $(, $finish:ident)?;)?
        }
        $(#[$builder_item:meta])*
        pub struct $builder:ident as $builder_path:path;
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

        $(#[$builder_item])*
        #[non_exhaustive]
        pub struct $builder {
            $(pub(crate) $field: ::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))>,)*
            $($extra: $stored,)?
        }

        impl $builder {
            $(
                $crate::runtime::structure::setter! {
                    [] $presence $kind($($of),+) $field $set {
                        $(#[doc = $doc])*
                        $(#[deprecated(note = $deprecated)])?
                    }
                }
                #[doc = concat!("Sets the member `", $key, "`, or unsets it.")]
                $(#[deprecated(note = $deprecated)])?
                #[inline]
                pub fn $set(
                    mut self,
                    input: ::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))>,
                ) -> Self {
                    self.$field = input;
                    self
                }
                #[doc = concat!("The member `", $key, "` as it has been set so far.")]
                $(#[deprecated(note = $deprecated)])?
                #[inline]
                pub fn $get(&self) -> &::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))> {
                    &self.$field
                }
            )*
            $(#[$build_item])*
            #[inline]
            pub fn build(self) -> $crate::runtime::structure::built!($fallible $target) {
                $crate::runtime::structure::built!($fallible $name {
                    $($field: $crate::runtime::structure::build_field!(
                        $presence self.$field, $field, $details $(, $default)?
                    ),)*
                    $($extra: self.$extra $(.$finish())?,)?
                })
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::serde_form::structure!(
            [$($serialize)?] $name, $builder,
            { $($presence($field, $key, $form $(, $default)?)),* }
            $({ $extra: ::std::default::Default::default() })?
        );
    };
}
pub(crate) use structure;

/// The input of an operation: as a structure, behind the path of the fluent builder.
macro_rules! input {
    (
        $fluent:path;
        $(#[$item:meta])*
        pub struct $name:ident { $($rows:tt)* }
        $($rest:tt)*
    ) => {
        $crate::runtime::structure::structure! {
            $(#[$item])*
            pub struct $name { $($rows)* }
            $($rest)*
        }
        $crate::runtime::structure::fluent_setters! { $fluent { $($rows)* } }
    };
}
pub(crate) use input;

/// The setters of a fluent builder, from the rows of its input.
macro_rules! fluent_setters {
    ($fluent:path {
        $(
            $(#[doc = $doc:literal])*
            $(#[deprecated(note = $deprecated:literal)])?
            $field:ident($set:ident, $get:ident): $presence:ident $kind:ident($($of:ty),+)
                $(= $default:expr)?, $key:literal as $form:expr;
        )*
    }) => {
        impl $fluent {
            $(
                $crate::runtime::structure::setter! {
                    [inner] $presence $kind($($of),+) $field $set {
                        $(#[doc = $doc])*
                        $(#[deprecated(note = $deprecated)])?
                    }
                }
                #[doc = concat!("Sets the member `", $key, "`, or unsets it.")]
                $(#[deprecated(note = $deprecated)])?
                #[inline]
                pub fn $set(
                    mut self,
                    input: ::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))>,
                ) -> Self {
                    self.inner.$field = input;
                    self
                }
                #[doc = concat!("The member `", $key, "` as it has been set so far.")]
                $(#[deprecated(note = $deprecated)])?
                #[inline]
                pub fn $get(&self) -> &::std::option::Option<$crate::runtime::structure::field_type!(value $kind($($of),+))> {
                    &self.inner.$field
                }
            )*
        }
    };
}
pub(crate) use fluent_setters;

/// What `build` returns: as a type, and as a value.
macro_rules! built {
    (fallible $target:ty) => {
        ::std::result::Result<$target, ::aws_smithy_types::error::operation::BuildError>
    };
    (infallible $target:ty) => { $target };
    (fallible $name:ident { $($fields:tt)* }) => { ::std::result::Result::Ok($name { $($fields)* }) };
    (infallible $name:ident { $($fields:tt)* }) => { $name { $($fields)* } };
}
pub(crate) use built;

/// Setters of the builder of an error for what is no member.
macro_rules! meta_setters {
    ($builder:ident) => {
        impl $builder {
            /// Code, message and request id of the error.
            #[inline]
            pub fn meta(mut self, meta: $crate::error::ErrorMetadata) -> Self {
                self.meta = ::std::option::Option::Some(meta);
                self
            }

            /// Code, message and request id of the error.
            #[inline]
            pub fn set_meta(
                &mut self,
                meta: ::std::option::Option<$crate::error::ErrorMetadata>,
            ) -> &mut Self {
                self.meta = meta;
                self
            }
        }
    };
}
pub(crate) use meta_setters;
