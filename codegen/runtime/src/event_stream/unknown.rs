//! The payload of an event that this version of the crate does not know, as a document, so that nothing of it is lost.
//!
//! A payload of the content type `application/json`, or of none, is its JSON document. One that is not JSON, or of another
//! content type, is a string: its text if it is text (of a `text/…` type, or UTF-8 of no type), otherwise the base64 of
//! its bytes, as a blob is in JSON. An empty payload is an empty object.

use super::super::json::Reader;
use super::event::header;
use aws_smithy_types::event_stream::Message;
use aws_smithy_types::{base64, Document};

pub(super) fn document(message: &Message) -> Document {
    let payload = &message.payload()[..];
    let content_type = header(message, ":content-type")
        .and_then(|value| value.as_string().ok())
        .map(|value| value.as_str());
    if payload.is_empty() {
        return Document::Object(Default::default());
    }
    let is_json = content_type.is_none_or(|t| t == "application/json" || t.ends_with("+json"));
    if let Some(document) = is_json.then(|| json(payload)).flatten() {
        return document;
    }
    let is_text = is_json || content_type.is_some_and(|t| t.starts_with("text/"));
    match std::str::from_utf8(payload) {
        Ok(text) if is_text => Document::String(text.to_owned()),
        _ => Document::String(base64::encode(payload)),
    }
}

fn json(payload: &[u8]) -> Option<Document> {
    let r = &mut Reader::new(payload);
    let document = r.document().ok()?;
    r.finish().ok()?;
    Some(document)
}
