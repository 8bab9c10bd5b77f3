//! In: a model file. Out: its services with the endpoint plan and the endpoint tests of each.

use std::path::Path;
use std::rc::Rc;

use codegen::ast::{Node, Value};
use codegen::diagnostics::{Diagnostics, Sources};
use codegen::endpoint_rules::{self, EndpointPlan};
use codegen::model::Model;
use codegen::model::traits::{ClientContextParam, ContextParamKind};

use super::operations::OperationInput;

pub struct Service {
    /// File and shape: `lambda_aws_gir_api_service`.
    pub name: String,
    /// Of our fixtures, whose operations are called as well.
    pub model: Option<Rc<Model>>,
    pub plan: EndpointPlan,
    pub cases: Vec<Case>,
}

#[derive(Clone)]
pub struct Case {
    pub documentation: String,
    /// By names of the model.
    pub params: Vec<(String, Node)>,
    pub operation_inputs: Vec<OperationInput>,
    pub expect: Expect,
}

#[derive(Clone)]
pub enum Expect {
    Error(String),
    Endpoint {
        url: String,
        headers: Vec<(String, Vec<String>)>,
        /// Canonical JSON: see [`json`].
        properties: String,
    },
}

/// The services of a file that have a rule set. Panics, with the findings, if one does not compile.
pub fn services(file: &Path) -> Vec<Service> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let id = sources.add(file, text.as_str());
    let root = codegen::ast::parse(id, &text, &mut diagnostics).expect("a JSON file");
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let mut services = Vec::new();
    for shape in root
        .get("shapes")
        .and_then(Node::as_object)
        .expect("a model")
    {
        let trait_of = |name| shape.value.get("traits")?.get(name);
        let Some(rule_set) = trait_of("smithy.rules#endpointRuleSet") else {
            continue;
        };
        let client_context = trait_of("smithy.rules#clientContextParams")
            .map(client_context)
            .unwrap_or_default();
        let plan = endpoint_rules::compile(&shape.key, rule_set, &client_context, &mut diagnostics);
        let plan = plan.unwrap_or_else(|| panic!("{}: {:#?}", file.display(), diagnostics.list));
        assert!(
            diagnostics.list.is_empty(),
            "{}: {:#?}",
            file.display(),
            diagnostics.list
        );
        let tests = trait_of("smithy.rules#endpointTests").and_then(|node| node.get("testCases"));
        let tests = tests.and_then(Node::as_array).unwrap_or_default();
        let shape_name = shape.key.split('#').nth(1).unwrap_or_default();
        let name = format!("{stem}_{shape_name}")
            .to_lowercase()
            .replace('-', "_");
        let cases: Vec<Case> = tests.iter().map(case).collect();
        let has_operations = cases.iter().any(|case| !case.operation_inputs.is_empty());
        let model =
            has_operations.then(|| codegen::model::load(vec![root.clone()], &mut diagnostics));
        assert!(diagnostics.list.is_empty(), "{:#?}", diagnostics.list);
        services.push(Service {
            name,
            model: model.flatten().map(Rc::new),
            plan,
            cases,
        });
    }
    services
}

fn client_context(node: &Node) -> Vec<ClientContextParam> {
    let params = node
        .as_object()
        .unwrap()
        .iter()
        .map(|entry| ClientContextParam {
            name: entry.key.clone(),
            kind: match entry.value.get("type").and_then(Node::as_str) {
                Some("boolean") => ContextParamKind::Boolean,
                Some("stringArray") => ContextParamKind::StringArray,
                _ => ContextParamKind::String,
            },
            documentation: None,
        });
    params.collect()
}

fn case(node: &Node) -> Case {
    let members = |node: Option<&Node>| -> Vec<(String, Node)> {
        let entries = node.and_then(Node::as_object).unwrap_or_default();
        entries
            .iter()
            .map(|entry| (entry.key.to_string(), entry.value.clone()))
            .collect()
    };
    let expect = node.get("expect").expect("an expectation");
    let expect = match (expect.get("error"), expect.get("endpoint")) {
        (Some(error), None) => Expect::Error(error.as_str().unwrap().to_owned()),
        (None, Some(endpoint)) => Expect::Endpoint {
            url: endpoint.get("url").unwrap().as_str().unwrap().to_owned(),
            headers: members(endpoint.get("headers"))
                .into_iter()
                .map(|(name, values)| {
                    let values = values.as_array().unwrap().iter();
                    (
                        name,
                        values
                            .map(|value| value.as_str().unwrap().to_owned())
                            .collect(),
                    )
                })
                .collect(),
            properties: endpoint.get("properties").map_or("{}".to_owned(), json),
        },
        _ => panic!("neither error nor endpoint: {expect:?}"),
    };
    let inputs = node
        .get("operationInputs")
        .and_then(Node::as_array)
        .unwrap_or_default();
    Case {
        documentation: node
            .get("documentation")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned(),
        params: members(node.get("params")),
        operation_inputs: inputs
            .iter()
            .map(|input| OperationInput {
                operation: input
                    .get("operationName")
                    .and_then(Node::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                params: input.get("operationParams").cloned(),
                built_ins: members(input.get("builtInParams")),
                client: members(input.get("clientParams")),
            })
            .collect(),
        expect,
    }
}

/// JSON without spaces and with sorted keys; the harness writes documents in the same form.
pub fn json(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(value) => format!("{value:?}"),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(","))
        }
        Value::Object(entries) => {
            let mut members: Vec<String> = entries
                .iter()
                .map(|entry| format!("{:?}:{}", entry.key, json(&entry.value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
    }
}
