//! In: statements and expressions of an endpoint plan. Out: their tokens. Takes no decisions.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{AuthScheme, Code, DocumentCode, FormatPiece, Outcome, Statement};
use super::render::{ident, integer};

/// The body of a function: its last statement is its value.
pub(super) fn body(statements: &[Statement]) -> TokenStream {
    let mut tokens = TokenStream::new();
    for statement in statements {
        tokens.extend(match statement {
            Statement::Return(outcome) => render_outcome(outcome),
            statement => render_statement(statement),
        });
    }
    tokens
}

fn render_statement(statement: &Statement) -> TokenStream {
    match statement {
        Statement::Let { name, value } => {
            let (name, value) = (ident(name), render(value));
            quote!(let #name = #value;)
        }
        Statement::If { conditions, body } => {
            let conditions = conditions.iter().map(|condition| match condition {
                // `if … {} else {} && …` would not parse.
                Code::If { .. } => {
                    let condition = render(condition);
                    quote!((#condition))
                }
                condition => render(condition),
            });
            let body = body.iter().map(render_statement);
            quote!(if #(#conditions)&&* { #(#body)* })
        }
        Statement::IfLet { name, value, body } => {
            let (name, value) = (ident(name), render(value));
            let body = body.iter().map(render_statement);
            quote!(if let Some(#name) = #value { #(#body)* })
        }
        Statement::Return(outcome) => {
            let outcome = render_outcome(outcome);
            quote!(return #outcome;)
        }
    }
}

fn render_outcome(outcome: &Outcome) -> TokenStream {
    match outcome {
        Outcome::NoRuleMatched => quote!(rules::no_rule_matched()),
        Outcome::Error(message) => {
            let message = render(message);
            quote!(rules::error(#message))
        }
        Outcome::Endpoint {
            url,
            headers,
            properties,
            auth_schemes,
        } => {
            let url = render(url);
            let headers = headers.iter().map(|(name, value)| {
                let value = render(value);
                quote!(.header(#name, #value))
            });
            let properties = properties.iter().map(|(name, value)| {
                let value = render_document(value);
                quote!(.property(#name, #value))
            });
            let auth_schemes = auth_schemes.iter().map(|AuthScheme { name, settings }| {
                let name = render(name);
                let settings = render_members(settings);
                quote!(.auth_scheme(#name, #settings))
            });
            quote!(rules::endpoint(#url) #(#headers)* #(#properties)* #(#auth_schemes)* .build())
        }
    }
}

fn render_document(document: &DocumentCode) -> TokenStream {
    match document {
        DocumentCode::Scalar(Code::Integer(value)) => {
            // The variants that a JSON reader would choose.
            let integer = match u64::try_from(*value) {
                Ok(value) => quote!(#value),
                Err(_) => {
                    let digits = proc_macro2::Literal::i64_suffixed(value.saturating_neg());
                    quote!(-#digits)
                }
            };
            quote!(::aws_smithy_types::Document::from(#integer))
        }
        DocumentCode::Scalar(code) => {
            let code = render(code);
            quote!(::aws_smithy_types::Document::from(#code))
        }
        DocumentCode::List(items) => {
            let items = items.iter().map(render_document);
            quote!(::aws_smithy_types::Document::Array(vec![#(#items),*]))
        }
        DocumentCode::Object(members) => {
            let members = render_members(members);
            quote!(rules::object(#members))
        }
    }
}

fn render_members(members: &[(String, DocumentCode)]) -> TokenStream {
    let members = members.iter().map(|(name, value)| {
        let value = render_document(value);
        quote!((#name, #value))
    });
    quote!([#(#members),*])
}

fn render(code: &Code) -> TokenStream {
    match code {
        Code::Local(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Code::Param(name) => {
            let name = ident(name);
            quote!(params.#name)
        }
        Code::Field(target, name) => {
            let (target, name) = (render(target), ident(name));
            quote!(#target.#name)
        }
        Code::String(text) => quote!(#text),
        Code::Boolean(value) => quote!(#value),
        Code::Integer(value) => integer(*value),
        Code::Format(pieces) => render_format(pieces),
        Code::Vec(items) => {
            let items = items.iter().map(render);
            quote!(vec![#(#items),*])
        }
        Code::Call(name, arguments) => {
            let (name, arguments) = (ident(name), arguments.iter().map(render));
            quote!(rules::#name(#(#arguments),*))
        }
        Code::Method(target, name, arguments) => {
            let (target, name, arguments) =
                (operand(target), ident(name), arguments.iter().map(render));
            quote!(#target.#name(#(#arguments),*))
        }
        Code::Map(target, function) => {
            let (target, function) = (operand(target), ident(function));
            quote!(#target.map(rules::#function))
        }
        Code::Borrow(value) => {
            let value = operand(value);
            quote!(&#value)
        }
        Code::Some(value) => {
            let value = render(value);
            quote!(Some(#value))
        }
        Code::Equal(left, right) => {
            let (left, right) = (operand(left), operand(right));
            quote!(#left == #right)
        }
        Code::NotEqual(left, right) => {
            let (left, right) = (operand(left), operand(right));
            quote!(#left != #right)
        }
        Code::Not(value) => {
            let value = operand(value);
            quote!(!#value)
        }
        Code::Closure(value) => {
            let value = render(value);
            quote!(|| #value)
        }
        Code::If {
            condition,
            then,
            otherwise,
        } => {
            let (condition, then, otherwise) = (render(condition), render(then), render(otherwise));
            quote!(if #condition { #then } else { #otherwise })
        }
    }
}

/// In parentheses if it is made of operators or an `if`.
fn operand(code: &Code) -> TokenStream {
    let tokens = render(code);
    match code {
        Code::Equal(..) | Code::NotEqual(..) | Code::Not(_) | Code::If { .. } | Code::Borrow(_) => {
            quote!((#tokens))
        }
        _ => tokens,
    }
}

/// Locals stand in the braces, everything else behind the text.
fn render_format(pieces: &[FormatPiece]) -> TokenStream {
    let mut text = String::new();
    let mut values = Vec::new();
    for piece in pieces {
        match piece {
            FormatPiece::Text(piece) => text.push_str(&piece.replace('{', "{{").replace('}', "}}")),
            FormatPiece::Value(Code::Local(name)) if !name.starts_with("r#") => {
                text.push_str(&format!("{{{name}}}"));
            }
            FormatPiece::Value(value) => {
                text.push_str("{}");
                values.push(render(value));
            }
        }
    }
    quote!(format!(#text #(, #values)*))
}

/// Whether a parameter is read anywhere.
pub(super) fn reads_params(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Let { value, .. } => reads(value),
        Statement::If { conditions, body } => conditions.iter().any(reads) || reads_params(body),
        Statement::IfLet { value, body, .. } => reads(value) || reads_params(body),
        Statement::Return(Outcome::NoRuleMatched) => false,
        Statement::Return(Outcome::Error(message)) => reads(message),
        Statement::Return(Outcome::Endpoint {
            url,
            headers,
            properties,
            auth_schemes,
        }) => {
            reads(url)
                || headers.iter().any(|(_, value)| reads(value))
                || properties.iter().any(|(_, value)| document_reads(value))
                || auth_schemes.iter().any(|scheme| {
                    reads(&scheme.name)
                        || scheme
                            .settings
                            .iter()
                            .any(|(_, value)| document_reads(value))
                })
        }
    })
}

fn document_reads(document: &DocumentCode) -> bool {
    match document {
        DocumentCode::Scalar(code) => reads(code),
        DocumentCode::List(items) => items.iter().any(document_reads),
        DocumentCode::Object(members) => members.iter().any(|(_, value)| document_reads(value)),
    }
}

fn reads(code: &Code) -> bool {
    match code {
        Code::Param(_) => true,
        Code::Local(_) | Code::String(_) | Code::Boolean(_) | Code::Integer(_) => false,
        Code::Field(inner, _)
        | Code::Map(inner, _)
        | Code::Borrow(inner)
        | Code::Some(inner)
        | Code::Not(inner)
        | Code::Closure(inner) => reads(inner),
        Code::Format(pieces) => pieces.iter().any(|piece| match piece {
            FormatPiece::Text(_) => false,
            FormatPiece::Value(value) => reads(value),
        }),
        Code::Vec(items) | Code::Call(_, items) => items.iter().any(reads),
        Code::Method(target, _, arguments) => reads(target) || arguments.iter().any(reads),
        Code::Equal(left, right) | Code::NotEqual(left, right) => reads(left) || reads(right),
        Code::If {
            condition,
            then,
            otherwise,
        } => reads(condition) || reads(then) || reads(otherwise),
    }
}
