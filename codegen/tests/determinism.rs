//! The same model gives the same bytes: with any number of threads, whatever the order of files and of what has none in them.
//!
//! Both models of this repository, the obstacles beside them, and, where they lie beside the repository, published ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::ast::{self, Node, Value};
use codegen::diagnostics::{Diagnostics, Sources};
use codegen::generate::{self, From, Request};
use codegen::settings::Settings;
use rayon::ThreadPoolBuilder;

/// Published models: one with event streams, one with paginators and endpoint parameters, and small ones.
const PUBLISHED: &[&str] = &[
    "lex-runtime-v2",
    "mediastore-data",
    "neptune-graph",
    "polly",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The models: a folder with settings, or a file.
fn models() -> Vec<PathBuf> {
    let mut models = vec![
        root().join("models/agentcore-payments"),
        root().join("models/devops-agent"),
    ];
    let obstacles =
        fs::read_dir(root().join("tests/obstacles")).expect("models of the conformance suite");
    models.extend(obstacles.flatten().map(|entry| entry.path()));
    let published = PUBLISHED
        .iter()
        .map(|name| root().join(format!("../shared/models/{name}.json")));
    models.extend(published.filter(|path| path.exists()));
    models.sort();
    assert!(models.len() > 5, "{models:?}");
    models
}

/// The files of the crate, by path.
fn generated(from: From, threads: usize) -> BTreeMap<String, String> {
    let request = Request {
        from,
        command: "cargo test".to_owned(),
    };
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    let outcome = pool.install(|| generate::generate(&request));
    let findings = outcome.diagnostics.render(&outcome.sources, false);
    let files = outcome.files.unwrap_or_else(|| panic!("{findings}"));
    files
        .into_iter()
        .map(|file| (file.path, file.contents))
        .collect()
}

fn request(path: &Path) -> From {
    match path.is_dir() {
        true => From::Folder(path.to_owned()),
        false => From::Files {
            model: vec![path.to_owned()],
            settings: Settings::default(),
        },
    }
}

#[track_caller]
fn assert_same(
    path: &Path,
    how: &str,
    first: &BTreeMap<String, String>,
    second: &BTreeMap<String, String>,
) {
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(first), names(second), "{}, {how}", path.display());
    for (file, contents) in first {
        let differ = contents
            .lines()
            .zip(second[file].lines())
            .find(|(a, b)| a != b);
        assert!(
            *contents == second[file],
            "{}, {how}: {file} differs: {differ:?}",
            path.display()
        );
    }
}

#[test]
fn threads_make_no_difference() {
    for path in models() {
        let one = generated(request(&path), 1);
        assert!(one.len() > 50, "{} files", one.len());
        for threads in [1, 2, 5] {
            assert_same(
                &path,
                &format!("{threads} threads"),
                &one,
                &generated(request(&path), threads),
            );
        }
    }
}

#[test]
fn order_without_meaning_makes_no_difference() {
    for path in models() {
        let first = generated(request(&path), 2);
        for seed in 1..4 {
            let folder = tempfile::tempdir().expect("a folder");
            let shuffled = shuffled(&path, folder.path(), seed);
            assert_same(
                &path,
                &format!("order {seed}"),
                &first,
                &generated(shuffled, 2),
            );
        }
    }
}

/// A copy of the model: its files under names in another order, the objects in them too, except for members.
fn shuffled(path: &Path, folder: &Path, seed: u64) -> From {
    let mut random = Random(seed);
    let mut files: Vec<PathBuf> = match path.is_dir() {
        false => vec![path.to_owned()],
        true => {
            let entries = fs::read_dir(path).expect("the folder of the model");
            let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            files.sort();
            files.retain(|file| {
                file.extension()
                    .is_some_and(|extension| extension == "json")
            });
            fs::copy(path.join("service.toml"), folder.join("service.toml")).expect("settings");
            files
        }
    };
    random.shuffle(&mut files);
    let mut names = Vec::new();
    for (i, file) in files.iter().enumerate() {
        let mut sources = Sources::default();
        let id = sources
            .read(file, &mut Diagnostics::default())
            .expect("a readable file");
        let node =
            ast::parse(id, &sources.get(id).text, &mut Diagnostics::default()).expect("JSON");
        let mut text = String::new();
        print(&node, false, &mut random, &mut text);
        let name = folder.join(format!("{i}.json"));
        fs::write(&name, text).expect("a writable folder");
        names.push(name);
    }
    match path.is_dir() {
        true => From::Folder(folder.to_owned()),
        false => From::Files {
            model: names,
            settings: Settings::default(),
        },
    }
}

/// JSON of the node. The order of members has a meaning, that of all other objects has none.
fn print(node: &Node, ordered: bool, random: &mut Random, out: &mut String) {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(&value.to_string()),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => out.push_str(&quoted(text)),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                print(item, false, random, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            let mut order: Vec<usize> = (0..entries.len()).collect();
            if !ordered {
                random.shuffle(&mut order);
            }
            out.push('{');
            for (i, entry) in order.into_iter().map(|at| &entries[at]).enumerate() {
                out.push_str(if i > 0 { ",\n" } else { "" });
                out.push_str(&quoted(&entry.key));
                out.push(':');
                print(&entry.value, &*entry.key == "members", random, out);
            }
            out.push('}');
        }
    }
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
