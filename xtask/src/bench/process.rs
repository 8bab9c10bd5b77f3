//! Running processes and what they cost. In: a command; out: its output, with time, memory and, where something counts
//! them, instructions.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};
use wait4::Wait4;

/// What a process and its children cost.
#[derive(Clone, Copy, Debug)]
pub struct Used {
    /// On processors, in the program itself.
    pub user_s: f64,
    /// On processors, in the kernel for it.
    pub system_s: f64,
    pub wall_s: f64,
    /// The largest resident set of a process.
    pub peak_bytes: u64,
}

impl Used {
    pub fn cpu_s(&self) -> f64 {
        self.user_s + self.system_s
    }
}

/// Something that counts the instructions of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// The processor, through the kernel.
    Perf,
    /// A simulated processor: exact, but some fifty times as slow, and without the newest instructions.
    Callgrind,
}

impl Counter {
    /// What works here, the best first.
    pub fn find() -> Option<Self> {
        let works = |counter: &Self| counter.count(&Command::new("true")).is_ok();
        [Self::Perf, Self::Callgrind].into_iter().find(works)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Perf => "perf",
            Self::Callgrind => "callgrind",
        }
    }

    /// The instructions of a process in user mode.
    pub fn count(self, command: &Command) -> anyhow::Result<f64> {
        let counted = match self {
            Self::Perf => {
                let arguments = ["stat", "-x,", "-e", "instructions:u", "--"];
                let said = self.run("perf", &arguments, command)?;
                perf_count(&said)
            }
            Self::Callgrind => {
                let profile = tempfile::NamedTempFile::new()?;
                let out = format!("--callgrind-out-file={}", profile.path().display());
                self.run("valgrind", &["--tool=callgrind", &out], command)?;
                callgrind_count(&fs::read_to_string(profile.path())?)
            }
        };
        counted.with_context(|| format!("{} counts no instructions here", self.name()))
    }

    /// What the tool says on standard error.
    fn run(self, tool: &str, arguments: &[&str], command: &Command) -> anyhow::Result<String> {
        let mut counting = Command::new(tool);
        counting
            .args(arguments)
            .arg(command.get_program())
            .args(command.get_args());
        if let Some(folder) = command.get_current_dir() {
            counting.current_dir(folder);
        }
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => counting.env(name, value),
                None => counting.env_remove(name),
            };
        }
        let output = counting
            .output()
            .with_context(|| format!("{tool} cannot be run"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            bail!("{tool} failed: {}", said.trim());
        }
        Ok(said)
    }
}

/// From `228000,,instructions:u,…`.
fn perf_count(text: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.contains("instructions"))?;
    line.split(',').next()?.parse().ok()
}

/// What the simulated processor does in some thousand instructions, and every real one in some dozen: SHA-256 of a block,
/// by its names in the versions of `sha2`.
const SOFTWARE_SHA: [&str; 2] = ["sha256::compress256", "sha256::soft::"];

/// The sum of a callgrind profile, without [`SOFTWARE_SHA`].
///
/// <https://valgrind.org/docs/manual/cl-format.html>: `fn=(1) name` begins a function, later `fn=(1)`; lines that begin with
/// a position hold what the function cost by itself, but for those behind `calls=`, which hold what it called.
fn callgrind_count(profile: &str) -> Option<f64> {
    let (mut sum, mut in_sha, mut after_calls) = (None, false, false);
    let mut sha_ids = std::collections::BTreeSet::new();
    for line in profile.lines() {
        if let Some(function) = line.strip_prefix("fn=").or(line.strip_prefix("cfn=")) {
            let (id, name) = function.split_once(' ').unwrap_or((function, ""));
            if SOFTWARE_SHA.iter().any(|sha| name.contains(sha)) {
                sha_ids.insert(id);
            }
            if line.starts_with("fn=") {
                in_sha = sha_ids.contains(id);
            }
        } else if line.starts_with("calls=") {
            after_calls = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let called = std::mem::take(&mut after_calls);
            if !called && !in_sha {
                let cost: f64 = line.split(' ').nth(1)?.parse().ok()?;
                *sum.get_or_insert(0.0) += cost;
            }
        }
    }
    sum
}

/// Runs a command to its end: what it prints on standard output, and what it and its children cost.
pub fn run(command: &mut Command) -> anyhow::Result<(String, Used)> {
    let shown = shown(command);
    let begin = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{shown} cannot be run"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let errors = std::thread::spawn(move || read(stderr));
    let printed = read(stdout);
    let used = child
        .wait4()
        .with_context(|| format!("{shown} did not end"))?;
    let wall_s = begin.elapsed().as_secs_f64();
    let errors = errors.join().unwrap_or_default();
    if !used.status.success() {
        bail!("{shown} failed:\n{}", errors.trim_end());
    }
    let cost = Used {
        user_s: used.rusage.utime.as_secs_f64(),
        system_s: used.rusage.stime.as_secs_f64(),
        wall_s,
        peak_bytes: used.rusage.maxrss,
    };
    Ok((printed, cost))
}

fn read(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        // What cannot be read was not said.
        let _ = stream.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}

/// `cargo` in a folder, building into `target`.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0");
    // Settings of whoever calls would be measured with the crates.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PROFILE_") || text == "RUSTFLAGS" {
            command.env_remove(&name);
        }
    }
    command
}

/// A file that Cargo has made, as `--message-format=json` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The package, as Cargo's id for it.
    pub package: String,
    pub file: PathBuf,
    /// It was there before.
    pub fresh: bool,
}

/// What Cargo says of the files of a build.
pub fn artifacts(messages: &str) -> Vec<Artifact> {
    let mut found = Vec::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        found.extend(files.filter_map(|file| {
            Some(Artifact {
                package: message["package_id"].as_str()?.to_owned(),
                file: PathBuf::from(file.as_str()?),
                fresh: message["fresh"].as_bool()?,
            })
        }));
    }
    found
}

/// The processor, the memory and the compiler.
pub fn machine() -> super::results::Machine {
    let field = |file: &str, key: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key));
        line.and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
    };
    let first_line = |mut command: Command| {
        let output = command.output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines().next().map(str::to_owned)
    };
    let unknown = || "unknown".to_owned();
    let mut uname = Command::new("uname");
    uname.args(["-s", "-r", "-m"]);
    let mut rustc = Command::new("rustc");
    rustc.arg("--version");
    super::results::Machine {
        cpu: field("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_bytes: field("/proc/meminfo", "MemTotal")
            .and_then(|text| text.split(' ').next()?.parse::<u64>().ok())
            .map_or(0, |kibibytes| kibibytes * 1024),
        kernel: first_line(uname).unwrap_or_else(unknown),
        rustc: first_line(rustc).unwrap_or_else(unknown),
        load: fs::read_to_string("/proc/loadavg")
            .ok()
            .and_then(|text| text.split(' ').next()?.parse().ok())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_what_the_tools_print() {
        assert_eq!(
            perf_count("228,000\n"),
            None,
            "a line that does not name the event is another's"
        );
        assert_eq!(
            perf_count("228000,,instructions:u,1,100.00,,\n"),
            Some(228_000.0)
        );
        assert_eq!(
            perf_count("<not supported>,,instructions:u,0,100.00,,\n"),
            None
        );
    }

    #[test]
    fn profiles_are_summed_without_the_hashing_that_processors_do() {
        let profile = "\
version: 1
events: Ir

fn=(1) main
16 400
+2 5
cfn=(2) sha2::sha256::compress256
calls=3 50
16 9000
* 20

fn=(2)
50 9000

fn=(3) other
* 7

fn=(4) sha2::sha256::soft::unroll::compress
* 8000
";
        assert_eq!(callgrind_count(profile), Some(432.0));
        assert_eq!(callgrind_count("version: 1\n"), None);
    }

    #[test]
    fn failure_says_what_failed_and_why() {
        let mut command = Command::new("sh");
        let error = run(command.args(["-c", "echo because >&2; exit 3"])).unwrap_err();
        let error = format!("{error:#}");
        assert!(
            error.contains("`sh -c") && error.contains("because"),
            "{error}"
        );
    }

    #[test]
    fn costs_are_those_of_the_process() {
        let mut command = Command::new("sh");
        let (printed, cost) = run(command.args(["-c", "sleep 0.1; echo done"])).unwrap();
        assert_eq!(printed, "done\n");
        assert!(cost.wall_s >= 0.1 && cost.cpu_s() < cost.wall_s, "{cost:?}");
        assert!(cost.peak_bytes > 100_000, "{cost:?}");
    }

    /// A shell that counts works itself; what copies zeros has the kernel do it.
    #[test]
    fn time_in_the_program_is_told_from_time_in_the_kernel() {
        let cost = |script: &str| run(Command::new("sh").args(["-c", script])).unwrap().1;
        let counts = cost("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done");
        let copies = cost("dd if=/dev/zero of=/dev/null bs=1000000 count=1000 2>/dev/null");
        assert!(
            counts.user_s > copies.user_s && copies.system_s > counts.system_s,
            "{counts:?} {copies:?}"
        );
    }

    #[test]
    fn artifacts_are_those_that_cargo_names() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","package_id":"a@1","filenames":["t/liba.rlib","t/liba.rmeta"],"fresh":false}"#,
            "\n{\"reason\":\"build-finished\",\"success\":true}\nno JSON\n",
        );
        let found = artifacts(messages);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].file, Path::new("t/liba.rlib"));
        assert!(!found[0].fresh && found[0].package == "a@1");
    }
}
