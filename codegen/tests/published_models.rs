//! Loads the published models that lie beside the repository, where they do: every one comes through all stages without an error.

use std::path::{Path, PathBuf};

use codegen::ast;
use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model;

#[test]
fn published_models_load() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let mut files: Vec<PathBuf> = ["models", "protocol-tests"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(shared.join(folder)).ok())
        .flat_map(|entries| entries.filter_map(|e| Some(e.ok()?.path())))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    if files.is_empty() {
        println!("skipped: no folder ../shared/models beside the repository");
    }
    for path in files {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable model");
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let file = sources.add(name.as_str(), text);
        let start = std::time::Instant::now();
        let node = ast::parse(file, &sources.get(file).text, &mut diagnostics);
        let parsed = start.elapsed();
        let model = node.and_then(|node| model::load(vec![node], &mut diagnostics));
        let loaded = start.elapsed();
        for d in &diagnostics.list {
            println!("{name}: {d:?}");
        }
        assert!(!diagnostics.has_errors(), "{name}");
        let model = model.expect("a model");
        let closure =
            model::closure::choose(&model, None, None, &mut diagnostics).expect("a service");
        println!(
            "{name}: {} shapes, {} operations, {} shapes reached {parsed:?} {loaded:?}",
            model.shapes.len(),
            closure.operations.len(),
            closure.shapes.len()
        );
    }
}
