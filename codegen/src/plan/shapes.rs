//! Plans the items of `types` and `types::error`: structures, unions, enums, and their fields.

use std::collections::BTreeSet;

use super::codec::Codec;
use super::distinct::Distinct;
use super::identifiers::{FieldNames, OperationNames, TypeNames, VariantNames};
use super::recursion::MemberRef;
use super::types::RustType;
use super::{
    Enum, EnumVariant, ErrorFacts, Field, MessageField, Place, RetryKind, Structure, Union,
    Variant, defaults, names,
};
use crate::docs::to_rustdoc;
use crate::model::traits::{Deprecated, ErrorFault, TimestampFormat, Traits};
use crate::model::{Member, Model, Service, Shape, ShapeId, ShapeKind};

/// What planning any shape of a service needs to know.
pub struct Scope<'a> {
    pub model: &'a Model,
    pub service: &'a Service,
    pub distinct: Distinct,
    pub boxed: BTreeSet<MemberRef>,
    /// Shapes that some request carries, and shapes that some answer carries.
    pub written: BTreeSet<ShapeId>,
    pub read: BTreeSet<ShapeId>,
}

/// Which of its three lives a structure is planned for.
#[derive(Clone, Copy)]
pub enum Role<'a> {
    Types,
    Error,
    /// Of the operation with these names.
    Input(&'a OperationNames),
    Output(&'a OperationNames),
}

impl Scope<'_> {
    /// The names of the shape, or of what the service renames it to.
    pub fn type_names(&self, id: &ShapeId) -> TypeNames {
        TypeNames::of_shape(self.renamed(id), self.distinct.shape(id))
    }

    fn renamed<'a>(&'a self, id: &'a ShapeId) -> &'a str {
        self.service.rename.get(id).map_or(id.name(), |name| name)
    }

    pub fn type_name(&self, id: &ShapeId) -> String {
        self.type_names(id).name
    }

    /// The private module of `crate::types` or `crate::types::error` that defines the shape's item.
    pub fn type_module(&self, id: &ShapeId) -> String {
        self.type_names(id).module
    }

    /// The error of the event stream that is this union.
    pub fn stream_error(&self, union: &ShapeId) -> TypeNames {
        TypeNames::of_stream_error(self.renamed(union), self.distinct.stream(union))
    }

    pub fn operation_names(&self, id: &ShapeId) -> OperationNames {
        OperationNames::new(id.name(), self.distinct.operation(id))
    }

    pub fn field_names(&self, structure: &ShapeId, member: &str) -> FieldNames {
        FieldNames::new(member, self.distinct.member(structure, member))
    }

    pub fn variant_names(&self, container: &ShapeId, member: &str) -> VariantNames {
        VariantNames::new(member, self.distinct.member(container, member))
    }

    pub fn shape(&self, id: &ShapeId) -> &Shape {
        self.model.shape(id)
    }

    /// The type of a value of the target shape, without regard to the member that points there.
    pub fn rust_type(&self, target: &ShapeId) -> RustType {
        let shape = self.shape(target);
        match &shape.kind {
            ShapeKind::Blob if shape.traits.streaming => RustType::ByteStream,
            ShapeKind::Blob => RustType::Blob,
            ShapeKind::Boolean => RustType::Bool,
            ShapeKind::String => RustType::String,
            ShapeKind::Byte => RustType::I8,
            ShapeKind::Short => RustType::I16,
            ShapeKind::Integer | ShapeKind::IntEnum { .. } => RustType::I32,
            ShapeKind::Long => RustType::I64,
            ShapeKind::Float => RustType::F32,
            ShapeKind::Double => RustType::F64,
            ShapeKind::BigInteger => RustType::BigInteger,
            ShapeKind::BigDecimal => RustType::BigDecimal,
            ShapeKind::Timestamp => RustType::DateTime,
            ShapeKind::Document => RustType::Document,
            ShapeKind::Enum { .. } | ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
                RustType::Type(self.type_name(target))
            }
            ShapeKind::List { member } => RustType::Vec(Box::new(
                self.element_type(&member.target, shape.traits.sparse),
            )),
            ShapeKind::Map { key, value } => RustType::HashMap(
                Box::new(self.rust_type(&key.target)),
                Box::new(self.element_type(&value.target, shape.traits.sparse)),
            ),
            // No member targets a shape of these kinds: the loader has seen to that.
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                RustType::Document
            }
        }
    }

    fn element_type(&self, target: &ShapeId, sparse: bool) -> RustType {
        let ty = self.rust_type(target);
        if sparse {
            RustType::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// How a value of the target is read and written; `member` carries a timestamp format of its own.
    pub fn codec(&self, target: &ShapeId, member: &Traits) -> Codec {
        let shape = self.shape(target);
        match &shape.kind {
            ShapeKind::Blob if shape.traits.streaming => Codec::Stream,
            ShapeKind::Blob => Codec::Blob,
            ShapeKind::Boolean => Codec::Boolean,
            ShapeKind::String => Codec::String,
            ShapeKind::Byte => Codec::Byte,
            ShapeKind::Short => Codec::Short,
            ShapeKind::Integer | ShapeKind::IntEnum { .. } => Codec::Integer,
            ShapeKind::Long => Codec::Long,
            ShapeKind::Float => Codec::Float,
            ShapeKind::Double => Codec::Double,
            ShapeKind::BigInteger => Codec::BigInteger,
            ShapeKind::BigDecimal => Codec::BigDecimal,
            ShapeKind::Timestamp => Codec::Timestamp(
                self.timestamp_format(target, member)
                    .unwrap_or(TimestampFormat::EpochSeconds),
            ),
            ShapeKind::Document => Codec::Document,
            ShapeKind::Enum { .. } => Codec::Enum,
            ShapeKind::Union { .. } if shape.traits.streaming => Codec::Stream,
            ShapeKind::Structure { .. } | ShapeKind::Union { .. } => Codec::Named {
                module: self.type_module(target),
            },
            ShapeKind::List { member } => Codec::List {
                element: Box::new(self.codec(&member.target, &member.traits)),
                sparse: shape.traits.sparse,
            },
            ShapeKind::Map { value, .. } => Codec::Map {
                value: Box::new(self.codec(&value.target, &value.traits)),
                sparse: shape.traits.sparse,
            },
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => {
                Codec::Document
            }
        }
    }

    /// `timestampFormat` of the member, else of its target.
    pub fn timestamp_format(&self, target: &ShapeId, member: &Traits) -> Option<TimestampFormat> {
        member
            .timestamp_format
            .or(self.shape(target).traits.timestamp_format)
    }

    /// Whether `Debug` hides a value of the target, reached through a member with these traits.
    pub fn redacts(&self, target: &ShapeId, member: &Traits) -> bool {
        let shape = self.shape(target);
        member.sensitive
            || shape.traits.sensitive
            || match &shape.kind {
                ShapeKind::List { member } => self.redacts(&member.target, &member.traits),
                ShapeKind::Map { key, value } => {
                    self.redacts(&key.target, &key.traits)
                        || self.redacts(&value.target, &value.traits)
                }
                _ => false,
            }
    }

    pub fn structure(&self, id: &ShapeId, members: &[Member], role: Role<'_>) -> Structure {
        let shape = self.shape(id);
        let own_name = self.type_name(id);
        let mut fields: Vec<Field> = members.iter().map(|m| self.field(shape, m, role)).collect();
        let (name, module, place) = match role {
            Role::Types => (own_name, self.type_module(id), Place::Types),
            Role::Error => {
                let facts = self.error_facts(shape, &mut fields);
                (own_name, self.type_module(id), Place::Errors(facts))
            }
            Role::Input(operation) | Role::Output(operation) => {
                let is_input = matches!(role, Role::Input(_));
                let suffix = if is_input { "Input" } else { "Output" };
                let name = format!("{}{suffix}", operation.name);
                let module = format!("_{}_{}", operation.snake, suffix.to_lowercase());
                let operation = operation.module.clone();
                (
                    name,
                    module,
                    if is_input {
                        Place::Input { operation }
                    } else {
                        Place::Output { operation }
                    },
                )
            }
        };
        let redacts = shape.traits.sensitive || fields.iter().any(|f| f.redact);
        // An input may gain a required member later, so its builder can always fail.
        let fallible_build = matches!(role, Role::Input(_))
            || fields.iter().any(|f| !f.optional && f.default.is_none());
        Structure {
            definition: names::definition(&name),
            name,
            module,
            place,
            shape: id.to_string(),
            docs: self.docs(&shape.traits, ""),
            deprecated: deprecated(&shape.traits),
            cloneable: !fields.iter().any(|f| {
                matches!(
                    f.ty,
                    RustType::EventReceiver { .. }
                        | RustType::EventSender { .. }
                        | RustType::ByteStream
                )
            }),
            fields,
            redacts,
            fallible_build,
            reads: match role {
                Role::Types => self.read.contains(id),
                Role::Error | Role::Output(_) => true,
                Role::Input(_) => false,
            },
            writes: match role {
                // An error is written as an exception of an event stream.
                Role::Types | Role::Error => self.written.contains(id),
                Role::Input(_) => true,
                Role::Output(_) => false,
            },
        }
    }

    /// Whether the field for a member is an `Option` (the official crates' reading of Smithy's nullability: structures and
    /// unions always are, since they have no default that could take their place).
    pub fn is_optional(&self, container: &Shape, member: &Member) -> bool {
        let target = self.shape(&member.target);
        !target.traits.streaming
            && (matches!(
                target.kind,
                ShapeKind::Structure { .. } | ShapeKind::Union { .. }
            ) || member.traits.client_optional
                || container.traits.input
                || !(member.traits.required || default_of(member).is_some()))
    }

    fn field(&self, container: &Shape, member: &Member, role: Role<'_>) -> Field {
        let target = self.shape(&member.target);
        let is_box = self
            .boxed
            .contains(&(container.id.clone(), member.name.to_string()));
        let mut ty = self.rust_type(&member.target);
        let mut codec = self.codec(&member.target, &member.traits);
        let is_event_stream =
            target.traits.streaming && matches!(target.kind, ShapeKind::Union { .. });
        if is_event_stream {
            let union = self.type_name(&member.target);
            let error = self.stream_error(&member.target).name;
            ty = match role {
                Role::Input(_) => RustType::EventSender { union, error },
                _ => RustType::EventReceiver { union, error },
            };
        }
        if is_box {
            ty = RustType::Box(Box::new(ty));
            codec = Codec::Boxed(Box::new(codec));
        }
        let default_node = default_of(member);
        let optional = self.is_optional(container, member);
        let default = (!optional)
            .then(|| match (&ty, default_node) {
                (RustType::ByteStream, _) => Some(super::DefaultValue::Zero),
                (_, Some(node)) => defaults::default_value(&ty, node),
                _ => None,
            })
            .flatten();
        let is_enum = matches!(target.kind, ShapeKind::Enum { .. });
        let names = self.field_names(&container.id, &member.name);
        Field {
            member: member.name.to_string(),
            wire_name: member
                .traits
                .json_name
                .as_deref()
                .unwrap_or(&member.name)
                .to_owned(),
            name: names.name,
            setter: names.setter,
            getter: names.getter,
            docs: self.docs(&member.traits, &member.name),
            deprecated: deprecated(&member.traits),
            optional,
            required: member.traits.required,
            redact: container.traits.sensitive || self.redacts(&member.target, &member.traits),
            correction: (!optional && default.is_none())
                .then(|| defaults::correction(&ty, is_enum))
                .flatten(),
            default,
            skip_default: member.traits.omits_default,
            codec,
            idempotency_token: matches!(role, Role::Input(_)) && member.traits.idempotency_token,
            in_body: true,
            ty,
        }
    }

    /// Facts of an error structure; an error without a message member gains one, since services send it anyway.
    fn error_facts(&self, shape: &Shape, fields: &mut Vec<Field>) -> ErrorFacts {
        let is_message =
            |f: &&Field| matches!(&*f.member, "message" | "Message") && f.ty == RustType::String;
        if !fields
            .iter()
            .any(|f| matches!(&*f.member, "message" | "Message"))
        {
            fields.push(Field {
                member: "message".to_owned(),
                wire_name: "message".to_owned(),
                name: "message".to_owned(),
                setter: "set_message".to_owned(),
                getter: "get_message".to_owned(),
                docs: "What went wrong, in the service's words.".to_owned(),
                deprecated: None,
                ty: RustType::String,
                optional: true,
                required: false,
                redact: shape.traits.sensitive,
                default: None,
                correction: None,
                skip_default: false,
                codec: Codec::String,
                idempotency_token: false,
                in_body: true,
            });
        }
        let message = fields.iter().find(is_message).map(|f| MessageField {
            field: f.name.clone(),
            optional: f.optional,
            redact: f.redact,
        });
        ErrorFacts {
            code: shape.id.name().to_owned(),
            message,
            retryable: retry_kind(&shape.traits),
        }
    }

    pub fn union(&self, id: &ShapeId, members: &[Member]) -> Union {
        let shape = self.shape(id);
        let mut variants: Vec<Variant> = members
            .iter()
            .filter(|m| !(shape.traits.streaming && self.shape(&m.target).traits.error.is_some()))
            .map(|m| self.variant(shape, m))
            .collect();
        variants.sort_by(|a, b| a.name.cmp(&b.name));
        Union {
            definition: names::definition(&self.type_name(id)),
            name: self.type_name(id),
            module: self.type_module(id),
            shape: id.to_string(),
            docs: self.docs(&shape.traits, ""),
            deprecated: deprecated(&shape.traits),
            redacts: shape.traits.sensitive || variants.iter().any(|v| v.redact),
            sensitive: shape.traits.sensitive,
            cloneable: true,
            variants,
            reads: self.read.contains(id),
            writes: self.written.contains(id),
        }
    }

    fn variant(&self, container: &Shape, member: &Member) -> Variant {
        let is_unit = member.target.as_str() == "smithy.api#Unit";
        let is_box = self
            .boxed
            .contains(&(container.id.clone(), member.name.to_string()));
        let codec = if is_unit {
            Codec::Unit
        } else {
            self.codec(&member.target, &member.traits)
        };
        let ty = self.rust_type(&member.target);
        let names = self.variant_names(&container.id, &member.name);
        Variant {
            member: member.name.to_string(),
            wire_name: member
                .traits
                .json_name
                .as_deref()
                .unwrap_or(&member.name)
                .to_owned(),
            name: names.name,
            as_method: names.as_method,
            is_method: names.is_method,
            docs: self.docs(&member.traits, &member.name),
            deprecated: deprecated(&member.traits),
            ty: (!is_unit).then(|| {
                if is_box {
                    RustType::Box(Box::new(ty))
                } else {
                    ty
                }
            }),
            redact: container.traits.sensitive || self.redacts(&member.target, &member.traits),
            codec: if is_box {
                Codec::Boxed(Box::new(codec))
            } else {
                codec
            },
        }
    }

    pub fn enumeration(&self, id: &ShapeId, members: &[Member]) -> Enum {
        let shape = self.shape(id);
        let mut variants: Vec<EnumVariant> = members
            .iter()
            .map(|m| EnumVariant {
                name: self.variant_names(id, &m.name).name,
                value: m
                    .traits
                    .enum_value
                    .as_ref()
                    .and_then(|v| v.as_str())
                    .unwrap_or(&m.name)
                    .to_owned(),
                docs: self.docs(&m.traits, &m.name),
                deprecated: deprecated(&m.traits),
            })
            .collect();
        variants.sort_by(|a, b| a.value.cmp(&b.value));
        Enum {
            definition: names::definition(&self.type_name(id)),
            name: self.type_name(id),
            module: self.type_module(id),
            shape: id.to_string(),
            docs: self.docs(&shape.traits, ""),
            deprecated: deprecated(&shape.traits),
            variants,
            sensitive: shape.traits.sensitive,
        }
    }

    /// The model's words; where it has none, a member is named as it is on the wire.
    pub fn docs(&self, traits: &Traits, member: &str) -> String {
        match traits
            .documentation
            .as_deref()
            .map(to_rustdoc)
            .filter(|d| !d.trim().is_empty())
        {
            Some(docs) => docs,
            None if member.is_empty() => "The model has no description of this shape.".to_owned(),
            None => format!("`{member}`; the model has no description of it."),
        }
    }
}

impl crate::endpoint_rules::Fields for Scope<'_> {
    fn field(&self, structure: &ShapeId, member: &Member) -> crate::endpoint_rules::MemberField {
        crate::endpoint_rules::MemberField {
            name: self.field_names(structure, &member.name).name,
            optional: self.is_optional(self.shape(structure), member),
        }
    }

    fn accessor(&self, union: &ShapeId, member: &Member) -> String {
        self.variant_names(union, &member.name).as_method
    }
}

/// The value of the member's `default` trait, unless it is null.
fn default_of(member: &Member) -> Option<&crate::ast::Node> {
    member.traits.default.as_ref().filter(|d| !d.is_null())
}

pub fn deprecated(traits: &Traits) -> Option<String> {
    traits
        .deprecated
        .as_ref()
        .map(|Deprecated { message, since }| match (message, since) {
            (Some(message), Some(since)) => format!("{message} (since {since})"),
            (Some(message), None) => message.to_string(),
            (None, Some(since)) => format!("deprecated since {since}"),
            (None, None) => "deprecated by the service".to_owned(),
        })
}

/// How a modelled error is retried: by its `retryable` trait.
pub fn retry_kind(traits: &Traits) -> Option<RetryKind> {
    let retryable = traits.retryable?;
    Some(match traits.error {
        _ if retryable.throttling => RetryKind::Throttling,
        Some(ErrorFault::Server) => RetryKind::Server,
        _ => RetryKind::Client,
    })
}
