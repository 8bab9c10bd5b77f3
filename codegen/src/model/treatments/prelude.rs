//! Traits of `smithy.api`.

use super::Treatment::{NothingNeeded, Refused, Used, Warned};
use super::forms::{FieldKind as F, Form, optional, required};
use super::{Kinds, On, TraitInfo, row};

const SERVICE: On = On::shapes(Kinds::SERVICE);
const OPERATION: On = On::shapes(Kinds::OPERATION);
const RESOURCE: On = On::shapes(Kinds::RESOURCE);
const STRUCTURE: On = On::shapes(Kinds::STRUCTURE);
const SERVICE_OR_OPERATION: On = On::shapes(Kinds::SERVICE.or(Kinds::OPERATION));
const ANY_MEMBER: On = On::member(Kinds::DATA);
const STRUCTURE_OR_UNION_MEMBER: On = On {
    shapes: Kinds::NONE,
    members_of: Kinds::STRUCTURE.or(Kinds::UNION),
    targets: Kinds::DATA,
};
/// What fits into a header or query parameter by itself.
const SCALAR: Kinds = Kinds::BOOLEAN
    .or(Kinds::NUMBER)
    .or(Kinds::STRING)
    .or(Kinds::TIMESTAMP);
const ANNOTATION: Form = Form::Annotation;

#[rustfmt::skip]
pub(super) const TABLE: &[TraitInfo] = &[
    // Documentation
    row("smithy.api#deprecated", Used, Form::Object(&[optional("message", F::String), optional("since", F::String)]), On::ANYTHING, "becomes #[deprecated]"),
    row("smithy.api#documentation", Used, Form::String, On::ANYTHING, "becomes the doc comment"),
    row("smithy.api#examples", NothingNeeded, Form::Array, OPERATION, "documentation beyond that of the operation"),
    row("smithy.api#externalDocumentation", Used, Form::Map, On::ANYTHING, "links in the doc comment"),
    row("smithy.api#internal", NothingNeeded, ANNOTATION, On::ANYTHING, "the one who generates decides what to offer"),
    row("smithy.api#recommended", NothingNeeded, Form::Object(&[optional("reason", F::String)]), ANY_MEMBER, "advice to callers, in the documentation"),
    row("smithy.api#references", NothingNeeded, Form::Array, On::shapes(Kinds::STRUCTURE.or(Kinds::STRING)), "hypermedia, not on the wire"),
    row("smithy.api#sensitive", Used, ANNOTATION, On { shapes: Kinds::DATA, members_of: Kinds::DATA, targets: Kinds::DATA }, "Debug does not show the value"),
    row("smithy.api#since", Used, Form::String, On::ANYTHING, "named in the documentation"),
    row("smithy.api#suppress", NothingNeeded, Form::Strings, On::ANYTHING, "concerns validators of models"),
    row("smithy.api#tags", NothingNeeded, Form::Strings, On::ANYTHING, "labels for tools"),
    row("smithy.api#title", Used, Form::String, On::ANYTHING, "name of the service in the documentation"),
    row("smithy.api#unstable", NothingNeeded, ANNOTATION, On::ANYTHING, "a promise about the model, not about the wire"),
    // Meaning of types
    row("smithy.api#addedDefault", Used, ANNOTATION, ANY_MEMBER, "the member stays optional"),
    row("smithy.api#box", Used, ANNOTATION, On::shapes_and_members(Kinds::BOOLEAN.or(Kinds::NUMBER)), "1.0: no implicit default"),
    row("smithy.api#clientOptional", Used, ANNOTATION, ANY_MEMBER, "the member stays optional"),
    row("smithy.api#default", Used, Form::Any, On { shapes: Kinds::SIMPLE.or(Kinds::LIST).or(Kinds::MAP), members_of: Kinds::STRUCTURE, targets: Kinds::DATA }, "value of an absent member"),
    row("smithy.api#enum", Used, Form::Objects(&[required("value", F::NonEmptyString), optional("name", F::NonEmptyString), optional("documentation", F::String), optional("tags", F::Strings), optional("deprecated", F::Boolean)]), On::shapes(Kinds::STRING), "1.0: the string is an enum"),
    row("smithy.api#enumValue", Used, Form::Any, On { shapes: Kinds::NONE, members_of: Kinds::ENUM.or(Kinds::INT_ENUM), targets: Kinds::DATA }, "value on the wire"),
    row("smithy.api#error", Used, Form::OneOf(&["client", "server"]), STRUCTURE, "the structure is an error, with its fault"),
    row("smithy.api#input", Used, ANNOTATION, STRUCTURE, "the structure is the input of one operation"),
    row("smithy.api#mixin", Used, Form::Object(&[optional("localTraits", F::Strings)]), On::shapes(Kinds::ALL), "mixed in by the loader"),
    row("smithy.api#output", Used, ANNOTATION, STRUCTURE, "the structure is the output of one operation"),
    row("smithy.api#required", Used, ANNOTATION, ANY_MEMBER, "the member must be there"),
    row("smithy.api#sparse", Used, ANNOTATION, On::shapes(Kinds::LIST.or(Kinds::MAP)), "null may be among the values"),
    row("smithy.api#unitType", NothingNeeded, ANNOTATION, STRUCTURE, "marks smithy.api#Unit only"),
    // Constraints
    row("smithy.api#idRef", NothingNeeded, ANNOTATION, On::shapes_and_members(Kinds::STRING), "concerns the values of traits"),
    row("smithy.api#length", Used, Form::Object(&[optional("min", F::Integer), optional("max", F::Integer)]), On::shapes_and_members(Kinds::LIST.or(Kinds::MAP).or(Kinds::STRING).or(Kinds::BLOB)), "documented; the service enforces it"),
    row("smithy.api#pattern", Used, Form::String, On::shapes_and_members(Kinds::STRING), "documented; the service enforces it"),
    row("smithy.api#private", NothingNeeded, ANNOTATION, On::ANYTHING, "visibility between namespaces of a model"),
    row("smithy.api#range", Used, Form::Object(&[optional("min", F::Number), optional("max", F::Number)]), On::shapes_and_members(Kinds::NUMBER), "documented; the service enforces it"),
    row("smithy.api#uniqueItems", Used, ANNOTATION, On::shapes(Kinds::LIST), "documented; the service enforces it"),
    // Behaviour
    row("smithy.api#httpChecksumRequired", Used, ANNOTATION, OPERATION, "the request carries a checksum of its body"),
    row("smithy.api#idempotencyToken", Used, ANNOTATION, On::member(Kinds::STRING), "filled in where the caller gives none"),
    row("smithy.api#idempotent", NothingNeeded, ANNOTATION, OPERATION, "the retry strategy goes by errors"),
    row("smithy.api#longPoll", Warned, Form::Object(&[required("timeoutMillis", F::Integer)]), OPERATION, "timeouts are as configured: give a read timeout longer than the poll"),
    row("smithy.api#paginated", Used, Form::Object(&[optional("inputToken", F::NonEmptyString), optional("outputToken", F::NonEmptyString), optional("items", F::NonEmptyString), optional("pageSize", F::NonEmptyString)]), SERVICE_OR_OPERATION, "becomes a paginator"),
    row("smithy.api#readonly", NothingNeeded, ANNOTATION, OPERATION, "the retry strategy goes by errors"),
    row("smithy.api#requestCompression", Used, Form::Object(&[required("encodings", F::Strings)]), OPERATION, "request bodies are compressed with gzip"),
    row("smithy.api#retryable", Used, Form::Object(&[optional("throttling", F::Boolean)]), STRUCTURE, "the retry strategy knows the error"),
    // Resources
    row("smithy.api#nestedProperties", NothingNeeded, ANNOTATION, ANY_MEMBER, "describes resources"),
    row("smithy.api#noReplace", NothingNeeded, ANNOTATION, RESOURCE, "describes resources"),
    row("smithy.api#notProperty", NothingNeeded, ANNOTATION, On::ANYTHING, "describes resources"),
    row("smithy.api#property", NothingNeeded, Form::Object(&[optional("name", F::String)]), ANY_MEMBER, "describes resources"),
    row("smithy.api#resourceIdentifier", NothingNeeded, Form::NonEmptyString, On::member(Kinds::STRING), "describes resources"),
    // Streaming
    row("smithy.api#eventHeader", Used, ANNOTATION, On::member(SCALAR.or(Kinds::BLOB)), "the member is a header of its event"),
    row("smithy.api#eventPayload", Used, ANNOTATION, On::member(Kinds::BLOB.or(Kinds::STRING).or(Kinds::STRUCTURE).or(Kinds::UNION)), "the member is the payload of its event"),
    row("smithy.api#requiresLength", Used, ANNOTATION, On::shapes(Kinds::BLOB), "the length of the stream must be known"),
    row("smithy.api#streaming", Used, ANNOTATION, On::shapes(Kinds::BLOB.or(Kinds::UNION)), "a byte stream or an event stream"),
    // Serialization
    row("smithy.api#jsonName", Used, Form::String, STRUCTURE_OR_UNION_MEMBER, "name in JSON"),
    row("smithy.api#mediaType", Used, Form::String, On::shapes(Kinds::BLOB.or(Kinds::STRING)), "content type of a payload; base64 in a header"),
    row("smithy.api#timestampFormat", Used, Form::OneOf(&["date-time", "epoch-seconds", "http-date"]), On::shapes_and_members(Kinds::TIMESTAMP), "form on the wire"),
    row("smithy.api#xmlAttribute", NothingNeeded, ANNOTATION, On::ANYTHING, "of XML protocols"),
    row("smithy.api#xmlFlattened", NothingNeeded, ANNOTATION, On::ANYTHING, "of XML protocols"),
    row("smithy.api#xmlName", NothingNeeded, Form::String, On::ANYTHING, "of XML protocols"),
    row("smithy.api#xmlNamespace", NothingNeeded, Form::Object(&[required("uri", F::NonEmptyString), optional("prefix", F::String)]), On::ANYTHING, "of XML protocols"),
    // HTTP bindings
    row("smithy.api#cors", NothingNeeded, Form::Map, SERVICE, "concerns browsers and the service"),
    row("smithy.api#http", Used, Form::Object(&[required("method", F::NonEmptyString), required("uri", F::NonEmptyString), optional("code", F::Integer)]), OPERATION, "method, URI and status"),
    row("smithy.api#httpError", Used, Form::Integer, STRUCTURE, "status of the error"),
    row("smithy.api#httpHeader", Used, Form::NonEmptyString, On::member(SCALAR.or(Kinds::LIST)), "the member is a header"),
    row("smithy.api#httpLabel", Used, ANNOTATION, On::member(SCALAR), "the member is a part of the URI"),
    row("smithy.api#httpPayload", Used, ANNOTATION, ANY_MEMBER, "the member is the body"),
    row("smithy.api#httpPrefixHeaders", Used, Form::String, On::member(Kinds::MAP), "the member is a set of headers"),
    row("smithy.api#httpQuery", Used, Form::NonEmptyString, On::member(SCALAR.or(Kinds::LIST)), "the member is a query parameter"),
    row("smithy.api#httpQueryParams", Used, ANNOTATION, On::member(Kinds::MAP), "the member is a set of query parameters"),
    row("smithy.api#httpResponseCode", Used, ANNOTATION, On::member(Kinds::INTEGER), "the member is the status"),
    // Endpoint
    row("smithy.api#endpoint", Used, Form::Object(&[required("hostPrefix", F::NonEmptyString)]), OPERATION, "prefix of the host"),
    row("smithy.api#hostLabel", Used, ANNOTATION, On::member(Kinds::STRING), "the member is a part of the host"),
    // Authentication
    row("smithy.api#auth", Used, Form::Strings, SERVICE_OR_OPERATION, "schemes in order of preference"),
    row("smithy.api#authDefinition", NothingNeeded, ANNOTATION, STRUCTURE, "marks a trait as a scheme"),
    row("smithy.api#httpApiKeyAuth", Warned, Form::Object(&[required("name", F::NonEmptyString), required("in", F::NonEmptyString), optional("scheme", F::String)]), SERVICE, "clients authenticate by SigV4 or not at all"),
    row("smithy.api#httpBasicAuth", Warned, ANNOTATION, SERVICE, "clients authenticate by SigV4 or not at all"),
    row("smithy.api#httpBearerAuth", Warned, ANNOTATION, SERVICE, "clients authenticate by SigV4 or not at all"),
    row("smithy.api#httpDigestAuth", Warned, ANNOTATION, SERVICE, "clients authenticate by SigV4 or not at all"),
    row("smithy.api#optionalAuth", Used, ANNOTATION, OPERATION, "requests go unsigned where there are no credentials"),
    // Definitions of traits and protocols
    row("smithy.api#metadata", NothingNeeded, Form::Object(&[required("key", F::NonEmptyString)]), On::shapes(Kinds::DATA), "describes metadata of models"),
    row("smithy.api#protocolDefinition", NothingNeeded, Form::Map, STRUCTURE, "marks a trait as a protocol"),
    row("smithy.api#trait", NothingNeeded, Form::Map, On::shapes(Kinds::DATA), "marks a shape as a trait"),
    row("smithy.api#traitValidators", NothingNeeded, Form::Map, On::shapes(Kinds::DATA), "concerns validators of models"),
];

/// No trait of the prelude is refused outright: those that a client cannot do are refused where they are used.
const _: () = {
    let mut i = 0;
    while i < TABLE.len() {
        assert!(!matches!(TABLE[i].treatment, Refused));
        i += 1;
    }
};
