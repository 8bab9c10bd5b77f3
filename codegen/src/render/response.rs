//! In: the [`Response`] bindings of an operation, or the bindings of an error. Out: the statements that read a structure
//! from an answer.

use proc_macro2::TokenStream;
use quote::quote;

use super::structure_codec::{local, locals, read_into_locals, values};
use super::syntax::ident;
use super::{codec, event_stream_operation};
use crate::model::traits::TimestampFormat;
use crate::plan::bindings::{Body, BoundValue, FieldRef, NamedBinding, Payload, Response, Scalar};
use crate::plan::{Field, Structure};

/// Statements over `answer` that end in the structure's value; `last` are those before the value, `extra` its fields beyond
/// its members.
pub fn deserialize(
    structure: &Structure,
    response: &Response,
    last: &TokenStream,
    extra: &TokenStream,
) -> TokenStream {
    let name = ident(&structure.definition);
    let in_body: Vec<&Field> = structure.fields.iter().filter(|f| f.in_body).collect();
    let all: Vec<&Field> = structure.fields.iter().collect();
    let body = match &response.body {
        Body::None => quote!(),
        Body::Members => {
            let (locals, members) = (locals(&in_body), read_into_locals(&in_body));
            quote! {
                #locals
                let r = &mut Reader::new(payload::document(answer.body));
                #members
                r.finish()?;
            }
        }
        Body::Payload {
            field,
            member,
            payload,
        } => {
            let local = local_of(structure, field);
            // The caller has put a stream into the local variable already.
            read_payload(payload, member)
                .map(|value| quote!(let #local = #value;))
                .unwrap_or_default()
        }
    };
    let headers = response.headers.iter().map(|binding| {
        let local = local_of(structure, &binding.field);
        let read = header(binding);
        quote!(let #local = response::unless_skipped(answer.config, #read)?;)
    });
    let prefix_headers = response.prefix_headers.as_ref().map(|binding| {
        let local = local_of(structure, &binding.field);
        let prefix = &binding.prefix;
        quote!(let #local = response::unless_skipped(answer.config, response::prefix_headers(answer.headers, #prefix))?;)
    });
    let status = response.status_code.as_ref().map(|field| {
        let local = local_of(structure, field);
        quote!(let #local = response::response_code(answer.status);)
    });
    let values = values(&all);
    let required = event_stream_operation::required(structure, response);
    quote! {
        #body
        #(#headers)*
        #prefix_headers
        #status
        #required
        #last
        Ok(#name { #values #extra })
    }
}

pub fn local_of(structure: &Structure, field: &FieldRef) -> TokenStream {
    match structure.fields.iter().find(|f| f.name == field.name) {
        Some(field) => {
            let local = local(field);
            quote!(#local)
        }
        None => quote!(_),
    }
}

fn read_payload(payload: &Payload, member: &str) -> Option<TokenStream> {
    Some(match payload {
        Payload::Blob { .. } => quote!(payload::blob(answer.body)),
        Payload::String { .. } => quote!(payload::string(#member, answer.body)?),
        Payload::Enum { .. } => quote!(payload::enumeration(#member, answer.body)?),
        Payload::Document | Payload::Json { .. } => {
            let codec = match payload {
                Payload::Json { codec, .. } => codec.clone(),
                _ => crate::plan::codec::Codec::Document,
            };
            let read = codec::read(&codec);
            quote! {
                match payload::json(answer.body) {
                    Some(json) => {
                        let r = &mut Reader::new(json);
                        let value = r.payload(#member, #read)?;
                        r.finish()?;
                        value
                    }
                    None => None,
                }
            }
        }
        Payload::ByteStream { .. } | Payload::EventStream(_) => return None,
    })
}

fn header(binding: &NamedBinding) -> TokenStream {
    let name = &binding.name;
    let (scalar, list) = match &binding.value {
        BoundValue::One(scalar) => (scalar, false),
        BoundValue::List { element, .. } => (element, true),
    };
    let function = match scalar {
        Scalar::String => "string",
        Scalar::MediaTypeString => "media_type_string",
        Scalar::Enum(_) => "enumeration",
        Scalar::Boolean => "boolean",
        Scalar::Byte | Scalar::Short | Scalar::Integer | Scalar::Long => "integer",
        Scalar::Float => "float",
        Scalar::Double => "double",
        Scalar::BigInteger => "big_integer",
        Scalar::BigDecimal => "big_decimal",
        Scalar::Timestamp(TimestampFormat::DateTime) => "date_time",
        Scalar::Timestamp(TimestampFormat::HttpDate) => "http_date",
        Scalar::Timestamp(TimestampFormat::EpochSeconds) => "epoch_seconds",
        Scalar::Blob => "string",
    };
    let function = if list {
        ident(&format!("{function}_list"))
    } else {
        ident(function)
    };
    quote!(response::#function(answer.headers, #name))
}
