//! What was measured: plain data, kept as JSON so that each part can be measured again alone.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// All parts, as far as they have been measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    pub calls: Option<Calls>,
    /// By service, in the order of measuring.
    #[serde(default)]
    pub compile: Vec<Service>,
    pub generation: Option<Generation>,
}

/// Whose cost it is. Ordered as in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    Ours,
    Official,
    Floor,
}

impl Who {
    pub const ALL: [Who; 3] = [Who::Ours, Who::Official, Who::Floor];

    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Official => "official",
            Self::Floor => "floor",
        }
    }
}

/// Where and when a part was measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    pub cpu: String,
    pub cores: usize,
    pub memory_bytes: u64,
    pub kernel: String,
    pub rustc: String,
    /// Of the last minute, before the part began: above the number of cores, times are those of a machine that others use.
    pub load: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calls {
    pub machine: Machine,
    /// What counted instructions: `perf`, `callgrind`, or nothing.
    pub counter: Option<String>,
    pub rounds: usize,
    pub cases: Vec<Case>,
    pub loopback: Vec<Loopback>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// `decode/20k`.
    pub name: String,
    pub costs: BTreeMap<Who, Cost>,
}

/// Of one call, or of reading one answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    pub instructions: Option<f64>,
    /// Time of the thread on a processor, in nanoseconds; the median of the rounds.
    pub cpu_ns: f64,
    pub allocations: f64,
    pub allocated_bytes: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loopback {
    /// `small` or `20k`.
    pub answer: String,
    /// Calls under way at once.
    pub tasks: usize,
    pub rates: BTreeMap<Who, Rate>,
}

/// Medians of the rounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    pub per_second: f64,
    /// Time of the client's thread on a processor for one call, in nanoseconds.
    pub cpu_ns: f64,
}

/// A service, compiled from our crate and from the official one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub name: String,
    pub machine: Machine,
    pub ours: Crate,
    pub official: Crate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crate {
    /// `aws-sdk-account 1.66.0`.
    pub package: String,
    pub operations: usize,
    pub lines: usize,
    /// Crates below it with its default features.
    pub dependencies: usize,
    pub check: Build,
    pub dev: Build,
    pub release: Build,
    /// Of the program of one operation, linked; the crate was compiled before.
    pub program_dev: Build,
    pub program_release: Build,
    pub rlib_bytes: u64,
    pub binary_bytes: u64,
}

/// Of compiling one package on one thread; its dependencies were compiled before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Build {
    pub instructions: Option<f64>,
    pub cpu_s: f64,
    pub wall_s: f64,
    /// The largest resident set of a process.
    pub peak_bytes: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    pub machine: Machine,
    /// What counted instructions, as in [`Calls::counter`].
    pub counter: Option<String>,
    pub rounds: usize,
    /// Of `cargo xtask codegen --check`, which generates both crates; the fastest round, in seconds.
    pub both_wall_s: f64,
    /// By size.
    pub models: Vec<Generated>,
    /// One model once, twice, four and eight times over: what differs is size alone.
    #[serde(default)]
    pub copies: Vec<Generated>,
    /// Ever larger parts of one model, and at last the whole.
    #[serde(default)]
    pub parts: Vec<Generated>,
}

/// Of one model. Each time is that of the round in which it was the shortest: what else goes on in a machine only ever adds to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generated {
    pub model: String,
    pub operations: usize,
    pub shapes: usize,
    pub lines: usize,
    pub wall_s: f64,
    /// On processors, in the generator itself. Results of 2026-11-22 and before do not tell the two apart.
    pub user_s: Option<f64>,
    /// On processors, in the kernel for it.
    pub system_s: Option<f64>,
    pub instructions: Option<f64>,
}

impl Results {
    /// Of an earlier run, or none.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        serde_json::from_str(&text).with_context(|| {
            format!(
                "{} has other results than this version writes; remove it and measure again",
                path.display()
            )
        })
    }

    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        let folder = path.parent().unwrap_or(path);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(path, text))
            .with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Puts the service in the place of its earlier results, or behind the others.
    pub fn put_service(&mut self, service: Service) {
        match self.compile.iter_mut().find(|s| s.name == service.name) {
            Some(place) => *place = service,
            None => self.compile.push(service),
        }
    }
}

/// The middle one, or the mean of the two in the middle; of nothing, 0.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match (values.len(), values.len() / 2) {
        (0, _) => 0.0,
        (odd, middle) if odd % 2 == 1 => values[middle],
        (_, middle) => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 200.0]), 3.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 200.0]), 3.0);
        assert_eq!(median(Vec::new()), 0.0);
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/results.json");
        assert_eq!(Results::load(&path).unwrap(), Results::default());
        let results = super::super::sample::results();
        results.save(&path).unwrap();
        assert_eq!(Results::load(&path).unwrap(), results);
        std::fs::write(&path, "{\"calls\": 1}").unwrap();
        let error = Results::load(&path).unwrap_err();
        assert!(format!("{error:#}").contains("measure again"), "{error:#}");
    }

    #[test]
    fn results_of_before_user_and_system_time_were_told_apart_are_loaded() {
        let earlier = r#"{
            "machine": {"cpu": "A", "cores": 2, "memory_bytes": 1, "kernel": "L", "rustc": "r", "load": 0.0},
            "rounds": 7, "both_wall_s": 0.08,
            "models": [{"model": "tiny", "operations": 1, "shapes": 3, "lines": 200, "wall_s": 0.5, "cpu_s": 0.75}]
        }"#;
        let generation: Generation = serde_json::from_str(earlier).unwrap();
        assert_eq!(generation.models[0].wall_s, 0.5);
        assert_eq!(generation.models[0].user_s, None);
    }

    #[test]
    fn service_takes_the_place_of_its_earlier_results() {
        let mut results = super::super::sample::results();
        let before = results.compile.len();
        let mut service = results.compile[0].clone();
        service.ours.lines = 7;
        results.put_service(service.clone());
        assert_eq!(results.compile.len(), before);
        assert_eq!(results.compile[0].ours.lines, 7);
        service.name = "another".to_owned();
        results.put_service(service);
        assert_eq!(results.compile.len(), before + 1);
    }
}
