//! The tables of structures, unions and enums, and the implementations that they stand for.

/// A structure: `[]` if it has no serde form, or else `[Serialize]`; its builder, as in the table; each of its members as `kind(field, key, form)`, then
/// the fields that are no members with their values.
///
/// | kind | field | where the key is absent |
/// |---|---|---|
/// | `optional` | an `Option` | `None` |
/// | `stated` | an `Option` | an error |
/// | `required` | no `Option` | an error |
/// | `default` | no `Option` | the fourth argument, or else `Default::default()` |
/// | `omitted` | no `Option` | as `default`, which is not written either |
macro_rules! structure {
    (@write optional, $members:ident, $value:expr, $key:literal, $form:expr) => {
        $members.optional($key, $form, $value)?
    };
    (@write stated, $members:ident, $value:expr, $key:literal, $form:expr) => {
        $members.optional($key, $form, $value)?
    };
    (@write omitted, $members:ident, $value:expr, $key:literal, $form:expr $(, $default:expr)?) => {
        if *$value != $crate::runtime::serde_form::structure!(@default $($default)?) {
            $members.member($key, $form, $value)?
        }
    };
    (@write $kind:ident, $members:ident, $value:expr, $key:literal, $form:expr $(, $default:expr)?) => {
        $members.member($key, $form, $value)?
    };
    (@build optional, $value:expr, $key:literal) => { $value };
    (@build stated, $value:expr, $key:literal) => {
        $crate::runtime::serde_form::stated($value, $key)?
    };
    (@build required, $value:expr, $key:literal) => {
        $crate::runtime::serde_form::required($value, $key)?
    };
    (@build $kind:ident, $value:expr, $key:literal $(, $default:expr)?) => {
        $value.unwrap_or_else(|| $crate::runtime::serde_form::structure!(@default $($default)?))
    };
    (@field [] $builder:ident.$field:ident) => { $builder.$field };
    (@field [inner] $builder:ident.$field:ident) => { $builder.inner.$field };
    (@default) => { ::std::default::Default::default() };
    (@default $default:expr) => { $default };
    ([] $($table:tt)*) => {};
    (
        [Serialize] $name:ident, $builder:ident $inner:tt,
        { $($kind:ident($field:ident, $key:literal, $form:expr $(, $default:expr)?)),* $(,)? }
        $({ $extra:ident: $extra_value:expr })?
    ) => {
        impl $crate::runtime::serde_form::Structure for $name {
            type Builder = $builder;
            const NAME: &'static str = stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($key),*];

            fn write<M: ::serde::ser::SerializeMap>(
                &self,
                _members: &mut $crate::runtime::serde_form::MemberWriter<M>,
            ) -> ::std::result::Result<(), M::Error> {
                #[allow(unused_imports)]
                use $crate::runtime::serde_form::forms::*;
                $($crate::runtime::serde_form::structure!(@write $kind, _members, &self.$field, $key, $form $(, $default)?);)*
                ::std::result::Result::Ok(())
            }

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                _builder: &mut $builder,
                name: &'static str,
                value: $crate::runtime::serde_form::MemberReader<'_, A>,
            ) -> ::std::result::Result<(), A::Error> {
                #[allow(unused_imports)]
                use $crate::runtime::serde_form::forms::*;
                match name {
                    $($key => value.store(
                        $form,
                        &mut $crate::runtime::serde_form::structure!(@field $inner _builder.$field),
                    ),)*
                    _ => value.skip(),
                }
            }

            #[inline]
            fn build(
                _builder: $builder,
            ) -> ::std::result::Result<Self, $crate::runtime::serde_form::Missing> {
                ::std::result::Result::Ok(Self {
                    $($field: $crate::runtime::serde_form::structure!(
                        @build $kind,
                        $crate::runtime::serde_form::structure!(@field $inner _builder.$field),
                        $key $(, $default)?
                    ),)*
                    $($extra: $extra_value,)?
                })
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::serde_form::serialize_structure(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::serde_form::deserialize_structure(deserializer)
            }
        }
    };
}
pub(crate) use structure;

/// A union: its members with data as `Variant(tag, form)`, then those without as `Variant(tag)`.
macro_rules! union {
    (
        $name:ident,
        { $($variant:ident($tag:literal, $form:expr)),* $(,)? }
        $({ $($unit:ident($unit_tag:literal)),* $(,)? })?
    ) => {
        impl $crate::runtime::serde_form::Union for $name {
            const NAME: &'static str = stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($tag,)* $($($unit_tag),*)?];

            fn write<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_imports)]
                use $crate::runtime::serde_form::forms::*;
                #[allow(unused_imports)]
                use $crate::runtime::serde_form::{serialize_union, serialize_unknown};
                match self {
                    $(Self::$variant(value) => serialize_union($tag, $form, value, serializer),)*
                    $($(Self::$unit => serialize_union($unit_tag, Unit, &(), serializer),)*)?
                    Self::Unknown(member) => serialize_unknown(member, serializer),
                }
            }

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                tag: &'static str,
                value: $crate::runtime::serde_form::MemberReader<'_, A>,
            ) -> ::std::result::Result<::std::option::Option<Self>, A::Error> {
                #[allow(unused_imports)]
                use $crate::runtime::serde_form::forms::*;
                ::std::result::Result::Ok(match tag {
                    $($tag => value.value($form)?.map(Self::$variant),)*
                    $($($unit_tag => value.value(Unit)?.map(|()| Self::$unit),)*)?
                    _ => {
                        value.skip()?;
                        ::std::option::Option::None
                    }
                })
            }

            #[inline]
            fn unknown(member: $crate::runtime::union::UnknownMember) -> Self {
                Self::Unknown(member)
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::serde_form::Union::write(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::serde_form::deserialize_union(deserializer)
            }
        }
    };
}
pub(crate) use union;

/// An enum.
macro_rules! string_enum {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::serde_form::deserialize_enum(deserializer)
            }
        }
    };
}
pub(crate) use string_enum;
