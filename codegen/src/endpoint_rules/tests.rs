//! Small rule sets: what they become, and what is found in broken ones.

use expect_test::{Expect, expect};

use super::*;
use crate::ast;
use crate::diagnostics::{Severity, Sources};
use crate::model::traits::ContextParamKind;

/// Compiles a rule set. The text of its findings is what `render` of the diagnostics would print, without the drawing.
fn compiled(text: &str) -> (Option<EndpointPlan>, String) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let file = sources.add("rules.json", text);
    let node = ast::parse(file, text, &mut diagnostics)
        .unwrap_or_else(|| panic!("{:?}", diagnostics.list));
    let plan = compile("example#Service", &node, &[], &mut diagnostics);
    assert_eq!(plan.is_none(), diagnostics.has_errors());
    let findings = diagnostics.list.iter().map(|finding| {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        assert_eq!(finding.shape, "example#Service");
        let place = |span: &crate::ast::Span| {
            let place: String = text[span.start as usize..span.end as usize]
                .split_whitespace()
                .collect();
            if place.len() > 40 {
                format!("{}…", &place[..40])
            } else {
                place
            }
        };
        let mut out = format!("{severity}: {}\n", finding.title);
        if let Some(span) = &finding.span {
            out += &format!("  {} <- {}\n", place(span), finding.label);
        }
        for (span, label) in &finding.related {
            out += &format!("  {} <- {label}\n", place(span));
        }
        if !finding.help.is_empty() {
            out += &format!("  help: {}\n", finding.help);
        }
        out
    });
    (plan, findings.collect())
}

/// The rules, as a rule set with two parameters.
fn rule_set(rules: &str) -> String {
    format!(
        r#"{{"version": "1.0", "rules": {rules}, "parameters": {{
            "Region": {{"type": "string", "builtIn": "AWS::Region"}},
            "Loud": {{"type": "boolean", "required": true, "default": false}}
        }}}}"#
    )
}

#[track_caller]
fn check_findings(text: &str, expected: Expect) {
    expected.assert_eq(&compiled(text).1);
}

/// What is found in one rule with these conditions and this URL.
#[track_caller]
fn check_rule(conditions: &str, url: &str, expected: Expect) {
    let rules = format!(
        r#"[{{"type": "endpoint", "conditions": {conditions}, "endpoint": {{"url": {url}}}}}]"#
    );
    check_findings(&rule_set(&rules), expected);
}

#[track_caller]
fn check_body(rules: &str, expected: Expect) {
    let (plan, findings) = compiled(&rule_set(rules));
    assert_eq!(findings, "");
    let body = super::render_code::body(&plan.unwrap().body);
    let file =
        syn::parse2(quote::quote!(fn resolve(params: &Params) -> Outcome { #body })).unwrap();
    expected.assert_eq(&prettyplease::unparse(&file));
}

#[test]
fn rules_become_early_returns() {
    check_body(
        r#"[
            {"type": "tree", "conditions": [
                {"fn": "isSet", "argv": [{"ref": "Region"}]},
                {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "Partition"}
            ], "rules": [
                {"type": "error", "conditions": [
                    {"fn": "booleanEquals", "argv": [{"ref": "Loud"}, true]},
                    {"fn": "booleanEquals", "argv": [false, {"fn": "getAttr", "argv": [{"ref": "Partition"}, "supportsFIPS"]}]}
                ], "error": "too loud for {Region}"},
                {"type": "endpoint", "conditions": [], "endpoint": {"url": "https://{{}}.{Region}.{Partition#dnsSuffix}"}}
            ]},
            {"type": "error", "conditions": [], "error": "no region"}
        ]"#,
        expect![[r#"
            fn resolve(params: &Params) -> Outcome {
                if let Some(region) = params.region.as_deref() {
                    if let Some(partition) = rules::partition(region) {
                        if params.loud && !partition.supports_fips {
                            return rules::error(format!("too loud for {region}"));
                        }
                        return rules::endpoint(
                                format!("https://{{}}.{region}.{}", partition.dns_suffix),
                            )
                            .build();
                    }
                }
                rules::error("no region")
            }
        "#]],
    );
}

#[test]
fn what_always_or_never_matches_leaves_no_test() {
    check_body(
        r#"[
            {"type": "error", "conditions": [{"fn": "stringEquals", "argv": ["a", "b"]}], "error": "never"},
            {"type": "error", "conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]}, {"fn": "not", "argv": [{"ref": "Loud"}]}], "error": "quiet"},
            {"type": "tree", "conditions": [{"fn": "booleanEquals", "argv": [true, true]}, {"fn": "uriEncode", "argv": ["x"], "assign": "unread"}], "rules": [
                {"type": "error", "conditions": [{"fn": "not", "argv": [{"fn": "isSet", "argv": [{"ref": "Region"}]}]}], "error": "no region"}
            ]},
            {"type": "error", "conditions": [], "error": "never reached"}
        ]"#,
        expect![[r#"
            fn resolve(params: &Params) -> Outcome {
                if params.region.is_some() && !params.loud {
                    return rules::error("quiet");
                }
                if params.region.is_none() {
                    return rules::error("no region");
                }
                rules::no_rule_matched()
            }
        "#]],
    );
}

#[test]
fn the_form_of_a_rule_set() {
    check_findings(
        "{}",
        expect![[r#"
            error: an endpoint rule set has no `version`
              {} <- `version` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: an endpoint rule set has no `parameters`
              {} <- `parameters` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: an endpoint rule set has no `rules`
              {} <- `rules` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_findings(
        r#"{"version": "2.0", "parameters": [], "rules": []}"#,
        expect![[r#"
            error: endpoint rule sets of version `2.0` are not known
              "2.0" <- not a version 1.x of the rules engine
              help: regenerate with a newer generator, or use a rule set of version 1.0 or 1.1
            error: `parameters` must be an object
              [] <- this is an array
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: a list of endpoint rules is empty
              [] <- at least one rule is required
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_findings(
        "[]",
        expect![[r#"
            error: an endpoint rule set must be an object
              [] <- this is an array
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    let parameters = r#"{
        "1st": {"type": "string"},
        "A": {"type": "text"},
        "B": {"type": "string", "default": "b"},
        "C": {"type": "boolean", "required": true, "default": "c"},
        "D": {},
        "E": {"type": "string", "builtIn": 1}
    }"#;
    let rules = r#"[{"type": "error", "conditions": [], "error": "e"}]"#;
    check_findings(
        &format!(r#"{{"version": "1.0", "parameters": {parameters}, "rules": {rules}}}"#),
        expect![[r#"
            error: `1st` cannot be the name of an endpoint parameter
              "1st" <- must be a letter, followed by letters and digits
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: the endpoint parameter `A` has an unknown type
              "text" <- must be `string`, `boolean` or `stringArray`
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: the endpoint parameter `B` has a default and is not required
              "b" <- a parameter with a default is always set
              help: add `"required": true`
            error: the endpoint parameter `C` has a default of another type
              "c" <- this is a string, the parameter's type is `boolean`
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: the endpoint parameter `D` has no `type`
              {} <- `type` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: `builtIn` must be a string
              1 <- this is a number
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
}

#[test]
fn names_of_parameters_differ() {
    let rules = r#"[{"type": "error", "conditions": [], "error": "e"}]"#;
    let parameters = r#"{"setName": {"type": "string"}, "Name": {"type": "string"}, "type": {"type": "string"}}"#;
    check_findings(
        &format!(r#"{{"version": "1.0", "parameters": {parameters}, "rules": {rules}}}"#),
        expect![[r#"
            error: two endpoint parameters would have the method `set_name` in Rust
              "setName" <- the second one
              help: rename one of them
        "#]],
    );
    let parameters = r#"{"Name": {"type": "string"}, "name": {"type": "boolean"}}"#;
    check_findings(
        &format!(r#"{{"version": "1.0", "parameters": {parameters}, "rules": {rules}}}"#),
        expect![[r#"
            error: two endpoint parameters are named `name`
              "name" <- names must differ in more than case
              "Name" <- the first one
              help: rename one of the two
        "#]],
    );
}

#[test]
fn built_ins_without_a_source() {
    let rules = r#"[{"type": "error", "conditions": [], "error": "e"}]"#;
    let parameters = r#"{
        "A": {"type": "boolean", "builtIn": "AWS::S3::Accelerate", "required": true, "default": false},
        "B": {"type": "boolean", "builtIn": "AWS::Region"}
    }"#;
    check_findings(
        &format!(r#"{{"version": "1.0", "parameters": {parameters}, "rules": {rules}}}"#),
        expect![[r#"
            warning: the endpoint built-in `AWS::S3::Accelerate` has no source
              "AWS::S3::Accelerate" <- the parameter `A` always has its default
            error: the endpoint parameter `B` is not of the type of its built-in
              "AWS::Region" <- a string, the parameter is a boolean
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
}

#[test]
fn the_form_of_rules() {
    check_findings(
        &rule_set(
            r#"[
                {"conditions": []},
                {"type": "branch", "conditions": []},
                {"type": "tree", "conditions": [], "rules": []},
                {"type": "error", "error": "no conditions"},
                {"type": "endpoint", "conditions": [{"ref": "Region"}], "endpoint": {}},
                {"type": "endpoint", "conditions": {}, "endpoint": {"url": "u", "headers": {"h": "v"}, "properties": {"p": null}}},
                {"type": "error", "conditions": [{"fn": "isSet", "argv": [null], "assign": "a b"}], "error": {"ref": "a", "fn": "b"}}
            ]"#,
        ),
        expect![[r#"
            error: an endpoint rule has no `type`
              {"conditions":[]} <- `type` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: an endpoint rule has an unknown type
              "branch" <- must be `endpoint`, `error` or `tree`
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: a list of endpoint rules is empty
              [] <- at least one rule is required
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: an endpoint rule has no `conditions`
              {"type":"error","error":"noconditions"} <- `conditions` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: a condition calls no function
              {"ref":"Region"} <- `fn` and `argv` are required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: an endpoint has no `url`
              {} <- `url` is required here
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: `conditions` must be an array
              {} <- this is an object
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: a header must be an array
              "v" <- this is a string
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: a property must be a string, a boolean, a whole number, an array or an object
              null <- this is null
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: `a b` cannot be the name of a variable
              "ab" <- must be a letter, followed by letters and digits
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: an expression of an endpoint rule set is neither literal, reference nor call
              {"ref":"a","fn":"b"} <- this is an object
              help: write a string, a boolean, a whole number, an array, or an object with `ref` or `fn`
        "#]],
    );
}

#[test]
fn broken_templates_and_paths() {
    check_rule(
        "[]",
        r#""https://{Region""#,
        expect![[r#"
            error: a template string is broken
              "https://{Region" <- `{` without a `}` behind it
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "getAttr", "argv": [{"ref": "Region"}, {"ref": "Region"}]}]"#,
        r#""u""#,
        expect![[r#"
            error: the path of `getAttr` must be a string
              {"ref":"Region"} <- this is an object
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "getAttr", "argv": [{"ref": "Region"}]}]"#,
        r#""u""#,
        expect![[r#"
            error: a call of `getAttr` has the wrong number of arguments
              {"fn":"getAttr","argv":[{"ref":"Region"}… <- it takes 2 arguments, given: 1
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "getAttr", "argv": [{"ref": "Region"}, "a[x]"]}]"#,
        r#""u""#,
        expect![[r#"
            error: a path of `getAttr` is broken
              "a[x]" <- the path `a[x]` has no whole number between `[` and `]`
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
}

#[test]
fn unknown_names() {
    check_rule(
        r#"[{"fn": "isset", "argv": [{"ref": "Region"}]}]"#,
        r#""u""#,
        expect![[r#"
            error: the rules engine has no function `isset`
              "isset" <- not a function that this generator knows
              help: the functions are getAttr, booleanEquals, stringEquals, not, isSet, coalesce, ite, parseURL, isValidHostLabel, substring, split, uriEncode, aws.partition, aws.parseArn, aws.isVirtualHostableS3Bucket
        "#]],
    );
    check_rule(
        "[]",
        r#""https://{region}""#,
        expect![[r#"
        error: `region` is neither an endpoint parameter nor a variable
          "https://{region}" <- nothing of that name can be read here
          help: known here: Loud, Region
    "#]],
    );
    check_rule(
        r#"[{"fn": "parseURL", "argv": ["https://x"], "assign": "url"}]"#,
        r#""{url#host}{url#scheme#}""#,
        expect![[r#"
            error: `getAttr` reads a field `host` that is not there
              "{url#host}{url#scheme#}" <- this is of the type URL
              help: its fields are scheme, authority, path, normalizedPath, isIp
            error: `getAttr` reads a field `scheme#` that is not there
              "{url#host}{url#scheme#}" <- this is of the type URL
              help: its fields are scheme, authority, path, normalizedPath, isIp
        "#]],
    );
}

#[test]
fn values_that_may_be_missing() {
    check_rule(
        "[]",
        r#""https://{Region}""#,
        expect![[r#"
        error: a value in a template may be missing here
          "https://{Region}" <- `Region` is optional, string is needed
          help: check it with `isSet`, or `assign` it, in a condition before
    "#]],
    );
    check_rule(
        r#"[{"fn": "stringEquals", "argv": ["a", {"ref": "Region"}]}]"#,
        r#""u""#,
        expect![[r#"
            error: argument 2 of `stringEquals` may be missing here
              {"ref":"Region"} <- `Region` is optional, string is needed
              help: check it with `isSet`, or `assign` it, in a condition before
        "#]],
    );
    check_rule(
        "[]",
        r#"{"fn": "getAttr", "argv": [{"fn": "parseURL", "argv": ["u"]}, "scheme"]}"#,
        expect![[r#"
            error: `getAttr` reads a value that may be missing here
              {"fn":"getAttr","argv":[{"fn":"parseURL"… <- this is of the type optional URL
              help: check it with `isSet`, or `assign` it, in a condition before
        "#]],
    );
    // What one rule has found to be set is not set for the next.
    check_findings(
        &rule_set(
            r#"[
                {"type": "error", "conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]}], "error": "{Region}"},
                {"type": "error", "conditions": [], "error": "{Region}"}
            ]"#,
        ),
        expect![[r#"
            error: a value in a template may be missing here
              "{Region}" <- `Region` is optional, string is needed
              help: check it with `isSet`, or `assign` it, in a condition before
        "#]],
    );
}

#[test]
fn wrong_types() {
    check_rule(
        "[]",
        r#""https://{Loud}""#,
        expect![[r#"
            error: a value in a template is of the wrong type
              "https://{Loud}" <- this is of the type boolean, string is needed
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "booleanEquals", "argv": ["true", 1]}]"#,
        r#""u""#,
        expect![[r#"
            error: argument 1 of `booleanEquals` is of the wrong type
              "true" <- this is of the type string, boolean is needed
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: argument 2 of `booleanEquals` is of the wrong type
              1 <- this is of the type integer, boolean is needed
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "not", "argv": []}, {"fn": "coalesce", "argv": ["a"]}]"#,
        r#""u""#,
        expect![[r#"
            error: a call of `not` has the wrong number of arguments
              {"fn":"not","argv":[]} <- 1 expected, 0 given
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: a call of `coalesce` has the wrong number of arguments
              {"fn":"coalesce","argv":["a"]} <- 2 or more expected, 1 given
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "coalesce", "argv": [{"ref": "Region"}, {"ref": "Loud"}]}]"#,
        r#""u""#,
        expect![[r#"
            error: the values that `coalesce` chooses from are of different types
              {"ref":"Loud"} <- this is of the type boolean, another is of the type optional string
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "ite", "argv": ["yes", "a", "b"]}]"#,
        r#""u""#,
        expect![[r#"
            error: argument 1 of `ite` is of the wrong type
              "yes" <- this is of the type string, boolean is needed
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "getAttr", "argv": ["text", "[0]"]}, {"fn": "getAttr", "argv": [true, "a"]}]"#,
        r#""u""#,
        expect![[r#"
            error: `getAttr` takes an element of what is no array
              {"fn":"getAttr","argv":["text","[0]"]} <- this is of the type string, an array is needed
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: `getAttr` reads a field `a` that is not there
              {"fn":"getAttr","argv":[true,"a"]} <- this is of the type boolean
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
    check_rule(
        r#"[{"fn": "substring", "argv": ["abc", -1, 2, false]}, {"fn": "split", "argv": ["a", "", 0]}]"#,
        r#""u""#,
        expect![[r#"
            error: a position or limit is out of range
              -1 <- -1 is not between 0 and 65535
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
            error: the delimiter of `split` is empty
              "" <- must not be empty
              help: correct it in smithy.rules#endpointRuleSet, a trait of the service
        "#]],
    );
}

#[test]
fn names_that_are_taken() {
    check_rule(
        r#"[{"fn": "uriEncode", "argv": ["a"], "assign": "Region"}]"#,
        r#""u""#,
        expect![[r#"
            error: the variable `Region` is assigned where that name is taken
              "Region" <- must differ from every parameter and variable that can be named here
              "Region" <- taken here
              help: rename the variable, and where it is read
        "#]],
    );
    check_rule(
        r#"[{"fn": "uriEncode", "argv": ["a"], "assign": "x"}, {"fn": "uriEncode", "argv": ["b"], "assign": "x"}]"#,
        r#""u""#,
        expect![[r#"
            error: the variable `x` is assigned where that name is taken
              "x" <- must differ from every parameter and variable that can be named here
              "x" <- taken here
              help: rename the variable, and where it is read
        "#]],
    );
}

#[test]
fn client_context_parameters_fit_the_rule_set() {
    let rules = rule_set(r#"[{"type": "error", "conditions": [], "error": "e"}]"#);
    let node = ast::parse(
        Sources::default().add("rules.json", &*rules),
        &rules,
        &mut Diagnostics::default(),
    )
    .unwrap();
    let context = |name: &str| ClientContextParam {
        name: name.into(),
        kind: ContextParamKind::Boolean,
        documentation: None,
    };
    let mut diagnostics = Diagnostics::default();
    let plan = compile(
        "a#B",
        &node,
        &[context("Loud"), context("Other")],
        &mut diagnostics,
    )
    .unwrap();
    let sources = &plan.param("Loud").unwrap().sources;
    assert_eq!(*sources, [ParamSource::ClientContext("Loud".to_owned())]);
    let titles = |diagnostics: &Diagnostics| -> Vec<String> {
        diagnostics
            .list
            .iter()
            .map(|finding| finding.title.clone())
            .collect()
    };
    assert_eq!(
        titles(&diagnostics),
        ["the client context parameter `Other` has no effect"]
    );

    let mut diagnostics = Diagnostics::default();
    assert!(compile("a#B", &node, &[context("Region")], &mut diagnostics).is_none());
    assert_eq!(
        titles(&diagnostics),
        ["the client context parameter `Region` is of the wrong type"]
    );
}

#[test]
fn diagrams_are_refused_by_name() {
    let mut sources = Sources::default();
    let file = sources.add("model.json", "{}");
    let node = ast::parse(file, "{}", &mut Diagnostics::default()).unwrap();
    let finding = binary_decision_diagram("example#Service", &node);
    assert_eq!(finding.severity, Severity::Error);
    assert!(
        finding.title.contains("`smithy.rules#endpointBdd`"),
        "{}",
        finding.title
    );
}

/// No structure has fields that are not optional; unions have `as_…` methods.
struct TestFields;

impl Fields for TestFields {
    fn field(
        &self,
        _structure: &crate::model::ShapeId,
        member: &crate::model::Member,
    ) -> MemberField {
        MemberField {
            name: member.name.to_string(),
            optional: true,
        }
    }

    fn accessor(&self, _union: &crate::model::ShapeId, member: &crate::model::Member) -> String {
        format!("as_{}", member.name)
    }
}

/// Binds an operation of our model of bindings after a change to its text, and gives the findings.
#[track_caller]
fn check_binding(operation: &str, from: &str, to: &str, expected: Expect) {
    let text = include_str!("../../tests/fixtures/endpoint_rules/bindings.json");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let text = text.replace(from, to);
    let mut diagnostics = Diagnostics::default();
    let file = Sources::default().add("bindings.json", &*text);
    let node = ast::parse(file, &text, &mut diagnostics).unwrap();
    let model = crate::model::load(vec![node], &mut diagnostics).unwrap();
    let service = model.get("example.rules#Bindings").unwrap();
    let rules = service.traits.endpoint_rule_set.as_ref().unwrap();
    let plan = compile("example.rules#Bindings", rules, &[], &mut diagnostics).unwrap();
    let operation = model.get(&format!("example.rules#{operation}")).unwrap();
    let bound = bind(&plan, &model, operation, &TestFields, &mut diagnostics);
    assert_eq!(bound.is_none(), diagnostics.has_errors());
    let findings = diagnostics.list.iter().map(|finding| {
        let span = finding.span.expect("a place");
        let place = &text[span.start as usize..span.end as usize];
        format!(
            "{}\n  {place} <- {}\n  help: {}\n",
            finding.title, finding.label, finding.help
        )
    });
    expected.assert_eq(&findings.collect::<String>());
}

#[test]
fn bindings_that_do_not_fit() {
    check_binding(
        "Keys",
        "keys(map)",
        "keys(map",
        expect![[r#"
            the path of the endpoint parameter `Items` is no JMESPath expression
              "keys(map" <- at character 9 of `keys(map`: expected `,`, found the end
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Keys",
        "keys(map)",
        "keys(@)",
        expect![[r#"
            the endpoint parameter `Items` cannot be read from the input
              "keys(@)" <- keys(…) is read over the structure example.rules#MapInput, a map is needed
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Keys",
        "keys(map)",
        "map",
        expect![[r#"
            the endpoint parameter `Items` cannot be read from the input
              "map" <- this path is read over the map example.rules#Elements, a list is needed
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Keys",
        "keys(map)",
        "map.*",
        expect![[r#"
            the endpoint parameter `Items` cannot be read from the input
              "map.*" <- the path leads to structure shapes (example.rules#Element), strings are needed
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Keys",
        "keys(map)",
        "maps",
        expect![[r#"
            the endpoint parameter `Items` cannot be read from the input
              "maps" <- example.rules#MapInput has no member `maps`
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Keys",
        "keys(map)",
        "length(map)",
        expect![[r#"
            the endpoint parameter `Items` cannot be read from the input
              "length(map)" <- only names, `[*]`, `.*`, `[a, b]`, `[]` and `keys(…)` are possible in the paths of endpoint parameters
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Paths",
        "nested.kind.name",
        "nested.list[*].id",
        expect![[r#"
            the endpoint parameter `Name` cannot be read from the input
              "nested.list[*].id" <- the path gives a list, a string is needed
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Paths",
        "nested.kind.loud",
        "nested.kind",
        expect![[r#"
            the endpoint parameter `Loud` cannot be read from the input
              "nested.kind" <- the path leads to the structure example.rules#Kind, a boolean is needed
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Selection",
        "texts][][]",
        "texts]",
        expect![[r#"
            the endpoint parameter `Items` cannot be read from the input
              "choices[*][text, element.id, texts]" <- a list of lists is no value of an endpoint parameter
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Static",
        r#"{"value": false}"#,
        r#"{"value": "no"}"#,
        expect![[r#"
            the static value of the endpoint parameter `Loud` is of the wrong type
              "no" <- this is a string, the parameter's type is `boolean`
              help: correct the trait that binds the parameter, or remove it
        "#]],
    );
    check_binding(
        "Static",
        r#""Loud": {"value""#,
        r#""Quiet": {"value""#,
        expect![[r#"
            the endpoint rule set has no parameter `Quiet`
              false <- bound by `smithy.rules#staticContextParams`
              help: the value has no effect on the endpoint: remove it, or declare the parameter
        "#]],
    );
}
