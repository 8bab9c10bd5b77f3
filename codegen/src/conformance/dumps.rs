//! In: planned types. Out: for each an implementation of `support::value::Dump`, which makes its values comparable.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Model, ShapeKind};
use crate::plan::{CratePlan, ErrorPlan, OperationPlan, RustType, Structure, TypeItem};
use crate::render::syntax::ident;

/// The module `dumps` of the generated tests.
pub fn dumps(model: &Model, plan: &CratePlan) -> TokenStream {
    let types = plan.types.iter().map(type_item);
    let errors = plan.errors.iter().map(|of| error(model, of));
    let outputs = plan.operations.iter().map(output);
    quote! {
        //! Every type that answers may have, in comparable form.
        use crate::support::outcome::Failure;
        use crate::support::value::{Dump, Value};
        #(#types)*
        #(#errors)*
        #(#outputs)*
    }
}

fn type_item(item: &TypeItem) -> TokenStream {
    let name = ident(item.name());
    let body = match item {
        TypeItem::Structure(of) => {
            let members = members(of, &quote!(self), |_| true);
            quote!(Value::Structure(vec![#(#members),*]))
        }
        TypeItem::Enum(_) => quote!(Value::Text(self.as_str().to_owned())),
        TypeItem::Union(of) => {
            let arms = of.variants.iter().map(|variant| {
                let (name, member) = (ident(&variant.name), &variant.member);
                match variant.ty {
                    Some(_) => quote!(Self::#name(value) => (#member.to_owned(), value.dump()),),
                    None => {
                        quote!(Self::#name => (#member.to_owned(), Value::Structure(Vec::new())),)
                    }
                }
            });
            quote! {
                #[allow(unreachable_patterns)]
                let (name, value) = match self {
                    #(#arms)*
                    unknown => (format!("{unknown:?}"), Value::None),
                };
                Value::Union(name, Box::new(value))
            }
        }
    };
    quote! {
        impl Dump for crate::types::#name {
            fn dump(&self) -> Value { #body }
        }
    }
}

/// Of an error, the members of the model: every error of a client has a message beside them.
fn error(model: &Model, error: &ErrorPlan) -> TokenStream {
    let name = ident(&error.structure.name);
    let in_model = |name: &str| match model.get(&error.structure.shape).map(|shape| &shape.kind) {
        Some(ShapeKind::Structure { members }) => {
            members.iter().any(|member| &*member.name == name)
        }
        _ => false,
    };
    let members = members(&error.structure, &quote!(self), in_model);
    quote! {
        impl Dump for crate::types::error::#name {
            fn dump(&self) -> Value { Value::Structure(vec![#(#members),*]) }
        }
    }
}

/// The function that makes an output comparable. It takes the output: a stream can be read once.
pub fn output_function(operation: &OperationPlan) -> proc_macro2::Ident {
    ident(&format!(
        "{}_output",
        operation.module.trim_start_matches('_')
    ))
}

fn output(operation: &OperationPlan) -> TokenStream {
    let function = output_function(operation);
    let (module, name) = (ident(&operation.module), ident(&operation.output.name));
    let members = members(&operation.output, &quote!(output), |_| true);
    let output = if members.is_empty() {
        quote!(_output)
    } else {
        quote!(output)
    };
    quote! {
        pub fn #function(#output: crate::operation::#module::#name) -> Result<Value, Failure> {
            Ok(Value::Structure(vec![#(#members),*]))
        }
    }
}

fn members(of: &Structure, value: &TokenStream, wanted: impl Fn(&str) -> bool) -> Vec<TokenStream> {
    // Events are compared one by one, while they are received.
    let is_event_stream = |ty: &RustType| matches!(ty, RustType::EventReceiver { .. });
    let fields = of
        .fields
        .iter()
        .filter(|field| wanted(&field.member) && !is_event_stream(&field.ty));
    let members = fields.map(|field| {
        let (name, member) = (ident(&field.name), &field.member);
        match field.ty {
            RustType::ByteStream => {
                quote!((#member, Value::Blob(crate::support::exchange::collect(#value.#name)?)))
            }
            _ => quote!((#member, #value.#name.dump())),
        }
    });
    members.collect()
}
