//! Serving: one router, TLS or plain loopback, security headers on every answer, an orderly end.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::net::TcpSocket;

use crate::Hub;
use crate::fault::HubFault;
use crate::limits::{EXCHANGE_TIMEOUT, FIRST_REQUEST_TIMEOUT, STOP_GRACE, WAITING_CONNECTIONS};
use crate::tls::{ConsoleCertificate, server_config};
use crate::{console, exchange, oidc};

/// Where and how to listen.
#[derive(Debug, Clone)]
pub struct Listening {
    /// Address and port.
    pub at: SocketAddr,
    /// Plain HTTP, which only loopback may.
    pub is_plain: bool,
    /// A certificate for browsers.
    pub console: Option<ConsoleCertificate>,
}

/// Everything the hub answers.
pub fn router(hub: Arc<Hub>) -> Router {
    exchange::routes().merge(console::routes()).merge(oidc::routes()).with_state(hub).layer(from_fn(guarded))
}

/// A time limit around reading and answering, and the headers that keep browsers strict. Laptops are no browsers: on their
/// slow lines half a kilobyte with every answer would be felt.
async fn guarded(request: Request, next: Next) -> Response {
    let is_for_laptops = request.uri().path().starts_with("/exchange/");
    let Ok(mut response) = tokio::time::timeout(EXCHANGE_TIMEOUT, next.run(request)).await else {
        return axum::response::IntoResponse::into_response(axum::http::StatusCode::REQUEST_TIMEOUT);
    };
    let wanted = |name: &str| !is_for_laptops || name == "x-content-type-options";
    for (name, value) in ui::SECURITY_HEADERS.into_iter().filter(|(name, _)| wanted(name)) {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// Serves until told to stop. `told` hears the address once it is listened at.
///
/// # Errors
/// An address that is taken, plain HTTP beyond loopback, faults of keys.
pub async fn serve(
    hub: Arc<Hub>,
    listening: &Listening,
    stop: impl Future<Output = ()> + Send + 'static,
    told: impl FnOnce(SocketAddr),
) -> Result<(), HubFault> {
    if listening.is_plain && !listening.at.ip().is_loopback() {
        return Err(HubFault::cannot(format!("plain HTTP is answered on loopback only; {} is not", listening.at.ip())));
    }
    let listener = bound(listening.at).map_err(|error| HubFault::cannot(format!("{}: {error}", listening.at)))?;
    let at = listener.local_addr().map_err(HubFault::at("listener"))?;
    let handle: Handle<SocketAddr> = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stop.await;
        tracing::info!("stopping");
        stopping.graceful_shutdown(Some(STOP_GRACE));
    });
    #[cfg(unix)]
    let _socket = crate::socket::listen(Arc::clone(&hub));
    let service = router(Arc::clone(&hub)).into_make_service();
    tracing::info!(%at, is_plain = listening.is_plain, "serving");
    told(at);
    let served = if listening.is_plain {
        axum_server::from_tcp(listener)
            .map_err(HubFault::at("listener"))?
            .first_request_timeout(FIRST_REQUEST_TIMEOUT)
            .handle(handle)
            .serve(service)
            .await
    } else {
        let config = RustlsConfig::from_config(server_config(&hub.store, &hub.folder, listening.console.as_ref())?);
        axum_server::from_tcp_rustls(listener, config)
            .map_err(HubFault::at("listener"))?
            .first_request_timeout(FIRST_REQUEST_TIMEOUT)
            .handle(handle)
            .serve(service)
            .await
    };
    served.map_err(HubFault::at("listener"))
}

/// Listens with room for everybody who comes at once: the room that the standard library asks for, 128, is less than an
/// office and its laptops on a Monday morning, and who finds none may be cut off.
fn bound(at: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if at.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(at)?;
    socket.listen(WAITING_CONNECTIONS)?.into_std()
}

/// Ends on Ctrl-C and on the signal a service manager sends.
pub async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// A hub over the store in a folder.
///
/// # Errors
/// See [`crate::setup::open`].
pub fn open_hub(folder: &Path, key_file: Option<&Path>, is_plain: bool) -> Result<Arc<Hub>, HubFault> {
    let store = crate::setup::open(folder, key_file)?;
    Hub::begin(store, folder.to_owned(), is_plain).map_err(HubFault::at(folder))
}
