//! Models whose names are those of Rust, of its prelude, and of what is generated: each name once as a structure, a union, an
//! enum, an error and an operation, and all of them as members of one structure, one union and one enum.

use serde_json::{Value, json};

use super::shapes::Shapes;

/// Keywords of all editions, primitive types and names of the prelude. No two differ by case only.
const RUST: &[&str] = &[
    "Abstract",
    "As",
    "AsMut",
    "AsRef",
    "async",
    "auto",
    "await",
    "become",
    "bool",
    "Box",
    "break",
    "char",
    "Clone",
    "concat",
    "const",
    "continue",
    "Copy",
    "core",
    "crate",
    "Debug",
    "Default",
    "Display",
    "do",
    "Drop",
    "dyn",
    "else",
    "enum",
    "Eq",
    "Err",
    "Error",
    "extern",
    "f64",
    "false",
    "final",
    "Fn",
    "FnMut",
    "FnOnce",
    "for",
    "format",
    "From",
    "FromIterator",
    "Future",
    "gen",
    "Hash",
    "HashMap",
    "i32",
    "if",
    "impl",
    "in",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "main",
    "match",
    "matches",
    "mod",
    "move",
    "mut",
    "None",
    "Ok",
    "Option",
    "Ord",
    "override",
    "panic",
    "PartialEq",
    "PartialOrd",
    "priv",
    "pub",
    "raw",
    "ref",
    "Result",
    "return",
    "safe",
    "Self",
    "Send",
    "Sized",
    "Some",
    "static",
    "std",
    "str",
    "String",
    "struct",
    "super",
    "Sync",
    "ToOwned",
    "ToString",
    "trait",
    "true",
    "try",
    "TryFrom",
    "TryInto",
    "type",
    "typeof",
    "u8",
    "union",
    "Unpin",
    "unsafe",
    "unsized",
    "use",
    "usize",
    "Vec",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Modules, types, methods, parameters and variables of generated code. No two differ by case only, and none is in [`RUST`].
const GENERATED: &[&str] = &[
    "Answer",
    "Arc",
    "as_str",
    "aws_smithy_types",
    "Blob",
    "body",
    "BoxError",
    "build",
    "Builder",
    "Builders",
    "BuildError",
    "bytes",
    "ByteStream",
    "Client",
    "client_",
    "code",
    "Config",
    "config_override",
    "ConfigBag",
    "customize",
    "DateTime",
    "default_",
    "Deserialize",
    "Document",
    "endpoint",
    "error_meta",
    "ErrorMetadata",
    "event",
    "event_stream",
    "f",
    "Flags",
    "fmt",
    "from_conf",
    "getValue",
    "Handle",
    "headers",
    "http",
    "HttpRequest",
    "inner",
    "input",
    "interceptor",
    "items",
    "json",
    "k",
    "key",
    "make_operation",
    "member",
    "members",
    "message",
    "meta",
    "name",
    "new",
    "Number",
    "operation",
    "operations",
    "other",
    "output",
    "params",
    "payload",
    "presigned",
    "primitives",
    "r",
    "ReadError",
    "Reader",
    "required",
    "request",
    "RequestBuilder",
    "request_id",
    "requestId",
    "response",
    "runtime",
    "SdkBody",
    "SdkError",
    "self_",
    "SelfValue",
    "send_with",
    "serde",
    "Serialize",
    "Serializer",
    "setValue",
    "shape",
    "span",
    "status",
    "Storable",
    "Table",
    "telemetry",
    "text",
    "tracing",
    "types",
    "Unhandled",
    "Unit",
    "Unknown",
    "UnknownMember",
    "UnknownValue",
    "v",
    "value",
    "values",
    "visit",
    "w",
    "Writer",
];

fn all() -> impl Iterator<Item = &'static str> {
    RUST.iter().chain(GENERATED).copied()
}

/// The models, by name.
pub fn models() -> Vec<(&'static str, Value)> {
    vec![
        ("structure-names", structures()),
        ("union-names", unions()),
        ("enum-names", enums()),
        ("error-names", errors()),
        ("operation-names", operations()),
    ]
}

/// Members `m0`, `m1` … with one target each: names of members are not what this is about.
fn one_of_each(shapes: &mut Shapes, name: &str) {
    let members: Vec<(String, &str)> = all()
        .enumerate()
        .map(|(i, target)| (format!("m{i}"), target))
        .collect();
    let members: Vec<(&str, &str)> = members.iter().map(|(m, t)| (m.as_str(), *t)).collect();
    shapes.aggregate("structure", name, &members);
}

/// Members that are all of the names, with strings, lists, maps and structures in turn.
fn named_members() -> Vec<(&'static str, &'static str)> {
    const TARGETS: &[&str] = &[
        "smithy.api#String",
        "TextList",
        "smithy.api#Integer",
        "TextMap",
        "Pair",
    ];
    all().zip(TARGETS.iter().copied().cycle()).collect()
}

fn targets_of_named_members(shapes: &mut Shapes) {
    shapes.list("TextList", "smithy.api#String");
    let text = shapes.target("smithy.api#String");
    shapes.add(
        "TextMap",
        json!({ "type": "map", "key": text, "value": text }),
    );
    shapes.aggregate(
        "structure",
        "Pair",
        &[
            ("left", "smithy.api#String"),
            ("right", "smithy.api#String"),
        ],
    );
}

fn structures() -> Value {
    let mut shapes = Shapes::new("obstacles.structures");
    for name in all() {
        shapes.aggregate(
            "structure",
            name,
            &[
                ("value", "smithy.api#String"),
                ("self", "smithy.api#Integer"),
            ],
        );
    }
    one_of_each(&mut shapes, "OneOfEach");
    targets_of_named_members(&mut shapes);
    shapes.aggregate("structure", "NamedMembers", &named_members());
    shapes.operation("CallOneOfEach", Some("OneOfEach"), Some("OneOfEach"), &[]);
    shapes.operation(
        "CallNamedMembers",
        Some("NamedMembers"),
        Some("NamedMembers"),
        &[],
    );
    shapes.finish("StructureNames")
}

fn unions() -> Value {
    let mut shapes = Shapes::new("obstacles.unions");
    for name in all() {
        shapes.aggregate(
            "union",
            name,
            &[("value", "smithy.api#String"), ("none", "smithy.api#Unit")],
        );
    }
    one_of_each(&mut shapes, "OneOfEach");
    targets_of_named_members(&mut shapes);
    shapes.aggregate("union", "NamedMembers", &named_members());
    shapes.list("NamedMembersList", "NamedMembers");
    shapes.aggregate("structure", "AllMembers", &[("all", "NamedMembersList")]);
    shapes.operation("CallOneOfEach", Some("OneOfEach"), Some("OneOfEach"), &[]);
    shapes.operation(
        "CallAllMembers",
        Some("AllMembers"),
        Some("AllMembers"),
        &[],
    );
    shapes.finish("UnionNames")
}

fn enums() -> Value {
    let mut shapes = Shapes::new("obstacles.enums");
    for name in all() {
        shapes.aggregate(
            "enum",
            name,
            &[("SOME", "smithy.api#Unit"), ("unknown", "smithy.api#Unit")],
        );
    }
    one_of_each(&mut shapes, "OneOfEach");
    let members: Vec<(&str, &str)> = all().map(|name| (name, "smithy.api#Unit")).collect();
    shapes.aggregate("enum", "NamedMembers", &members);
    shapes.list("NamedMembersList", "NamedMembers");
    shapes.aggregate("structure", "AllMembers", &[("all", "NamedMembersList")]);
    shapes.operation("CallOneOfEach", Some("OneOfEach"), Some("OneOfEach"), &[]);
    shapes.operation(
        "CallAllMembers",
        Some("AllMembers"),
        Some("AllMembers"),
        &[],
    );
    shapes.finish("EnumNames")
}

fn errors() -> Value {
    let mut shapes = Shapes::new("obstacles.errors");
    for name in all() {
        let text = shapes.target("smithy.api#String");
        shapes.add(
            name,
            json!({
                "type": "structure",
                "members": { "message": text, "meta": text, "source": text },
                "traits": { "smithy.api#error": "client", "smithy.api#httpError": 400 },
            }),
        );
    }
    let errors: Vec<&str> = all().collect();
    shapes.operation("Call", None, None, &errors);
    shapes.finish("ErrorNames")
}

fn operations() -> Value {
    let mut shapes = Shapes::new("obstacles.operations");
    shapes.aggregate("structure", "In", &[("value", "smithy.api#String")]);
    shapes.aggregate("structure", "Out", &[("value", "smithy.api#String")]);
    for name in all().filter(|name| !name.eq_ignore_ascii_case("in")) {
        shapes.operation(name, Some("In"), Some("Out"), &[]);
    }
    shapes.finish("OperationNames")
}
