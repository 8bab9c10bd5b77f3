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
        Codec::Boxed(inner) => {
            let inner = call(inner);
            quote!(|r| #inner.map(Box::new))
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
        other => {
            let read = read(other);
            quote!(#read(r))
        }
    }
}

/// Writes `value`, an expression of a reference, with the writer `w`.
pub fn write(codec: &Codec, value: &TokenStream) -> TokenStream {
    match codec {
        Codec::Boolean => quote!(w.boolean(*#value)),
        Codec::Byte => quote!(w.byte(*#value)),
        Codec::Short => quote!(w.short(*#value)),
        Codec::Integer => quote!(w.integer(*#value)),
        Codec::Long => quote!(w.long(*#value)),
        Codec::Float => quote!(w.float(*#value)),
        Codec::Double => quote!(w.double(*#value)),
        Codec::BigInteger => quote!(w.big_integer(#value)),
        Codec::BigDecimal => quote!(w.big_decimal(#value)),
        Codec::String => quote!(w.string(#value)),
        Codec::Blob => quote!(w.blob((#value).as_ref())),
        Codec::Timestamp(TimestampFormat::DateTime) => quote!(w.date_time(#value)),
        Codec::Timestamp(TimestampFormat::HttpDate) => quote!(w.http_date(#value)),
        Codec::Timestamp(TimestampFormat::EpochSeconds) => quote!(w.epoch_seconds(#value)),
        Codec::Document => quote!(w.document(#value)),
        Codec::Enum => quote!(w.string((#value).as_str())),
        Codec::Named { module } => {
            let module = ident(module);
            quote!(crate::types::#module::write(w, #value))
        }
        Codec::List { element, sparse } => {
            let method = if *sparse {
                quote!(sparse_list)
            } else {
                quote!(list)
            };
            let element = write_closure(element);
            quote!(w.#method(#value, #element))
        }
        Codec::Map { value: of, sparse } => {
            let method = if *sparse {
                quote!(sparse_map)
            } else {
                quote!(map)
            };
            let of = write_closure(of);
            quote!(w.#method(#value, #of))
        }
        Codec::Boxed(inner) => write(inner, value),
        Codec::Unit | Codec::Stream => quote! {
            w.begin_object();
            w.end_object()
        },
    }
}

/// What a collection calls for each element.
fn write_closure(codec: &Codec) -> TokenStream {
    if let Codec::Named { module } = codec {
        let module = ident(module);
        return quote!(crate::types::#module::write);
    }
    let body = write(codec, &quote!(v));
    quote!(|w, v| #body)
}
