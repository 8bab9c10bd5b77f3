//! Requests per second over the loopback: so many tasks on one thread, each calling again as soon as it has its answer.

use std::time::{Duration, Instant};

use bytes::Bytes;
use cpu_time::ThreadTime;

use crate::{Subject, number, runtime};

pub(crate) fn run<S: Subject>(
    answer: Result<(Bytes, usize), String>,
    tasks: &str,
    milliseconds: &str,
    address: &str,
) -> Result<String, String> {
    let (_, services) = answer?;
    let tasks: usize = number(tasks)?;
    let time = Duration::from_millis(number(milliseconds)?);
    let runtime = runtime()?;
    let subject = S::over(address);
    // Connections are made, and found to work, before the clock runs.
    let found = runtime.block_on(calls(&subject, tasks, Duration::from_millis(100), services))?;
    if found == 0 {
        return Err("no call was answered".to_owned());
    }
    let (begin, cpu) = (Instant::now(), ThreadTime::now());
    let calls = runtime.block_on(calls(&subject, tasks, time, services))?;
    Ok(format!(
        r#"{{"calls":{calls},"wall_ns":{},"cpu_ns":{}}}"#,
        begin.elapsed().as_nanos(),
        cpu.elapsed().as_nanos()
    ))
}

async fn calls<S: Subject>(
    subject: &S,
    tasks: usize,
    time: Duration,
    services: usize,
) -> Result<u64, String> {
    let end = Instant::now() + time;
    let running: Vec<_> = (0..tasks)
        .map(|_| {
            let subject = subject.clone();
            tokio::spawn(async move {
                let mut done = 0;
                while Instant::now() < end {
                    let found = subject.call().await;
                    if found != services {
                        return Err(format!("{services} services were sent, {found} came out"));
                    }
                    done += 1;
                }
                Ok(done)
            })
        })
        .collect();
    let mut done = 0;
    for task in running {
        done += task.await.map_err(|error| error.to_string())??;
    }
    Ok(done)
}
