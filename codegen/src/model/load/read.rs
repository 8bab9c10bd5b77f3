//! In: the node of one file. Out: its shapes and `apply` statements, added to a [`RawModel`].
//!
//! Rules: Smithy specification, "JSON AST". What is not readable is reported and left out; the rest of the file is read on.

use std::sync::Arc;

use super::ids;
use super::merge;
use super::raw::{Apply, Properties, RawModel, RawShape, Type, Version};
use crate::ast::{Entry, Node, Span, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ShapeId;

/// Reads one file into `model`.
pub(super) fn read(
    file: Node,
    model: &mut RawModel,
    metadata: &mut Vec<Entry>,
    diagnostics: &mut Diagnostics,
) {
    let span = file.span;
    let Some(entries) = object(file, "a model file", "", diagnostics) else {
        return;
    };
    let Some(version) = version(&entries, span, diagnostics) else {
        return;
    };
    for entry in entries {
        match &*entry.key {
            "smithy" => {}
            "metadata" => {
                if let Some(more) = object(entry.value, "`metadata`", "", diagnostics) {
                    merge::metadata(metadata, more, diagnostics);
                }
            }
            "shapes" => {
                for shape in object(entry.value, "`shapes`", "", diagnostics).unwrap_or_default() {
                    Reader {
                        version,
                        id: shape.key.clone(),
                        diagnostics,
                    }
                    .shape(shape, model);
                }
            }
            other => diagnostics.push(
                Diagnostic::warning(format!("`{other}` is no property of a model file"))
                    .at(entry.key_span, "ignored")
                    .help("a model file has `smithy`, `metadata` and `shapes`"),
            ),
        }
    }
}

fn version(entries: &[Entry], file: Span, diagnostics: &mut Diagnostics) -> Option<Version> {
    const HELP: &str = "write \"smithy\": \"2.0\" (or \"1.0\" for a model of that version)";
    let Some(entry) = entries.iter().find(|e| &*e.key == "smithy") else {
        diagnostics.push(
            Diagnostic::error("the file does not say which version of Smithy it is written in")
                .at(
                    Span {
                        end: file.start + 1,
                        ..file
                    },
                    "no member `smithy` in this object",
                )
                .help(HELP),
        );
        return None;
    };
    let found = entry
        .value
        .as_str()
        .and_then(|text| match text.split('.').next() {
            _ if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') => None,
            Some("1") => Some(Version::V1),
            Some("2") => Some(Version::V2),
            _ => None,
        });
    if found.is_none() {
        diagnostics.push(
            Diagnostic::error("this version of Smithy is not known")
                .at(entry.value.span, "neither 1.0 nor 2.0")
                .help(HELP),
        );
    }
    found
}

/// The members of an object, or a diagnostic.
fn object(
    node: Node,
    what: &str,
    shape: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Entry>> {
    match node.value {
        Value::Object(entries) => Some(entries),
        _ => {
            diagnostics.push(
                Diagnostic::error(format!("{what} must be an object"))
                    .shape(shape)
                    .at(node.span, format!("this is {}", node.kind()))
                    .help("see \"JSON AST\" in the Smithy specification for the form"),
            );
            None
        }
    }
}

/// Reads one entry of `shapes`.
pub(super) struct Reader<'a> {
    pub(super) version: Version,
    /// The shape or member being read.
    pub(super) id: Arc<str>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    pub(super) fn error(
        &mut self,
        title: impl Into<String>,
        span: Span,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(
            Diagnostic::error(title)
                .shape(&self.id)
                .at(span, label)
                .help(help),
        );
    }

    pub(super) fn object(&mut self, node: Node, what: &str) -> Option<Vec<Entry>> {
        object(node, what, &self.id, self.diagnostics)
    }

    fn shape(mut self, entry: Entry, model: &mut RawModel) {
        let id = self.id.clone();
        let Some(parts) = ids::parse(&id) else {
            return self.error(
                format!("`{id}` is no shape id"),
                entry.key_span,
                "not an absolute shape id",
                "a shape id is namespace#Name, such as com.example#City; names have ASCII letters, digits and underscores",
            );
        };
        let shape_id = if parts.member.is_none() {
            ShapeId::new(id.clone())
        } else {
            ShapeId::new(parts.shape)
        };
        let span = entry.key_span;
        let Some(entries) = self.object(entry.value, "a shape") else {
            model.broken.insert(shape_id);
            return;
        };
        let Some(ty) = entries.iter().find(|e| &*e.key == "type") else {
            model.broken.insert(shape_id);
            return self.error(
                "a shape without a type",
                span,
                "no member `type` in this shape",
                "add \"type\": \"structure\", or whatever it is",
            );
        };
        let ty_span = ty.value.span;
        let name = ty.value.as_str().unwrap_or_default().to_owned();
        if name == "apply" {
            return self.apply(parts, shape_id, span, entries, model);
        }
        let Some(ty) = Type::of(&name) else {
            model.broken.insert(shape_id);
            let known: Vec<_> = Type::names().collect();
            return self.error(
                format!("`{name}` is no type of shape"),
                ty_span,
                "unknown type",
                format!("types are {} and apply", known.join(", ")),
            );
        };
        if parts.member.is_some() {
            return self.error(
                "a member cannot be defined by itself",
                span,
                "this is the id of a member",
                "define it in `members` of its shape; only `apply` names members",
            );
        }
        if shape_id.is_prelude() {
            return self.error(
                "the namespace `smithy.api` belongs to Smithy's prelude",
                span,
                "defined here",
                "choose a namespace of your own",
            );
        }
        let mut shape = RawShape {
            id: shape_id,
            span: Some(span),
            version: self.version,
            ty,
            traits: Vec::new(),
            mixins: Vec::new(),
            members: Vec::new(),
            introduced: Default::default(),
            properties: Properties::default(),
        };
        for entry in entries {
            self.property(entry, &mut shape);
        }
        let missing = match ty {
            Type::List => ["member"]
                .iter()
                .find(|m| !shape.members.iter().any(|x| &*x.name == **m)),
            Type::Map => ["key", "value"]
                .iter()
                .find(|m| !shape.members.iter().any(|x| &*x.name == **m)),
            _ => None,
        };
        // A list or map may get its members from a mixin.
        if let Some(missing) = missing.filter(|_| shape.mixins.is_empty()) {
            self.error(
                format!("a {} without `{missing}`", ty.name()),
                span,
                format!("no readable member `{missing}` in this shape"),
                format!("add \"{missing}\": {{\"target\": \"…\"}}"),
            );
            model.broken.insert(shape.id);
            return;
        }
        // In a map, `key` comes first whatever the order of the file.
        if ty == Type::Map {
            shape.members.sort_by(|a, b| a.name.cmp(&b.name));
        }
        merge::define(shape, model, self.diagnostics);
    }

    fn apply(
        &mut self,
        parts: ids::IdParts<'_>,
        target: ShapeId,
        span: Span,
        entries: Vec<Entry>,
        model: &mut RawModel,
    ) {
        let mut traits = Vec::new();
        for entry in entries {
            match &*entry.key {
                "type" => {}
                "traits" => traits = self.traits(entry.value),
                other => {
                    let title = format!("`{other}` is no property of `apply`");
                    self.error(
                        title,
                        entry.key_span,
                        "not allowed here",
                        "`apply` has `type` and `traits` only",
                    );
                }
            }
        }
        model.applies.push(Apply {
            target,
            member: parts.member.map(Arc::from),
            span,
            traits,
        });
    }

    fn property(&mut self, entry: Entry, shape: &mut RawShape) {
        match &*entry.key {
            "type" => return,
            "traits" => {
                shape.traits = self.traits(entry.value);
                return;
            }
            "mixins" => {
                shape.mixins = self.references(entry.value, "`mixins`");
                return;
            }
            _ => {}
        }
        if !shape.ty.properties().contains(&&*entry.key) {
            self.diagnostics.push(
                Diagnostic::warning(format!(
                    "`{}` is no property of a shape of type {}",
                    entry.key,
                    shape.ty.name()
                ))
                .shape(&self.id)
                .at(entry.key_span, "ignored")
                .help("remove it, or correct its name or the shape's type"),
            );
            return;
        }
        let properties = &mut shape.properties;
        let what = format!("`{}`", entry.key);
        match &*entry.key {
            "members" => {
                for member in self.object(entry.value, "`members`").unwrap_or_default() {
                    shape.members.extend(self.member(member));
                }
            }
            "member" | "key" | "value" => shape.members.extend(self.member(entry)),
            "version" => match &entry.value.value {
                Value::String(text) => properties.version = Some(text.clone()),
                _ => self.error(
                    "`version` must be a string",
                    entry.value.span,
                    "not a string",
                    "put it in quotes",
                ),
            },
            "input" => properties.input = self.reference(entry.value, &what),
            "output" => properties.output = self.reference(entry.value, &what),
            "errors" => properties.errors = self.references(entry.value, &what),
            "create" | "put" | "read" | "update" | "delete" | "list" => {
                properties
                    .operations
                    .extend(self.reference(entry.value, &what));
            }
            "operations" | "collectionOperations" => {
                properties
                    .operations
                    .extend(self.references(entry.value, &what));
            }
            "resources" => properties.resources = self.references(entry.value, &what),
            "identifiers" => properties.identifiers = self.named_references(entry.value, &what),
            "properties" => properties.properties = self.named_references(entry.value, &what),
            "rename" => properties.rename = self.rename(entry.value),
            _ => {}
        }
    }
}
