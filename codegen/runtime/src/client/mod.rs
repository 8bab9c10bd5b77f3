//! The client, and how its calls are customized.

pub mod customize;

use super::config::plugins::ClientPlugins;
use super::config::Config;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use std::sync::Arc;

/// What all clones of a client and all their calls share.
#[derive(Debug)]
pub(crate) struct Handle {
    pub(crate) conf: Config,
    pub(crate) plugins: ClientPlugins,
}

/// A client of the service: a method for each operation.
///
/// Each method returns a fluent builder; set the members of the input on it, then call `send` and await the answer.
///
/// A client holds connections and cached credentials. Make one, and clone it where it is needed: clones share them.
///
/// With the `aws-config` crate, [`Client::new`] takes the configuration that it loads from the environment.
/// [`Client::from_conf`] takes a configuration of this crate, for settings that this client alone has.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) handle: Arc<Handle>,
}

impl Client {
    /// Creates a client from what is shared between the clients of all services.
    ///
    /// # Panics
    ///
    /// As [`Client::from_conf`].
    #[track_caller]
    pub fn new(sdk_config: &SdkConfig) -> Self {
        Self::from_conf(sdk_config.into())
    }

    /// Creates a client from a configuration of this crate.
    ///
    /// # Panics
    ///
    /// - No behavior version is set, and the feature `behavior-version-latest` is off.
    /// - Retries, timeouts or stalled stream protection are on, and there is no `sleep_impl`.
    /// - The identity cache is on, and there is no `sleep_impl` or no `time_source`.
    ///
    /// The message says how to put it right.
    #[track_caller]
    pub fn from_conf(conf: Config) -> Self {
        let handle = Handle {
            plugins: ClientPlugins::new(&conf),
            conf,
        };
        if let Err(err) = validate(handle.plugins.of_call()) {
            panic!("Invalid client configuration: {err}");
        }
        Self {
            handle: Arc::new(handle),
        }
    }

    /// The configuration of this client.
    pub fn config(&self) -> &Config {
        &self.handle.conf
    }
}

fn validate(runtime_plugins: &RuntimePlugins) -> Result<(), BoxError> {
    let mut cfg = ConfigBag::base();
    runtime_plugins
        .apply_client_configuration(&mut cfg)?
        .validate_base_client_config(&cfg)
}
