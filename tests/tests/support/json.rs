//! JSON of a shape, from the model: full values that together have every member of every union within.
//!
//! **Invariant:** each value that [`Json::values`] gives is one that the service could send. A structure within itself
//! ends where it begins for the second time: its optional members are left out there.

use codegen::model::traits::TimestampFormat;
use codegen::model::{Member, Shape, ShapeId, ShapeKind, closure};
use serde_json::{Map, Value, json};

use super::model::{Service, in_body, json_name};

/// Gives the leaves of a value.
pub struct Json<'a> {
    pub service: &'a Service,
    /// What strings hold: gets whether the string is sensitive.
    pub string: &'a dyn Fn(bool) -> String,
    /// Whether members that HTTP binds elsewhere than to the body are among the others.
    pub with_bound: bool,
}

impl Json<'_> {
    /// Full values of a shape, as few as have each member of each union once.
    pub fn values(&self, id: &ShapeId) -> Vec<Value> {
        self.target(id, false, &mut Vec::new())
    }

    fn target(&self, id: &ShapeId, sensitive: bool, within: &mut Vec<ShapeId>) -> Vec<Value> {
        if within.contains(id) {
            return Vec::new();
        }
        let shape = self.service.shape(id);
        let sensitive = sensitive || shape.traits.sensitive;
        within.push(id.clone());
        let values = match &shape.kind {
            ShapeKind::Structure { members } => self.structures(members, sensitive, within),
            ShapeKind::Union { members } => members
                .iter()
                .flat_map(|member| {
                    let values = self.member(member, sensitive, within);
                    let name = json_name(member);
                    values.into_iter().map(move |value| json!({ name: value }))
                })
                .collect(),
            ShapeKind::List { member } => vec![self.member(member, sensitive, within).into()],
            ShapeKind::Map { key, value } => {
                let key_is_sensitive = sensitive || self.service.is_sensitive(key);
                let values = self.member(value, sensitive, within);
                let key = |index| format!("{}{index}", (self.string)(key_is_sensitive));
                let entries = values.into_iter().enumerate();
                vec![Value::Object(entries.map(|(i, v)| (key(i), v)).collect())]
            }
            _ => vec![self.simple(shape, sensitive)],
        };
        within.pop();
        values
    }

    fn member(&self, member: &Member, sensitive: bool, within: &mut Vec<ShapeId>) -> Vec<Value> {
        let sensitive = sensitive || member.traits.sensitive;
        if let Some(format) = member.traits.timestamp_format {
            return vec![timestamp(Some(format))];
        }
        self.target(&member.target, sensitive, within)
    }

    fn structures(
        &self,
        members: &[Member],
        sensitive: bool,
        within: &mut Vec<ShapeId>,
    ) -> Vec<Value> {
        let fields: Vec<(&str, Vec<Value>)> = members
            .iter()
            .filter(|member| self.with_bound || in_body(member))
            .map(|member| (json_name(member), self.member(member, sensitive, within)))
            .filter(|(_, values)| !values.is_empty())
            .collect();
        let count = fields.iter().map(|(_, values)| values.len()).max();
        (0..count.unwrap_or(1))
            .map(|index| {
                let nth = |values: &Vec<Value>| values[index % values.len()].clone();
                let members = fields.iter().map(|(name, v)| ((*name).to_owned(), nth(v)));
                Value::Object(members.collect::<Map<_, _>>())
            })
            .collect()
    }

    fn simple(&self, shape: &Shape, sensitive: bool) -> Value {
        let text = || (self.string)(sensitive);
        match &shape.kind {
            ShapeKind::Enum { members, .. } if !sensitive => {
                let value = members.first().and_then(|m| m.traits.enum_value.as_ref());
                value.and_then(|v| v.as_str()).unwrap_or("?").into()
            }
            ShapeKind::Boolean => true.into(),
            ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long => 1.into(),
            ShapeKind::Float | ShapeKind::Double => 0.5.into(),
            ShapeKind::IntEnum { .. } | ShapeKind::BigInteger | ShapeKind::BigDecimal => 1.into(),
            ShapeKind::Blob => aws_smithy_types::base64::encode(text()).into(),
            ShapeKind::Timestamp => timestamp(shape.traits.timestamp_format),
            ShapeKind::Document => json!({ text(): [text(), 1, null] }),
            _ => text().into(),
        }
    }
}

fn timestamp(format: Option<TimestampFormat>) -> Value {
    match format {
        Some(TimestampFormat::DateTime) => "2026-05-19T12:34:56.789Z".into(),
        Some(TimestampFormat::HttpDate) => "Tue, 19 May 2026 12:34:56 GMT".into(),
        _ => 1_779_194_096.5.into(),
    }
}

/// The members of an event stream that are events.
pub fn events<'a>(service: &'a Service, stream: &'a Shape) -> impl Iterator<Item = &'a Member> {
    closure::members(stream).filter(|m| service.shape(&m.target).traits.error.is_none())
}
