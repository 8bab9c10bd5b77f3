//! The body of an answer, as the member that `httpPayload` binds to it or as the document of all unbound members.
//!
//! "Serialization rules" of `httpPayload`; the empty-body rules are those of the restJson1 protocol tests: an empty
//! body leaves a payload member unset, whatever its type, and stands for `{}` where the body is the document.

use super::BindingError;
use aws_smithy_types::Blob;

/// The document of the unbound members: `{}` if the service sent no body.
pub fn document(body: &[u8]) -> &[u8] {
    if body.is_empty() {
        b"{}"
    } else {
        body
    }
}

/// The JSON text of a structure, union or document payload; none if the body is empty.
pub fn json(body: &[u8]) -> Option<&[u8]> {
    (!body.is_empty()).then_some(body)
}

/// A blob payload; none if the body is empty.
pub fn blob(body: &[u8]) -> Option<Blob> {
    json(body).map(Blob::new)
}

/// A string payload; none if the body is empty. `member` is what the error names if the body is not UTF-8.
pub fn string(member: &'static str, body: &[u8]) -> Result<Option<String>, BindingError> {
    Ok(text(member, body)?.map(str::to_owned))
}

/// An enum payload; none if the body is empty. `member` is what the error names if the body is not UTF-8.
pub fn enumeration<T>(member: &'static str, body: &[u8]) -> Result<Option<T>, BindingError>
where
    T: for<'s> From<&'s str>,
{
    Ok(text(member, body)?.map(T::from))
}

fn text<'b>(member: &'static str, body: &'b [u8]) -> Result<Option<&'b str>, BindingError> {
    json(body)
        .map(std::str::from_utf8)
        .transpose()
        .map_err(|_| BindingError::payload_not_utf8(member))
}
