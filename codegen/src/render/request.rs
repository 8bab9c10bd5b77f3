//! In: the [`Request`] bindings of an operation. Out: the body of its `serialize` function.

use proc_macro2::TokenStream;
use quote::quote;

use super::structure_codec::write_members;
use super::syntax::ident;
use super::{codec, event_stream_operation};
use crate::model::traits::TimestampFormat;
use crate::plan::bindings::{
    Body, BoundValue, FieldRef, NamedBinding, PathPart, Payload, Request, Scalar,
};
use crate::plan::{OperationPlan, Structure};

/// Statements that build the request of `input` and end in its value.
pub fn serialize(plan: &OperationPlan) -> TokenStream {
    let request = &plan.request;
    let method = &request.method;
    let required = required(&plan.input, request);
    let path = request.path.iter().map(path_part);
    let literals = request
        .query_literals
        .iter()
        .map(|l| quote!(request.query_literal(#l);));
    let query = request.query.iter().map(query);
    let query_params = request.query_params.as_ref().map(|map| {
        let method = if map.lists {
            quote!(query_list_map)
        } else {
            quote!(query_map)
        };
        let_some(&map.field, &quote!(request.#method(v);))
    });
    let headers = request.headers.iter().map(header);
    let prefix_headers = request.prefix_headers.as_ref().map(|binding| {
        let prefix = &binding.prefix;
        let_some(
            &binding.field,
            &quote!(request.prefix_headers(#prefix, v)?;),
        )
    });
    let body = body(&plan.input, &request.body);
    let finish = finish(plan);
    quote! {
        #(#required)*
        let mut request = RequestBuilder::new(#method);
        #(#path)*
        #(#literals)*
        #(#query)*
        #query_params
        #(#headers)*
        #prefix_headers
        #body
        #finish
    }
}

/// The request's value; its body compressed first, then summed up, as the operation wants it.
fn finish(plan: &OperationPlan) -> TokenStream {
    if !plan.request_compression && !plan.checksum_required {
        return quote!(Ok(request.finish()?));
    }
    let compression = plan
        .request_compression
        .then(|| quote!(crate::runtime::request_compression::gzip(&mut request, config)?;));
    let checksum = plan
        .checksum_required
        .then(|| quote!(crate::runtime::request_checksum::content_md5(&mut request)?;));
    quote! {
        let mut request = request.finish()?;
        #compression
        #checksum
        Ok(request)
    }
}

/// Checks of the required members that no label checks: nothing is sent without them.
fn required<'a>(
    input: &'a Structure,
    request: &'a Request,
) -> impl Iterator<Item = TokenStream> + 'a {
    let is_label = |name: &str| {
        request
            .path
            .iter()
            .any(|part| matches!(part, PathPart::Label { field, .. } if field.name == name))
    };
    input
        .fields
        .iter()
        .filter(move |f| f.required && f.optional && !f.idempotency_token && !is_label(&f.name))
        .map(|f| {
            let (member, name) = (&f.member, ident(&f.name));
            quote!(http::required(#member, &input.#name)?;)
        })
}

fn path_part(part: &PathPart) -> TokenStream {
    match part {
        PathPart::Literal(text) => quote!(request.path(#text);),
        PathPart::Label {
            member,
            field,
            value,
            greedy,
        } => {
            let method = if *greedy {
                quote!(greedy_label)
            } else {
                quote!(label)
            };
            let name = ident(&field.name);
            let target = if field.optional {
                quote!(http::required(#member, &input.#name)?)
            } else {
                quote!(&input.#name)
            };
            let text = text(value, &target, member);
            quote!(request.#method(#member, #text)?;)
        }
    }
}

fn query(binding: &NamedBinding) -> TokenStream {
    let name = &binding.name;
    match &binding.value {
        BoundValue::One(scalar) => {
            let text = text(scalar, &quote!(v), &binding.member);
            let_some(&binding.field, &quote!(request.query(#name, #text);))
        }
        BoundValue::List { element, sparse } => {
            let text = text(element, &quote!(v), &binding.member);
            let elements = if *sparse {
                quote!(v.iter().flatten())
            } else {
                quote!(v)
            };
            let_some(
                &binding.field,
                &quote! {
                    for v in #elements {
                        request.query(#name, #text);
                    }
                },
            )
        }
    }
}

fn header(binding: &NamedBinding) -> TokenStream {
    let name = &binding.name;
    let statement = match &binding.value {
        BoundValue::One(scalar) => {
            let text = text(scalar, &quote!(v), &binding.member);
            quote!(request.header(#name, #text)?;)
        }
        BoundValue::List { element, sparse } => {
            let elements = if *sparse {
                quote!(v.iter().flatten())
            } else {
                quote!(v.iter())
            };
            match element {
                Scalar::String | Scalar::Enum(_) => quote!(request.header_list(#name, #elements)?;),
                Scalar::Timestamp(format) => {
                    let format = timestamp_format(*format);
                    quote!(request.header_timestamps(#name, #elements, #format)?;)
                }
                Scalar::Boolean => {
                    quote!(request.header_list(#name, #elements.map(|v| format::boolean(*v)))?;)
                }
                Scalar::BigInteger | Scalar::BigDecimal => {
                    quote!(request.header_list(#name, #elements)?;)
                }
                Scalar::MediaTypeString | Scalar::Blob => {
                    quote!(request.header_list(#name, #elements.map(format::base64))?;)
                }
                _ => quote!(request.header_list(#name, #elements.map(|v| format::number(*v)))?;),
            }
        }
    };
    let_some(&binding.field, &statement)
}

/// `statement` with `v` as a reference to the field's value, if there is one.
fn let_some(field: &FieldRef, statement: &TokenStream) -> TokenStream {
    let name = ident(&field.name);
    if field.optional {
        quote! {
            if let Some(v) = &input.#name {
                #statement
            }
        }
    } else {
        quote! {
            {
                let v = &input.#name;
                #statement
            }
        }
    }
}

fn timestamp_format(format: TimestampFormat) -> TokenStream {
    match format {
        TimestampFormat::DateTime => quote!(format::date_time),
        TimestampFormat::HttpDate => quote!(format::http_date),
        TimestampFormat::EpochSeconds => quote!(format::epoch_seconds),
    }
}

/// The text of `v`, a reference to a value, as a `&str`.
fn text(scalar: &Scalar, v: &TokenStream, member: &str) -> TokenStream {
    match scalar {
        Scalar::String => quote!(#v),
        Scalar::Enum(_) => quote!(#v.as_str()),
        Scalar::MediaTypeString | Scalar::Blob => quote!(&format::base64(#v)),
        Scalar::Boolean => quote!(format::boolean(*#v)),
        Scalar::BigInteger | Scalar::BigDecimal => quote!(#v.as_ref()),
        Scalar::Timestamp(format) => {
            let format = timestamp_format(*format);
            quote!(&#format(#member, #v)?)
        }
        _ => quote!(&format::number(*#v)),
    }
}

fn body(input: &Structure, body: &Body) -> TokenStream {
    let (field, member, payload) = match body {
        Body::None => return quote!(),
        Body::Members => {
            let members = write_members(input, &quote!(input));
            return quote! {
                let mut writer = Writer::new();
                let w = &mut writer;
                w.begin_object();
                #members
                w.end_object();
                request.json_body(writer.finish()?);
            };
        }
        Body::Payload {
            field,
            member,
            payload,
        } => (field, member, payload),
    };
    let name = ident(&field.name);
    let owned = |statement: TokenStream| {
        if field.optional {
            quote! {
                if let Some(v) = input.#name {
                    #statement
                }
            }
        } else {
            quote! {
                let v = input.#name;
                #statement
            }
        }
    };
    match payload {
        Payload::Blob { media_type } => {
            owned(quote!(request.body(#media_type, SdkBody::from(v.into_inner()));))
        }
        Payload::String { media_type } => {
            owned(quote!(request.body(#media_type, SdkBody::from(v));))
        }
        Payload::Enum { media_type, .. } => {
            owned(quote!(request.body(#media_type, SdkBody::from(v.as_str()));))
        }
        Payload::ByteStream {
            media_type,
            requires_length,
        } => {
            let check = requires_length.then(|| quote!(http::require_length(#member, &v)?;));
            quote! {
                let v = input.#name.into_inner();
                #check
                request.body(#media_type, v);
            }
        }
        Payload::Document | Payload::Json { .. } => {
            let (codec, empty_object) = match payload {
                Payload::Json { codec, structure } => (codec.clone(), *structure),
                _ => (crate::plan::codec::Codec::Document, false),
            };
            let write = codec::write_v(&codec);
            let statement = quote! {
                let mut writer = Writer::new();
                let w = &mut writer;
                #write;
                request.json_body(writer.finish()?);
            };
            let statement = let_some(field, &statement);
            if empty_object && field.optional {
                quote! {
                    #statement else {
                        request.json_body(b"{}".to_vec());
                    }
                }
            } else {
                statement
            }
        }
        Payload::EventStream(stream) => event_stream_operation::send(input, field, stream),
    }
}
