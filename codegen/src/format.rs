//! In: the token stream of one file. Out: its source as `prettyplease` prints it, behind the head of generated files.
//!
//! `prettyplease` and rustfmt differ in places, and rustfmt cannot be told to leave single files alone on a stable
//! toolchain. So every generated crate carries a `rustfmt.toml` with `disable_all_formatting` ([`RUSTFMT_TOML`]), and its
//! hand-written folders (`examples/`, `tests/`) an empty one, which turns rustfmt on again for them.

use std::fmt;

use proc_macro2::TokenStream;
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
pub fn rust(file: &str, tokens: TokenStream, head: &str) -> Result<String, FormatError> {
    let parsed = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            return Err(FormatError {
                file: file.to_owned(),
                message: error.to_string(),
                near: near(tokens),
            });
        }
    };
    let source = prettyplease::unparse(&parsed);
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
            quote!(#docs pub fn a()->u8{1}),
            "// @generated\n",
        )
        .unwrap();
        assert_eq!(
            out,
            "// @generated\n\n/// One.\n///\n/// Two.\npub fn a() -> u8 {\n    1\n}\n"
        );
        assert_eq!(rust("src/a.rs", quote!(), "// head").unwrap(), "// head\n");
    }

    #[test]
    fn names_the_file_and_the_item_that_is_no_rust() {
        let error = rust("src/a.rs", quote!(struct A; fn 1() {}), "").unwrap_err();
        assert_eq!(error.file, "src/a.rs");
        assert!(error.near.starts_with("fn 1"), "{error}");
        assert!(
            error.to_string().contains("src/a.rs: expected identifier"),
            "{error}"
        );
    }
}
