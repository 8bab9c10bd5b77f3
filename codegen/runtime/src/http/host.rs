//! Host prefixes with labels, and bodies whose length the service wants to know.
//!
//! Rules: Smithy specification, "endpoint trait", "hostLabel trait" and "requiresLength trait".

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;

/// Appends the value of a `hostLabel` member to a host prefix.
///
/// # Errors
///
/// The value is no part of a host name: letters, digits and hyphens, 1 to 63 of them, no hyphen at the ends. The error
/// names the member, not the value.
pub fn push_host_label(
    prefix: &mut String,
    member: &'static str,
    value: &str,
) -> Result<(), BuildError> {
    let fits = (1..=63).contains(&value.len())
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !value.starts_with('-')
        && !value.ends_with('-');
    if !fits {
        return Err(BuildError::invalid_field(
            member,
            "becomes part of a host name: 1 to 63 letters, digits and hyphens, no hyphen at the ends",
        ));
    }
    prefix.push_str(value);
    Ok(())
}

/// Checks that the length of a streamed payload is known before it is sent.
///
/// # Errors
///
/// It is not. The error names the member.
pub fn require_length(member: &'static str, body: &SdkBody) -> Result<(), BuildError> {
    match body.content_length() {
        Some(_) => Ok(()),
        None => Err(BuildError::invalid_field(
            member,
            "must have a length that is known before it is sent: build it from bytes or from a file",
        )),
    }
}
