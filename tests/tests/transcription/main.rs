//! Holds the models to what they were transcribed from: the API change pages and the tables of facts, both in `../shared`
//! beside the repository (a test that needs them says so and passes where they are not), and to our own rules.

mod model;
mod table;
mod words;

use std::collections::{BTreeSet, VecDeque};

use codegen::ast::FileId;
use codegen::transcribe::node::{Kind, Member, Members, Node};
use codegen::transcribe::page;
use model::{Model, SERVICES, documentation, has_trait, members, object, target, traits};
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

/// Compares one tree of a page with shapes of a model.
struct Comparison<'a> {
    model: &'a Model,
    /// Whether members that are required are marked: only in requests.
    request: bool,
    seen: BTreeSet<String>,
    problems: Vec<String>,
}

impl Comparison<'_> {
    fn members(&mut self, on_page: &[Member], listed: bool, shape: &str, path: &str) {
        self.seen.insert(shape.to_owned());
        let in_model = self.model.members(shape);
        let names: Vec<&str> = on_page.iter().map(|m| m.name.as_str()).collect();
        let ours: Vec<&str> = in_model.iter().map(|(name, _)| name.as_str()).collect();
        if names != ours {
            self.problems.push(format!(
                "{path}: the page has {names:?}, {shape} has {ours:?}"
            ));
            return;
        }
        for (member, (_, definition)) in on_page.iter().zip(in_model) {
            let path = format!("{path}.{}", member.name);
            let required = has_trait(definition, "smithy.api#required");
            if self.request && listed && required != member.required {
                let page = member.required;
                self.problems
                    .push(format!("{path}: required: page {page}, {shape} {required}"));
            }
            self.node(&member.node, target(definition), &path);
        }
    }

    fn node(&mut self, node: &Node, shape: &str, path: &str) {
        self.seen.insert(shape.to_owned());
        let kind = self.model.kind(shape);
        let kinds: &[&str] = match &node.kind {
            Kind::String => &["string"],
            Kind::Enum(_) => &["enum"],
            Kind::Boolean => &["boolean"],
            Kind::Integer => &["byte", "short", "integer", "long", "bigInteger"],
            Kind::Float => &["float", "double", "bigDecimal"],
            Kind::Timestamp => &["timestamp"],
            Kind::Blob | Kind::StreamingBlob => &["blob"],
            Kind::Document => &["document"],
            Kind::List(_) => &["list"],
            Kind::Map { .. } => &["map"],
            Kind::Structure(m) if m.members.is_empty() => &["structure", "unit"],
            Kind::Structure(_) => &["structure", "union"],
            Kind::EventStream(_) => &["union"],
            Kind::Recursive => &["structure", "union", "list", "map"],
        };
        if !kinds.contains(&kind.as_str()) {
            self.problems.push(format!(
                "{path}: the page has {kinds:?}, {shape} is a {kind}"
            ));
            return;
        }
        let streaming = self
            .model
            .shapes
            .get(shape)
            .is_some_and(|s| has_trait(s, "smithy.api#streaming"));
        if streaming != matches!(node.kind, Kind::StreamingBlob | Kind::EventStream(_)) {
            self.problems.push(format!(
                "{path}: only one of the page and {shape} is a stream"
            ));
        }
        let model = self.model;
        let inner = |name: &str| {
            let found = model.members(shape).into_iter().find(|(n, _)| n == name);
            found
                .map(|(_, definition)| target(definition).to_owned())
                .unwrap_or_default()
        };
        match &node.kind {
            Kind::Enum(values) => {
                let ours = model
                    .members(shape)
                    .into_iter()
                    .map(|(_, m)| m["traits"]["smithy.api#enumValue"].clone());
                let ours: Vec<Value> = ours.collect();
                if *values != ours {
                    self.problems.push(format!(
                        "{path}: the page has {values:?}, {shape} has {ours:?}"
                    ));
                }
            }
            Kind::List(element) => self.node(element, &inner("member"), &format!("{path}[]")),
            Kind::Map { key, value } => {
                self.node(key, &inner("key"), &format!("{path}(key)"));
                self.node(value, &inner("value"), &format!("{path}(value)"));
            }
            Kind::Structure(Members { members, listed })
            | Kind::EventStream(Members { members, listed }) => {
                self.members(members, *listed, shape, path);
            }
            _ => {}
        }
    }
}

/// `ids` and what they refer to.
fn closure(model: &Model, ids: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let mut open: VecDeque<String> = ids.into_iter().collect();
    let mut closure = BTreeSet::new();
    while let Some(id) = open.pop_front() {
        open.extend(
            model
                .members(&id)
                .into_iter()
                .map(|(_, member)| target(member).to_owned()),
        );
        if !closure.insert(id) {
            open.retain(|id| !closure.contains(id));
        }
    }
    closure
}

#[test]
fn pages_and_models_have_the_same_operations_and_shapes() {
    let mut problems = Vec::new();
    for service in &SERVICES {
        let Some(page) = service.page() else { return };
        let model = service.model();
        let root = &model.shapes[service_id(&model)];
        if root["traits"]["smithy.api#title"] != page.title.as_str() {
            problems.push(format!("the page's title is {}", page.title));
        }
        let operations = root["operations"]
            .as_array()
            .into_iter()
            .flatten()
            .map(target);
        let ours: BTreeSet<&str> = operations.filter_map(|id| id.rsplit('#').next()).collect();
        let theirs: BTreeSet<&str> = page.operations.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(theirs, ours, "operations of {}", service.folder);

        let mut explained = BTreeSet::from([service_id(&model).to_owned()]);
        for operation in &page.operations {
            let id = model
                .id(&operation.name)
                .expect("an operation of the service is a shape");
            let shape = &model.shapes[id];
            for (request, on_page) in [(true, &operation.input), (false, &operation.output)] {
                let place = if request { "input" } else { "output" };
                let mut comparison = Comparison {
                    model: &model,
                    request,
                    seen: BTreeSet::new(),
                    problems: Vec::new(),
                };
                let path = format!("{} {place}", operation.name);
                comparison.members(on_page, true, target(&shape[place]), &path);
                problems.extend(comparison.problems);
                explained.extend(comparison.seen);
            }
            let errors: Vec<&str> = shape["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(target)
                .collect();
            for error in &operation.errors {
                if !model.id(&error.name).is_some_and(|id| errors.contains(&id)) {
                    problems.push(format!(
                        "{}: the page documents {}",
                        operation.name, error.name
                    ));
                }
            }
            explained.extend(closure(&model, errors.iter().map(|id| id.to_string())));
            explained.insert(id.to_owned());
        }
        let extra = model.shapes.keys().filter(|id| !explained.contains(*id));
        problems
            .extend(extra.map(|id| format!("{id} is neither on the page nor part of an error")));
    }
    report(problems);
}

#[test]
fn a_page_cut_behind_any_line_is_refused() {
    for service in &SERVICES {
        let Some(text) = service.page_text() else {
            return;
        };
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        // Behind the last item only its description is left, which no form demands.
        let last_item = text.rfind('•').expect("a page has items");
        for end in ends
            .iter()
            .filter(|end| **end < last_item)
            .step_by(151)
            .chain([&last_item])
        {
            let line = text[..*end].matches('\n').count() + 1;
            assert!(
                page::parse(&text[..*end], FileId(0)).is_err(),
                "{} cut at line {line}",
                service.folder
            );
        }
    }
}

#[test]
fn every_shape_and_member_is_described() {
    let mut problems = Vec::new();
    for service in &SERVICES {
        let model = service.model();
        for (id, shape) in &model.shapes {
            let name = id.rsplit('#').next().unwrap_or_default();
            problems.extend(poor_description(shape, &[name]).map(|why| format!("{name}: {why}")));
            for (member, definition) in members(shape) {
                let poor = poor_description(definition, &[name, &member]);
                problems.extend(poor.map(|why| format!("{name}${member}: {why}")));
            }
        }
    }
    report(problems);
}

/// What is wrong with a description that says no more than `names` do, or that is not plain text. A member leans on its
/// shape, so that one word beyond the names can be enough; a shape stands alone.
fn poor_description(shape_or_member: &Value, names: &[&str]) -> Option<String> {
    let Some(text) = documentation(shape_or_member) else {
        return Some("no description".to_owned());
    };
    if words::said_beyond(text, names).len() < 3 - names.len() {
        return Some(format!("repeats its name: {text}"));
    }
    if !text.ends_with('.') || text.trim() != text {
        return Some(format!("is not made of sentences: {text}"));
    }
    let html = text
        .split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '/'));
    html.then(|| format!("has HTML: {text}"))
}

#[test]
fn descriptions_are_in_our_own_words() {
    const RUN: usize = 8;
    const SENTENCE: usize = 4;
    let pages: Option<Vec<String>> = SERVICES.iter().map(|service| service.page_text()).collect();
    let Some(pages) = pages else { return };
    let runs: BTreeSet<_> = pages
        .iter()
        .flat_map(|page| words::runs(page, RUN))
        .collect();
    let sentences: BTreeSet<_> = pages
        .iter()
        .flat_map(|page| words::sentences(page, SENTENCE))
        .collect();
    let mut problems = Vec::new();
    for service in &SERVICES {
        for (id, shape) in &service.model().shapes {
            let described = members(shape)
                .into_iter()
                .map(|(_, member)| member)
                .chain([shape]);
            for text in described.filter_map(documentation) {
                let taken = words::runs(text, RUN).intersection(&runs).next().cloned();
                let taken = taken.or_else(|| {
                    words::sentences(text, SENTENCE)
                        .intersection(&sentences)
                        .next()
                        .cloned()
                });
                problems.extend(taken.map(|run| format!("{id}: `{}` is a page's", run.join(" "))));
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
