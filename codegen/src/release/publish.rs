//! In: the crates of `generated/`. Out: for each, a package that was built and tested by itself, and on demand its publication.
//!
//! A package is what a user's cargo downloads: it is unpacked outside of the workspace, built and tested there with nothing of the
//! workspace around it. Whether a version is published already is asked of the registry through cargo (`cargo info`), from a folder
//! where the workspace's own crate of that name does not answer. Published versions are left alone.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::cargo::{Cargo, said};

/// What registries take at most, in bytes.
const MAX_PACKAGE: u64 = 10 * 1024 * 1024;

/// A crate of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub folder: PathBuf,
}

/// A package that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Compressed and unpacked, in bytes.
    pub packed: u64,
    pub unpacked: u64,
    pub files: usize,
}

/// What the registry says of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registry {
    Published,
    NotPublished,
    /// It could not be asked: why.
    Unknown(String),
}

/// What is wrong with a package, each a sentence; with what cargo said where it was cargo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub Vec<String>);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Wrong {}

impl Wrong {
    fn one(text: impl Into<String>) -> Self {
        Self(vec![text.into()])
    }
}

fn io(doing: &str, path: &Path, error: std::io::Error) -> Wrong {
    Wrong::one(format!("could not {doing} `{}`: {error}", path.display()))
}

/// The crates of `generated/`, by name.
///
/// # Errors
///
/// A folder or manifest that cannot be read.
pub fn packages(root: &Path) -> Result<Vec<Package>, Wrong> {
    let generated = root.join("generated");
    let mut out = Vec::new();
    let entries = fs::read_dir(&generated).map_err(|e| io("read the folder", &generated, e))?;
    for entry in entries {
        let folder = entry
            .map_err(|e| io("read the folder", &generated, e))?
            .path();
        let path = folder.join("Cargo.toml");
        if !path.is_file() {
            continue;
        }
        let manifest = manifest(&path)?;
        let text = |key: &str| {
            manifest
                .get("package")?
                .get(key)?
                .as_str()
                .map(str::to_owned)
        };
        match (text("name"), text("version")) {
            (Some(name), Some(version)) => out.push(Package {
                name,
                version,
                folder,
            }),
            _ => {
                let path = path.display();
                return Err(Wrong::one(format!("{path} has no name or no version")));
            }
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

fn manifest(path: &Path) -> Result<toml::Table, Wrong> {
    let text = fs::read_to_string(path).map_err(|e| io("read", path, e))?;
    text.parse()
        .map_err(|error| Wrong::one(format!("{} is no TOML: {error}", path.display())))
}

/// Asks the registry for the version.
pub fn registry(cargo: &Cargo, package: &Package) -> Registry {
    // Where there is no workspace, so that the registry answers.
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => return Registry::Unknown(error.to_string()),
    };
    let spec = format!("{}@{}", package.name, package.version);
    match cargo.run(folder.path(), &["info", "--quiet", &spec], &[]) {
        Err(why) => Registry::Unknown(why),
        Ok(output) if output.status.success() => Registry::Published,
        Ok(output) => {
            let said = said(&output);
            if said.contains("could not find") {
                Registry::NotPublished
            } else {
                Registry::Unknown(said.trim().to_owned())
            }
        }
    }
}

/// Packages the crate, unpacks it, looks at it, builds it and runs its tests. `progress` is told what is done. With `dirty`, changes that
/// are not committed do not stop it.
///
/// # Errors
///
/// All that is wrong with the package's metadata and files; or what cargo says of its build or tests.
pub fn verify(
    cargo: &Cargo,
    root: &Path,
    package: &Package,
    dirty: bool,
    progress: &mut dyn FnMut(&str),
) -> Result<Verified, Wrong> {
    let Package { name, version, .. } = package;
    let target = root.join("target").join("publish");
    progress("packaging");
    let mut arguments = vec!["package", "--quiet", "--no-verify", "--package", name];
    if dirty {
        arguments.push("--allow-dirty");
    }
    let variables = [("CARGO_TARGET_DIR", target.as_os_str())];
    succeed(cargo, root, &arguments, &variables)?;
    let packed = target
        .join("package")
        .join(format!("{name}-{version}.crate"));
    let file = fs::File::open(&packed).map_err(|e| io("open", &packed, e))?;
    let size = file.metadata().map_err(|e| io("read", &packed, e))?.len();

    let outside = tempfile::tempdir().map_err(|e| io("make", &std::env::temp_dir(), e))?;
    tar::Archive::new(GzDecoder::new(file))
        .unpack(outside.path())
        .map_err(|e| io("unpack", &packed, e))?;
    let folder = outside.path().join(format!("{name}-{version}"));
    let mut wrong = look_at(&folder, package)?;
    if size > MAX_PACKAGE {
        wrong.push(format!(
            "the package has {size} bytes, and registries take {MAX_PACKAGE}"
        ));
    }
    if !wrong.is_empty() {
        return Err(Wrong(wrong));
    }
    let (unpacked, files) = measure(&folder)?;
    let variables = [("CARGO_TARGET_DIR", target.as_os_str())];
    for (doing, arguments) in [
        ("building the package", &["build", "--quiet"][..]),
        (
            "testing the package",
            &["test", "--quiet", "--all-features"],
        ),
    ] {
        progress(doing);
        succeed(cargo, &folder, arguments, &variables)?;
    }
    Ok(Verified {
        packed: size,
        unpacked,
        files,
    })
}

/// Publishes the crate, which was verified before.
///
/// # Errors
///
/// What cargo says.
pub fn publish(cargo: &Cargo, root: &Path, package: &Package) -> Result<(), Wrong> {
    let arguments = [
        "publish",
        "--quiet",
        "--no-verify",
        "--package",
        &package.name,
    ];
    succeed(cargo, root, &arguments, &[])
}

fn succeed(
    cargo: &Cargo,
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &OsStr)],
) -> Result<(), Wrong> {
    let output = cargo
        .run(folder, arguments, variables)
        .map_err(Wrong::one)?;
    if output.status.success() {
        return Ok(());
    }
    let said = said(&output);
    let command = arguments.join(" ");
    Err(Wrong::one(format!(
        "`cargo {command}` fails:\n{}",
        said.trim_end()
    )))
}

/// What registries and users expect of a package.
fn look_at(folder: &Path, package: &Package) -> Result<Vec<String>, Wrong> {
    let manifest = manifest(&folder.join("Cargo.toml"))?;
    let of_package = |key: &str| manifest.get("package").and_then(|table| table.get(key));
    let text = |key: &str| {
        of_package(key)
            .and_then(toml::Value::as_str)
            .unwrap_or_default()
    };
    let mut wrong = Vec::new();
    for (key, expected) in [("name", &package.name), ("version", &package.version)] {
        if text(key) != expected {
            wrong.push(format!(
                "Cargo.toml: `{key}` is `{}`, not `{expected}`",
                text(key)
            ));
        }
    }
    for key in ["description", "license", "readme", "rust-version"] {
        if text(key).is_empty() {
            wrong.push(format!("Cargo.toml: `{key}` is missing"));
        }
    }
    for (key, most) in [("keywords", 5), ("categories", 5)] {
        let count = of_package(key)
            .and_then(toml::Value::as_array)
            .map_or(0, Vec::len);
        if count == 0 || count > most {
            wrong.push(format!(
                "Cargo.toml: {count} {key}, where 1 to {most} are wanted"
            ));
        }
    }
    for (file, needed) in [
        ("LICENSE", "Apache License"),
        (text("readme"), package.name.as_str()),
    ] {
        match fs::read_to_string(folder.join(file)) {
            Ok(text) if text.contains(needed) => {}
            Ok(_) => wrong.push(format!("{file} does not say `{needed}`")),
            Err(error) => wrong.push(format!("{file} cannot be read: {error}")),
        }
    }
    // A path would lead out of the package.
    for table in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let dependencies = manifest.get(table).and_then(toml::Value::as_table);
        for (name, dependency) in dependencies.into_iter().flatten() {
            if dependency.get("path").is_some() {
                wrong.push(format!("Cargo.toml: the dependency `{name}` is a path"));
            }
        }
    }
    Ok(wrong)
}

/// Bytes and files.
fn measure(folder: &Path) -> Result<(u64, usize), Wrong> {
    let (mut bytes, mut files) = (0, 0);
    for entry in fs::read_dir(folder).map_err(|e| io("read the folder", folder, e))? {
        let entry = entry.map_err(|e| io("read the folder", folder, e))?;
        let path = entry.path();
        let metadata = entry.metadata().map_err(|e| io("read", &path, e))?;
        if metadata.is_dir() {
            let below = measure(&path)?;
            bytes += below.0;
            files += below.1;
        } else {
            bytes += metadata.len();
            files += 1;
        }
    }
    Ok((bytes, files))
}
