//! The checksum of a request's body: in, a request that is about to be signed; out, the same with a `Content-MD5` header.
//!
//! Rules: `httpChecksumRequired` of the Smithy specification. Only crates of services with this trait have this module.

use ::http::HeaderName;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::base64;
use aws_smithy_types::error::operation::BuildError;
use md5::{Digest, Md5};

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

/// Adds the header, unless a member is bound to it.
///
/// # Errors
/// The body is a stream that is not in memory: its checksum cannot be known before it is sent.
pub fn content_md5(request: &mut HttpRequest) -> Result<(), BuildError> {
    if request.headers().contains_key(CONTENT_MD5.as_str()) {
        return Ok(());
    }
    let Some(body) = request.body().bytes() else {
        return Err(BuildError::other(
            "the operation requires a checksum of the payload, so the payload must be in memory, not a stream of unknown contents",
        ));
    };
    let checksum = base64::encode(Md5::digest(body));
    request
        .headers_mut()
        .try_insert(CONTENT_MD5, checksum)
        .map_err(BuildError::other)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    #[test]
    fn sums_up_what_is_in_memory() {
        let mut request = HttpRequest::new(SdkBody::from("abc"));
        content_md5(&mut request).unwrap();
        // RFC 1321, appendix A.5, in base64.
        let expected = Some("kAFQmDzST7DWlj99KOF/cg==");
        assert_eq!(request.headers().get("content-md5"), expected);

        request.headers_mut().insert("content-md5", "given");
        content_md5(&mut request).unwrap();
        assert_eq!(request.headers().get("content-md5"), Some("given"));

        let stream = SdkBody::from("abc").map(SdkBody::from_body_1_x);
        assert!(content_md5(&mut HttpRequest::new(stream)).is_err());
    }
}
