//! Interceptors that stand side by side, run as one: in, the interceptors of a client or an operation, in their order; out,
//! interceptors with the same effect, of which the engine has fewer to look at in each of its hooks.
//!
//! **Invariants:** order is kept; what a call disables does not run; after an error the interceptors behind still run, and the
//! last error counts, under the name of the interceptor that it comes from.

use super::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextMut,
};
use super::{ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::{DisableInterceptor, OverriddenHooks};
use aws_smithy_types::error::display::DisplayErrorContext;
use std::cell::Cell;

/// Whether a call has disabled interceptor `T`: for interceptors that stand in for one of the engine's.
pub(super) fn is_disabled<T: Intercept + 'static>(cfg: &ConfigBag) -> bool {
    cfg.load::<DisableInterceptor<T>>().is_some()
}

/// Puts neighbours together. An interceptor that does not say which hooks it has, or has one that is not known here, stays
/// by itself where it is.
pub(crate) fn fuse(
    interceptors: impl IntoIterator<Item = SharedInterceptor>,
) -> Vec<SharedInterceptor> {
    let mut fused = Vec::new();
    let mut neighbours = Vec::new();
    for interceptor in interceptors {
        if only_known_hooks(interceptor.overridden_hooks()) {
            neighbours.push(interceptor);
        } else {
            fused.extend(fuse_neighbours(std::mem::take(&mut neighbours)));
            fused.push(interceptor);
        }
    }
    fused.extend(fuse_neighbours(neighbours));
    fused
}

fn fuse_neighbours(neighbours: Vec<SharedInterceptor>) -> Option<SharedInterceptor> {
    match neighbours.len() {
        0 | 1 => neighbours.into_iter().next(),
        _ => Some(SharedInterceptor::permanent(Fused::new(&neighbours))),
    }
}

/// Whether these are some of [`HOOKS`] and nothing else.
fn only_known_hooks(hooks: OverriddenHooks) -> bool {
    let known = HOOKS.iter().filter(|(_, hook)| hooks.contains(*hook));
    hooks == known.fold(OverriddenHooks::none(), |all, (_, hook)| all | *hook)
}

/// By hook, in the order of [`HOOKS`], the interceptors that have it.
#[derive(Debug)]
struct Fused([Vec<SharedInterceptor>; HOOKS.len()]);

thread_local! {
    /// Whose error a [`Fused`] has returned on this thread. The engine asks it for its name right then.
    static FAILED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

impl Fused {
    fn new(interceptors: &[SharedInterceptor]) -> Self {
        Self(HOOKS.map(|(_, hook)| {
            let having =
                |interceptor: &&SharedInterceptor| interceptor.overridden_hooks().contains(hook);
            interceptors.iter().filter(having).cloned().collect()
        }))
    }

    /// Runs a hook as the engine would.
    fn run(
        &self,
        hook: Hook,
        cfg: &mut ConfigBag,
        call: &mut dyn FnMut(&SharedInterceptor, &mut ConfigBag) -> Result<(), BoxError>,
    ) -> Result<(), BoxError> {
        let mut failed: Option<(&'static str, BoxError)> = None;
        for interceptor in &self.0[hook as usize] {
            if !interceptor.enabled(cfg) {
                continue;
            }
            if let Err(err) = call(interceptor, cfg) {
                if let Some((name, err)) = failed.replace((interceptor.name(), err)) {
                    let hook = HOOKS[hook as usize].0;
                    tracing::debug!("{name}::{hook}: {}", DisplayErrorContext(&*err));
                }
            }
        }
        match failed {
            None => Ok(()),
            Some((name, err)) => {
                FAILED.set(Some(name));
                Err(err)
            }
        }
    }
}

/// Writes the hooks down once: as indices, as a table, and as what [`Fused`] does in each.
macro_rules! hooks {
    ($($hook:ident, $hint:ident, $context:ty;)*) => {
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        enum Hook {
            read_before_execution,
            $($hook),*
        }

        pub(crate) const HOOKS: [(&str, OverriddenHooks); [$(stringify!($hook)),*].len() + 1] = [
            ("read_before_execution", OverriddenHooks::READ_BEFORE_EXECUTION),
            $((stringify!($hook), OverriddenHooks::$hint)),*
        ];

        impl Intercept for Fused {
            fn name(&self) -> &'static str {
                FAILED.take().unwrap_or("Fused")
            }

            fn overridden_hooks(&self) -> OverriddenHooks {
                let having = HOOKS.iter().zip(&self.0).filter(|(_, having)| !having.is_empty());
                having.fold(OverriddenHooks::none(), |all, ((_, hook), _)| all | *hook)
            }

            fn read_before_execution(
                &self,
                context: &BeforeSerializationInterceptorContextRef<'_>,
                cfg: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                self.run(Hook::read_before_execution, cfg, &mut |interceptor, cfg| {
                    interceptor.read_before_execution(context, cfg)
                })
            }

            $(fn $hook(
                &self,
                context: $context,
                runtime_components: &RuntimeComponents,
                cfg: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                self.run(Hook::$hook, cfg, &mut |interceptor, cfg| {
                    interceptor.$hook(context, runtime_components, cfg)
                })
            })*
        }
    };
}

// Those that some interceptor has which every client runs.
hooks! {
    modify_before_serialization, MODIFY_BEFORE_SERIALIZATION, &mut BeforeSerializationInterceptorContextMut<'_>;
    read_before_serialization, READ_BEFORE_SERIALIZATION, &BeforeSerializationInterceptorContextRef<'_>;
    read_after_serialization, READ_AFTER_SERIALIZATION, &BeforeTransmitInterceptorContextRef<'_>;
    modify_before_retry_loop, MODIFY_BEFORE_RETRY_LOOP, &mut BeforeTransmitInterceptorContextMut<'_>;
    modify_before_signing, MODIFY_BEFORE_SIGNING, &mut BeforeTransmitInterceptorContextMut<'_>;
    modify_before_transmit, MODIFY_BEFORE_TRANSMIT, &mut BeforeTransmitInterceptorContextMut<'_>;
    read_before_transmit, READ_BEFORE_TRANSMIT, &BeforeTransmitInterceptorContextRef<'_>;
    modify_before_deserialization, MODIFY_BEFORE_DESERIALIZATION, &mut BeforeDeserializationInterceptorContextMut<'_>;
    read_after_deserialization, READ_AFTER_DESERIALIZATION, &AfterDeserializationInterceptorContextRef<'_>;
    modify_before_attempt_completion, MODIFY_BEFORE_ATTEMPT_COMPLETION, &mut FinalizerInterceptorContextMut<'_>;
}
