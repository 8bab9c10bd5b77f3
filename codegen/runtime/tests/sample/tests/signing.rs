//! Signatures: what is sent is what the engine's own auth scheme makes of a call.

use super::support::{answer, Request, Server};
use crate::config::interceptors::{
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use crate::config::{ConfigBag, Intercept, RuntimeComponents};
use crate::error::BoxError;
use crate::Client;
use aws_runtime::auth::sigv4::SigV4AuthScheme;
use aws_runtime::invocation_id::{InvocationId, InvocationIdGenerator};
use std::sync::{Arc, Mutex};

/// Puts user agents before that of the client, and looks at the headers before and after the signature.
#[derive(Clone, Debug, Default)]
struct Looking {
    user_agents: &'static [&'static str],
    seen: Arc<Mutex<Vec<Option<String>>>>,
}

impl Looking {
    fn see(&self, context: &BeforeTransmitInterceptorContextRef<'_>) {
        let user_agent = context.request().headers().get("user-agent");
        self.seen
            .lock()
            .unwrap()
            .push(user_agent.map(str::to_owned));
    }
}

impl Intercept for Looking {
    fn name(&self) -> &'static str {
        "Looking"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        if let Some((first, more)) = self.user_agents.split_first() {
            headers.try_insert("user-agent", (*first).to_owned())?;
            for user_agent in more {
                headers.try_append("user-agent", (*user_agent).to_owned())?;
            }
        }
        Ok(())
    }

    fn read_before_signing(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.see(context);
        Ok(())
    }

    fn read_after_signing(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.see(context);
        Ok(())
    }
}

#[derive(Debug)]
struct SameId;

impl InvocationIdGenerator for SameId {
    fn generate(&self) -> Result<Option<InvocationId>, BoxError> {
        Ok(Some(InvocationId::new("id".to_owned())))
    }
}

fn headers(request: &Request) -> Vec<(String, String)> {
    let mut headers = request.headers.clone();
    headers.sort();
    headers
}

/// The request of a call, as it is sent with the auth scheme of the client and with that of the engine.
async fn requests(looking: &Looking) -> Vec<Request> {
    let server = Server::new([answer(200, "{}"), answer(200, "{}")]);
    let config = || {
        let config = server.config().invocation_id_generator(SameId);
        config.interceptor(looking.clone())
    };
    let of_engine = config().push_auth_scheme(SigV4AuthScheme::new());
    for config in [config(), of_engine] {
        let client = Client::from_conf(config.build());
        client.get_thing().thing_id("1").send().await.unwrap();
    }
    server.requests()
}

#[tokio::test]
async fn a_signed_request_is_that_of_the_engine() {
    let cases: [&[&str]; 4] = [&[], &["mine"], &["m\u{ef}ne"], &["mine", "yours"]];
    for user_agents in cases {
        let looking = Looking {
            user_agents,
            ..Looking::default()
        };
        let [ours, engines] = &requests(&looking).await[..] else {
            panic!("two requests");
        };
        let authorization = ours.header("authorization").unwrap();
        assert!(!authorization.contains("user-agent;"), "{authorization}");
        assert_eq!(headers(ours), headers(engines), "{user_agents:?}");
        let seen = looking.seen.lock().unwrap();
        assert!(seen[0].is_some(), "{seen:?}");
        assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
    }
}
