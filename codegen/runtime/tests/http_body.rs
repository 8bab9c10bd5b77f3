//! The body of a request and the headers that describe it: section "Content-Type" of the AWS restJson1 protocol, and
//! `httpPayload` of the Smithy 2.0 specification.

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use codegen_runtime::http::RequestBuilder;

fn request(
    build: impl FnOnce(&mut RequestBuilder) -> Result<(), BuildError>,
) -> Result<HttpRequest, BuildError> {
    let mut builder = RequestBuilder::new("PUT");
    build(&mut builder)?;
    builder.finish()
}

/// restJson1, "Content-Type": JSON for documents; none, and no length, without a body.
#[test]
fn default_body_headers_depend_on_the_body() {
    let names = |build: fn(&mut RequestBuilder)| {
        let request = request(|r| {
            r.path("/");
            build(r);
            Ok(())
        })
        .unwrap();
        let header = |name| request.headers().get(name).unwrap_or("-").to_owned();
        let body = request.body().bytes().map(<[u8]>::to_vec);
        (header("content-type"), header("content-length"), body)
    };
    let none = ("-".to_owned(), "-".to_owned(), Some(Vec::new()));
    assert_eq!(names(|_| ()), none);
    assert_eq!(names(|r| _ = r.json_body(b"{}".to_vec()).no_body()), none);
    assert_eq!(
        names(|r| _ = r.json_body(b"{}".to_vec())),
        ("application/json".into(), "2".into(), Some(b"{}".to_vec()))
    );
    assert_eq!(
        names(|r| _ = r.body("text/plain", SdkBody::from("hey"))),
        ("text/plain".into(), "3".into(), Some(b"hey".to_vec()))
    );
    // A payload that is set but empty is a body of length 0.
    assert_eq!(
        names(|r| _ = r.body("application/octet-stream", SdkBody::from(""))),
        (
            "application/octet-stream".into(),
            "0".into(),
            Some(Vec::new())
        )
    );
}

/// A stream of unknown length has no `content-length`: the connection chooses the transfer coding.
#[test]
fn bodies_of_unknown_length_have_no_content_length() {
    struct Endless;
    impl http_body::Body for Endless {
        type Data = bytes::Bytes;
        type Error = std::convert::Infallible;
        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
            std::task::Poll::Pending
        }
    }
    let request = request(|r| {
        r.path("/")
            .body("image/png", SdkBody::from_body_1_x(Endless));
        Ok(())
    })
    .unwrap();
    assert_eq!(request.headers().get("content-type"), Some("image/png"));
    assert!(!request.headers().contains_key("content-length"));
}

/// A member bound to `Content-Type` or `Content-Length` wins over the default, whichever is written first.
#[test]
fn bound_body_headers_win_over_the_defaults() {
    let body = |r: &mut RequestBuilder| _ = r.body("application/octet-stream", "abc".into());
    for body_first in [true, false] {
        let request = request(|r| {
            r.path("/");
            if body_first {
                body(r);
            }
            r.header("Content-Type", "image/jpg")?
                .header("Content-Length", "4")?;
            if !body_first {
                body(r);
            }
            Ok(())
        })
        .unwrap();
        let all = |name| request.headers().get_all(name).collect::<Vec<_>>();
        assert_eq!(all("content-type"), ["image/jpg"]);
        assert_eq!(all("content-length"), ["4"]);
    }
}
