//! The marker that stands in the place of everything sensitive, and the JSON that is full of it.

use codegen::model::{Member, Shape, ShapeId, ShapeKind, closure};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::support::json::Json;
use crate::support::model::{Service, services};

pub const MARKER: &str = "QZmarkerZQ";

/// Whether the text shows the marker: as text, as base64, or as a list of bytes.
pub fn shows_marker(text: &str) -> bool {
    let bytes = MARKER.as_bytes();
    let listed: Vec<String> = bytes.iter().map(u8::to_string).collect();
    text.contains(MARKER)
        || text.contains(&listed.join(", "))
        || (0..3).any(|start| text.contains(&base64_of_middle(start)))
}

/// What base64 makes of the marker where it starts `start` bytes into a group of three.
fn base64_of_middle(start: usize) -> String {
    let marker = &MARKER[(3 - start) % 3..];
    aws_smithy_types::base64::encode(&marker[..marker.len() / 3 * 3])
}

/// Panics if the text shows the marker.
pub fn assert_hides(what: &str, text: &str) {
    assert!(
        !shows_marker(text),
        "{what} shows what is sensitive:\n{text}"
    );
}

/// Full values of a shape, the marker in each sensitive place.
pub fn marked(service: &Service, shape: &ShapeId) -> Vec<Value> {
    let string = |sensitive: bool| if sensitive { MARKER } else { "plain" }.to_owned();
    let json = Json {
        service,
        string: &string,
        // The serde form of an input has them.
        with_bound: true,
    };
    json.values(shape)
}

/// The same as values of a type of the crate.
pub fn marked_as<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let (service, shape) = shape(name);
    let values = marked(service, &shape.id).into_iter().map(|value| {
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
    });
    values.collect()
}

/// The shape of a type, by its Rust name: that of its shape, but for capitals.
pub fn shape(name: &str) -> (&'static Service, &'static Shape) {
    let found = services().iter().find_map(|service| {
        let shape = service.reached().find(|s| is_named(service, s, name))?;
        Some((service, shape))
    });
    found.unwrap_or_else(|| panic!("no shape {name}"))
}

fn is_named(service: &Service, shape: &Shape, name: &str) -> bool {
    let input = name.strip_suffix("Input").filter(|operation| {
        let operations = service.operations.iter();
        let mut inputs = operations.filter(|id| id.name() == *operation);
        inputs.any(|id| service.operation(id).input == shape.id)
    });
    input.is_some() || shape.id.name().eq_ignore_ascii_case(name)
}

/// Whether a member's value is redacted as a whole by what it is in: it is sensitive, or its elements, keys or values are.
pub fn is_redacted(service: &Service, container: &Shape, member: &Member) -> bool {
    container.traits.sensitive || member.traits.sensitive || is_sensitive(service, &member.target)
}

fn is_sensitive(service: &Service, id: &ShapeId) -> bool {
    let shape = service.shape(id);
    shape.traits.sensitive
        || matches!(shape.kind, ShapeKind::List { .. } | ShapeKind::Map { .. })
            && closure::members(shape)
                .any(|m| m.traits.sensitive || is_sensitive(service, &m.target))
}
