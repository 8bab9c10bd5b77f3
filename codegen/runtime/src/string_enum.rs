//! Everything about a string enum but its definition: conversions from and to the text on the wire.
//!
//! In: the variants with their values. Out: `as_str`, `values`, `try_parse`, `From<&str>`, `FromStr`, `AsRef<str>` and
//! `Display`; for a sensitive enum also a `Debug` and a `Display` that do not show the value.

/// The text that takes the place of a sensitive value, as users of the official crates know it.
pub const REDACTED: &str = "*** Sensitive Data Redacted ***";

/// Implements a string enum whose definition stands beside it: `string_enum!(Color { Red => "red" })`, or
/// `string_enum!(sensitive Color { Red => "red" })`.
macro_rules! string_enum {
    (sensitive $name:ident { $($variant:ident => $value:literal),* $(,)? }) => {
        $crate::runtime::string_enum::string_enum!(@conversions $name { $($variant => $value),* });
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::runtime::string_enum::REDACTED)
            }
        }
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::runtime::string_enum::REDACTED)
            }
        }
    };
    ($name:ident { $($variant:ident => $value:literal),* $(,)? }) => {
        $crate::runtime::string_enum::string_enum!(@conversions $name { $($variant => $value),* });
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
    (@conversions $name:ident { $($variant:ident => $value:literal),* }) => {
        impl $name {
            /// The value as it is on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
            /// The values that this version of the crate knows, as they are on the wire.
            #[inline]
            pub const fn values() -> &'static [&'static str] {
                &[$($value),*]
            }
            /// The variant for `text`.
            ///
            /// # Errors
            ///
            /// `text` is no value that this version of the crate knows.
            #[inline]
            pub fn try_parse(text: &str) -> ::std::result::Result<Self, $crate::error::UnknownVariantError> {
                match Self::from(text) {
                    Self::Unknown(_) => ::std::result::Result::Err($crate::error::UnknownVariantError::new(text)),
                    known => ::std::result::Result::Ok(known),
                }
            }
        }
        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(
                        $crate::primitives::sealed_enum_unknown::UnknownVariantValue(other.to_owned()),
                    ),
                }
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;
            // `Self::Err` could also be a variant.
            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }
        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}
pub(crate) use string_enum;
