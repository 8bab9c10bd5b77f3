//! In: a case of `eventStreamTests`. Out: its test: sends the events of requests, answers with those of responses, and
//! compares the initial messages and every event, or waits for the failure that the case expects.
//!
//! An exception among the events is an error of the stream; nothing may come behind it.

use aws_smithy_types::base64;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::cases::{Direction, EventCase, EventStreamCase};
use super::settings::Settings;
use super::subject::Subject;
use super::values::{Missing, minimal_setters, seconds, sender, setters, structure, value};
use super::{requests, responses};
use crate::ast::{Node, Value};
use crate::model::ShapeId;
use crate::plan::event_stream::EventStream;
use crate::plan::{Field, OperationPlan, RustType, Structure};
use crate::render::syntax::ident;

/// The body of the test function.
pub fn test(
    subject: &Subject,
    operation: &ShapeId,
    case: &EventStreamCase,
) -> Result<TokenStream, String> {
    let operation = subject.callable(operation)?;
    let host = case
        .initial_request
        .as_ref()
        .and_then(|request| request.host.as_deref());
    let settings = Settings::new(host, None, case.vendor_params.as_ref())?;
    let client = settings.client();
    let method = ident(&operation.method);
    let answer = answer(case)?;
    let sets = match &case.initial_request_params {
        Some(params) => setters(&subject.plan, &operation.input, Some(params), Missing::Stay)?,
        None => minimal_setters(&subject.plan, &operation.input),
    };
    let stream = request_stream(subject, operation, case)?;
    let rest = match &case.failure {
        Some(error) => failure(subject, operation, error.as_deref())?,
        None => success(subject, operation, case)?,
    };
    Ok(quote! {
        let http = InMemory::answering(#answer);
        let result = block_on(#client.#method() #sets #stream .send());
        #rest
    })
}

/// The answer: the initial response, if the case has one, and the frames of its events.
fn answer(case: &EventStreamCase) -> Result<TokenStream, String> {
    let initial = match &case.initial_response {
        Some(response) => responses::answer(response)?,
        None => quote! {
            Answer { status: 200, headers: &[("Content-Type", "application/vnd.amazon.eventstream")], body: b"" }
        },
    };
    let events = events_of(case, Direction::Response)?;
    Ok(if events.is_empty() {
        initial
    } else {
        quote!(Answer { body: events::frames(&[#(#events),*])?, ..#initial })
    })
}

fn events_of(case: &EventStreamCase, direction: Direction) -> Result<Vec<TokenStream>, String> {
    let events = case
        .events
        .iter()
        .filter(|event| event.direction == direction);
    events.map(event).collect()
}

/// A value of `support::events::Event`.
fn event(case: &EventCase) -> Result<TokenStream, String> {
    let headers = case.headers.iter().map(|(name, node)| {
        let value = header(node)?;
        Ok(quote!((#name, #value)))
    });
    let headers = headers.collect::<Result<Vec<_>, String>>()?;
    let EventCase {
        forbid_headers,
        require_headers,
        ..
    } = case;
    let body = match &case.body {
        Some(body) => {
            let media_type = requests::option(case.body_media_type.as_deref());
            quote!(Some((#body, #media_type)))
        }
        None => quote!(None),
    };
    let bytes = match &case.bytes {
        Some(text) => {
            let bytes = base64::decode(text)
                .map_err(|_| "the `bytes` of an event are not base64".to_owned())?;
            let bytes = Literal::byte_string(&bytes);
            quote!(Some(#bytes))
        }
        None => quote!(None),
    };
    Ok(quote! {
        Event {
            headers: &[#(#headers),*],
            forbid_headers: &[#(#forbid_headers),*],
            require_headers: &[#(#require_headers),*],
            body: #body,
            bytes: #bytes,
        }
    })
}

fn header(node: &Node) -> Result<TokenStream, String> {
    let [entry] = node.as_object().unwrap_or_default() else {
        return Err("the value of an event's header needs exactly one member".to_owned());
    };
    let wrong = || {
        format!(
            "the event header has {} for `{}`",
            entry.value.kind(),
            entry.key
        )
    };
    let text = || entry.value.as_str().ok_or_else(wrong);
    let bytes = || {
        base64::decode(text()?)
            .map_err(|_| "the value of an event's header is not base64".to_owned())
    };
    let integer = || entry.value.as_i64().ok_or_else(wrong);
    Ok(match &*entry.key {
        "boolean" => {
            let value = entry.value.as_bool().ok_or_else(wrong)?;
            quote!(Header::Boolean(#value))
        }
        "byte" => {
            let value = match &entry.value.value {
                // In base64, as the trait says; or as a number.
                Value::String(_) => match bytes()?[..] {
                    [byte] => i64::from(byte as i8),
                    _ => return Err("a `byte` header is not one byte".to_owned()),
                },
                _ => integer()?,
            };
            let value = Literal::i64_unsuffixed(value);
            quote!(Header::Byte(#value))
        }
        "short" => {
            let value = Literal::i64_unsuffixed(integer()?);
            quote!(Header::Short(#value))
        }
        "integer" => {
            let value = Literal::i64_unsuffixed(integer()?);
            quote!(Header::Integer(#value))
        }
        "long" => {
            let value = Literal::i64_unsuffixed(integer()?);
            quote!(Header::Long(#value))
        }
        "blob" => {
            let value = Literal::byte_string(&bytes()?);
            quote!(Header::Blob(#value))
        }
        "string" => {
            let value = text()?;
            quote!(Header::Text(#value))
        }
        "timestamp" => {
            let (seconds, nanos) = seconds(&entry.value)?;
            quote!(Header::Timestamp(#seconds, #nanos))
        }
        other => return Err(format!("an event's header cannot be a `{other}`")),
    })
}

/// The setter of the input's stream, if the case sends events.
fn request_stream(
    subject: &Subject,
    operation: &OperationPlan,
    case: &EventStreamCase,
) -> Result<TokenStream, String> {
    let sent = case
        .events
        .iter()
        .filter(|event| event.direction == Direction::Request);
    let sent: Vec<&EventCase> = sent.collect();
    if sent.is_empty() {
        return Ok(TokenStream::new());
    }
    let (field, stream) = stream_of(subject, &operation.input)
        .ok_or("the input of the operation has no event stream")?;
    let items = sent.into_iter().map(|event| {
        let params = event
            .params
            .as_ref()
            .ok_or("an event that is not modelled cannot be sent")?;
        Ok(match modelled(subject, stream, params, Missing::Stay)? {
            Modelled::Event(event) => quote!(Ok(#event)),
            Modelled::Exception { variant, value } => {
                let (name, variant) = (ident(&stream.error.name), ident(&variant));
                quote!(Err(crate::types::error::#name::#variant(#value)))
            }
        })
    });
    let items = items.collect::<Result<Vec<_>, String>>()?;
    let (setter, sender) = (ident(&field.setter), sender(&items));
    Ok(quote!(.#setter(Some(#sender))))
}

/// The field with the event stream, and its plan.
fn stream_of<'a>(subject: &'a Subject, of: &'a Structure) -> Option<(&'a Field, &'a EventStream)> {
    of.fields.iter().find_map(|field| match &field.ty {
        RustType::EventReceiver { union, .. } | RustType::EventSender { union, .. } => {
            let stream = subject
                .plan
                .event_streams
                .iter()
                .find(|stream| stream.union == *union)?;
            Some((field, stream))
        }
        _ => None,
    })
}

/// An event as a Rust expression.
enum Modelled {
    Event(TokenStream),
    /// The variant of the stream's error enum, which is also its type of `types::error`, and the error.
    Exception {
        variant: String,
        value: TokenStream,
    },
}

fn modelled(
    subject: &Subject,
    stream: &EventStream,
    params: &Node,
    missing: Missing,
) -> Result<Modelled, String> {
    let plan = &subject.plan;
    let entries = params.as_object().unwrap_or_default();
    let exception = stream
        .exceptions
        .iter()
        .find(|of| entries.iter().any(|entry| *entry.key == *of.member));
    let Some(exception) = exception else {
        let union = RustType::Type(stream.union.clone());
        return value(plan, &union, params, missing).map(Modelled::Event);
    };
    let variant = exception.variant.clone();
    let error = plan
        .errors
        .iter()
        .find(|error| error.structure.name == variant);
    let error = error.ok_or_else(|| format!("the client has no error {variant}"))?;
    let name = ident(&variant);
    let path = quote!(crate::types::error::#name);
    let value = structure(
        plan,
        &error.structure,
        &path,
        params.get(&exception.member),
        missing,
    )?;
    Ok(Modelled::Exception { variant, value })
}

fn success(
    subject: &Subject,
    operation: &OperationPlan,
    case: &EventStreamCase,
) -> Result<TokenStream, String> {
    let mut checks = TokenStream::new();
    if let Some(request) = &case.initial_request {
        let expected = requests::expected(request);
        checks.extend(quote!(#expected.check(&sent)?;));
    }
    let sent = events_of(case, Direction::Request)?;
    if !sent.is_empty() {
        checks.extend(quote!(events::check_sent(&[#(#sent),*], &sent.body)?;));
    }
    let received: Vec<&EventCase> = case
        .events
        .iter()
        .filter(|event| event.direction == Direction::Response)
        .collect();
    if received.is_empty()
        && case.initial_response.is_none()
        && case.initial_response_params.is_none()
    {
        // The case is about the request alone; what is answered may be no answer of the operation.
        return Ok(quote! {
            let sent = http.sent(&result)?;
            #checks
            Ok(())
        });
    }
    if let Some((field, stream)) = stream_of(subject, &operation.output) {
        let field = ident(&field.name);
        let mut ends = true;
        checks.extend(quote!(let mut output = output;));
        for event in received {
            let receive = quote!(block_on(output.#field.recv()));
            checks.extend(match &event.params {
                None => quote!(events::received(#receive)?;),
                Some(params) => match modelled(subject, stream, params, Missing::Correct)? {
                    Modelled::Event(expected) => quote! {
                        let expected = #expected;
                        same(&expected.dump(), &events::received(#receive)?.dump())?;
                    },
                    Modelled::Exception { variant, value } => {
                        ends = false;
                        let (name, of) = (ident(&variant), ident(&stream.error.name));
                        quote! {
                            let expected = #value;
                            match outcome::service_error(#variant, #receive)? {
                                crate::types::error::#of::#name(error) => same(&expected.dump(), &error.dump())?,
                                other => return Err(outcome::other_error(#variant, &other)),
                            }
                        }
                    }
                },
            });
        }
        if ends {
            checks.extend(quote!(events::ended(block_on(output.#field.recv()))?;));
        }
    } else if !received.is_empty() {
        return Err("the output of the operation has no event stream".to_owned());
    }
    if let Some(params) = &case.initial_response_params {
        checks.extend(initial_response(subject, operation, params)?);
    }
    Ok(quote! {
        let sent = http.sent(&result)?;
        let output = outcome::output(result)?;
        #checks
        Ok(())
    })
}

/// Compares the members of the output that come with the initial response.
fn initial_response(
    subject: &Subject,
    operation: &OperationPlan,
    params: &Node,
) -> Result<TokenStream, String> {
    let entries = params.as_object().unwrap_or_default().iter().map(|entry| {
        let field = operation
            .output
            .fields
            .iter()
            .find(|field| *field.member == *entry.key);
        let field = field.ok_or_else(|| format!("the output has no member `{}`", entry.key))?;
        let expected = value(&subject.plan, &field.ty, &entry.value, Missing::Correct)?;
        let (member, name) = (&field.member, ident(&field.name));
        Ok((
            quote!((#member, #expected.dump())),
            quote!((#member, output.#name.dump())),
        ))
    });
    let entries = entries.collect::<Result<Vec<_>, String>>()?;
    let (expected, found): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    Ok(
        quote!(same(&Value::Structure(vec![#(#expected),*]), &Value::Structure(vec![#(#found),*]))?;),
    )
}

/// Waits for an error of the call or of the stream.
fn failure(
    subject: &Subject,
    operation: &OperationPlan,
    error: Option<&str>,
) -> Result<TokenStream, String> {
    let (module, of) = (ident(&operation.module), ident(&operation.error.name));
    let plan = error.map(|id| {
        let found = subject
            .plan
            .errors
            .iter()
            .find(|error| error.structure.shape == id);
        found
            .map(|error| error.structure.name.clone())
            .ok_or_else(|| format!("the client has no error {id}"))
    });
    let name = plan.transpose()?;
    let is_variant = |variants: &[crate::plan::ErrorVariant], path: TokenStream| match &name {
        Some(name) if variants.iter().any(|variant| variant.name == *name) => {
            let variant = ident(name);
            quote!(matches!(error.err(), #path::#variant(_)))
        }
        _ => quote!(false),
    };
    let of_call = is_variant(
        &operation.error.variants,
        quote!(crate::operation::#module::#of),
    );
    let received = match stream_of(subject, &operation.output) {
        None => quote!(Ok(_) => None),
        Some((field, stream)) => {
            let (field, of) = (ident(&field.name), ident(&stream.error.name));
            let of_stream = is_variant(&stream.error.variants, quote!(crate::types::error::#of));
            quote! {
                Ok(mut output) => loop {
                    match block_on(output.#field.recv()) {
                        Ok(Some(_)) => {}
                        Ok(None) => break None,
                        Err(SdkError::ServiceError(error)) => break Some((chain(error.err()), #of_stream)),
                        Err(error) => break Some((chain(&error), false)),
                    }
                }
            }
        }
    };
    let expected = requests::option(name.as_deref());
    Ok(quote! {
        let failed = match result {
            Err(SdkError::ServiceError(error)) => Some((chain(error.err()), #of_call)),
            Err(error) => Some((chain(&error), false)),
            #received
        };
        events::failure(#expected, failed)
    })
}
