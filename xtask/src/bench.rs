//! `cargo xtask bench`: what calls, compiling and generating cost, ours beside the official crates.

mod calls;
mod compile;
mod generation;
mod plot;
mod process;
mod report;
mod results;
#[cfg(test)]
mod sample;
mod series;
mod table;
mod targets;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::ValueEnum;

use crate::terminal;
use results::Results;

/// Measure calls, compiling and generating, ours beside the official crates.
///
/// Three parts. Calls: reading answers, calls that a transport in memory answers, and calls over the loopback, by our
/// crate, by the official one, and by code written by hand (the floor); instructions, allocations, time. Compile: our crate
/// beside the official one of the same service, with the same features. Generation: published models, one of them several
/// times over, and parts of one.
///
/// Results are printed as tables and kept in target/bench/results.json, so that a part can be measured again alone. With
/// --write they go to BENCHMARKS.md, with their plots and their data in xtask/bench/results.
///
/// Nothing of this is compiled by a normal build or test. All of it takes hours: the official crates are large. It needs
/// the package registry, and counts instructions where `perf stat` can or `valgrind` is installed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// Parts to measure [default: all].
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    part: Vec<Part>,

    /// Services to compile: devops-agent, agentcore-payments, account, lambda, iot [default: all; with --quick, devops-agent].
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    services: Vec<String>,

    /// Fewer rounds and one service: for a look, not for a record.
    #[arg(long)]
    quick: bool,

    /// Folder of published models (JSON AST); services of models that are not there are skipped.
    #[arg(long, value_name = "DIR", default_value = "../shared/models")]
    models: PathBuf,

    /// Measure nothing: show the results that there are.
    #[arg(long)]
    show: bool,

    /// Write BENCHMARKS.md, its plots and its data.
    #[arg(long)]
    write: bool,
}

const EXAMPLES: &str = "\
Examples:
  A first look, in some minutes:
    cargo xtask bench --part calls --quick

  Compile one service again, and bring BENCHMARKS.md up to date:
    cargo xtask bench --part compile --services account --write

  Everything, for the record:
    cargo xtask bench --write";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Calls,
    Compile,
    Generation,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = crate::workspace_root();
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("bench");
    let target = std::path::absolute(target)?;
    let kept = target.join("results.json");
    let published = root.join("xtask/bench/results");
    let earlier = if kept.exists() {
        kept.clone()
    } else {
        published.join("results.json")
    };
    let mut results = Results::load(&earlier)?;

    if !arguments.show {
        measure(arguments, &root, &target, &kept, &mut results)?;
    }
    println!("{}", report::tables(&results));
    if arguments.write {
        write(&root, &published, &results)?;
        println!("\nBENCHMARKS.md is written.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Measures what is asked for; what is done is kept at once.
fn measure(
    arguments: &Arguments,
    root: &Path,
    target: &Path,
    kept: &Path,
    results: &mut Results,
) -> anyhow::Result<()> {
    let wanted = |part| arguments.part.is_empty() || arguments.part.contains(&part);
    let rounds = if arguments.quick { 2 } else { 7 };
    let services = services(arguments)?;
    let models = root.join(&arguments.models);
    if wanted(Part::Calls) {
        results.calls = Some(calls::measure(root, target, rounds)?);
        results.save(kept)?;
    }
    if wanted(Part::Generation) {
        let files = model_files(&models)?;
        if files.is_empty() {
            skipped("generation from published models", &models);
        }
        results.generation = Some(generation::measure(root, target, &files, rounds)?);
        results.save(kept)?;
    }
    if wanted(Part::Compile) {
        for service in services {
            if let compile::Source::Model(file) = service.source
                && !models.join(file).is_file()
            {
                skipped(&format!("compiling {}", service.name), &models.join(file));
                continue;
            }
            results.put_service(compile::measure(&service, root, target, &models)?);
            results.save(kept)?;
        }
    }
    Ok(())
}

fn skipped(what: &str, missing: &Path) {
    let missing = missing.display();
    terminal::warning(&format!(
        "{what} is skipped: {missing} is not there; name the folder of the published models with --models"
    ));
}

fn services(arguments: &Arguments) -> anyhow::Result<Vec<compile::Service>> {
    if arguments.services.is_empty() {
        let count = if arguments.quick {
            1
        } else {
            compile::SERVICES.len()
        };
        return Ok(compile::SERVICES[..count].to_vec());
    }
    let known = compile::SERVICES.map(|service| service.name).join(", ");
    let find = |name: &String| {
        let found = compile::SERVICES
            .into_iter()
            .find(|service| service.name == name);
        found.with_context(|| format!("`{name}` is none of the services: {known}"))
    };
    arguments.services.iter().map(find).collect()
}

/// The models of a folder, by name; none if there is no folder.
fn model_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in folder
        .read_dir()
        .with_context(|| format!("the folder {} cannot be read", folder.display()))?
    {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("the folder {} has no models", folder.display());
    }
    Ok(files)
}

fn write(root: &Path, published: &Path, results: &Results) -> anyhow::Result<()> {
    results.save(&published.join("results.json"))?;
    let pictures = [
        ("calls.svg", plot::calls(results)?),
        ("compile.svg", plot::compile(results)?),
    ];
    let write = |path: PathBuf, text: &str| {
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))
    };
    for (name, picture) in pictures {
        if let Some(picture) = picture {
            write(published.join(name), &picture)?;
        }
    }
    write(root.join("BENCHMARKS.md"), &report::markdown(results)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_report_with_its_pictures_and_its_data() {
        let folder = tempfile::tempdir().unwrap();
        let published = folder.path().join("results");
        let results = sample::results();
        write(folder.path(), &published, &results).unwrap();
        let text = std::fs::read_to_string(folder.path().join("BENCHMARKS.md")).unwrap();
        for picture in ["calls.svg", "compile.svg"] {
            assert!(
                text.contains(&format!("xtask/bench/results/{picture}")),
                "{text}"
            );
            assert!(published.join(picture).is_file(), "{picture}");
        }
        assert_eq!(
            Results::load(&published.join("results.json")).unwrap(),
            results
        );
    }
}
