//! Models of a size that nobody writes by hand.

use serde_json::Value;

use super::shapes::Shapes;

/// A union of 300 members, an enum of 300 values, a structure of 500 members, and structures nested 60 deep.
pub fn model() -> Value {
    let mut shapes = Shapes::new("obstacles.large");
    let targets = [
        "smithy.api#String",
        "smithy.api#Integer",
        "smithy.api#Boolean",
        "Leaf",
        "smithy.api#Unit",
    ];
    shapes.aggregate("structure", "Leaf", &[("text", "smithy.api#String")]);
    let numbered = |count: usize, targets: &[&'static str]| -> Vec<(String, &'static str)> {
        (0..count)
            .map(|i| (format!("member{i}"), targets[i % targets.len()]))
            .collect()
    };
    let mut aggregate = |kind: &str, name: &str, members: Vec<(String, &str)>| {
        let members: Vec<(&str, &str)> = members.iter().map(|(m, t)| (m.as_str(), *t)).collect();
        shapes.aggregate(kind, name, &members);
    };
    aggregate("union", "WideUnion", numbered(300, &targets));
    aggregate("enum", "WideEnum", numbered(300, &["smithy.api#Unit"]));
    aggregate("structure", "WideStructure", numbered(500, &targets[..4]));
    shapes.list("WideUnions", "WideUnion");
    shapes.list("WideEnums", "WideEnum");

    const DEPTH: usize = 60;
    for level in 0..DEPTH {
        let below = match level + 1 {
            DEPTH => "Leaf".to_owned(),
            next => format!("Level{next}"),
        };
        let name = format!("Level{level}");
        shapes.aggregate(
            "structure",
            &name,
            &[("below", &below), ("beside", "smithy.api#String")],
        );
    }
    shapes.aggregate(
        "structure",
        "Everything",
        &[
            ("structure", "WideStructure"),
            ("unions", "WideUnions"),
            ("enums", "WideEnums"),
            ("nested", "Level0"),
        ],
    );
    shapes.operation(
        "CallEverything",
        Some("Everything"),
        Some("Everything"),
        &[],
    );
    shapes.operation(
        "CallWide",
        Some("WideStructure"),
        Some("WideStructure"),
        &[],
    );
    shapes.finish("Large")
}
