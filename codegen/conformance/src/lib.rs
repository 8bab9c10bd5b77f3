//! What every generated conformance test needs: an HTTP client in memory, and comparisons that say what differs.
//!
//! The generator copies these files into the package of generated tests as their module `support`. **Invariant:** the
//! sources hold no tests; those are integration tests of this package, so that what is copied is what is used.

pub mod body;
pub mod endpoint;
pub mod events;
pub mod exchange;
pub mod outcome;
pub mod request;
pub mod value;
