//! The console: the same interface and the same `call` as on a laptop, for people who sign in.
//!
//! A browser is known by a cookie that scripts cannot read; because browsers send cookies for foreign pages too, every
//! such request must carry a header a foreign page cannot set, and an origin that is ours. Scripts use a bearer token.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::{Id, roster::User};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;
use usecases::door::{
    AccessConfirmInput, AccessUnlockInput, DeviceBrief, DeviceStateOutput, IdentityProviderOutput, PlaceName,
    SignedInUser, Stage,
};
use usecases::user::second_factor;
use usecases::{Caller, Failure};

use crate::access::Given;
use crate::fault::settled;
use crate::limits::{CALL_BYTES_MAX, CALL_TIMEOUT, FILE_BYTES_MAX, SESSION_MS};
use crate::{Hub, clock, oidc};

const COOKIE: &str = "pamoja_session";
/// Use-cases an open page asks for by itself: they do not keep a session alive.
const POLLED: [&str; 4] = ["device.state", "sync.lights", "sync.list", "conflict.list"];

/// What somebody may do who has to set up a second factor first.
const SECOND_FACTOR: [&str; 3] = ["user.second_factor", "user.begin_second_factor", "user.confirm_second_factor"];

/// The routes.
pub fn routes() -> Router<Arc<Hub>> {
    Router::new()
        .route("/call/{use_case}", post(call).layer(DefaultBodyLimit::max(CALL_BYTES_MAX)))
        .route("/file", post(file).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)))
        .route("/healthz", get(crate::figures::health))
        .fallback(page)
}

/// An answer, and the cookie that goes with it.
struct Answered {
    output: Value,
    cookies: Vec<String>,
}

/// What a browser or a script shows of itself.
struct Shown {
    token: Option<String>,
    ticket: Option<String>,
}

impl From<Value> for Answered {
    fn from(output: Value) -> Self {
        Self { output, cookies: Vec::new() }
    }
}

async fn call(State(hub): State<Arc<Hub>>, Path(use_case): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let shown = match shown(&headers) {
        Ok(shown) => shown,
        Err(problem) => return turned_away(problem),
    };
    let input = match serde_json::from_slice(&body) {
        Ok(input) => input,
        Err(error) => return enveloped(Err(Failure::refused("shell-refused-input").with("problem", error))),
    };
    let turn = match use_case.as_str() {
        "access.unlock" | "access.confirm" => hub.sign_in_turn().await,
        _ => hub.turn(&hub.calls).await,
    };
    work(hub, turn, move |hub| answer(hub, &shown, &use_case, input)).await
}

#[derive(Deserialize)]
struct FileName {
    #[serde(default)]
    name: String,
}

async fn file(
    State(hub): State<Arc<Hub>>,
    Query(FileName { name }): Query<FileName>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let token = match shown(&headers) {
        Ok(shown) => shown.token,
        Err(problem) => return turned_away(problem),
    };
    let turn = hub.turn(&hub.calls).await;
    work(hub, turn, move |hub| {
        let caller = caller(hub, token.as_deref(), true)?;
        passes(hub, &caller, token.as_deref(), "file")?;
        usecases::keep_file(&hub.store, &caller, &name, &body).map(Answered::from)
    })
    .await
}

/// Does blocking work in its turn and within its time.
async fn work(
    hub: Arc<Hub>,
    turn: Option<OwnedSemaphorePermit>,
    work: impl FnOnce(&Hub) -> Result<Answered, Failure> + Send + 'static,
) -> Response {
    let Some(turn) = turn else { return busy() };
    let working = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work(&hub)
    });
    match tokio::time::timeout(CALL_TIMEOUT, working).await {
        Ok(Ok(answered)) => enveloped(answered),
        Ok(Err(_)) => enveloped(Err(Failure::fault(String::new()).with("cause", "a call ended in a panic"))),
        Err(_) => busy(),
    }
}

fn answer(hub: &Hub, shown: &Shown, use_case: &str, input: Value) -> Result<Answered, Failure> {
    let token = shown.token.as_deref();
    match use_case {
        "device.state" => {
            let caller = caller(hub, token, false).ok();
            Ok(state(hub, caller.as_ref(), shown)?.into())
        }
        "access.unlock" => unlock(hub, input),
        "access.confirm" => confirm(hub, shown, input),
        "access.lock" => {
            if let Some(token) = token {
                hub.access.sign_out(token);
            }
            if let (Some(identity), Some(ticket)) = (hub.identity.get(), &shown.ticket) {
                identity.forgets(ticket);
            }
            let ended = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{}", secure(hub));
            let nobody = Shown { token: None, ticket: None };
            Ok(Answered { output: state(hub, None, &nobody)?, cookies: vec![ended, ticket_over(hub)] })
        }
        "device.join" | "sync.run" => Err(Failure::refused("shell-refused-not-here").with("use_case", use_case)),
        _ => {
            let caller = caller(hub, token, !POLLED.contains(&use_case))?;
            passes(hub, &caller, token, use_case)?;
            let call = || usecases::call(&hub.store, &caller, use_case, input);
            // A code is asked for here, too: whoever sits at another's session may not try them all.
            let output = if use_case == "user.drop_second_factor" {
                hub.access.counted(&hub.store, &caller.user_name, caller.now, call)?
            } else {
                call()?
            };
            Ok(output.into())
        }
    }
}

/// The code of somebody whom the identity provider has vouched for.
fn confirm(hub: &Hub, shown: &Shown, input: Value) -> Result<Answered, Failure> {
    let input: AccessConfirmInput = serde_json::from_value(input)
        .map_err(|error| Failure::refused("shell-refused-input").with("problem", error))?;
    let now = clock::now();
    let over = || Failure::refused("access-refused-identity-over");
    let identity = hub.identity.get().ok_or_else(over)?;
    let ticket = shown.ticket.as_deref().ok_or_else(over)?;
    let user = identity.uses(ticket, now).ok_or_else(over)?;
    let user = hub.store.read(|reader| reader.user(user).map_err(Failure::from))?.ok_or_else(over)?;
    let token = hub.access.confirm(&hub.store, &user, &input.code, now)?;
    identity.forgets(ticket);
    let mut entered = entered(hub, token)?;
    entered.cookies.push(ticket_over(hub));
    Ok(entered)
}

/// The answer to who has just come in.
fn entered(hub: &Hub, token: String) -> Result<Answered, Failure> {
    let caller = caller(hub, Some(&token), true)?;
    let cookies = vec![session_cookie(hub, &token)];
    let shown = Shown { token: Some(token), ticket: None };
    Ok(Answered { output: state(hub, Some(&caller), &shown)?, cookies })
}

pub(crate) fn session_cookie(hub: &Hub, token: &str) -> String {
    let seconds = SESSION_MS / 1000;
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{}", secure(hub))
}

fn ticket_over(hub: &Hub) -> String {
    oidc::cookie(hub, oidc::TICKET, "", "/", "Strict")
}

fn unlock(hub: &Hub, input: Value) -> Result<Answered, Failure> {
    let input: AccessUnlockInput = serde_json::from_value(input)
        .map_err(|error| Failure::refused("shell-refused-input").with("problem", error))?;
    let now = clock::now();
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let given = Given { name: &text(&input.name), passphrase: &input.passphrase, code: &text(&input.code) };
    let token = hub.access.sign_in(&hub.store, &given, now)?;
    entered(hub, token)
}

pub(crate) const fn secure(hub: &Hub) -> &'static str {
    if hub.is_plain { "" } else { "; Secure" }
}

/// Who acts; refuses when the session is over or the user is gone.
fn caller(hub: &Hub, token: Option<&str>, is_use: bool) -> Result<Caller, Failure> {
    let ended = || Failure::refused("access-refused-session-ended");
    let now = clock::now();
    let user: Id<User> = token.and_then(|token| hub.access.user(token, now, is_use)).ok_or_else(ended)?;
    let today = clock::today();
    let (user, grants) = hub.store.read::<_, Failure>(|reader| {
        let grants = reader.grants(user, today)?.unwrap_or_default();
        Ok((reader.user(user)?.ok_or_else(ended)?, grants))
    })?;
    // Whose charge ended is signed in to nothing, however they came in.
    if grants.is_empty() {
        return Err(ended());
    }
    Ok(Caller {
        user: user.id,
        user_name: user.name,
        device: sync::Incarnation::HUB,
        grants,
        areas: Vec::new(),
        now,
        today,
    })
}

/// Refuses whatever else somebody wants who has to set up a second factor first.
fn passes(hub: &Hub, caller: &Caller, token: Option<&str>, wanted: &str) -> Result<(), Failure> {
    if !SECOND_FACTOR.contains(&wanted) && needs_second_factor(hub, caller, token)? {
        return Err(Failure::refused("access-refused-second-factor-needed"));
    }
    Ok(())
}

fn needs_second_factor(hub: &Hub, caller: &Caller, token: Option<&str>) -> Result<bool, Failure> {
    if token.is_some_and(|token| hub.access.is_strong(token)) {
        return Ok(false);
    }
    hub.store.read(|reader| Ok(second_factor::is_needed(reader, caller)?))
}

fn state(hub: &Hub, caller: Option<&Caller>, shown: &Shown) -> Result<Value, Failure> {
    let store = &hub.store;
    let name = store.read(|reader| reader.setting_text("hub_name").map_err(Failure::from))?.unwrap_or_default();
    let needs_second_factor = match caller {
        Some(caller) => needs_second_factor(hub, caller, shown.token.as_deref())?,
        None => false,
    };
    let user = caller.map(|caller| SignedInUser {
        needs_second_factor,
        user_id: caller.user.to_string(),
        name: caller.user_name.clone(),
        roles: caller.roles(),
        rights: caller.rights(),
    });
    let demo = crate::demo::read(store.folder().parent());
    let output = DeviceStateOutput {
        place: PlaceName::Hub,
        stage: if user.is_some() { Stage::Open } else { Stage::Locked },
        device: Some(DeviceBrief { number: sync::Incarnation::HUB, name }),
        users: Vec::new(),
        user,
        hub_url: None,
        is_demo: demo.is_some(),
        demo_hint: demo,
        today: clock::today().to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        lease_days_left: None,
        ended: None,
        identity_provider: hub.identity.get().map(|identity| IdentityProviderOutput {
            label: identity.label().to_owned(),
            is_code_needed: identity.is_waiting(shown.ticket.as_deref(), clock::now()),
        }),
    };
    serde_json::to_value(output).map_err(|error| Failure::fault(String::new()).with("cause", error))
}

/// Who a request is of; refuses what a foreign page could have sent.
fn shown(headers: &HeaderMap) -> Result<Shown, &'static str> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(bearer) = text(header::AUTHORIZATION) {
        return Ok(Shown { token: bearer.strip_prefix("Bearer ").map(str::to_owned), ticket: None });
    }
    if headers.get("x-pamoja").is_none_or(|value| value != "1") {
        return Err("the header x-pamoja is missing");
    }
    if let Some(origin) = text(header::ORIGIN) {
        let host = text(header::HOST).unwrap_or_default();
        if origin != format!("https://{host}") && origin != format!("http://{host}") {
            return Err("another page's origin");
        }
    }
    Ok(Shown { token: cookie_of(headers, COOKIE), ticket: cookie_of(headers, oidc::TICKET) })
}

/// The value of a cookie.
pub(crate) fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
}

fn turned_away(problem: &'static str) -> Response {
    tracing::info!(problem, "turned away");
    let failure = Failure::denied("console");
    (StatusCode::FORBIDDEN, axum::Json(json!({ "failure": failure }))).into_response()
}

fn busy() -> Response {
    let failure = Failure::refused("shell-refused-busy");
    (StatusCode::SERVICE_UNAVAILABLE, axum::Json(json!({ "failure": failure }))).into_response()
}

/// `{"output": …}` or `{"failure": …}`; both are answers, so both are 200, except that nobody is signed in.
fn enveloped(answered: Result<Answered, Failure>) -> Response {
    let (status, body, cookies) = match answered {
        Ok(Answered { output, cookies }) => (StatusCode::OK, json!({ "output": output }), cookies),
        Err(failure) => {
            let failure = settled(failure);
            let status =
                if failure.code == "access-refused-session-ended" { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
            (status, json!({ "failure": failure }), Vec::new())
        }
    };
    let mut response = (status, axum::Json(body)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn page(uri: Uri) -> Response {
    let Some(asset) = ui::asset(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    let keep = if asset.is_fingerprinted { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, asset.mime), (header::CACHE_CONTROL, keep)], asset.bytes.into_owned()).into_response()
}
