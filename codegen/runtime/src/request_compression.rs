//! Compression of a request's body: in, a request that is about to be signed, and the configuration; out, the same with its
//! body in gzip and `gzip` at the end of its `Content-Encoding`.
//!
//! Rules: `requestCompression` of the Smithy specification; settings as in "Request compression" of the AWS SDKs and Tools
//! Reference Guide. Only crates of services with this trait have this module.

use super::config::Builder;
use ::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::error::operation::BuildError;
use aws_types::SdkConfig;
use bytes::Bytes;
use flate2::write::GzEncoder;
use flate2::Compression;
use http_body::{Body, Frame, SizeHint};
use std::io::Write;
use std::pin::Pin;
use std::task::{ready, Context, Poll};

/// Whether bodies are sent as they are.
#[derive(Clone, Copy, Debug)]
struct DisableRequestCompression(bool);

impl Storable for DisableRequestCompression {
    type Storer = StoreReplace<Self>;
}

/// Smaller bodies are sent as they are.
#[derive(Clone, Copy, Debug)]
struct RequestMinCompressionSizeBytes(u32);

impl Storable for RequestMinCompressionSizeBytes {
    type Storer = StoreReplace<Self>;
}

const DEFAULT_MIN_SIZE: u32 = 10_240;

impl Builder {
    /// Sets whether request bodies are sent uncompressed. By default those of operations that support it are compressed.
    pub fn disable_request_compression(
        mut self,
        disable_request_compression: impl Into<Option<bool>>,
    ) -> Self {
        self.set_disable_request_compression(disable_request_compression.into());
        self
    }

    /// Sets or unsets whether request bodies are sent uncompressed.
    pub fn set_disable_request_compression(
        &mut self,
        disable_request_compression: Option<bool>,
    ) -> &mut Self {
        self.config
            .store_or_unset(disable_request_compression.map(DisableRequestCompression));
        self
    }

    /// Sets the size from which on request bodies are compressed, in bytes, 0 to 10,485,760. The default is 10,240.
    /// Streams are compressed whatever their size.
    pub fn request_min_compression_size_bytes(
        mut self,
        request_min_compression_size_bytes: impl Into<Option<u32>>,
    ) -> Self {
        self.set_request_min_compression_size_bytes(request_min_compression_size_bytes.into());
        self
    }

    /// Sets or unsets the size from which on request bodies are compressed, in bytes.
    pub fn set_request_min_compression_size_bytes(
        &mut self,
        request_min_compression_size_bytes: Option<u32>,
    ) -> &mut Self {
        self.config
            .store_or_unset(request_min_compression_size_bytes.map(RequestMinCompressionSizeBytes));
        self
    }
}

/// Takes over the settings that clients of all services share.
pub fn configure(builder: &mut Builder, input: &SdkConfig) {
    builder.set_disable_request_compression(input.disable_request_compression());
    builder.set_request_min_compression_size_bytes(input.request_min_compression_size_bytes());
}

/// Takes over the settings of a configuration bag.
pub fn configure_from_bag(builder: &mut Builder, bag: &ConfigBag) {
    builder.set_disable_request_compression(
        bag.load::<DisableRequestCompression>().map(|value| value.0),
    );
    builder.set_request_min_compression_size_bytes(
        bag.load::<RequestMinCompressionSizeBytes>()
            .map(|value| value.0),
    );
}

/// Compresses the body with gzip if the configuration wants it and the body is large enough, or a stream.
///
/// # Errors
/// The configured minimum is out of its range.
pub fn gzip(request: &mut HttpRequest, cfg: &mut ConfigBag) -> Result<(), BuildError> {
    let disabled = cfg.load::<DisableRequestCompression>();
    if disabled.is_some_and(|disabled| disabled.0) {
        return Ok(());
    }
    let min_size = cfg.load::<RequestMinCompressionSizeBytes>();
    let min_size = min_size.map_or(DEFAULT_MIN_SIZE, |size| size.0);
    if min_size > 10_485_760 {
        return Err(BuildError::invalid_field(
            "request_min_compression_size_bytes",
            "must be between 0 and 10485760",
        ));
    }
    let (body, length) = match request.body().bytes() {
        Some(bytes) if bytes.len() < min_size as usize => return Ok(()),
        Some(bytes) => {
            let compressed = compress(bytes).map_err(BuildError::other)?;
            let length = compressed.len();
            (SdkBody::from(compressed), Some(length))
        }
        None => {
            let body = std::mem::replace(request.body_mut(), SdkBody::taken());
            let body = body.map_preserve_contents(|body| SdkBody::from_body_1_x(Gzip::new(body)));
            (body, None)
        }
    };
    *request.body_mut() = body;
    let headers = request.headers_mut();
    if headers.remove(CONTENT_LENGTH.as_str()).is_some() {
        if let Some(length) = length {
            headers
                .try_insert(CONTENT_LENGTH, length.to_string())
                .map_err(BuildError::other)?;
        }
    }
    let encoding = match headers.get(CONTENT_ENCODING.as_str()) {
        Some(given) if !given.is_empty() => format!("{given}, gzip"),
        _ => "gzip".to_owned(),
    };
    headers
        .try_insert(CONTENT_ENCODING, encoding)
        .map_err(BuildError::other)?;
    cfg.interceptor_state()
        .store_append(SmithySdkFeature::GzipRequestCompression);
    Ok(())
}

fn compress(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A body that is compressed while it is sent.
struct Gzip {
    body: SdkBody,
    /// Gone once the end has been written.
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl Gzip {
    fn new(body: SdkBody) -> Self {
        Self {
            body,
            encoder: Some(GzEncoder::new(Vec::new(), Compression::default())),
        }
    }
}

impl Body for Gzip {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        loop {
            let frame = ready!(Pin::new(&mut self.body).poll_frame(context)?);
            let Some(encoder) = &mut self.encoder else {
                return Poll::Ready(None);
            };
            let compressed = match frame.map(Frame::into_data) {
                Some(Ok(data)) => {
                    encoder.write_all(&data)?;
                    std::mem::take(encoder.get_mut())
                }
                // Trailers would belong to the body as it was.
                Some(Err(_)) => continue,
                None => match self.encoder.take() {
                    Some(encoder) => encoder.finish()?,
                    None => return Poll::Ready(None),
                },
            };
            if !compressed.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(compressed.into()))));
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::byte_stream::ByteStream;
    use flate2::read::GzDecoder;
    use std::io::Read;

    fn request(body: SdkBody, encoding: Option<&'static str>) -> HttpRequest {
        let mut request = HttpRequest::new(body);
        request.headers_mut().insert("content-length", "1");
        if let Some(encoding) = encoding {
            request.headers_mut().insert("content-encoding", encoding);
        }
        request
    }

    fn unpacked(compressed: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        GzDecoder::new(compressed).read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn compresses_from_the_minimum_on() {
        let mut cfg = ConfigBag::base();
        for (length, compressed) in [(10_239, false), (10_240, true)] {
            let mut request = request(SdkBody::from(vec![b'a'; length]), None);
            gzip(&mut request, &mut cfg).unwrap();
            let encoding = request.headers().get("content-encoding");
            assert_eq!(encoding, compressed.then_some("gzip"), "{length}");
            if compressed {
                let body = request.body().bytes().unwrap();
                assert!(body.len() < 100);
                assert_eq!(unpacked(body), vec![b'a'; length]);
                let stated = request.headers().get("content-length");
                assert_eq!(stated, Some(&*body.len().to_string()));
            }
        }
    }

    #[test]
    fn goes_by_the_configuration() {
        let mut cfg = ConfigBag::base();
        cfg.interceptor_state()
            .store_put(RequestMinCompressionSizeBytes(0));
        let mut small = request(SdkBody::from("a"), Some("custom"));
        gzip(&mut small, &mut cfg).unwrap();
        assert_eq!(
            small.headers().get("content-encoding"),
            Some("custom, gzip")
        );

        cfg.interceptor_state()
            .store_put(DisableRequestCompression(true));
        let mut plain = request(SdkBody::from("a"), None);
        gzip(&mut plain, &mut cfg).unwrap();
        assert_eq!(plain.headers().get("content-encoding"), None);
        assert_eq!(plain.headers().get("content-length"), Some("1"));

        let mut cfg = ConfigBag::base();
        cfg.interceptor_state()
            .store_put(RequestMinCompressionSizeBytes(10_485_761));
        assert!(gzip(&mut request(SdkBody::from("a"), None), &mut cfg).is_err());
    }

    #[tokio::test]
    async fn streams_are_compressed_while_they_are_sent() {
        let stream = SdkBody::from("streamed").map(SdkBody::from_body_1_x);
        assert!(stream.bytes().is_none());
        let mut request = request(stream, None);
        gzip(&mut request, &mut ConfigBag::base()).unwrap();
        assert_eq!(request.headers().get("content-encoding"), Some("gzip"));
        assert_eq!(request.headers().get("content-length"), None);
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        let sent = ByteStream::new(body).collect().await.unwrap().to_vec();
        assert_eq!(unpacked(&sent), b"streamed");
    }
}
