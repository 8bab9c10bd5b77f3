//! Results for tests: round figures that nobody has measured.

use std::collections::BTreeMap;

use super::results::{
    Build, Calls, Case, Cost, Crate, Generated, Generation, Loopback, Machine, Rate, Results,
    Service, Who,
};

pub fn results() -> Results {
    let machine = Machine {
        cpu: "A processor".to_owned(),
        cores: 2,
        memory_bytes: 24 << 30,
        kernel: "Linux 6.1".to_owned(),
        rustc: "rustc 1.95.0".to_owned(),
        load: 0.5,
    };
    Results {
        calls: Some(Calls {
            machine: machine.clone(),
            counter: Some("perf".to_owned()),
            rounds: 3,
            cases: vec![Case {
                name: "decode/20k".to_owned(),
                costs: each([250_000.0, 1_000_000.0, 500_000.0], |instructions| Cost {
                    instructions: Some(instructions),
                    cpu_ns: instructions / 4.0,
                    allocations: 400.0,
                    allocated_bytes: 30_000.0,
                }),
            }],
            loopback: vec![Loopback {
                answer: "20k".to_owned(),
                tasks: 32,
                rates: each([15_000.0, 10_000.0, 20_000.0], |per_second| Rate {
                    per_second,
                    cpu_ns: 1e9 / per_second,
                }),
            }],
        }),
        compile: vec![Service {
            name: "account".to_owned(),
            machine: machine.clone(),
            ours: built("account 0.1.0", 3_000, 1.0),
            official: built("aws-sdk-account 1.66.0", 20_000, 10.0),
        }],
        generation: Some(Generation {
            machine,
            counter: Some("callgrind".to_owned()),
            rounds: 3,
            both_wall_s: 0.2,
            models: [
                ("tiny", 10, 0.1),
                ("middle", 400, 0.4),
                ("large", 1_000, 1.5),
            ]
            .map(generated)
            .to_vec(),
            copies: vec![
                generated(("middle × 1", 400, 0.4)),
                generated(("middle × 8", 3_200, 4.0)),
            ],
            parts: vec![
                generated(("large, 1 operation of 8", 200, 0.2)),
                generated(("large, 1 operation of 1", 1_000, 1.5)),
            ],
        }),
    }
}

fn generated((model, shapes, seconds): (&str, usize, f64)) -> Generated {
    Generated {
        model: model.to_owned(),
        operations: shapes / 10,
        shapes,
        lines: shapes * 30,
        wall_s: seconds / 2.0,
        user_s: Some(seconds),
        system_s: Some(seconds / 10.0),
        instructions: Some(seconds * 4e9),
    }
}

fn each<T>(values: [f64; 3], make: impl Fn(f64) -> T) -> BTreeMap<Who, T> {
    Who::ALL.into_iter().zip(values.map(make)).collect()
}

fn built(package: &str, lines: usize, seconds: f64) -> Crate {
    let build = Build {
        instructions: None,
        cpu_s: seconds,
        wall_s: seconds,
        peak_bytes: 300 << 20,
    };
    Crate {
        package: package.to_owned(),
        operations: 12,
        lines,
        dependencies: 100,
        check: build,
        dev: build,
        release: build,
        program_dev: build,
        program_release: build,
        rlib_bytes: 5 << 20,
        binary_bytes: 4 << 20,
    }
}
