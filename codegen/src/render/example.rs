//! In: the [`Example`] of an operation. Out: the code block of its documentation, which a doctest compiles.

use super::syntax::{plain, ty};
use crate::plan::{ExampleValue, OperationPlan, RustType, names};

/// Markdown; `lib_name` is how the crate is called in Rust.
pub fn code_block(plan: &OperationPlan, lib_name: &str) -> String {
    let mut parameters = vec![format!("client: &{lib_name}::Client")];
    let mut calls = String::new();
    for argument in &plan.example.arguments {
        let name = plain(&argument.method);
        let local = local(name.trim_start_matches("set_"));
        let value = match &argument.value {
            ExampleValue::String(text) => format!("{text:?}"),
            ExampleValue::Literal(text) => (*text).to_owned(),
            ExampleValue::Variant { of, variant } => format!("{lib_name}::types::{of}::{variant}"),
            ExampleValue::Given(of) => {
                parameters.push(format!("{local}: {}", public_type(of, lib_name)));
                local
            }
            ExampleValue::Optional(of) => {
                parameters.push(format!("{local}: {}", public_type(of, lib_name)));
                format!("Some({local})")
            }
        };
        calls.push_str(&format!("    .{}({value})\n", argument.method));
    }
    let (keyword, after) = match &plan.example.stream {
        Some(field) => (
            "let mut",
            format!(
                "while let Some(event) = answer.{field}.recv().await? {{\n    println!(\"{{event:?}}\");\n}}"
            ),
        ),
        None => ("let", "println!(\"{answer:?}\");".to_owned()),
    };
    format!(
        "```rust,no_run\n\
         # async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {keyword} answer = client\n    .{}()\n{calls}    .send()\n    .await?;\n{after}\n\
         # Ok(())\n# }}\n```",
        parameters.join(", "),
        plan.method,
    )
}

/// A parameter of the function around the example.
fn local(field: &str) -> String {
    match field {
        "client" | "answer" | "event" => format!("{field}_"),
        _ if names::is_keyword(field) => format!("{field}_"),
        _ => field.to_owned(),
    }
}

/// The type as users write it: by the crate's name, and with spaces where people put them.
fn public_type(of: &RustType, lib_name: &str) -> String {
    ty(of)
        .to_string()
        .replace("crate :: ", &format!("{lib_name}::"))
        .replace(":: aws_smithy_types", "aws_smithy_types")
        .replace(":: std", "std")
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
}
