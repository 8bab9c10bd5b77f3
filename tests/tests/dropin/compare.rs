//! In: what two programs printed, and what the server heard of them. Out: every difference.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::Service;
use crate::programs::Run;
use crate::server::Request;

/// Stands for what only one of the two has.
pub const NOTHING: &str = "(nothing)";

/// A difference between the official crate and ours.
#[derive(Clone, Debug)]
pub struct Difference {
    /// `devops_agent: ListServices: full/0 output`: the service, the place and what was printed there; for requests
    /// `devops_agent: request: ListServices/full/0`.
    pub place: String,
    pub official: String,
    pub ours: String,
}

pub fn differences(service: &Service, official: &Run, ours: &Run) -> Vec<Difference> {
    let mut out = Vec::new();
    let (a, b) = (by_place(&official.lines), by_place(&ours.lines));
    assert!(
        a.len() > 1000,
        "{}: only {} places",
        service.program,
        a.len()
    );
    compare(service, a, b, &mut out);
    let requests = |run: &Run| {
        let heard = run.heard.iter();
        heard
            .map(|(key, requests)| {
                (
                    format!("request: {key}"),
                    requests.iter().map(request).collect(),
                )
            })
            .collect()
    };
    compare(service, requests(official), requests(ours), &mut out);
    out
}

/// Values by the place and what they were printed for.
fn by_place(lines: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut out = BTreeMap::<String, Vec<String>>::new();
    for line in lines {
        let [place, what, value] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
            panic!("{line:?} is not what `support::line` prints");
        };
        out.entry(format!("{place}: {what}"))
            .or_default()
            .push(value.to_owned());
    }
    out
}

fn compare(
    service: &Service,
    official: BTreeMap<String, Vec<String>>,
    ours: BTreeMap<String, Vec<String>>,
    out: &mut Vec<Difference>,
) {
    let mut places: Vec<&String> = official.keys().chain(ours.keys()).collect();
    places.sort();
    places.dedup();
    for place in places {
        let none = Vec::new();
        let (a, b) = (
            official.get(place).unwrap_or(&none),
            ours.get(place).unwrap_or(&none),
        );
        for index in 0..a.len().max(b.len()) {
            let of = |side: &[String]| side.get(index).map_or(NOTHING.to_owned(), Clone::clone);
            if a.get(index) != b.get(index) {
                out.push(Difference {
                    place: format!("{}: {place}", service.program),
                    official: of(a),
                    ours: of(b),
                });
            }
        }
    }
}

/// A request as text, without what differs from call to call.
fn request(request: &Request) -> String {
    let mut headers: Vec<String> = request
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            format!("{name}: {}", header(name.as_str(), &value))
        })
        .collect();
    headers.sort();
    let body = match serde_json::from_slice::<Value>(&request.body) {
        Ok(json) => format!("JSON {}", sorted(json)),
        Err(_) => format!("{:?}", request.body),
    };
    format!(
        "{} {} {{{}}} {body}",
        request.method,
        request.target,
        headers.join("; ")
    )
}

/// Values that differ from call to call become `…`.
fn header(name: &str, value: &str) -> String {
    match name {
        "amz-sdk-invocation-id" | "x-amz-date" => "…".to_owned(),
        "authorization" => {
            let signed = value
                .split_once("SignedHeaders=")
                .map_or(value, |(_, rest)| rest);
            signed
                .split_once(", Signature=")
                .map_or(signed, |(signed, _)| signed)
                .to_owned()
        }
        // They have the version of the crate.
        "user-agent" | "x-amz-user-agent" => {
            let words = value
                .split(' ')
                .map(|word| match word.strip_prefix("api/") {
                    Some(api) => format!("api/{}", api.split('/').next().unwrap_or_default()),
                    None => word.to_owned(),
                });
            words.collect::<Vec<_>>().join(" ")
        }
        "host" => value
            .rsplit_once(':')
            .map_or(value, |(host, _)| host)
            .to_owned(),
        "amz-sdk-request" => {
            let parts = value.split("; ").filter(|part| !part.starts_with("ttl="));
            parts.collect::<Vec<_>>().join("; ")
        }
        _ => value.to_owned(),
    }
}

/// Tokens that the client makes differ from call to call; those of the programs are mostly zeros.
fn still(key: &str, value: Value) -> Value {
    let made = |text: &str| text.len() == 36 && !text.starts_with("00000000-");
    match value.as_str() {
        Some(text) if key == "clientToken" && made(text) => "…".into(),
        _ => value,
    }
}

/// The same JSON with the keys of its objects in order.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let entries: BTreeMap<_, _> = entries
                .into_iter()
                .map(|(key, value)| (key.clone(), still(&key, sorted(value))))
                .collect();
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
