//! Use of a structure and its builder: every setter, `set_` and `get_` method, field and getter, with exact types.

use codegen::plan::{Field, RustType, Structure};

use super::{types, values};

/// A structure of `types`: how one is made, shown and held to its signatures.
pub fn of_types(of: &Structure) -> String {
    let (path, _) = types::paths(of);
    let function = types::function(&of.name);
    let build = match of.fallible_build {
        true => ".build().unwrap()",
        false => ".build()",
    };
    let new = format!(
        "
fn new_{function}(i: usize) -> {path} {{
    let _ = i;
    {path}::builder(){}{build}
}}
",
        setters(of)
    );
    let name = &of.name;
    let main = format!(
        r#"
fn use_{function}(count: usize) {{
    support::is_structure::<{path}>();
    for i in 0..count {{
        let value = new_{function}(i);
        assert_eq!(value.clone(), value);
        line("{name}", "value", value.show());
    }}
{}}}
"#,
        builder(of, &format!("\"{name}\""))
    );
    format!("{new}{}{main}", show(of))
}

/// `Show` for a structure, by its fields and by its getters.
pub fn show(of: &Structure) -> String {
    let (path, _) = types::paths(of);
    let mut out = format!("\nimpl Show for {path} {{\n    fn show(&self) -> String {{\n");
    out.push_str("        support::structure(vec![\n");
    for field in of.fields.iter().filter(|f| !f.ty.is_stream()) {
        let (name, ty, getter) = (&field.name, types::field(field), types::getter(field));
        let text = name.trim_start_matches("r#");
        out.push_str(&format!(
            "            {{\n                let (field, getter): (&{ty}, {getter}) = (&self.{name}, self.{name}());\n                (\"{text}\", field.show(), getter.show())\n            }},\n"
        ));
    }
    out.push_str("        ])\n    }\n}\n");
    out
}

/// Calls of a builder's setters with every value, alternating between a field's two setters.
pub fn setters(of: &Structure) -> String {
    let mut out = String::new();
    for (place, field) in of.fields.iter().enumerate() {
        if field.ty.is_stream() {
            continue;
        }
        out.push_str(&setter(field, place));
    }
    out
}

/// As [`setters`], of required members only, the tokens that the client fills in excepted.
pub fn required_setters(of: &Structure) -> String {
    let required = of.fields.iter().enumerate();
    required
        .filter(|(_, f)| f.required && !f.idempotency_token)
        .map(|(place, f)| setter(f, place))
        .collect()
}

fn setter(field: &Field, place: usize) -> String {
    let (name, setter) = (&field.name, &field.setter);
    let wire = field.name.trim_start_matches("r#");
    if place.is_multiple_of(2) {
        return format!(
            "\n        .{setter}(Some({}))",
            values::expression(&field.ty, wire, "i")
        );
    }
    match &field.ty {
        RustType::Vec(of) => format!(
            "\n        .{name}({})\n        .{name}({})",
            values::expression(of, wire, "i"),
            values::expression(of, wire, "i + 1")
        ),
        RustType::HashMap(key, value) => format!(
            "\n        .{name}({}, {})",
            values::expression(key, wire, "i"),
            values::expression(value, wire, "i")
        ),
        // `impl Into<String>`: what is written by hand is mostly a `&str`.
        RustType::String => format!("\n        .{name}(&*support::string({wire:?}, i))"),
        of => format!("\n        .{name}({})", values::expression(of, wire, "i")),
    }
}

/// Statements that hold a builder to its signatures, and show its getters and what it builds from nothing.
pub fn builder(of: &Structure, label: &str) -> String {
    let (path, builder) = types::paths(of);
    let mut out = format!("    let _: fn() -> {builder} = {path}::builder;\n");
    out.push_str(&methods(of, &builder));
    out.push_str(&format!("    support::is_builder::<{builder}>();\n"));
    if of.fields.iter().any(|f| f.ty.is_stream()) {
        return out;
    }
    let result = match of.fallible_build {
        true => format!("Result<{path}, sdk::error::BuildError>"),
        false => path.clone(),
    };
    out.push_str(&format!(
        "    let _: fn({builder}) -> {result} = {builder}::build;\n"
    ));
    out.push_str("    let i = 0;\n    let _ = i;\n");
    out.push_str(&format!(
        "    let builder = {builder}::default(){};\n",
        setters(of)
    ));
    out.push_str("    assert_eq!(builder.clone(), builder);\n");
    for field in &of.fields {
        let (getter, name) = (&field.getter, field.name.trim_start_matches("r#"));
        out.push_str(&format!(
            "    line({label}, \"get_{name}\", builder.{getter}().show());\n"
        ));
    }
    let show = match of.fallible_build {
        true => "match built { Ok(built) => built.show(), Err(error) => format!(\"{error}\") }",
        false => "built.show()",
    };
    out.push_str(&format!(
        "    let built: {result} = {path}::builder().build();\n    line({label}, \"empty\", {show});\n"
    ));
    // Each required member by itself is missing once.
    for missing in of
        .fields
        .iter()
        .filter(|f| of.fallible_build && !f.optional && f.default.is_none())
    {
        let setter = &missing.setter;
        out.push_str(&format!(
            "    line({label}, \"without {}\", match builder.clone().{setter}(None).build() {{ Ok(built) => built.show(), Err(error) => format!(\"{{error}}\") }});\n",
            missing.name.trim_start_matches("r#")
        ));
    }
    out
}

/// Exact signatures of the `set_` and `get_` methods.
pub fn methods(of: &Structure, builder: &str) -> String {
    let mut out = String::new();
    for field in &of.fields {
        let ty = types::text(&field.ty);
        let (setter, getter) = (&field.setter, &field.getter);
        out.push_str(&format!(
            "    let _: fn({builder}, Option<{ty}>) -> {builder} = {builder}::{setter};\n    let _: fn(&{builder}) -> &Option<{ty}> = {builder}::{getter};\n"
        ));
    }
    out
}
