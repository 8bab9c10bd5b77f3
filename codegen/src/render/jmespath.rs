//! In: the [`Code`] of a JMESPath expression. Out: its tokens, over `jmespath` of the runtime's `waiters`, with the operation's input and
//! output as `input` and `output`, and what a closure or block binds as `v`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::syntax::ident;
use crate::jmespath::{Code, Comparator, FieldAccess, Function, MapFacts, Presence};

pub fn code(code: &Code) -> TokenStream {
    match code {
        Code::Input => quote!(Some(input)),
        Code::Output => quote!(Some(output)),
        Code::Current { copy: true } => quote!(v),
        Code::Current { copy: false } => quote!(v.clone()),
        Code::Let { value, body } => {
            let (value, body) = (self::code(value), self::code(body));
            quote!({ let v = #value; #body })
        }
        Code::Field { of, field } => self::field(of, field),
        Code::Variant { of, accessor } => {
            let (of, accessor) = (self::code(of), ident(accessor));
            quote!(#of.and_then(|v| v.#accessor().ok()))
        }
        Code::Entry { of, map, key } => entry(of, map, key),
        Code::Elements { of, sparse } => {
            let of = self::code(of);
            match sparse {
                true => quote!(jmespath::sparse_elements(#of)),
                false => quote!(jmespath::elements(#of)),
            }
        }
        Code::MapValues { of, map } => {
            let of = self::code(of);
            match map.sparse {
                true => quote!(jmespath::sparse_map_values(#of)),
                false => quote!(jmespath::map_values(#of)),
            }
        }
        Code::Project { list, body } => with_closure("project", list, body),
        Code::Filter { list, condition } => with_closure("filter", list, condition),
        Code::Flatten { list, inner } => with_closure("flatten", list, inner),
        Code::Array { list, element } => with_closure("array", list, element),
        Code::Slice { list, parts } => {
            let list = self::code(list);
            let parts = parts.map(|part| match part {
                Some(n) => {
                    let n = number(n);
                    quote!(Some(#n))
                }
                None => quote!(None),
            });
            quote!(jmespath::slice(#list, [#(#parts),*]))
        }
        Code::Index { list, index } => {
            let (list, index) = (self::code(list), number(*index));
            quote!(jmespath::index(#list, #index))
        }
        Code::Select { guarded, items } => {
            let items = items.iter().map(self::code);
            guard(
                *guarded,
                quote!(vec![#(#items),*]),
                &quote!(Some),
                &quote!(None),
            )
        }
        Code::Items(of) => {
            let of = self::code(of);
            quote!(#of.items())
        }
        Code::ItemsOrItself(of) => {
            let of = self::code(of);
            quote!(#of.items_or_itself())
        }
        Code::Simple(of) => {
            let of = self::code(of);
            quote!(jmespath::value(#of))
        }
        Code::Text(of) => {
            let of = self::code(of);
            quote!(jmespath::value(#of.map(|v| v.as_str())))
        }
        Code::Map { of, map, value } => {
            let (of, value) = (self::code(of), self::code(value));
            let v = match map.sparse {
                true => quote!(v.as_ref()),
                false => quote!(Some(v)),
            };
            quote!(jmespath::map(#of, |v| { let v = #v; #value }))
        }
        Code::Members { of, members } => {
            let of = self::code(of);
            let members = members.iter().map(|(name, presence)| {
                let set = match presence {
                    Presence::Always => quote!(true),
                    Presence::Field(field) => {
                        let field = ident(field);
                        quote!(v.#field.is_some())
                    }
                    Presence::Method(method) => {
                        let method = ident(method);
                        quote!(v.#method())
                    }
                };
                quote!((#name, #set))
            });
            quote!(jmespath::members(#of, |v| [#(#members),*]))
        }
        Code::MapKeys { of, .. } => {
            let of = self::code(of);
            quote!(jmespath::map_keys(#of))
        }
        Code::Hash { guarded, members } => {
            let members = members.iter().map(|(name, value)| {
                let value = self::code(value);
                quote!((#name.into(), #value))
            });
            guard(
                *guarded,
                quote!(vec![#(#members),*]),
                &quote!(jmespath::Value::Object),
                &quote!(jmespath::Value::Null),
            )
        }
        Code::Literal(value) => literal(value),
        Code::Member { of, name } => {
            let of = self::code(of);
            quote!(#of.member(#name))
        }
        Code::Count(list) => {
            let list = self::code(list);
            quote!(jmespath::count(#list))
        }
        Code::IsNull { of, null } => {
            let of = self::code(of);
            let not = (!null).then(|| quote!(!));
            quote!(jmespath::Value::Bool(#not jmespath::Nullable::is_null(&#of)))
        }
        Code::Compare(comparator, left, right) => compare(*comparator, left, right),
        Code::Not(of) => {
            let of = self::code(of);
            quote!(jmespath::Value::Bool(!#of.is_truthy()))
        }
        Code::Call(function, arguments) => call(*function, arguments),
        Code::Choose {
            or,
            left,
            truth,
            right,
        } => {
            let (left, truth, right) = (self::code(left), self::code(truth), self::code(right));
            quote!(jmespath::choose(#or, #left, |v| #truth, || #right))
        }
    }
}

fn number(n: i64) -> TokenStream {
    let magnitude = Literal::u64_unsuffixed(n.unsigned_abs());
    let sign = n.is_negative().then(|| quote!(-));
    quote!(#sign #magnitude)
}

fn field(of: &Code, field: &FieldAccess) -> TokenStream {
    let name = ident(&field.name);
    let reference = match field {
        FieldAccess { boxed: true, .. } => Some(quote!(as_deref())),
        FieldAccess { optional: true, .. } => Some(quote!(as_ref())),
        FieldAccess { .. } => None,
    };
    // An option that is there need not be asked.
    let root = match of {
        Code::Input => Some(quote!(input)),
        Code::Output => Some(quote!(output)),
        _ => None,
    };
    match (root, reference) {
        (Some(root), Some(reference)) => quote!(#root.#name.#reference),
        (Some(root), None) => quote!(Some(&#root.#name)),
        (None, reference) => {
            let of = code(of);
            match reference {
                Some(reference) => quote!(#of.and_then(|v| v.#name.#reference)),
                None => quote!(#of.map(|v| &v.#name)),
            }
        }
    }
}

fn entry(of: &Code, map: &MapFacts, key: &str) -> TokenStream {
    let of = code(of);
    let key = match &map.key {
        Some(ty) => {
            let ty = ident(ty);
            quote!(&crate::types::#ty::from(#key))
        }
        None => quote!(#key),
    };
    let sparse = map.sparse.then(|| quote!(.and_then(Option::as_ref)));
    quote!(#of.and_then(|v| v.get(#key) #sparse))
}

fn with_closure(function: &str, list: &Code, body: &Code) -> TokenStream {
    let (function, list) = (ident(function), code(list));
    let body = match body {
        // What the closure gets is its own.
        Code::Current { .. } => quote!(v),
        body => code(body),
    };
    quote!(jmespath::#function(#list, |v| #body))
}

/// What is made of the current value, unless that is null.
fn guard(guarded: bool, made: TokenStream, form: &TokenStream, null: &TokenStream) -> TokenStream {
    match guarded {
        true => quote!(if jmespath::Nullable::is_null(&v) { #null } else { #form(#made) }),
        false => quote!(#form(#made)),
    }
}

fn compare(comparator: Comparator, left: &Code, right: &Code) -> TokenStream {
    let (left, right) = (code(left), code(right));
    let order = |holds: &str| {
        let holds = ident(holds);
        quote!(jmespath::order(&#left, &#right, f64::#holds))
    };
    match comparator {
        Comparator::Equal => quote!(jmespath::Value::Bool(#left == #right)),
        Comparator::NotEqual => quote!(jmespath::Value::Bool(#left != #right)),
        Comparator::Less => order("lt"),
        Comparator::LessOrEqual => order("le"),
        Comparator::Greater => order("gt"),
        Comparator::GreaterOrEqual => order("ge"),
    }
}

fn call(function: Function, arguments: &[Code]) -> TokenStream {
    let arguments: Vec<TokenStream> = arguments.iter().map(code).collect();
    match function {
        Function::Contains => quote!(jmespath::contains(#(&#arguments),*)),
        Function::StartsWith => quote!(jmespath::starts_with(#(&#arguments),*)),
        Function::EndsWith => quote!(jmespath::ends_with(#(&#arguments),*)),
        Function::NotNull => quote!(jmespath::not_null([#(#arguments),*])),
        Function::Length => quote!(#(#arguments)*.length()),
        Function::Keys => quote!(#(#arguments)*.keys()),
        Function::Values => quote!(#(#arguments)*.values()),
    }
}

fn literal(value: &serde_json::Value) -> TokenStream {
    use serde_json::Value;
    match value {
        Value::Null => quote!(jmespath::Value::Null),
        Value::Bool(b) => quote!(jmespath::Value::Bool(#b)),
        Value::Number(n) => {
            let n = n.as_f64().unwrap_or_default();
            let sign = n.is_sign_negative().then(|| quote!(-));
            let n = Literal::f64_unsuffixed(n.abs());
            quote!(jmespath::Value::Number(#sign #n))
        }
        Value::String(text) => quote!(jmespath::Value::String(#text.into())),
        Value::Array(items) => {
            let items = items.iter().map(literal);
            quote!(jmespath::Value::Array(vec![#(#items),*]))
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = literal(value);
                quote!((#name.into(), #value))
            });
            quote!(jmespath::Value::Object(vec![#(#members),*]))
        }
    }
}
