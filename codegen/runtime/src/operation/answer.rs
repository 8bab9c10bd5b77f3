//! What an operation's readers get to see of an answer.
//!
//! In: status, headers and body of a response. Out: [`Answer`] for the reader of an output, [`ErrorAnswer`] for that of a
//! modelled error: the answer together with code, message and request id, read once as far as all errors are alike.
//!
//! Rules: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization>. The code is that
//! of the `x-amzn-errortype` header, else that of the body's `__type`, else that of its `code`; a namespace up to `#` and
//! a URI from `:` on are taken off. A body that is empty or not a JSON object counts as `{}`, so that the header's code
//! stays and the error keeps its type.

use super::super::json::{ReadError, Reader};
use aws_smithy_runtime_api::http::{Headers, StatusCode};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::Document;
use aws_types::request_id::{apply_request_id, RequestId};
use std::ops::Deref;

/// An answer whose body has arrived as a whole.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a Headers,
    /// The body; may be empty.
    pub body: &'a [u8],
    /// The configuration of the call.
    pub config: &'a ConfigBag,
}

impl Answer<'_> {
    /// The id that the service gave to the request, to be kept in the output.
    pub fn request_id(&self) -> Option<String> {
        self.headers.request_id().map(str::to_owned)
    }
}

/// An answer that is an error; its body is a JSON object.
pub struct ErrorAnswer<'a> {
    answer: Answer<'a>,
    meta: ErrorMetadata,
}

impl<'a> Deref for ErrorAnswer<'a> {
    type Target = Answer<'a>;

    fn deref(&self) -> &Answer<'a> {
        &self.answer
    }
}

impl<'a> ErrorAnswer<'a> {
    /// Reads what error answers have in common.
    pub fn read(mut answer: Answer<'a>) -> Self {
        let common = read_common(answer.body).unwrap_or_else(|_| {
            answer.body = b"{}";
            Common::default()
        });
        let header = answer.headers.get("x-amzn-errortype");
        let code = [header, common.r#type.as_deref(), common.code.as_deref()]
            .into_iter()
            .flatten()
            .map(shape_name)
            .find(|code| !code.is_empty());
        let mut meta = ErrorMetadata::builder();
        if let Some(code) = code {
            meta = meta.code(code);
        }
        if let Some(message) = common.message {
            meta = meta.message(message);
        }
        let meta = apply_request_id(meta, answer.headers).build();
        Self { answer, meta }
    }

    /// An exception of an event stream: `code` is the name of its shape, if it is modelled; otherwise the code is what the
    /// payload says, or else `member`, the name that the exception goes by in the stream. `headers` are those of the
    /// response.
    pub fn of_exception(
        code: Option<&str>,
        member: &str,
        payload: &'a [u8],
        headers: &'a Headers,
        config: &'a ConfigBag,
    ) -> Self {
        let mut body = payload;
        let common = read_common(body).unwrap_or_else(|_| {
            body = b"{}";
            Common::default()
        });
        let said = [common.r#type.as_deref(), common.code.as_deref()]
            .into_iter()
            .flatten()
            .map(shape_name)
            .find(|code| !code.is_empty());
        let mut meta = ErrorMetadata::builder().code(code.or(said).unwrap_or(member));
        if let Some(message) = common.message {
            meta = meta.message(message);
        }
        Self {
            answer: Answer {
                status: StatusCode::try_from(200).expect("a status"),
                headers,
                body,
                config,
            },
            meta: apply_request_id(meta, headers).build(),
        }
    }

    /// The code: the name of the error's shape.
    pub fn code(&self) -> Option<&str> {
        self.meta.code()
    }

    /// The message, whichever of the usual names it has in the body.
    pub fn message(&self) -> Option<String> {
        self.meta.message().map(str::to_owned)
    }

    /// Code, message and request id, to be kept in the modelled error.
    pub fn meta(&self) -> ErrorMetadata {
        self.meta.clone()
    }

    /// [`Self::meta`] of an answer that is no longer needed.
    pub(super) fn into_meta(self) -> ErrorMetadata {
        self.meta
    }
}

#[derive(Default)]
struct Common {
    r#type: Option<String>,
    code: Option<String>,
    message: Option<String>,
}

const NAMES: [&str; 5] = ["__type", "code", "message", "Message", "errorMessage"];

/// Reads the members that tell one error from another; members with these names that are no strings are the error's own.
fn read_common(body: &[u8]) -> Result<Common, ReadError> {
    let mut common = Common::default();
    let mut r = Reader::new(body);
    r.structure(&NAMES, &mut |r, name| {
        let member = match NAMES[name] {
            "__type" => &mut common.r#type,
            "code" => &mut common.code,
            _ => &mut common.message,
        };
        if let Document::String(text) = r.document()? {
            *member = Some(text);
        }
        Ok(())
    })?;
    r.finish()?;
    Ok(common)
}

/// The name of the shape in `namespace#Name:uri`.
fn shape_name(code: &str) -> &str {
    let code = code.split_once(':').map_or(code, |(code, _uri)| code);
    code.split_once('#')
        .map_or(code, |(_namespace, name)| name)
        .trim()
}
