//! In which order an interceptor's hooks run, and which spans a call opens.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::Attributes;
use tracing::{Id, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use crate::sdk::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
    FinalizerInterceptorContextRef,
};
use crate::sdk::config::{ConfigBag, Intercept, RuntimeComponents};
use crate::sdk::error::BoxError;
use crate::support::{Session, line};
use crate::{call, sdk};

#[derive(Debug)]
struct Hooks;

macro_rules! hooks {
    ($($hook:ident($context:ty)),* $(,)?) => {
        impl Intercept for Hooks {
            fn name(&self) -> &'static str {
                "Hooks"
            }

            fn read_before_execution(&self, context: &BeforeSerializationInterceptorContextRef<'_>, _: &mut ConfigBag) -> Result<(), BoxError> {
                line("hooks", "read_before_execution", context.input().downcast_ref::<crate::Input>().is_some());
                Ok(())
            }

            $(fn $hook(&self, _: $context, _: &RuntimeComponents, config: &mut ConfigBag) -> Result<(), BoxError> {
                let metadata = config.load::<aws_smithy_runtime_api::client::orchestrator::Metadata>();
                line("hooks", stringify!($hook), format!("{metadata:?}"));
                Ok(())
            })*
        }
    };
}

hooks! {
    modify_before_serialization(&mut BeforeSerializationInterceptorContextMut<'_>),
    read_before_serialization(&BeforeSerializationInterceptorContextRef<'_>),
    read_after_serialization(&BeforeTransmitInterceptorContextRef<'_>),
    modify_before_retry_loop(&mut BeforeTransmitInterceptorContextMut<'_>),
    read_before_attempt(&BeforeTransmitInterceptorContextRef<'_>),
    modify_before_signing(&mut BeforeTransmitInterceptorContextMut<'_>),
    read_before_signing(&BeforeTransmitInterceptorContextRef<'_>),
    read_after_signing(&BeforeTransmitInterceptorContextRef<'_>),
    modify_before_transmit(&mut BeforeTransmitInterceptorContextMut<'_>),
    read_before_transmit(&BeforeTransmitInterceptorContextRef<'_>),
    read_after_transmit(&BeforeDeserializationInterceptorContextRef<'_>),
    modify_before_deserialization(&mut BeforeDeserializationInterceptorContextMut<'_>),
    read_before_deserialization(&BeforeDeserializationInterceptorContextRef<'_>),
    read_after_deserialization(&AfterDeserializationInterceptorContextRef<'_>),
    modify_before_attempt_completion(&mut FinalizerInterceptorContextMut<'_>),
    read_after_attempt(&FinalizerInterceptorContextRef<'_>),
    modify_before_completion(&mut FinalizerInterceptorContextMut<'_>),
    read_after_execution(&FinalizerInterceptorContextRef<'_>),
}

/// Collects spans as text.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<String>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let value = match field.name() {
            // Random, or of the run.
            "sdk_invocation_id" => "…".to_owned(),
            _ => format!("{value:?}"),
        };
        self.0.push_str(&format!(" {}={value}", field.name()));
    }
}

impl<S: Subscriber> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let metadata = attributes.metadata();
        let mut fields = Fields(String::new());
        attributes.record(&mut fields);
        let target = metadata.target();
        let own = target.contains("operation");
        if own || target.starts_with("aws_smithy_runtime::") {
            let target = if own { "operation" } else { target };
            let text = format!(
                "{} {target} {}{}",
                metadata.level(),
                metadata.name(),
                fields.0
            );
            self.0.lock().unwrap().push(text);
        }
    }
}

pub async fn run(session: &Session) {
    let client = sdk::Client::from_conf(
        session
            .config(crate::OPERATION, "hooks")
            .interceptor(Hooks)
            .build(),
    );
    line("hooks", "result", call(&client).send().await.is_ok());

    let spans = Spans::default();
    let guard =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    let client = session.client(crate::OPERATION, "spans");
    line("spans", "result", call(&client).send().await.is_ok());
    drop(guard);
    for span in spans.0.lock().unwrap().iter() {
        line("spans", "span", span);
    }
}
