//! Compiles endpoint rule sets, writes the modules into one crate, and holds each to the `smithy.rules#endpointTests` of its
//! model: our own fixtures, and the published models where they are at hand.

mod endpoint_rules {
    pub mod cases;
    pub mod harness;
    pub mod operations;
}

use std::path::{Path, PathBuf};

use endpoint_rules::{cases, harness};

fn manifest_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of a folder that end in `.json`, by name.
fn models_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn generated_resolvers_pass_the_endpoint_tests_of_their_models() {
    let fixtures = models_in(&manifest_dir().join("tests/fixtures/endpoint_rules"));
    assert!(!fixtures.is_empty());
    let published = models_in(&manifest_dir().join("../../shared/models"));
    if published.is_empty() {
        println!("skipped: no published models in ../shared/models");
    }
    let published = published.iter().flat_map(|file| cases::services(file));
    let services: Vec<cases::Service> = fixtures
        .iter()
        .flat_map(|file| cases::services(file))
        .chain(published)
        .collect();
    for service in &services {
        assert!(
            !service.cases.is_empty(),
            "{} has no endpoint tests",
            service.name
        );
    }

    let report = harness::run(&services);
    print!("{}", report.text);
    for service in &services {
        let line = format!("{}: {} passed, 0 failed", service.name, service.cases.len());
        assert!(
            report.text.lines().any(|found| found == line),
            "not reported: {line}\n{}",
            report.text
        );
    }
    assert!(report.success);
}
