//! The differences that we want, each with its reason. **One that is no longer seen has to go from the list**, and one that
//! is not on the list fails the test.

use serde_json::Value;

use crate::compare::{Difference, NOTHING};

struct Wanted {
    reason: &'static str,
    holds: fn(&Difference) -> bool,
}

const WANTED: &[Wanted] = &[
    Wanted {
        reason: "32-bit floats go out as they are written: 0.1, not 0.10000000149011612",
        holds: |d| {
            d.place.contains("request: InvokeHarness/") && same_but_for_floats(&d.official, &d.ours)
        },
    },
    Wanted {
        reason: "a missing required member of an input fails before anything is sent, and the text names the operation",
        holds: |d| {
            let called = d.place.contains(": without/") || d.place.contains("/without/");
            let failed = d.ours == "Unhandled code None, message None";
            called && (d.official == NOTHING || d.ours == NOTHING || failed || is_text(d))
        },
    },
    Wanted {
        reason: "errors of builders say which structure requires the member, not twice that it is missing",
        holds: |d| {
            let missing = |text: &str| text.split_once(" was missing: ").map(|(m, _)| m.to_owned());
            let official = d.official.replace("r#", "");
            missing(&official).is_some() && missing(&official) == missing(&d.ours)
        },
    },
    Wanted {
        reason: "errors speak: their text has the operation, the code, the message and the request id",
        holds: |d| !d.place.contains("without/") && is_text(d),
    },
    Wanted {
        reason: "errors of endpoint rules say what to do; the rules and their order are the same",
        holds: |d| {
            let place = d.place.contains(": endpoint of ") || d.place.contains(": dual stack: ");
            place
                && [
                    "Invalid Configuration: ",
                    "invalid value for field: `region`",
                ]
                .iter()
                .any(|start| d.official.starts_with(start))
        },
    },
    Wanted {
        reason: "partition data is of the models' date: us-iso partitions had no dual stack then",
        holds: |d| {
            d.place.contains("dual stack: us-iso-east-1") && d.official.ends_with(".api.aws.ic.gov")
        },
    },
    Wanted {
        reason: "an error answer that is not JSON keeps the code of its header, so that throttling is repeated",
        holds: |d| {
            d.place.contains(": error/not-json ")
                && d.official.contains("code None")
                && d.ours.contains(r#"Some("ThrottlingException")"#)
        },
    },
    Wanted {
        reason: "429 without a code is throttling, and repeated",
        holds: |d| {
            d.place.contains("request: ")
                && d.place.ends_with("/error/no-body")
                && d.official == NOTHING
        },
    },
    Wanted {
        reason: "exceptions of an event stream have their code",
        holds: |d| {
            let place = d.place.contains(": InvokeHarness: ") || d.place.contains(": walk: full/");
            place && d.official.contains("None") && d.ours.contains(r#"Some(""#)
        },
    },
    Wanted {
        reason: "tokens that the client makes are version-4 UUIDs, in their variant bits too",
        holds: |d| {
            d.place.contains(": tokens: made/") && d.ours == "xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx"
        },
    },
    Wanted {
        reason: "the official crate is of a later model, in which the role is optional",
        holds: |d| {
            d.place
                .ends_with("SigV4AuthorizationConfig: without role_arn")
                || d.place.ends_with("McpServerSigV4Details: without role_arn")
        },
    },
    Wanted {
        reason: "the official crate is of a later model, in which the operation has the error",
        holds: |d| {
            d.place.ends_with(": error/type-in-body crate error")
                && d.ours
                    .starts_with(r#"Unhandled code Some("ResourceNotFoundException")"#)
        },
    },
];

/// Texts for people.
fn is_text(d: &Difference) -> bool {
    let text = d.place.ends_with("Display")
        || d.place.ends_with("DisplayErrorContext")
        || d.place.ends_with(" result")
        || d.place.ends_with("config: seen");
    // A text stands against a text; in front of some is the code, which is the same.
    let code = |text: &str| text.split(' ').next().map(str::to_owned);
    let same_code = d.place.contains("Display") || code(&d.official) == code(&d.ours);
    text && d.official != NOTHING && d.ours != NOTHING && same_code
}

/// The bodies of two requests are the same once their numbers are 32-bit floats, and so is all before them.
fn same_but_for_floats(official: &str, ours: &str) -> bool {
    let parts = |request: &str| -> Option<(String, Value)> {
        let (head, body) = request.split_once("} JSON ")?;
        let head = head
            .split("; ")
            .filter(|part| !part.contains("content-length: "));
        let head = head.collect::<Vec<_>>().join("; ");
        Some((head, rounded(serde_json::from_str(body).ok()?)))
    };
    parts(official).is_some() && parts(official) == parts(ours)
}

fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.as_f64().unwrap_or_default() as f32),
        Value::Array(items) => items.into_iter().map(rounded).collect(),
        Value::Object(entries) => entries.into_iter().map(|(k, v)| (k, rounded(v))).collect(),
        other => other,
    }
}

pub fn check(differences: &[Difference]) {
    let mut problems = Vec::new();
    for wanted in WANTED {
        if !differences.iter().any(|d| (wanted.holds)(d)) {
            problems.push(format!(
                "no longer seen, take it off the list: {}",
                wanted.reason
            ));
        }
    }
    for difference in differences {
        if !WANTED.iter().any(|wanted| (wanted.holds)(difference)) {
            let Difference {
                place,
                official,
                ours,
            } = difference;
            problems.push(format!(
                "{place}\n  official: {official}\n  ours:     {ours}"
            ));
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}
