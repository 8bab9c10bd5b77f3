//! In: a model. Out: the same with protocol tests: every operation writes and reads values that have each member, each union
//! member and each enum value of what it carries, and every error is read.
//!
//! Rules: Smithy specification, "HTTP protocol compliance tests"; AWS restJson1. Operations and errors that have tests, or
//! members that do not travel in a JSON body, are left as they are.

use aws_smithy_types::base64;
use serde_json::{Map, Value, json};

/// How often a shape may stand on the way from an operation's input to a value: recursion ends there.
const REPEATS: usize = 2;

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";

/// A value, as `params` of a test has it and as it is on the wire.
type Sample = (Value, Value);

pub fn add(model: &mut Value) {
    let shapes = model["shapes"].as_object().cloned().unwrap_or_default();
    let errors: Vec<&String> = shapes
        .iter()
        .filter(|(_, shape)| !shape["traits"]["smithy.api#error"].is_null())
        .map(|(id, _)| id)
        .collect();
    for (id, shape) in &shapes {
        let mut tests = Map::new();
        if shape["type"] == "operation" {
            let http = &shape["traits"]["smithy.api#http"];
            if untested(shape, REQUESTS) && in_body(&shapes, &shape["input"]) {
                let tested = requests(&shapes, id, http, &shape["input"]);
                tests.insert(REQUESTS.to_owned(), tested);
            }
            if untested(shape, RESPONSES) && in_body(&shapes, &shape["output"]) {
                let code = http["code"].as_u64().unwrap_or(200);
                let tested = responses(&shapes, id, code, &shape["output"], json!({}));
                tests.insert(RESPONSES.to_owned(), tested);
            }
        } else if errors.contains(&id) && untested(shape, RESPONSES) {
            let headers = json!({ "X-Amzn-Errortype": name_of(id) });
            let target = json!({ "target": id });
            let code = shape["traits"]["smithy.api#httpError"]
                .as_u64()
                .unwrap_or(400);
            let tested = responses(&shapes, id, code, &target, headers);
            tests.insert(RESPONSES.to_owned(), tested);
        }
        if !tests.is_empty() {
            let shape = &mut model["shapes"][id];
            match shape["traits"].as_object_mut() {
                Some(traits) => traits.append(&mut tests),
                None => shape["traits"] = Value::Object(tests),
            }
        }
    }
}

fn untested(shape: &Value, kind: &str) -> bool {
    shape["traits"][kind].is_null()
}

fn name_of(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

/// Whether all members of the target travel in the body.
fn in_body(shapes: &Map<String, Value>, reference: &Value) -> bool {
    let target = reference["target"].as_str().unwrap_or_default();
    let members = shapes
        .get(target)
        .and_then(|shape| shape["members"].as_object());
    members.into_iter().flatten().all(|(_, member)| {
        let traits = member["traits"].as_object();
        !traits
            .into_iter()
            .flatten()
            .any(|(id, _)| id != "smithy.api#httpError" && id.starts_with("smithy.api#http"))
    })
}

/// Samples of a structure: three that are full and differ in the union members and enum values that stand alone, and an
/// empty one.
fn samples(shapes: &Map<String, Value>, reference: &Value) -> Vec<Sample> {
    let Some(id) = reference["target"]
        .as_str()
        .filter(|id| *id != "smithy.api#Unit")
    else {
        return vec![(json!({}), json!({}))];
    };
    let full = (0..3).filter_map(|pick| {
        Sampler {
            shapes,
            pick,
            path: Vec::new(),
        }
        .value(id)
    });
    let mut all: Vec<Sample> = full.collect();
    all.push((json!({}), json!({})));
    all.dedup();
    all
}

fn requests(shapes: &Map<String, Value>, id: &str, http: &Value, input: &Value) -> Value {
    let has_body = shapes
        .get(input["target"].as_str().unwrap_or_default())
        .and_then(|shape| shape["members"].as_object())
        .is_some_and(|members| !members.is_empty());
    let cases = samples(shapes, input)
        .into_iter()
        .enumerate()
        .map(|(i, (params, wire))| {
            let mut case = json!({
                "id": format!("{}Request{i}", name_of(id)),
                "protocol": "aws.protocols#restJson1",
                "method": http["method"],
                "uri": http["uri"],
                "params": params,
            });
            if has_body {
                case["body"] = wire.to_string().into();
                case["bodyMediaType"] = "application/json".into();
            } else {
                case["body"] = "".into();
            }
            case
        });
    cases.collect()
}

fn responses(
    shapes: &Map<String, Value>,
    id: &str,
    code: u64,
    output: &Value,
    headers: Value,
) -> Value {
    let cases = samples(shapes, output)
        .into_iter()
        .enumerate()
        .map(|(i, (params, wire))| {
            json!({
                "id": format!("{}Response{i}", name_of(id)),
                "protocol": "aws.protocols#restJson1",
                "code": code,
                "headers": headers,
                "params": params,
                "body": wire.to_string(),
                "bodyMediaType": "application/json",
            })
        });
    cases.collect()
}

struct Sampler<'a> {
    shapes: &'a Map<String, Value>,
    /// Which member of a union and which value of an enum to take, where there can be but one.
    pick: usize,
    path: Vec<&'a str>,
}

impl<'a> Sampler<'a> {
    /// `None` where recursion has gone far enough.
    fn value(&mut self, target: &'a str) -> Option<Sample> {
        let Some(shape) = self.shapes.get(target) else {
            return Some(self.simple(name_of(target), target));
        };
        if self.path.iter().filter(|id| **id == target).count() >= REPEATS {
            return None;
        }
        self.path.push(target);
        let sample = self.aggregate(shape);
        self.path.pop();
        sample
    }

    fn aggregate(&mut self, shape: &'a Value) -> Option<Sample> {
        let kind = shape["type"].as_str().unwrap_or_default();
        Some(match kind {
            "structure" => {
                let (mut params, mut wire) = (Map::new(), Map::new());
                for (name, member) in members(shape) {
                    if let Some((of_params, on_wire)) = self.member(member) {
                        params.insert(name.clone(), of_params);
                        wire.insert(wire_name(name, member), on_wire);
                    }
                }
                (Value::Object(params), Value::Object(wire))
            }
            "union" => {
                let variants = self.variants(shape);
                let count = variants.len();
                variants.into_iter().nth(self.pick % count.max(1))?
            }
            "enum" => {
                let values = enum_values(shape);
                let value = Value::String(values[self.pick % values.len()].clone());
                (value.clone(), value)
            }
            "list" => {
                let target = shape["member"]["target"].as_str()?;
                let elements = match self.shapes.get(target) {
                    Some(of) if of["type"] == "union" && self.may_enter(target) => {
                        self.path.push(target);
                        let variants = self.variants(of);
                        self.path.pop();
                        variants
                    }
                    Some(of) if of["type"] == "enum" => {
                        let values = enum_values(of).into_iter().map(Value::String);
                        values.map(|value| (value.clone(), value)).collect()
                    }
                    _ => self.member(&shape["member"]).into_iter().collect(),
                };
                let (params, wire): (Vec<Value>, Vec<Value>) = elements.into_iter().unzip();
                (Value::Array(params), Value::Array(wire))
            }
            "map" => {
                let (mut params, mut wire) = (Map::new(), Map::new());
                if let Some((of_params, on_wire)) = self.member(&shape["value"]) {
                    let key = self.value(shape["key"]["target"].as_str()?)?;
                    let key = key.0.as_str().unwrap_or("a \"key\" of é\n").to_owned();
                    params.insert(key.clone(), of_params);
                    wire.insert(key, on_wire);
                }
                (Value::Object(params), Value::Object(wire))
            }
            simple => {
                let name = simple[..1].to_uppercase() + &simple[1..];
                self.simple(&name, simple)
            }
        })
    }

    fn may_enter(&self, target: &str) -> bool {
        self.path.iter().filter(|id| **id == target).count() < REPEATS
    }

    fn member(&mut self, member: &'a Value) -> Option<Sample> {
        self.value(member["target"].as_str()?)
    }

    /// A value for each member of a union.
    fn variants(&mut self, shape: &'a Value) -> Vec<Sample> {
        let variants = members(shape).filter_map(|(name, member)| {
            let (params, wire) = match member["target"] == "smithy.api#Unit" {
                true => (json!({}), json!({})),
                false => self.member(member)?,
            };
            Some((
                json!({ name: params }),
                json!({ wire_name(name, member): wire }),
            ))
        });
        variants.collect()
    }

    fn simple(&self, kind: &str, target: &str) -> Sample {
        let same = |value: Value| (value.clone(), value);
        match kind {
            "Boolean" | "PrimitiveBoolean" => same(json!(true)),
            "Byte" | "Short" | "Integer" | "IntEnum" | "Long" | "PrimitiveInteger"
            | "PrimitiveLong" => same(json!(7)),
            "Float" | "Double" => same(json!(1.5)),
            "Timestamp" => same(json!(1_700_000_000)),
            "Document" => same(json!({ "a": [1, null, "b"] })),
            "Blob" => (json!("bytes"), json!(base64::encode("bytes"))),
            _ if target.starts_with("smithy.api#") || kind == "String" => {
                same(json!(format!("é \"{}\" \\ \u{1}", name_of(target))))
            }
            other => panic!("no sample for {other}"),
        }
    }
}

fn members(shape: &Value) -> impl Iterator<Item = (&String, &Value)> {
    shape["members"].as_object().into_iter().flatten()
}

fn wire_name(name: &str, member: &Value) -> String {
    let wire = member["traits"]["smithy.api#jsonName"].as_str();
    wire.unwrap_or(name).to_owned()
}

fn enum_values(shape: &Value) -> Vec<String> {
    let value = |(name, member): (&String, &Value)| {
        let value = member["traits"]["smithy.api#enumValue"].as_str();
        value.unwrap_or(name).to_owned()
    };
    members(shape).map(value).collect()
}
