//! In: a model with conformance tests. Out: what came of each case that concerns a client of the model.
//!
//! | stage | in | out |
//! |---|---|---|
//! | `subject` | model files | the model and the plan of a client, with what the generator refuses |
//! | `cases` | traits of the shapes that the client is made of | typed [`cases::Case`]s |
//! | `values`, `requests`, `responses`, `event_streams`, `endpoints` | cases, plan | Rust tests, one for each case |
//! | `project` | client, tests | a package on disk |
//! | `runner` | package | outcomes, by way of Cargo |
//!
//! Rules: Smithy specification, "HTTP protocol compliance tests", "Event stream compliance tests", "Rules engine endpoint
//! test cases". What tests compare with is `codegen/conformance`, compiled with them.

pub mod cases;
mod dumps;
mod endpoints;
mod event_streams;
mod ignore;
mod project;
mod requests;
mod responses;
mod runner;
mod settings;
mod subject;
mod tests;
mod values;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use cases::{CaseId, Kind};
pub use ignore::{IgnoreError, Ignored};
pub use runner::RunError;

use crate::diagnostics::{Diagnostics, Sources};
use tests::Test;

/// What to test.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files of one model.
    pub model: Vec<PathBuf>,
    /// Id or name; the only service of the model if `None`.
    pub service: Option<String>,
    /// Name of the generated package [default: `conformance-tests`]. Packages with names of their own are built beside each other
    /// in one target folder; of those that share a name, only the last one is kept there.
    pub name: Option<String>,
    /// Folder of the generated package, made if it is not there; what was generated there before is replaced.
    pub dir: PathBuf,
    /// Folder that Cargo builds in, kept from run to run.
    pub target: PathBuf,
    /// A Cargo.lock to take versions from.
    pub lock: Option<PathBuf>,
    pub ignored: Vec<Ignored>,
}

/// What is going on, for people who wait.
#[derive(Clone, Debug)]
pub enum Progress<'a> {
    /// Such as `compiling 120 tests`.
    Stage(&'a str),
    /// Of `total` cases that are run, `done` are through.
    Case { done: usize, total: usize },
}

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// What was expected, and what came.
    Failed(String),
    /// Failed, as the list says that it may; the reason of the list.
    Ignored(String),
}

/// What came of all cases, in the order of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub outcomes: Vec<(CaseId, Outcome)>,
}

impl Options {
    fn package(&self) -> &str {
        self.name.as_deref().unwrap_or("conformance-tests")
    }
}

impl Report {
    pub fn passed(&self) -> usize {
        self.count(|outcome| *outcome == Outcome::Passed)
    }

    pub fn failed(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    pub fn ignored(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Ignored(_)))
    }

    fn count(&self, of: impl Fn(&Outcome) -> bool) -> usize {
        self.outcomes
            .iter()
            .filter(|(_, outcome)| of(outcome))
            .count()
    }
}

/// Why there is no report.
#[derive(Debug)]
pub enum Failure {
    /// The model is broken, or nothing of it can be generated.
    Model(Box<(Diagnostics, Sources)>),
    Ignore(IgnoreError),
    Run(RunError),
}

/// Generates a client and its tests, builds them, and runs them.
pub fn run(options: &Options, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Report, Failure> {
    progress(Progress::Stage("generating the client"));
    let subject = subject::subject(
        &options.model,
        options.service.as_deref(),
        options.package(),
    )
    .map_err(Failure::Model)?;
    let cases = cases::of_client(&subject.model, &subject.closure);
    ignore::check(&options.ignored, &cases).map_err(Failure::Ignore)?;

    let mut outcomes: BTreeMap<CaseId, Result<(), String>> = BTreeMap::new();
    let mut rendered: Vec<Test> = Vec::new();
    for case in &cases {
        match tests::render(&subject, case) {
            Ok(test) => rendered.push(test),
            Err(problem) => {
                outcomes.insert(case.id.clone(), Err(problem));
            }
        }
    }
    runner::run(options, &subject, rendered, &mut outcomes, progress).map_err(Failure::Run)?;

    let outcomes = cases.iter().map(|case| {
        let outcome = outcomes.remove(&case.id).unwrap_or_else(|| Err("the test was not run".to_owned()));
        let ignored = options.ignored.iter().find(|ignored| ignored.case == case.id.to_string());
        let outcome = match (outcome, ignored) {
            (Ok(()), None) => Outcome::Passed,
            (Err(text), None) => Outcome::Failed(text),
            (Err(_), Some(ignored)) => Outcome::Ignored(ignored.reason.clone()),
            (Ok(()), Some(ignored)) => Outcome::Failed(format!(
                "expected a failure, since the case is on the ignore list ({}), but it passes: take it off the list",
                ignored.reason
            )),
        };
        (case.id.clone(), outcome)
    });
    Ok(Report {
        outcomes: outcomes.collect(),
    })
}
