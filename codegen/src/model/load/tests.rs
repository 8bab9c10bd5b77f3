use std::fmt::Write as _;

use super::load;
use crate::ast;
use crate::diagnostics::{Diagnostics, Sources};
use crate::model::{Model, Shape, ShapeKind, closure};
use expect_test::{Expect, expect};

fn model(files: &[&str]) -> Model {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let nodes = files.iter().filter_map(|text| {
        let file = sources.add("a.json", *text);
        ast::parse(file, text, &mut diagnostics)
    });
    let model = load(nodes.collect(), &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        diagnostics.render(&sources, false)
    );
    model.expect("a model")
}

/// The shape with its members and all their traits, values in short.
fn show(shape: &Shape) -> String {
    fn traits(traits: &crate::model::traits::Traits) -> String {
        fn value(node: &ast::Node) -> String {
            match &node.value {
                ast::Value::Null => "null".to_owned(),
                ast::Value::Bool(b) => b.to_string(),
                ast::Value::Number(n) => n.to_string(),
                ast::Value::String(s) => format!("{s:?}"),
                ast::Value::Array(list) => {
                    format!("[{}]", list.iter().map(value).collect::<Vec<_>>().join(" "))
                }
                ast::Value::Object(o) if o.is_empty() => String::new(),
                ast::Value::Object(o) => o
                    .iter()
                    .map(|e| format!("{}:{}", e.key, value(&e.value)))
                    .collect::<Vec<_>>()
                    .join(" "),
            }
        }
        traits
            .raw
            .iter()
            .map(|(id, v)| format!(" @{}({})", id.name(), value(v)))
            .collect()
    }
    let mut text = format!(
        "{} {}{}\n",
        shape.kind.name(),
        shape.id,
        traits(&shape.traits)
    );
    for member in closure::members(shape) {
        let _ = writeln!(
            text,
            "  {}: {}{}",
            member.name,
            member.target.name(),
            traits(&member.traits)
        );
    }
    match &shape.kind {
        ShapeKind::Operation(o) => {
            let _ = writeln!(text, "  {} -> {} {:?}", o.input, o.output, o.errors);
        }
        ShapeKind::Service(s) => {
            let _ = writeln!(
                text,
                "  {} {:?} {:?} {:?}",
                s.version, s.operations, s.errors, s.rename
            );
        }
        _ => {}
    }
    text
}

fn check(model: &Model, ids: &[&str], expect: Expect) {
    let shown: String = ids
        .iter()
        .map(|id| model.get(id).map_or(format!("no {id}\n"), show))
        .collect();
    expect.assert_eq(&shown);
}

const ATLAS: &str = include_str!("../../../tests/models/atlas.json");

#[test]
fn mixins_apply_and_enums() {
    check(
        &model(&[ATLAS]),
        &[
            "com.example#PlaceDetail",
            "com.example#GetPlaceInput",
            "com.example#PutPlaceInput",
            "com.example#Kind",
            "com.example#Size",
        ],
        expect![[r#"
            structure com.example#PlaceDetail @documentation("Dated.") @tags(["a"])
              name: String @required() @documentation("A name.")
              created: Timestamp
              size: Size @default("SMALL")
              parts: Parts
              otherSize: Size
              secret: Secret @jsonName("s")
              level: Level
              kind: Kind
              extra: Document
              at: Timestamp @timestampFormat("http-date")
              count: Integer @default(0) @range(min:0)
              ratio: Double
              blob: Blob
              shape: Outline
            structure com.example#GetPlaceInput @tags(["mixed"]) @input()
              id: String @required() @httpLabel() @length(min:1 max:64) @documentation("Which place.") @pattern("^[a-z]+$")
              account: String @required() @hostLabel() @httpHeader("x-account")
            structure com.example#PutPlaceInput @tags(["mixed"])
              id: String @required() @httpLabel() @length(min:1 max:64) @documentation("Generic.")
              detail: PlaceDetail
              token: String @idempotencyToken()
              filters: Texts @httpQueryParams()
            enum com.example#Kind
              m4_large: Unit @enumValue("m4.large")
              b: Unit @enumValue("b") @documentation("B.") @deprecated() @tags(["internal"]) @internal()
            enum com.example#Size
              SMALL: Unit @enumValue("SMALL")
              LARGE: Unit @enumValue("large")
        "#]],
    );
}

#[test]
fn closures_reach_resources_and_prune() {
    let model = model(&[ATLAS]);
    let mut diagnostics = Diagnostics::default();
    let all = closure::choose(&model, None, None, &mut diagnostics).expect("a service");
    let names: Vec<_> = all.operations.iter().map(|id| id.name()).collect();
    assert_eq!(
        names,
        [
            "GetPlace",
            "ListPlaces",
            "PutPlace",
            "Search",
            "UploadPhoto",
            "Watch"
        ]
    );
    assert!(!all.shapes.contains("com.example#Unused"));
    let selected = ["com.example#Search", "UploadPhoto"].map(Into::into);
    let some = closure::choose(
        &model,
        Some(&"Atlas".into()),
        Some(&selected),
        &mut diagnostics,
    )
    .expect("a service");
    expect!["[com.example#Atlas, com.example#Bytes, com.example#Search, com.example#Throttled, com.example#UploadPhoto, com.example#UploadPhotoInput, smithy.api#String]"]
        .assert_eq(&format!("{:?}", some.shapes.iter().collect::<Vec<_>>()));
    let get = all.operations[0].clone();
    assert_eq!(
        closure::errors(&model, &all.service, &get)
            .iter()
            .map(|id| id.name())
            .collect::<Vec<_>>(),
        ["NoSuchPlace", "Throttled"],
    );
    assert!(diagnostics.list.is_empty());
}

#[test]
fn version_1_has_implicit_defaults() {
    let old = r#"{"smithy": "1.0", "shapes": {
        "a#Flag": {"type": "boolean"},
        "a#Boxed": {"type": "integer", "traits": {"smithy.api#box": {}}},
        "a#Bytes": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
        "a#Tags": {"type": "set", "member": {"target": "smithy.api#String"}},
        "a#S": {"type": "structure", "members": {
            "flag": {"target": "a#Flag"},
            "boxedFlag": {"target": "a#Flag", "traits": {"smithy.api#box": {}}},
            "boxed": {"target": "a#Boxed"},
            "primitive": {"target": "smithy.api#PrimitiveLong"},
            "plain": {"target": "smithy.api#Integer"},
            "new": {"target": "b#New"},
            "bytes": {"target": "a#Bytes"},
            "text": {"target": "smithy.api#String"}}}}}"#;
    let new = r#"{"smithy": "2.0", "shapes": {
        "b#New": {"type": "integer"},
        "b#S": {"type": "structure", "members": {"flag": {"target": "a#Flag"}, "primitive": {"target": "smithy.api#PrimitiveLong"}}}}}"#;
    check(
        &model(&[old, new]),
        &["a#Flag", "a#Boxed", "a#Tags", "a#S", "b#New", "b#S"],
        expect![[r#"
            boolean a#Flag @default(false)
            integer a#Boxed @box()
            list a#Tags
              member: String
            structure a#S
              flag: Flag @default(false)
              boxedFlag: Flag @box()
              boxed: Boxed
              primitive: PrimitiveLong @default(0)
              plain: Integer
              new: New
              bytes: Bytes @default("")
              text: String
            integer b#New
            structure b#S
              flag: Flag
              primitive: PrimitiveLong
        "#]],
    );
}

#[test]
fn files_are_merged_in_any_order() {
    let a = r#"{"smithy": "2.0", "shapes": {
        "a#T": {"type": "apply", "traits": {"smithy.api#tags": ["z"]}},
        "a#S$m": {"type": "apply", "traits": {"smithy.api#required": {}}},
        "a#S": {"type": "structure", "members": {"m": {"target": "a#T", "traits": {"smithy.api#jsonName": "x"}}}}}}"#;
    let b = r#"{"smithy": "2", "shapes": {
        "a#T": {"type": "string", "traits": {"smithy.api#tags": ["a"], "smithy.api#length": {"max": 5, "min": 1}}},
        "a#S": {"type": "structure", "members": {"m": {"target": "a#T", "traits": {"smithy.api#jsonName": "x", "smithy.api#documentation": "M."}}}}}}"#;
    let c = r#"{"smithy": "2.0", "shapes": {"a#T": {"type": "apply", "traits": {"smithy.api#length": {"min": 1.0, "max": 5}}}}}"#;
    check(
        &model(&[a, b, c]),
        &["a#S", "a#T"],
        expect![[r#"
        structure a#S
          m: T @jsonName("x") @documentation("M.") @required()
        string a#T @tags(["a" "z"]) @length(max:5 min:1)
    "#]],
    );
}

#[test]
fn mixins_of_services_operations_and_simple_shapes() {
    let text = r#"{"smithy": "2.0", "shapes": {
        "a#Base": {"type": "service", "version": "1", "operations": [{"target": "a#One"}], "rename": {"a#X": "Y", "a#Z": "W"},
            "errors": [{"target": "a#E"}], "traits": {"smithy.api#mixin": {}, "smithy.api#title": "Base"}},
        "a#Service": {"type": "service", "mixins": [{"target": "a#Base"}], "version": "2", "operations": [{"target": "a#Two"}],
            "rename": {"a#X": "V"}},
        "a#Failing": {"type": "operation", "errors": [{"target": "a#E"}], "traits": {"smithy.api#mixin": {}, "smithy.api#readonly": {}}},
        "a#One": {"type": "operation", "mixins": [{"target": "a#Failing"}], "input": {"target": "a#X"}, "errors": [{"target": "a#E"}, {"target": "a#F"}]},
        "a#Two": {"type": "operation", "mixins": [{"target": "a#Failing"}]},
        "a#Short": {"type": "string", "traits": {"smithy.api#mixin": {}, "smithy.api#length": {"max": 5}, "smithy.api#pattern": "a"}},
        "a#Name": {"type": "string", "mixins": [{"target": "a#Short"}], "traits": {"smithy.api#pattern": "b"}},
        "a#Items": {"type": "list", "member": {"target": "a#Name"}, "traits": {"smithy.api#mixin": {}}},
        "a#Names": {"type": "list", "mixins": [{"target": "a#Items"}]},
        "a#Names$member": {"type": "apply", "traits": {"smithy.api#documentation": "A name."}},
        "a#Letters": {"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}, "traits": {"smithy.api#mixin": {}}},
        "a#More": {"type": "enum", "mixins": [{"target": "a#Letters"}], "members": {"B": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "b"}}}},
        "a#X": {"type": "structure"}, "a#Z": {"type": "structure"},
        "a#E": {"type": "structure", "traits": {"smithy.api#error": "client"}}, "a#F": {"type": "structure", "traits": {"smithy.api#error": "server"}}}}"#;
    check(
        &model(&[text]),
        &["a#Service", "a#One", "a#Two", "a#Name", "a#Names", "a#More"],
        expect![[r#"
            service a#Service @title("Base")
              2 [a#One, a#Two] [a#E] {a#X: "V", a#Z: "W"}
            operation a#One @readonly()
              a#X -> smithy.api#Unit [a#E, a#F]
            operation a#Two @readonly()
              smithy.api#Unit -> smithy.api#Unit [a#E]
            string a#Name @length(max:5) @pattern("b")
            list a#Names
              member: Name @documentation("A name.")
            enum a#More
              A: Unit @enumValue("A")
              B: Unit @enumValue("b")
        "#]],
    );
}

#[test]
fn the_prelude_is_there() {
    let model = model(&[r#"{"smithy": "2.0", "shapes": {}}"#]);
    check(
        &model,
        &[
            "smithy.api#PrimitiveBoolean",
            "smithy.api#Integer",
            "smithy.api#Unit",
        ],
        expect![[r#"
            boolean smithy.api#PrimitiveBoolean @default(false)
            integer smithy.api#Integer
            structure smithy.api#Unit @unitType()
        "#]],
    );
    assert_eq!(model.shapes.len(), 21);
}
