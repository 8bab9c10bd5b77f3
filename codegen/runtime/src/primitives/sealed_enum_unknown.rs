//! The value of an enum that this crate's model does not know.

use std::fmt;

/// What the `Unknown` variant of an enum holds: the value as the service sent it. It is not made to be matched; `as_str`
/// of the enum gives the value.
#[non_exhaustive]
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd, Debug, Hash)]
pub struct UnknownVariantValue(pub(crate) String);

impl UnknownVariantValue {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownVariantValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
