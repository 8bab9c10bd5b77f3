//! How shapes are read and written. Generated crates have a file for each shape.

use crate::error::BoxError;
use crate::operation::create_thing::{CreateThingInput, CreateThingOutput};
use crate::operation::get_thing::GetThingOutput;
use crate::runtime::http::payload;
use crate::runtime::json::{Reader, Writer};
use crate::runtime::operation::{Answer, ErrorAnswer};
use crate::types::error::{InternalServerException, ThrottlingException, ValidationException};

pub(crate) fn read_get_thing_output(answer: &Answer<'_>) -> Result<GetThingOutput, BoxError> {
    let mut name = None;
    let mut r = Reader::new(payload::document(answer.body));
    r.structure(&["name"], &mut |r, _| r.member(&mut name, Reader::string))?;
    r.finish()?;
    Ok(GetThingOutput {
        name,
        _request_id: answer.request_id(),
    })
}

pub(crate) fn write_create_thing_input(input: &CreateThingInput) -> Result<Vec<u8>, BoxError> {
    let mut w = Writer::new();
    w.begin_object();
    w.key("name");
    w.string(crate::runtime::http::required("name", &input.name)?);
    if let Some(value) = &input.secret_note {
        w.key("secretNote");
        w.string(value);
    }
    if let Some(value) = &input.client_token {
        w.key("clientToken");
        w.string(value);
    }
    w.end_object();
    Ok(w.finish()?)
}

pub(crate) fn read_create_thing_output(answer: &Answer<'_>) -> Result<CreateThingOutput, BoxError> {
    let mut thing_id = None;
    let mut r = Reader::new(payload::document(answer.body));
    r.structure(&["thingId"], &mut |r, _| {
        r.member(&mut thing_id, Reader::string)
    })?;
    r.finish()?;
    Ok(CreateThingOutput {
        thing_id,
        _request_id: answer.request_id(),
    })
}

// An error with no member but the message needs no reading of its own.
pub(crate) fn read_throttling_exception(
    answer: &ErrorAnswer<'_>,
) -> Result<ThrottlingException, BoxError> {
    Ok(ThrottlingException {
        message: answer.message().unwrap_or_default(),
        meta: answer.meta(),
    })
}

pub(crate) fn read_internal_server_exception(
    answer: &ErrorAnswer<'_>,
) -> Result<InternalServerException, BoxError> {
    let retry_after_seconds =
        crate::runtime::http::response::integer(answer.headers, "Retry-After")?;
    Ok(InternalServerException {
        message: answer.message(),
        retry_after_seconds,
        meta: answer.meta(),
    })
}

pub(crate) fn read_validation_exception(
    answer: &ErrorAnswer<'_>,
) -> Result<ValidationException, BoxError> {
    let mut message = None;
    let mut fields = None;
    let mut r = Reader::new(answer.body);
    r.structure(&["message", "fields"], &mut |r, member| match member {
        0 => r.member(&mut message, Reader::string),
        _ => r.member(&mut fields, |r| r.list(Reader::string)),
    })?;
    r.finish()?;
    Ok(ValidationException {
        message: message.or_else(|| answer.message()),
        fields,
        meta: answer.meta(),
    })
}
