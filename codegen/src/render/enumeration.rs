//! In: an [`Enum`]. Out: its definition; the conversions are `string_enum!` of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::{deprecated, docs, ident, plain};
use crate::plan::Enum;

pub fn enumeration(plan: &Enum) -> TokenStream {
    let name = ident(&plan.definition);
    let item_docs = docs(&format!(
        "{}\n\nA value that this version of the crate does not know is kept: match it with a wildcard and read it with \
         `as_str()`.",
        plan.docs.trim_end()
    ));
    let item_deprecated = deprecated(&plan.deprecated);
    let definitions = plan.variants.iter().map(|v| {
        let (docs, deprecated, name) = (docs(&v.docs), deprecated(&v.deprecated), ident(&v.name));
        quote!(#docs #deprecated #name,)
    });
    let variants: Vec<_> = plan.variants.iter().map(|v| ident(&v.name)).collect();
    let values = plan.variants.iter().map(|v| &v.value);
    let sensitive = plan.sensitive.then(|| quote!(sensitive));
    let debug_derive = (!plan.sensitive).then(|| quote!(Debug,));
    let unknown_note = format!(
        "match unknown values of `{}` with a wildcard, and read them with `as_str()`",
        plain(&plan.name)
    );
    quote! {
        #item_docs
        #item_deprecated
        #[non_exhaustive]
        #[derive(Clone, #debug_derive Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum #name {
            #(#definitions)*
            /// A value that this version of the crate does not know.
            #[deprecated(note = #unknown_note)]
            Unknown(crate::primitives::sealed_enum_unknown::UnknownVariantValue),
        }
        crate::runtime::string_enum::string_enum!(#sensitive #name { #(#variants => #values),* });
    }
}
