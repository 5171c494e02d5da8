//! Signing in to the console with an identity provider: OpenID Connect, authorization code flow with PKCE.
//!
//! Always true: an identity (issuer and subject, never an address of mail) signs in to the account that an operator has
//! linked it to and to no other; each attempt is of one browser, works once, and whoever fails hears the same sentence.

pub mod config;
mod provider;
pub mod token;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use controls::Control;
use data_encoding::BASE64URL_NOPAD;
use domain::roster::User;
use domain::{Id, Instant};
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use store::local::identity::Identity;
use tokio::sync::Semaphore;
use usecases::Failure;
use usecases::user::second_factor;

use self::config::Config;
use self::provider::{Known, Problem, Provider};
use self::token::{Expected, Vouched};
use crate::access::{hash_of, new_token};
use crate::console::{cookie_of, secure, session_cookie};
use crate::fault::HubFault;
use crate::limits::{OIDC_ATTEMPT_MS, OIDC_ATTEMPTS_MAX, OIDC_FETCHES_MAX, OIDC_TEXT_BYTES_MAX, OIDC_TRIES_MAX};
use crate::{Hub, clock};

/// Ties an attempt to the browser that began it.
const ATTEMPT: &str = "pamoja_attempt";
/// Names somebody the provider vouched for whose code is missing.
pub(crate) const TICKET: &str = "pamoja_ticket";

/// The identity provider of a serving hub, and who is on the way.
pub struct Oidc {
    config: Config,
    provider: Provider,
    fetches: Arc<Semaphore>,
    attempts: Mutex<BTreeMap<[u8; 32], Attempt>>,
    tickets: Mutex<BTreeMap<[u8; 32], Halfway>>,
}

/// Somebody went to the provider.
struct Attempt {
    browser: [u8; 32],
    nonce: String,
    verifier: String,
    begun_at: Instant,
}

/// Somebody came back, and their code is missing.
#[derive(Clone, Copy)]
struct Halfway {
    user: Id<User>,
    begun_at: Instant,
    tries: u32,
}

/// What the provider sends back with a person.
#[derive(Deserialize)]
struct Returned {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
}

/// How somebody came in.
enum Entered {
    Open(String),
    CodeMissing(String),
}

impl Oidc {
    /// Reads nothing from the provider yet: a hub serves while it is away.
    ///
    /// # Errors
    /// A file of authorities that holds none.
    pub fn new(config: Config) -> Result<Self, HubFault> {
        let provider = Provider::new(&config)?;
        let fetches = Arc::new(Semaphore::new(OIDC_FETCHES_MAX));
        Ok(Self { config, provider, fetches, attempts: Mutex::default(), tickets: Mutex::default() })
    }

    /// What people call it.
    pub fn label(&self) -> &str {
        &self.config.label
    }

    /// Whether a ticket waits for its code.
    pub(crate) fn is_waiting(&self, ticket: Option<&str>, now: Instant) -> bool {
        ticket.is_some_and(|ticket| self.ticket(ticket, now).is_some())
    }

    /// Whom a ticket is of, one try less each time.
    pub(crate) fn uses(&self, ticket: &str, now: Instant) -> Option<Id<User>> {
        let user = self.ticket(ticket, now)?.user;
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = tickets.get_mut(&hash_of(ticket)) {
            held.tries += 1;
        }
        Some(user)
    }

    /// A ticket is done with.
    pub(crate) fn forgets(&self, ticket: &str) {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner).remove(&hash_of(ticket));
    }

    fn ticket(&self, ticket: &str, now: Instant) -> Option<Halfway> {
        let tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        let held = tickets.get(&hash_of(ticket)).copied();
        held.filter(|held| is_fresh(held.begun_at, now) && held.tries < OIDC_TRIES_MAX)
    }

    /// Notes an attempt; returns where its person goes, and what ties the attempt to their browser.
    async fn begin(&self, now: Instant) -> Result<(String, String), Problem> {
        let known = self.provider.known(&self.config, now).await?;
        let mut drawn = Vec::new();
        for _ in 0..4 {
            drawn.push(new_token().map_err(|_| "the system gives no randomness")?);
        }
        let [state, nonce, verifier, browser] = <[String; 4]>::try_from(drawn).map_err(|_| "four were drawn")?;
        let challenge = BASE64URL_NOPAD.encode(digest(&SHA256, verifier.as_bytes()).as_ref());
        let way = known.way(&self.config, &state, &nonce, &challenge);
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.retain(|_, attempt| is_fresh(attempt.begun_at, now));
        if attempts.len() >= OIDC_ATTEMPTS_MAX {
            let oldest = attempts.iter().min_by_key(|(_, attempt)| attempt.begun_at).map(|(state, _)| *state);
            oldest.map(|state| attempts.remove(&state));
        }
        let attempt = Attempt { browser: hash_of(&browser), nonce, verifier, begun_at: now };
        attempts.insert(hash_of(&state), attempt);
        Ok((way, browser))
    }

    /// The attempt of what came back, taken away so that it works once; none for another browser's.
    fn take(&self, state: &str, browser: &str, now: Instant) -> Option<Attempt> {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let attempt = attempts.remove(&hash_of(state))?;
        let is_its = attempt.browser == hash_of(browser) || !Control::SignInBinding.is_on();
        (is_fresh(attempt.begun_at, now) && is_its).then_some(attempt)
    }

    /// Whom the provider vouches for.
    async fn vouched(&self, returned: &Returned, browser: &str, now: Instant) -> Result<Vouched, Problem> {
        let state = returned.state.as_deref().ok_or("no state came back")?;
        let attempt = self.take(state, browser, now).ok_or("what came back is of no attempt of this browser")?;
        let known = self.provider.known(&self.config, now).await?;
        self.is_from_provider(&known, returned.iss.as_deref())?;
        let code = returned.code.as_deref().filter(|code| !code.is_empty()).ok_or("the provider let nobody in")?;
        let id_token = self.provider.id_token(&self.config, &known, code, &attempt.verifier).await?;
        let known = self.provider.known_for(&self.config, &id_token, now).await?;
        let expected = Expected {
            issuer: &self.config.issuer,
            client_id: &self.config.client_id,
            nonce: &attempt.nonce,
            now_ms: now.ms(),
        };
        token::read(&id_token, &known.keys, &expected).map_err(|problem| {
            tracing::info!(%problem, "an ID token was refused");
            "an ID token was refused"
        })
    }

    /// RFC 9207: an answer of another provider must not be taken to ours.
    fn is_from_provider(&self, known: &Known, named: Option<&str>) -> Result<(), Problem> {
        match named {
            Some(named) if named != self.config.issuer => Err("another provider sent this person"),
            None if known.names_itself => Err("the provider did not name itself"),
            Some(_) | None => Ok(()),
        }
    }

    /// Lets in who is vouched for and linked; asks for the code where the account has one and the provider did not.
    fn enter(&self, hub: &Hub, vouched: &Vouched, now: Instant) -> Result<Entered, Failure> {
        let nobody = || Failure::refused("access-refused-identity");
        let identity = Identity { issuer: self.config.issuer.clone(), subject: vouched.subject.clone() };
        let (user, asks_code) = hub.store.read::<_, Failure>(|reader| {
            let user = reader.user_of_identity(&identity)?.ok_or_else(nobody)?;
            reader.user(user)?.ok_or_else(nobody)?;
            Ok((user, second_factor::is_set_up(reader, user)?))
        })?;
        let is_strong = self.config.is_strong(&vouched.amr, vouched.acr.as_deref());
        if is_strong || !asks_code {
            return Ok(Entered::Open(hub.access.open(user, now, is_strong)?));
        }
        let ticket = new_token()?;
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.retain(|_, ticket| is_fresh(ticket.begun_at, now));
        if tickets.len() >= OIDC_ATTEMPTS_MAX {
            let oldest = tickets.iter().min_by_key(|(_, ticket)| ticket.begun_at).map(|(hash, _)| *hash);
            oldest.map(|hash| tickets.remove(&hash));
        }
        tickets.insert(hash_of(&ticket), Halfway { user, begun_at: now, tries: 0 });
        Ok(Entered::CodeMissing(ticket))
    }
}

const fn is_fresh(begun_at: Instant, now: Instant) -> bool {
    let age_ms = now.ms() - begun_at.ms();
    age_ms >= 0 && age_ms < OIDC_ATTEMPT_MS
}

/// The routes; without a provider they answer that nothing is here.
pub fn routes() -> Router<Arc<Hub>> {
    Router::new().route("/oidc/begin", get(begin)).route("/oidc/return", get(come_back))
}

async fn begin(State(hub): State<Arc<Hub>>) -> Response {
    let Some(oidc) = hub.identity.get() else { return StatusCode::NOT_FOUND.into_response() };
    let Some(_turn) = hub.turn(&oidc.fetches).await else { return refused(&hub, "too many at once") };
    match oidc.begin(clock::now()).await {
        // Lax: it must come along when the provider sends this browser back.
        Ok((way, browser)) => sent_to(&way, &[cookie(&hub, ATTEMPT, &browser, "/oidc", "Lax")]),
        Err(problem) => refused(&hub, problem),
    }
}

async fn come_back(
    State(hub): State<Arc<Hub>>,
    query: Result<Query<Returned>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Some(oidc) = hub.identity.get() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(Query(returned)) = query else { return refused(&hub, "what came back cannot be read") };
    let Some(_turn) = hub.turn(&oidc.fetches).await else { return refused(&hub, "too many at once") };
    let browser = cookie_of(&headers, ATTEMPT).unwrap_or_default();
    let now = clock::now();
    let vouched = match oidc.vouched(&returned, &browser, now).await {
        Ok(vouched) => vouched,
        Err(problem) => return refused(&hub, problem),
    };
    let entering = Arc::clone(&hub);
    let entered = tokio::task::spawn_blocking(move || {
        let oidc = entering.identity.get().ok_or_else(|| Failure::refused("access-refused-identity"))?;
        oidc.enter(&entering, &vouched, now)
    });
    let over = cookie(&hub, ATTEMPT, "", "/oidc", "Lax");
    match entered.await {
        Ok(Ok(Entered::Open(token))) => sent_to("/", &[over, session_cookie(&hub, &token)]),
        Ok(Ok(Entered::CodeMissing(ticket))) => sent_to("/", &[over, cookie(&hub, TICKET, &ticket, "/", "Strict")]),
        Ok(Err(failure)) => {
            let failure = crate::fault::settled(failure);
            refused(&hub, if failure.code == "access-refused-identity" { "nobody is linked" } else { "a fault" })
        }
        Err(_) => refused(&hub, "a sign-in ended in a panic"),
    }
}

/// A cookie of an attempt; without a value it ends.
pub(crate) fn cookie(hub: &Hub, name: &str, value: &str, path: &str, site: &str) -> String {
    let seconds = if value.is_empty() { 0 } else { OIDC_ATTEMPT_MS / 1_000 };
    format!("{name}={value}; Path={path}; HttpOnly; SameSite={site}; Max-Age={seconds}{}", secure(hub))
}

/// The page says one sentence, whatever it was; the log says more.
fn refused(hub: &Hub, problem: Problem) -> Response {
    tracing::info!(problem, "a sign-in by the identity provider came to nothing");
    sent_to("/?identity=refused", &[cookie(hub, ATTEMPT, "", "/oidc", "Lax")])
}

fn sent_to(way: &str, cookies: &[String]) -> Response {
    let Ok(way) = HeaderValue::from_str(way) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, way);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// Longest text of the file and of a token's subject, as the store keeps it.
const _: () = assert!(OIDC_TEXT_BYTES_MAX == usecases::hub_setup::IDENTITY_BYTES_MAX);
