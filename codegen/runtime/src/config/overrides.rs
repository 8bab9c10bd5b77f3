//! The configuration of a single call: in, the builder given to `config_override` and the client's configuration; out, a
//! runtime plugin that is applied after all others.

use super::host_prefix::prefix_hosts;
use super::{Builder, FrozenLayer, Region, RuntimeComponentsBuilder};
use aws_smithy_runtime::client::config_override::Resolver;
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::config_bag::Layer;
use aws_types::region::SigningRegion;
use std::borrow::Cow;

/// Overrides the client's configuration for one call.
#[derive(Debug)]
pub(crate) struct ConfigOverrideRuntimePlugin {
    config: FrozenLayer,
    components: RuntimeComponentsBuilder,
}

impl ConfigOverrideRuntimePlugin {
    pub(crate) fn new(
        config_override: Builder,
        initial_config: FrozenLayer,
        initial_components: &RuntimeComponentsBuilder,
    ) -> Self {
        let mut layer = config_override.config;
        let mut components = config_override.runtime_components;
        let mut resolver = Resolver::overrid(
            initial_config,
            initial_components,
            &mut layer,
            &mut components,
        );
        if let Some(region) = resolver.config_mut().load::<Region>().cloned() {
            resolver.config_mut().store_put(SigningRegion::from(region));
        }
        // Identities of a resolver that lives for one call must not pile up in the client's cache. They are cached all
        // the same, so that retries need not resolve them again.
        if components.has_identity_resolvers() && components.identity_cache().is_none() {
            components.set_identity_cache(Some(IdentityCache::lazy().max_partitions(1).build()));
        }
        prefix_hosts(&mut components);
        Self {
            config: Layer::from(layer)
                .with_name("ConfigOverrideRuntimePlugin")
                .freeze(),
            components,
        }
    }
}

impl RuntimePlugin for ConfigOverrideRuntimePlugin {
    fn config(&self) -> Option<FrozenLayer> {
        Some(self.config.clone())
    }

    fn runtime_components(
        &self,
        _current: &RuntimeComponentsBuilder,
    ) -> Cow<'_, RuntimeComponentsBuilder> {
        Cow::Borrowed(&self.components)
    }
}
