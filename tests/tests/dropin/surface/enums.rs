//! Use of an enum: every variant by name, its text both ways, and what it derives.

use codegen::plan::Enum;

use super::types::function;

pub fn enumeration(of: &Enum) -> String {
    let name = format!("sdk::types::{}", of.name);
    let function = function(&of.name);
    let variants: Vec<String> = of
        .variants
        .iter()
        .map(|v| format!("{name}::{}", v.name))
        .collect();
    let arms: String = variants
        .iter()
        .map(|v| format!("            {v} => {v:?},\n"))
        .collect();
    let count = variants.len() + 1;
    let list = variants.join(", ");
    let own = &of.name;
    format!(
        r#"
fn new_{function}(i: usize) -> {name} {{
    let known = [{list}];
    known.into_iter().nth(i % {count}).unwrap_or_else(|| {name}::from("not-yet-known"))
}}

impl Show for {name} {{
    fn show(&self) -> String {{
        self.as_str().to_owned()
    }}
}}

fn use_{function}() {{
    support::is_enum::<{name}>();
    let _: fn(&{name}) -> &str = {name}::as_str;
    let _: fn(&str) -> Result<{name}, sdk::error::UnknownVariantError> = {name}::try_parse;
    const VALUES: &[&str] = {name}::values();
    for i in 0..{count} {{
        let value = new_{function}(i);
        let matched = match &value {{
{arms}            other if other.as_str() == "not-yet-known" => "unknown",
            _ => unreachable!(),
        }};
        line("{own}", "variant", format!("{{matched}} {{value}} {{value:?}} {{}}", VALUES.contains(&value.as_str())));
        let parsed = {name}::try_parse(value.as_ref());
        line("{own}", "try_parse", match &parsed {{
            Ok(parsed) => format!("{{}}", *parsed == value),
            Err(error) => format!("{{error}} {{error:?}}"),
        }});
        assert_eq!(value.as_str().parse::<{name}>().unwrap(), value.clone());
    }}
}}
"#
    )
}
