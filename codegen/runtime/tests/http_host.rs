//! Host labels and known lengths.

use aws_smithy_types::body::SdkBody;
use codegen_runtime::http::{push_host_label, require_length};

#[test]
fn labels_of_host_names_are_appended() {
    let mut prefix = "data.".to_owned();
    push_host_label(&mut prefix, "account", "a-1").unwrap();
    assert_eq!(prefix, "data.a-1");
}

#[test]
fn what_is_no_label_is_an_error_that_does_not_show_it() {
    for value in ["", "-a", "a-", "a.b", "ü", "a/b", &"a".repeat(64)] {
        let mut prefix = String::new();
        let err = push_host_label(&mut prefix, "account", value).unwrap_err();
        let text = err.to_string();
        assert!(text.contains("account"), "{text}");
        assert!(value.len() < 3 || !text.contains(value), "{text}");
        assert!(prefix.is_empty());
    }
}

#[test]
fn a_length_must_be_known() {
    assert!(require_length("body", &SdkBody::from("abc")).is_ok());
    let stream = SdkBody::from_body_1_x(body_of_unknown_length());
    assert!(require_length("body", &stream).is_err());
}

/// A body of one frame that does not say how long it is.
fn body_of_unknown_length(
) -> impl http_body::Body<Data = bytes::Bytes, Error = std::convert::Infallible> + Send + Sync + 'static
{
    struct OneFrame(Option<bytes::Bytes>);
    impl http_body::Body for OneFrame {
        type Data = bytes::Bytes;
        type Error = std::convert::Infallible;
        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
            std::task::Poll::Ready(self.0.take().map(|bytes| Ok(http_body::Frame::data(bytes))))
        }
    }
    OneFrame(Some(bytes::Bytes::from_static(b"abc")))
}
