//! In: values that a plan has decided. Out: the text files of a crate, made by the `askama` templates in
//! `codegen/templates/`, each of which reads like the file that it makes.

use askama::Template;

/// Apache License 2.0, the licence of generated crates.
pub const LICENSE: &str = include_str!("../templates/LICENSE");

/// `Cargo.toml` of a generated crate.
#[derive(Clone, Debug, Template)]
#[template(path = "Cargo.toml.j2", escape = "none")]
pub struct CargoToml<'a> {
    /// Comment lines (`# …`) that name where the file comes from.
    pub head: &'a str,
    pub name: &'a str,
    /// As in Rust: `devops_agent`.
    pub lib_name: &'a str,
    pub version: &'a str,
    pub rust_version: &'a str,
    /// One line of plain text.
    pub description: &'a str,
    /// The manifest of generated files, which packages go without.
    pub manifest: &'a str,
    /// Beyond those that every crate has: name and what it enables.
    pub features: &'a [(&'a str, &'a [&'a str])],
    pub dependencies: &'a [Dependency<'a>],
    pub dev_dependencies: &'a [Dependency<'a>],
}

/// A line of a dependency table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency<'a> {
    pub name: &'a str,
    pub version: &'a str,
    pub features: &'a [&'a str],
    pub default_features: bool,
    pub optional: bool,
}

impl Dependency<'_> {
    /// `bytes = "1.12"`, or a table where there is more to say.
    fn line(&self) -> String {
        let version = quoted(self.version);
        if self.features.is_empty() && self.default_features && !self.optional {
            return format!("{} = {version}", self.name);
        }
        let mut line = format!("{} = {{ version = {version}", self.name);
        if !self.default_features {
            line.push_str(", default-features = false");
        }
        if !self.features.is_empty() {
            line.push_str(&format!(", features = {}", array(self.features)));
        }
        if self.optional {
            line.push_str(", optional = true");
        }
        line + " }"
    }
}

/// `README.md` of a generated crate, which is also the crate's page in its documentation: its code blocks are doctests.
#[derive(Clone, Debug, Template)]
#[template(path = "README.md.j2", escape = "none")]
pub struct Readme<'a> {
    /// Text of the comment that names where the file comes from. **Invariant:** no `--` in it.
    pub head: &'a str,
    pub name: &'a str,
    pub lib_name: &'a str,
    pub version: &'a str,
    /// Of the service, Markdown on one line.
    pub title: &'a str,
    pub api_version: &'a str,
    /// Of the service, Markdown.
    pub docs: &'a str,
    /// A method of the client whose operation needs no members, for the first call.
    pub example: Option<&'a str>,
    /// By name.
    pub operations: &'a [Operation<'a>],
    /// An output to show the feature `serde` with.
    pub saved: Option<Saved<'a>>,
}

/// An output that holds no stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved<'a> {
    /// Of the operation, in `crate::operation`.
    pub module: &'a str,
    /// Its type.
    pub output: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation<'a> {
    /// Of the model: `ListServices`.
    pub name: &'a str,
    /// Of the client: `list_services`.
    pub method: &'a str,
}

/// The file that a template makes, with one line end at the end.
///
/// # Errors
///
/// A template that fails, which ours, made of values only, do not.
pub fn render(template: &impl Template) -> Result<String, askama::Error> {
    let mut out = template.render()?;
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(out)
}

/// Filters of the templates.
mod filters {
    #[askama::filter_fn]
    pub fn toml(text: impl AsRef<str>, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::quoted(text.as_ref()))
    }

    #[askama::filter_fn]
    pub fn toml_array(texts: &[&str], _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::array(texts))
    }
}

/// A TOML string, quoted and escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn array(texts: &[&str]) -> String {
    let quoted: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPENDENCIES: [Dependency<'static>; 2] = [
        Dependency {
            name: "bytes",
            version: "1.12",
            features: &[],
            default_features: true,
            optional: false,
        },
        Dependency {
            name: "http",
            version: "1.5",
            features: &["std"],
            default_features: false,
            optional: true,
        },
    ];

    #[test]
    fn cargo_toml_is_what_cargo_reads() {
        let text = render(&CargoToml {
            head: "# @generated",
            name: "tiny-client",
            lib_name: "tiny_client",
            version: "0.1.0",
            rust_version: "1.94.1",
            description: "A \"tiny\" \\ client",
            manifest: ".manifest",
            features: &[("more", &["dep:http"])],
            dependencies: &DEPENDENCIES,
            dev_dependencies: &[],
        })
        .unwrap();
        assert!(
            text.starts_with("# @generated\n\n[package]\nname = \"tiny-client\"\n"),
            "{text}"
        );
        assert!(!text.contains("\n\n\n"), "{text}");
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(
            table["package"]["description"].as_str(),
            Some("A \"tiny\" \\ client")
        );
        assert_eq!(
            table["features"]["rustls"][0].as_str(),
            Some("default-https-client")
        );
        assert_eq!(table["features"]["more"][0].as_str(), Some("dep:http"));
        assert_eq!(table["dependencies"]["bytes"].as_str(), Some("1.12"));
        let http = table["dependencies"]["http"].as_table().unwrap();
        assert_eq!(http["default-features"].as_bool(), Some(false));
        assert_eq!(http["optional"].as_bool(), Some(true));
        assert_eq!(http["features"][0].as_str(), Some("std"));
    }

    #[test]
    fn readme_shows_a_call_and_the_operations() {
        let readme = Readme {
            head: "@generated",
            name: "tiny-client",
            lib_name: "tiny_client",
            version: "0.1.0",
            title: "Tiny",
            api_version: "2026-01-01",
            docs: "Does little.",
            example: Some("list_things"),
            operations: &[Operation {
                name: "ListThings",
                method: "list_things",
            }],
            saved: None,
        };
        let text = render(&readme).unwrap();
        assert!(
            text.starts_with("<!-- @generated -->\n\n# Tiny for Rust\n\nDoes little.\n"),
            "{text}"
        );
        assert!(
            text.contains("1 operation of Tiny (API version 2026-01-01)"),
            "{text}"
        );
        assert!(
            text.contains("    let answer = client.list_things().send().await?;\n"),
            "{text}"
        );
        assert!(
            text.contains("| ListThings | `list_things()` |\n\n## Features"),
            "{text}"
        );
        assert!(!text.contains("\n\n\n"), "{text}");
        let text = render(&Readme {
            example: None,
            ..readme
        })
        .unwrap();
        assert!(
            text.contains("    println!(\"{client:?}\");\n    Ok(())\n"),
            "{text}"
        );
    }
}
