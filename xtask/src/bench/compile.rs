//! What compiling a client crate costs. In: services; out: a [`Service`] for each: our crate beside the official one of the
//! same model, with the same features.
//!
//! Only the crate itself is compiled while the clock runs, on one thread and without incremental compilation: its
//! dependencies are there before. What Cargo costs by itself is measured by a build in which nothing is left to do, and
//! taken off. What a program of one operation costs after that is measured in the same way, since a crate could leave its code
//! to be compiled there.

mod probe;
mod services;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::process::{self, Artifact, Counter, Used};
use super::results::{self, Build};
use crate::terminal::Progress;
use probe::Probe;
pub use services::{SERVICES, Service, Source};

/// Measures one service. `models` is where the published models are, for services that are not of this repository.
pub fn measure(
    service: &Service,
    root: &Path,
    target: &Path,
    models: &Path,
) -> anyhow::Result<results::Service> {
    let machine = process::machine();
    let folder = target.join("compile");
    let official = Probe::official(service, root, &folder)?;
    let ours = Probe::ours(service, root, &folder, models)?;
    Ok(results::Service {
        name: service.name.to_owned(),
        machine,
        official: one(&official, service, "official")?,
        ours: one(&ours, service, "ours")?,
    })
}

fn one(probe: &Probe, service: &Service, side: &str) -> anyhow::Result<results::Crate> {
    let progress = |what: &str| Progress::new(&format!("{}, {side}: {what}", service.name));
    let (check, dev);
    {
        let _progress = progress("check");
        (check, _) = build(probe, &["check"])?;
    }
    {
        let _progress = progress("dev build");
        (dev, _) = build(probe, &["build"])?;
    }
    let _progress = progress("release build");
    let (release, files) = build(probe, &["build", "--release"])?;
    let rlib = files
        .iter()
        .find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "rlib")
        })
        .context("the release build left no .rlib")?;
    let rlib_bytes = size(rlib)?;
    let _progress = progress("program of one operation");
    let program_dev = program(probe, &["build"])?;
    let program_release = program(probe, &["build", "--release"])?;
    let binary_bytes = binary(probe)?;
    let (operations, lines) = probe.count()?;
    Ok(results::Crate {
        package: probe.package(),
        operations,
        lines,
        dependencies: probe.dependencies()?,
        check,
        dev,
        release,
        program_dev,
        program_release,
        rlib_bytes,
        binary_bytes,
    })
}

/// Builds the crate, and only it; gives the cost and the files.
fn build(probe: &Probe, command: &[&str]) -> anyhow::Result<(Build, Vec<PathBuf>)> {
    let json = |arguments: &[&str]| {
        let mut all = command.to_vec();
        all.extend_from_slice(&["--message-format=json", "--quiet", "--package"]);
        all.extend_from_slice(arguments);
        process::run(&mut probe.cargo(&all))
    };
    // The dependencies, by building all that the crate names.
    let direct = probe.direct_dependencies()?;
    if let Some((first, rest)) = direct.split_first() {
        let mut arguments = vec![first.as_str()];
        for name in rest {
            arguments.extend(["--package", name.as_str()]);
        }
        json(&arguments)?;
    }
    // Built by itself, a dependency can have other features than below the crate: then more than the crate is built at
    // first, and the crate is built again.
    for _ in 0..2 {
        clean(probe, &probe.spec, command)?;
        let (messages, cost) = json(&[&probe.spec, "--jobs", "1"])?;
        let built: Vec<Artifact> = process::artifacts(&messages)
            .into_iter()
            .filter(|artifact| !artifact.fresh)
            .collect();
        if !built.iter().all(|artifact| probe.is(&artifact.package)) {
            continue;
        }
        if built.is_empty() {
            bail!(
                "{} was not compiled: Cargo found nothing to do",
                probe.package()
            );
        }
        let cost = least(cost, || {
            clean(probe, &probe.spec, command)?;
            Ok(json(&[&probe.spec, "--jobs", "1"])?.1)
        })?;
        let (_, fresh) = json(&[&probe.spec, "--jobs", "1"])?;
        return Ok((
            above(cost, fresh, probe, &probe.spec, command)?,
            built.into_iter().map(|artifact| artifact.file).collect(),
        ));
    }
    bail!(
        "dependencies of {} are compiled again each time: its cost alone cannot be told",
        probe.package()
    )
}

/// Builds and links the program of one operation, after all that it depends on.
fn program(probe: &Probe, command: &[&str]) -> anyhow::Result<Build> {
    let mut all = command.to_vec();
    all.extend_from_slice(&["--quiet", "--package", probe::PROGRAM]);
    process::run(&mut probe.cargo(&all))?;
    all.extend_from_slice(&["--jobs", "1"]);
    let again = || {
        clean(probe, probe::PROGRAM, command)?;
        Ok(process::run(&mut probe.cargo(&all))?.1)
    };
    let cost = least(again()?, again)?;
    let (_, fresh) = process::run(&mut probe.cargo(&all))?;
    above(cost, fresh, probe, probe::PROGRAM, command)
}

/// Processor seconds after which a build is not repeated.
const SHORT_S: f64 = 20.0;

/// The cheapest of some builds, if they are short: what else goes on in a machine only ever adds to them.
fn least(mut cost: Used, mut again: impl FnMut() -> anyhow::Result<Used>) -> anyhow::Result<Used> {
    let mut spent = cost.cpu_s();
    for _ in 1..5 {
        if spent + cost.cpu_s() > SHORT_S {
            break;
        }
        let next = again()?;
        spent += next.cpu_s();
        if next.cpu_s() < cost.cpu_s() {
            cost = next;
        }
    }
    Ok(cost)
}

/// The cost without that of a build in which nothing is left to do.
fn above(
    cost: Used,
    fresh: Used,
    probe: &Probe,
    package: &str,
    command: &[&str],
) -> anyhow::Result<Build> {
    let instructions = (Counter::find() == Some(Counter::Perf))
        .then(|| instructions(probe, package, command))
        .transpose()?;
    Ok(Build {
        instructions,
        cpu_s: cost.cpu_s() - fresh.cpu_s(),
        wall_s: cost.wall_s - fresh.wall_s,
        peak_bytes: cost.peak_bytes,
    })
}

/// Counted in a build of its own, so that counting costs no time.
fn instructions(probe: &Probe, package: &str, command: &[&str]) -> anyhow::Result<f64> {
    let mut all = command.to_vec();
    all.extend_from_slice(&["--quiet", "--package", package, "--jobs", "1"]);
    clean(probe, package, command)?;
    let built = Counter::Perf.count(&probe.cargo(&all))?;
    Ok(built - Counter::Perf.count(&probe.cargo(&all))?)
}

fn clean(probe: &Probe, package: &str, command: &[&str]) -> anyhow::Result<()> {
    let mut arguments = vec!["clean", "--quiet", "--package", package];
    if command.contains(&"--release") {
        arguments.push("--release");
    }
    process::run(&mut probe.cargo(&arguments)).map(drop)
}

/// The size of the program, linked as a whole and stripped.
fn binary(probe: &Probe) -> anyhow::Result<u64> {
    let arguments = [
        "build",
        "--profile",
        "whole",
        "--message-format=json",
        "--quiet",
    ];
    let (messages, _) = process::run(&mut probe.cargo(&arguments))?;
    let program = process::artifacts(&messages)
        .into_iter()
        .find(|artifact| {
            artifact
                .file
                .file_stem()
                .is_some_and(|name| name == probe::PROGRAM)
        })
        .context("the program was not linked")?;
    size(&program.file)
}

fn size(file: &Path) -> anyhow::Result<u64> {
    let metadata =
        std::fs::metadata(file).with_context(|| format!("{} is not there", file.display()))?;
    Ok(metadata.len())
}
