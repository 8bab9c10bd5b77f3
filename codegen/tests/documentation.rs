//! Everything that [`codegen::docs`] makes of the documentation of real models is taken by rustdoc without a warning, and
//! nothing of it is a doctest.
//!
//! The models are ours, and the published ones of `shared/models` beside the repository where that folder is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use codegen::docs::{attributes, code_span, escape, to_rustdoc};
use quote::quote;

/// Markup that published models do not have, but others might.
const MORE: &[&str] = &[
    "# Heading\n\n```\nlet x = ;\n```\n\n~~~rust\nfn f( {}\n~~~\n\n    indented",
    "<table><tr><th>a</th></tr><tr><td>`x|y` [z]</td></tr></table><pre>fn f( {}</pre>",
    "[`Vec`] [missing] [a](b) ![i](j) <https://e.org> http://e.org/a_b*c* <T> Vec<u8> `open",
    "<dl><dt>a<dd>b<dd>c</dl><note>n<ul><li>1<ol start=3><li>2</note> tail </p></li>",
    "\u{202e}right to left\u{2066} \0 \u{feff} \r\r\n \t tab",
    "/ slash */ /* //! #[doc = \"x\"]",
    "1. a\n2. b\n   - c\n\n> quoted <b>bold\n\n***\n\n| a | b |\n|---|---|\n| `c` | d |",
];

/// Every value of a documentation trait, also of those within other traits.
fn collect(value: &serde_json::Value, out: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                match value {
                    serde_json::Value::String(text) if key.ends_with("documentation") => {
                        out.insert(text.clone());
                    }
                    value => collect(value, out),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
        _ => {}
    }
}

fn documentation() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders = vec![root.join("../shared/models")];
    folders.extend(
        fs::read_dir(root.join("models"))
            .unwrap()
            .map(|entry| entry.unwrap().path()),
    );
    let mut out = BTreeSet::new();
    let files = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten();
    for path in files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
    {
        collect(
            &serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
            &mut out,
        );
    }
    assert!(out.len() > 100, "the models have documentation");
    out
}

#[test]
fn rustdoc_takes_everything_without_a_warning() {
    let texts = documentation();
    let begin = Instant::now();
    let mut docs: Vec<_> = texts.iter().map(|text| to_rustdoc(text)).collect();
    let time = begin.elapsed();
    let bytes: usize = texts.iter().map(String::len).sum();
    eprintln!("{} texts, {bytes} bytes: {time:?}", texts.len());
    // Generous: this is a debug build on a busy machine, and only a wrong complexity would be as slow as this.
    assert!(
        time < Duration::from_micros(bytes as u64 * 20),
        "{time:?} for {bytes} bytes"
    );
    docs.extend(MORE.iter().map(|text| to_rustdoc(text)));
    docs.extend(MORE.iter().map(|text| escape(text)));
    docs.extend(MORE.iter().map(|text| code_span(text)));

    let mut source = "//! Documentation of models.\n#![deny(warnings, rustdoc::all)]\n".to_owned();
    for (i, markdown) in docs.iter().enumerate() {
        let name = proc_macro2::Ident::new(&format!("Item{i}"), proc_macro2::Span::call_site());
        let docs = attributes(markdown);
        source.push_str(
            &codegen::format::rust("docs.rs", || quote!(#docs pub struct #name;), "").unwrap(),
        );
    }
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("docs.rs");
    fs::write(&file, source).unwrap();
    let rustdoc = || {
        let mut command =
            Command::new(std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
        command.args(["--edition", "2021"]).arg(&file);
        command
    };
    let output = rustdoc().arg("--out-dir").arg(dir.path()).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let output = rustdoc().arg("--test").output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("running 0 tests"), "{shown}");
}
