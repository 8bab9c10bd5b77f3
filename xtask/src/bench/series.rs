//! One model in several sizes, to see how cost grows with size. In: a model; out: larger models, or parts of it.
//!
//! Copies are made of the same things as the model, so that they differ in size alone. Parts are not: an eighth of iot's
//! operations reaches more than a fifth of its shapes, since operations share many.

use std::collections::BTreeSet;

use anyhow::Context;
use serde_json::{Map, Value, json};

/// The model with `count` copies of each shape but the service, which has the operations and resources of all of them.
///
/// Copies differ in what has to differ in one service: ids, URIs, and names of waiters.
pub fn copies(model: &Value, count: usize) -> anyhow::Result<Value> {
    let (service_id, service) = service(model)?;
    let shapes = || {
        let all = model["shapes"].as_object().into_iter().flatten();
        all.filter(|(id, _)| *id != service_id)
    };
    let ids: BTreeSet<&str> = shapes().map(|(id, _)| id.as_str()).collect();
    let mut all = Map::new();
    let mut service_of_all = service.clone();
    for number in 0..count {
        let copy = Copy { ids: &ids, number };
        all.extend(shapes().map(|(id, shape)| (copy.text(id), copy.shape(shape))));
        for bound in ["operations", "resources"] {
            if let (Some(Value::Array(of_all)), Some(Value::Array(originals))) =
                (service_of_all.get_mut(bound), service.get(bound))
                && number > 0
            {
                of_all.extend(originals.iter().map(|original| copy.value(original)));
            }
        }
    }
    all.insert(service_id.clone(), service_of_all);
    let mut model = model.clone();
    model["shapes"] = Value::Object(all);
    Ok(model)
}

/// The names of every `step`th of the operations that the service lists, as `--operations` takes them.
pub fn operations(model: &Value, step: usize) -> anyhow::Result<String> {
    let (_, service) = service(model)?;
    let listed = service.get("operations").and_then(Value::as_array);
    let ids = listed.into_iter().flatten().step_by(step.max(1));
    let names = ids.filter_map(|operation| Some(operation["target"].as_str()?.split_once('#')?.1));
    Ok(names.collect::<Vec<_>>().join(","))
}

fn service(model: &Value) -> anyhow::Result<(&String, &Value)> {
    let mut shapes = model["shapes"].as_object().into_iter().flatten();
    shapes
        .find(|(_, shape)| shape["type"] == "service")
        .context("the model has no service")
}

/// One copy; the one with number 0 is the original.
struct Copy<'a> {
    ids: &'a BTreeSet<&'a str>,
    number: usize,
}

impl Copy<'_> {
    fn shape(&self, shape: &Value) -> Value {
        let mut shape = self.value(shape);
        if let Some(uri) = shape.pointer_mut("/traits/smithy.api#http/uri")
            && self.number > 0
        {
            let original = uri.as_str().unwrap_or_default();
            *uri = json!(format!("/copy{}{original}", self.number));
        }
        if let Some(Value::Object(waiters)) = shape.pointer_mut("/traits/smithy.waiters#waitable") {
            let renamed = std::mem::take(waiters).into_iter();
            waiters.extend(renamed.map(|(name, waiter)| (self.name(&name), waiter)));
        }
        shape
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => {
                let members = members.iter();
                let copied = members.map(|(key, value)| (self.text(key), self.value(value)));
                Value::Object(copied.collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    /// An id of a shape or of a member becomes that of the copy; what is neither stays.
    fn text(&self, text: &str) -> String {
        let (shape, member) = match text.split_once('$') {
            Some((shape, member)) => (shape, Some(member)),
            None => (text, None),
        };
        if !self.ids.contains(shape) {
            return text.to_owned();
        }
        let shape = self.name(shape);
        member.map_or(shape.clone(), |member| format!("{shape}${member}"))
    }

    fn name(&self, name: &str) -> String {
        match self.number {
            0 => name.to_owned(),
            number => format!("{name}Copy{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use codegen::generate::{From, Outcome, Request, generate};
    use codegen::settings::Settings;

    use super::*;

    /// An operation with all that may be there only once in a service.
    fn model() -> Value {
        json!({
            "smithy": "2.0",
            "shapes": {
                "example#Parcels": {
                    "type": "service",
                    "version": "2026-01-01",
                    "operations": [{"target": "example#GetParcel"}],
                    "traits": {
                        "aws.protocols#restJson1": {},
                        "aws.auth#sigv4": {"name": "parcels"},
                        "aws.api#service": {"sdkId": "Parcels"}
                    }
                },
                "example#GetParcel": {
                    "type": "operation",
                    "input": {"target": "example#GetParcelInput"},
                    "output": {"target": "example#GetParcelOutput"},
                    "errors": [{"target": "example#Lost"}],
                    "traits": {
                        "smithy.api#http": {"method": "GET", "uri": "/parcels/{id}"},
                        "smithy.api#readonly": {},
                        "smithy.waiters#waitable": {
                            "ParcelArrived": {"acceptors": [{"state": "success", "matcher": {"success": true}}]}
                        }
                    }
                },
                "example#GetParcelInput": {
                    "type": "structure",
                    "members": {
                        "id": {
                            "target": "smithy.api#String",
                            "traits": {"smithy.api#required": {}, "smithy.api#httpLabel": {}}
                        }
                    },
                    "traits": {"smithy.api#input": {}}
                },
                "example#GetParcelOutput": {
                    "type": "structure",
                    "members": {"state": {"target": "example#State"}},
                    "traits": {"smithy.api#output": {}}
                },
                "example#State": {
                    "type": "enum",
                    "members": {"HERE": {"target": "smithy.api#Unit"}, "GONE": {"target": "smithy.api#Unit"}}
                },
                "example#Lost": {
                    "type": "structure",
                    "members": {},
                    "traits": {"smithy.api#error": "client"}
                }
            }
        })
    }

    fn generated(model: &Value) -> Outcome {
        let outcome = generate(&Request {
            from: From::Texts {
                model: vec![("model.json".into(), model.to_string())],
                settings: Settings::default(),
            },
            command: String::new(),
        });
        let said = outcome.diagnostics.render(&outcome.sources, false);
        assert!(outcome.files.is_some(), "{said}");
        outcome
    }

    #[test]
    fn copies_are_generated_side_by_side() {
        let once = generated(&model()).report;
        let three = copies(&model(), 3).unwrap();
        let uri = "/shapes/example#GetParcelCopy2/traits/smithy.api#http/uri";
        let uri = three.pointer(uri).and_then(Value::as_str);
        assert_eq!(uri, Some("/copy2/parcels/{id}"));
        let outcome = generated(&three);
        assert_eq!(once.operations, 1);
        assert_eq!(outcome.report.operations, 3);
        // The shapes of the model above without the service; `smithy.api#String` is there once, too.
        assert_eq!(outcome.report.shapes - once.shapes, 2 * 5);
        let files = outcome.files.unwrap();
        for path in [
            "src/types/_state_copy2.rs",
            "src/waiters/parcel_arrived_copy1.rs",
        ] {
            assert!(files.iter().any(|file| file.path == path), "{path}");
        }
    }

    #[test]
    fn one_copy_is_the_model() {
        let copied = copies(&model(), 1).unwrap();
        assert_eq!(copied, model());
        assert!(copies(&json!({"shapes": {}}), 2).is_err());
    }

    #[test]
    fn part_has_every_nth_operation() {
        let five = copies(&model(), 5).unwrap();
        assert_eq!(
            operations(&five, 2).unwrap(),
            "GetParcel,GetParcelCopy2,GetParcelCopy4"
        );
        assert_eq!(operations(&model(), 8).unwrap(), "GetParcel");
    }
}
