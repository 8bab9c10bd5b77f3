//! The rules: what each change of a model means for users of the generated crate. One table, read from the top: the first rule whose
//! kind of change, action, trait and API fit is the rule of a change.
//!
//! `api` is what the change does to the crate's public API, which is seen in the plans of both crates and not guessed here; the rules
//! say what follows from it, and what no comparison of APIs can see. Each rule has a case in `codegen/tests/diff/`, and those that say
//! something about the API are compiled there: a program for the old crate against the new one.
//!
//! [`EVALUATORS`] says which rules take the place of which evaluator of Smithy's own `smithy-diff`.

use Api::{Adds, Any, Breaks, Same};
use Class::{Major, Minor, Patch};

use super::{Action, Class, Effect};

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of `service.toml`.
    CrateName,
    FixUp,
    /// Another service shape.
    Service,
    Version,
    /// A name that the service gives a shape.
    Rename,
    Operation,
    Input,
    Output,
    OperationError,
    ServiceError,
    Shape,
    ShapeType,
    /// Of a structure, list or map.
    Member,
    /// A new one without which a value is refused.
    RequiredMember,
    UnionMember,
    Target,
    Order,
    /// Added, removed, or with another value on the wire.
    EnumValue,
    /// The same value under another name.
    EnumName,
    Trait,
    /// A trait that makes requests fail without a member that they went without before.
    RequiredInInput,
    /// A difference of the API that no change of the model explains by itself.
    Consequence,
}

/// What a change does to the public API of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    /// Something is gone, or has another type.
    Breaks,
    /// There is more.
    Adds,
    /// It is the same, but for documentation and deprecation.
    Same,
    /// As a rule's condition: whichever it is.
    Any,
}

impl Api {
    pub fn of(effects: &[Effect]) -> Self {
        if effects.iter().any(|e| e.action() != Action::Added) {
            Breaks
        } else if effects.is_empty() {
            Same
        } else {
            Adds
        }
    }

    /// The class that a program's compiler would give it.
    pub fn class(self) -> Class {
        match self {
            Breaks => Major,
            Adds => Minor,
            Same | Any => Patch,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Breaks => "breaks",
            Adds => "adds",
            Same => "same",
            Any => "any",
        }
    }
}

/// One rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable: tools may name it.
    pub id: &'static str,
    pub kind: Kind,
    /// `None` for any.
    pub action: Option<Action>,
    /// Absolute ids of the traits, for [`Kind::Trait`]; empty for any.
    pub traits: &'static [&'static str],
    pub api: Api,
    pub class: Class,
    /// What changes on the wire; `None` for nothing.
    pub wire: Option<&'static str>,
    /// Why it is of this class.
    pub reason: &'static str,
}

/// The rule of a change.
pub fn rule(kind: Kind, action: Action, trait_id: Option<&str>, api: Api) -> &'static Rule {
    RULES
        .iter()
        .find(|rule| {
            rule.kind == kind
                && rule.action.is_none_or(|wanted| wanted == action)
                && (rule.traits.is_empty() || trait_id.is_some_and(|id| rule.traits.contains(&id)))
                && (rule.api == Any || rule.api == api)
        })
        .unwrap_or(match api {
            Breaks => &UNFORESEEN[0],
            Adds => &UNFORESEEN[1],
            Same | Any => &UNFORESEEN[2],
        })
}

const fn row(
    id: &'static str,
    kind: Kind,
    action: Option<Action>,
    api: Api,
    class: Class,
    wire: Option<&'static str>,
    reason: &'static str,
) -> Rule {
    Rule {
        id,
        kind,
        action,
        traits: &[],
        api,
        class,
        wire,
        reason,
    }
}

#[allow(clippy::too_many_arguments)]
const fn trait_row(
    id: &'static str,
    traits: &'static [&'static str],
    action: Option<Action>,
    api: Api,
    class: Class,
    wire: Option<&'static str>,
    reason: &'static str,
) -> Rule {
    Rule {
        id,
        kind: Kind::Trait,
        action,
        traits,
        api,
        class,
        wire,
        reason,
    }
}

const ADDED: Option<Action> = Some(Action::Added);
const REMOVED: Option<Action> = Some(Action::Removed);
const CHANGED: Option<Action> = Some(Action::Changed);

/// Traits by which a field is an `Option` or not (Smithy specification, "Structure member optionality").
const OPTIONALITY: &[&str] = &[
    "smithy.api#required",
    "smithy.api#default",
    "smithy.api#clientOptional",
    "smithy.api#addedDefault",
    "smithy.api#input",
    "smithy.api#box",
];
const BINDINGS: &[&str] = &[
    "smithy.api#http",
    "smithy.api#httpError",
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#endpoint",
    "smithy.api#hostLabel",
];
const EVENTS: &[&str] = &["smithy.api#eventHeader", "smithy.api#eventPayload"];
const DOCUMENTATION: &[&str] = &[
    "smithy.api#documentation",
    "smithy.api#title",
    "smithy.api#externalDocumentation",
    "smithy.api#examples",
    "smithy.api#since",
];
const CONSTRAINTS: &[&str] = &[
    "smithy.api#length",
    "smithy.api#range",
    "smithy.api#pattern",
    "smithy.api#uniqueItems",
];
const ENDPOINT: &[&str] = &[
    "smithy.rules#endpointRuleSet",
    "smithy.rules#endpointBdd",
    "smithy.rules#clientContextParams",
    "smithy.rules#contextParam",
    "smithy.rules#staticContextParams",
    "smithy.rules#operationContextParams",
];
const AUTHENTICATION: &[&str] = &[
    "smithy.api#auth",
    "smithy.api#optionalAuth",
    "aws.auth#sigv4",
    "aws.auth#unsignedPayload",
];
const BODY: &[&str] = &[
    "smithy.api#httpChecksumRequired",
    "smithy.api#requestCompression",
    "smithy.api#requiresLength",
];

const COMPILES_NOT: &str = "programs that use it do not compile any more";
const MORE: &str = "there is more to use, and what is there is as it was";

/// Every rule.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    // service.toml
    row("crate-name-changed", Kind::CrateName, None, Any, Major, None, "programs name the crate: to them it is another one"),
    row("fix-up-changed", Kind::FixUp, None, Any, Patch, Some("as the fix-up says"), "it corrects what is sent or read, and no type"),
    // Service
    row("service-changed", Kind::Service, None, Any, Patch, None, "its name is in no public item; what else differs is listed by itself"),
    row("service-version-changed", Kind::Version, None, Any, Patch, None, "the version is in the documentation only"),
    row("shape-renamed", Kind::Rename, None, Breaks, Major, None, "the type has another name: programs that use the old one do not compile"),
    row("rename-without-effect", Kind::Rename, None, Any, Patch, None, "the Rust names are the same"),
    // Operations
    row("operation-added", Kind::Operation, ADDED, Any, Minor, Some("requests of the new operation"), MORE),
    row("operation-removed", Kind::Operation, REMOVED, Any, Major, Some("no requests of the operation any more"), "programs that call it do not compile any more"),
    row("operation-input-changed", Kind::Input, None, Any, Patch, None, "the Rust type is named after the operation; what differs in the members is listed by itself"),
    row("operation-output-changed", Kind::Output, None, Any, Patch, None, "the Rust type is named after the operation; what differs in the members is listed by itself"),
    row("operation-error-added", Kind::OperationError, ADDED, Adds, Minor, None, "the operation's error enum is not exhaustive: programs have a wildcard arm, and may now match the new variant"),
    row("operation-error-removed", Kind::OperationError, REMOVED, Breaks, Major, None, "programs that match the variant do not compile any more"),
    row("operation-error-moved", Kind::OperationError, None, Any, Patch, None, "the operation's errors are the same: the service has the error too"),
    row("service-error-added", Kind::ServiceError, ADDED, Adds, Minor, None, "the error enums are not exhaustive: programs have a wildcard arm, and may now match the new variant"),
    row("service-error-removed", Kind::ServiceError, REMOVED, Breaks, Major, None, "programs that match the variant do not compile any more"),
    row("service-error-moved", Kind::ServiceError, None, Any, Patch, None, "the operations' errors are the same: they have the error themselves"),
    // Shapes
    row("shape-added", Kind::Shape, ADDED, Adds, Minor, None, MORE),
    row("shape-removed", Kind::Shape, REMOVED, Breaks, Major, None, COMPILES_NOT),
    row("shape-without-type", Kind::Shape, None, Any, Patch, None, "shapes of this type have no name in Rust: fields are of the type that they stand for"),
    row("shape-type-changed", Kind::ShapeType, None, Breaks, Major, Some("values have another form"), COMPILES_NOT),
    row("shape-type-same-in-rust", Kind::ShapeType, None, Any, Patch, None, "both are of the same type in Rust"),
    // Members
    row("required-member-added", Kind::RequiredMember, ADDED, Any, Major, Some("requests must carry it, answers do"), "what is built without it is refused, by the compiler where `build()` could not fail before, else when the program runs"),
    row("member-added", Kind::Member, ADDED, Adds, Minor, Some("values may have it"), "structures are not exhaustive, and builders do without it"),
    row("member-added-known", Kind::Member, ADDED, Same, Patch, None, "the crate has had the field already"),
    row("member-removed", Kind::Member, REMOVED, Breaks, Major, Some("values do not have it any more"), COMPILES_NOT),
    row("member-removed-kept", Kind::Member, REMOVED, Same, Patch, None, "the crate keeps the field"),
    row("union-member-added", Kind::UnionMember, ADDED, Adds, Minor, Some("values may be of it"), "unions are not exhaustive, and older crates keep such values as unknown"),
    row("union-member-removed", Kind::UnionMember, REMOVED, Breaks, Major, Some("values are not of it any more"), COMPILES_NOT),
    row("target-changed", Kind::Target, None, Breaks, Major, Some("values have another form"), "the field is of another type: programs that set or read it do not compile any more"),
    row("target-same-in-rust", Kind::Target, None, Any, Patch, None, "both targets are of the same type in Rust"),
    row("member-order-changed", Kind::Order, None, Any, Patch, Some("members are written in another order, which no reader looks at"), "nothing in Rust depends on the order of fields: structures are not exhaustive, and have no ordering"),
    // Enums
    row("enum-value-added", Kind::EnumValue, ADDED, Adds, Minor, Some("values may be this one"), "enums are not exhaustive, and older crates keep such values as unknown"),
    row("enum-value-removed", Kind::EnumValue, REMOVED, Breaks, Major, Some("values are not this one any more"), COMPILES_NOT),
    row("enum-value-changed", Kind::EnumValue, CHANGED, Any, Minor, Some("the variant stands for another text"), "programs compile, but the old text does not become this variant any more"),
    row("int-enum-value-changed", Kind::EnumValue, None, Same, Patch, None, "an intEnum is a number in Rust, and has no constants"),
    row("enum-value-renamed", Kind::EnumName, None, Breaks, Major, None, "the variant has another name: programs that use the old one do not compile any more"),
    row("enum-value-renamed-in-model", Kind::EnumName, None, Any, Patch, None, "the variant has the name that it had"),
    // Optionality
    row("required-in-input", Kind::RequiredInInput, None, Any, Major, Some("requests without the member are not sent"), "programs compile, but calls that leave the member out fail before they are sent"),
    trait_row("optionality-changed", OPTIONALITY, None, Breaks, Major, None, "the field became an `Option` or stopped to be one, or `build()` became or stopped to be fallible"),
    trait_row("default-changed", &["smithy.api#default"], CHANGED, Same, Minor, Some("the value of a member that was not set"), "programs compile, but what they leave to the default has another value"),
    trait_row("optionality-kept", OPTIONALITY, None, Any, Patch, None, "the field is of the type that it was"),
    // Types
    trait_row("sparse-changed", &["smithy.api#sparse"], None, Any, Major, Some("null may stand among the values, or may not any more"), "elements became `Option`s or stopped to be"),
    trait_row("streaming-changed", &["smithy.api#streaming"], None, Any, Major, Some("the body is a stream, or is not any more"), "the field is of another type, and what holds a stream cannot be cloned or compared"),
    trait_row("error-trait-changed", &["smithy.api#error"], None, Breaks, Major, None, "the type moves from `types` to `types::error`, or back"),
    trait_row("error-fault-changed", &["smithy.api#error"], None, Any, Patch, None, "the fault is no part of the types"),
    trait_row("retryable-changed", &["smithy.api#retryable"], None, Any, Patch, Some("whether calls that ended in the error are tried again"), "how failed calls are retried is the client's business"),
    // Pagination and waiters
    trait_row("pagination-added", &["smithy.api#paginated"], None, Adds, Minor, None, "there is a paginator, or more of it; calls without it are as they were"),
    trait_row("pagination-removed", &["smithy.api#paginated"], None, Breaks, Major, None, "programs that use the paginator do not compile any more"),
    trait_row("pagination-changed", &["smithy.api#paginated"], None, Any, Patch, None, "the paginator has the items that it had"),
    trait_row("waiters-added", &["smithy.waiters#waitable"], None, Adds, Minor, None, MORE),
    trait_row("waiters-removed", &["smithy.waiters#waitable"], None, Breaks, Major, None, "programs that wait do not compile any more"),
    trait_row("waiters-changed", &["smithy.waiters#waitable"], None, Any, Patch, None, "the waiters have the names that they had"),
    // The wire
    trait_row("json-name-changed", &["smithy.api#jsonName"], None, Any, Minor, Some("the member has another key"), "programs compile; what they have saved with the feature `serde` has the old key"),
    trait_row("timestamp-format-changed", &["smithy.api#timestampFormat"], None, Any, Minor, Some("timestamps have another form"), "programs compile; what they have saved with the feature `serde` has the old form"),
    trait_row("media-type-changed", &["smithy.api#mediaType"], None, Any, Patch, Some("another content type, or base64 in a header"), "the type is the same"),
    trait_row("http-binding-changed", BINDINGS, None, Any, Patch, Some("the value travels in another place of the request or answer"), "programs do not see where values travel"),
    trait_row("event-binding-changed", EVENTS, None, Any, Patch, Some("the value travels in another place of its event"), "programs do not see where values travel"),
    trait_row("idempotency-token-changed", &["smithy.api#idempotencyToken"], None, Any, Patch, Some("requests carry a token of the client where the program gives none, or do not any more"), "the field is of the type that it was"),
    trait_row("body-setting-added", BODY, None, Adds, Minor, Some("how bodies are sent"), MORE),
    trait_row("body-setting-removed", BODY, None, Breaks, Major, Some("how bodies are sent"), "programs that use the setting do not compile any more"),
    trait_row("body-changed", BODY, None, Any, Patch, Some("how bodies are sent"), "programs do not see how bodies are sent"),
    // Endpoint and authentication
    trait_row("endpoint-parameter-added", ENDPOINT, None, Adds, Minor, Some("the address of requests may be another"), MORE),
    trait_row("endpoint-parameter-removed", ENDPOINT, None, Breaks, Major, Some("the address of requests may be another"), "programs that give the parameter do not compile any more"),
    trait_row("endpoint-rules-changed", ENDPOINT, None, Any, Patch, Some("the address of requests may be another"), "where requests go is the client's business"),
    trait_row("authentication-changed", AUTHENTICATION, None, Any, Patch, Some("requests are signed in another way, or not at all"), "how requests are signed is the client's business"),
    trait_row("service-names-changed", &["aws.api#service"], None, Any, Patch, Some("the user agent has the service's name"), "the names are in no public item"),
    // What people read
    trait_row("deprecated", &["smithy.api#deprecated"], ADDED, Any, Minor, None, "programs that use it are warned (Semantic Versioning, 7)"),
    trait_row("deprecation-changed", &["smithy.api#deprecated"], None, Any, Patch, None, "the words differ, or a warning is gone"),
    trait_row("documentation-changed", DOCUMENTATION, None, Any, Patch, None, "documentation"),
    trait_row("constraint-changed", CONSTRAINTS, None, Any, Patch, None, "the service holds requests to it, the crate does not"),
    trait_row("sensitivity-changed", &["smithy.api#sensitive"], None, Any, Patch, None, "`Debug` and traces hide the value, or show it; the types are the same"),
    trait_row("trait-without-effect", &[], None, Same, Patch, None, "the crate is the same with the trait and without it"),
    // What follows from other changes
    row("consequence-breaks", Kind::Consequence, None, Breaks, Major, None, "names or types follow from other shapes: a name that is now another's too is numbered, a cycle needs a `Box`"),
];

/// What is left where the table has no rule: the class is the API's.
#[rustfmt::skip]
static UNFORESEEN: [Rule; 3] = [
    row("api-broken", Kind::Consequence, None, Breaks, Major, None, COMPILES_NOT),
    row("api-grown", Kind::Consequence, None, Adds, Minor, None, MORE),
    row("api-same", Kind::Consequence, None, Same, Patch, None, "programs see no difference"),
];

/// The evaluators of `smithy-diff`, and the rules (by id) that cover what each looks at. Where there are none, the reason.
#[rustfmt::skip]
pub const EVALUATORS: &[(&str, &[&str], &str)] = &[
    ("AddedEntityBinding", &["operation-added"], "resources have no counterpart in a crate: only their operations count"),
    ("AddedMetadata", &[], "metadata of a model has no counterpart in a crate"),
    ("AddedOperationError", &["operation-error-added"], ""),
    ("AddedRequiredMember", &["required-member-added"], ""),
    ("AddedServiceError", &["service-error-added"], ""),
    ("AddedShape", &["shape-added", "shape-without-type"], ""),
    ("AddedTraitDefinition", &[], "a trait's definition has no counterpart in a crate; where the trait is applied is compared"),
    ("ChangedDefault", &["optionality-changed", "default-changed", "optionality-kept"], ""),
    ("ChangedEnumTrait", &["enum-value-added", "enum-value-removed", "enum-value-changed", "enum-value-renamed"], "the order of values is nothing in Rust: variants are matched by name and text"),
    ("ChangedLengthTrait", &["constraint-changed"], ""),
    ("ChangedMemberOrder", &["member-order-changed"], ""),
    ("ChangedMemberTarget", &["target-changed", "target-same-in-rust"], ""),
    ("ChangedMetadata", &[], "metadata of a model has no counterpart in a crate"),
    ("ChangedNullability", &["optionality-changed", "optionality-kept", "required-in-input"], ""),
    ("ChangedOperationInput", &["operation-input-changed"], ""),
    ("ChangedOperationOutput", &["operation-output-changed"], ""),
    ("ChangedRangeTrait", &["constraint-changed"], ""),
    ("ChangedResourceIdentifiers", &[], "resources have no counterpart in a crate: members of inputs are compared by themselves"),
    ("ChangedShapeType", &["shape-type-changed", "shape-type-same-in-rust"], ""),
    ("ModifiedTrait", &["trait-without-effect", "documentation-changed", "deprecated", "sensitivity-changed"], "every trait that is added, removed or changed is a change"),
    ("RemovedAuthenticationScheme", &["authentication-changed"], ""),
    ("RemovedEntityBinding", &["operation-removed"], "resources have no counterpart in a crate: only their operations count"),
    ("RemovedMetadata", &[], "metadata of a model has no counterpart in a crate"),
    ("RemovedOperationError", &["operation-error-removed", "operation-error-moved"], ""),
    ("RemovedServiceError", &["service-error-removed", "service-error-moved"], ""),
    ("RemovedShape", &["shape-removed", "shape-without-type"], ""),
    ("RemovedTraitDefinition", &[], "a trait's definition has no counterpart in a crate; where the trait is applied is compared"),
    ("ServiceRename", &["shape-renamed", "rename-without-effect"], ""),
    ("TraitBreakingChange", &["http-binding-changed", "event-binding-changed", "json-name-changed", "media-type-changed", "sparse-changed", "streaming-changed", "error-trait-changed", "error-fault-changed", "retryable-changed", "pagination-removed", "pagination-changed", "idempotency-token-changed", "body-changed", "authentication-changed", "optionality-kept", "constraint-changed", "trait-without-effect"], "the traits that the prelude marks as breaking; those of XML and of resources have no counterpart in a crate"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_apart_and_give_reasons() {
        let mut ids: Vec<_> = RULES
            .iter()
            .chain(&UNFORESEEN)
            .map(|rule| rule.id)
            .collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{ids:?}");
        for rule in RULES.iter().chain(&UNFORESEEN) {
            assert!(!rule.reason.is_empty(), "{}", rule.id);
            // What a compiler says is never talked down; what it cannot see may weigh more.
            assert!(rule.class >= rule.api.class(), "{}", rule.id);
        }
    }

    #[test]
    fn every_evaluator_of_smithy_has_a_rule_or_a_reason() {
        assert_eq!(EVALUATORS.len(), 29);
        for (evaluator, rules, reason) in EVALUATORS {
            assert!(!rules.is_empty() || !reason.is_empty(), "{evaluator}");
            for id in *rules {
                assert!(RULES.iter().any(|rule| rule.id == *id), "{evaluator}: {id}");
            }
        }
    }

    #[test]
    fn what_no_rule_foresees_has_the_class_of_its_api() {
        for (api, class) in [(Breaks, Major), (Adds, Minor), (Same, Patch)] {
            // A member of a type that is not there before cannot be added without a trace.
            let rule = rule(Kind::UnionMember, Action::Changed, None, api);
            assert_eq!(rule.class, class);
        }
    }
}
