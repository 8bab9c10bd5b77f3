//! Settings for tests: everything that a call needs, and the same on every run.

use super::{BehaviorVersion, Builder, Credentials, Region, SharedCredentialsProvider};
use aws_runtime::user_agent::AwsUserAgent;
use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};
use std::time::{Duration, UNIX_EPOCH};

impl Builder {
    /// Applies defaults for tests: fixed credentials, time, user agent and idempotency token, and the latest behavior
    /// version. [`Self::apply_test_defaults_v2`] sets a region, too.
    pub fn apply_test_defaults(&mut self) -> &mut Self {
        let time = UNIX_EPOCH + Duration::from_secs(1_234_567_890);
        self.set_idempotency_token_provider(Some("00000000-0000-4000-8000-000000000000".into()));
        self.set_time_source(Some(SharedTimeSource::new(StaticTimeSource::new(time))));
        self.config.store_put(AwsUserAgent::for_tests());
        self.set_credentials_provider(Some(SharedCredentialsProvider::new(
            Credentials::for_tests(),
        )));
        self.set_behavior_version(Some(BehaviorVersion::latest()))
    }

    /// Applies defaults for tests, as [`Self::apply_test_defaults`].
    pub fn with_test_defaults(mut self) -> Self {
        self.apply_test_defaults();
        self
    }

    /// Applies defaults for tests: those of [`Self::apply_test_defaults`], and the region `us-east-1` if none is set.
    pub fn apply_test_defaults_v2(&mut self) -> &mut Self {
        self.apply_test_defaults();
        if self.config.load::<Region>().is_none() {
            self.set_region(Some(Region::new("us-east-1")));
        }
        self
    }

    /// Applies defaults for tests, as [`Self::apply_test_defaults_v2`].
    pub fn with_test_defaults_v2(mut self) -> Self {
        self.apply_test_defaults_v2();
        self
    }
}
