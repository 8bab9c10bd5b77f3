//! How long generating takes, by the size of the model. In: models; out: [`Generation`]. It is the command line that is
//! measured, from its start to its end, built as for release and with the models in the cache of the file system.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::process;
use super::results::{Generated, Generation};
use crate::terminal::Progress;

pub fn measure(
    root: &Path,
    target: &Path,
    models: &[PathBuf],
    rounds: usize,
) -> anyhow::Result<Generation> {
    let machine = process::machine();
    let target = target.join("generation");
    let xtask = build(root, &target)?;
    let out = target.join("out");
    let mut generated = Vec::new();
    for model in models {
        let name = stem(model);
        let _progress = Progress::new(&format!("generating {name}"));
        generated.push(one(&xtask, model, &out.join(name), rounds)?);
    }
    generated.sort_by_key(|model| model.shapes);
    let _progress = Progress::new("generating both crates");
    let mut both_wall_s = f64::INFINITY;
    for _ in 0..rounds {
        let mut command = Command::new(&xtask);
        let (_, cost) = process::run(command.args(["codegen", "--check"]).current_dir(root))?;
        both_wall_s = both_wall_s.min(cost.wall_s);
    }
    Ok(Generation {
        machine,
        rounds,
        both_wall_s,
        models: generated,
    })
}

/// The command line, built as for release.
fn build(root: &Path, target: &Path) -> anyhow::Result<PathBuf> {
    let _progress = Progress::new("compiling the generator for release");
    let arguments = ["build", "--release", "--locked", "--package", "xtask"];
    process::run(&mut process::cargo(root, target, &arguments))?;
    let name = format!("xtask{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("release").join(name))
}

fn one(xtask: &Path, model: &Path, out: &Path, rounds: usize) -> anyhow::Result<Generated> {
    let mut best = None;
    for _ in 0..rounds {
        // Into a new folder each time: all files are written.
        if out.exists() {
            std::fs::remove_dir_all(out)
                .with_context(|| format!("{} cannot be removed", out.display()))?;
        }
        let mut command = Command::new(xtask);
        command.arg("codegen").arg("--model").arg(model);
        let (line, cost) = process::run(command.arg("--out").arg(out))?;
        let (operations, shapes, lines) =
            counts(&line).with_context(|| format!("`xtask codegen` printed no counts: {line}"))?;
        let generated = Generated {
            model: stem(model).to_owned(),
            operations,
            shapes,
            lines,
            wall_s: cost.wall_s,
            cpu_s: cost.cpu_s,
        };
        if best
            .as_ref()
            .is_none_or(|best: &Generated| generated.wall_s < best.wall_s)
        {
            best = Some(generated);
        }
    }
    best.context("there is no round to measure")
}

pub fn stem(model: &Path) -> &str {
    model
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("model")
}

/// Operations, shapes and lines from `tiny: 1 operation, 3 shapes, 200 lines; …`.
fn counts(line: &str) -> Option<(usize, usize, usize)> {
    let (_, counts) = line.split_once(": ")?;
    let mut numbers = counts
        .split([',', ';'])
        .map_while(|count| count.trim().split(' ').next()?.parse().ok());
    Some((numbers.next()?, numbers.next()?, numbers.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_the_generators_line() {
        let line = codegen::report::Generated {
            crate_name: "tiny".to_owned(),
            operations: 1,
            shapes: 3,
            lines: 200,
            ..Default::default()
        };
        assert_eq!(
            counts(&format!("{line}; files: 9 written")),
            Some((1, 3, 200))
        );
        assert_eq!(counts("error"), None);
    }
}
