//! Whoever compiles a client crate does not pay for what they never call: functions of one operation or one type are compiled
//! by the programs that use them. In: the compiled crates, beside this test, and generated sources. Out: nothing of an
//! operation or a type is compiled with a crate.
//!
//! What every program needs is compiled with the crate: a client, its configuration, and the errors of the service, which are read
//! by one function, with the types that they hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use object::read::archive::ArchiveFile;
use object::{File, Object, ObjectSymbol, SymbolKind};

/// The library that was compiled last. It is of today's sources, though it may have other features than this test has.
fn library(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a path of this test");
    let entries = fs::read_dir(test.parent().expect("a folder")).expect("the folder of this test");
    let of_name = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let hash = stem.strip_prefix(&format!("lib{name}-"));
        path.extension().is_some_and(|it| it == "rlib") && hash.is_some_and(|it| !it.contains('-'))
    };
    let changed = |path: &PathBuf| {
        let metadata = fs::metadata(path).and_then(|it| it.modified());
        metadata.unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let found = entries.flatten().map(|entry| entry.path());
    found
        .filter(|path| of_name(path))
        .max_by_key(changed)
        .unwrap_or_else(|| panic!("no library of {name}"))
}

/// Names of the functions that were compiled.
fn functions(library: &Path) -> BTreeSet<String> {
    let bytes = fs::read(library).expect("a readable library");
    let archive = ArchiveFile::parse(&*bytes).expect("an archive");
    let mut names = BTreeSet::new();
    for member in archive.members() {
        let member = member.expect("a member of the archive");
        let object = member
            .data(&*bytes)
            .ok()
            .and_then(|it| File::parse(it).ok());
        // The crate's metadata is no object.
        for symbol in object.iter().flat_map(|object| object.symbols()) {
            if symbol.kind() == SymbolKind::Text && symbol.is_definition() {
                let name = symbol.name().expect("a name");
                names.insert(format!("{:#}", rustc_demangle::demangle(name)));
            }
        }
    }
    names
}

/// Whether a function is one of those with which the errors of the service are read and shown: what an error and the types in
/// it implement, and nothing that they have for users alone.
fn is_of_errors(function: &str, name: &str, types_of_errors: &[&str]) -> bool {
    let of_types = types_of_errors.iter().map(|module| format!("_{module}"));
    let mut modules = of_types
        .chain(["error".to_owned()])
        .map(|module| format!("{name}::types::{module}::"));
    let is_of_users = ["Builder", "::set_", "::get_", "::builder", "::is_"]
        .into_iter()
        .any(|part| function.contains(part));
    modules.any(|module| function.contains(&module)) && !is_of_users
}

#[track_caller]
fn check(name: &str, types_of_errors: &[&str]) {
    let library = library(name);
    let functions = functions(&library);
    let is_of_use = |function: &String| {
        ["operation", "types"]
            .into_iter()
            .any(|module| function.contains(&format!("{name}::{module}::")))
    };
    let is_there = |part: &str| {
        functions
            .iter()
            .any(|function| function.contains(&format!("{name}::{part}")))
    };
    assert!(
        is_there("runtime::config::") && is_there("types::error::"),
        "functions that every program needs are not in {}: is it built with optimizations?",
        library.display()
    );
    let mut of_use: Vec<_> = functions
        .iter()
        .filter(|function| is_of_use(function))
        .collect();
    of_use.retain(|function| {
        // Derived, and empty.
        !function.contains(" as core::cmp::Eq>::") && !is_of_errors(function, name, types_of_errors)
    });
    assert!(
        of_use.is_empty(),
        "make these functions of {} `#[inline]`: {of_use:#?}",
        library.display()
    );
}

#[test]
fn operations_and_types_are_compiled_where_they_are_used() {
    if !cfg!(debug_assertions) {
        println!(
            "skipped: with optimizations, functions are compiled that nobody can tell from others"
        );
        return;
    }
    check("devops_agent", &["validation_exception_field"]);
    check(
        "agentcore_payments",
        &["validation_exception_field", "validation_exception_reason"],
    );
}

/// Rust files below `folder`.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// Holds also for what the crates of this repository lack, such as waiters and streams of events that are sent: the expected
/// sources of the generator's own tests have them. What macros write is not seen here.
#[test]
fn functions_of_operations_and_types_are_inline() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    sources(&root.join("generated"), &mut files);
    sources(&root.join("codegen/tests/golden"), &mut files);
    let of_use = ["/operation/", "/types/", "/waiters/", "/client.rs"];
    files.retain(|file| {
        let path = file.to_string_lossy().replace('\\', "/");
        !path.contains("/runtime/")
            && path.contains("/src/")
            && of_use.iter().any(|part| path.contains(part))
    });
    let (mut inline, mut others) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).expect("a readable source");
        let source = syn::parse_file(&text).expect("Rust");
        // The service's errors are read by one function.
        let is_of_errors =
            |name: &syn::Ident| file.to_string_lossy().contains("error") && name == "read";
        for (attributes, signature) in compiled(&source.items) {
            if attributes.iter().any(|it| it.path().is_ident("inline")) {
                inline += 1;
            } else if !is_of_errors(&signature.ident) {
                others.push(format!("{}: {}", file.display(), signature.ident));
            }
        }
    }
    assert!(others.is_empty(), "{others:#?}");
    assert!(inline > 100, "only {inline} functions");
}

/// Functions without type parameters, which would be compiled with the crate. Those of traits have no bodies.
fn compiled(items: &[syn::Item]) -> Vec<(&[syn::Attribute], &syn::Signature)> {
    let mut found: Vec<(&[syn::Attribute], &syn::Signature)> = Vec::new();
    for item in items {
        match item {
            syn::Item::Fn(function) => found.push((&function.attrs, &function.sig)),
            syn::Item::Impl(of) => found.extend(of.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some((&*function.attrs, &function.sig)),
                _ => None,
            })),
            _ => {}
        }
    }
    found.retain(|(_, signature)| {
        let mut parameters = signature.generics.params.iter();
        parameters.all(|it| matches!(it, syn::GenericParam::Lifetime(_)))
    });
    found
}
