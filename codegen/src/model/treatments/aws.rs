//! Traits of `aws.*`.

use super::Treatment::{NothingNeeded, Refused, Used, Warned};
use super::forms::{FieldKind as F, Form, optional, required};
use super::{Kinds, On, TraitInfo, row};

const SERVICE: On = On::shapes(Kinds::SERVICE);
const OPERATION: On = On::shapes(Kinds::OPERATION);
const RESOURCE: On = On::shapes(Kinds::RESOURCE);
const ANNOTATION: Form = Form::Annotation;
const OTHER_PROTOCOL: &str = "another protocol; clients speak restJson1";

#[rustfmt::skip]
pub(super) const TABLE: &[TraitInfo] = &[
    row("aws.api#arn", NothingNeeded, Form::Map, RESOURCE, "describes resources"),
    row("aws.api#arnReference", NothingNeeded, Form::Map, On::ANYTHING, "describes resources"),
    row("aws.api#awsChunked", Warned, ANNOTATION, On::ANYTHING, "streams are sent without chunk signatures"),
    row("aws.api#clientDiscoveredEndpoint", Refused, Form::Object(&[required("required", F::Boolean)]), OPERATION, "endpoint discovery is not implemented"),
    row("aws.api#clientEndpointDiscovery", Warned, Form::Object(&[required("operation", F::NonEmptyString), optional("error", F::String)]), SERVICE, "endpoint discovery is not implemented"),
    row("aws.api#clientEndpointDiscoveryId", Warned, ANNOTATION, On::member(Kinds::STRING), "endpoint discovery is not implemented"),
    row("aws.api#controlPlane", NothingNeeded, ANNOTATION, On::shapes(Kinds::SERVICE.or(Kinds::RESOURCE).or(Kinds::OPERATION)), "a label"),
    row("aws.api#data", NothingNeeded, Form::String, On::ANYTHING, "classification of data"),
    row("aws.api#dataPlane", NothingNeeded, ANNOTATION, On::shapes(Kinds::SERVICE.or(Kinds::RESOURCE).or(Kinds::OPERATION)), "a label"),
    row("aws.api#service", Used, Form::Object(&[required("sdkId", F::NonEmptyString), optional("arnNamespace", F::String), optional("cloudFormationName", F::String), optional("cloudTrailEventSource", F::String), optional("docId", F::String), optional("endpointPrefix", F::String)]), SERVICE, "names of the service"),
    row("aws.api#tagEnabled", NothingNeeded, ANNOTATION, SERVICE, "describes resources"),
    row("aws.api#taggable", NothingNeeded, ANNOTATION, RESOURCE, "describes resources"),
    row("aws.auth#cognitoUserPools", Warned, Form::Map, SERVICE, "clients authenticate by SigV4 or not at all"),
    row("aws.auth#cognitoUserPoolsScopes", NothingNeeded, Form::Any, On::ANYTHING, "of a scheme that is warned of itself"),
    row("aws.auth#sigv4", Used, Form::Object(&[required("name", F::NonEmptyString)]), SERVICE, "signing name"),
    row("aws.auth#sigv4a", Warned, Form::Object(&[required("name", F::NonEmptyString)]), SERVICE, "clients sign by SigV4"),
    row("aws.auth#unsignedPayload", Used, ANNOTATION, OPERATION, "the body is not signed"),
    row("aws.customizations#s3UnwrappedXmlOutput", NothingNeeded, ANNOTATION, OPERATION, OTHER_PROTOCOL),
    row("aws.protocols#awsJson1_0", NothingNeeded, Form::Map, SERVICE, OTHER_PROTOCOL),
    row("aws.protocols#awsJson1_1", NothingNeeded, Form::Map, SERVICE, OTHER_PROTOCOL),
    row("aws.protocols#awsQuery", NothingNeeded, Form::Map, SERVICE, OTHER_PROTOCOL),
    row("aws.protocols#awsQueryCompatible", NothingNeeded, Form::Map, SERVICE, OTHER_PROTOCOL),
    row("aws.protocols#awsQueryError", NothingNeeded, Form::Map, On::shapes(Kinds::STRUCTURE), OTHER_PROTOCOL),
    row("aws.protocols#ec2Query", NothingNeeded, Form::Map, SERVICE, OTHER_PROTOCOL),
    row("aws.protocols#ec2QueryName", NothingNeeded, Form::String, On::ANYTHING, OTHER_PROTOCOL),
    row("aws.protocols#httpChecksum", Warned, Form::Object(&[optional("requestAlgorithmMember", F::NonEmptyString), optional("requestChecksumRequired", F::Boolean), optional("requestValidationModeMember", F::NonEmptyString), optional("responseAlgorithms", F::Strings)]), OPERATION, "checksums are neither sent nor compared"),
    row("aws.protocols#restJson1", Used, Form::Object(&[optional("http", F::Strings), optional("eventStreamHttp", F::Strings), optional("noInlineDocumentSupport", F::Boolean)]), SERVICE, "the protocol"),
    row("aws.protocols#restXml", NothingNeeded, Form::Map, SERVICE, OTHER_PROTOCOL),
];
