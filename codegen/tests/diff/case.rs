//! In: the files of `cases/`. Out: the models of a case, alone or all cases in one.
//!
//! A case is named after its rule and has what changes, as little as possible:
//!
//! - `old`: laid over the base model, and `new`: laid over that. `shapes` and `service` are the model's (`null` takes away),
//!   `operations` those of the service, `settings` those of `service.toml`;
//! - `with`: rules of the other changes that cannot be avoided;
//! - `program`: lines of a function that uses the old crate;
//! - `compiles`: whether it does with the new crate, if that is not what the class says.
//!
//! `Case` in a name stands for the case's own, so that all cases fit into one model: `CaseOp` is the operation `MemberAddedOp`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

pub struct Case {
    pub rule: String,
    pub with: Vec<String>,
    pub program: Option<String>,
    pub compiles: Option<bool>,
    old: Value,
    new: Value,
}

/// A model and its settings.
#[derive(Clone, Default)]
pub struct Files {
    pub service: String,
    pub crate_name: String,
    pub fixups: Vec<String>,
    /// By absolute id.
    shapes: BTreeMap<String, Value>,
    traits: Map<String, Value>,
    errors: Vec<Value>,
    rename: Map<String, Value>,
    version: String,
    operations: Vec<String>,
}

pub fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let text = fs::read_to_string(path).expect("a readable case");
    let stem = path.file_stem().expect("a name").to_string_lossy();
    let pascal: String = stem
        .split('-')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect();
    let snake = stem.replace('-', "_");
    let text = text
        .replace("Case", &pascal)
        .replace("case_", &format!("{snake}_"));
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{stem}: {e}"));
    let texts = |key: &str| -> Vec<String> {
        let list = value.get(key).and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .map(|item| item.as_str().expect("a text").to_owned())
            .collect()
    };
    assert_eq!(value["rule"], *stem, "a case is named after its rule");
    Case {
        rule: stem.into_owned(),
        with: texts("with"),
        program: value.get("program").map(|_| texts("program").join("\n")),
        compiles: value.get("compiles").and_then(Value::as_bool),
        old: value["old"].clone(),
        new: value["new"].clone(),
    }
}

impl Case {
    /// `before` and after.
    pub fn files(&self) -> (Files, Files) {
        let mut old = Files {
            service: "Service".to_owned(),
            crate_name: "tested".to_owned(),
            version: "2026-01-01".to_owned(),
            ..Files::default()
        };
        self.add(&mut old, false);
        let mut new = old.clone();
        self.add_new(&mut new);
        (old, new)
    }

    /// Adds the old model of the case, and with `after` the changes too.
    pub fn add(&self, files: &mut Files, after: bool) {
        let pascal: String = self
            .rule
            .split('-')
            .map(|word| word[..1].to_uppercase() + &word[1..])
            .collect();
        let (input, output) = (format!("t#{pascal}In"), format!("t#{pascal}Out"));
        let member = json!({"s": {"target": format!("t#{pascal}S")}});
        let base = json!({
            format!("{pascal}Op"): {
                "type": "operation", "input": {"target": input}, "output": {"target": output},
                "traits": {"smithy.api#http": {"method": "POST", "uri": format!("/{pascal}Op"), "code": 200}}
            },
            format!("{pascal}In"): {"type": "structure", "members": member, "traits": {"smithy.api#input": {}}},
            format!("{pascal}Out"): {"type": "structure", "members": member, "traits": {"smithy.api#output": {}}},
            format!("{pascal}S"): {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}
        });
        let operations = json!([format!("{pascal}Op")]);
        files.lay(&json!({"shapes": base}));
        if self.old.get("operations").is_none() {
            files.lay(&json!({"operations": operations}));
        }
        files.lay(&self.old);
        if after {
            self.add_new(files);
        }
    }

    fn add_new(&self, files: &mut Files) {
        // Operations that the case had and has no more.
        if let Some(Value::Array(kept)) = self.new.get("operations") {
            let had = self.old.get("operations").and_then(Value::as_array);
            for gone in had
                .into_iter()
                .flatten()
                .filter(|name| !kept.contains(name))
            {
                files
                    .operations
                    .retain(|name| Some(name.as_str()) != gone.as_str());
            }
        }
        if self.new.pointer("/service/errors") == Some(&Value::Null) {
            let had = self
                .old
                .pointer("/service/errors")
                .and_then(Value::as_array);
            files
                .errors
                .retain(|error| !had.is_some_and(|had| had.contains(error)));
        }
        files.lay(&self.new);
    }
}

impl Files {
    fn lay(&mut self, over: &Value) {
        let object = |key: &str| {
            over.get(key)
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
        };
        for (name, shape) in object("shapes") {
            let id = if name.contains('#') {
                name.clone()
            } else {
                format!("t#{name}")
            };
            if shape.is_null() {
                self.shapes.remove(&id);
            } else {
                self.shapes.insert(id, shape.clone());
            }
        }
        for (key, value) in object("service") {
            let all = || {
                value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(k, v)| (k.clone(), v.clone()))
            };
            match (key.as_str(), value) {
                ("traits", _) => self.traits.extend(all()),
                ("rename", _) => self.rename.extend(all()),
                ("errors", Value::Array(list)) => self.errors.extend(list.iter().cloned()),
                ("errors", _) => {}
                ("version", value) => self.version = value.as_str().expect("a version").to_owned(),
                (key, _) => panic!("`{key}` of a service"),
            }
        }
        for (key, value) in object("settings") {
            let text = || value.as_str().expect("a text").to_owned();
            match key.as_str() {
                "crate-name" => self.crate_name = text(),
                "service" => self.service = text(),
                "fixups" => {
                    let list = value.as_array().expect("a list");
                    self.fixups = list
                        .iter()
                        .map(|f| f.as_str().expect("a text").to_owned())
                        .collect();
                }
                key => panic!("`{key}` of the settings"),
            }
        }
        for name in over
            .get("operations")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let name = name.as_str().expect("a name").to_owned();
            if !self.operations.contains(&name) {
                self.operations.push(name);
            }
        }
    }

    pub fn model(&self) -> String {
        let mut traits = json!({
            "aws.protocols#restJson1": {},
            "aws.auth#sigv4": {"name": "tested"},
            "aws.api#service": {"sdkId": "Tested", "endpointPrefix": "tested"}
        });
        let all = traits.as_object_mut().expect("an object");
        all.extend(self.traits.clone());
        let mut shapes: Map<String, Value> = self.shapes.clone().into_iter().collect();
        let operations: Vec<Value> = self
            .operations
            .iter()
            .map(|name| json!({"target": format!("t#{name}")}))
            .collect();
        shapes.insert(
            format!("t#{}", self.service),
            json!({
                "type": "service", "version": self.version, "operations": operations,
                "errors": self.errors, "rename": self.rename, "traits": traits
            }),
        );
        json!({"smithy": "2.0", "shapes": shapes}).to_string()
    }

    pub fn settings(&self) -> String {
        format!(
            "service = \"t#{}\"\ncrate-name = \"{}\"\nversion = \"1.2.3\"\nfixups = {:?}\n",
            self.service, self.crate_name, self.fixups
        )
    }

    /// Writes the two files to a folder.
    pub fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join("model.json"), self.model()).expect("a file");
        fs::write(folder.join("service.toml"), self.settings()).expect("a file");
    }
}
