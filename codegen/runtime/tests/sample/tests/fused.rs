//! Interceptors that say which hooks they have are run as one with their neighbours. Here each call is made twice: with
//! interceptors that say so, and with the same that do not, which the engine runs one by one.

use super::support::{answer, Reply, Server};
use crate::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextMut,
};
use crate::config::{ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use crate::error::{BoxError, DisplayErrorContext};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::client::interceptors::{
    disable_interceptor, known_hooks, OverriddenHooks,
};
use std::sync::{Arc, Mutex};

/// Notes its hooks, and fails in one of them.
#[derive(Clone, Debug)]
struct Spy {
    name: &'static str,
    says_its_hooks: bool,
    fails_in: &'static str,
    log: Arc<Mutex<Vec<String>>>,
}

impl Spy {
    fn note(&self, hook: &'static str) -> Result<(), BoxError> {
        let mut log = self.log.lock().unwrap();
        log.push(format!("{} {hook}", self.name));
        match self.fails_in == hook {
            true => Err(format!("{} does not like {hook}", self.name).into()),
            false => Ok(()),
        }
    }
}

macro_rules! spy {
    ($($hook:ident, $hint:ident, $context:ty;)*) => {
        const HOOKS: &[&str] = &["read_before_execution", $(stringify!($hook)),*];

        impl Intercept for Spy {
            fn name(&self) -> &'static str {
                self.name
            }

            fn overridden_hooks(&self) -> OverriddenHooks {
                if !self.says_its_hooks {
                    return OverriddenHooks::all();
                }
                OverriddenHooks::READ_BEFORE_EXECUTION $(| OverriddenHooks::$hint)*
            }

            fn read_before_execution(
                &self,
                _: &BeforeSerializationInterceptorContextRef<'_>,
                _: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                self.note("read_before_execution")
            }

            $(fn $hook(&self, _: $context, _: &RuntimeComponents, _: &mut ConfigBag) -> Result<(), BoxError> {
                self.note(stringify!($hook))
            })*
        }
    };
}

spy! {
    modify_before_serialization, MODIFY_BEFORE_SERIALIZATION, &mut BeforeSerializationInterceptorContextMut<'_>;
    read_before_serialization, READ_BEFORE_SERIALIZATION, &BeforeSerializationInterceptorContextRef<'_>;
    read_after_serialization, READ_AFTER_SERIALIZATION, &BeforeTransmitInterceptorContextRef<'_>;
    modify_before_retry_loop, MODIFY_BEFORE_RETRY_LOOP, &mut BeforeTransmitInterceptorContextMut<'_>;
    modify_before_signing, MODIFY_BEFORE_SIGNING, &mut BeforeTransmitInterceptorContextMut<'_>;
    modify_before_transmit, MODIFY_BEFORE_TRANSMIT, &mut BeforeTransmitInterceptorContextMut<'_>;
    read_before_transmit, READ_BEFORE_TRANSMIT, &BeforeTransmitInterceptorContextRef<'_>;
    modify_before_deserialization, MODIFY_BEFORE_DESERIALIZATION, &mut BeforeDeserializationInterceptorContextMut<'_>;
    read_after_deserialization, READ_AFTER_DESERIALIZATION, &AfterDeserializationInterceptorContextRef<'_>;
    modify_before_attempt_completion, MODIFY_BEFORE_ATTEMPT_COMPLETION, &mut FinalizerInterceptorContextMut<'_>;
}

/// What a call with these interceptors notes, what it ends in, and the requests that it makes.
async fn call(says_its_hooks: bool, fails: [&'static str; 3]) -> (Vec<String>, String, usize) {
    let log = Arc::default();
    let spy = |name, fails_in| Spy {
        name,
        says_its_hooks,
        fails_in,
        log: Arc::clone(&log),
    };
    let server = Server::new([answer(500, ""), answer(200, r#"{"name":"a"}"#)]);
    let config = server
        .config()
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .interceptor(spy("first", fails[0]))
        .interceptor(spy("second", fails[1]))
        .build();
    let call = crate::Client::from_conf(config).get_thing().thing_id("1");
    let call = call.customize().interceptor(spy("of the call", fails[2]));
    let result = match call.send().await {
        Ok(output) => format!("{output:?}"),
        Err(err) => DisplayErrorContext(err).to_string(),
    };
    let noted = log.lock().unwrap().clone();
    (noted, result, server.requests().len())
}

/// With another hook, an interceptor of these tests would be left to the engine, and they would show nothing.
#[test]
fn the_hooks_here_are_those_that_are_run_as_one() {
    let fused: Vec<_> = crate::runtime::config::fused::HOOKS
        .iter()
        .map(|(hook, _)| *hook)
        .collect();
    assert_eq!(HOOKS, fused);
    assert!(fused.iter().all(|hook| known_hooks!().contains(hook)));
}

#[tokio::test(start_paused = true)]
async fn hooks_run_in_the_same_order_as_one_by_one() {
    let one_by_one = call(false, [""; 3]).await;
    assert_eq!(one_by_one.2, 2, "with a retry");
    for hook in HOOKS {
        for name in ["first", "second", "of the call"] {
            let noted = format!("{name} {hook}");
            assert!(one_by_one.0.contains(&noted), "{noted}: {one_by_one:?}");
        }
    }
    assert_eq!(call(true, [""; 3]).await, one_by_one);
}

#[tokio::test(start_paused = true)]
async fn errors_leave_the_hooks_behind_them_running_and_the_last_one_counts() {
    for hook in HOOKS {
        for fails in [[hook, "", ""], [hook, hook, ""], [hook, "", hook]] {
            let one_by_one = call(false, fails).await;
            assert!(
                one_by_one.1.contains(&format!("does not like {hook}")),
                "{one_by_one:?}"
            );
            assert_eq!(call(true, fails).await, one_by_one, "{fails:?}");
        }
    }
}

/// Does not say its hooks, and forbids another interceptor in the middle of a call.
#[derive(Debug)]
struct DisableSpy;

impl Intercept for DisableSpy {
    fn name(&self) -> &'static str {
        "DisableSpy"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        cfg.interceptor_state()
            .store_put(disable_interceptor::<Spy>("test"));
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_can_be_disabled_in_the_middle_of_a_call() {
    let log = Arc::<Mutex<Vec<_>>>::default();
    let server = Server::new([Reply::Answer(200, &[], r#"{"name":"a"}"#)]);
    let spy = |name| Spy {
        name,
        says_its_hooks: true,
        fails_in: "",
        log: log.clone(),
    };
    let config = server
        .config()
        .interceptor(spy("first"))
        .interceptor(SharedInterceptor::permanent(Stays(log.clone())))
        .interceptor(DisableSpy)
        .build();
    let call = crate::Client::from_conf(config).get_thing().thing_id("1");
    call.send().await.unwrap();
    let noted = log.lock().unwrap().clone();
    assert_eq!(noted.last().unwrap(), "stays");
    let mut hooks = noted.iter().filter_map(|line| line.strip_prefix("first "));
    assert_eq!(
        hooks.next_back(),
        Some("modify_before_retry_loop"),
        "its neighbour goes on without it: {noted:?}"
    );
}

/// Says its hook, which is the last of those that are run as one.
#[derive(Debug)]
struct Stays(Arc<Mutex<Vec<String>>>);

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Stays {
    fn name(&self) -> &'static str {
        "Stays"
    }

    fn modify_before_attempt_completion(
        &self,
        _: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.lock().unwrap().push("stays".to_owned());
        Ok(())
    }
}
