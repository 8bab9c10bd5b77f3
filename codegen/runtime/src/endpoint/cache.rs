//! The last endpoint of a resolver: calls of one client nearly always have the same parameters.

use std::sync::RwLock;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::endpoint::Endpoint;

/// Remembers the parameters and the endpoint of the last resolution that succeeded. Never waits: while another thread
/// writes, the rules are evaluated again.
#[derive(Debug)]
pub struct Cache<P>(RwLock<Option<(P, Endpoint)>>);

impl<P> Default for Cache<P> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<P: Clone + PartialEq> Cache<P> {
    /// The remembered endpoint if the parameters are the same, otherwise what `resolve` says.
    pub fn get_or_resolve(
        &self,
        params: &P,
        resolve: fn(&P) -> Result<Endpoint, BoxError>,
    ) -> Result<Endpoint, BoxError> {
        if let Ok(entry) = self.0.try_read() {
            if let Some((_, endpoint)) = entry.as_ref().filter(|(cached, _)| cached == params) {
                return Ok(endpoint.clone());
            }
        }
        let endpoint = resolve(params)?;
        if let Ok(mut entry) = self.0.try_write() {
            *entry = Some((params.clone(), endpoint.clone()));
        }
        Ok(endpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{endpoint, error};
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn resolves_once_for_the_same_parameters() {
        static CALLS: AtomicUsize = AtomicUsize::new(0);
        fn resolve(region: &String) -> Result<Endpoint, BoxError> {
            CALLS.fetch_add(1, Ordering::Relaxed);
            if region.is_empty() {
                return error("no region");
            }
            endpoint(format!("https://{region}.example.com")).build()
        }
        let cache = Cache::default();
        let url = |region: &str| {
            cache
                .get_or_resolve(&region.to_owned(), resolve)
                .map(|e| e.url().to_owned())
        };
        let calls = || CALLS.swap(0, Ordering::Relaxed);

        assert_eq!(url("a").unwrap(), "https://a.example.com");
        assert_eq!(url("a").unwrap(), "https://a.example.com");
        assert_eq!(calls(), 1);
        assert_eq!(url("b").unwrap(), "https://b.example.com");
        assert_eq!(url("a").unwrap(), "https://a.example.com");
        assert_eq!(calls(), 2);
        assert!(url("").is_err());
        assert_eq!(url("a").unwrap(), "https://a.example.com");
        assert_eq!(calls(), 1, "an error does not displace the entry");
    }
}
