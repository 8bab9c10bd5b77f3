//! `cargo xtask publish`: packages that were built and tested by themselves, to the registry.

use std::process::ExitCode;

use anyhow::bail;
use codegen::release::Cargo;
use codegen::release::publish::{self, Package, Registry, Verified};

use crate::terminal::{self, Progress};

/// Package the crates of generated/, build and test each from its package alone, and publish them.
///
/// Each package is unpacked outside of the workspace; its metadata, licence and README are looked at, it is built, and its tests run.
/// Only when all packages have passed is the first one published. A crate whose version is published already is left alone: the
/// registry is asked through cargo, which also knows the registry and the token.
///
/// The exit code is 1 if a package did not pass or could not be published.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// Crates, by name [default: all of generated/].
    names: Vec<String>,

    /// Do all but publish; changes that are not committed do not matter.
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  See whether everything is ready:
    cargo xtask publish --dry-run

  Publish one crate:
    cargo xtask publish devops-agent";

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (root, cargo) = (crate::workspace_root(), Cargo::default());
    let mut packages = publish::packages(&root)?;
    for name in &arguments.names {
        if packages.iter().all(|package| package.name != *name) {
            let known: Vec<_> = packages.iter().map(|p| p.name.as_str()).collect();
            bail!(
                "generated/ has no crate `{name}`; it has {}",
                known.join(", ")
            );
        }
    }
    packages
        .retain(|package| arguments.names.is_empty() || arguments.names.contains(&package.name));

    let mut passed: Vec<&Package> = Vec::new();
    let mut failed = false;
    for package in &packages {
        let name = format!("{} {}", package.name, package.version);
        match ask(&cargo, package) {
            Registry::Published => {
                println!("{name}: published already, left alone");
                continue;
            }
            Registry::NotPublished => {}
            Registry::Unknown(why) if arguments.dry_run => {
                terminal::warning(&format!("{name}: the registry cannot be asked: {why}"));
            }
            Registry::Unknown(why) => bail!("{name}: the registry cannot be asked: {why}"),
        }
        let mut line = None;
        let result = publish::verify(&cargo, &root, package, arguments.dry_run, &mut |doing| {
            // The old line goes before the new one comes.
            drop(line.take());
            line = Some(Progress::new(&format!("{name}: {doing}")));
        });
        drop(line);
        match result {
            Ok(Verified {
                packed,
                unpacked,
                files,
            }) => {
                println!(
                    "{name}: {files} files, {}, {} packed; built and tested from the package",
                    size(unpacked),
                    size(packed)
                );
                passed.push(package);
            }
            Err(wrong) => {
                terminal::error(&format!("{name}: {wrong}"));
                failed = true;
            }
        }
    }
    if failed {
        bail!("nothing was published because of the errors above");
    }
    for package in passed {
        let name = format!("{} {}", package.name, package.version);
        if arguments.dry_run {
            println!("{name}: would be published");
        } else {
            publish::publish(&cargo, &root, package)?;
            println!("{name}: published");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn ask(cargo: &Cargo, package: &Package) -> Registry {
    let _progress = Progress::new("asking the registry");
    publish::registry(cargo, package)
}

/// `91.2 KB`.
fn size(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}
