//! Values of every type as functions of an index: as expressions of the program, and as JSON of the server's answers.
//!
//! Both follow one rule, so that a program sends what its server could answer: a union of `n` members takes the one at
//! `index % n` and hands `index / n` on, everything else hands the index on as it is.

use std::collections::BTreeMap;

use codegen::plan::codec::Codec;
use codegen::plan::{CratePlan, Enum, Field, RustType, Structure, TypeItem, Union};
use serde_json::{Map, Value, json};

use super::types;

#[derive(Clone)]
pub struct Values<'a> {
    types: BTreeMap<&'a str, &'a TypeItem>,
    streams: Vec<&'a str>,
    /// Every structure in JSON has a member that no version of the model has so far.
    more: bool,
}

impl<'a> Values<'a> {
    pub fn new(plan: &'a CratePlan) -> Self {
        let types = plan.types.iter().map(|item| (item.name(), item));
        Self {
            types: types.collect(),
            streams: plan.event_streams.iter().map(|s| &*s.union).collect(),
            more: false,
        }
    }

    pub fn with_more(self) -> Self {
        Self { more: true, ..self }
    }

    /// Whether the union is that of an event stream: received, and never a member of anything.
    pub fn is_stream(&self, of: &Union) -> bool {
        self.streams.contains(&&*of.name)
    }

    fn find(&self, name: &str) -> &'a TypeItem {
        self.types
            .get(name)
            .unwrap_or_else(|| panic!("the plan has no type {name}"))
    }

    /// How many indexes it takes to see every variant of every union and enum within a value of the type.
    ///
    /// **Invariant:** no type leads to itself: that would not end, and the stack would tell.
    pub fn cycle(&self, ty: &RustType) -> usize {
        match ty {
            RustType::Vec(of) | RustType::Option(of) | RustType::Box(of) => self.cycle(of),
            RustType::HashMap(_, of) => self.cycle(of),
            RustType::Type(name) => match self.find(name) {
                TypeItem::Structure(of) => self.structure_cycle(of),
                TypeItem::Union(of) => self.union_cycle(of),
                TypeItem::Enum(of) => of.variants.len() + 1,
            },
            // Strings have five forms.
            RustType::String => 5,
            _ => 1,
        }
    }

    pub fn structure_cycle(&self, of: &Structure) -> usize {
        let fields = of.fields.iter().map(|f| self.cycle(&f.ty));
        fields.max().unwrap_or(1)
    }

    pub fn union_cycle(&self, of: &Union) -> usize {
        let variants = of.variants.iter().filter_map(|v| v.ty.as_ref());
        variants.map(|ty| self.cycle(ty)).max().unwrap_or(1) * of.variants.len()
    }

    /// JSON of a structure's members in the body.
    pub fn structure_json(&self, of: &Structure, index: usize) -> Value {
        let mut object = Map::new();
        for field in of.fields.iter().filter(|field| field.in_body) {
            object.insert(field.wire_name.clone(), self.field_json(field, index));
        }
        if self.more {
            object.insert(
                "ofALaterVersion".to_owned(),
                json!({ "a": [1, { "b": null }] }),
            );
        }
        object.into()
    }

    pub fn field_json(&self, field: &Field, index: usize) -> Value {
        self.json(&field.ty, &field.codec, &field.name, index)
    }

    fn json(&self, ty: &RustType, codec: &Codec, name: &str, index: usize) -> Value {
        match (ty, codec) {
            (RustType::Bool, _) => json!(index.is_multiple_of(2)),
            (RustType::I8 | RustType::I16 | RustType::I32 | RustType::I64, _) => json!(index + 7),
            (RustType::F32 | RustType::F64, _) => json!(index as f64 + 0.1),
            (RustType::String, _) => string(name, index).into(),
            (RustType::Blob, _) => aws_smithy_types::base64::encode(string(name, index)).into(),
            (RustType::Document, _) => document(index),
            (RustType::DateTime, Codec::Timestamp(format)) => {
                assert_eq!(format!("{format:?}"), "DateTime", "{name}");
                json!(format!("2026-05-{:02}T01:02:03.5Z", index % 28 + 1))
            }
            (RustType::Vec(of), Codec::List { element, .. }) => json!([
                self.json(of, element, name, index),
                self.json(of, element, name, index + 1)
            ]),
            (RustType::HashMap(_, of), Codec::Map { value, .. }) => {
                let key = |index| format!("{name}-key-{index}");
                json!({ key(0): self.json(of, value, name, index), key(1): self.json(of, value, name, index + 1) })
            }
            (RustType::Box(of), Codec::Boxed(codec)) => self.json(of, codec, name, index),
            (RustType::Type(of), _) => match self.find(of) {
                TypeItem::Structure(of) => self.structure_json(of, index),
                TypeItem::Union(of) => self.union_json(of, index),
                TypeItem::Enum(of) => enum_json(of, index),
            },
            _ => panic!("neither model has {ty:?} so far: say here what JSON it is"),
        }
    }

    fn union_json(&self, of: &Union, index: usize) -> Value {
        let (here, below) = (index % of.variants.len(), index / of.variants.len());
        let variant = &of.variants[here];
        let value = match &variant.ty {
            Some(ty) => self.json(ty, &variant.codec, &variant.name, below),
            None => json!({}),
        };
        let mut object = Map::new();
        object.insert(variant.wire_name.clone(), value);
        object.into()
    }
}

/// All values of an enum, then one that no version has.
fn enum_json(of: &Enum, index: usize) -> Value {
    let variant = of.variants.get(index % (of.variants.len() + 1));
    variant
        .map_or("not-yet-known", |variant| &variant.value)
        .into()
}

/// An expression of the type, in which `i` is the index and `name` that of the member.
pub fn expression(ty: &RustType, name: &str, index: &str) -> String {
    match ty {
        RustType::Bool => format!("({index}).is_multiple_of(2)"),
        RustType::I8 | RustType::I16 | RustType::I32 | RustType::I64 => {
            format!("({index}) as {} + 7", types::text(ty))
        }
        RustType::F32 | RustType::F64 => format!("({index}) as {} + 0.1", types::text(ty)),
        RustType::String => format!("support::string({name:?}, {index})"),
        RustType::Blob => {
            format!("sdk::primitives::Blob::new(support::string({name:?}, {index}))")
        }
        RustType::DateTime => {
            format!("sdk::primitives::DateTime::from_secs(1_700_000_000 + ({index}) as i64)")
        }
        RustType::Document => format!("support::document({index})"),
        RustType::Type(of) => format!("new_{}({index})", types::function(of)),
        RustType::Vec(of) => format!(
            "vec![{}, {}]",
            expression(of, name, index),
            expression(of, name, &format!("{index} + 1"))
        ),
        RustType::HashMap(key, of) => format!(
            "HashMap::from([({}, {})])",
            expression(key, name, index),
            expression(of, name, index)
        ),
        RustType::Option(of) => format!("Some({})", expression(of, name, index)),
        RustType::Box(of) => format!("Box::new({})", expression(of, name, index)),
        _ => panic!("neither model has {ty:?} so far: say here how to make one"),
    }
}

/// As `support::string` of the programs.
fn string(name: &str, index: usize) -> String {
    let form = ["", " é/+%?&=", " \"\\", " \u{1f600}", "#;:,"][index % 5];
    format!("{name}-{index}{form}")
}

/// As `support::document` of the programs.
fn document(index: usize) -> Value {
    json!({ "list": [null, true, index, -1, 0.5], "text": string("document", index) })
}
