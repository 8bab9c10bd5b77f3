//! Structures, their builders and fluent builders: the generator writes a table of members, and `structure!` makes the
//! items of it.

use aws_smithy_types::error::operation::BuildError;

mod fields;
mod table;

pub(crate) use fields::{build_field, field_type, getter, note, setter, setters};
pub(crate) use table::{
    builder, built, fluent_setters, input, meta_setters, structure, structure_of,
};

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
    value.ok_or_else(|| missing(field, details))
}

/// `field` may be a raw identifier: the text has the plain one.
#[cold]
fn missing(field: &'static str, details: &'static str) -> BuildError {
    BuildError::missing_field(field.strip_prefix("r#").unwrap_or(field), details)
}
