//! In: a page, and the folder of a model. Out: the new text of the folder's `shapes.json`, what is different in it, and what
//! is left to answer. [`Transcribed::write`] replaces the file.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::draft::Draft;
use super::merge::{self, change::Change};
use super::names::Names;
use super::{page, text};
use crate::ast::{self, FileId, Node, Span};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::model::questions::{ANSWERS, QUESTIONS, Question};
use crate::{generate, leftovers, lock, settings};

/// The file of a model that holds what pages say.
pub const SHAPES: &str = "shapes.json";

/// What came of a page.
#[derive(Debug)]
pub struct Transcribed {
    /// Where `shapes.json` is.
    pub path: PathBuf,
    /// Its text before and after.
    before: String,
    pub after: String,
    pub changes: Vec<Change>,
    /// The open questions of the whole model as errors, in the order of the file; their places are in `sources`.
    pub questions: Diagnostics,
    pub sources: Sources,
}

/// Merges a page into the model of a folder, and writes nothing. `None` if and only if `diagnostics` has an error.
pub fn transcribe(
    page: &Path,
    folder: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Transcribed> {
    let page = sources.read(page, diagnostics);
    let settings = settings::read(&folder.join("service.toml"), sources, diagnostics);
    let paths = generate::json_files(folder, diagnostics)?;
    let path = folder.join(SHAPES);
    let (mut shapes, mut others) = (None, Vec::new());
    for file in &paths {
        let Some(id) = sources.read(file, diagnostics) else {
            continue;
        };
        let Some((node, value)) = json(id, sources, diagnostics) else {
            continue;
        };
        if *file == path {
            shapes = Some((id, node, value));
        } else {
            others.push(value);
        }
    }
    let page = page.and_then(|file| {
        page::parse(&sources.get(file).text.clone(), file)
            .map(|parsed| (file, parsed))
            .map_err(|malformed| diagnostics.list.extend(malformed.list))
            .ok()
    });
    if diagnostics.has_errors() {
        return None;
    }
    let Some((file, node, value)) = shapes else {
        let title = format!("{} is not there", path.display());
        diagnostics.push(Diagnostic::error(title).help(
            "what pages say is kept in shapes.json: for a new service begin it with the service shape and its version",
        ));
        return None;
    };
    let ((page_file, page), settings) = (page?, settings?);
    let service = settings.service.as_ref().map(|named| named.name.as_str());
    let names: Names = settings.names.clone();
    let draft = draft(file, &node, &value, &others, service, diagnostics)?;
    let merged = match merge::merge(&page, draft, &names) {
        Ok(merged) => merged,
        Err(errors) => {
            let text = sources.get(page_file).text.clone();
            let errors = errors.iter().map(|error| {
                page::diagnostic(
                    error,
                    "this page cannot be merged into the model",
                    &text,
                    page_file,
                )
            });
            diagnostics.list.extend(errors);
            return None;
        }
    };
    let mut whole = value;
    if let Some(root) = whole.as_object_mut() {
        root.insert(
            "shapes".to_owned(),
            Value::Object(merged.draft.shapes.clone()),
        );
    }
    let before = sources.get(file).text.to_string();
    let after = text::edit(&before, &node, &whole);
    let mut shown = Sources::default();
    let questions = questions(&merged.draft, &path, &after, &mut shown);
    Some(Transcribed {
        path,
        before,
        after,
        changes: merged.changes,
        questions,
        sources: shown,
    })
}

fn json(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<(Node, Value)> {
    let text = sources.get(file).text.clone();
    let node = ast::parse(file, &text, diagnostics)?;
    match serde_json::from_str(&text) {
        Ok(value) => Some((node, value)),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error("this JSON cannot be read")
                    .at(node.span, error.to_string())
                    .help("correct the file, or restore it from version control"),
            );
            None
        }
    }
}

fn draft(
    file: FileId,
    node: &Node,
    value: &Value,
    others: &[Value],
    service: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Draft> {
    let Some(shapes) = value.get("shapes").and_then(Value::as_object) else {
        let span = Span { file, ..node.span };
        diagnostics.push(
            Diagnostic::error("a model without shapes")
                .at(span, "no object `shapes` in it")
                .help("write `\"smithy\": \"2.0\"` and `\"shapes\": {}` with the service shape"),
        );
        return None;
    };
    let is_service = |shape: &Value| shape.get("type").and_then(Value::as_str) == Some("service");
    let wanted = |id: &String| service.is_none_or(|s| s == id || id.rsplit('#').next() == Some(s));
    let found = shapes
        .iter()
        .find(|(id, shape)| is_service(shape) && wanted(id));
    let Some((id, _)) = found else {
        let span = node.get("shapes").map_or(node.span, |shapes| shapes.span);
        diagnostics.push(
            Diagnostic::error("the service is not in shapes.json")
                .at(
                    span,
                    format!("no service shape {} here", service.unwrap_or_default()),
                )
                .help("define it there: operations of a page are bound to it"),
        );
        return None;
    };
    Some(Draft::new(id.clone(), shapes.clone(), others))
}

/// What `cargo xtask codegen` will say of the new file.
fn questions(draft: &Draft, path: &Path, text: &str, sources: &mut Sources) -> Diagnostics {
    let file = sources.add(path, text);
    let mut diagnostics = Diagnostics::default();
    let Some(node) = ast::parse(file, text, &mut diagnostics) else {
        return diagnostics;
    };
    for place in draft.places_with(&[QUESTIONS]) {
        let words = |id: &str| -> Vec<&str> {
            let list = draft.trait_value(&place, id).and_then(Value::as_array);
            list.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        };
        let asked = words(QUESTIONS);
        let has = |id: &str| draft.has_trait(&place, id);
        if let Some(question) = Question::open(&place, &asked, &words(ANSWERS), has) {
            diagnostics.push(question.diagnostic(span(&node, &place)));
        }
    }
    diagnostics
}

/// Where the trait `codegen#questions` of a place stands.
fn span(model: &Node, place: &str) -> Option<Span> {
    let shapes = model.get("shapes")?;
    let definition = match place.split_once('$') {
        None => shapes.get(place)?,
        Some((shape, member)) => {
            let shape = shapes.get(shape)?;
            shape.get("members").unwrap_or(shape).get(member)?
        }
    };
    let traits = definition.get("traits")?.as_object()?;
    let entry = traits.iter().find(|entry| &*entry.key == QUESTIONS)?;
    Some(entry.key_span)
}

impl Transcribed {
    /// Whether `shapes.json` is to change.
    pub fn differs(&self) -> bool {
        self.before != self.after
    }

    /// Replaces `shapes.json`: a temporary file beside it, then a rename, so that it is the old or the new one at any moment.
    /// What killed runs have left is removed; nothing else happens if nothing differs.
    ///
    /// # Errors
    ///
    /// The file has changed since it was read, or the operating system refuses.
    pub fn write(&self) -> Result<(), String> {
        let shown = self.path.display();
        let say = |doing: &str, error: std::io::Error| {
            format!("could not {doing} `{shown}`: {error}; nothing was changed")
        };
        // A link stays one: what it leads to is replaced.
        let path = self.path.canonicalize().map_err(|e| say("find", e))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        // Releases exchange the whole folder, with this lock.
        let around = folder.parent().unwrap_or(folder);
        let _lock = lock::alone(around).map_err(|e| say("lock the folder around", e))?;
        leftovers::remove(folder);
        if !self.differs() {
            return Ok(());
        }
        let now = std::fs::read_to_string(&path).map_err(|e| say("read", e))?;
        if now != self.before {
            return Err(format!(
                "`{shown}` was changed by somebody else in the meantime; nothing was changed\nhelp: run the command again"
            ));
        }
        let file =
            leftovers::beside(&path, &self.after).map_err(|e| say("write a new version of", e))?;
        file.put().map_err(|e| say("replace", e))?;
        Ok(())
    }
}
