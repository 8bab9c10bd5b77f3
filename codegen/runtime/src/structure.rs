//! What the builders of all structures share.

use aws_smithy_types::error::operation::BuildError;

/// The value of a required field.
///
/// # Errors
///
/// There is none; the text names the field, and `details` the structure.
pub fn required<T>(
    value: Option<T>,
    field: &'static str,
    details: &'static str,
) -> Result<T, BuildError> {
    value.ok_or_else(|| BuildError::missing_field(field, details))
}
