//! Plots: bars side by side, as SVG. In: groups of values; out: the text of the picture. The same values give the same bytes.

use askama::Template;

use super::results::{Case, Loopback, Results, Service, Who};

/// Distances in the picture, in pixels.
const BAR: f64 = 14.0;
const GAP: f64 = 12.0;
const TOP: f64 = 56.0;
const LEFT: f64 = 190.0;
const WIDTH: f64 = 760.0;
const RIGHT: f64 = 130.0;

/// Values of one row of the picture, such as one case.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    label: String,
    /// The value as part of the official crate's, and as it is written beside the bar.
    bars: Vec<(Who, f64, String)>,
}

#[derive(Template)]
#[template(path = "plot.svg")]
struct Picture {
    title: String,
    width: f64,
    height: f64,
    /// Where the official crate's value ends.
    one: f64,
    bottom: f64,
    left: f64,
    labels: Vec<Label>,
    bars: Vec<Bar>,
    legend: Vec<Key>,
}

struct Label {
    y: f64,
    text: String,
}

struct Bar {
    y: f64,
    width: f64,
    end: f64,
    color: &'static str,
    text: String,
}

struct Key {
    x: f64,
    color: &'static str,
    text: &'static str,
}

fn color(who: Who) -> &'static str {
    match who {
        Who::Ours => "#1b7f5c",
        Who::Official => "#b5651d",
        Who::Floor => "#7a7f87",
    }
}

/// What calls cost; nothing if that was not measured.
pub fn calls(results: &Results) -> askama::Result<Option<String>> {
    let Some(calls) = &results.calls else {
        return Ok(None);
    };
    let mut groups: Vec<_> = calls.cases.iter().filter_map(of_case).collect();
    groups.extend(calls.loopback.iter().filter_map(of_loopback));
    let unit = match &calls.counter {
        Some(_) => "instructions; loopback: processor time",
        None => "processor time",
    };
    picture(
        &format!("One call, the official crate = 1 ({unit})"),
        &groups,
    )
    .map(Some)
}

fn of_case(case: &Case) -> Option<Group> {
    let value = |who: Who| {
        let cost = case.costs.get(&who)?;
        Some(cost.instructions.unwrap_or(cost.cpu_ns))
    };
    group(&case.name, &Who::ALL, value)
}

fn of_loopback(loopback: &Loopback) -> Option<Group> {
    let label = format!("loopback/{}, {} at once", loopback.answer, loopback.tasks);
    group(&label, &Who::ALL, |who| {
        Some(loopback.rates.get(&who)?.cpu_ns)
    })
}

/// What compiling costs; nothing if that was not measured.
pub fn compile(results: &Results) -> askama::Result<Option<String>> {
    let groups: Vec<_> = results.compile.iter().flat_map(of_service).collect();
    if groups.is_empty() {
        return Ok(None);
    }
    picture(
        "Compiling a crate, the official one = 1 (processor time)",
        &groups,
    )
    .map(Some)
}

fn of_service(service: &Service) -> Vec<Group> {
    let of = |who: Who| match who {
        Who::Ours => Some(&service.ours),
        Who::Official => Some(&service.official),
        Who::Floor => None,
    };
    let both = [Who::Ours, Who::Official];
    let rows = [
        group(&format!("{}: check", service.name), &both, |who| {
            Some(of(who)?.check.cpu_s)
        }),
        group(&format!("{}: dev", service.name), &both, |who| {
            Some(of(who)?.dev.cpu_s)
        }),
        group(&format!("{}: release", service.name), &both, |who| {
            Some(of(who)?.release.cpu_s)
        }),
    ];
    rows.into_iter().flatten().collect()
}

/// Nothing without a value of the official crate to compare with.
fn group(label: &str, whose: &[Who], value: impl Fn(Who) -> Option<f64>) -> Option<Group> {
    let official = value(Who::Official).filter(|value| *value > 0.0)?;
    let bars = whose
        .iter()
        .filter_map(|who| {
            let ratio = value(*who)? / official;
            Some((*who, ratio, format!("{} {ratio:.2}", who.name())))
        })
        .collect();
    Some(Group {
        label: label.to_owned(),
        bars,
    })
}

fn picture(title: &str, groups: &[Group]) -> askama::Result<String> {
    let bars = || groups.iter().flat_map(|group| &group.bars);
    let largest = bars().map(|(_, ratio, _)| *ratio).fold(1.0, f64::max);
    let scale = (WIDTH - LEFT - RIGHT) / largest;
    let (mut labels, mut drawn) = (Vec::new(), Vec::new());
    let mut y = TOP;
    for group in groups {
        let begin = y;
        for (who, ratio, text) in &group.bars {
            let width = ratio * scale;
            drawn.push(Bar {
                y,
                width,
                end: LEFT + width + 6.0,
                color: color(*who),
                text: text.clone(),
            });
            y += BAR;
        }
        labels.push(Label {
            y: f64::midpoint(begin, y),
            text: group.label.clone(),
        });
        y += GAP;
    }
    let mut legend = Vec::new();
    let mut x = LEFT;
    for who in Who::ALL {
        if bars().any(|(found, _, _)| *found == who) {
            legend.push(Key {
                x,
                color: color(who),
                text: who.name(),
            });
            x += 100.0;
        }
    }
    Picture {
        title: title.to_owned(),
        width: WIDTH,
        height: y + GAP,
        one: LEFT + scale,
        bottom: y,
        left: LEFT,
        labels,
        bars: drawn,
        legend,
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_values() {
        let groups = [Group {
            label: "a < b".to_owned(),
            bars: vec![
                (Who::Ours, 0.5, "ours 0.50".to_owned()),
                (Who::Official, 1.0, "official 1.00".to_owned()),
            ],
        }];
        let svg = picture("title", &groups).unwrap();
        assert!(svg.contains("a &#60; b"), "texts are escaped: {svg}");
        let full = WIDTH - LEFT - RIGHT;
        for length in [full / 2.0, full] {
            assert!(
                svg.contains(&format!("width=\"{length:.1}\"")),
                "{length}: {svg}"
            );
        }
        assert!(
            !svg.contains("floor"),
            "what has no bar is not in the legend"
        );
    }

    #[test]
    fn every_part_has_its_picture() {
        assert_eq!(calls(&Results::default()).unwrap(), None);
        assert_eq!(compile(&Results::default()).unwrap(), None);
        let results = sample::results();
        let svg = calls(&results).unwrap().unwrap();
        assert!(
            svg.contains("decode/20k") && svg.contains("ours 0.25"),
            "{svg}"
        );
        let svg = compile(&results).unwrap().unwrap();
        assert!(
            svg.contains("account: release") && svg.contains("ours 0.10"),
            "{svg}"
        );
    }
}
