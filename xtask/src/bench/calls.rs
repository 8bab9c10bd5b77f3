//! What a call costs: the programs of `xtask/bench`, one for our crate, one for the official one and one written by hand,
//! run case by case in turns. In: the sources of the programs; out: [`Calls`].

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

use super::process::{self, Counter};
use super::results::{Calls, Case, Cost, Loopback, Rate, Who, median};
use crate::terminal::Progress;

/// Cases with the iterations of one timed round: some tenths of a second.
const CASES: [(&str, u64); 5] = [
    ("decode/small", 100_000),
    ("decode/20k", 4_000),
    ("call/empty", 5_000),
    ("call/small", 5_000),
    ("call/20k", 2_000),
];

/// Instructions are counted in runs of so many iterations, and again with so many more: the difference has no start, no
/// warming up and no end of the process in it.
const COUNTED: (u64, u64) = (20, 200);

/// Answers and calls at once over the loopback.
const LOOPBACK: [(&str, usize); 4] = [("small", 1), ("small", 32), ("20k", 1), ("20k", 32)];

pub fn measure(root: &Path, target: &Path, rounds: usize) -> anyhow::Result<Calls> {
    let machine = process::machine();
    let counter = Counter::find();
    let programs = Programs::build(&root.join("xtask/bench"), &target.join("calls"))?;
    let mut loopback = Vec::new();
    for (answer, tasks) in LOOPBACK {
        loopback.push(Loopback {
            answer: answer.to_owned(),
            tasks,
            rates: rates(&programs, answer, tasks, rounds)?,
        });
    }
    let mut cases = Vec::new();
    for (name, iterations) in CASES {
        cases.push(Case {
            name: name.to_owned(),
            costs: case(&programs, counter, name, iterations, rounds)?,
        });
    }
    Ok(Calls {
        machine,
        counter: counter.map(|counter| counter.name().to_owned()),
        rounds,
        cases,
        loopback,
    })
}

fn case(
    programs: &Programs,
    counter: Option<Counter>,
    name: &str,
    iterations: u64,
    rounds: usize,
) -> anyhow::Result<BTreeMap<Who, Cost>> {
    let mut times: BTreeMap<Who, Vec<f64>> = BTreeMap::new();
    for round in 1..=rounds {
        for who in Who::ALL {
            let _progress = Progress::new(&format!(
                "{name}: round {round} of {rounds}, {}",
                who.name()
            ));
            let run = programs.run(who, "", &["run", name, &iterations.to_string()])?;
            times
                .entry(who)
                .or_default()
                .push(run.per_iteration("cpu_ns")?);
        }
    }
    let mut costs = BTreeMap::new();
    for (who, times) in times {
        let _progress = Progress::new(&format!("{name}: counting, {}", who.name()));
        let counted = programs.run(who, "-counting", &["run", name, "500"])?;
        let instructions = counter
            .map(|counter| {
                let count = |iterations: u64| {
                    let mut command = Command::new(programs.path(who, ""));
                    counter.count(command.args(["run", name, &iterations.to_string()]))
                };
                let (few, more) = COUNTED;
                anyhow::Ok((count(few + more)? - count(few)?) / more as f64)
            })
            .transpose()?;
        costs.insert(
            who,
            Cost {
                instructions,
                cpu_ns: median(times),
                allocations: counted.per_iteration("allocations")?,
                allocated_bytes: counted.per_iteration("allocated_bytes")?,
            },
        );
    }
    Ok(costs)
}

fn rates(
    programs: &Programs,
    answer: &str,
    tasks: usize,
    rounds: usize,
) -> anyhow::Result<BTreeMap<Who, Rate>> {
    let server = Server::start(programs.path(Who::Floor, ""), answer)?;
    let mut measured: BTreeMap<Who, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for round in 1..=rounds {
        for who in Who::ALL {
            let _progress = Progress::new(&format!(
                "loopback, {answer}, {tasks} at once: round {round} of {rounds}, {}",
                who.name()
            ));
            let tasks = tasks.to_string();
            let arguments = ["loopback", answer, &tasks, "1000", &server.address];
            let run = programs.run(who, "", &arguments)?;
            let (rates, times) = measured.entry(who).or_default();
            rates.push(run.number("calls")? / run.number("wall_ns")? * 1e9);
            times.push(run.number("cpu_ns")? / run.number("calls")?);
        }
    }
    Ok(measured
        .into_iter()
        .map(|(who, (rates, times))| {
            let rate = Rate {
                per_second: median(rates),
                cpu_ns: median(times),
            };
            (who, rate)
        })
        .collect())
}

struct Programs {
    folder: PathBuf,
}

impl Programs {
    fn build(workspace: &Path, target: &Path) -> anyhow::Result<Self> {
        // One after the other: built together, they would share the features of what they depend on.
        for who in Who::ALL {
            let _progress = Progress::new(&format!("compiling the program `{}`", who.name()));
            let arguments = ["build", "--release", "--locked", "--package", who.name()];
            process::run(&mut process::cargo(workspace, target, &arguments))?;
        }
        Ok(Self {
            folder: target.join("release"),
        })
    }

    /// The program, or its variant that counts allocations.
    fn path(&self, who: Who, variant: &str) -> PathBuf {
        let name = format!("{}{variant}{}", who.name(), std::env::consts::EXE_SUFFIX);
        self.folder.join(name)
    }

    fn run(&self, who: Who, variant: &str, arguments: &[&str]) -> anyhow::Result<Run> {
        let (line, _) = process::run(Command::new(self.path(who, variant)).args(arguments))?;
        Run::parse(&line)
    }
}

/// The line that a program prints.
struct Run(Value);

impl Run {
    fn parse(line: &str) -> anyhow::Result<Self> {
        let value = serde_json::from_str(line)
            .with_context(|| format!("a program printed what is no result: {line}"))?;
        Ok(Self(value))
    }

    fn number(&self, key: &str) -> anyhow::Result<f64> {
        self.0[key]
            .as_f64()
            .with_context(|| format!("a program printed no `{key}`: {}", self.0))
    }

    fn per_iteration(&self, key: &str) -> anyhow::Result<f64> {
        Ok(self.number(key)? / self.number("iterations")?)
    }
}

/// A process that answers on the loopback, until it is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(program: PathBuf, answer: &str) -> anyhow::Result<Self> {
        let mut child = Command::new(program)
            .args(["serve", answer])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the server of the loopback cannot be started")?;
        let mut address = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut address)?;
        }
        let address = address.trim().to_owned();
        let server = Self { child, address };
        if server.address.is_empty() {
            bail!("the server of the loopback has no address");
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_read_by_iteration() {
        let run = Run::parse(r#"{"iterations":4,"cpu_ns":1000,"allocations":6}"#).unwrap();
        assert_eq!(run.per_iteration("cpu_ns").unwrap(), 250.0);
        assert_eq!(run.per_iteration("allocations").unwrap(), 1.5);
        assert!(run.number("calls").is_err());
        assert!(Run::parse("panicked").is_err());
    }

    /// What the issue of speed asks for: 50 services, all variants, 20 KB.
    #[test]
    fn large_answer_is_what_it_is_called() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/answers");
        let text = std::fs::read_to_string(folder.join("list_services_20k.json")).unwrap();
        assert!((19_500..20_500).contains(&text.len()), "{}", text.len());
        let answer: Value = serde_json::from_str(&text).unwrap();
        let services = answer["services"].as_array().unwrap();
        assert_eq!(services.len(), 50);
        let mut found: Vec<_> = services
            .iter()
            .flat_map(|service| {
                service["additionalServiceDetails"]
                    .as_object()
                    .unwrap()
                    .keys()
            })
            .collect();
        found.sort();
        found.dedup();
        let shapes =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/devops-agent/shapes.json");
        let shapes: Value =
            serde_json::from_str(&std::fs::read_to_string(shapes).unwrap()).unwrap();
        let union = &shapes["shapes"]["com.amazonaws.devopsagent#AdditionalServiceDetails"];
        let mut members: Vec<_> = union["members"].as_object().unwrap().keys().collect();
        members.sort();
        assert_eq!(found, members);
    }
}
