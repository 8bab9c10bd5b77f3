//! Loads the published models that lie beside the repository, where they do: every one comes through the loader and validation.

use std::path::{Path, PathBuf};

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::{self, Choice};

#[test]
fn published_models_are_valid() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let files = json_files(&[shared.join("models"), shared.join("protocol-tests")]);
    if files.is_empty() {
        println!("skipped: no folder ../shared/models beside the repository");
    }
    for path in files {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let file = sources
            .read(&path, &mut diagnostics)
            .expect("a readable file");
        let start = std::time::Instant::now();
        let opened = model::open(&sources, &[file], Choice::default(), &mut diagnostics);
        let time = start.elapsed();
        let text = diagnostics.render(&sources, false);
        let (model, closure) = opened.unwrap_or_else(|| panic!("{name}:\n{text}"));
        println!(
            "{name}: {} shapes, {} operations that reach {} shapes, {} warnings, {time:?}",
            model.shapes.len(),
            closure.operations.len(),
            closure.shapes.len(),
            diagnostics.list.len(),
        );
        print!("{text}");
    }
}

fn json_files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let entries = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten();
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    files
}
