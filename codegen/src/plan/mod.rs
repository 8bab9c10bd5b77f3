//! In: a model and the chosen operations. Out: a [`CratePlan`]: the Rust side, decided completely.
//!
//! **Invariant:** rendering takes no decisions: what a plan does not say is the same for every crate. Names in a plan are
//! final identifiers (raw where they must be), docs are Markdown that rustdoc takes without warnings.
//!
//! Types and modules are laid out as users of the official crates know them: `types`, `types::error`, `types::builders`,
//! `operation::<name>`, `operation::<name>::builders`.

mod assemble;
pub mod bindings;
pub mod codec;
pub(crate) mod defaults;
pub mod dependencies;
mod distinct;
pub mod event_stream;
mod examples;
mod http;
mod identifiers;
pub mod names;
mod operations;
mod paginators;
mod recursion;
mod scope;
mod sensitivity;
mod shapes;
pub mod types;
mod waiters;

use crate::jmespath;
use crate::model::waiters::{AcceptorState, Comparator, Over};
pub use assemble::{Selection, plan};
use codec::Codec;
pub use types::{DefaultValue, RustType};

/// Everything that is rendered into one crate.
#[derive(Clone, Debug)]
pub struct CratePlan {
    pub package: Package,
    pub service: ServicePlan,
    /// Items of `types`, by name.
    pub types: Vec<TypeItem>,
    /// Items of `types::error`, by name.
    pub errors: Vec<ErrorPlan>,
    /// By name.
    pub operations: Vec<OperationPlan>,
    /// By the name of the union.
    pub event_streams: Vec<event_stream::EventStream>,
    pub endpoint: crate::endpoint_rules::EndpointPlan,
    /// Settings of the client's configuration that the endpoint rules read.
    pub client_context_params: Vec<ClientContextParamPlan>,
    /// Whether some input has an idempotency token that the client fills in.
    pub idempotency_tokens: bool,
}

impl CratePlan {
    /// Whether some request carries a checksum.
    pub fn has_checksums(&self) -> bool {
        self.operations.iter().any(|o| o.checksum_required)
    }

    /// Whether some request is compressed.
    pub fn has_compression(&self) -> bool {
        self.operations.iter().any(|o| o.request_compression)
    }

    /// Whether some operation has a waiter.
    pub fn has_waiters(&self) -> bool {
        self.operations.iter().any(|o| !o.waiters.is_empty())
    }
}

/// An error structure, and where its members travel.
#[derive(Clone, Debug)]
pub struct ErrorPlan {
    pub structure: Structure,
    pub response: bindings::Response,
    /// The same as plain data, for an error that is also a member of something.
    pub data: Option<Structure>,
}

/// A setting of the client's configuration.
#[derive(Clone, Debug)]
pub struct ClientContextParamPlan {
    /// Setter and getter: `force_path_style`.
    pub field: String,
    /// Type under which the config bag has the value.
    pub newtype: String,
    pub ty: RustType,
    pub docs: String,
}

#[derive(Clone, Debug)]
pub struct Package {
    /// As in Cargo.toml: `devops-agent`.
    pub name: String,
    /// As in Rust: `devops_agent`.
    pub lib_name: String,
    pub version: String,
}

#[derive(Clone, Debug)]
pub struct ServicePlan {
    /// For people: `AWS DevOps Agent Service`.
    pub title: String,
    /// `DevOps Agent`.
    pub sdk_id: String,
    /// Name of the service shape: `DevOpsAgent`.
    pub shape_name: String,
    pub api_version: String,
    pub docs: String,
    /// Whether requests are signed; a service without `aws.auth#sigv4` is called anonymously.
    pub sigv4: bool,
    /// Of SigV4.
    pub signing_name: String,
    pub endpoint_prefix: String,
}

#[derive(Clone, Debug)]
pub enum TypeItem {
    Structure(Structure),
    Union(Union),
    Enum(Enum),
}

impl TypeItem {
    pub fn name(&self) -> &str {
        match self {
            Self::Structure(s) => &s.name,
            Self::Union(u) => &u.name,
            Self::Enum(e) => &e.name,
        }
    }

    pub fn module(&self) -> &str {
        match self {
            Self::Structure(s) => &s.module,
            Self::Union(u) => &u.module,
            Self::Enum(e) => &e.module,
        }
    }
}

/// Where a structure lives, and what comes with that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `crate::types`, builder in `crate::types::builders`.
    Types,
    /// `crate::types::error`, builder in `crate::types::error::builders`.
    Errors(ErrorFacts),
    /// `crate::operation::<module>`, builder in `crate::operation::<module>::builders`.
    Input { operation: String },
    /// As `Input`; carries the request id.
    Output { operation: String },
}

/// What an error structure has beyond its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorFacts {
    /// Code that identifies the error on the wire: the shape's name.
    pub code: String,
    /// The field that holds the message.
    pub message: Option<MessageField>,
    pub retryable: Option<RetryKind>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageField {
    pub field: String,
    pub optional: bool,
    pub redact: bool,
}

/// `aws_smithy_types::retry::ErrorKind` of a modelled error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryKind {
    Throttling,
    Server,
    Client,
}

#[derive(Clone, Debug)]
pub struct Structure {
    pub name: String,
    /// Name within its own module: another one where `name` would hide a name of Rust's prelude there.
    pub definition: String,
    /// The private module that defines it: `_association`.
    pub module: String,
    pub place: Place,
    /// Absolute id, for messages and comments.
    pub shape: String,
    pub docs: String,
    pub deprecated: Option<String>,
    pub fields: Vec<Field>,
    /// False for what holds a stream: no `Clone`, no `PartialEq`.
    pub cloneable: bool,
    /// The whole structure is sensitive, or a field is: `Debug` is written by hand.
    pub redacts: bool,
    /// `build()` gives a `Result`.
    pub fallible_build: bool,
    /// Which codec functions exist.
    pub reads: bool,
    pub writes: bool,
}

impl Structure {
    /// Whether all fields are `Option`s: then a structure with nothing set is one, and the builder holds it.
    pub fn all_optional(&self) -> bool {
        self.fields.iter().all(|f| f.optional)
    }
}

#[derive(Clone, Debug)]
pub struct Field {
    /// Of the model: `createdAt`.
    pub member: String,
    /// On the wire: the member's name, or its `jsonName`.
    pub wire_name: String,
    /// Identifier: `created_at`.
    pub name: String,
    /// `set_created_at`.
    pub setter: String,
    /// `get_created_at`.
    pub getter: String,
    pub docs: String,
    pub deprecated: Option<String>,
    /// Without `Option`, with `Box` where recursion needs it.
    pub ty: RustType,
    /// The field is an `Option`.
    pub optional: bool,
    /// Marked `required`.
    pub required: bool,
    /// Never shown by `Debug`.
    pub redact: bool,
    /// What the builder and the reader put in where nothing was given. Only for fields that are no `Option`.
    pub default: Option<DefaultValue>,
    /// What the reader puts in for a missing required member (Smithy specification, "Client error correction").
    pub correction: Option<Correction>,
    /// The writer leaves the member out when it equals its default.
    pub skip_default: bool,
    pub codec: Codec,
    /// Filled in by the client when the caller left it empty.
    pub idempotency_token: bool,
    /// Part of the JSON body; false for what an input or output binds to something else.
    pub in_body: bool,
}

/// What stands in for a required member that an answer lacks.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    Value(DefaultValue),
    /// A structure as it is read from an empty object.
    EmptyStructure,
    /// The unknown member of a union.
    UnknownMember {
        union: String,
    },
}

#[derive(Clone, Debug)]
pub struct Union {
    pub name: String,
    /// Name within its own module: another one where `name` would hide a name of Rust's prelude there.
    pub definition: String,
    pub module: String,
    pub shape: String,
    pub docs: String,
    pub deprecated: Option<String>,
    pub variants: Vec<Variant>,
    /// `Debug` is written by hand.
    pub redacts: bool,
    /// The whole union is sensitive.
    pub sensitive: bool,
    pub cloneable: bool,
    pub reads: bool,
    pub writes: bool,
}

#[derive(Clone, Debug)]
pub struct Variant {
    pub member: String,
    pub wire_name: String,
    pub name: String,
    /// `as_api_key`.
    pub as_method: String,
    /// `is_api_key`.
    pub is_method: String,
    pub docs: String,
    pub deprecated: Option<String>,
    /// `None` for a variant without data (a member that targets `Unit`).
    pub ty: Option<RustType>,
    pub redact: bool,
    pub codec: Codec,
}

#[derive(Clone, Debug)]
pub struct Enum {
    pub name: String,
    /// Name within its own module: another one where `name` would hide a name of Rust's prelude there.
    pub definition: String,
    pub module: String,
    pub shape: String,
    pub docs: String,
    pub deprecated: Option<String>,
    /// Sorted by value.
    pub variants: Vec<EnumVariant>,
    pub sensitive: bool,
}

#[derive(Clone, Debug)]
pub struct EnumVariant {
    pub name: String,
    pub value: String,
    pub docs: String,
    pub deprecated: Option<String>,
}

#[derive(Clone, Debug)]
pub struct OperationPlan {
    /// Type: `ListServices`.
    pub name: String,
    /// As on the wire and in metadata.
    pub shape_name: String,
    /// `list_services`; the method of the client may be raw.
    pub module: String,
    pub method: String,
    pub docs: String,
    pub deprecated: Option<String>,
    pub input: Structure,
    pub output: Structure,
    pub error: OperationError,
    pub request: bindings::Request,
    pub response: bindings::Response,
    pub host_prefix: Option<Vec<bindings::HostPart>>,
    pub endpoint_params: Vec<crate::endpoint_rules::BoundParam>,
    pub auth: bindings::Auth,
    pub paginator: Option<Paginator>,
    /// By name.
    pub waiters: Vec<WaiterPlan>,
    /// The setters of their builders; none without waiters.
    pub waiter_setters: Vec<WaiterSetter>,
    pub example: Example,
    /// Input or output has a sensitive member somewhere.
    pub sensitive: bool,
    /// The request carries the MD5 checksum of its body.
    pub checksum_required: bool,
    /// The body is compressed with gzip.
    pub request_compression: bool,
}

/// The call that an operation's documentation shows.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Setters to call, in order.
    pub arguments: Vec<ExampleArgument>,
    /// The field of the output that holds an event stream.
    pub stream: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ExampleArgument {
    /// Of the fluent builder.
    pub method: String,
    pub value: ExampleValue,
}

#[derive(Clone, Debug)]
pub enum ExampleValue {
    String(String),
    /// A number or boolean, as it is written.
    Literal(&'static str),
    /// A variant of an enum of `crate::types`.
    Variant {
        of: String,
        variant: String,
    },
    /// Too large to be shown: a parameter of the function around the example, of this type.
    Given(RustType),
    /// As `Given`, for a setter that takes an `Option`.
    Optional(RustType),
}

/// An operation's error enum.
#[derive(Clone, Debug)]
pub struct OperationError {
    /// `ListServicesError`.
    pub name: String,
    pub variants: Vec<ErrorVariant>,
}

#[derive(Clone, Debug)]
pub struct ErrorVariant {
    /// Variant and type of `types::error`.
    pub name: String,
    pub is_method: String,
    pub docs: String,
    pub code: String,
    pub retryable: Option<RetryKind>,
}

/// `into_paginator()` of an operation.
#[derive(Clone, Debug)]
pub struct Paginator {
    /// Field of the input.
    pub input_token: String,
    /// Fields of the output, from the outside in.
    pub output_token: Vec<PathStep>,
    pub items: Option<ItemsPath>,
    pub page_size: Option<PageSize>,
}

#[derive(Clone, Debug)]
pub struct PathStep {
    pub field: String,
    pub optional: bool,
}

#[derive(Clone, Debug)]
pub struct ItemsPath {
    pub steps: Vec<PathStep>,
    /// Element of the list; key and value of the map.
    pub item: RustType,
}

#[derive(Clone, Debug)]
pub struct PageSize {
    pub field: String,
    pub ty: RustType,
}

/// A waiter: its module `waiters::<name>`, and the method that starts it.
#[derive(Clone, Debug)]
pub struct WaiterPlan {
    /// As in the model: `ThingExists`.
    pub shape_name: String,
    /// `thing_exists`.
    pub module: String,
    /// `wait_until_thing_exists`.
    pub method: String,
    /// `ThingExistsFluentBuilder`.
    pub builder: String,
    /// `ThingExistsFinalPoll`.
    pub final_poll: String,
    /// `WaitUntilThingExistsError`.
    pub error: String,
    pub docs: String,
    pub deprecated: Option<String>,
    /// Seconds.
    pub min_delay: u64,
    /// Seconds.
    pub max_delay: u64,
    pub acceptors: Vec<WaiterAcceptor>,
}

/// The setters of a member in the builder of a waiter.
#[derive(Clone, Debug)]
pub struct WaiterSetter {
    /// Of the plain setter, which is `field.name` but where that has another meaning.
    pub name: String,
    pub field: Field,
}

#[derive(Clone, Debug)]
pub struct WaiterAcceptor {
    pub state: AcceptorState,
    pub matcher: WaiterMatcher,
}

#[derive(Clone, Debug)]
pub enum WaiterMatcher {
    /// The call succeeds, or fails.
    Success(bool),
    /// The code of the error.
    ErrorType(String),
    Path {
        over: Over,
        /// A `Value` of the runtime.
        value: jmespath::Code,
        comparator: Comparator,
        expected: String,
    },
}
