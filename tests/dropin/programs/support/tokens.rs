//! Idempotency tokens that the client fills in by itself, checked by what an interceptor sees.

use crate::sdk;
use crate::sdk::config::interceptors::BeforeTransmitInterceptorContextRef;
use crate::sdk::config::{ConfigBag, Intercept, RuntimeComponents};
use crate::sdk::error::BoxError;
use crate::support::{Ask, Session, line};

/// Says whether the body has a token, and of which form.
#[derive(Debug)]
pub struct TokenForm(pub String);

impl Intercept for TokenForm {
    fn name(&self) -> &'static str {
        "TokenForm"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.request().body().bytes().unwrap_or_default();
        let body = String::from_utf8_lossy(body);
        let token = body
            .split_once("\"clientToken\":\"")
            .map(|(_, rest)| rest.split('"').next().unwrap_or_default());
        line(
            "tokens",
            &self.0,
            match token {
                None => "none".to_owned(),
                Some(token) => token
                    .chars()
                    .enumerate()
                    .map(|(place, c)| match (place, c) {
                        (14, c) | (_, c @ '-') => c,
                        (19, '8' | '9' | 'a' | 'b') => 'v',
                        (_, '0'..='9' | 'a'..='f') => 'x',
                        _ => '?',
                    })
                    .collect(),
            },
        );
        Ok(())
    }
}

/// A client with a configuration that says nothing about tokens.
pub fn client(session: &Session, operation: &str, what: &str) -> sdk::Client {
    let config = sdk::config::Builder::from(&session.sdk_config());
    let config = config
        .interceptor(Ask(format!("{operation}/tokens")))
        .interceptor(TokenForm(what.to_owned()));
    sdk::Client::from_conf(config.build())
}
