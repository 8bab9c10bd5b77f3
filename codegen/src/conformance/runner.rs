//! In: the client and its tests. Out: what came of each, by way of Cargo and the test harness.
//!
//! A test that does not compile fails with the compiler's words, and the others are compiled again without it.
//!
//! **Invariant:** from the first file written to the last test run, nobody else builds in the target folder: packages of one
//! name overwrite each other's programs there.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::cases::CaseId;
use super::subject::Subject;
use super::tests::{Test, name_apart};
use super::{Options, Progress, project};
use crate::lock::{self, Lock};

/// Why tests could not be built or run at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunError(String);

impl RunError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RunError {}

type Outcomes = BTreeMap<CaseId, Result<(), String>>;

/// How often tests that do not compile are taken out before the rest is given up.
const ROUNDS: usize = 4;

pub(super) fn run(
    options: &Options,
    subject: &Subject,
    mut tests: Vec<Test>,
    outcomes: &mut Outcomes,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), RunError> {
    if tests.is_empty() {
        return Ok(());
    }
    let _lock = lock_target(&options.target, progress)?;
    name_apart(&mut tests);
    let client = project::client_files(subject, options.package())?;
    for _ in 0..ROUNDS {
        let mut files = client.clone();
        let rendered = project::test_files(&tests)?;
        files.extend(rendered.clone());
        write(options, &files)?;
        progress(Progress::Stage(&format!("compiling {} tests", tests.len())));
        match compile(options)? {
            Compiled::Binary(binary) => {
                return execute(&binary, &options.dir, &tests, outcomes, progress);
            }
            Compiled::Errors(errors) => {
                let mut of_tests: BTreeMap<String, String> = BTreeMap::new();
                for error in &errors {
                    if let Some(function) = error.function(&rendered) {
                        of_tests
                            .entry(function)
                            .or_insert_with(|| error.text.clone());
                    }
                }
                if of_tests.is_empty() {
                    let text = errors
                        .iter()
                        .map(|error| error.text.as_str())
                        .collect::<Vec<_>>();
                    return Err(RunError(format!(
                        "the generated client does not compile:\n{}",
                        text.join("\n")
                    )));
                }
                tests.retain(|test| match of_tests.get(&qualified(test)) {
                    Some(text) => {
                        let text =
                            format!("expected a test that compiles, got: {}", text.trim_end());
                        outcomes.insert(test.case.clone(), Err(text));
                        false
                    }
                    None => true,
                });
            }
        }
    }
    for test in tests {
        outcomes.insert(
            test.case,
            Err("the tests do not compile, whichever are taken out".to_owned()),
        );
    }
    Ok(())
}

fn lock_target(target: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Lock, RunError> {
    let failed = |what: &str, error: std::io::Error| {
        RunError(format!("{} cannot be {what}: {error}", target.display()))
    };
    std::fs::create_dir_all(target).map_err(|error| failed("made", error))?;
    if let Some(lock) = lock::alone_now(target) {
        return Ok(lock);
    }
    progress(Progress::Stage(
        "waiting for another run in the same target folder",
    ));
    lock::alone(target).map_err(|error| failed("locked", error))
}

fn qualified(test: &Test) -> String {
    format!("{}::{}", test.case.kind.module(), test.function)
}

fn write(options: &Options, files: &BTreeMap<String, String>) -> Result<(), RunError> {
    let failed = |what: &Path, error: std::io::Error| {
        RunError(format!("{} cannot be written: {error}", what.display()))
    };
    project::write(&options.dir, files).map_err(|error| failed(&options.dir, error))?;
    let lock = options.dir.join("Cargo.lock");
    if let Some(of) = options.lock.as_ref().filter(|_| !lock.exists()) {
        std::fs::copy(of, &lock).map_err(|error| failed(&lock, error))?;
    }
    mark_built(options).map_err(|error| failed(&options.target, error))
}

/// Cargo takes packages of one name in one target folder for the same and goes by times alone: when another folder was built
/// there before, files that have not changed since must look new.
fn mark_built(options: &Options) -> std::io::Result<()> {
    let mark = options.target.join(options.package());
    let dir = options.dir.canonicalize()?.to_string_lossy().into_owned();
    if std::fs::read_to_string(&mark).is_ok_and(|built| built == dir) {
        return Ok(());
    }
    for file in ["src/lib.rs", "client/src/lib.rs"] {
        let file = std::fs::File::options()
            .append(true)
            .open(options.dir.join(file))?;
        file.set_modified(std::time::SystemTime::now())?;
    }
    std::fs::write(mark, dir)
}

enum Compiled {
    Binary(PathBuf),
    Errors(Vec<CompileError>),
}

struct CompileError {
    /// As rustc prints it.
    text: String,
    /// File and line of the primary place.
    place: Option<(String, usize)>,
}

impl CompileError {
    /// The test function that it is in: `module::function`.
    fn function(&self, rendered: &BTreeMap<String, String>) -> Option<String> {
        let (file, line) = self.place.as_ref()?;
        let text = rendered.get(file)?;
        let module = file.strip_prefix("src/")?.strip_suffix(".rs")?;
        let before = text.lines().take(*line).collect::<Vec<_>>();
        let name = before
            .iter()
            .rev()
            .find_map(|line| line.strip_prefix("fn ")?.split('(').next())?;
        Some(format!("{module}::{name}"))
    }
}

fn compile(options: &Options) -> Result<Compiled, RunError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "test",
            "--lib",
            "--no-run",
            "--offline",
            "--message-format=json",
        ])
        .arg("--target-dir")
        .arg(&options.target)
        .current_dir(&options.dir)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| RunError(format!("cargo cannot be run: {error}")))?;
    let mut errors = Vec::new();
    let mut binary = None;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        match message["reason"].as_str() {
            Some("compiler-message") if message["message"]["level"] == "error" => {
                errors.push(compile_error(&message["message"]));
            }
            Some("compiler-artifact") if message["target"]["name"] == "conformance_tests" => {
                binary = message["executable"].as_str().map(PathBuf::from).or(binary);
            }
            _ => {}
        }
    }
    if let Some(binary) = binary.filter(|_| output.status.success()) {
        return Ok(Compiled::Binary(binary));
    }
    if errors.is_empty() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(RunError(format!(
            "cargo did not build the tests:\n{}",
            text.trim_end()
        )));
    }
    Ok(Compiled::Errors(errors))
}

fn compile_error(message: &Value) -> CompileError {
    let spans = message["spans"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let primary = spans.iter().find(|span| span["is_primary"] == true);
    let place = primary.and_then(|span| {
        let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
        Some((span["file_name"].as_str()?.to_owned(), line))
    });
    CompileError {
        text: message["rendered"].as_str().unwrap_or_default().to_owned(),
        place,
    }
}

fn execute(
    binary: &Path,
    dir: &Path,
    tests: &[Test],
    outcomes: &mut Outcomes,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), RunError> {
    let failed =
        |error: std::io::Error| RunError(format!("{} cannot be run: {error}", binary.display()));
    let by_name: BTreeMap<String, &Test> =
        tests.iter().map(|test| (qualified(test), test)).collect();
    let mut child = Command::new(binary)
        .current_dir(dir)
        .env("RUST_BACKTRACE", "0")
        // Unoptimized, a chain of setters holds one builder for each of them on the stack.
        .env("RUST_MIN_STACK", (64 << 20).to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // Read beside the other, so that neither pipe fills up.
    let stderr = child.stderr.take().map(|mut pipe| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    });
    let mut passed = Vec::new();
    let mut failures: BTreeMap<String, String> = BTreeMap::new();
    let mut section: Option<String> = None;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(failed)?;
            let line = String::from_utf8_lossy(&line);
            if let Some((name, outcome)) = result(&line) {
                match outcome {
                    true => passed.push(name.to_owned()),
                    false => {
                        failures.entry(name.to_owned()).or_default();
                    }
                }
                progress(Progress::Case {
                    done: passed.len() + failures.len(),
                    total: tests.len(),
                });
            } else if let Some(name) = captured(&line) {
                section = failures.contains_key(name).then(|| name.to_owned());
            } else if line == "failures:" {
                section = None;
            } else if let Some(text) = section.as_ref().and_then(|name| failures.get_mut(name)) {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    let status = child.wait().map_err(failed)?;
    let stderr = stderr
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default();
    for (name, test) in by_name {
        let outcome = if passed.contains(&name) {
            Ok(())
        } else {
            Err(match failures.get(&name) {
                Some(text) => message(text),
                None => format!(
                    "expected an outcome, but the tests ended first ({status}): {}",
                    stderr.trim()
                ),
            })
        };
        outcomes.insert(test.case.clone(), outcome);
    }
    Ok(())
}

/// `test name ... ok`.
fn result(line: &str) -> Option<(&str, bool)> {
    let (name, outcome) = line.strip_prefix("test ")?.split_once(" ... ")?;
    match outcome {
        "ok" => Some((name, true)),
        "FAILED" => Some((name, false)),
        _ => None,
    }
}

/// `---- name stdout ----`.
fn captured(line: &str) -> Option<&str> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

/// What a test wrote, without what the harness adds.
fn message(captured: &str) -> String {
    let lines = captured
        .lines()
        .filter(|line| !line.starts_with("note: run with"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let text = text.trim();
    text.strip_prefix("Error: ").unwrap_or(text).to_owned()
}
