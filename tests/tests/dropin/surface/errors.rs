//! Use of an error structure, and of the error enums of operations and streams.

use codegen::plan::{OperationError, Structure};

use super::{structures, types};

pub fn structure(of: &Structure) -> String {
    let (path, builder) = types::paths(of);
    let name = &of.name;
    format!(
        r#"{}
fn use_error_{}() {{
    support::is_error::<{path}>();
{}    let metadata = sdk::error::ErrorMetadata::builder().code("{name}").message("said so").build();
    let mut builder = {builder}::default();
    builder.set_meta(Some(metadata.clone()));
    let error = builder.meta(metadata){}{};
    let _: &sdk::error::ErrorMetadata = sdk::error::ProvideErrorMetadata::meta(&error);
    line("{name}", "meta", support::metadata(&error));
    line("{name}", "Display", error.to_string());
}}
"#,
        structures::show(of),
        types::function(name),
        structures::builder(of, &format!("\"{name}\"")),
        structures::setters(of),
        match of.fallible_build {
            true => ".build().unwrap()",
            false => ".build()",
        }
    )
}

/// A function `show_error` over the error enum at `path`, and uses of its constructors.
pub fn enumeration(of: &OperationError, path: &str) -> String {
    let mut out = format!("    pub fn show_error(error: &{path}) -> String {{\n        let is = [");
    for variant in &of.variants {
        out.push_str(&format!("error.{}(), ", variant.is_method));
    }
    out.push_str("].map(|is| is.to_string()).join(\" \");\n");
    out.push_str("        let text = match error {\n");
    for variant in &of.variants {
        let name = &variant.name;
        out.push_str(&format!(
            "            {path}::{name}(inner) => {{\n                let inner: &sdk::types::error::{name} = inner;\n                format!(\"{name} {{}}\", inner.show())\n            }}\n"
        ));
    }
    out.push_str("            _ => \"Unhandled\".to_owned(),\n        };\n");
    out.push_str("        let _: &sdk::error::ErrorMetadata = error.meta();\n");
    out.push_str("        format!(\"{text} [{is}] {}\", support::metadata(error))\n    }\n\n");
    out.push_str("    pub fn constructors() {\n");
    out.push_str(&format!(
        "        support::is_operation_error::<{path}>();\n        fn _into_crate_error<R: std::fmt::Debug + Send + Sync + 'static>(error: sdk::error::SdkError<{path}, R>) -> sdk::Error {{\n            error.into()\n        }}\n        let error = {path}::generic(sdk::error::ErrorMetadata::builder().code(\"Made\").build());\n        line(\"{}\", \"crate error\", show_crate_error(&sdk::Error::from(error)));\n",
        of.name
    ));
    out.push_str(&format!(
        "        let error = {path}::generic(sdk::error::ErrorMetadata::builder().code(\"Made\").message(\"by hand\").build());\n        line(\"{0}\", \"generic\", show_error(&error));\n        line(\"{0}\", \"generic Display\", &error);\n",
        of.name
    ));
    out.push_str(&format!(
        "        let error = {path}::unhandled(\"some cause\");\n        line(\"{0}\", \"unhandled\", show_error(&error));\n        line(\"{0}\", \"unhandled Display\", &error);\n        line(\"{0}\", \"unhandled source\", std::error::Error::source(&error).is_some());\n",
        of.name
    ));
    out.push_str("    }\n");
    out
}
