//! A workspace around the crate to measure: a program of one operation, which also decides what the crate's dependencies
//! are compiled with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use askama::Template;
use codegen::generate::{self, From, Request};
use codegen::settings::Settings;
use codegen::write::{self, Target};

use super::super::process;
use super::services::{Service, Source};
use crate::terminal;

/// The package of the program.
pub const PROGRAM: &str = "probe";

/// One crate, to be compiled.
#[derive(Debug)]
pub struct Probe {
    /// The workspace.
    folder: PathBuf,
    target: PathBuf,
    package: String,
    /// The package as Cargo takes it on the command line.
    pub spec: String,
    version: String,
    /// The sources of the crate.
    sources: PathBuf,
}

#[derive(Template)]
#[template(path = "probe/Cargo.toml.j2", escape = "none")]
struct Manifest<'a> {
    package: &'a str,
    /// `version = "=1.0.0"` or `path = "…"`.
    place: &'a str,
    /// Quoted, with commas between; `None` for the default features.
    features: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "probe/main.rs.j2", escape = "none")]
struct Program<'a> {
    operation: &'a str,
}

impl Probe {
    pub fn official(service: &Service, root: &Path, folder: &Path) -> anyhow::Result<Self> {
        let (package, version) = service.official;
        let probe = Self {
            folder: folder.join(service.name).join("official"),
            target: folder.join("target"),
            package: package.to_owned(),
            spec: format!("{package}@{version}"),
            version: version.to_owned(),
            sources: PathBuf::new(),
        };
        probe.write(service, root, &format!("version = \"={version}\""))?;
        probe.located()
    }

    pub fn ours(
        service: &Service,
        root: &Path,
        folder: &Path,
        models: &Path,
    ) -> anyhow::Result<Self> {
        let (package, sources) = match service.source {
            Source::Generated(name) => (name.to_owned(), root.join("generated").join(name)),
            Source::Model(file) => {
                // Not the name of the official crate: both are in one folder of artifacts.
                let package = format!("generated-{}", service.name);
                let sources = folder.join(service.name).join("generated");
                generate_crate(&models.join(file), &package, &sources)?;
                (package, sources)
            }
        };
        let probe = Self {
            folder: folder.join(service.name).join("ours"),
            target: folder.join("target"),
            spec: package.clone(),
            package,
            version: String::new(),
            sources,
        };
        let place = format!("path = {:?}", probe.sources);
        probe.write(service, root, &place)?;
        probe.located()
    }

    /// `aws-sdk-account 1.66.0`.
    pub fn package(&self) -> String {
        format!("{} {}", self.package, self.version)
            .trim_end()
            .to_owned()
    }

    /// Whether this is Cargo's id of the package.
    pub fn is(&self, id: &str) -> bool {
        // `registry+…#name@version`, and of a path `…/folder#name@version`, or `…/name#version`.
        let Some((place, package)) = id.rsplit_once('#') else {
            return false;
        };
        let name = package.split_once('@').map_or_else(
            || place.rsplit('/').next().unwrap_or(place),
            |(name, _)| name,
        );
        name == self.package
    }

    pub fn cargo(&self, arguments: &[&str]) -> Command {
        process::cargo(&self.folder, &self.target, arguments)
    }

    /// Two workspaces: `.` with the features of the comparison, `plain` with the default ones, which is only looked at.
    fn write(&self, service: &Service, root: &Path, place: &str) -> anyhow::Result<()> {
        let features: Vec<_> = service
            .features
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        let lock = fs::read(root.join("xtask/bench/Cargo.lock"))
            .context("xtask/bench/Cargo.lock cannot be read")?;
        for (folder, features) in [("", Some(features.join(", "))), ("plain", None)] {
            let manifest = Manifest {
                package: &self.package,
                place,
                features: features.as_deref(),
            };
            let program = Program {
                operation: service.operation,
            };
            let folder = self.folder.join(folder);
            let write = |name: &str, contents: &[u8]| {
                let path = folder.join(name);
                fs::create_dir_all(folder.join("src"))
                    .and_then(|()| fs::write(&path, contents))
                    .with_context(|| format!("{} cannot be written", path.display()))
            };
            write("Cargo.toml", manifest.render()?.as_bytes())?;
            write("src/main.rs", program.render()?.as_bytes())?;
            // Where both need a crate, it is the one that calls are measured with.
            if !folder.join("Cargo.lock").exists() {
                write("Cargo.lock", &lock)?;
            }
        }
        Ok(())
    }

    /// Asks Cargo where the sources are and what their version is.
    fn located(mut self) -> anyhow::Result<Self> {
        let arguments = ["metadata", "--format-version=1", "--quiet"];
        let (text, _) = process::run(&mut self.cargo(&arguments))?;
        let metadata: serde_json::Value = serde_json::from_str(&text)?;
        let found = metadata["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|package| package["name"] == self.package.as_str());
        let Some((manifest, version)) = found.and_then(|package| {
            Some((
                package["manifest_path"].as_str()?,
                package["version"].as_str()?,
            ))
        }) else {
            bail!("Cargo knows no package {}", self.package);
        };
        self.sources = Path::new(manifest).with_file_name("");
        self.version = version.to_owned();
        Ok(self)
    }

    /// Crates that this one names.
    pub fn direct_dependencies(&self) -> anyhow::Result<Vec<String>> {
        let lines = self.tree(".", &["--depth=1"])?;
        Ok(lines
            .into_iter()
            .map(|(name, version)| format!("{name}@{version}"))
            .collect())
    }

    /// How many crates are below this one with its default features.
    pub fn dependencies(&self) -> anyhow::Result<usize> {
        Ok(self.tree("plain", &[])?.len())
    }

    /// Names and versions of the crates below this one.
    fn tree(&self, folder: &str, more: &[&str]) -> anyhow::Result<BTreeSet<(String, String)>> {
        let mut arguments = vec!["tree", "--quiet", "--edges=normal", "--prefix=none"];
        arguments.extend_from_slice(&["--package", &self.spec]);
        arguments.extend_from_slice(more);
        let mut command = process::cargo(&self.folder.join(folder), &self.target, &arguments);
        let (text, _) = process::run(&mut command)?;
        Ok(packages(&text)
            .filter(|(name, _)| *name != self.package)
            .map(|(name, version)| (name.to_owned(), version.to_owned()))
            .collect())
    }

    /// Operations, and lines of the sources.
    pub fn count(&self) -> anyhow::Result<(usize, usize)> {
        let source = self.sources.join("src");
        let operations = fs::read_dir(source.join("operation"))
            .with_context(|| format!("{} has no operations", source.display()))?
            .filter_map(Result::ok)
            .filter(|entry| entry.path().is_dir())
            .count();
        Ok((operations, lines(&source)?))
    }
}

/// From `name v1.0.0 (…)`.
fn packages(tree: &str) -> impl Iterator<Item = (&str, &str)> {
    tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?.strip_prefix('v')?))
    })
}

/// Lines of the Rust files below a folder.
fn lines(folder: &Path) -> anyhow::Result<usize> {
    let mut sum = 0;
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            sum += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            sum += text.lines().count();
        }
    }
    Ok(sum)
}

/// Our crate of a published model.
fn generate_crate(model: &Path, package: &str, dir: &Path) -> anyhow::Result<()> {
    let mut outcome = generate::generate(&Request {
        from: From::Files {
            model: vec![model.to_owned()],
            settings: Settings {
                crate_name: Some(package.to_owned()),
                ..Settings::default()
            },
        },
        command: "cargo xtask bench".to_owned(),
    });
    let Some(files) = outcome.files.take() else {
        let shown = outcome
            .diagnostics
            .render(&outcome.sources, terminal::color());
        bail!("{} gives no crate:\n{}", model.display(), shown.trim_end());
    };
    let target = Target { dir, files: &files };
    write::write(&[target], None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_is_known_by_any_id() {
        let probe = Probe {
            folder: PathBuf::new(),
            target: PathBuf::new(),
            package: "lambda".to_owned(),
            spec: "lambda".to_owned(),
            version: "1.0.0".to_owned(),
            sources: PathBuf::new(),
        };
        assert!(probe.is("registry+https://example.com/index#lambda@1.0.0"));
        assert!(probe.is("path+file:///somewhere/lambda#1.0.0"));
        assert!(probe.is("path+file:///somewhere/else#lambda@1.0.0"));
        assert!(!probe.is("path+file:///lambda/http#1.0.0"));
        assert!(!probe.is("registry+https://example.com/index#http@1.0.0"));
    }

    #[test]
    fn tree_is_read_line_by_line() {
        let tree = "lambda v0.1.0 (/somewhere)\nhttp v1.5.0\nhttp v1.5.0 (*)\n\n";
        let found: BTreeSet<_> = packages(tree).collect();
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [("http", "1.5.0"), ("lambda", "0.1.0")]
        );
    }

    #[test]
    fn lines_are_those_of_rust_files_only() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("types")).unwrap();
        fs::write(folder.path().join("lib.rs"), "a\nb\n").unwrap();
        fs::write(folder.path().join("types/c.rs"), "c\n").unwrap();
        fs::write(folder.path().join("README.md"), "d\n").unwrap();
        assert_eq!(lines(folder.path()).unwrap(), 3);
    }

    #[test]
    fn manifest_names_the_crate_and_its_features() {
        let manifest = Manifest {
            package: "aws-sdk-account",
            place: "version = \"=1.66.0\"",
            features: Some("\"rt-tokio\""),
        };
        let manifest: toml::Table = manifest.render().unwrap().parse().unwrap();
        let sdk = &manifest["dependencies"]["sdk"];
        assert_eq!(sdk["package"].as_str(), Some("aws-sdk-account"));
        assert_eq!(sdk["default-features"].as_bool(), Some(false));
        assert_eq!(sdk["features"][0].as_str(), Some("rt-tokio"));
        assert_eq!(manifest["profile"]["whole"]["strip"].as_bool(), Some(true));
    }
}
