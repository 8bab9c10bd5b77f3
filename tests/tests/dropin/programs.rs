//! Builds and runs the programs of `tests/dropin`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::model::Service;
use crate::server::{Heard, Server};

/// The packages of `tests/dropin`.
#[derive(Clone, Copy)]
pub enum Side {
    Official,
    Ours,
}

pub const SIDES: [Side; 2] = [Side::Official, Side::Ours];

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Ours => "ours",
        }
    }
}

/// What came of a run.
pub struct Run {
    pub lines: Vec<String>,
    pub heard: Heard,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dropin")
}

/// Beside the other results of the build that runs this test.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("dropin")
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder()).stdin(Stdio::null());
    // What the outer cargo tells its tests is not for the inner one.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Builds the programs of one side. Each by itself, for Cargo would unify the features of what both depend on.
pub fn build(side: Side) {
    let package = format!("dropin-{}", side.name());
    let mut command = cargo();
    command.args(["build", "--package", &package]);
    command.env("CARGO_TARGET_DIR", target());
    if std::env::var_os("UPDATE_DROPIN").is_none() {
        command.arg("--locked");
    }
    let output = command.output().expect("cargo");
    assert!(
        output.status.success(),
        "{package} does not build; if it is only that Cargo.lock is out of date, run with UPDATE_DROPIN=1:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

pub fn run(side: Side, service: &Service) -> Run {
    let server = Server::start(service.plan());
    let program = format!("{}-{}", side.name(), service.folder);
    let path = target().join("debug").join(&program);
    let output = Command::new(&path)
        .env(
            "DROPIN_ENDPOINT",
            format!("http://localhost:{}", server.port),
        )
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(
        output.status.success(),
        "{program} fails: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    let port = format!("localhost:{}", server.port);
    let text = String::from_utf8(output.stdout).expect("text");
    Run {
        lines: text
            .lines()
            .map(|line| line.replace(&port, "localhost:port"))
            .collect(),
        heard: server.heard(),
    }
}

/// The folder that Cargo has the source of an official crate in.
pub fn official_sources(package: &str) -> PathBuf {
    let output = cargo()
        .args(["metadata", "--locked", "--format-version", "1"])
        .output()
        .expect("cargo");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages
        .iter()
        .find(|p| p["name"] == package)
        .expect("the package");
    let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
    manifest.parent().expect("a folder").to_owned()
}
