//! In: services with plans and cases. Out: a crate in the target folder that holds the generated modules and runs the
//! cases, and what it reported.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::ast::{Node, Value};
use codegen::endpoint_rules::syntax::ParameterType;
use codegen::endpoint_rules::{ParamSource, render};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::cases::{Case, Expect, Service};
use super::operations;

pub struct Report {
    pub success: bool,
    pub text: String,
}

pub fn run(services: &[Service]) -> Report {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("endpoint_rules");
    let source = folder.join("src");
    std::fs::create_dir_all(&source).unwrap();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    write(folder.join("Cargo.toml"), MANIFEST);
    // The versions of the workspace, all of which are on this machine.
    write(
        folder.join("Cargo.lock"),
        &std::fs::read_to_string(workspace.join("Cargo.lock")).unwrap(),
    );
    for service in services {
        write(
            source.join(format!("{}.rs", service.name)),
            &module(service),
        );
    }
    write(source.join("main.rs"), &main(services));

    // Dependencies that this workspace has built are not built again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--target-dir"])
        .arg(target)
        .current_dir(&folder)
        .env("RUSTFLAGS", std::env::var("RUSTFLAGS").unwrap_or_default())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    Report {
        success: output.status.success(),
        text,
    }
}

/// Leaves a file that is as it should be alone, so that nothing is compiled for nothing.
fn write(path: PathBuf, text: &str) {
    if std::fs::read_to_string(&path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).unwrap();
    }
}

fn runtime() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/endpoint")
}

const MANIFEST: &str = r#"[package]
name = "endpoint-rules-check"
version = "0.0.0"
edition = "2021"

[dependencies]
aws-credential-types = "*"
aws-smithy-http = "*"
aws-smithy-runtime-api = { version = "*", features = ["client", "http-1x"] }
aws-smithy-types = { version = "*", features = ["http-body-1-x"] }
aws-types = "*"

[workspace]
"#;

/// The generated module, and beside it what the cases need of it.
fn module(service: &Service) -> String {
    let endpoint = render(&service.plan);
    let setters = service.plan.params.iter().map(|param| {
        let (name, setter) = (&param.name, quote::format_ident!("{}", param.setter));
        let value = match param.ty {
            ParameterType::String => quote!(value.string()),
            ParameterType::Boolean => quote!(value.boolean()),
            ParameterType::StringArray => quote!(value.list()),
        };
        quote!(#name => params.#setter(Some(#value)))
    });
    let mut inputs = Vec::new();
    let cases: Vec<TokenStream> = service
        .cases
        .iter()
        .enumerate()
        .map(|(i, of)| {
            let named = of
                .operation_inputs
                .iter()
                .enumerate()
                .map(|(j, input)| (format_ident!("call_{i}_{j}"), input));
            let first = inputs.len();
            inputs.extend(named);
            case(of, inputs[first..].iter().map(|(name, _)| name))
        })
        .collect();
    let calls = service
        .model
        .as_ref()
        .map(|model| operations::render(model, &service.plan, &inputs));
    let tokens = quote! {
        #[allow(dead_code)]
        pub mod endpoint { #endpoint }

        use crate::cases::{Case, Expect, Value};
        use endpoint::ResolveEndpoint;

        pub fn resolver() -> endpoint::SharedEndpointResolver {
            endpoint::DefaultResolver::new().into_shared_resolver()
        }

        pub fn params(case: &Case) -> Result<crate::cases::Params, String> {
            let mut params = endpoint::Params::builder();
            for (name, value) in case.params {
                params = match *name {
                    #(#setters,)*
                    other => return Err(format!("no parameter {other} {value:?}")),
                };
            }
            let params = params.build_unchecked().map_err(|err| err.to_string())?;
            Ok(crate::cases::Params::new(params))
        }

        pub static CASES: &[Case] = &[#(#cases),*];

        #calls
    };
    formatted(tokens)
}

fn case<'a>(case: &Case, calls: impl Iterator<Item = &'a Ident>) -> TokenStream {
    let documentation = &case.documentation;
    let params = case.params.iter().map(|(name, node)| {
        let value = value(node);
        quote!((#name, #value))
    });
    let expect = match &case.expect {
        Expect::Error(message) => quote!(Expect::Error(#message)),
        Expect::Endpoint {
            url,
            headers,
            properties,
        } => {
            let headers = headers
                .iter()
                .map(|(name, values)| quote!((#name, &[#(#values),*])));
            quote!(Expect::Endpoint { url: #url, headers: &[#(#headers),*], properties: #properties })
        }
    };
    quote!(Case { documentation: #documentation, params: &[#(#params),*], calls: &[#(#calls),*], expect: #expect })
}

fn value(node: &Node) -> TokenStream {
    match &node.value {
        Value::Bool(value) => quote!(Value::Boolean(#value)),
        Value::String(value) => {
            let value = &**value;
            quote!(Value::String(#value))
        }
        Value::Array(items) => {
            let items = items
                .iter()
                .map(|item| item.as_str().expect("a list of strings"));
            quote!(Value::List(&[#(#items),*]))
        }
        _ => panic!("not a value of an endpoint parameter: {node:?}"),
    }
}

fn main(services: &[Service]) -> String {
    let mut modules = String::new();
    let mut calls = String::new();
    for Service { name, .. } in services {
        writeln!(modules, "mod {name};").unwrap();
        writeln!(
            calls,
            "    failed += cases::run({name:?}, {name}::CASES, {name}::resolver(), {name}::params);"
        )
        .unwrap();
    }
    let sources = services.iter().flat_map(|service| &service.plan.params).flat_map(|param| {
        let ty = match param.ty {
            ParameterType::String => "String",
            ParameterType::Boolean => "bool",
            ParameterType::StringArray => "Vec<String>",
        };
        param.sources.iter().filter_map(move |source| match source {
            ParamSource::ClientContext(name) => Some(format!(
                "    #[derive(Debug)]\n    pub struct {name}(pub {ty});\n    impl aws_smithy_types::config_bag::Storable \
                 for {name} {{\n        type Storer = aws_smithy_types::config_bag::StoreReplace<Self>;\n    }}\n"
            )),
            _ => None,
        })
    });
    let sources: std::collections::BTreeSet<String> = sources.collect();
    let config: String = sources.into_iter().collect();
    let cases = include_str!("runner.rs");
    let runtime = runtime().join("mod.rs");
    format!(
        "{modules}
mod runtime {{
    // As in a generated crate, which has a copy of it.
    #[allow(dead_code, unused_imports)]
    #[path = {runtime:?}]
    pub mod endpoint;
    // What setters of a client's configuration store.
    pub mod service {{
{config}    }}
}}
#[allow(dead_code, unused_imports)]
mod cases {{
{cases}}}

fn main() {{
    let mut failed = 0;
{calls}    std::process::exit(if failed == 0 {{ 0 }} else {{ 1 }});
}}
"
    )
}

fn formatted(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    let file = syn::parse2(tokens).unwrap_or_else(|err| panic!("not Rust: {err}\n{text}"));
    prettyplease::unparse(&file)
}
