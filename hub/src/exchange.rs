//! The exchange endpoint: signed bytes in, signed bytes out. Everything is judged by the store; nothing here decides.
//!
//! Hellos, pulls and proofs are read by a pool of their own. Pushes are looked at there and then wait for the one
//! writer, which takes many of them at once. Whoever finds no room is told when to come again.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;
use store::exchange::{group, hub as answers};
use sync::limits::MESSAGE_BYTES_MAX;
use sync::session::laptop::path;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Hub;
use crate::allowance::Spent;
use crate::clock;
use crate::fault::incident;
use crate::limits::{BODY_UNIT, EXCHANGE_TIMEOUT, PUSH_WAIT, RETRY_AFTER_S};
use crate::metrics::Route;
use crate::queue::Busy;
use crate::writing::refusal;

/// Media type of answers; whatever else comes back on the way was not said by a hub.
pub const ANSWER: &str = "application/x-pamoja-exchange";
/// Media type of refusals.
pub const REFUSAL: &str = "application/x-pamoja-refusal+json";
/// Header with the number under which an exchange stands in the log.
pub const REQUEST_ID: &str = "x-pamoja-request";

/// The routes.
pub fn routes() -> Router<Arc<Hub>> {
    path::ALL.into_iter().chain([sync::bundle::CARRY_PATH]).fold(Router::new(), |routes, path| {
        let route = Route::of(path);
        routes.route(path, post(move |State(hub): State<Arc<Hub>>, request| exchange(hub, route, path, request)))
    })
}

/// What is said, and to which device once that is certain.
struct Said {
    status: StatusCode,
    said: Result<Vec<u8>, &'static str>,
    after_s: Option<u64>,
    device: Option<u32>,
}

impl Said {
    fn of(answer: answers::Answer, device: Option<u32>) -> Self {
        let status = match &answer {
            Ok(_) => StatusCode::OK,
            Err("sync-refused-hub-failed") => StatusCode::INTERNAL_SERVER_ERROR,
            Err("sync-refused-hub-full") => StatusCode::INSUFFICIENT_STORAGE,
            Err(_) => StatusCode::CONFLICT,
        };
        Self { status, said: answer, after_s: None, device }
    }

    fn busy(after_s: u64, device: Option<u32>) -> Self {
        let said = Err("sync-refused-hub-busy");
        Self { status: StatusCode::SERVICE_UNAVAILABLE, said, after_s: Some(after_s), device }
    }

    fn spent(spent: Spent, device: u32) -> Self {
        let Spent { code, after_s } = spent;
        Self { status: StatusCode::TOO_MANY_REQUESTS, said: Err(code), after_s: Some(after_s), device: Some(device) }
    }

    fn too_large() -> Self {
        let said = Err("sync-refused-malformed");
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, said, after_s: None, device: None }
    }

    fn failed() -> Self {
        tracing::error!(incident = incident(), "answering ended in a panic");
        Self::of(Err("sync-refused-hub-failed"), None)
    }
}

/// One exchange from its first byte to its line in the log.
async fn exchange(hub: Arc<Hub>, route: Route, path: &'static str, request: Request) -> Response {
    let (began, number) = (Instant::now(), incident());
    let (parts, body) = request.into_parts();
    let (received, said) = match receive(&hub, &parts.headers, body).await {
        Err(said) => (0, said),
        // The room is given back when the answer is known.
        Ok((_room, bytes)) => (bytes.len(), answer(&hub, route, path, bytes).await),
    };
    let sent = said.said.as_ref().map_or(0, Vec::len);
    if let Some(device) = said.device {
        hub.allowances.spend(device, 1, received + sent, Instant::now());
    }
    let (took, outcome) = (began.elapsed(), said.said.as_ref().err().copied().unwrap_or("answered"));
    hub.metrics.exchange(route, said.status, outcome, took, received, sent);
    tracing::info!(
        request = number,
        route = path,
        outcome,
        device = said.device,
        received,
        sent,
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "exchange"
    );
    respond(said, &number)
}

fn respond(said: Said, number: &str) -> Response {
    let mut response = match said.said {
        Ok(bytes) => ([(header::CONTENT_TYPE, ANSWER)], bytes).into_response(),
        Err(code) => {
            (said.status, [(header::CONTENT_TYPE, REFUSAL)], json!({ "code": code }).to_string()).into_response()
        }
    };
    if let Some(after) = said.after_s {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    if let Ok(number) = HeaderValue::from_str(number) {
        response.headers_mut().insert(REQUEST_ID, number);
    }
    response
}

/// Reads a body as far as there is room for it: what all bodies take together is bounded, and room is taken by what
/// has arrived, not by what somebody says will come.
async fn receive(
    hub: &Hub,
    headers: &HeaderMap,
    mut body: Body,
) -> Result<(Option<OwnedSemaphorePermit>, Bytes), Said> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|length| length > MESSAGE_BYTES_MAX) {
        return Err(Said::too_large());
    }
    let (mut room, mut bytes) = (None::<OwnedSemaphorePermit>, Vec::new());
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(Ok(piece)) = frame.map(|frame| frame.into_data()) else {
            return Err(Said::of(Err("sync-refused-malformed"), None));
        };
        if bytes.len() + piece.len() > MESSAGE_BYTES_MAX {
            return Err(Said::too_large());
        }
        let units = u32::try_from(piece.len() / BODY_UNIT + 1).unwrap_or(u32::MAX);
        let Ok(more) = Arc::clone(&hub.bodies).try_acquire_many_owned(units) else {
            return Err(Said::busy(RETRY_AFTER_S, None));
        };
        match &mut room {
            Some(room) => room.merge(more),
            None => room = Some(more),
        }
        bytes.extend_from_slice(&piece);
    }
    Ok((room, bytes.into()))
}

async fn answer(hub: &Arc<Hub>, route: Route, path: &'static str, bytes: Bytes) -> Said {
    // Only whose name stands on it is known so far: enough to turn away, not enough to count.
    if !matches!(route, Route::Join | Route::Introduce)
        && let Ok(sync::session::Request { device, .. }) = sync::session::Request::read(&bytes)
        && let Err(spent) = hub.allowances.check(device, Instant::now())
    {
        return Said::spent(spent, device);
    }
    match route {
        Route::Push => push_in_turn(hub, bytes).await,
        Route::Join | Route::Introduce | Route::Carry => at_once(hub, &hub.joins, path, bytes).await,
        Route::Hello | Route::Pull | Route::Proof | Route::Load | Route::Repair => {
            at_once(hub, &hub.reads, path, bytes).await
        }
    }
}

/// Blocking work in its turn and within its time; none when there was no turn.
async fn in_turn<T: Send + 'static>(
    hub: &Arc<Hub>,
    turns: &Arc<Semaphore>,
    work: impl FnOnce(&Hub) -> T + Send + 'static,
) -> Option<Result<T, Said>> {
    let turn = hub.turn(turns).await?;
    let hub = Arc::clone(hub);
    let working = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work(&hub)
    });
    match tokio::time::timeout(EXCHANGE_TIMEOUT, working).await {
        Ok(Ok(worked)) => Some(Ok(worked)),
        Ok(Err(_)) => Some(Err(Said::failed())),
        Err(_) => None,
    }
}

async fn at_once(hub: &Arc<Hub>, turns: &Arc<Semaphore>, path: &'static str, bytes: Bytes) -> Said {
    let answered =
        in_turn(hub, turns, move |hub| answers::answer_in(&hub.store, &hub.sessions, path, &bytes, clock::now())).await;
    match answered {
        None => Said::busy(RETRY_AFTER_S, None),
        Some(Err(said)) => said,
        Some(Ok(Ok(answered))) => Said::of(answered.answer, answered.device),
        Some(Ok(Err(fault))) => Said::of(Err(refusal(&fault)), None),
    }
}

/// A push is looked at by the readers, and taken by the writer.
async fn push_in_turn(hub: &Arc<Hub>, bytes: Bytes) -> Said {
    let admitted = in_turn(hub, &hub.reads, move |hub| group::admit_push(&hub.store, &hub.sessions, &bytes)).await;
    let push = match admitted {
        None => return Said::busy(RETRY_AFTER_S, None),
        Some(Err(said)) => return said,
        Some(Ok(Ok(Ok(push)))) => push,
        Some(Ok(Ok(Err(code)))) => return Said::of(Err(code), None),
        Some(Ok(Err(fault))) => return Said::of(Err(refusal(&fault)), None),
    };
    let device = Some(push.device);
    let hears = match hub.queue.enter(push) {
        Ok(hears) => hears,
        Err(Busy { after_s }) => return Said::busy(after_s, device),
    };
    match tokio::time::timeout(PUSH_WAIT, hears).await {
        Ok(Ok(outcome)) => Said::of(outcome, device),
        Ok(Err(_)) => Said::of(Err("sync-refused-hub-failed"), device),
        // It stays in the queue: the next try finds it there, or held.
        Err(_) => Said::busy(RETRY_AFTER_S, device),
    }
}
