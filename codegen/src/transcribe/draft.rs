//! In: the JSON of a model's files. Out: a [`Draft`]: the shapes of `shapes.json`, to be read and changed, and what the
//! other files say of them.
//!
//! A draft may be incomplete (a target that is nowhere defined, a trait applied to a member that is missing): that is what
//! transcribing is for. So nothing here insists; `codegen::model` does, afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

/// What shape ids of Smithy's own shapes begin with.
pub const PRELUDE: &str = "smithy.api#";

#[derive(Clone, Debug)]
pub struct Draft {
    /// Absolute id of the service shape.
    pub service: String,
    /// What `shapes.json` defines, by absolute id, in its order.
    pub shapes: Map<String, Value>,
    /// What other files define.
    elsewhere: Arc<Map<String, Value>>,
    /// Traits that other files apply, by the id of a shape or member.
    applied: Arc<BTreeMap<String, Map<String, Value>>>,
}

impl Draft {
    /// `others` are the other files of the model, each whole.
    pub fn new(service: String, shapes: Map<String, Value>, others: &[Value]) -> Self {
        let mut elsewhere = Map::new();
        let mut applied: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
        let statements = others
            .iter()
            .filter_map(|file| file.get("shapes")?.as_object())
            .flatten();
        for (id, statement) in statements {
            if statement.get("type").and_then(Value::as_str) != Some("apply") {
                elsewhere.insert(id.clone(), statement.clone());
            } else if let Some(traits) = statement.get("traits").and_then(Value::as_object) {
                let traits = traits.iter().map(|(k, v)| (k.clone(), v.clone()));
                applied.entry(id.clone()).or_default().extend(traits);
            }
        }
        Self {
            service,
            shapes,
            elsewhere: Arc::new(elsewhere),
            applied: Arc::new(applied),
        }
    }

    /// The same model with other definitions in `shapes.json`.
    pub fn with_shapes(&self, shapes: Map<String, Value>) -> Self {
        Self {
            shapes,
            ..self.clone()
        }
    }

    /// The absolute id of a name, which may be one already.
    pub fn id(&self, name: &str) -> String {
        if name.contains('#') {
            return name.to_owned();
        }
        let namespace = self.service.split('#').next().unwrap_or_default();
        format!("{namespace}#{name}")
    }

    /// Whether something defines it: the model, or Smithy itself.
    pub fn has(&self, id: &str) -> bool {
        self.shape(id).is_some() || prelude_kind(id).is_some()
    }

    pub fn shape(&self, id: &str) -> Option<&Value> {
        self.shapes.get(id).or_else(|| self.elsewhere.get(id))
    }

    /// The type of a shape, `unit` for `smithy.api#Unit`; empty for one that is nowhere defined.
    pub fn kind(&self, id: &str) -> &str {
        if let Some(kind) = prelude_kind(id) {
            return kind;
        }
        self.shape(id)
            .and_then(|shape| shape.get("type"))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Members with their definitions, in order: those of a list are `member`, those of a map `key` and `value`.
    pub fn members(&self, id: &str) -> Vec<(&str, &Value)> {
        let Some(shape) = self.shape(id) else {
            return Vec::new();
        };
        let single = ["member", "key", "value"]
            .into_iter()
            .filter_map(|name| Some((name, shape.get(name)?)));
        let named = shape.get("members").and_then(Value::as_object);
        let named = named
            .into_iter()
            .flatten()
            .map(|(name, m)| (name.as_str(), m));
        single.chain(named).collect()
    }

    pub fn member_count(&self, id: &str) -> usize {
        let members = self.shape(id).and_then(|shape| shape.get("members"));
        members.and_then(Value::as_object).map_or(0, Map::len)
    }

    pub fn member(&self, id: &str, name: &str) -> Option<&Value> {
        let shape = self.shape(id)?;
        match shape.get("members") {
            Some(members) => members.get(name),
            None => matches!(name, "member" | "key" | "value")
                .then(|| shape.get(name))
                .flatten(),
        }
    }

    /// What a member targets; empty if that is not said.
    pub fn target(&self, id: &str, member: &str) -> &str {
        self.member(id, member).map(target).unwrap_or_default()
    }

    /// Whether a shape (`ns#Shape`) or member (`ns#Shape$member`) has a trait, in whichever file.
    pub fn has_trait(&self, place: &str, name: &str) -> bool {
        self.trait_value(place, name).is_some()
    }

    pub fn trait_value(&self, place: &str, name: &str) -> Option<&Value> {
        let definition = match place.split_once('$') {
            Some((shape, member)) => self.member(shape, member),
            None => self.shape(place),
        };
        let own = definition.and_then(|d| d.get("traits")?.get(name));
        own.or_else(|| self.applied.get(place)?.get(name))
    }

    /// Ids that other files apply traits to although nothing defines them.
    pub fn awaits(&self, id: &str) -> bool {
        !self.has(id)
            && self
                .applied
                .keys()
                .any(|place| place.split('$').next() == Some(id))
    }

    /// The values of an enum, each with the name of its member.
    pub fn values(&self, id: &str) -> Vec<(&str, &str)> {
        let members = self.members(id).into_iter();
        members
            .map(|(name, member)| {
                let value = member
                    .get("traits")
                    .and_then(|t| t.get("smithy.api#enumValue"));
                (name, value.and_then(Value::as_str).unwrap_or(name))
            })
            .collect()
    }

    /// All members that target something, as owner, name and target.
    pub fn references(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let all = self.shapes.keys().chain(self.elsewhere.keys());
        all.flat_map(move |owner| {
            let members = self.members(owner).into_iter();
            members.map(move |(name, member)| (owner.as_str(), name, target(member)))
        })
    }

    /// Shapes that nothing refers to, but operations and services.
    pub fn orphans(&self) -> BTreeSet<&str> {
        let mut orphans: BTreeSet<&str> = self
            .shapes
            .iter()
            .filter(|(_, shape)| !matches!(kind_of(shape), "operation" | "service" | "resource"))
            .map(|(id, _)| id.as_str())
            .collect();
        for (owner, _, target) in self.references() {
            if owner != target {
                orphans.remove(target);
            }
        }
        let bound = self.shapes.values().chain(self.elsewhere.values());
        for shape in bound {
            for key in ["input", "output"] {
                orphans.remove(shape.get(key).map(target).unwrap_or_default());
            }
            let errors = shape.get("errors").and_then(Value::as_array);
            for error in errors.into_iter().flatten() {
                orphans.remove(target(error));
            }
        }
        orphans
    }

    /// Adds a shape behind the last of its class (service, operations, all others) whose name comes before its own.
    pub fn add_shape(&mut self, id: &str, shape: Value) {
        let class = class(&shape);
        let place = self
            .shapes
            .iter()
            .rposition(|(other, defined)| {
                let theirs = self::class(defined);
                theirs < class || theirs == class && other.as_str() < id
            })
            .map_or(0, |at| at + 1);
        self.shapes.shift_insert(place, id.to_owned(), shape);
    }

    /// Adds a member behind `previous`, or first.
    pub fn add_member(&mut self, id: &str, previous: Option<&str>, name: &str, member: Value) {
        let Some(shape) = self.shapes.get_mut(id).and_then(Value::as_object_mut) else {
            return;
        };
        if !shape.contains_key("members") {
            // Behind the type, where every published model has it.
            shape.shift_insert(shape.len().min(1), "members".to_owned(), json!({}));
        }
        let members = shape.get_mut("members").and_then(Value::as_object_mut);
        if let Some(members) = members {
            let place = previous
                .and_then(|previous| members.keys().position(|key| key == previous))
                .map_or(0, |at| at + 1);
            members.shift_insert(place, name.to_owned(), member);
        }
    }

    /// The ids of the shapes of `shapes.json` and their members that have one of these traits, in order.
    pub fn places_with(&self, traits: &[&str]) -> Vec<String> {
        let has = |definition: &Value| {
            let own = definition.get("traits");
            own.is_some_and(|own| traits.iter().any(|id| own.get(id).is_some()))
        };
        let applied: BTreeSet<&str> = self
            .applied
            .iter()
            .filter(|(_, applied)| traits.iter().any(|id| applied.contains_key(*id)))
            .map(|(place, _)| place.as_str())
            .collect();
        let mut places = Vec::new();
        for (id, shape) in &self.shapes {
            if has(shape) || applied.contains(id.as_str()) {
                places.push(id.clone());
            }
            for (name, member) in self.members(id) {
                let place = || format!("{id}${name}");
                if has(member) || !applied.is_empty() && applied.contains(place().as_str()) {
                    places.push(place());
                }
            }
        }
        places
    }

    /// A shape or member of `shapes.json`.
    pub fn place_mut(&mut self, place: &str) -> Option<&mut Map<String, Value>> {
        let found = match place.split_once('$') {
            None => self.shapes.get_mut(place)?,
            Some((shape, member)) => {
                let shape = self.shapes.get_mut(shape)?;
                if shape.get("members").is_some() {
                    shape.get_mut("members")?.get_mut(member)?
                } else {
                    shape.get_mut(member)?
                }
            }
        };
        found.as_object_mut()
    }

    /// Puts a trait on a place of `shapes.json`, or takes it away.
    pub fn set_trait(&mut self, place: &str, name: &str, value: Option<Value>) {
        let Some(definition) = self.place_mut(place) else {
            return;
        };
        let traits = definition.entry("traits").or_insert_with(|| json!({}));
        let Some(traits) = traits.as_object_mut() else {
            return;
        };
        match value {
            Some(value) => drop(traits.insert(name.to_owned(), value)),
            None => drop(traits.shift_remove(name)),
        }
        if traits.is_empty() {
            definition.shift_remove("traits");
        }
    }

    pub fn set_target(&mut self, owner: &str, member: &str, to: &str) {
        if let Some(definition) = self.place_mut(&format!("{owner}${member}")) {
            definition.insert("target".to_owned(), json!(to));
        }
    }
}

/// The part of an id behind `#`.
pub fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

/// An id as people write it: without the model's namespace, with that of the prelude.
pub fn short(id: &str) -> &str {
    if id.starts_with(PRELUDE) {
        id
    } else {
        name(id)
    }
}

pub fn target(reference: &Value) -> &str {
    reference
        .get("target")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn kind_of(shape: &Value) -> &str {
    shape
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn class(shape: &Value) -> u8 {
    match kind_of(shape) {
        "service" => 0,
        "resource" => 1,
        "operation" => 2,
        _ => 3,
    }
}

/// The type of a shape of Smithy's prelude that a member can target.
fn prelude_kind(id: &str) -> Option<&'static str> {
    let name = id.strip_prefix(PRELUDE)?;
    Some(match name.strip_prefix("Primitive").unwrap_or(name) {
        "String" => "string",
        "Blob" => "blob",
        "Boolean" => "boolean",
        "Byte" => "byte",
        "Short" => "short",
        "Integer" => "integer",
        "Long" => "long",
        "Float" => "float",
        "Double" => "double",
        "BigInteger" => "bigInteger",
        "BigDecimal" => "bigDecimal",
        "Timestamp" => "timestamp",
        "Document" => "document",
        "Unit" => "unit",
        _ => return None,
    })
}
