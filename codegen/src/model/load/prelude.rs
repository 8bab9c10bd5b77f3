//! The public shapes of `smithy.api`, and those that are named where no shape is.
//!
//! Rules: Smithy specification, "Prelude".

use super::raw::{Properties, RawModel, RawShape, RawTrait, Type, Version};
use crate::ast::{FileId, Node, Span, Value};
use crate::model::ShapeId;

const SHAPES: &[(&str, Type)] = &[
    ("BigDecimal", Type::BigDecimal),
    ("BigInteger", Type::BigInteger),
    ("Blob", Type::Blob),
    ("Boolean", Type::Boolean),
    ("Byte", Type::Byte),
    ("Document", Type::Document),
    ("Double", Type::Double),
    ("Float", Type::Float),
    ("Integer", Type::Integer),
    ("Long", Type::Long),
    ("PrimitiveBoolean", Type::Boolean),
    ("PrimitiveByte", Type::Byte),
    ("PrimitiveDouble", Type::Double),
    ("PrimitiveFloat", Type::Float),
    ("PrimitiveInteger", Type::Integer),
    ("PrimitiveLong", Type::Long),
    ("PrimitiveShort", Type::Short),
    ("Short", Type::Short),
    ("String", Type::String),
    ("Timestamp", Type::Timestamp),
    ("Unit", Type::Structure),
];

/// Where values of the prelude stand: nowhere. Nothing that is reported refers to them.
const NOWHERE: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};

/// Adds the prelude's shapes to the model.
pub(super) fn add(model: &mut RawModel) {
    for (name, ty) in SHAPES {
        let id = ShapeId::new(format!("smithy.api#{name}"));
        let made = |trait_id: &str, value| RawTrait {
            id: ShapeId::new(trait_id),
            span: NOWHERE,
            value: Node {
                value,
                span: NOWHERE,
            },
        };
        let traits = match (*name, ty) {
            ("Unit", _) => vec![made("smithy.api#unitType", Value::Object(Vec::new()))],
            ("PrimitiveBoolean", _) => vec![made("smithy.api#default", Value::Bool(false))],
            (name, _) if name.starts_with("Primitive") => {
                vec![made("smithy.api#default", Value::Number("0".into()))]
            }
            _ => Vec::new(),
        };
        let shape = RawShape {
            id: id.clone(),
            span: None,
            version: Version::V2,
            ty: *ty,
            traits,
            mixins: Vec::new(),
            members: Vec::new(),
            introduced: Default::default(),
            properties: Properties::default(),
        };
        model.shapes.insert(id, shape);
    }
}
