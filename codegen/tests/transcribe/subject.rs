//! A page with the model that it was transcribed into.

use std::path::{Path, PathBuf};

use codegen::ast::FileId;
use codegen::diagnostics::{Diagnostics, Sources};
use codegen::settings;
use codegen::transcribe::draft::Draft;
use codegen::transcribe::merge::{Merged, merge};
use codegen::transcribe::names::Names;
use codegen::transcribe::page::{self, Page};
use serde_json::{Map, Value};

pub struct Subject {
    pub name: &'static str,
    pub page_text: String,
    pub page: Page,
    /// What `shapes.json` defines.
    pub shapes: Map<String, Value>,
    pub names: Names,
    pub service: String,
    draft: Draft,
}

const SERVICES: [(&str, &str); 2] = [
    ("devops-agent", "docs/devops-agent-2026-05-19.txt"),
    ("agentcore-payments", "docs/agentcore-2026-05-07.txt"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The services of this repository with the pages that they come from, where those are.
pub fn published() -> Vec<Subject> {
    let shared = root().join("../shared");
    if !shared.exists() {
        println!("skipped: no folder ../shared beside the repository");
        return Vec::new();
    }
    SERVICES
        .iter()
        .map(|(name, page)| {
            Subject::read(name, &root().join("models").join(name), &shared.join(page))
        })
        .collect()
}

impl Subject {
    pub fn read(name: &'static str, folder: &Path, page: &Path) -> Self {
        let text = |path: &Path| {
            std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        };
        let json = |file: &str| -> Value {
            serde_json::from_str(&text(&folder.join(file))).expect("JSON")
        };
        let page_text = text(page);
        let page = page::parse(&page_text, FileId(0)).unwrap_or_else(|d| panic!("{:?}", d.list));
        let mut diagnostics = Diagnostics::default();
        let path = folder.join("service.toml");
        let settings = settings::read(&path, &mut Sources::default(), &mut diagnostics);
        let settings = settings.unwrap_or_else(|| panic!("{:?}", diagnostics.list));
        let shapes = json("shapes.json")["shapes"]
            .as_object()
            .expect("shapes")
            .clone();
        let service = settings.service.expect("a service").name;
        Self {
            name,
            page_text,
            page,
            draft: Draft::new(service.clone(), shapes.clone(), &[json("bindings.json")]),
            shapes,
            names: settings.names,
            service,
        }
    }

    /// Transcribes the page into `shapes` and the other files of the model.
    pub fn id(&self, name: &str) -> String {
        self.draft.id(name)
    }

    pub fn transcribe(&self, shapes: Map<String, Value>) -> Merged {
        let draft = self.draft.with_shapes(shapes);
        merge(&self.page, draft, &self.names).unwrap_or_else(|errors| panic!("{errors:?}"))
    }
}
