//! The conformance command on models of our own: what passes passes, and what fails says what was expected and what came.
//!
//! `conformance/passing.json` has a case of every kind of expectation; `failing.json` is the same service with cases
//! that are wrong in one way each, and an operation that the generator refuses.

use std::path::{Path, PathBuf};

use codegen::conformance::{self, Failure, Ignored, Options, Outcome, Progress, Report};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn options(name: &str, model: Vec<PathBuf>) -> Options {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    Options {
        model,
        dir: target.join("conformance").join(name),
        // That of the command, so that dependencies are built once.
        target: target.parent().unwrap().join("conformance/build"),
        lock: Some(root().join("Cargo.lock")),
        ..Options::default()
    }
}

fn run(options: &Options) -> Report {
    match conformance::run(options, &mut |_| {}) {
        Ok(report) => report,
        Err(Failure::Model(found)) => panic!("{}", found.0.render(&found.1, false)),
        Err(failure) => panic!("{failure:?}"),
    }
}

fn fixture(name: &str) -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance");
    vec![fixtures.join(name)]
}

/// Failures as the command prints them.
fn failures(report: &Report) -> Vec<String> {
    let failed = report
        .outcomes
        .iter()
        .filter_map(|(case, outcome)| match outcome {
            Outcome::Failed(text) => Some(format!("{case}: {text}")),
            _ => None,
        });
    failed.collect()
}

#[test]
fn cases_of_clients_pass() {
    let mut stages = Vec::new();
    let mut last = None;
    let options = options("passing", fixture("passing.json"));
    let report = conformance::run(&options, &mut |progress| match progress {
        Progress::Stage(text) => stages.push(text.to_owned()),
        Progress::Case { done, total } => last = Some((done, total)),
    });
    let report = report.expect("a report");
    assert_eq!(failures(&report), [""; 0]);
    let cases: Vec<_> = report
        .outcomes
        .iter()
        .map(|(case, _)| case.to_string())
        .collect();
    assert_eq!(
        cases,
        [
            "httpResponseTests/StreamedPayload",
            "httpResponseTests/ErrorByItsHeader",
            "httpRequestTests/EveryPartOfARequest",
            "httpResponseTests/EveryPartOfAResponse",
            "httpResponseTests/RequiredMembersAreCorrected",
        ]
    );
    // The tests of this file share a target folder.
    stages.retain(|stage| !stage.starts_with("waiting"));
    assert_eq!(stages, ["generating the client", "compiling 5 tests"]);
    assert_eq!(last, Some((5, 5)));
}

#[test]
fn a_run_waits_for_another_in_its_target_folder() {
    let mut options = options("waiting", fixture("passing.json"));
    options.target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance/waited for");
    let _ = std::fs::remove_dir_all(&options.dir);
    std::fs::create_dir_all(&options.target).unwrap();
    let mut other = Some(codegen::lock::alone(&options.target).unwrap());
    let mut waited = false;
    // Nothing is compiled: the run is ended as soon as it has waited and goes on.
    let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        conformance::run(&options, &mut |progress| match progress {
            Progress::Stage(text) if text.starts_with("waiting") => {
                assert!(!options.dir.exists(), "written while another run is there");
                waited = true;
                other.take();
            }
            Progress::Stage(text) if text.starts_with("compiling") => {
                assert!(codegen::lock::alone_now(&options.target).is_none());
                std::panic::resume_unwind(Box::new("compiling"));
            }
            _ => {}
        })
    }));
    assert!(waited);
    let ended = run.expect_err("ended on purpose");
    assert_eq!(ended.downcast_ref(), Some(&"compiling"));
}

#[test]
fn failures_say_what_was_expected_and_what_came() {
    let report = run(&options("failing", fixture("failing.json")));
    let expected = [
        r#"httpResponseTests/StreamedPayload: csv: expected b"nothing", got b"a,b\n1,2\n""#,
        "httpResponseTests/NoError: expected the error NoSuchStation, got the output RecordOutput { status: Some(201), mean: None, \
         latest: None, notes: None, extra: None, count: 0, _request_id: None }",
        "httpResponseTests/AnotherError: expected the error NoSuchStation, got Record: Fire: the service answered with HTTP status 500",
        "httpRequestTests/Method: expected the method POST, got PUT",
        r#"httpRequestTests/Path: expected the path "/elsewhere", got "/stations/north/samples""#,
        "httpRequestTests/Host: expected the host south.example.com, got north.example.com",
        r#"httpRequestTests/Query: expected the query parameters tag=x, got none of this name in "strict""#,
        r#"httpRequestTests/ForbiddenQuery: expected no query parameter strict, got "strict""#,
        r#"httpRequestTests/RequiredQuery: expected a query parameter tag, got "strict""#,
        r#"httpRequestTests/Header: expected the header Content-Type: "text/plain", got "application/json""#,
        r#"httpRequestTests/ForbiddenHeader: expected no header Content-Type, got "application/json""#,
        "httpRequestTests/RequiredHeader: expected a header X-Quality, got none",
        r#"httpRequestTests/Body: expected the body {"token":1}, got {"token":"00000000-0000-4000-8000-000000000000"}"#,
        "httpRequestTests/Input: expected a request, got failed to construct request: OperationInterceptor \
         read_before_execution interceptor encountered an error: Record: station was missing: cannot be empty or unset",
        "httpRequestTests/NoSuchMember: test.weather#RecordInput has no member `stations`",
        "httpRequestTests/Scheme: the case assumes the auth scheme smithy.api#httpBearerAuth, which generated clients do not have",
        "httpResponseTests/Values: mean: expected 2.5, got 1.5; latest.reading.celsius: expected 2.0, got 1.0",
        "httpResponseTests/AnError: expected an output, got service error: Record: NoSuchStation",
        "httpRequestTests/OfARefusedOperation: expected a client for Refused, got diagnostics: the trait \
         aws.protocols#httpChecksum is not implemented (test.weather#Refused: checksums are neither sent nor compared)",
    ];
    assert_eq!(failures(&report), expected);
    assert_eq!(
        (report.passed(), report.failed(), report.ignored()),
        (1, 19, 0)
    );
}

#[test]
fn ignored_cases_may_fail_and_must_not_pass() {
    let list =
        "httpRequestTests/Method: wrong on purpose\nhttpRequestTests/Fine: thought to fail\n";
    let mut options = options("ignoring", fixture("failing.json"));
    options.ignored = Ignored::list(list).unwrap();
    let report = run(&options);
    assert_eq!(
        (report.passed(), report.failed(), report.ignored()),
        (0, 19, 1)
    );
    let of_fine = failures(&report)
        .into_iter()
        .find(|text| text.starts_with("httpRequestTests/Fine"));
    assert_eq!(
        of_fine.as_deref(),
        Some(
            "httpRequestTests/Fine: expected a failure, since the case is on the ignore list (thought to fail), but it passes: \
             take it off the list"
        )
    );

    options.ignored = Ignored::list("httpRequestTests/Nowhere: gone").unwrap();
    match conformance::run(&options, &mut |_| {}) {
        Err(Failure::Ignore(error)) => assert_eq!(
            error.to_string(),
            "line 1 of the ignore list: the model has no case `httpRequestTests/Nowhere` for clients; take the line out"
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn cases_of_the_shared_part_of_the_official_suite_pass() {
    let model = root().join("../shared/protocol-tests/restJson1.json");
    if !model.exists() {
        println!("skipped: ../shared/protocol-tests is not here");
        return;
    }
    let report = run(&options("official", vec![model]));
    assert_eq!(failures(&report), [""; 0]);
    assert_eq!(report.passed(), 203);
}
