//! In: an [`EventStream`]. Out: the wire form of a union whose members are events, which joins the union's module.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec;
use super::structure_codec::{local, locals, read_into_locals, values, write_members};
use super::syntax::{ident, ty};
use crate::plan::bindings::Payload;
use crate::plan::codec::Codec;
use crate::plan::event_stream::{
    BoundEvent, Event, EventForm, EventHeader, EventPayload, EventStream, HeaderKind,
};
use crate::plan::{Field, RustType, Union};

/// The implementations that the runtime's receiver and sender ask for.
pub fn wire_form(union: &Union, plan: &EventStream) -> TokenStream {
    let unmarshall = plan.received.then(|| unmarshall(union, plan));
    let marshall = plan.sent.then(|| marshall(union, plan));
    let code = quote!(#unmarshall #marshall).to_string();
    let reader = code.contains("Reader ::").then(|| {
        quote!(
            use crate::runtime::json::Reader;
        )
    });
    quote! {
        use crate::runtime::event_stream;
        #reader
        #unmarshall
        #marshall
    }
}

fn unmarshall(union: &Union, plan: &EventStream) -> TokenStream {
    let (name, error) = (ident(&union.definition), ident(&plan.error.name));
    let exceptions = plan.exceptions.iter().map(|e| {
        let (member, code) = (&e.member, &e.code);
        quote!((#member, #code))
    });
    let arms = plan.events.iter().map(|e| {
        let (member, variant) = (&e.member, ident(&e.variant));
        match &e.form {
            EventForm::Unit => quote!(#member => Ok(Self::#variant),),
            EventForm::Whole(codec) => {
                let read = codec::read(codec);
                quote!(#member => Ok(Self::#variant(event.read(#read)?)),)
            }
            EventForm::Bound(bound) => {
                let read = read_bound(bound);
                quote!(#member => Ok(Self::#variant({ #read })),)
            }
        }
    });
    quote! {
        impl event_stream::Unmarshall for #name {
            type Error = crate::types::error::#error;
            const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[#(#exceptions),*];
            #[inline]
            fn unmarshall(event: &event_stream::Event<'_>) -> Result<Self, crate::error::BoxError> {
                match event.name() {
                    #(#arms)*
                    _ => Ok(Self::Unknown(event.unknown())),
                }
            }
        }
    }
}

/// Statements over `event` that end in the structure's value.
fn read_bound(bound: &BoundEvent) -> TokenStream {
    let structure = &bound.structure;
    let field = |name: &str| structure.fields.iter().find(|f| f.name == name);
    let headers = bound.headers.iter().filter_map(|header| {
        let local = local(field(&header.field)?);
        let member = &header.member;
        let method = match header.kind {
            HeaderKind::Boolean => quote!(header_boolean),
            HeaderKind::Integer => quote!(header_integer),
            HeaderKind::Blob => quote!(header_blob),
            HeaderKind::String => quote!(header_string),
            HeaderKind::Enum => quote!(header_enumeration),
            HeaderKind::Timestamp => quote!(header_timestamp),
        };
        Some(quote!(let #local = event.#method(#member)?;))
    });
    let payload = match &bound.payload {
        EventPayload::None => quote!(),
        EventPayload::Members => {
            let in_body: Vec<&Field> = structure.fields.iter().filter(|f| f.in_body).collect();
            let (locals, members) = (locals(&in_body), read_into_locals(&in_body));
            quote! {
                #locals
                let r = &mut Reader::new(event.document());
                #members
                r.finish()?;
            }
        }
        EventPayload::Member {
            member,
            field: name,
            payload,
        } => {
            let local = field(name).map(local);
            let value = match payload {
                Payload::Blob { .. } => quote!(event.blob()),
                Payload::String { .. } => quote!(event.string(#member)?),
                Payload::Enum { .. } => quote!(event.enumeration(#member)?),
                other => {
                    let read = codec::read(&json_codec(other));
                    quote!(event.json(#member, #read)?)
                }
            };
            quote!(let #local = #value;)
        }
    };
    let all: Vec<&Field> = structure.fields.iter().collect();
    let (name, values) = (ty(&RustType::Type(structure.name.clone())), values(&all));
    quote! {
        #(#headers)*
        #payload
        #name { #values }
    }
}

fn json_codec(payload: &Payload) -> Codec {
    match payload {
        Payload::Json { codec, .. } => codec.clone(),
        _ => Codec::Document,
    }
}

fn marshall(union: &Union, plan: &EventStream) -> TokenStream {
    let (name, error) = (ident(&union.definition), ident(&plan.error.name));
    let arms = plan.events.iter().map(event_arm);
    let mut seen = std::collections::BTreeSet::new();
    let exceptions: Vec<TokenStream> = plan
        .exceptions
        .iter()
        .filter(|e| seen.insert(&e.variant))
        .map(|e| {
            let (member, variant, module) = (&e.member, ident(&e.variant), ident(&e.module));
            quote! {
                crate::types::error::#error::#variant(v) => {
                    event_stream::exception(#member, |w| crate::types::error::#module::write(w, &v))
                }
            }
        })
        .collect();
    let exception = if exceptions.is_empty() {
        quote! {
            #[inline]
            fn marshall_exception(
                error: Self::Error,
            ) -> Result<crate::primitives::event_stream::Message, crate::error::BoxError> {
                Err(event_stream::unmodeled(error))
            }
        }
    } else {
        quote! {
            #[inline]
            fn marshall_exception(
                error: Self::Error,
            ) -> Result<crate::primitives::event_stream::Message, crate::error::BoxError> {
                match error {
                    #(#exceptions)*
                    other => Err(event_stream::unmodeled(other)),
                }
            }
        }
    };
    quote! {
        impl event_stream::Marshall for #name {
            type Error = crate::types::error::#error;
            #[inline]
            fn marshall(self) -> Result<crate::primitives::event_stream::Message, crate::error::BoxError> {
                match self {
                    #(#arms)*
                    Self::Unknown(member) => {
                        event_stream::marshalled(member.tag(), |w| w.document(member.value()))
                    }
                }
            }
            #exception
        }
    }
}

fn event_arm(event: &Event) -> TokenStream {
    let (member, variant) = (&event.member, ident(&event.variant));
    match &event.form {
        EventForm::Unit => {
            let write = codec::write_v(&Codec::Unit);
            quote!(Self::#variant => event_stream::marshalled(#member, |w| { #write; }),)
        }
        EventForm::Whole(codec) => {
            let write = codec::write(codec, &codec::Value::Place(quote!(v)));
            quote!(Self::#variant(v) => event_stream::marshalled(#member, |w| { #write; }),)
        }
        EventForm::Bound(bound) => {
            let write = write_bound(bound);
            quote! {
                Self::#variant(value) => {
                    let mut event = event_stream::EventBuilder::new(#member);
                    #write
                    Ok(event.finish())
                }
            }
        }
    }
}

/// Statements over `event` and `value`. What headers and payload take, they take by value: the JSON is written first.
fn write_bound(bound: &BoundEvent) -> TokenStream {
    let structure = &bound.structure;
    let is_optional = |name: &str| {
        structure
            .fields
            .iter()
            .any(|f| f.name == name && f.optional)
    };
    let payload = match &bound.payload {
        EventPayload::None => quote!(),
        EventPayload::Members => {
            let members = write_members(structure, &quote!(value));
            quote! {
                event.json(|w| {
                    w.begin_object();
                    #members
                    w.end_object();
                })?;
            }
        }
        EventPayload::Member { field, payload, .. } => {
            write_payload(payload, field, is_optional(field))
        }
    };
    let headers = bound.headers.iter().map(|header| {
        let EventHeader {
            member,
            field,
            kind,
        } = header;
        let name = ident(field);
        let value = |v: TokenStream| match kind {
            HeaderKind::Enum => quote!(#v.as_str().to_owned()),
            _ => v,
        };
        if is_optional(field) {
            let value = value(quote!(v));
            quote! {
                if let Some(v) = value.#name {
                    event.header(#member, #value);
                }
            }
        } else {
            let value = value(quote!(value.#name));
            quote!(event.header(#member, #value);)
        }
    });
    quote! {
        #payload
        #(#headers)*
    }
}

fn write_payload(payload: &Payload, field: &str, optional: bool) -> TokenStream {
    let name = ident(field);
    let or_default = optional.then(|| quote!(.unwrap_or_default()));
    match payload {
        Payload::Blob { media_type } => {
            quote!(event.payload(#media_type, value.#name #or_default.into_inner());)
        }
        Payload::String { media_type } => {
            quote!(event.payload(#media_type, value.#name #or_default);)
        }
        Payload::Enum { media_type, .. } => {
            let text = if optional {
                quote!(value.#name.as_ref().map(|v| v.as_str()).unwrap_or_default())
            } else {
                quote!(value.#name.as_str())
            };
            quote!(event.payload(#media_type, #text);)
        }
        other => {
            if !optional {
                let write = codec::write(
                    &json_codec(other),
                    &codec::Value::Place(quote!(value.#name)),
                );
                return quote!(event.json(|w| { #write; })?;);
            }
            let write = codec::write_v(&json_codec(other));
            let is_structure = matches!(
                other,
                Payload::Json {
                    structure: true,
                    ..
                }
            );
            let absent = is_structure.then(|| {
                quote! {
                    else {
                        event.payload("application/json", "{}");
                    }
                }
            });
            quote! {
                if let Some(v) = &value.#name {
                    event.json(|w| { #write; })?;
                } #absent
            }
        }
    }
}
