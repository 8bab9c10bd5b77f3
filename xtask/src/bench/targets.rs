//! What the measured figures should be. In: results; out: a line for each target, with what was measured.

use super::generation::{COPIED, COPIES, PARTED, STEPS};
use super::results::{Calls, Case, Cost, Crate, Generated, Results, Service, Who};

/// One target.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub what: String,
    pub target: Bound,
    /// Nothing if it was not measured.
    pub measured: Option<f64>,
}

/// How large a figure may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Line {
    pub fn met(&self) -> Option<bool> {
        self.measured.map(|measured| match self.target {
            Bound::AtMost(bound) => measured <= bound,
            Bound::AtLeast(bound) => measured >= bound,
        })
    }
}

pub fn lines(results: &Results) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |what: &str, target, measured| {
        lines.push(Line {
            what: what.to_owned(),
            target,
            measured,
        });
    };
    use Bound::{AtLeast, AtMost};
    use Who::{Floor, Official};

    let calls = results.calls.as_ref();
    let case = |name, of, cost| calls.and_then(|calls| case_ratio(calls, name, of, cost));
    let (work, allocations) = (
        work as fn(&Cost) -> f64,
        (|cost| cost.allocations) as fn(&Cost) -> f64,
    );
    line(
        "decode 20 KB, of official",
        AtMost(0.40),
        case("decode/20k", Official, work),
    );
    line(
        "decode 20 KB, of serde_json derived",
        AtMost(0.65),
        case("decode/20k", Floor, work),
    );
    line(
        "call in memory, empty, of official",
        AtMost(0.60),
        case("call/empty", Official, work),
    );
    line(
        "call in memory, empty: allocations, of official",
        AtMost(0.55),
        case("call/empty", Official, allocations),
    );
    line(
        "call in memory, 20 KB, of official",
        AtMost(0.50),
        case("call/20k", Official, work),
    );
    line(
        "call in memory, 20 KB, of the floor",
        AtMost(1.0),
        case("call/20k", Floor, work),
    );
    let rate = |answer| calls.and_then(|calls| rate_ratio(calls, answer));
    line(
        "loopback, 32 at once, 20 KB: calls per second, of official",
        AtLeast(2.0),
        rate("20k"),
    );
    line(
        "loopback, 32 at once, small: calls per second, of official",
        AtLeast(1.5),
        rate("small"),
    );

    for service in results
        .compile
        .iter()
        .filter(|service| same_operations(service))
    {
        let name = &service.name;
        let of = |value: fn(&Crate) -> f64| Some(value(&service.ours) / value(&service.official));
        line(
            &format!("compile {name}: check, of official"),
            AtMost(0.35),
            of(|c| effort(c.check)),
        );
        line(
            &format!("compile {name}: dev, of official"),
            AtMost(0.35),
            of(|c| effort(c.dev)),
        );
        line(
            &format!("compile {name}: release, of official"),
            AtMost(0.35),
            of(|c| effort(c.release)),
        );
        line(
            &format!("{name}: stripped program of one operation, of official"),
            AtMost(0.85),
            of(|c| c.binary_bytes as f64),
        );
    }
    line(
        "lines per operation, on average",
        AtMost(500.0),
        lines_per_operation(results),
    );

    let generation = results.generation.as_ref();
    line(
        "generate both crates, s",
        AtMost(0.3),
        generation.map(|g| g.both_wall_s),
    );
    line(
        "generate the largest model, s",
        AtMost(2.0),
        generation.and_then(|g| Some(g.models.last()?.wall_s)),
    );
    let counted = generation.is_some_and(|g| g.counter.is_some());
    let cost = if counted { "instructions" } else { "user time" };
    let list = |numbers: [usize; 4]| numbers.map(|number| number.to_string()).join(", ");
    line(
        &format!(
            "generate {COPIED} {} times over: {cost} per shape, the most of the least",
            list(COPIES)
        ),
        AtMost(1.2),
        generation.and_then(|generation| spread(&generation.copies)),
    );
    line(
        &format!(
            "generate 1 operation of {} of {PARTED}: {cost} per shape, the most of the least",
            list(STEPS)
        ),
        AtMost(1.2),
        generation.and_then(|generation| spread(&generation.parts)),
    );
    lines
}

/// Instructions where they were counted, processor time otherwise.
pub fn work(cost: &Cost) -> f64 {
    cost.instructions.unwrap_or(cost.cpu_ns)
}

fn effort(build: super::results::Build) -> f64 {
    build.instructions.unwrap_or(build.cpu_s)
}

/// Official crates have every operation; one that has more than ours compares with nothing.
pub fn same_operations(service: &Service) -> bool {
    service.ours.operations == service.official.operations
}

fn case_ratio(calls: &Calls, name: &str, of: Who, value: fn(&Cost) -> f64) -> Option<f64> {
    let case: &Case = calls.cases.iter().find(|case| case.name == name)?;
    Some(value(case.costs.get(&Who::Ours)?) / value(case.costs.get(&of)?))
}

fn rate_ratio(calls: &Calls, answer: &str) -> Option<f64> {
    let found = calls
        .loopback
        .iter()
        .find(|loopback| loopback.answer == answer && loopback.tasks == 32)?;
    let rate = |who: Who| Some(found.rates.get(&who)?.per_second);
    Some(rate(Who::Ours)? / rate(Who::Official)?)
}

fn lines_per_operation(results: &Results) -> Option<f64> {
    let sum = |value: fn(&Crate) -> usize| {
        results
            .compile
            .iter()
            .map(|service| value(&service.ours))
            .sum::<usize>() as f64
    };
    (!results.compile.is_empty()).then(|| sum(|c| c.lines) / sum(|c| c.operations))
}

/// How evenly the cost of one model in several sizes grows: the most that a shape costs, of the least. **Nothing is taken off:**
/// what every run costs, whatever its model, counts with the shapes.
fn spread(sizes: &[Generated]) -> Option<f64> {
    let of_shape = |model: &Generated| {
        let cost = model.instructions.or(model.user_s)?;
        Some(cost / model.shapes as f64)
    };
    let costs: Option<Vec<f64>> = sizes.iter().map(of_shape).collect();
    let costs = costs?;
    let least = costs.iter().copied().min_by(f64::total_cmp)?;
    Some(costs.iter().copied().max_by(f64::total_cmp)? / least)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn find<'a>(lines: &'a [Line], what: &str) -> &'a Line {
        lines
            .iter()
            .find(|line| line.what.starts_with(what))
            .unwrap()
    }

    #[test]
    fn targets_are_held_against_what_was_measured() {
        let mut results = sample::results();
        let lines = lines(&results);
        assert_eq!(
            find(&lines, "decode 20 KB, of official").measured,
            Some(0.25)
        );
        assert_eq!(find(&lines, "decode 20 KB, of official").met(), Some(true));
        assert_eq!(
            find(&lines, "decode 20 KB, of serde_json").measured,
            Some(0.5)
        );
        assert_eq!(find(&lines, "call in memory, empty, of").met(), None);
        assert_eq!(
            find(&lines, "loopback, 32 at once, 20 KB").measured,
            Some(1.5)
        );
        assert_eq!(
            find(&lines, "loopback, 32 at once, 20 KB").met(),
            Some(false)
        );
        assert_eq!(find(&lines, "lines per operation").measured, Some(250.0));
        assert_eq!(find(&lines, "compile account: release").measured, Some(0.1));
        let growth = find(
            &lines,
            "generate lambda 1, 2, 4, 8 times over: instructions per shape",
        );
        assert_eq!(growth.measured, Some(1.25));
        assert_eq!(growth.met(), Some(false));
        let parts = find(
            &lines,
            "generate 1 operation of 8, 4, 2, 1 of iot: instructions per shape",
        );
        assert_eq!(parts.measured, Some(1.5));

        results.compile[0].official.operations += 1;
        assert!(
            !super::lines(&results)
                .iter()
                .any(|line| line.what.starts_with("compile")),
            "a crate with more operations is nothing to compare with"
        );

        let generation = results.generation.as_mut().unwrap();
        generation.counter = None;
        generation.copies[1].instructions = None;
        generation.copies[0].instructions = None;
        generation.copies[1].user_s = Some(3.2 * 1.1);
        let of_time = super::lines(&results);
        let growth = find(
            &of_time,
            "generate lambda 1, 2, 4, 8 times over: user time per shape",
        );
        assert_eq!(growth.met(), Some(true));

        results.generation.as_mut().unwrap().copies.clear();
        let without = super::lines(&results);
        assert_eq!(find(&without, "generate lambda").measured, None);
    }
}
