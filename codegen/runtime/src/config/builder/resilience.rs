//! Retries, timeouts, stalled streams, and the time that they go by.

use super::super::{AsyncSleep, IntoShared, SharedAsyncSleep, StalledStreamProtectionConfig};
use super::Builder;
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, SharedRetryClassifier};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

impl Builder {
    /// Sets how often a call is tried and how long to wait in between.
    ///
    /// How many retries a client makes altogether is limited by the token bucket of its [`Self::retry_partition`].
    pub fn retry_config(mut self, retry_config: RetryConfig) -> Self {
        self.set_retry_config(Some(retry_config));
        self
    }

    /// Sets the retry configuration. `None` changes nothing.
    pub fn set_retry_config(&mut self, retry_config: Option<RetryConfig>) -> &mut Self {
        if let Some(retry_config) = retry_config {
            self.config.store_put(retry_config);
        }
        self
    }

    /// Sets the retry partition. Clients of one partition share the token bucket that limits retries, and the rate
    /// limiter of adaptive retries.
    ///
    /// By default all clients of this service in one region are in the same partition. A partition with a token bucket
    /// of its own suits a workload that must not starve others.
    pub fn retry_partition(mut self, retry_partition: RetryPartition) -> Self {
        self.set_retry_partition(Some(retry_partition));
        self
    }

    /// Sets the retry partition. `None` changes nothing.
    pub fn set_retry_partition(&mut self, retry_partition: Option<RetryPartition>) -> &mut Self {
        if let Some(retry_partition) = retry_partition {
            self.config.store_put(retry_partition);
        }
        self
    }

    /// Adds a retry classifier, which decides by an attempt's outcome whether to try again. It runs at its place by
    /// [priority](aws_smithy_runtime_api::client::retries::classifiers::RetryClassifierPriority) among those of the
    /// client.
    pub fn retry_classifier(mut self, retry_classifier: impl ClassifyRetry + 'static) -> Self {
        self.push_retry_classifier(SharedRetryClassifier::new(retry_classifier));
        self
    }

    /// Adds a retry classifier, as [`Self::retry_classifier`].
    pub fn push_retry_classifier(&mut self, retry_classifier: SharedRetryClassifier) -> &mut Self {
        self.runtime_components
            .push_retry_classifier(retry_classifier);
        self
    }

    /// Replaces all retry classifiers that were added before.
    pub fn set_retry_classifiers(
        &mut self,
        retry_classifiers: impl IntoIterator<Item = SharedRetryClassifier>,
    ) -> &mut Self {
        self.runtime_components
            .set_retry_classifiers(retry_classifiers.into_iter());
        self
    }

    /// Sets limits on the time of connecting, reading, one attempt and the whole call.
    pub fn timeout_config(mut self, timeout_config: TimeoutConfig) -> Self {
        self.set_timeout_config(Some(timeout_config));
        self
    }

    /// Sets limits on time. Limits that are set neither here nor disabled keep the value they had; `None` changes
    /// nothing. `TimeoutConfig::disabled()` switches all of them off.
    pub fn set_timeout_config(&mut self, timeout_config: Option<TimeoutConfig>) -> &mut Self {
        let Some(mut timeout_config) = timeout_config else {
            return self;
        };
        if let Some(base) = self.config.load::<TimeoutConfig>() {
            timeout_config.take_defaults_from(base);
        }
        self.config.store_put(timeout_config);
        self
    }

    /// Sets the protection against streams that have stopped flowing. By default a body that moves less than one byte a
    /// second for five seconds ends in an error.
    pub fn stalled_stream_protection(
        mut self,
        stalled_stream_protection_config: StalledStreamProtectionConfig,
    ) -> Self {
        self.set_stalled_stream_protection(Some(stalled_stream_protection_config));
        self
    }

    /// Sets or unsets the protection against stalled streams.
    pub fn set_stalled_stream_protection(
        &mut self,
        stalled_stream_protection_config: Option<StalledStreamProtectionConfig>,
    ) -> &mut Self {
        self.config.store_or_unset(stalled_stream_protection_config);
        self
    }

    /// Sets what waits between attempts and watches timeouts. With the feature `rt-tokio` there is a default.
    pub fn sleep_impl(mut self, sleep_impl: impl AsyncSleep + 'static) -> Self {
        self.set_sleep_impl(Some(sleep_impl.into_shared()));
        self
    }

    /// Sets or unsets what waits between attempts and watches timeouts.
    pub fn set_sleep_impl(&mut self, sleep_impl: Option<SharedAsyncSleep>) -> &mut Self {
        self.runtime_components.set_sleep_impl(sleep_impl);
        self
    }

    /// Sets the source of the time that signatures and caches go by. The default is the system's clock.
    pub fn time_source(mut self, time_source: impl TimeSource + 'static) -> Self {
        self.set_time_source(Some(time_source.into_shared()));
        self
    }

    /// Sets or unsets the time source.
    pub fn set_time_source(&mut self, time_source: Option<SharedTimeSource>) -> &mut Self {
        self.runtime_components.set_time_source(time_source);
        self
    }
}
