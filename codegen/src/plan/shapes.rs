//! In: shapes of the model, by a [`Scope`]. Out: the items of `types` and `types::error`, and inputs and outputs: structures, unions,
//! enums, and their fields and variants.
//!
//! Rules: Smithy specification, "Aggregate types", "Structure member optionality", "Client error correction".

use super::codec::Codec;
use super::identifiers::OperationNames;
use super::scope::{Scope, default_of};
use super::types::RustType;
use super::{
    Correction, Enum, EnumVariant, ErrorFacts, Field, MessageField, Place, RetryKind, Structure,
    Union, Variant, defaults, names,
};
use crate::model::traits::{Deprecated, ErrorFault, Traits};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

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
        let names = self.field_names(&container.id, &member.name);
        Field {
            member: member.name.to_string(),
            wire_name: member.json_name().to_owned(),
            name: names.name,
            setter: names.setter,
            getter: names.getter,
            docs: self.docs(&member.traits, &member.name),
            deprecated: deprecated(&member.traits),
            optional,
            required: member.traits.required,
            redact: container.traits.sensitive || self.redacts(&member.target, &member.traits),
            correction: self.correction(member, &ty, optional || default.is_some()),
            default,
            skip_default: member.traits.omits_default,
            codec,
            idempotency_token: matches!(role, Role::Input(_)) && member.traits.idempotency_token,
            in_body: true,
            ty,
        }
    }

    fn correction(&self, member: &Member, ty: &RustType, stands_alone: bool) -> Option<Correction> {
        let target = self.shape(&member.target);
        match target.kind {
            // Fields of these types are options for other reasons than that the member may be missing.
            ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
                let is_correctable = member.traits.required
                    && !member.traits.client_optional
                    && !target.traits.streaming;
                is_correctable.then(|| match target.kind {
                    ShapeKind::Structure { .. } => Correction::EmptyStructure,
                    _ => Correction::UnknownMember {
                        union: self.type_name(&member.target),
                    },
                })
            }
            _ if stands_alone => None,
            _ => {
                let is_enum = matches!(target.kind, ShapeKind::Enum { .. });
                defaults::correction(ty, is_enum).map(Correction::Value)
            }
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
            wire_name: member.json_name().to_owned(),
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
}

/// Why the shape is deprecated, as one line of Markdown: rustdoc reads it as such.
pub fn deprecated(traits: &Traits) -> Option<String> {
    let Deprecated { message, since } = traits.deprecated.as_ref()?;
    let text = match (message, since) {
        (Some(message), Some(since)) => format!("{message} (since {since})"),
        (Some(message), None) => message.to_string(),
        (None, Some(since)) => format!("deprecated since {since}"),
        (None, None) => "deprecated by the service".to_owned(),
    };
    Some(
        crate::docs::escape(&text)
            .lines()
            .collect::<Vec<_>>()
            .join(" "),
    )
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
