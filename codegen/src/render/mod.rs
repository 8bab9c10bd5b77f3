//! In: a [`CratePlan`]. Out: the files of the crate, Rust as token streams made by `quote`, text by `askama` templates.
//!
//! **Invariant:** rendering takes no decisions and looks at nothing but the plan. No name that the model gives is used without
//! a path in a module where it could hide one of Rust's prelude.

mod codec;
mod enumeration;
mod error;
mod event_stream;
mod event_stream_operation;
mod example;
mod fluent;
mod imports;
mod jmespath;
mod operation;
mod paginator;
mod public_modules;
mod request;
mod response;
mod runtime;
mod serde_form;
mod service;
mod structure;
pub(crate) mod structure_codec;
pub(crate) mod syntax;
mod union;
mod waiter;

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use crate::format::{self, FormatError};
use crate::plan::{CratePlan, Structure, TypeItem};

/// A rendered file: path relative to the crate with `/`, and contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedFile {
    pub path: String,
    pub contents: String,
}

/// Something that makes the tokens of one file; run on any thread, since tokens cannot move between them.
type Job<'a> = (String, Make<'a>);
type Make<'a> = Box<dyn Fn() -> TokenStream + Send + Sync + 'a>;

/// Renders and formats every Rust file of the crate, in the order of their paths.
///
/// # Errors
///
/// Tokens that are no Rust: a fault of the generator.
pub fn render(plan: &CratePlan, head: &str) -> Result<Vec<RenderedFile>, FormatError> {
    let jobs = jobs(plan);
    let mut files: Vec<RenderedFile> = jobs
        .par_iter()
        .map(|(path, make)| {
            let contents = format::rust(path, make, head)?;
            Ok(RenderedFile {
                path: path.clone(),
                contents,
            })
        })
        .collect::<Result<_, FormatError>>()?;
    files.extend(runtime::files(plan, head));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn jobs<'a>(plan: &'a CratePlan) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = Vec::new();
    let mut add = |path: String, make: Make<'a>| jobs.push((path, make));
    add(
        "src/lib.rs".to_owned(),
        Box::new(|| public_modules::lib(plan)),
    );
    for (name, make) in public_modules::MODULES {
        add(format!("src/{name}.rs"), Box::new(move || make(plan)));
    }
    add(
        "src/runtime/service.rs".to_owned(),
        Box::new(|| service::service(plan)),
    );
    add(
        "src/runtime/service/endpoint.rs".to_owned(),
        Box::new(|| crate::endpoint_rules::render(&plan.endpoint)),
    );
    if plan.has_waiters() {
        add(
            "src/client.rs".to_owned(),
            Box::new(|| waiter::client(plan)),
        );
        add(
            "src/waiters.rs".to_owned(),
            Box::new(|| waiter::waiters(plan)),
        );
    }
    for item in &plan.types {
        add(
            format!("src/types/{}.rs", item.module()),
            Box::new(move || type_item(plan, item)),
        );
    }
    for stream in &plan.event_streams {
        let path = format!("src/types/error/{}.rs", stream.error_module);
        add(path, Box::new(move || error::event_stream_error(stream)));
    }
    for error in &plan.errors {
        let path = format!("src/types/error/{}.rs", error.structure.module);
        add(path, Box::new(move || error::error(error)));
        if let Some(data) = error.data.as_ref() {
            let path = format!("src/types/{}.rs", data.module);
            add(path, Box::new(move || error::data(data)));
        }
    }
    for operation in &plan.operations {
        let directory = format!("src/operation/{}", operation.module);
        let sdk_id = &plan.service.sdk_id;
        let lib_name = &plan.package.lib_name;
        add(
            format!("{directory}.rs"),
            Box::new(move || operation::module(operation)),
        );
        let path = format!("{directory}/{}.rs", operation::private_module(operation));
        add(
            path,
            Box::new(move || operation::operation(operation, sdk_id)),
        );
        add(
            format!("{directory}/builders.rs"),
            Box::new(move || fluent::builders(operation, lib_name)),
        );
        add(
            format!("{directory}/{}.rs", operation.input.module),
            Box::new(move || structure::input(operation)),
        );
        add(
            format!("{directory}/{}.rs", operation.output.module),
            Box::new(move || output(&operation.output)),
        );
        if let Some(paginator) = &operation.paginator {
            let make = move || paginator::paginator(operation, paginator);
            add(format!("{directory}/paginator.rs"), Box::new(make));
        }
        for waiter in &operation.waiters {
            let make = move || waiter::waiter(operation, waiter);
            add(format!("src/waiters/{}.rs", waiter.module), Box::new(make));
        }
    }
    jobs
}

fn type_item(crate_plan: &CratePlan, item: &TypeItem) -> TokenStream {
    match item {
        TypeItem::Structure(plan) => {
            let imports = union::imports(plan.reads, plan.writes);
            let structure = structure::structure(plan);
            let read = plan.reads.then(|| structure_codec::read(plan));
            let write = plan.writes.then(|| structure_codec::write(plan));
            quote!(#imports #structure #read #write)
        }
        TypeItem::Union(plan) => {
            let union = union::union(plan);
            let streams = &crate_plan.event_streams;
            let stream = streams.iter().find(|s| s.module == plan.module);
            let wire_form = stream.map(|s| event_stream::wire_form(plan, s));
            let serde = serde_form::union(plan);
            quote!(#wire_form #union #serde)
        }
        TypeItem::Enum(plan) => {
            let (enumeration, serde) = (
                enumeration::enumeration(plan),
                serde_form::enumeration(plan),
            );
            quote!(#enumeration #serde)
        }
    }
}

fn output(plan: &Structure) -> TokenStream {
    let (name, structure) = (syntax::ident(&plan.definition), structure::structure(plan));
    quote! {
        #structure
        impl ::aws_types::request_id::RequestId for #name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self._request_id.as_deref()
            }
        }
    }
}
