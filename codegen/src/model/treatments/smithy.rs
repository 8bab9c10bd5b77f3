//! Traits of `smithy.rules`, `smithy.test`, `smithy.waiters` and `smithy.protocols`.

use super::Treatment::{NothingNeeded, Used, Warned};
use super::forms::{FieldKind as F, Form, optional, required};
use super::{Kinds, On, TraitInfo, row};

const SERVICE: On = On::shapes(Kinds::SERVICE);
const OPERATION: On = On::shapes(Kinds::OPERATION);

#[rustfmt::skip]
pub(super) const TABLE: &[TraitInfo] = &[
    row("smithy.protocols#rpcv2Cbor", NothingNeeded, Form::Map, SERVICE, "another protocol; clients speak restJson1"),
    row("smithy.protocols#rpcv2Json", NothingNeeded, Form::Map, SERVICE, "another protocol; clients speak restJson1"),
    row("smithy.rules#clientContextParams", Used, Form::Map, SERVICE, "settings of the client's configuration"),
    row("smithy.rules#contextParam", Used, Form::Object(&[required("name", F::NonEmptyString)]), On::member(Kinds::DATA), "the member is a parameter of the endpoint rules"),
    row("smithy.rules#endpointBdd", Warned, Form::Map, SERVICE, "the endpoint rules are compiled from smithy.rules#endpointRuleSet"),
    row("smithy.rules#endpointRuleSet", Used, Form::Map, SERVICE, "compiled to the endpoint resolver"),
    row("smithy.rules#endpointTests", Used, Form::Object(&[required("version", F::String), optional("testCases", F::Array)]), SERVICE, "run by `xtask conformance`"),
    row("smithy.rules#operationContextParams", Used, Form::Map, OPERATION, "parameters of the endpoint rules"),
    row("smithy.rules#staticContextParams", Used, Form::Map, OPERATION, "parameters of the endpoint rules"),
    row("smithy.test#eventStreamTests", Used, Form::Array, OPERATION, "run by `xtask conformance`"),
    row("smithy.test#httpMalformedRequestTests", NothingNeeded, Form::Array, OPERATION, "tests of services"),
    row("smithy.test#httpRequestTests", Used, Form::Array, OPERATION, "run by `xtask conformance`"),
    row("smithy.test#httpResponseTests", Used, Form::Array, On::shapes(Kinds::OPERATION.or(Kinds::STRUCTURE)), "run by `xtask conformance`"),
    row("smithy.test#smokeTests", NothingNeeded, Form::Array, OPERATION, "tests of running services"),
    row("smithy.waiters#waitable", Used, Form::Map, OPERATION, "becomes waiters"),
];
