//! In: the tokens between the braces of a macro of the runtime, a table. Out: its rows, one a line, as `rustfmt` would
//! print items: `prettyplease` prints tokens of macros as running text.
//!
//! A row ends with `;` or with a block. Attributes stand on lines of their own, documentation as `///`. A row that is too
//! long is broken: see [`line`].

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The width of lines, as `prettyplease` has it.
const WIDTH: usize = 89;
pub const INDENT: usize = 4;

/// The rows, each line indented by `indent` and ended.
pub fn rows(tokens: TokenStream, indent: usize, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    let mut row: Vec<TokenTree> = Vec::new();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '#' && row.is_empty() => {
                if let Some(TokenTree::Group(group)) = tokens.next() {
                    attribute(group.stream(), indent, out);
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                row.push(token);
                line(std::mem::take(&mut row), indent, out);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let head = text(row.drain(..));
                out.push_str(&" ".repeat(indent));
                out.push_str(&head);
                if !head.is_empty() {
                    out.push(' ');
                }
                if group.stream().is_empty() {
                    out.push_str("{}\n");
                    continue;
                }
                out.push_str("{\n");
                rows(group.stream(), indent + INDENT, out);
                out.push_str(&" ".repeat(indent));
                out.push_str("}\n");
            }
            _ => row.push(token),
        }
    }
    if !row.is_empty() {
        line(row, indent, out);
    }
}

fn attribute(tokens: TokenStream, indent: usize, out: &mut String) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    out.push_str(&" ".repeat(indent));
    match documentation(&tokens) {
        Some(line) => {
            out.push_str("///");
            out.push_str(&line);
        }
        None => {
            out.push_str("#[");
            out.push_str(&text(tokens));
            out.push(']');
        }
    }
    out.push('\n');
}

/// The line of `doc = "…"`. Most attributes are such: a parser for all kinds of them would take a tenth of the time of all
/// formatting.
fn documentation(attribute: &[TokenTree]) -> Option<String> {
    let [
        TokenTree::Ident(name),
        TokenTree::Punct(_),
        TokenTree::Literal(value),
    ] = attribute
    else {
        return None;
    };
    match syn::Lit::new(value.clone()) {
        syn::Lit::Str(line) if name == "doc" => Some(line.value()),
        _ => None,
    }
}

/// One row. If it is too long, what stands behind its first colon goes to lines of its own, broken behind commas and before
/// `as`.
fn line(row: Vec<TokenTree>, indent: usize, out: &mut String) {
    let whole = text(row.clone());
    out.push_str(&" ".repeat(indent));
    if indent + whole.len() <= WIDTH {
        out.push_str(&whole);
        out.push('\n');
        return;
    }
    let mut column = indent;
    let mut may_break = false;
    let parts = parts(row);
    for (i, part) in parts.iter().enumerate() {
        let wide = column + 1 + part.len() > WIDTH;
        if i > 0 && (wide || may_break) {
            out.push('\n');
            out.push_str(&" ".repeat(indent + INDENT));
            column = indent + INDENT;
        } else if i > 0 {
            out.push(' ');
            column += 1;
        }
        may_break = part.ends_with(':');
        out.push_str(part);
        column += part.len();
    }
    out.push('\n');
}

/// What is not broken, each with the comma or colon behind it.
fn parts(row: Vec<TokenTree>) -> Vec<String> {
    let mut parts = vec![Vec::new()];
    let mut joint = false;
    for token in row {
        let ends = match &token {
            TokenTree::Punct(p) if p.as_char() == ':' => !joint && p.spacing() == Spacing::Alone,
            TokenTree::Punct(p) => p.as_char() == ',',
            TokenTree::Ident(word) if word == "as" => {
                parts.push(Vec::new());
                false
            }
            _ => false,
        };
        joint = matches!(&token, TokenTree::Punct(p) if p.spacing() == Spacing::Joint);
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
        if ends {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.into_iter().map(text).collect()
}

/// The tokens with the spaces that people put between them.
fn text(tokens: impl IntoIterator<Item = TokenTree>) -> String {
    let mut out = String::new();
    // Whether what comes next needs no space before it.
    let mut open = true;
    // The first half of an operator such as `::`.
    let mut joint = None;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (left, right) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                if group.delimiter() == Delimiter::Brace && !open {
                    out.push(' ');
                }
                out.push_str(left);
                out.push_str(&text(group.stream()));
                out.push_str(right);
                open = false;
                joint = None;
            }
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                let second = joint.take();
                match (second, c) {
                    // The second half of an operator.
                    (Some(':'), ':') => {
                        out.push(':');
                        open = true;
                    }
                    (Some('=' | '-'), '>') | (Some('='), '=') => {
                        out.push(c);
                        out.push(' ');
                        open = true;
                    }
                    (Some('.'), '.') => {
                        out.push('.');
                        open = true;
                    }
                    (_, ':') if punct.spacing() == Spacing::Joint => {
                        out.push(c);
                        joint = Some(c);
                    }
                    (_, '=' | '-' | '+' | '|') => {
                        if !open {
                            out.push(' ');
                        }
                        out.push(c);
                        if punct.spacing() == Spacing::Joint {
                            joint = Some(c);
                            open = true;
                        } else if c != '-' || !open {
                            out.push(' ');
                            open = true;
                        }
                    }
                    (_, ',' | ':') => {
                        out.push(c);
                        out.push(' ');
                        open = true;
                    }
                    (_, '.') => {
                        out.push(c);
                        joint = (punct.spacing() == Spacing::Joint).then_some(c);
                        open = true;
                    }
                    (_, '<' | '&' | '\'' | '!' | '#') => {
                        out.push(c);
                        open = true;
                    }
                    // `;`, `?`, `>` and what else closes.
                    _ => {
                        out.push(c);
                        open = false;
                    }
                }
            }
            word => {
                joint = None;
                if !open {
                    out.push(' ');
                }
                out.push_str(&word.to_string());
                open = false;
            }
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    fn printed(tokens: TokenStream) -> String {
        let mut out = String::new();
        rows(tokens, 4, &mut out);
        out
    }

    #[test]
    fn prints_rows_as_people_would() {
        let docs = crate::docs::attributes("One.\n\nTwo.");
        let table = quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct Parcel {
                #docs
                #[deprecated(note = "No.")]
                id(set_id, get_id): default list(super::Id) = Some(-1), "id" as List(Named);
                .._request_id: Option<String> = Option<Vec<::std::string::String>>;
            }
            pub struct Empty {}
            pub fn build(self) -> Parcel as fallible;
        };
        let expected = r#"    /// One.
    ///
    /// Two.
    #[derive(Clone, Debug)]
    pub struct Parcel {
        /// One.
        ///
        /// Two.
        #[deprecated(note = "No.")]
        id(set_id, get_id): default list(super::Id) = Some(-1), "id" as List(Named);
        .._request_id: Option<String> = Option<Vec<::std::string::String>>;
    }
    pub struct Empty {}
    pub fn build(self) -> Parcel as fallible;
"#;
        assert_eq!(printed(table), expected);
    }

    #[test]
    fn breaks_long_rows() {
        let table = quote! {
            inclusion_of_the_neighbours_parcels(set_inclusion_of_the_neighbours_parcels, get_inclusion_of_the_neighbours_parcels): optional copy(bool), "all" as Boolean;
        };
        let expected = "    inclusion_of_the_neighbours_parcels(set_inclusion_of_the_neighbours_parcels, get_inclusion_of_the_neighbours_parcels):\n        optional copy(bool), \"all\" as Boolean;\n";
        assert_eq!(printed(table), expected);
    }

    #[test]
    fn parses_again_as_the_same_tokens() {
        let table = quote!(a(b, c): optional map(String, Vec<Option<i32>>) = [("k".to_owned(), -1.5)].into_iter().collect(), "a" as Map(Sparse(Integer)););
        let again: TokenStream = printed(table.clone()).parse().unwrap();
        assert_eq!(again.to_string(), table.to_string());
    }
}
