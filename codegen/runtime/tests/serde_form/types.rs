//! Types with tables of every kind of member.

use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
use std::collections::HashMap;

macro_rules! with_builder {
    ($name:ident, $builder:ident, { $($field:ident: $of:ty => $held:ty),* $(,)? }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $(pub $field: $of),* }
        #[derive(Default)]
        pub struct $builder { $($field: Option<$held>),* }
    };
}

with_builder!(Kettle, KettleBuilder, {
    kettle_id: String => String,
    size: Option<Box<Kettle>> => Box<Kettle>,
    material: Option<Material> => Material,
    litres: f32 => f32,
    watts: i32 => i32,
    count: i64 => i64,
    on: Option<bool> => bool,
    mark: Option<Blob> => Blob,
    bought_at: Option<DateTime> => DateTime,
    serviced_at: Option<DateTime> => DateTime,
    boiled_at: Option<DateTime> => DateTime,
    notes: Option<Document> => Document,
    labels: Option<HashMap<String, Option<String>>> => HashMap<String, Option<String>>,
    owners: Option<Vec<Option<String>>> => Vec<Option<String>>,
    parts: Option<Vec<Part>> => Vec<Part>,
    serial: Option<BigInteger> => BigInteger,
    price: Option<BigDecimal> => BigDecimal,
});

crate::runtime::serde_form::structure!([Serialize] Kettle, KettleBuilder [], {
    required(kettle_id, "kettleId", Text),
    optional(size, "size", Boxed(Named)),
    stated(material, "material", Named),
    default(litres, "litres", Float, 1.5),
    default(watts, "watts", Integer),
    omitted(count, "count", Integer, 1),
    optional(on, "on", Boolean),
    optional(mark, "mark", Base64),
    optional(bought_at, "boughtAt", DateTime),
    optional(serviced_at, "servicedAt", HttpDate),
    optional(boiled_at, "boiledAt", EpochSeconds),
    optional(notes, "notes", Document),
    optional(labels, "labels", Map(Sparse(Text))),
    optional(owners, "owners", List(Sparse(Text))),
    optional(parts, "parts", List(Named)),
    optional(serial, "serial", BigInteger),
    optional(price, "price", BigDecimal)
});

/// Without members, but with a field of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Empty {
    pub request_id: Option<String>,
}
#[derive(Default)]
pub struct EmptyBuilder {}
crate::runtime::serde_form::structure!([Serialize] Empty, EmptyBuilder [], {} { request_id: None });

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Lid(String),
    Spout(i32),
    Handle,
    Unknown(crate::runtime::union::UnknownMember),
}
crate::runtime::serde_form::union!(Part, { Lid("lid", Text), Spout("spout", Integer) } { Handle("handle") });

#[derive(Clone, Debug, PartialEq)]
pub enum Material {
    Steel,
    Unknown(String),
}

impl Material {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Steel => "steel",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Material {
    fn from(text: &str) -> Self {
        match text {
            "steel" => Self::Steel,
            other => Self::Unknown(other.to_owned()),
        }
    }
}
crate::runtime::serde_form::string_enum!(Material);

/// The least that a kettle is read from, and the kettle.
pub const LEAST: &str = r#"{"kettleId":"k-1","material":"steel"}"#;

pub fn least() -> Kettle {
    Kettle {
        kettle_id: "k-1".to_owned(),
        size: None,
        material: Some(Material::Steel),
        litres: 1.5,
        watts: 0,
        count: 1,
        on: None,
        mark: None,
        bought_at: None,
        serviced_at: None,
        boiled_at: None,
        notes: None,
        labels: None,
        owners: None,
        parts: None,
        serial: None,
        price: None,
    }
}
