//! Whoever compiles a client crate does not pay for what they never call: functions of one operation or one type are compiled
//! by the programs that use them. In: the compiled crates, beside this test. Out: nothing of an operation or a type is in them.
//!
//! What every program needs is compiled with the crate: a client, its configuration, and the errors of the service, which are read
//! by one function, with the types that they hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use object::read::archive::ArchiveFile;
use object::{File, Object, ObjectSymbol, SymbolKind};

// Linked, so that cargo compiles them before this test runs.
use agentcore_payments as _;
use devops_agent as _;

/// The library that was compiled last: an older one is of older sources, or has other features.
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

#[track_caller]
fn check(name: &str, types_of_errors: &[&str]) {
    let functions = functions(&library(name));
    let are_of = |module: &str| {
        let module = format!("{name}::{module}::");
        let is_of = move |function: &&String| function.trim_start_matches('<').starts_with(&module);
        functions.iter().filter(is_of).collect::<Vec<_>>()
    };
    assert!(
        !are_of("runtime").is_empty(),
        "no symbol is recognized: {functions:?}"
    );
    let of_types = types_of_errors.iter().map(|module| format!("_{module}"));
    let modules: Vec<_> = of_types
        .chain(["error".to_owned()])
        .map(|module| format!("{name}::types::{module}::"))
        .collect();
    let is_of_errors = |function: &str| modules.iter().any(|it| function.contains(it));
    let mut of_use: Vec<_> = ["operation", "types"]
        .into_iter()
        .flat_map(are_of)
        .collect();
    // Derived, and empty.
    of_use.retain(|it| {
        !is_of_errors(it) && !it.ends_with(" as core::cmp::Eq>::assert_fields_are_eq")
    });
    assert!(
        of_use.is_empty(),
        "make these functions `#[inline]`: {of_use:#?}"
    );
}

#[test]
fn operations_and_types_are_compiled_where_they_are_used() {
    check("devops_agent", &["validation_exception_field"]);
    check(
        "agentcore_payments",
        &["validation_exception_field", "validation_exception_reason"],
    );
}
