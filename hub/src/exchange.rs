//! The exchange endpoint: signed bytes in, signed bytes out. Everything is judged by the store; nothing here decides.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;
use sync::session::laptop::path;

use crate::Hub;
use crate::clock;
use crate::fault::incident;
use crate::limits::EXCHANGE_TIMEOUT;

/// Media type of answers; whatever else comes back on the way was not said by a hub.
pub const ANSWER: &str = "application/x-pamoja-exchange";
/// Media type of refusals.
pub const REFUSAL: &str = "application/x-pamoja-refusal+json";

/// The routes.
pub fn routes() -> Router<Arc<Hub>> {
    Router::new()
        .route(path::HELLO, post(answer))
        .route(path::PUSH, post(answer))
        .route(path::PULL, post(answer))
        .route(path::PROOF, post(answer))
        .route(path::JOIN, post(answer))
        .route(sync::bundle::CARRY_PATH, post(answer))
        .layer(DefaultBodyLimit::max(sync::limits::MESSAGE_BYTES_MAX))
}

async fn answer(State(hub): State<Arc<Hub>>, uri: Uri, body: Bytes) -> Response {
    let Some(turn) = hub.turn(&hub.exchanges).await else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "sync-refused-hub-busy");
    };
    let route = uri.path().to_owned();
    let working = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        (store::exchange::hub::answer(&hub.store, &route, &body, clock::now()), route, body.len())
    });
    match tokio::time::timeout(EXCHANGE_TIMEOUT, working).await {
        Ok(Ok((Ok(Ok(bytes)), route, received))) => {
            tracing::debug!(route, received, sent = bytes.len(), "answered");
            ([(header::CONTENT_TYPE, ANSWER)], bytes).into_response()
        }
        Ok(Ok((Ok(Err(code)), route, received))) => {
            tracing::info!(route, received, code, "refused");
            refusal(StatusCode::CONFLICT, code)
        }
        Ok(Ok((Err(fault), route, _))) => {
            tracing::error!(route, incident = incident(), %fault, "the store failed");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "sync-refused-hub-failed")
        }
        Ok(Err(_)) => {
            tracing::error!(incident = incident(), "answering ended in a panic");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "sync-refused-hub-failed")
        }
        Err(_) => refusal(StatusCode::SERVICE_UNAVAILABLE, "sync-refused-hub-busy"),
    }
}

fn refusal(status: StatusCode, code: &str) -> Response {
    (status, [(header::CONTENT_TYPE, REFUSAL)], json!({ "code": code }).to_string()).into_response()
}
