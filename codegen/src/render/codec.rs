//! In: a [`Codec`]. Out: the expression that reads a value from JSON and the statement that writes one.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::ident;
use crate::model::traits::TimestampFormat;
use crate::plan::codec::Codec;

/// Something to call with a `&mut Reader`, giving `Result<T, ReadError>`.
pub fn read(codec: &Codec) -> TokenStream {
    match codec {
        Codec::Boolean => quote!(Reader::boolean),
        Codec::Byte => quote!(Reader::byte),
        Codec::Short => quote!(Reader::short),
        Codec::Integer => quote!(Reader::integer),
        Codec::Long => quote!(Reader::long),
        Codec::Float => quote!(Reader::float),
        Codec::Double => quote!(Reader::double),
        Codec::BigInteger => quote!(Reader::big_integer),
        Codec::BigDecimal => quote!(Reader::big_decimal),
        Codec::String => quote!(Reader::string),
        Codec::Blob => quote!(Reader::blob),
        Codec::Timestamp(TimestampFormat::DateTime) => quote!(Reader::date_time),
        Codec::Timestamp(TimestampFormat::HttpDate) => quote!(Reader::http_date),
        Codec::Timestamp(TimestampFormat::EpochSeconds) => quote!(Reader::epoch_seconds),
        Codec::Document => quote!(Reader::document),
        Codec::Enum => quote!(Reader::enumeration),
        Codec::Named { module } => {
            let module = ident(module);
            quote!(crate::types::#module::read)
        }
        Codec::List { element, sparse } => {
            let element = read(element);
            if *sparse {
                quote!(|r| r.sparse_list(#element))
            } else {
                quote!(|r| r.list(#element))
            }
        }
        Codec::Map { value, sparse } => {
            let value = read(value);
            if *sparse {
                quote!(|r| r.sparse_map(#value))
            } else {
                quote!(|r| r.map(#value))
            }
        }
        Codec::Boxed(_) => {
            let call = call(codec);
            quote!(|r| #call)
        }
        Codec::Unit => quote!(Reader::skip_value),
        // Streams are bound to a payload, which no reader of JSON sees.
        Codec::Stream => quote!(Reader::skip_value),
    }
}

/// The reading of one value from `r`.
pub fn call(codec: &Codec) -> TokenStream {
    match codec {
        Codec::List { element, sparse } => {
            let element = read(element);
            if *sparse {
                quote!(r.sparse_list(#element))
            } else {
                quote!(r.list(#element))
            }
        }
        Codec::Map { value, sparse } => {
            let value = read(value);
            if *sparse {
                quote!(r.sparse_map(#value))
            } else {
                quote!(r.map(#value))
            }
        }
        Codec::Boxed(inner) => {
            let inner = call(inner);
            quote!(#inner.map(Box::new))
        }
        other => {
            let read = read(other);
            quote!(#read(r))
        }
    }
}

/// A value to write: a reference to it, or the place where it is.
pub enum Value {
    Reference(TokenStream),
    Place(TokenStream),
}

impl Value {
    /// `v`, a reference.
    fn v() -> Self {
        Self::Reference(quote!(v))
    }

    fn copied(&self) -> TokenStream {
        match self {
            Self::Reference(v) => quote!(*#v),
            Self::Place(v) => quote!(#v),
        }
    }

    fn borrowed(&self) -> TokenStream {
        match self {
            Self::Reference(v) => quote!(#v),
            Self::Place(v) => quote!(&#v),
        }
    }

    /// What a method is called on.
    fn receiver(&self) -> &TokenStream {
        match self {
            Self::Reference(v) | Self::Place(v) => v,
        }
    }
}

/// Writes a value with the writer `w`.
pub fn write(codec: &Codec, value: &Value) -> TokenStream {
    let (copied, borrowed, receiver) = (value.copied(), value.borrowed(), value.receiver());
    match codec {
        Codec::Boolean => quote!(w.boolean(#copied)),
        Codec::Byte => quote!(w.byte(#copied)),
        Codec::Short => quote!(w.short(#copied)),
        Codec::Integer => quote!(w.integer(#copied)),
        Codec::Long => quote!(w.long(#copied)),
        Codec::Float => quote!(w.float(#copied)),
        Codec::Double => quote!(w.double(#copied)),
        Codec::BigInteger => quote!(w.big_integer(#borrowed)),
        Codec::BigDecimal => quote!(w.big_decimal(#borrowed)),
        Codec::String => quote!(w.string(#borrowed)),
        Codec::Blob => quote!(w.blob(#receiver.as_ref())),
        Codec::Timestamp(TimestampFormat::DateTime) => quote!(w.date_time(#borrowed)),
        Codec::Timestamp(TimestampFormat::HttpDate) => quote!(w.http_date(#borrowed)),
        Codec::Timestamp(TimestampFormat::EpochSeconds) => quote!(w.epoch_seconds(#borrowed)),
        Codec::Document => quote!(w.document(#borrowed)),
        Codec::Enum => quote!(w.string(#receiver.as_str())),
        Codec::Named { module } => {
            let module = ident(module);
            quote!(crate::types::#module::write(w, #borrowed))
        }
        Codec::List { element, sparse } => {
            let method = if *sparse {
                quote!(sparse_list)
            } else {
                quote!(list)
            };
            let element = write_closure(element);
            quote!(w.#method(#borrowed, #element))
        }
        Codec::Map { value: of, sparse } => {
            let method = if *sparse {
                quote!(sparse_map)
            } else {
                quote!(map)
            };
            let of = write_closure(of);
            quote!(w.#method(#borrowed, #of))
        }
        Codec::Boxed(inner) => write(inner, value),
        Codec::Unit | Codec::Stream => quote! {
            w.begin_object();
            w.end_object()
        },
    }
}

/// Writes `v`, a reference.
pub fn write_v(codec: &Codec) -> TokenStream {
    write(codec, &Value::v())
}

/// What a collection calls for each element.
fn write_closure(codec: &Codec) -> TokenStream {
    if let Codec::Named { module } = codec {
        let module = ident(module);
        return quote!(crate::types::#module::write);
    }
    let body = write_v(codec);
    quote!(|w, v| #body)
}
