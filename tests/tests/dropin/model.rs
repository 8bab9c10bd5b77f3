//! The two services, and their plans.

use std::path::Path;

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::model::Choice;
use codegen::plan::{CratePlan, Selection};
use codegen::{fixups, model, plan, settings};

pub struct Service {
    /// Folder of `models/`, and of `generated/`.
    pub folder: &'static str,
    /// Folder of `tests/dropin/programs`.
    pub program: &'static str,
}

pub const SERVICES: [Service; 2] = [
    Service {
        folder: "devops-agent",
        program: "devops_agent",
    },
    Service {
        folder: "agentcore-payments",
        program: "agentcore_payments",
    },
];

impl Service {
    /// The plan that the generated crate is rendered from.
    pub fn plan(&self) -> CratePlan {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../models")
            .join(self.folder);
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let plan = (|| {
            let settings =
                settings::read(&folder.join("service.toml"), &mut sources, &mut diagnostics)?;
            let files = ["bindings.json", "shapes.json"].map(|name| folder.join(name));
            let ids: Vec<_> = files
                .iter()
                .filter_map(|path| sources.read(path, &mut diagnostics))
                .collect();
            let choice = Choice {
                service: settings.service.as_ref(),
                operations: settings.operations.as_deref(),
            };
            let (model, closure) = model::open(&sources, &ids, choice, &mut diagnostics)?;
            let model = fixups::apply(model, &settings.fixups, &mut diagnostics)?;
            let selection = Selection {
                crate_name: self.folder.to_owned(),
                crate_version: "0.0.0".to_owned(),
                service: closure.service.clone(),
                operations: closure.operations.clone(),
            };
            plan::plan(&model, &selection, &mut diagnostics)
        })();
        plan.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
    }
}
