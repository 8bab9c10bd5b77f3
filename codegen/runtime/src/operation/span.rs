//! The tracing span of a call. In: the [`DefaultCallsite`] of an operation, a `static` that `call_site!` makes, since `tracing` knows
//! places in code by their address. Out: the span, of the same name and fields for each operation; the macros of `tracing`
//! would compile all of this once for every operation.

use tracing::callsite::{Callsite, DefaultCallsite, Identifier};
use tracing::field::{Field, FieldSet, Value};
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::{Level, Metadata, Span};

const FIELDS: [&str; 4] = [
    "rpc.service",
    "rpc.method",
    "sdk_invocation_id",
    "rpc.system",
];

/// What subscribers know of an operation's spans. Their name is `Service.Operation`.
pub const fn metadata(
    name: &'static str,
    target: &'static str,
    call_site: &'static DefaultCallsite,
) -> Metadata<'static> {
    let fields = FieldSet::new(&FIELDS, Identifier(call_site));
    Metadata::new(
        name,
        target,
        Level::DEBUG,
        None,
        None,
        Some(target),
        fields,
        Kind::SPAN,
    )
}

impl super::Table {
    /// A span of one call; a disabled one if no subscriber wants it.
    pub(super) fn span(&self) -> Span {
        let call_site = (self.call_site)();
        let metadata = call_site.metadata();
        if !is_enabled(call_site, metadata) {
            return Span::new_disabled(metadata);
        }
        let id = fastrand::u32(1_000_000..10_000_000);
        let fields = metadata.fields();
        let [service, method, invocation, system] = FIELDS.map(|name| fields.field(name));
        let (Some(service), Some(method), Some(invocation), Some(system)) =
            (service, method, invocation, system)
        else {
            return Span::new_disabled(metadata);
        };
        let values: [(&Field, Option<&dyn Value>); 4] = [
            (&service, Some(&super::super::service::SERVICE_ID)),
            (&method, Some(&self.name)),
            (&invocation, Some(&id)),
            (&system, Some(&"aws-api")),
        ];
        // Not documented by `tracing`, but what its macros call, and the only way to give fields their values.
        Span::new(metadata, &fields.value_set(&values))
    }
}

fn is_enabled(call_site: &'static DefaultCallsite, metadata: &Metadata<'static>) -> bool {
    if Level::DEBUG > STATIC_MAX_LEVEL || Level::DEBUG > LevelFilter::current() {
        return false;
    }
    let interest = call_site.interest();
    interest.is_always()
        || (!interest.is_never() && tracing::dispatcher::get_default(|d| d.enabled(metadata)))
}
