//! In: what to generate from which files. Out: the files of the crate, or what stands in the way. Writes nothing.
//!
//! Runs the stages one after the other: read → [`crate::ast`] → [`crate::model`] → fix-ups → [`crate::plan`] →
//! [`crate::render`] and [`crate::package`]. **Invariant: no files come out of a run with errors.**

use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::ast::{FileId, Node, Value};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, Sources};
use crate::model::closure::Closure;
use crate::model::{self, Choice, Model, ShapeId};
use crate::plan::{CratePlan, Selection};
use crate::report::Generated;
use crate::settings::{self, DEFAULT_VERSION, Settings};
use crate::write::File;
use crate::{fixups, package, plan, render};

/// One crate to generate.
#[derive(Clone, Debug)]
pub struct Request {
    pub from: From,
    /// The command that makes these files, for their heads: `cargo xtask codegen`.
    pub command: String,
}

/// Where the model and the settings are.
#[derive(Clone, Debug)]
pub enum From {
    /// A folder with a `service.toml`; its model is every `.json` file of the folder.
    Folder(PathBuf),
    Files {
        model: Vec<PathBuf>,
        settings: Settings,
    },
    /// Files that have been read already, such as those of another revision: the model's.
    Texts {
        model: Vec<(PathBuf, String)>,
        settings: Settings,
    },
}

/// What the stages before rendering made of a model.
#[derive(Clone, Debug)]
pub struct Planned {
    pub model: Model,
    pub closure: Closure,
    pub plan: CratePlan,
    /// Of what the model says: [`hash_of_model`].
    hash: String,
}

/// What came of a [`Request`].
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Sorted by path; `None` if and only if `diagnostics` has an error.
    pub files: Option<Vec<File>>,
    /// What `diagnostics` point into.
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    pub report: Generated,
}

/// Generates several crates, at once where there are threads for that; the outcomes are in the order of the requests.
pub fn generate_all(requests: &[Request]) -> Vec<Outcome> {
    requests.par_iter().map(generate).collect()
}

pub fn generate(request: &Request) -> Outcome {
    let begin = Instant::now();
    let mut outcome = Outcome {
        files: None,
        sources: Sources::default(),
        diagnostics: Diagnostics::default(),
        report: Generated::default(),
    };
    let files = run(request, &mut outcome);
    let Outcome {
        diagnostics,
        report,
        ..
    } = &mut outcome;
    report.warnings = diagnostics
        .list
        .iter()
        .filter(|d| d.severity == Severity::Warning)
        .count();
    report.time = begin.elapsed();
    if !diagnostics.has_errors() {
        outcome.files = files;
    }
    outcome
}

/// Everything up to the plan. `None` only with errors in `diagnostics`.
pub fn plan_of(
    from: &From,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Planned> {
    let (settings, files) = read(from, sources, diagnostics)?;
    let choice = Choice {
        service: settings.service.as_ref(),
        operations: settings.operations.as_deref(),
    };
    let nodes = model::parse(sources, &files, diagnostics)?;
    let hash = hash_of_model(&nodes);
    let (model, closure) = model::of_nodes(nodes, choice, diagnostics)?;
    let model = fixups::apply(model, &settings.fixups, diagnostics)?;
    let selection = select(&model, &closure, settings);
    let plan = plan::plan(&model, &selection, diagnostics)?;
    Some(Planned {
        model,
        closure,
        plan,
        hash,
    })
}

/// `None` only with errors in the outcome's diagnostics.
fn run(request: &Request, outcome: &mut Outcome) -> Option<Vec<File>> {
    let Outcome {
        sources,
        diagnostics,
        report,
        ..
    } = outcome;
    let planned = plan_of(&request.from, sources, diagnostics)?;
    let plan = planned.plan;
    report.crate_name = plan.package.name.clone();
    report.operations = planned.closure.operations.len();
    report.shapes = planned.closure.shapes.len();

    let head = head(&request.command, &planned.hash);
    let rendered = render::render(&plan, &format!("// {head}"));
    let texts = package::files(&plan, &head);
    let (rendered, texts) = match (rendered, texts) {
        (Ok(rendered), Ok(texts)) => (rendered, texts),
        (Err(error), _) => return fault(error.to_string(), diagnostics),
        (_, Err(error)) => {
            return fault(
                format!("a template of the generator failed: {error}"),
                diagnostics,
            );
        }
    };
    let mut files = texts;
    files.extend(rendered.into_iter().map(|file| File {
        path: file.path,
        contents: file.contents,
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    report.lines = files.iter().map(|file| file.contents.lines().count()).sum();
    Some(files)
}

fn fault<T>(title: String, diagnostics: &mut Diagnostics) -> Option<T> {
    diagnostics
        .push(Diagnostic::error(title).help("report it, with the model that it happened with"));
    None
}

/// The settings, and the files of the model.
fn read(
    from: &From,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Settings, Vec<FileId>)> {
    let (settings, paths) = match from {
        From::Folder(folder) => {
            let settings = settings::read(&folder.join("service.toml"), sources, diagnostics);
            (settings, json_files(folder, diagnostics)?)
        }
        From::Files { model, settings } => {
            settings.check(diagnostics);
            (Some(settings.clone()), model.clone())
        }
        From::Texts { model, settings } => {
            settings.check(diagnostics);
            let ids = model
                .iter()
                .map(|(path, text)| sources.add(path.clone(), text.as_str()))
                .collect();
            return (!diagnostics.has_errors()).then(|| (settings.clone(), ids));
        }
    };
    // All that is wrong with the files in one run.
    let ids: Vec<_> = paths
        .iter()
        .filter_map(|path| sources.read(path, diagnostics))
        .collect();
    (!diagnostics.has_errors()).then_some((settings?, ids))
}

/// The `.json` files of a folder, by name: the order in which a file system lists them is nobody's choice.
pub(crate) fn json_files(folder: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|e| Ok(e?.path()))
            .collect::<std::io::Result<Vec<_>>>()
    });
    let mut paths = match entries {
        Ok(paths) => paths,
        Err(error) => {
            let title = format!("the folder {} cannot be read: {error}", folder.display());
            diagnostics
                .push(Diagnostic::error(title).help("check the path, and that you may read it"));
            return None;
        }
    };
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    if paths.is_empty() {
        let title = format!("the folder {} has no model", folder.display());
        diagnostics.push(
            Diagnostic::error(title)
                .help("put the model's JSON AST there, in files that end in `.json`"),
        );
        return None;
    }
    Some(paths)
}

/// Applies the fix-ups that the settings name. There are none yet.
fn select(model: &Model, closure: &Closure, settings: Settings) -> Selection {
    Selection {
        crate_name: settings
            .crate_name
            .unwrap_or_else(|| settings::default_crate_name(service_name(model, &closure.service))),
        crate_version: settings
            .version
            .unwrap_or_else(|| DEFAULT_VERSION.to_owned()),
        service: closure.service.clone(),
        operations: closure.operations.clone(),
    }
}

fn service_name<'a>(model: &'a Model, service: &'a ShapeId) -> &'a str {
    model
        .shape(service)
        .traits
        .aws_service
        .as_ref()
        .map_or(service.name(), |aws| &aws.sdk_id)
}

/// The sentence at the head of every generated file. Tools know generated files by its first word.
fn head(command: &str, hash: &str) -> String {
    format!("@generated by `{command}` from the model with SHA-256 {hash}. DO NOT EDIT.")
}

/// What a model says, as a number: the same for any order of its files and of the keys of its objects, and for any white space.
fn hash_of_model(files: &[Node]) -> String {
    let mut hashes: Vec<_> = files
        .par_iter()
        .map(|node| {
            let mut hasher = Sha256::new();
            hash_node(node, &mut hasher);
            hasher.finalize()
        })
        .collect();
    hashes.sort();
    let mut hasher = Sha256::new();
    hashes.iter().for_each(|hash| hasher.update(hash));
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A tag, the length, then the contents: no two values give the same bytes.
fn hash_node(node: &Node, hasher: &mut Sha256) {
    let mut text = |tag: u8, text: &str| {
        hasher.update([tag]);
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    };
    match &node.value {
        Value::Null => text(b'0', ""),
        Value::Bool(true) => text(b't', ""),
        Value::Bool(false) => text(b'f', ""),
        Value::Number(number) => text(b'n', number),
        Value::String(string) => text(b's', string),
        Value::Array(items) => {
            hasher.update([b'a']);
            hasher.update((items.len() as u64).to_le_bytes());
            items.iter().for_each(|item| hash_node(item, hasher));
        }
        Value::Object(entries) => {
            hasher.update([b'o']);
            hasher.update((entries.len() as u64).to_le_bytes());
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            for entry in entries {
                hasher.update((entry.key.len() as u64).to_le_bytes());
                hasher.update(entry.key.as_bytes());
                hash_node(&entry.value, hasher);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash_of(texts: &[&str]) -> String {
        let mut sources = Sources::default();
        let ids: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(i, text)| sources.add(format!("{i}.json"), *text))
            .collect();
        let nodes = model::parse(&sources, &ids, &mut Diagnostics::default()).unwrap();
        hash_of_model(&nodes)
    }

    #[test]
    fn hash_is_that_of_what_the_model_says() {
        let hash = hash_of(&[r#"{"a": [1, "x"], "b": null}"#, "true"]);
        assert_eq!(hash.len(), 64);
        assert_eq!(hash, hash_of(&["true", "{\"b\":null,\n\"a\":[1,\"x\"]}"]));
        for other in [
            r#"{"a": ["x", 1], "b": null}"#,
            r#"{"a": [1, "x"], "b": false}"#,
            r#"{"a": [1], "b": null}"#,
        ] {
            assert_ne!(hash, hash_of(&[other, "true"]));
        }
    }

    #[test]
    fn says_all_that_cannot_be_read() {
        let settings = Settings {
            version: Some("x".to_owned()),
            ..Settings::default()
        };
        let model = vec![
            PathBuf::from("nowhere/a.json"),
            PathBuf::from("nowhere/b.json"),
        ];
        let outcome = generate(&Request {
            from: From::Files { model, settings },
            command: String::new(),
        });
        assert!(outcome.files.is_none());
        let titles: Vec<_> = outcome
            .diagnostics
            .list
            .iter()
            .map(|d| d.title.as_str())
            .collect();
        assert_eq!(titles.len(), 3, "{titles:?}");
        assert!(titles[0].starts_with("`x` is not a version"), "{titles:?}");
        assert!(
            titles[2].starts_with("nowhere/b.json cannot be read"),
            "{titles:?}"
        );
    }
}
