//! In: a [`CratePlan`]. Out: the text files of the crate: `Cargo.toml`, `README.md`, `LICENSE`, `rustfmt.toml`.

use crate::format::RUSTFMT_TOML;
use crate::plan::{CratePlan, OperationPlan, dependencies};
use crate::templates::{CargoToml, Dependency, LICENSE, Operation, Readme, Saved, render};
use crate::write::{File, MANIFEST};

/// What generated crates need to compile: the workspace's `rust-version`, which a test holds this to.
const RUST_VERSION: &str = "1.94.1";

/// Of the Cargo feature `serde`.
const SERDE: Dependency<'static> = Dependency {
    name: "serde",
    version: "1",
    features: &[],
    default_features: true,
    optional: true,
};

/// For the examples, among them that of the README.
const DEV_DEPENDENCIES: &[Dependency<'static>] = &[
    Dependency {
        name: "aws-config",
        version: "1.13.0",
        features: &["default-https-client", "rt-tokio"],
        default_features: false,
        optional: false,
    },
    Dependency {
        name: "serde_json",
        version: "1",
        features: &[],
        default_features: true,
        optional: false,
    },
    Dependency {
        name: "tokio",
        version: "1.54",
        features: &["macros", "rt-multi-thread"],
        default_features: true,
        optional: false,
    },
];

/// `head` is the sentence that names where the files come from.
///
/// # Errors
///
/// A template that fails: a fault of the generator.
pub fn files(plan: &CratePlan, head: &str) -> Result<Vec<File>, askama::Error> {
    let mut dependencies: Vec<_> = dependencies::of(plan)
        .into_iter()
        .map(|d| Dependency {
            name: d.name,
            version: d.version,
            features: d.features,
            default_features: d.default_features,
            optional: false,
        })
        .chain([SERDE])
        .collect();
    dependencies.sort_by_key(|d| d.name);
    let toml_head = format!("# {head}");
    let cargo_toml = CargoToml {
        head: &toml_head,
        name: &plan.package.name,
        lib_name: &plan.package.lib_name,
        version: &plan.package.version,
        rust_version: RUST_VERSION,
        description: &format!("A client for {}.", one_line(&plan.service.title)),
        manifest: MANIFEST,
        features: &[],
        dependencies: &dependencies,
        dev_dependencies: DEV_DEPENDENCIES,
    };
    let operations: Vec<_> = plan
        .operations
        .iter()
        .map(|operation| Operation {
            name: &operation.shape_name,
            method: &operation.method,
        })
        .collect();
    let readme = Readme {
        head,
        name: &plan.package.name,
        lib_name: &plan.package.lib_name,
        version: &plan.package.version,
        title: &crate::docs::escape(&one_line(&plan.service.title)),
        api_version: &crate::docs::escape(&plan.service.api_version),
        docs: &plan.service.docs,
        example: example(&plan.operations),
        operations: &operations,
        saved: saved(&plan.operations),
    };
    let file = |path: &str, contents: String| File {
        path: path.to_owned(),
        contents,
    };
    Ok(vec![
        file("Cargo.toml", render(&cargo_toml)?),
        file("LICENSE", LICENSE.to_owned()),
        file("README.md", render(&readme)?),
        file("rustfmt.toml", format!("{toml_head}\n{RUSTFMT_TOML}")),
    ])
}

/// The method of an operation that can be called without members; one that lists something if there is any.
fn example(operations: &[OperationPlan]) -> Option<&str> {
    let mut callable = operations
        .iter()
        .filter(|operation| operation.input.fields.iter().all(|field| !field.required));
    let first = callable.clone().next();
    callable
        .find(|operation| operation.name.starts_with("List"))
        .or(first)
        .map(|operation| operation.method.as_str())
}

/// The output of the operation that the first call shows, or of any other, if it holds no stream.
fn saved(operations: &[OperationPlan]) -> Option<Saved<'_>> {
    let shown = example(operations);
    let of = |operation: &&OperationPlan| operation.output.cloneable;
    operations
        .iter()
        .filter(|operation| Some(operation.method.as_str()) == shown)
        .find(of)
        .or_else(|| operations.iter().find(of))
        .map(|operation| Saved {
            module: &operation.module,
            output: &operation.output.name,
        })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_workspace() {
        let root: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
        assert_eq!(
            root["workspace"]["package"]["rust-version"].as_str(),
            Some(RUST_VERSION)
        );
        for dependency in DEV_DEPENDENCIES.iter().chain([&SERDE]) {
            let entry = &root["workspace"]["dependencies"][dependency.name];
            let version = entry.as_str().or_else(|| entry.get("version")?.as_str());
            assert_eq!(version, Some(dependency.version), "{}", dependency.name);
        }
    }
}
