//! Holds the models to what they were transcribed from: the API change pages and the tables of facts, both in `../shared`
//! beside the repository (a test that needs them says so and passes where they are not), and to our own rules.

mod descriptions;
mod model;
mod pages;
mod table;
mod words;

use std::collections::BTreeSet;

use model::{Model, SERVICES, members, object, traits};
use serde_json::Value;

/// What the models have and the tables have not: folder, shape, trait, reason.
const OURS: [(&str, &str, &str, &str); 7] = [
    (
        "devops-agent",
        "DevOpsAgent",
        "smithy.api#title",
        "of the page, which has it as its own title",
    ),
    (
        "devops-agent",
        "DevOpsAgent",
        "smithy.rules#endpointRuleSet",
        "written after the facts on endpoints",
    ),
    (
        "devops-agent",
        "DevOpsAgent",
        "smithy.rules#endpointTests",
        "one case per rule",
    ),
    (
        "devops-agent",
        "ListRecommendations",
        "smithy.api#paginated",
        "the page documents nextToken and limit",
    ),
    (
        "agentcore-payments",
        "AmazonBedrockAgentCore",
        "smithy.api#title",
        "of the page, which has it as its own title",
    ),
    (
        "agentcore-payments",
        "AmazonBedrockAgentCore",
        "smithy.rules#endpointRuleSet",
        "written after the facts on endpoints",
    ),
    (
        "agentcore-payments",
        "AmazonBedrockAgentCore",
        "smithy.rules#endpointTests",
        "one case per rule",
    ),
];

/// Fails with all problems at once.
fn report(problems: Vec<String>) {
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

fn service_id(model: &Model) -> &str {
    let services = model
        .shapes
        .iter()
        .filter(|(_, shape)| shape["type"] == "service");
    let ids: Vec<&str> = services.map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids.len(), 1, "one service per model");
    ids[0]
}

#[test]
fn tables_and_models_say_the_same() {
    let mut problems = Vec::new();
    for service in &SERVICES {
        let Some(text) = service.table() else { return };
        let model = service.model();
        let namespace = service_id(&model).split('#').next().unwrap_or_default();
        let table = table::of_table(&text, namespace);
        let mut ours = table::of_model(&model);
        for (_, shape, name, reason) in OURS.iter().filter(|o| o.0 == service.folder) {
            let removed = ours.get_mut(*shape).and_then(|said| said.remove(*name));
            if removed.is_none() {
                problems.push(format!(
                    "{shape}: no {name}, so OURS need not say: {reason}"
                ));
            }
        }
        // The tables leave out the traits that set inputs and outputs apart; existing programs know that they are there,
        // because members of an input are all optional to them.
        for (place, name) in table::inputs_and_outputs(&model) {
            if ours
                .get_mut(&place)
                .and_then(|said| said.remove(name))
                .is_none()
            {
                problems.push(format!("{}: {place} has no {name}", service.folder));
            }
        }
        let places: BTreeSet<&String> = table.keys().chain(ours.keys()).collect();
        for place in places {
            let (Some(theirs), Some(ours)) = (table.get(place), ours.get(place)) else {
                let only = if table.contains_key(place) {
                    "table"
                } else {
                    "model"
                };
                problems.push(format!("{}: {place} is only in the {only}", service.folder));
                continue;
            };
            let facts: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
            for fact in facts
                .into_iter()
                .filter(|fact| theirs.get(*fact) != ours.get(*fact))
            {
                let show =
                    |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
                let (theirs, ours) = (show(theirs.get(fact)), show(ours.get(fact)));
                problems.push(format!(
                    "{}: {place}: {fact}: table {theirs}, model {ours}",
                    service.folder
                ));
            }
        }
    }
    report(problems);
}

#[test]
fn each_file_holds_its_own_part() {
    const TRANSCRIBED: [&str; 3] = [
        "smithy.api#documentation",
        "smithy.api#required",
        "smithy.api#enumValue",
    ];
    let mut problems = Vec::new();
    for service in &SERVICES {
        for (id, shape) in object(&service.json("shapes.json")["shapes"]) {
            let described = members(shape)
                .into_iter()
                .map(|(_, member)| member)
                .chain([shape]);
            let bindings = described
                .flat_map(traits)
                .filter(|(name, _)| !TRANSCRIBED.contains(&name.as_str()));
            problems.extend(
                bindings
                    .map(|(name, _)| format!("shapes.json: {id} has {name}, which no page says")),
            );
            if shape["type"] == "apply" {
                problems.push(format!("shapes.json: apply {id}"));
            }
        }
        for (id, statement) in object(&service.json("bindings.json")["shapes"]) {
            if statement["type"] != "apply" {
                problems.push(format!("bindings.json: {id} is a definition"));
            }
            let transcribed =
                traits(statement).filter(|(name, _)| TRANSCRIBED.contains(&name.as_str()));
            problems.extend(
                transcribed
                    .map(|(name, _)| format!("bindings.json: {id} has {name}, which pages say")),
            );
        }
    }
    report(problems);
}

#[test]
fn files_are_written_in_one_way() {
    for service in &SERVICES {
        for file in ["shapes.json", "bindings.json"] {
            let text = serde_json::to_string_pretty(&service.json(file)).expect("JSON") + "\n";
            assert!(
                service.read(file) == text,
                "models/{}/{file} is not indented by two blanks",
                service.folder
            );
        }
    }
}

#[test]
fn all_operations_are_chosen() {
    for service in &SERVICES {
        let model = service.model();
        let id = service_id(&model);
        let settings = service.read("service.toml");
        assert!(
            settings.contains(&format!("service = \"{id}\"")),
            "{}: service",
            service.folder
        );
        let (_, chosen) = settings
            .split_once("operations = [")
            .expect("a list of operations");
        let (chosen, _) = chosen.split_once(']').expect("the end of the list");
        let chosen: BTreeSet<&str> = chosen.split('"').skip(1).step_by(2).collect();
        let operations = model
            .shapes
            .iter()
            .filter(|(_, shape)| shape["type"] == "operation");
        let all: BTreeSet<&str> = operations
            .filter_map(|(id, _)| id.rsplit('#').next())
            .collect();
        assert_eq!(chosen, all, "{}: operations", service.folder);
    }
}
