//! What is counted, in the text format of Prometheus. No label is a client's to choose.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Call {
    /// The operation; empty where none could be read.
    operation: &'static str,
    /// The error code; empty for a success.
    code: &'static str,
}

pub(crate) struct Metrics {
    registry: Registry,
    calls: Family<Call, Counter>,
    seconds: Histogram,
    pub(crate) connections: Gauge,
    pub(crate) accept_failures: Counter,
    store_up: Gauge,
}

pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From a call that reads to one that waits for a slow disk.
const SECONDS: [f64; 8] = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 1.0, 10.0];

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("live_record_notify");
        let calls = Family::default();
        registry.register("calls", "Calls, by operation and error code", calls.clone());
        let seconds = Histogram::new(SECONDS);
        registry.register("call_seconds", "Time from request to answer", seconds.clone());
        let connections = Gauge::default();
        registry.register("connections", "Connections that are open", connections.clone());
        let accept_failures = Counter::default();
        registry.register(
            "accept_failures",
            "Connections that could not be accepted",
            accept_failures.clone(),
        );
        let store_up = Gauge::default();
        registry.register("store_up", "Whether the store answers", store_up.clone());
        Self { registry, calls, seconds, connections, accept_failures, store_up }
    }

    pub(crate) fn count(&self, operation: &'static str, code: &'static str, time: Duration) {
        self.calls.get_or_create(&Call { operation, code }).inc();
        self.seconds.observe(time.as_secs_f64());
    }

    pub(crate) fn text(&self, store_is_up: bool) -> String {
        self.store_up.set(i64::from(store_is_up));
        let mut text = String::new();
        // A `String` takes whatever is written to it.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
