//! Every setting of `Config`: set, read again, and seen in what a call does.
//!
//! `crate::call` is some operation of the service with its required members set.

mod doubles;
mod effects;
mod endpoints;
mod settings;

use crate::support::Session;

pub async fn run(session: &Session) {
    settings::run(session);
    endpoints::run().await;
    effects::run(session).await;
}
