//! Metrics: recorded from the first call on that begins after a telemetry provider is installed, by clients that were there
//! before as well.

use super::support::{answer, Server};
use aws_smithy_observability::global::set_telemetry_provider;
use aws_smithy_observability::instruments::{
    AsyncInstrumentBuilder, AsyncMeasure, Histogram, InstrumentBuilder, MonotonicCounter,
    ProvideInstrument, UpDownCounter,
};
use aws_smithy_observability::meter::{Meter, ProvideMeter};
use aws_smithy_observability::{Attributes, Context, TelemetryProvider};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

/// How often each instrument recorded.
type Counts = Arc<Mutex<BTreeMap<String, usize>>>;

/// The provider is that of the process, in which other tests call at the same time: only what this thread does is counted.
#[derive(Clone, Debug)]
struct Recorder(Counts, ThreadId);

impl ProvideMeter for Recorder {
    fn get_meter(&self, _scope: &'static str, _attributes: Option<&Attributes>) -> Meter {
        Meter::new(Arc::new(self.clone()))
    }
}

impl ProvideInstrument for Recorder {
    fn create_histogram(
        &self,
        builder: InstrumentBuilder<'_, Arc<dyn Histogram>>,
    ) -> Arc<dyn Histogram> {
        Arc::new(Instrument(builder.get_name().to_string(), self.clone()))
    }

    fn create_gauge(
        &self,
        _builder: AsyncInstrumentBuilder<'_, Arc<dyn AsyncMeasure<Value = f64>>, f64>,
    ) -> Arc<dyn AsyncMeasure<Value = f64>> {
        unreachable!("clients have histograms only")
    }

    fn create_up_down_counter(
        &self,
        _builder: InstrumentBuilder<'_, Arc<dyn UpDownCounter>>,
    ) -> Arc<dyn UpDownCounter> {
        unreachable!("clients have histograms only")
    }

    fn create_async_up_down_counter(
        &self,
        _builder: AsyncInstrumentBuilder<'_, Arc<dyn AsyncMeasure<Value = i64>>, i64>,
    ) -> Arc<dyn AsyncMeasure<Value = i64>> {
        unreachable!("clients have histograms only")
    }

    fn create_monotonic_counter(
        &self,
        _builder: InstrumentBuilder<'_, Arc<dyn MonotonicCounter>>,
    ) -> Arc<dyn MonotonicCounter> {
        unreachable!("clients have histograms only")
    }

    fn create_async_monotonic_counter(
        &self,
        _builder: AsyncInstrumentBuilder<'_, Arc<dyn AsyncMeasure<Value = u64>>, u64>,
    ) -> Arc<dyn AsyncMeasure<Value = u64>> {
        unreachable!("clients have histograms only")
    }
}

#[derive(Debug)]
struct Instrument(String, Recorder);

impl Histogram for Instrument {
    fn record(
        &self,
        _value: f64,
        _attributes: Option<&Attributes>,
        _context: Option<&dyn Context>,
    ) {
        let Self(name, Recorder(counts, thread)) = self;
        if thread::current().id() == *thread {
            *counts.lock().unwrap().entry(name.clone()).or_default() += 1;
        }
    }
}

#[tokio::test]
async fn telemetry_provider_counts_from_when_it_is_installed() {
    const OK: &str = r#"{"name":"a"}"#;
    let server = Server::new([answer(200, OK), answer(200, OK), answer(200, OK)]);
    let client = server.client();
    let call = || async { client.get_thing().thing_id("a").send().await.unwrap() };
    let counts = Counts::default();
    call().await;

    let recorder = Arc::new(Recorder(counts.clone(), thread::current().id()));
    let provider = TelemetryProvider::builder().meter_provider(recorder);
    set_telemetry_provider(provider.build()).unwrap();
    call().await;
    let names: Vec<_> = counts.lock().unwrap().keys().cloned().collect();
    let expected = [
        "smithy.client.call.attempt.duration",
        "smithy.client.call.duration",
        "smithy.client.call.request.size",
        "smithy.client.call.response.size",
    ];
    assert_eq!(names, expected);
    assert_eq!(counts.lock().unwrap()["smithy.client.call.duration"], 1);

    counts.lock().unwrap().clear();
    set_telemetry_provider(TelemetryProvider::noop()).unwrap();
    call().await;
    assert_eq!(*counts.lock().unwrap(), BTreeMap::new());
}
