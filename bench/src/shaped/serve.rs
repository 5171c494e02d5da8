//! The real hub in a network namespace, with a clock around each answer that begins when its request was read whole.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant as Stopwatch};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hub::Hub;
use sync::limits::MESSAGE_BYTES_MAX;

use super::device::{HUB_ADDRESS, Namespace};
use crate::Outcome;

const PORT: u16 = 7443;

/// A hub that serves until this is dropped.
pub struct Serving {
    taken: Arc<Mutex<Vec<Duration>>>,
    handle: Handle<SocketAddr>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Serving {
    /// Serves in a namespace.
    ///
    /// # Errors
    /// An address that is taken, a hub without keys.
    pub fn begin(hub: &Arc<Hub>, namespace: &Namespace) -> Outcome<Self> {
        let taken = Arc::new(Mutex::new(Vec::new()));
        let config = hub::tls::server_config(hub.store(), namespace.folder(), None)?;
        let (handle, stopping) = (Handle::new(), Arc::clone(&taken));
        let (told, heard) = mpsc::channel();
        let (hub, file, own) = (Arc::clone(hub), namespace.file()?, handle.clone());
        let thread = std::thread::spawn(move || {
            let served = serve(hub, &file, config, &stopping, own, &told);
            if let Err(error) = served {
                let _ = told.send(Err(error.to_string()));
            }
        });
        heard.recv()??;
        Ok(Self { taken, handle, thread: Some(thread) })
    }

    /// Where.
    pub fn address(&self) -> String {
        format!("https://{HUB_ADDRESS}:{PORT}")
    }

    /// How long the last answer took the hub.
    pub fn last(&self) -> Option<Duration> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).last().copied()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.handle.shutdown();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    hub: Arc<Hub>,
    namespace: &std::fs::File,
    config: Arc<rustls::ServerConfig>,
    taken: &Arc<Mutex<Vec<Duration>>>,
    handle: Handle<SocketAddr>,
    told: &mpsc::Sender<Result<(), String>>,
) -> Outcome<()> {
    super::enter(namespace)?;
    let listener = TcpListener::bind((HUB_ADDRESS, PORT))?;
    listener.set_nonblocking(true)?;
    told.send(Ok(()))?;
    // Threads of the runtime are begun from here, so that they are in the namespace too.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let taken = Arc::clone(taken);
    let clocked = move |request: Request, next: Next| clock(Arc::clone(&taken), request, next);
    let service = hub::router(hub).layer(from_fn(clocked)).into_make_service();
    runtime.block_on(async {
        axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(config))?.handle(handle).serve(service).await
    })?;
    Ok(())
}

/// A request comes slowly; the work begins when it is there.
async fn clock(taken: Arc<Mutex<Vec<Duration>>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MESSAGE_BYTES_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let begun = Stopwatch::now();
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    taken.lock().unwrap_or_else(PoisonError::into_inner).push(begun.elapsed());
    response
}
