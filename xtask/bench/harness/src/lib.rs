//! What the measured programs have in common. In: a [`Subject`] and the command line; out: one line of JSON on standard
//! output, which `cargo xtask bench` reads (`xtask/src/bench/programs.rs`).
//!
//! ```text
//! ours run CASE ITERATIONS         one case, on one thread
//! ours loopback ANSWER TASKS MILLISECONDS ADDRESS
//! ours serve ANSWER                a server on the loopback; the first line is its address, and it ends with its standard input
//! ```
//!
//! All calls are of ListServices, without arguments: what they cost is the client and the answer.

mod loopback;
mod server;

use std::future::Future;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::mpsc;

use bytes::Bytes;
use cpu_time::ThreadTime;

/// Something that can call ListServices: a client crate, or code written by hand.
pub trait Subject: Clone + Send + Sync + 'static {
    /// A client that a transport in memory answers with `body`, always.
    fn in_memory(body: Bytes) -> Self;

    /// A client of the server at `address`, without TLS.
    fn over(address: &str) -> Self;

    /// One call; the result is the number of services in the answer.
    fn call(&self) -> impl Future<Output = usize> + Send;

    /// Gives `measurement` a function that reads `body` as the answer of ListServices, without a call around it; its
    /// result is the number of services.
    fn decode(body: Bytes, measurement: Measurement);
}

/// Counts the allocations and allocated bytes of the calling thread while the function runs.
pub type Count = fn(&mut dyn FnMut()) -> (u64, u64);

/// The answers, by name, with the number of their services.
const ANSWERS: [(&str, &str, usize); 3] = [
    (
        "empty",
        include_str!("../../answers/list_services_empty.json"),
        0,
    ),
    (
        "small",
        include_str!("../../answers/list_services_small.json"),
        1,
    ),
    (
        "20k",
        include_str!("../../answers/list_services_20k.json"),
        50,
    ),
];

fn answer(name: &str) -> Result<(Bytes, usize), String> {
    let (_, text, services) = ANSWERS
        .iter()
        .find(|(known, _, _)| *known == name)
        .ok_or_else(|| format!("`{name}` is none of the answers"))?;
    Ok((Bytes::from_static(text.trim_end().as_bytes()), *services))
}

/// The `main` of a program; `count` where its allocator counts.
pub fn main<S: Subject>(count: Option<Count>) -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["run", case, iterations] => run::<S>(case, iterations, count),
        ["loopback", name, tasks, time, address] => {
            loopback::run::<S>(answer(name), tasks, time, address)
        }
        ["serve", name] => answer(name).and_then(|(body, _)| server::serve(&body)),
        _ => Err("started by `cargo xtask bench`: see its --help".to_owned()),
    };
    match result {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run<S: Subject>(case: &str, iterations: &str, count: Option<Count>) -> Result<String, String> {
    let iterations = number(iterations)?;
    let (kind, name) = case
        .split_once('/')
        .ok_or("a case is `decode/20k` or the like")?;
    let (body, services) = answer(name)?;
    let (results, result) = mpsc::channel();
    let measurement = Measurement {
        iterations,
        services,
        count,
        results,
    };
    match kind {
        "decode" => S::decode(body, measurement),
        "call" => {
            let runtime = runtime()?;
            let subject = S::in_memory(body);
            measurement.run(&mut || runtime.block_on(subject.call()));
        }
        _ => return Err(format!("`{kind}` is neither `decode` nor `call`")),
    }
    result
        .recv()
        .map_err(|_| "nothing was measured".to_owned())?
}

/// What is to be measured of a function, once that there is one.
#[derive(Debug)]
pub struct Measurement {
    iterations: u64,
    services: usize,
    count: Option<Count>,
    results: mpsc::Sender<Result<String, String>>,
}

impl Measurement {
    /// Measures a function whose result is the number of services.
    pub fn run(self, once: &mut dyn FnMut() -> usize) {
        // Whoever started the measurement waits for its result.
        let _ = self.results.send(self.measure(once));
    }

    fn measure(&self, once: &mut dyn FnMut() -> usize) -> Result<String, String> {
        // A few times before, for what happens once only: caches, tables, connections.
        for _ in 0..20 {
            let found = once();
            if found != self.services {
                return Err(format!(
                    "the answer has {} services, but {found} came out",
                    self.services
                ));
            }
        }
        let begin = ThreadTime::now();
        let mut all = || {
            for _ in 0..self.iterations {
                black_box(once());
            }
        };
        let (allocations, bytes) = match self.count {
            Some(count) => count(&mut all),
            None => {
                all();
                (0, 0)
            }
        };
        Ok(format!(
            r#"{{"iterations":{},"cpu_ns":{},"allocations":{allocations},"allocated_bytes":{bytes}}}"#,
            self.iterations,
            begin.elapsed().as_nanos(),
        ))
    }
}

/// One thread, so that the counts and times of the thread are those of the calls.
pub fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime: {error}"))
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number"))
}
