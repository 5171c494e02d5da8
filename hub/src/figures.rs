//! The listener for those who look after the hub: `/metrics` for Prometheus, `/healthz` for whoever restarts what hangs.
//! It has an address of its own, so that it can stay on loopback while laptops come from everywhere.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use serde_json::json;
use store::StoreFault;

use crate::Hub;
use crate::clock;
use crate::fault::HubFault;
use crate::limits::FIGURES_TIMEOUT;
use crate::setup::LAST_BACKUP;

const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers on an address until the hub ends.
///
/// # Errors
/// An address that is taken.
pub async fn listen(hub: &Arc<Hub>, at: SocketAddr) -> Result<SocketAddr, HubFault> {
    let listener = std::net::TcpListener::bind(at).map_err(|error| HubFault::cannot(format!("{at}: {error}")))?;
    listener.set_nonblocking(true).map_err(HubFault::at("listener"))?;
    let at = listener.local_addr().map_err(HubFault::at("listener"))?;
    let router = Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(health))
        .with_state(Arc::clone(hub))
        .into_make_service();
    let server = axum_server::from_tcp(listener).map_err(HubFault::at("listener"))?;
    tokio::spawn(async move {
        if let Err(cause) = server.first_request_timeout(FIGURES_TIMEOUT).serve(router).await {
            tracing::error!(%cause, "the listener for figures ended");
        }
    });
    tracing::info!(%at, "figures");
    Ok(at)
}

/// What is looked up when somebody asks.
#[derive(Debug)]
struct Now {
    queue_pushes: usize,
    queue_bytes: usize,
    store_bytes: u64,
    wal_bytes: u64,
    set_aside: u64,
    backup_age_s: f64,
}

impl Now {
    fn read(hub: &Hub) -> Result<Self, StoreFault> {
        let (queue_pushes, queue_bytes) = hub.queue.length();
        let (store_bytes, wal_bytes) = hub.store.file_bytes();
        let (set_aside, last_backup) = hub.store.read::<_, StoreFault>(|reader| {
            Ok((reader.quarantine_count()?, reader.setting::<StoreFault>(LAST_BACKUP)?))
        })?;
        // A hub that never had one has the oldest backup of all: an alarm on the age hears it, too.
        let backup_age_s = last_backup.and_then(|bytes| bytes.try_into().ok()).map_or(f64::INFINITY, |bytes| {
            clock::now().ms().saturating_sub(i64::from_be_bytes(bytes)) as f64 / 1_000.0
        });
        Ok(Self { queue_pushes, queue_bytes, store_bytes, wal_bytes, set_aside, backup_age_s })
    }
}

impl Collector for Now {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        for (name, help, value) in [
            ("queue_pushes", "Pushes that wait for the writer", self.queue_pushes as f64),
            ("queue_bytes", "Bytes of the pushes that wait", self.queue_bytes as f64),
            ("store_bytes", "Size of the database", self.store_bytes as f64),
            ("wal_bytes", "Size of the write-ahead log", self.wal_bytes as f64),
            ("set_aside", "Changes and chunks that are quarantined or wait for something", self.set_aside as f64),
            ("backup_age_seconds", "Since the last backup; infinite before the first", self.backup_age_s),
        ] {
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}

async fn metrics(State(hub): State<Arc<Hub>>) -> Response {
    let told = tokio::task::spawn_blocking(move || {
        let mut registry = Registry::with_prefix("pamoja_hub");
        hub.metrics.register(&mut registry);
        registry.register_collector(Box::new(Now::read(&hub).ok()?));
        let mut text = String::new();
        encode(&mut text, &registry).ok()?;
        Some(text)
    });
    match tokio::time::timeout(FIGURES_TIMEOUT, told).await {
        Ok(Ok(Some(text))) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Whether the store answers: its file is opened and read anew, since a connection that is open may know pages by heart.
pub(crate) async fn health(State(hub): State<Arc<Hub>>) -> Response {
    let read = tokio::task::spawn_blocking(move || hub.store.answers());
    let reason = match tokio::time::timeout(FIGURES_TIMEOUT, read).await {
        Ok(Ok(Ok(()))) => {
            return axum::Json(json!({ "is_well": true, "version": env!("CARGO_PKG_VERSION") })).into_response();
        }
        Ok(Ok(Err(StoreFault::DiskFull))) => "disk-full",
        Ok(Ok(Err(StoreFault::Damaged))) => "store-damaged",
        Ok(_) => "store-failed",
        Err(_) => "store-silent",
    };
    (StatusCode::SERVICE_UNAVAILABLE, axum::Json(json!({ "is_well": false, "reason": reason }))).into_response()
}
