//! In: a `service.toml`, or options of the command line. Out: [`Settings`]: what to generate, and under which name.
//!
//! The file is TOML; a key that is not listed here is an error, as is a value that could not be used later.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::ast::{FileId, Span};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};

/// The version of a crate whose settings name none.
pub const DEFAULT_VERSION: &str = "0.1.0";

/// What to generate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Id or name of the service shape; the only service of the model if `None`.
    pub service: Option<Named>,
    /// Name of the generated package; made from the service's `sdkId` if `None`.
    pub crate_name: Option<String>,
    /// Version of the generated package, [`DEFAULT_VERSION`] if `None`.
    pub version: Option<String>,
    /// Ids or names of operations; all of the service if `None`.
    pub operations: Option<Vec<Named>>,
    /// Names of fix-ups to apply to the model, in this order.
    pub fixups: Vec<Named>,
    /// Names for what API change pages have no names for; see [`crate::transcribe::names`].
    pub names: BTreeMap<String, String>,
}

/// A name that the user has written, and where, so that a finding about it can show the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// `None` on the command line.
    pub span: Option<Span>,
}

impl From<String> for Named {
    fn from(name: String) -> Self {
        Self { name, span: None }
    }
}

impl From<&str> for Named {
    fn from(name: &str) -> Self {
        name.to_owned().into()
    }
}

/// The form of `service.toml`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ServiceToml {
    service: Spanned<String>,
    crate_name: Spanned<String>,
    version: Spanned<String>,
    operations: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    fixups: Vec<Spanned<String>>,
    /// Of use to `xtask transcribe` only.
    #[serde(default)]
    names: BTreeMap<Spanned<String>, Spanned<String>>,
    /// For people who read the file.
    #[serde(default, rename = "notes")]
    _notes: Vec<String>,
}

/// Reads a `service.toml`. `None` if `diagnostics` has an error about it afterwards.
pub fn read(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Settings> {
    let file = sources.read(path, diagnostics)?;
    parse(file, &sources.get(file).text.clone(), diagnostics)
}

/// Reads the text of a `service.toml` that has been read as `file`. `None` as for [`read`].
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Settings> {
    let span = |range: std::ops::Range<usize>| Span {
        file,
        start: range.start as u32,
        end: range.end as u32,
    };
    let parsed: ServiceToml = match toml::from_str(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let place = span(error.span().unwrap_or(0..0));
            diagnostics.push(
                Diagnostic::error("the settings of the service cannot be read").at(place, error.message()).help(
                    "service.toml has `service`, `crate-name`, `version`, and optionally `operations`, `fixups`, `names` and `notes`",
                ),
            );
            return None;
        }
    };
    let before = diagnostics.list.len();
    let mut wrong = |range, title: String, label: &str, help: &str| {
        diagnostics.push(Diagnostic::error(title).at(span(range), label).help(help));
    };
    if let Err(why) = check_crate_name(parsed.crate_name.get_ref()) {
        let title = format!(
            "`{}` cannot be the name of a crate",
            parsed.crate_name.get_ref()
        );
        wrong(parsed.crate_name.span(), title, why, CRATE_NAME_HELP);
    }
    if let Err(why) = check_version(parsed.version.get_ref()) {
        let title = format!("`{}` is not a version", parsed.version.get_ref());
        wrong(parsed.version.span(), title, &why, VERSION_HELP);
    }
    if let Some(operations) = &parsed.operations {
        if operations.get_ref().is_empty() {
            wrong(
                operations.span(),
                NO_OPERATIONS.to_owned(),
                "empty",
                NO_OPERATIONS_HELP,
            );
        }
        let mut seen = BTreeSet::new();
        for operation in operations
            .get_ref()
            .iter()
            .filter(|operation| !seen.insert(operation.get_ref().as_str()))
        {
            let title = format!("operation `{}` is listed twice", operation.get_ref());
            wrong(
                operation.span(),
                title,
                "the second time",
                "remove one of the two",
            );
        }
    }
    for (place, name) in &parsed.names {
        if !crate::transcribe::names::is_name(name.get_ref()) {
            let title = format!("`{}` cannot be a name in a model", name.get_ref());
            let label = format!("given to `{}`", place.get_ref());
            let help = "letters, digits and `_`, a letter first; with a namespace and `#` before it for shapes of others";
            wrong(name.span(), title, &label, help);
        }
    }
    let named = |spanned: Spanned<String>| Named {
        span: Some(span(spanned.span())),
        name: spanned.into_inner(),
    };
    (diagnostics.list.len() == before).then(|| Settings {
        service: Some(named(parsed.service)),
        crate_name: Some(parsed.crate_name.into_inner()),
        version: Some(parsed.version.into_inner()),
        operations: parsed
            .operations
            .map(|list| list.into_inner().into_iter().map(named).collect()),
        fixups: parsed.fixups.into_iter().map(named).collect(),
        names: parsed
            .names
            .into_iter()
            .map(|(place, name)| (place.into_inner(), name.into_inner()))
            .collect(),
    })
}

const CRATE_NAME_HELP: &str = "choose a name such as `devops-agent`";
const VERSION_HELP: &str = "write a semantic version, such as `0.1.0`";
const NO_OPERATIONS: &str = "the list of operations is empty";
const NO_OPERATIONS_HELP: &str = "name at least one operation, or leave the list out for all";

impl Settings {
    /// Forgets where names were written, for a run that reads the file no more.
    pub fn forget_places(&mut self) {
        let operations = self.operations.iter_mut().flatten();
        let all = self.service.iter_mut().chain(operations);
        all.chain(&mut self.fixups)
            .for_each(|named| named.span = None);
    }

    /// Checks settings that came from the command line; those of a file are checked where they are read.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        if let Some(name) = &self.crate_name
            && let Err(why) = check_crate_name(name)
        {
            let title = format!("`{name}` cannot be the name of a crate: {why}");
            diagnostics.push(Diagnostic::error(title).help(CRATE_NAME_HELP));
        }
        if let Some(version) = &self.version
            && let Err(why) = check_version(version)
        {
            let title = format!("`{version}` is not a version: {why}");
            diagnostics.push(Diagnostic::error(title).help(VERSION_HELP));
        }
        if self.operations.as_ref().is_some_and(Vec::is_empty) {
            diagnostics.push(Diagnostic::error(NO_OPERATIONS).help(NO_OPERATIONS_HELP));
        }
    }
}

/// Names that cargo refuses, or that would hide what the generated code refers to.
const RESERVED: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "do",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

fn check_crate_name(name: &str) -> Result<(), &'static str> {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err("it must start with a letter");
    }
    if !name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    {
        return Err("only letters, digits, `-` and `_` of ASCII are allowed");
    }
    if name.len() > 64 {
        return Err("it is longer than 64 characters");
    }
    if RESERVED.contains(&name) {
        return Err("the name is reserved by Rust or cargo");
    }
    Ok(())
}

fn check_version(version: &str) -> Result<(), String> {
    semver::Version::parse(version)
        .map(drop)
        .map_err(|error| error.to_string())
}

/// A package's name made from the name of a service: `DevOps Agent` gives `devops-agent`.
pub fn default_crate_name(service: &str) -> String {
    let mut out = String::new();
    for c in service.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if check_crate_name(out).is_ok() {
        out.to_owned()
    } else {
        format!("client-{out}").trim_end_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "service = \"a#B\"\ncrate-name = \"b-client\"\nversion = \"1.2.3\"\n";

    fn parsed(text: &str) -> Result<Settings, String> {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let file = sources.add("models/b/service.toml", text);
        parse(file, text, &mut diagnostics).ok_or_else(|| diagnostics.render(&sources, false))
    }

    #[test]
    fn reads_all_keys() {
        let text =
            format!("{GOOD}operations = [\"X\", \"Y\"]\nfixups = [\"f\"]\nnotes = [\"n\"]\n");
        let settings = parsed(&text).unwrap();
        let place = |named: &Named| {
            let span = named.span.unwrap();
            text[span.start as usize..span.end as usize].to_owned()
        };
        let names = |list: &[Named]| -> Vec<_> {
            list.iter()
                .map(|named| (named.name.clone(), place(named)))
                .collect()
        };
        let quoted = |name: &str| (name.to_owned(), format!("\"{name}\""));
        assert_eq!(names(settings.service.as_slice()), [quoted("a#B")]);
        assert_eq!(settings.crate_name.as_deref(), Some("b-client"));
        assert_eq!(settings.version.as_deref(), Some("1.2.3"));
        let operations = settings.operations.unwrap();
        assert_eq!(names(&operations), [quoted("X"), quoted("Y")]);
        assert_eq!(names(&settings.fixups), [quoted("f")]);
        assert_eq!(parsed(GOOD).unwrap().operations, None);
    }

    #[test]
    fn says_where_and_why() {
        let cases = [
            (
                format!("{GOOD}operation = []"),
                "service.toml:4:1",
                "unknown field `operation`",
            ),
            (
                GOOD.replace("1.2.3", "1.2"),
                "service.toml:3:11",
                "`1.2` is not a version",
            ),
            (
                GOOD.replace("b-client", "b client"),
                "service.toml:2:14",
                "`b client` cannot be the name of a crate",
            ),
            (
                GOOD.replace("version", "#"),
                "service.toml:1:1",
                "missing field `version`",
            ),
            (
                format!("{GOOD}operations = []"),
                "service.toml:4:14",
                "the list of operations is empty",
            ),
            (
                format!("{GOOD}operations = [\"X\", \"X\"]"),
                "service.toml:4:20",
                "operation `X` is listed twice",
            ),
            ("service = ".to_owned(), "service.toml:1:", "cannot be read"),
        ];
        for (text, place, message) in cases {
            let shown = parsed(&text).unwrap_err();
            assert!(
                shown.contains(place) && shown.contains(message),
                "{text}\n{shown}"
            );
        }
    }

    #[test]
    fn crate_names() {
        for (service, expected) in [
            ("DevOps Agent", "devops-agent"),
            (" IoT  1-Click ", "iot-1-click"),
            ("2x", "client-2x"),
            ("Test", "client-test"),
            ("é", "client"),
        ] {
            assert_eq!(default_crate_name(service), expected);
        }
        assert!(check_crate_name("std").is_err());
        assert!(check_crate_name(&"a".repeat(65)).is_err());
    }
}
