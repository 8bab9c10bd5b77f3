//! Use of a union: every variant by name, its `as_` and `is_` methods.

use codegen::plan::{CratePlan, Union};

use super::{types, values};

pub fn union(of: &Union, plan: &CratePlan) -> String {
    let path = format!("sdk::types::{}", of.name);
    let function = types::function(&of.name);
    let count = of.variants.len();
    let stream = plan.event_streams.iter().any(|s| s.union == of.name);
    let (mut new, mut show, mut signatures) = (String::new(), String::new(), String::new());
    for (index, variant) in of.variants.iter().enumerate() {
        let (name, is, as_) = (&variant.name, &variant.is_method, &variant.as_method);
        signatures.push_str(&format!("    let _: fn(&{path}) -> bool = {path}::{is};\n"));
        match &variant.ty {
            Some(ty) => {
                let value = values::expression(ty, name, &format!("i / {count}"));
                new.push_str(&format!("        {index} => {path}::{name}({value}),\n"));
                let ty = types::text(ty);
                signatures.push_str(&format!(
                    "    let _: fn(&{path}) -> Result<&{ty}, &{path}> = {path}::{as_};\n"
                ));
                show.push_str(&format!(
                    "        if let {path}::{name}(inner) = self {{\n            let inner: &{ty} = inner;\n            let same = self.{as_}().is_ok_and(|other| other.show() == inner.show());\n            return format!(\"{name}({{}}, {{same}}, {{}})\", inner.show(), is.map(|is| is(self).to_string()).join(\" \"));\n        }}\n"
                ));
            }
            None => {
                new.push_str(&format!("        {index} => {path}::{name},\n"));
                show.push_str(&format!(
                    "        if let {path}::{name} = self {{\n            return \"{name}\".to_owned();\n        }}\n"
                ));
            }
        }
    }
    let is = is_methods(of, &path);
    let show_impl = format!(
        "
impl Show for {path} {{
    fn show(&self) -> String {{
        let is = [{is}];
{show}        assert!(self.is_unknown() && !is.iter().any(|is| is(self)));
        \"unknown\".to_owned()
    }}
}}
"
    );
    if stream {
        return format!(
            "\nfn use_{function}() {{\n    support::is_structure::<{path}>();\n{signatures}    let _: fn(&{path}) -> bool = {path}::is_unknown;\n}}\n{show_impl}"
        );
    }
    format!(
        r#"
fn new_{function}(i: usize) -> {path} {{
    match i % {count} {{
{new}        _ => unreachable!(),
    }}
}}
{show_impl}
fn use_{function}(count: usize) {{
    support::is_structure::<{path}>();
{signatures}    let _: fn(&{path}) -> bool = {path}::is_unknown;
    for i in 0..count {{
        let value = new_{function}(i);
        assert_eq!(value.clone(), value);
        line("{name}", "value", value.show());
    }}
}}
"#,
        name = of.name
    )
}

fn is_methods(of: &Union, path: &str) -> String {
    let methods: Vec<String> = of
        .variants
        .iter()
        .enumerate()
        .map(|(index, v)| match index {
            0 => format!("{path}::{} as fn(&{path}) -> bool", v.is_method),
            _ => format!("{path}::{}", v.is_method),
        })
        .collect();
    methods.join(", ")
}
