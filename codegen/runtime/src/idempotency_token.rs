//! Idempotency tokens: in, nothing or a seed; out, the text of a version 4 UUID (RFC 9562, section 5.4), which the service
//! uses to recognise a request that it has carried out already.

use aws_smithy_types::config_bag::{Storable, StoreReplace};
use std::sync::{Mutex, PoisonError};

/// Makes the idempotency tokens of requests whose caller has set none.
///
/// By default tokens are random UUIDs. Tests that need to know them set a fixed one, `"token".into()`, or a seed.
#[derive(Debug)]
pub struct IdempotencyTokenProvider {
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Static(&'static str),
    Random(Mutex<fastrand::Rng>),
}

/// The provider of clients that are configured with none.
pub fn default_provider() -> IdempotencyTokenProvider {
    IdempotencyTokenProvider::random()
}

impl IdempotencyTokenProvider {
    /// Makes the next token.
    pub fn make_idempotency_token(&self) -> String {
        match &self.inner {
            Inner::Static(token) => (*token).to_owned(),
            Inner::Random(rng) => {
                // A thread that panicked cannot have left the generator in a state that matters.
                uuid_v4(rng.lock().unwrap_or_else(PoisonError::into_inner).u128(..))
            }
        }
    }

    /// A provider whose tokens are random, but the same for the same seed.
    pub fn with_seed(seed: u64) -> Self {
        Self {
            inner: Inner::Random(Mutex::new(fastrand::Rng::with_seed(seed))),
        }
    }

    /// A provider whose tokens are random.
    pub fn random() -> Self {
        Self {
            inner: Inner::Random(Mutex::new(fastrand::Rng::new())),
        }
    }

    /// A provider whose tokens are all `token`.
    pub fn fixed(token: &'static str) -> Self {
        Self {
            inner: Inner::Static(token),
        }
    }
}

impl From<&'static str> for IdempotencyTokenProvider {
    fn from(token: &'static str) -> Self {
        Self::fixed(token)
    }
}

impl Clone for IdempotencyTokenProvider {
    /// A clone of a random provider, seeded or not, goes on with tokens of its own.
    fn clone(&self) -> Self {
        match &self.inner {
            Inner::Static(token) => Self::fixed(token),
            Inner::Random(_) => Self::random(),
        }
    }
}

impl Storable for IdempotencyTokenProvider {
    type Storer = StoreReplace<Self>;
}

/// The UUID made of `random` bits, six of which are replaced by version (4) and variant (binary 10).
fn uuid_v4(random: u128) -> String {
    let bits = random & !(0xf << 76) & !(0b11 << 62) | (4 << 76) | (0b10 << 62);
    let hex = format!("{bits:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_have_version_and_variant() {
        assert_eq!(uuid_v4(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid_v4(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(
            uuid_v4(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[test]
    fn seeded_tokens_repeat_and_random_ones_do_not() {
        let seeded = || IdempotencyTokenProvider::with_seed(7).make_idempotency_token();
        assert_eq!(seeded(), seeded());
        let random = IdempotencyTokenProvider::random();
        assert_ne!(
            random.make_idempotency_token(),
            random.make_idempotency_token()
        );
        let fixed = IdempotencyTokenProvider::from("fixed").clone();
        assert_eq!(fixed.make_idempotency_token(), "fixed");
    }
}
