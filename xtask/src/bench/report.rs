//! Tables. In: results; out: Markdown, for the terminal and for `BENCHMARKS.md`.

use askama::Template;

use super::results::{Build, Calls, Cost, Generated, Generation, Machine, Results, Who};
use super::table::{mebibytes, significant, table, whole};
use super::targets::{self, Bound, Line, work};

/// A part of the report: a heading, and tables or the word that it was not measured.
#[derive(Template)]
#[template(path = "BENCHMARKS.md.j2", escape = "none")]
struct Report<'a> {
    targets: String,
    calls: Option<String>,
    allocations: Option<String>,
    loopback: Option<String>,
    compile: Option<String>,
    sizes: Option<String>,
    generation: Option<String>,
    generation_counter: Option<&'a str>,
    copies: Option<String>,
    parts: Option<String>,
    machines: String,
    counter: Option<&'a str>,
    callgrind: bool,
    rounds: usize,
    loaded: bool,
}

/// The text of `BENCHMARKS.md`.
pub fn markdown(results: &Results) -> askama::Result<String> {
    let calls = results.calls.as_ref();
    let generation = results.generation.as_ref();
    let mut text = Report {
        targets: targets_table(&targets::lines(results)),
        calls: calls.map(calls_table),
        allocations: calls.map(allocations_table),
        loopback: calls.map(loopback_table),
        compile: (!results.compile.is_empty()).then(|| compile_table(results)),
        sizes: (!results.compile.is_empty()).then(|| sizes_table(results)),
        generation: generation.map(generation_table),
        generation_counter: generation.and_then(|generation| generation.counter.as_deref()),
        copies: generation.and_then(|generation| series_table(&generation.copies)),
        parts: generation.and_then(|generation| series_table(&generation.parts)),
        machines: machines_table(results),
        counter: calls.and_then(|calls| calls.counter.as_deref()),
        callgrind: calls.is_some_and(|calls| calls.counter.as_deref() == Some("callgrind")),
        rounds: calls.map_or(0, |calls| calls.rounds),
        loaded: machines(results)
            .iter()
            .any(|(_, machine)| machine.load > 1.0),
    }
    .render()?;
    text.push('\n');
    Ok(text)
}

/// The tables alone, for the terminal.
pub fn tables(results: &Results) -> String {
    let mut parts = Vec::new();
    if let Some(calls) = &results.calls {
        parts.extend([
            calls_table(calls),
            allocations_table(calls),
            loopback_table(calls),
        ]);
    }
    if !results.compile.is_empty() {
        parts.extend([compile_table(results), sizes_table(results)]);
    }
    if let Some(generation) = &results.generation {
        parts.push(generation_table(generation));
        parts.extend(series_table(&generation.copies));
        parts.extend(series_table(&generation.parts));
    }
    parts.push(targets_table(&targets::lines(results)));
    parts.join("\n\n")
}

fn targets_table(lines: &[Line]) -> String {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            vec![
                line.what.clone(),
                match line.target {
                    Bound::AtMost(bound) => format!("≤ {bound}"),
                    Bound::AtLeast(bound) => format!("≥ {bound}"),
                },
                line.measured.map_or("not measured".to_owned(), significant),
                match line.met() {
                    Some(true) => "yes".to_owned(),
                    Some(false) => "**no**".to_owned(),
                    None => String::new(),
                },
            ]
        })
        .collect();
    table(&["target", "bound", "measured", "met"], &rows)
}

/// One row a case: three values, and ours as part of the other two.
fn compared(
    name: &str,
    value: impl Fn(Who) -> Option<f64>,
    show: fn(f64) -> String,
) -> Vec<String> {
    let ours = value(Who::Ours);
    let part = |of: Who| match (ours, value(of)) {
        (Some(ours), Some(of)) if of > 0.0 => format!("{:.2}", ours / of),
        _ => String::new(),
    };
    let mut row = vec![name.to_owned()];
    row.extend(Who::ALL.map(|who| value(who).map_or(String::new(), show)));
    row.extend([part(Who::Official), part(Who::Floor)]);
    row
}

const COMPARED: [&str; 5] = [
    "ours",
    "official",
    "floor",
    "ours / official",
    "ours / floor",
];

fn compared_table(what: &str, rows: &[Vec<String>]) -> String {
    let mut head = vec![what];
    head.extend(COMPARED);
    table(&head, rows)
}

fn calls_table(calls: &Calls) -> String {
    let mut rows = Vec::new();
    for case in &calls.cases {
        let value = |of: fn(&Cost) -> f64| {
            let costs = &case.costs;
            move |who: Who| costs.get(&who).map(of)
        };
        if calls.counter.is_some() {
            let name = format!("{}: instructions", case.name);
            rows.push(compared(&name, value(work), whole));
        }
        let name = format!("{}: µs", case.name);
        rows.push(compared(
            &name,
            value(|cost| cost.cpu_ns / 1000.0),
            significant,
        ));
    }
    compared_table("case", &rows)
}

fn allocations_table(calls: &Calls) -> String {
    let mut rows = Vec::new();
    for case in &calls.cases {
        let value = |of: fn(&Cost) -> f64| {
            let costs = &case.costs;
            move |who: Who| costs.get(&who).map(of)
        };
        let name = format!("{}: allocations", case.name);
        rows.push(compared(&name, value(|cost| cost.allocations), whole));
        let name = format!("{}: bytes", case.name);
        rows.push(compared(&name, value(|cost| cost.allocated_bytes), whole));
    }
    compared_table("case", &rows)
}

fn loopback_table(calls: &Calls) -> String {
    let mut rows = Vec::new();
    for loopback in &calls.loopback {
        let name = format!("{}, {} at once", loopback.answer, loopback.tasks);
        let rate = |who: Who| Some(loopback.rates.get(&who)?.per_second);
        rows.push(compared(&format!("{name}: calls per second"), rate, whole));
        let time = |who: Who| Some(loopback.rates.get(&who)?.cpu_ns / 1000.0);
        rows.push(compared(
            &format!("{name}: µs of the client"),
            time,
            significant,
        ));
    }
    compared_table("loopback", &rows)
}

fn compile_table(results: &Results) -> String {
    let mut rows = Vec::new();
    for service in &results.compile {
        let (ours, official) = (&service.ours, &service.official);
        let kinds = [
            ("check", ours.check, official.check),
            ("dev", ours.dev, official.dev),
            ("release", ours.release, official.release),
            ("program, dev", ours.program_dev, official.program_dev),
            (
                "program, release",
                ours.program_release,
                official.program_release,
            ),
        ];
        for (kind, ours, official) in kinds {
            let instructions = |build: Build| {
                build
                    .instructions
                    .map_or(String::new(), |count| format!("{:.1}", count / 1e9))
            };
            let ratio = match (ours.instructions, official.instructions) {
                (Some(ours), Some(official)) => ours / official,
                _ => ours.cpu_s / official.cpu_s,
            };
            rows.push(vec![
                format!("{}: {kind}", service.name),
                instructions(ours),
                instructions(official),
                significant(ours.cpu_s),
                significant(official.cpu_s),
                significant(ours.wall_s),
                significant(official.wall_s),
                mebibytes(ours.peak_bytes),
                mebibytes(official.peak_bytes),
                format!("{ratio:.2}"),
            ]);
        }
    }
    let mut head = vec![
        "what",
        "ours: 10⁹ instructions",
        "official",
        "ours: processor s",
    ];
    head.extend([
        "official",
        "ours: s",
        "official",
        "ours: peak MiB",
        "official",
        "ours / official",
    ]);
    if results
        .compile
        .iter()
        .all(|service| service.ours.check.instructions.is_none())
    {
        head.drain(1..3);
        rows.iter_mut().for_each(|row| drop(row.drain(1..3)));
    }
    table(&head, &rows)
}

fn sizes_table(results: &Results) -> String {
    let mut rows = Vec::new();
    for service in &results.compile {
        for found in [&service.ours, &service.official] {
            let of_operation = found.lines as f64 / found.operations.max(1) as f64;
            let lines = whole(found.lines as f64);
            rows.push(vec![
                found.package.clone(),
                found.operations.to_string(),
                lines,
                whole(of_operation),
                mebibytes(found.rlib_bytes),
                mebibytes(found.binary_bytes),
                found.dependencies.to_string(),
            ]);
        }
    }
    let head = [
        "crate",
        "operations",
        "lines",
        "lines / operation",
        ".rlib MiB",
        "program MiB",
    ];
    let mut head = head.to_vec();
    head.push("dependencies");
    table(&head, &rows)
}

fn generation_table(generation: &Generation) -> String {
    let mut rows: Vec<_> = generation.models.iter().map(generated_row).collect();
    let mut both = vec![String::new(); GENERATED.len()];
    both[0] = "both crates of this repository".to_owned();
    both[4] = format!("{:.3}", generation.both_wall_s);
    rows.push(both);
    table(&GENERATED, &rows)
}

/// One model in several sizes.
fn series_table(models: &[Generated]) -> Option<String> {
    let rows: Vec<_> = models.iter().map(generated_row).collect();
    (!rows.is_empty()).then(|| table(&GENERATED, &rows))
}

const GENERATED: [&str; 9] = [
    "model",
    "operations",
    "shapes",
    "lines",
    "s",
    "user s",
    "system s",
    "user µs / shape",
    "10³ instructions / shape",
];

fn generated_row(model: &Generated) -> Vec<String> {
    let seconds = |time: Option<f64>| time.map_or(String::new(), |time| format!("{time:.3}"));
    let per_shape = |cost: Option<f64>, unit: f64| {
        cost.map_or(String::new(), |cost| {
            whole(cost / unit / model.shapes.max(1) as f64)
        })
    };
    vec![
        model.model.clone(),
        model.operations.to_string(),
        whole(model.shapes as f64),
        whole(model.lines as f64),
        seconds(Some(model.wall_s)),
        seconds(model.user_s),
        seconds(model.system_s),
        per_shape(model.user_s, 1e-6),
        per_shape(model.instructions, 1e3),
    ]
}

/// The machine of each part.
fn machines(results: &Results) -> Vec<(String, &Machine)> {
    let calls = results
        .calls
        .iter()
        .map(|calls| ("calls".to_owned(), &calls.machine));
    let compile = results
        .compile
        .iter()
        .map(|service| (format!("compiling {}", service.name), &service.machine));
    let generation = results
        .generation
        .iter()
        .map(|generation| ("generating".to_owned(), &generation.machine));
    calls.chain(compile).chain(generation).collect()
}

fn machines_table(results: &Results) -> String {
    let rows: Vec<_> = machines(results)
        .into_iter()
        .map(|(part, machine)| {
            vec![
                part,
                machine.cpu.clone(),
                machine.cores.to_string(),
                format!("{:.0}", machine.memory_bytes as f64 / f64::from(1 << 30)),
                machine.kernel.clone(),
                machine.rustc.clone(),
                format!("{:.1}", machine.load),
            ]
        })
        .collect();
    let head = [
        "part",
        "processor",
        "cores",
        "memory GiB",
        "kernel",
        "compiler",
        "load before",
    ];
    table(&head, &rows)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn report_has_what_was_measured_and_says_what_was_not() {
        let text = markdown(&sample::results()).unwrap();
        for part in [
            "| decode/20k: instructions",
            "| 20k, 32 at once: calls per second",
            "| account: release",
            "| aws-sdk-account 1.66.0",
            "| large                          |        100 |  1,000 | 30,000 | 0.750 |  1.500 |    0.150 |           1,500 |                    6,000 |",
            "| both crates of this repository",
            "| middle × 8",
            "by `callgrind`; they hardly vary",
            "| large, 1 operation of 8",
            "| decode 20 KB, of official",
            "A processor",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        let text = markdown(&Results::default()).unwrap();
        assert!(text.contains("not measured"), "{text}");
        assert!(!text.contains("calls per second |"), "{text}");
    }
}
