//! How long generating takes, by the size of the model. In: models; out: [`Generation`]. It is the command line that is
//! measured, from its start to its end, built as for release and with the models in the cache of the file system.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde_json::Value;

use super::process::{self, Counter, Used};
use super::results::{Generated, Generation};
use super::series;
use crate::terminal::Progress;

/// The model that is generated several times over: one of middle size, so that the largest of the series has twice the shapes
/// of the largest published model, and the smallest not much more than what any crate costs.
pub const COPIED: &str = "lambda";
pub const COPIES: [usize; 4] = [1, 2, 4, 8];

/// The model of which parts are generated: the largest.
pub const PARTED: &str = "iot";
/// Every eighth of its operations, and so on.
pub const STEPS: [usize; 4] = [8, 4, 2, 1];

pub fn measure(
    root: &Path,
    target: &Path,
    models: &[PathBuf],
    rounds: usize,
) -> anyhow::Result<Generation> {
    let machine = process::machine();
    let target = target.join("generation");
    let xtask = build(root, &target)?;
    let out = tempfile::tempdir_in(&target).context("there is no folder to generate into")?;
    let counter = Counter::find();
    let bench = Bench {
        xtask: &xtask,
        out: out.path(),
        rounds,
        counter,
    };
    let mut generated = Vec::new();
    for model in models {
        generated.push(bench.measure(stem(model), model, None)?);
    }
    generated.sort_by_key(|model| model.shapes);
    let named = |name: &str| models.iter().find(|model| stem(model) == name);
    let copies = named(COPIED).map(|model| bench.copies(model)).transpose()?;
    let parts = named(PARTED).map(|model| bench.parts(model)).transpose()?;
    let _progress = Progress::new("generating both crates");
    let mut both_wall_s = f64::INFINITY;
    for _ in 0..rounds {
        let mut command = Command::new(&xtask);
        let (_, cost) = process::run(command.args(["codegen", "--check"]).current_dir(root))?;
        both_wall_s = both_wall_s.min(cost.wall_s);
    }
    Ok(Generation {
        machine,
        counter: counter.map(|counter| counter.name().to_owned()),
        rounds,
        both_wall_s,
        models: generated,
        copies: copies.unwrap_or_default(),
        parts: parts.unwrap_or_default(),
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

/// What generates, and where to.
struct Bench<'a> {
    xtask: &'a Path,
    /// **Every run writes to a new folder in it, and none is removed before all is measured.** ext4 does not use the number
    /// of a file that was removed in the last minutes again, and looks at each of them for every file that is made: a crate
    /// that takes the place of one just removed cost up to twenty times the system time.
    out: &'a Path,
    rounds: usize,
    counter: Option<Counter>,
}

impl Bench<'_> {
    /// The model once, twice, … over: larger and larger, and made of the same.
    fn copies(&self, model: &Path) -> anyhow::Result<Vec<Generated>> {
        let one = read(model)?;
        let mut generated = Vec::new();
        for count in COPIES {
            let name = format!("{} × {count}", stem(model));
            let file = self.out.join(format!("{name}.json"));
            let text = serde_json::to_string_pretty(&series::copies(&one, count)?)?;
            std::fs::write(&file, text)
                .with_context(|| format!("{} cannot be written", file.display()))?;
            generated.push(self.measure(&name, &file, None)?);
        }
        Ok(generated)
    }

    /// Parts of the model, cut by the generator's own `--operations`.
    fn parts(&self, model: &Path) -> anyhow::Result<Vec<Generated>> {
        let whole = read(model)?;
        let mut generated = Vec::new();
        for step in STEPS {
            let name = format!("{}, 1 operation of {step}", stem(model));
            let operations = series::operations(&whole, step)?;
            generated.push(self.measure(&name, model, Some(&operations))?);
        }
        Ok(generated)
    }

    fn measure(
        &self,
        name: &str,
        model: &Path,
        operations: Option<&str>,
    ) -> anyhow::Result<Generated> {
        let _progress = Progress::new(&format!("generating {name}"));
        let command = |run: &str| {
            let mut command = Command::new(self.xtask);
            command.arg("codegen").arg("--model").arg(model);
            command.arg("--out").arg(self.out.join(name).join(run));
            command.args(operations.map(|names| format!("--operations={names}")));
            command
        };
        let mut costs = Vec::new();
        let mut line = String::new();
        for round in 0..self.rounds {
            let (printed, cost) = process::run(&mut command(&round.to_string()))?;
            line = printed;
            costs.push(cost);
        }
        let (operations, shapes, lines) =
            counts(&line).with_context(|| format!("`xtask codegen` printed no counts: {line}"))?;
        let least = |time: fn(&Used) -> f64| costs.iter().map(time).fold(f64::INFINITY, f64::min);
        let count = |counter: Counter| counter.count(&command("counted"));
        Ok(Generated {
            model: name.to_owned(),
            operations,
            shapes,
            lines,
            wall_s: least(|cost| cost.wall_s),
            user_s: Some(least(|cost| cost.user_s)),
            system_s: Some(least(|cost| cost.system_s)),
            instructions: self.counter.map(count).transpose()?,
        })
    }
}

fn read(model: &Path) -> anyhow::Result<Value> {
    let text = std::fs::read_to_string(model);
    let text = text.with_context(|| format!("{} cannot be read", model.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", model.display()))
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

    /// See [`Bench::out`].
    #[cfg(unix)]
    #[test]
    fn every_run_has_a_new_folder_and_none_is_removed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (xtask, out) = (folder.path().join("xtask"), folder.path().join("out"));
        // Arguments: codegen --model MODEL --out OUT. `mkdir` fails if the folder is there.
        let script = "#!/bin/sh\nmkdir -p \"${5%/*}\" && mkdir \"$5\" && echo 'tiny: 1 operation, 3 shapes, 200 lines'\n";
        std::fs::write(&xtask, script).unwrap();
        std::fs::set_permissions(&xtask, PermissionsExt::from_mode(0o755)).unwrap();
        let bench = Bench {
            xtask: &xtask,
            out: &out,
            rounds: 3,
            counter: None,
        };
        let generated = bench.measure("tiny", Path::new("tiny.json"), None).unwrap();
        assert_eq!((generated.operations, generated.shapes), (1, 3));
        assert!(generated.user_s.is_some() && generated.instructions.is_none());
        assert_eq!(out.join("tiny").read_dir().unwrap().count(), 3);
    }
}
