//! The hub's figures, counted as it works: requests, durations, bytes, groups, documents. Labels are routes and
//! outcomes only: nothing that tells of a person, a device or a place.

use std::time::Duration;
use sync::session::laptop::path;

use axum::http::StatusCode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use store::exchange::group::Taken;

/// A kind of exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
#[allow(missing_docs, reason = "the names of the conversation")]
pub enum Route {
    Hello,
    Push,
    Pull,
    Proof,
    Join,
    /// The hub's own word brought back to it.
    Introduce,
    /// What one laptop carries for others.
    Carry,
    /// Manifests and parts of packs.
    Load,
    /// Differences located and mended, chains compared, chunks offered.
    Repair,
}

impl Route {
    /// The kind of a path of the conversation.
    pub fn of(path: &str) -> Self {
        match path {
            path::HELLO => Self::Hello,
            path::PUSH => Self::Push,
            path::PULL => Self::Pull,
            path::PROOF => Self::Proof,
            path::JOIN => Self::Join,
            path::INTRODUCE => Self::Introduce,
            sync::bundle::CARRY_PATH => Self::Carry,
            path::MANIFEST | path::PART => Self::Load,
            _ => Self::Repair,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: Route,
    status: u16,
    outcome: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    route: Route,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Became {
    became: &'static str,
}

/// All figures that are counted.
#[derive(Debug)]
pub struct Metrics {
    requests: Family<Asked, Counter>,
    durations: Family<Of, Histogram>,
    received: Family<Of, Counter>,
    sent: Family<Of, Counter>,
    group_sizes: Histogram,
    group_durations: Histogram,
    documents: Counter,
    chunks: Family<Became, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(seconds),
            received: Family::default(),
            sent: Family::default(),
            group_sizes: Histogram::new(exponential_buckets(1.0, 2.0, 7)),
            group_durations: seconds(),
            documents: Counter::default(),
            chunks: Family::default(),
        }
    }
}

/// From a millisecond to a minute.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 17))
}

impl Metrics {
    /// Counts one exchange. `outcome` is "answered" or a code of ours.
    pub fn exchange(
        &self,
        route: Route,
        status: StatusCode,
        outcome: &str,
        took: Duration,
        received: usize,
        sent: usize,
    ) {
        let asked = Asked { route, status: status.as_u16(), outcome: outcome.to_owned() };
        self.requests.get_or_create(&asked).inc();
        let of = Of { route };
        self.durations.get_or_create(&of).observe(took.as_secs_f64());
        self.received.get_or_create(&of).inc_by(received as u64);
        self.sent.get_or_create(&of).inc_by(sent as u64);
    }

    /// Counts a group of pushes.
    pub fn group(&self, pushes: usize, took: Duration) {
        if pushes > 0 {
            self.group_sizes.observe(pushes as f64);
            self.group_durations.observe(took.as_secs_f64());
        }
    }

    /// Counts what a push brought.
    pub fn taken(&self, taken: &Taken) {
        self.documents.inc_by(taken.documents);
        let chunks = taken.chunks;
        for (became, count) in [
            ("held", chunks.held),
            ("duplicate", chunks.duplicate),
            ("quarantined", chunks.quarantined),
            ("refused", chunks.refused),
        ] {
            self.chunks.get_or_create(&Became { became }).inc_by(count);
        }
    }

    /// Names every figure for whoever asks.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("requests", "Requests of the exchange by route, status and outcome", self.requests.clone());
        let (durations, group_durations) = (self.durations.clone(), self.group_durations.clone());
        registry.register_with_unit("request_duration", "From request to answer", Unit::Seconds, durations);
        registry.register_with_unit("received", "Bodies of requests", Unit::Bytes, self.received.clone());
        registry.register_with_unit("sent", "Bodies of answers", Unit::Bytes, self.sent.clone());
        registry.register("group_pushes", "Pushes taken in one transaction", self.group_sizes.clone());
        registry.register_with_unit("group_duration", "One transaction of pushes", Unit::Seconds, group_durations);
        registry.register("documents_received", "Changes of documents in held chunks", self.documents.clone());
        registry.register("chunks", "Pushed chunks by what became of them", self.chunks.clone());
    }
}
