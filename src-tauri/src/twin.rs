//! The laptop's application in a browser of the same machine: for tests, and where there is no display.
//!
//! Only loopback is listened at, every call carries a token that is printed once, and requests that name another host
//! or come from another page are turned away, so that no page in the browser can reach in.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use usecases::Failure;

use crate::application::Application;
use crate::fault::{DesktopFault, settled};
use crate::limits::{CALL_BYTES_MAX, CALLS_MAX, FILE_BYTES_MAX};

/// A twin that listens.
pub struct Twin {
    listener: TcpListener,
    door: Arc<Door>,
}

struct Door {
    application: Arc<Application>,
    at: SocketAddr,
    token: String,
    turns: Semaphore,
}

impl Twin {
    /// Listens; nothing is answered yet.
    ///
    /// # Errors
    /// An address beyond loopback, or one that is taken.
    pub async fn listen(application: Arc<Application>, at: SocketAddr) -> Result<Self, DesktopFault> {
        if !at.ip().is_loopback() {
            return Err(DesktopFault::cannot(format!(
                "{}: the twin is for this machine only; name a loopback address",
                at.ip()
            )));
        }
        let listener = TcpListener::bind(at).await.map_err(|error| DesktopFault::cannot(format!("{at}: {error}")))?;
        let at = listener.local_addr().map_err(|error| DesktopFault::cannot(error.to_string()))?;
        let mut token = [0_u8; 32];
        getrandom::fill(&mut token).map_err(|_| DesktopFault::cannot("the system gives no randomness"))?;
        let token = data_encoding::BASE64URL_NOPAD.encode(&token);
        Ok(Self { listener, door: Arc::new(Door { application, at, token, turns: Semaphore::new(CALLS_MAX) }) })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.door.at)
    }

    /// Its token.
    pub fn token(&self) -> &str {
        &self.door.token
    }

    /// The line a script reads.
    pub fn line(&self) -> String {
        json!({ "url": self.url(), "token": self.token() }).to_string()
    }

    /// Answers until told to stop.
    ///
    /// # Errors
    /// What the system says.
    pub async fn serve(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), DesktopFault> {
        let router = router(self.door);
        axum::serve(self.listener, router)
            .with_graceful_shutdown(stop)
            .await
            .map_err(|error| DesktopFault::cannot(error.to_string()))
    }
}

fn router(door: Arc<Door>) -> Router {
    Router::new()
        .route("/call/{use_case}", post(call).layer(DefaultBodyLimit::max(CALL_BYTES_MAX)))
        .route("/file", post(file).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)))
        .fallback(page)
        .layer(from_fn_with_state(Arc::clone(&door), guarded))
        .with_state(door)
}

/// Who asks, from where; and headers that keep the browser strict.
async fn guarded(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let mut response = match turned_away(&door, &request) {
        Some(response) => response,
        None => next.run(request).await,
    };
    // A body above its limit is refused below; its reader expects an envelope like any other.
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        response = failed(
            StatusCode::PAYLOAD_TOO_LARGE,
            Failure::refused("import-refused-too-large").with("limit", FILE_BYTES_MAX / (1024 * 1024)),
        );
    }
    for (name, value) in ui::SECURITY_HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn turned_away(door: &Door, request: &Request) -> Option<Response> {
    let text = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let port = door.at.port();
    let hosts = [door.at.to_string(), format!("localhost:{port}")];
    let host = text(header::HOST).unwrap_or_default();
    if !hosts.iter().any(|known| known == host) {
        return Some(failed(StatusCode::FORBIDDEN, Failure::denied("twin")));
    }
    if text(header::ORIGIN).is_some_and(|origin| origin != format!("http://{host}")) {
        return Some(failed(StatusCode::FORBIDDEN, Failure::denied("twin")));
    }
    let path = request.uri().path();
    let is_call = path.starts_with("/call/") || path == "/file";
    let token = text(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    (is_call && !is_equal(token, &door.token)).then(|| failed(StatusCode::UNAUTHORIZED, Failure::denied("twin")))
}

/// Compares without telling by its duration where the first difference is.
fn is_equal(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().zip(right.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

async fn call(State(door): State<Arc<Door>>, Path(use_case): Path<String>, body: Bytes) -> Response {
    match serde_json::from_slice::<Value>(&body) {
        Ok(input) => work(&door, move |application| application.call(&use_case, input)).await,
        Err(error) => failed(StatusCode::OK, Failure::refused("shell-refused-input").with("problem", error)),
    }
}

#[derive(Deserialize)]
struct FileName {
    #[serde(default)]
    name: String,
}

async fn file(
    State(door): State<Arc<Door>>,
    Query(FileName { name }): Query<FileName>,
    _: HeaderMap,
    body: Bytes,
) -> Response {
    work(&door, move |application| application.keep_file(&name, &body)).await
}

async fn work(
    door: &Door,
    work: impl FnOnce(&Arc<Application>) -> Result<Value, Failure> + Send + 'static,
) -> Response {
    let Ok(_turn) = door.turns.acquire().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let application = Arc::clone(&door.application);
    let worked = tokio::task::spawn_blocking(move || work(&application)).await;
    match worked.unwrap_or_else(|_| Err(Failure::fault(String::new()).with("cause", "a call ended in a panic"))) {
        Ok(output) => enveloped(StatusCode::OK, &json!({ "output": output })),
        Err(failure) => failed(StatusCode::OK, settled(failure)),
    }
}

fn failed(status: StatusCode, failure: Failure) -> Response {
    enveloped(status, &json!({ "failure": failure }))
}

fn enveloped(status: StatusCode, envelope: &Value) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(envelope)).into_response()
}

async fn page(uri: Uri) -> Response {
    let Some(asset) = ui::asset(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    ([(header::CONTENT_TYPE, asset.mime), (header::CACHE_CONTROL, "no-store")], asset.bytes.into_owned())
        .into_response()
}
