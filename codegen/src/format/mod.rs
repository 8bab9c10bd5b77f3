//! In: the token stream of one file. Out: its source as `prettyplease` prints it, behind the head of generated files.
//!
//! `prettyplease` and rustfmt differ in places, and rustfmt cannot be told to leave single files alone on a stable
//! toolchain. So every generated crate carries a `rustfmt.toml` with `disable_all_formatting` ([`RUSTFMT_TOML`]), and its
//! hand-written folders (`examples/`, `tests/`) an empty one, which turns rustfmt on again for them.

mod table;

use std::fmt;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};

/// The `rustfmt.toml` of a generated crate, behind its head.
pub const RUSTFMT_TOML: &str = "disable_all_formatting = true\n";

/// A fault of the generator: it made tokens that are no Rust. **Nothing is written after it.**
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The generated file, relative to the crate.
    pub file: String,
    /// What `syn` says.
    pub message: String,
    /// The start of the item that does not parse.
    pub near: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the generator made a file that is not Rust: {}: {}, near `{}`; this is a fault of the generator, nothing was written",
            self.file, self.message, self.near
        )
    }
}

impl std::error::Error for FormatError {}

/// Formats one file. `head` is the comment that names where the file comes from, or empty.
///
/// The tokens are made once more to say what is wrong with them: a copy that is at hand would make `syn` copy all of them
/// again, for each file that is right.
pub fn rust(file: &str, make: impl Fn() -> TokenStream, head: &str) -> Result<String, FormatError> {
    let mut parsed = syn::parse2::<syn::File>(make()).map_err(|error| FormatError {
        file: file.to_owned(),
        message: error.to_string(),
        near: near(make()),
    })?;
    let tables = take_tables(&mut parsed);
    let source = put_tables(prettyplease::unparse(&parsed), tables);
    if head.is_empty() {
        return Ok(source);
    }
    let mut out = String::with_capacity(head.len() + source.len() + 2);
    out.push_str(head.trim_end());
    out.push('\n');
    if !source.is_empty() {
        out.push('\n');
        out.push_str(&source);
    }
    Ok(out)
}

/// What stands for the tables of a file while `prettyplease` prints it, one a line.
const TABLE: &str = "__table";

/// The tables of the file, in order: what is between the braces of macros that are items.
fn take_tables(file: &mut syn::File) -> Vec<TokenStream> {
    let mut tables = Vec::new();
    for item in &mut file.items {
        if let syn::Item::Macro(syn::ItemMacro {
            ident: None, mac, ..
        }) = item
            && matches!(mac.delimiter, syn::MacroDelimiter::Brace(_))
        {
            let marker = syn::Ident::new(TABLE, proc_macro2::Span::call_site());
            tables.push(std::mem::replace(
                &mut mac.tokens,
                marker.into_token_stream(),
            ));
        }
    }
    tables
}

fn put_tables(source: String, tables: Vec<TokenStream>) -> String {
    if tables.is_empty() {
        return source;
    }
    let mut tables = tables.into_iter();
    let mut out = String::with_capacity(2 * source.len());
    for line in source.split_inclusive('\n') {
        let table = if line.trim() == TABLE {
            tables.next()
        } else {
            None
        };
        match table {
            Some(rows) => table::rows(rows, table::INDENT, &mut out),
            None => out.push_str(line),
        }
    }
    out
}

/// The first tokens of the first item that does not parse: spans of generated tokens lead nowhere.
fn near(tokens: TokenStream) -> String {
    let mut failing = String::new();
    let items = |input: ParseStream<'_>| {
        input.call(syn::Attribute::parse_inner)?;
        while !input.is_empty() {
            failing = input.to_string();
            input.parse::<syn::Item>()?;
        }
        Ok(())
    };
    // The error is known already; what matters is how far this came.
    let _ = items.parse2(tokens.clone());
    if failing.is_empty() {
        failing = tokens.to_string();
    }
    failing.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn prints_the_head_and_the_source() {
        let docs = crate::docs::attributes("One.\n\nTwo.");
        let out = rust(
            "src/a.rs",
            || quote!(#docs pub fn a()->u8{1}),
            "// @generated\n",
        )
        .unwrap();
        assert_eq!(
            out,
            "// @generated\n\n/// One.\n///\n/// Two.\npub fn a() -> u8 {\n    1\n}\n"
        );
        assert_eq!(
            rust("src/a.rs", || quote!(), "// head").unwrap(),
            "// head\n"
        );
    }

    #[test]
    fn names_the_file_and_the_item_that_is_no_rust() {
        let error = rust("src/a.rs", || quote!(struct A; fn 1() {}), "").unwrap_err();
        assert_eq!(error.file, "src/a.rs");
        assert!(error.near.starts_with("fn 1"), "{error}");
        assert!(
            error.to_string().contains("src/a.rs: expected identifier"),
            "{error}"
        );
    }
}
